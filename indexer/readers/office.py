"""Office files through LibreOffice into a PDF, from which their pages are read and drawn."""

import atexit
import os
import shutil
import signal
import subprocess
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from tempfile import mkdtemp

from indexer.readers import pdf
from indexer.reading import Contents, ReadOptions, ReadPage
from paraq.errors import Invalid, Unavailable

# A first start takes 5 to 10 s, a document of 500 pages as much again; what takes longer hangs.
SECONDS = 120


def look(path: Path, name: str, workspace: Path, options: ReadOptions, kind: str) -> Contents:
    """See :func:`indexer.readers.look`."""
    rendition = convert(path, name, workspace, kind)
    contents = pdf.look(rendition, name, workspace, options, "pdf")
    return Contents(kind, contents.pages, rendition=rendition, title=contents.title)


def read(path: Path, contents: Contents, numbers: Sequence[int], options: ReadOptions) -> Iterator[ReadPage]:
    """See :func:`indexer.readers.read`."""
    yield from pdf.read(path, contents, numbers, options)


def convert(path: Path, name: str, workspace: Path, kind: str) -> Path:
    """Return a PDF made of an office file.

    Raises:
        Unavailable: LibreOffice is not installed.
        Invalid: It cannot open the file, or takes too long.
    """
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise Unavailable(
            "LibreOffice is not installed", where=name, remedy="Install libreoffice-writer-nogui, -calc and -impress"
        )
    # LibreOffice takes the kind from the name's ending.
    source = workspace / f"office.{kind}"
    shutil.copyfile(path, source)
    command = [program, f"-env:UserInstallation={_profile().as_uri()}", "--headless", "--norestore", "--nolockcheck"]
    command += ["--convert-to", "pdf", "--outdir", str(workspace), str(source)]
    _run(command, name)
    rendition = workspace / "office.pdf"
    source.unlink()
    if not rendition.exists():
        raise Invalid("LibreOffice cannot open the file: it is broken or locked", where=name, code="broken")
    return rendition


def _run(command: list[str], name: str) -> None:
    # A session of its own, so that a hanging converter goes with all its children.
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        process.wait(SECONDS)
    except subprocess.TimeoutExpired as error:
        raise Invalid(f"LibreOffice took longer than {SECONDS} seconds", where=name, code="office-time") from error
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@lru_cache(maxsize=1)
def _profile() -> Path:
    """Return this worker's own profile: two LibreOffices on one profile refuse, and a used one starts three times as fast."""
    folder = Path(mkdtemp(prefix="paraq-office-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
