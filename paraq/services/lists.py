"""Lists as people send them, as lines of cells: CSV in any encoding and with any separator, or XLSX."""

import csv
import warnings
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from io import BytesIO
from typing import Any, Final

from paraq.errors import Invalid
from paraq.text.encodings import decode

# Ten thousand rows with every column are about 2 MB; what is larger is no list of questions.
LARGEST: Final = 16 << 20
# A workbook unpacks to some ten times its size; a bomb to thousands of times.
LARGEST_UNPACKED: Final = 128 << 20
MOST_ROWS: Final = 10_000
# Wide sheets carry notes and sums far to the right; no list of questions has so many columns.
MOST_COLUMNS: Final = 60
# A title, an addressee and a date may stand above the headings.
HEADING_ROWS: Final = 10
# A name, a query or a title that is longer was put into a wrong cell.
LONGEST_CELL: Final = 4000
# A request of a page in one cell has some sixty lines.
MOST_LINES: Final = 100

FieldOf = Callable[[str], str]
"""Returns the field that a heading names; empty if none."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line: its number in the file, from 1, and its cells; ``problem`` if it cannot be read as cells."""

    number: int
    cells: list[str] = field(default_factory=list)
    problem: str = ""


def read_lines(content: bytes, name: str, field_of: FieldOf) -> list[Line]:
    """Return the lines of a list that are not empty; their cells may hold line feeds.

    Args:
        content: The file's bytes.
        name: The file's name, for messages.
        field_of: By which the sign that parts the cells is told: it gives the most headings.

    Raises:
        Invalid: It is no list, or too large.
    """
    if len(content) > LARGEST:
        raise Invalid("The list is too large", where=name, remedy=f"Split it; at most {LARGEST >> 20} MB", code="batch-large")
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise Invalid("Old Excel files are not read", where=name, remedy="Save it as XLSX or CSV", code="batch-kind")
    filled = []
    for line in _workbook(content, name) if content.startswith(b"PK\x03\x04") else _separated(decode(content), field_of):
        if line.problem or any(line.cells):
            filled.append(line)
        if len(filled) > MOST_ROWS + HEADING_ROWS:
            raise Invalid(
                "The list has too many rows", where=name, remedy=f"Split it; at most {MOST_ROWS} rows", code="batch-large"
            )
    return filled


def _separated(text: str, field_of: FieldOf) -> Iterator[Line]:
    """Yield the lines of a CSV. A quotation mark that is never closed costs its own line and not all that follow."""
    written = text.replace("\0", "").splitlines()
    separator = _separator(written, field_of)
    width = 0
    at = 0
    while at < len(written):
        cells, problem = _cells(written[at], separator)
        taken = 1
        if written[at].count('"') % 2:
            whole, more = _continued(written[at : at + MOST_LINES], separator, width)
            cells, taken = (whole, more) if whole else (_cells(written[at].replace('"', ""), separator)[0], 1)
        width = max(width, len(cells)) if at < HEADING_ROWS else width
        yield Line(at + 1, [_plain(cell) for cell in cells], problem)
        at += taken


def _continued(lines: Sequence[str], separator: str, width: int) -> tuple[list[str], int]:
    """Return the cells of a row with line feeds inside quotation marks, and its lines; none if it is not such a row."""
    if not separator:
        return [], 0
    widths = [len(_cells(line.replace('"', ""), separator)[0]) for line in lines]
    marks = lines[0].count('"')
    for count in range(2, len(lines) + 1):
        marks += lines[count - 1].count('"')
        if marks % 2:
            continue
        cells, _ = _cells("\n".join(lines[:count]), separator)
        # Lines that are whole rows by themselves have stray marks and no line feeds inside a cell.
        one_row = widths[0] < width or max(widths[1:count]) < width
        return (cells, count) if one_row and len(cells) == width else ([], 0)
    return [], 0


def _cells(line: str, separator: str) -> tuple[list[str], str]:
    if not separator:
        stripped = line.strip()
        # A phrase stands in quotation marks of its own; a comma or doubled marks inside show that a program put them there.
        quoted = len(stripped) > 1 and stripped[0] == stripped[-1] == '"' and ('""' in stripped or "," in stripped)
        return [stripped[1:-1].replace('""', '"') if quoted else stripped], ""
    try:
        return next(
            csv.reader([line + "\n"] if "\n" not in line else line.splitlines(keepends=True), delimiter=separator), []
        ), ""
    except csv.Error:
        return [], "The row cannot be read as cells"


def _separator(lines: Sequence[str], field_of: FieldOf) -> str:
    """Return the sign that parts the cells: that which gives the most headings; none for a list of one column."""
    best = ("", 0)
    for line in lines[:HEADING_ROWS]:
        for sign in ";,\t|":
            cells, _ = _cells(line, sign)
            named = sum(bool(field_of(cell)) for cell in cells)
            if len(cells) > 1 and named > best[1]:
                best = (sign, named)
    if best[0]:
        return best[0]
    # Without headings a comma may part a surname from a name, but semicolons and tabs are columns.
    first = next((line for line in lines if line.strip()), "")
    return next((sign for sign in ";\t" if sign in first), "")


def _workbook(content: bytes, name: str) -> list[Line]:
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            if sum(member.file_size for member in package.infolist()) > LARGEST_UNPACKED:
                raise Invalid("The workbook is too large", where=name, remedy="Split it or save it as CSV", code="batch-large")
        return _sheet_lines(content)
    except Invalid:
        raise
    except Exception as error:
        # Whatever openpyxl meets in a broken workbook, it is the sender's to mend.
        raise Invalid(
            "The workbook cannot be read", where=name, remedy="Save it again as XLSX or CSV", code="batch-kind"
        ) from error


def _sheet_lines(content: bytes) -> list[Line]:
    import openpyxl

    lines: list[Line] = []
    with warnings.catch_warnings():
        # It warns of styles and drop-down lists that it leaves out; nobody here needs them.
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(BytesIO(content), read_only=True, data_only=True)
        try:
            for sheet in book.worksheets:
                for number, cells in enumerate(sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS), start=1):
                    texts = [_plain(written(cell)) for cell in cells]
                    if any(texts):
                        lines.append(Line(number, _trimmed(texts)))
                    if len(lines) > MOST_ROWS + HEADING_ROWS:
                        break
                if lines:
                    break
        finally:
            book.close()
    return lines


def written(cell: Any) -> str:
    """Return a cell of a workbook as a person reads it: numbers without needless decimals, dates as ISO days."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime | date):
        return cell.isoformat()[:10]
    return str(cell)


def _trimmed(cells: list[str]) -> list[str]:
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _plain(cell: str) -> str:
    """Return a cell without needless spaces; line feeds stay."""
    return "\n".join(" ".join(line.split()) for line in cell[:LONGEST_CELL].splitlines()).strip()
