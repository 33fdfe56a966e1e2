"""One LibreOffice a worker that stays warm: a conversion takes 0.03 s of it, where a cold start takes 0.7 to 3 s.

It is kept from ending by an open document. A further ``soffice`` on the same profile hands its order over and waits until it is
done, so no other language's bindings are needed. It stays in the worker's process group and ends with it.
"""

import atexit
import hashlib
import os
import shutil
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from tempfile import mkdtemp

# A first start takes up to 10 s, a document of 500 pages as much again; what takes longer hangs.
SECONDS = 120
# A first start makes its profile; on a busy machine that has taken 12 s.
START_SECONDS = 40
# LibreOffice keeps some memory of every document; a start after so many costs each of them a hundredth of a second.
MOST_CONVERSIONS = 200
PROFILES = "paraq-office-"
# LibreOffice, sal/osl/unx/pipe.cxx: whatever TMPDIR says.
SOCKETS = Path("/tmp")
# The running office, its profile and how many conversions it has done.
_running: "list[_Office]" = []


def convert(program: str, source: Path, target: Path, ending: str) -> None:
    """Make a file with this ending of an office file in the folder ``target``; none if it cannot be opened.

    What LibreOffice is to heed may follow the ending after a colon.

    Raises:
        TimeoutError: It took longer than :data:`SECONDS`.
    """
    for _ in range(2):
        office = _office(program, target)
        office.convert(source, target, ending)
        if (target / f"{source.stem}.{ending.partition(':')[0]}").exists() or office.is_well:
            return
        # It crashed over this file, or over what was left of the one before; only in the first case once more.
        _end()


def _office(program: str, workspace: Path) -> "_Office":
    if _running and (not _running[0].is_well or _running[0].conversions >= MOST_CONVERSIONS):
        _end()
    if not _running:
        # Beside the workspace, which goes with this file; whoever made that clears away what a killed worker leaves.
        _running.append(_Office(program, Path(mkdtemp(prefix=PROFILES, dir=workspace.parent))))
    return _running[0]


def clear(folder: Path) -> None:
    """Remove the sockets of offices that were killed together with their worker and left their profiles in this folder."""
    for profile in folder.glob(f"{PROFILES}*"):
        _socket(profile).unlink(missing_ok=True)


def _socket(profile: Path) -> Path:
    """Return where the office on a profile listens (desktop/source/app/officeipcthread.cxx); removed only if it ends well."""
    digest = hashlib.md5(profile.as_uri().encode("utf-16-le"), usedforsecurity=False).digest()
    # Each byte without a leading nought.
    return SOCKETS / f"OSL_PIPE_{os.getuid()}_SingleOfficeIPC_{''.join(f'{byte:x}' for byte in digest)}"


@atexit.register
def _end() -> None:
    while _running:
        _running.pop().end()


class _Office:
    """A LibreOffice with a fresh profile of its own: two on one profile would be one."""

    def __init__(self, program: str, profile: Path) -> None:
        self._profile = profile
        self._command = [program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nolockcheck"]
        self.conversions = 0
        open_document = profile / "open.txt"
        open_document.write_text("Paraq")
        self._process = _start([*self._command, "--nologo", str(open_document)])
        # Its lock appears once the document is open.
        lock = profile / f".~lock.{open_document.name}#"
        until = time.monotonic() + START_SECONDS
        while not lock.exists() and self.is_well and time.monotonic() < until:
            time.sleep(0.02)
        if not lock.exists():
            # Then each conversion starts one for itself.
            self._kill()

    @property
    def is_well(self) -> bool:
        """Whether it still runs."""
        return self._process.poll() is None

    def convert(self, source: Path, target: Path, ending: str) -> None:
        """See :func:`convert`; kills LibreOffice if that takes too long."""
        self.conversions += 1
        order = _start([*self._command, "--convert-to", ending, "--outdir", str(target), str(source)])
        try:
            order.wait(SECONDS)
        except subprocess.TimeoutExpired as error:
            self._kill()
            raise TimeoutError from error
        finally:
            order.kill()
            order.wait()

    def end(self) -> None:
        """Kill it and remove its profile."""
        self._kill()
        shutil.rmtree(self._profile, ignore_errors=True)

    def _kill(self) -> None:
        """Kill every process on the profile: ``soffice`` is a starter, and the office itself may outlive it."""
        profile = self._profile.as_uri().encode()
        for process in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                if profile in (process / "cmdline").read_bytes():
                    os.kill(int(process.name), signal.SIGKILL)
        self._process.wait()
        _socket(self._profile).unlink(missing_ok=True)


def _start(command: list[str]) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
