"""Real servers as child processes of a test run: unprivileged, on loopback, gone when the run ends."""

import contextlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

# Elasticsearch and PostgreSQL refuse to run as root; this user exists on every Debian and Ubuntu.
UNPRIVILEGED = "nobody"


def free_port() -> int:
    """Return a TCP port of the loopback interface on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def workspace(prefix: str) -> Iterator[Path]:
    """Give a new folder that servers may write to; it is removed with all its content at the end."""
    folder = Path(tempfile.mkdtemp(prefix=prefix))
    hand_over(folder)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def hand_over(folder: Path) -> None:
    """Make ``folder`` and all in it property of the user that servers run as."""
    if os.geteuid() != 0:
        return
    user = pwd.getpwnam(UNPRIVILEGED)
    for path in (folder, *folder.rglob("*")):
        os.chown(path, user.pw_uid, user.pw_gid)


def readable_by_server(path: Path) -> bool:
    """Whether the user that servers run as can reach ``path``: a checkout below ``/root`` is closed to it."""
    if os.geteuid() != 0:
        return True
    return all(parent.stat().st_mode & 0o001 for parent in path.resolve().parents)


def command_as_server(command: Sequence[str | Path]) -> list[str]:
    """Return ``command`` so that it runs unprivileged and ends with its parent, even if that is killed."""
    wrapper = ["setpriv", "--pdeathsig", "TERM"]
    if os.geteuid() == 0:
        user = pwd.getpwnam(UNPRIVILEGED)
        wrapper += ["--reuid", str(user.pw_uid), "--regid", str(user.pw_gid), "--clear-groups"]
    return [*wrapper, *map(str, command)]


@dataclass
class Server:
    """A running server: its process and the file that its output goes to."""

    process: "subprocess.Popen[bytes]"
    log: Path

    def wait_until(self, ready: Callable[[], bool], seconds: float) -> None:
        """Return when ``ready()`` is true.

        Raises:
            RuntimeError: The server ended, or ``seconds`` have passed; the end of its log is in the message.
        """
        deadline = time.monotonic() + seconds
        while not ready():
            if self.process.poll() is not None or time.monotonic() > deadline:
                state = (
                    f"is not ready after {seconds:.0f} s"
                    if self.process.poll() is None
                    else f"ended with {self.process.returncode}"
                )
                tail = self.log.read_text(errors="replace")[-3000:]
                self.stop()
                raise RuntimeError(f"{self.process.args!r} {state}:\n{tail}")
            time.sleep(0.1)

    def stop(self, number: signal.Signals = signal.SIGTERM, seconds: float = 20) -> None:
        """Ask the server to end with signal ``number``; kill its process group if it does not within ``seconds``."""
        if self.process.poll() is None:
            self.process.send_signal(number)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(seconds)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def start(command: Sequence[str | Path], *, folder: Path, environment: Mapping[str, str]) -> Server:
    """Start ``command`` unprivileged in ``folder``, its output in ``server.log`` there."""
    log = folder / "server.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            command_as_server(command),
            cwd=folder,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    return Server(process, log)
