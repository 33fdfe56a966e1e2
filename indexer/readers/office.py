"""Office files through LibreOffice into a PDF, from which their pages are read and drawn."""

import re
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

from indexer.readers import pdf, warm_office
from indexer.readers.spreadsheet import fit_to_paper
from indexer.reading import Contents, ReadOptions, ReadPage
from paraq.errors import Invalid, Unavailable

# What LibreOffice writes of the moment: in the last object of a PDF and behind its table.
_MOMENT = re.compile(rb"(?<=/CreationDate\(D:)\d{14}|(?<=/DocChecksum /)[0-9A-F]{32}|(?<=<)[0-9A-F]{32}(?=>)")
_NO_MOMENT = b"20000101000000"

SHEETS = frozenset({"xls", "xlsx", "ods"})


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
        remedy = "Install libreoffice-writer-nogui, -calc-nogui and -impress-nogui"
        raise Unavailable("LibreOffice is not installed", where=name, remedy=remedy, code="office")
    # LibreOffice takes the kind from the name's ending.
    source = workspace / f"office.{kind}"
    shutil.copyfile(path, source)
    try:
        if kind in SHEETS:
            source = _fitted(program, source, workspace)
        warm_office.convert(program, source, workspace, "pdf")
    except TimeoutError as error:
        raise Invalid(f"LibreOffice took longer than {warm_office.SECONDS} seconds", where=name, code="office-time") from error
    rendition = workspace / "office.pdf"
    if not rendition.exists():
        raise Invalid("LibreOffice cannot open the file: it is broken or locked", where=name, code="broken")
    _take_moment_away(rendition)
    return rendition


def _take_moment_away(rendition: Path) -> None:
    """Make the same PDF of the same file each time, so that a file that is looked into again is kept once."""
    data = rendition.read_bytes()
    start = data.rfind(b"/CreationDate(D:")
    if start >= 0:
        end = _MOMENT.sub(lambda found: _NO_MOMENT if len(found[0]) == len(_NO_MOMENT) else b"0" * len(found[0]), data[start:])
        rendition.write_bytes(data[:start] + end)


def _fitted(program: str, source: Path, workspace: Path) -> Path:
    """Return a spreadsheet as one that loses nothing on paper; itself if that cannot be made."""
    fitted = workspace / "office.fods"
    warm_office.convert(program, source, workspace, "fods")
    return fitted if fitted.exists() and fit_to_paper(fitted) else source
