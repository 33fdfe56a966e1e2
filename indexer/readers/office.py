"""Office files through LibreOffice into a PDF, from which their pages are read and drawn, comments and hidden slides included."""

import json
import re
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

from indexer.readers import pdf, warm_office
from indexer.readers.slides import with_notes
from indexer.readers.spreadsheet import fit_to_paper
from indexer.reading import Contents, ReadOptions, ReadPage
from paraq.errors import Invalid, Unavailable

# What LibreOffice writes of the moment: in the last object of a PDF and behind its table.
_MOMENT = re.compile(rb"(?<=/CreationDate\(D:)\d{14}|(?<=/DocChecksum /)[0-9A-F]{32}|(?<=<)[0-9A-F]{32}(?=>)")
_NO_MOMENT = b"20000101000000"

SHEETS = frozenset({"xls", "xlsx", "ods"})
SLIDES = frozenset({"ppt", "pptx", "odp"})


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
        rendition = _exported(program, source, workspace, kind)
    except TimeoutError as error:
        raise Invalid(f"LibreOffice took longer than {warm_office.SECONDS} seconds", where=name, code="office-time") from error
    if rendition is None:
        raise Invalid("LibreOffice cannot open the file: it is broken or locked", where=name, code="broken")
    return rendition


def _exported(program: str, source: Path, workspace: Path, kind: str) -> Path | None:
    """Return the PDF of an office file; None if it cannot be opened."""
    if kind in SHEETS:
        return _pdf(program, source, workspace, "pdf")
    if kind not in SLIDES:
        return _pdf(program, source, workspace, _export("writer", "ExportNotes"))
    slides = _pdf(program, source, workspace, _export("impress", "ExportNotes", "ExportHiddenSlides"))
    if slides is None:
        return None
    slides = slides.rename(workspace / "slides.pdf")
    notes = _pdf(program, source, workspace, _export("impress", "ExportNotesPages", "ExportOnlyNotesPages", "ExportHiddenSlides"))
    return with_notes(slides, notes) if notes is not None else slides


def _pdf(program: str, source: Path, workspace: Path, ending: str) -> Path | None:
    warm_office.convert(program, source, workspace, ending)
    rendition = workspace / f"{source.stem}.pdf"
    if not rendition.exists():
        return None
    _take_moment_away(rendition)
    return rendition


def _export(program: str, *wanted: str) -> str:
    """Return how LibreOffice (7.4 or later; earlier ones do as if nothing was wanted) is asked for a PDF with more in it."""
    return f"pdf:{program}_pdf_Export:{json.dumps({name: {'type': 'boolean', 'value': 'true'} for name in wanted})}"


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
    # Of the others, comments that are shown only when one points at them go only by way of this one.
    kept = workspace / "office.xlsx"
    if source != kept:
        warm_office.convert(program, source, workspace, "xlsx")
    warm_office.convert(program, kept if kept.exists() else source, workspace, "fods")
    return fitted if fitted.exists() and fit_to_paper(fitted) else source
