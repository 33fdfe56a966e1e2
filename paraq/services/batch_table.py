"""A list of names or queries as people send it: CSV in any encoding and with any separator, or XLSX."""

import csv
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from importlib.resources import files
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
FIELDS: Final = ("name", "surname", "given", "patronymic", "query", "organisation", "birth", "years", "year_from", "year_to")
ASKING: Final = frozenset({"name", "surname", "given", "query"})
HEADINGS_REMEDY: Final = "Name its columns as in docs/howto/batch.md, for example: name, organisation, years"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the list: its number in the file, from 1, and its cells by field; ``problem`` if it cannot be read."""

    number: int
    cells: Mapping[str, str]
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A list read: its headings with the field that each is taken for (empty if for none), and its rows."""

    columns: tuple[tuple[str, str], ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    cells: list[str] = field(default_factory=list)
    problem: str = ""


def read_table(content: bytes, name: str = "") -> Table:
    """Read a list.

    A list without headings has one column: each row is a name or a query.

    Args:
        content: The file's bytes.
        name: The file's name, for messages.

    Raises:
        Invalid: It is no list, it is too large, or no column of it can be asked for.
    """
    if len(content) > LARGEST:
        raise Invalid("The list is too large", where=name, remedy=f"Split it; at most {LARGEST >> 20} MB", code="batch-large")
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise Invalid("Old Excel files are not read", where=name, remedy="Save it as XLSX or CSV", code="batch-kind")
    lines: Iterable[_Line] = _workbook(content, name) if content.startswith(b"PK\x03\x04") else _separated(decode(content))
    filled = []
    for line in lines:
        if line.problem or any(line.cells):
            filled.append(line)
        if len(filled) > MOST_ROWS + HEADING_ROWS:
            raise Invalid(
                "The list has too many rows", where=name, remedy=f"Split it; at most {MOST_ROWS} rows", code="batch-large"
            )
    if not filled:
        raise Invalid("The list is empty", where=name, remedy=HEADINGS_REMEDY, code="batch-empty")
    return _table(filled, name)


def field_of(heading: str) -> str:
    """Return the field that a heading names; empty if none."""
    return _fields().get(re.sub(r"[\W_]+", " ", heading.replace("№", " ").casefold()).strip(), "")


@cache
def _fields() -> dict[str, str]:
    table = (files("paraq.services") / "batch_columns.tsv").read_text("utf-8")
    return {row["heading"]: row["field"] for row in csv.DictReader(table.splitlines(), delimiter="\t")}


def _table(lines: Sequence[_Line], name: str) -> Table:
    place = next((at for at, line in enumerate(lines[:HEADING_ROWS]) if _is_heading(line)), None)
    if place is None:
        return _without_headings(lines, name)
    headings = lines[place].cells
    fields = [field_of(cell) for cell in headings]
    if not ASKING & set(fields):
        raise Invalid(
            "The list has no column of names or queries",
            where=", ".join(headings)[:200],
            remedy=HEADINGS_REMEDY,
            code="batch-columns",
        )
    rows = []
    for other in lines[place + 1 :]:
        cells: dict[str, str] = {}
        for named, cell in zip(fields, other.cells, strict=False):
            if named and cell and named not in cells:
                cells[named] = cell
        if cells or other.problem:
            rows.append(Row(other.number, cells, other.problem))
    columns = tuple((heading, named) for heading, named in zip(headings, fields, strict=True) if heading)
    return Table(columns, tuple(rows))


def _is_heading(line: _Line) -> bool:
    fields = {field_of(cell) for cell in line.cells} - {""}
    return bool(ASKING & fields) or len(fields) > 1


def _without_headings(lines: Sequence[_Line], name: str) -> Table:
    if any(sum(map(bool, line.cells)) > 1 for line in lines):
        raise Invalid(
            "The list has several columns and no headings",
            where=", ".join(lines[0].cells)[:200] or name,
            remedy=HEADINGS_REMEDY,
            code="batch-columns",
        )
    rows = (Row(line.number, {"either": "".join(line.cells)} if not line.problem else {}, line.problem) for line in lines)
    return Table((), tuple(rows))


def _separated(text: str) -> Iterator[_Line]:
    """Yield the lines of a CSV. A quotation mark that is never closed costs its own line and not all that follow."""
    written = text.replace("\0", "").splitlines()
    separator = _separator(written)
    width = 0
    at = 0
    while at < len(written):
        cells, problem = _cells(written[at], separator)
        taken = 1
        if written[at].count('"') % 2:
            whole = _continued(written[at : at + 2], separator, width)
            cells, taken = (whole, 2) if whole else (_cells(written[at].replace('"', ""), separator)[0], 1)
        width = max(width, len(cells)) if at < HEADING_ROWS else width
        yield _Line(at + 1, [_plain(cell) for cell in cells], problem)
        at += taken


def _continued(lines: Sequence[str], separator: str, width: int) -> list[str]:
    """Return the cells of a row written on two lines, for a line feed inside quotation marks; none if it is not one."""
    if len(lines) < 2 or not lines[1].count('"') % 2 or not separator:
        return []
    alone, _ = _cells(lines[0].replace('"', ""), separator)
    cells, _ = _cells("\n".join(lines), separator)
    return cells if len(alone) < len(cells) == width else []


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


def _separator(lines: Sequence[str]) -> str:
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


def _workbook(content: bytes, name: str) -> list[_Line]:
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


def _sheet_lines(content: bytes) -> list[_Line]:
    import openpyxl

    lines: list[_Line] = []
    with warnings.catch_warnings():
        # It warns of styles and drop-down lists that it leaves out; nobody here needs them.
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(BytesIO(content), read_only=True, data_only=True)
        try:
            for sheet in book.worksheets:
                for number, cells in enumerate(sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS), start=1):
                    texts = [_plain(written(cell)) for cell in cells]
                    if any(texts):
                        lines.append(_Line(number, _trimmed(texts)))
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
    return " ".join(cell[:LONGEST_CELL].split())


def asked(rows: Iterable[Row]) -> list[tuple[int, dict[str, str]]]:
    """Return rows with their numbers as they are stored."""
    return [(row.number, {**row.cells, "problem": row.problem} if row.problem else dict(row.cells)) for row in rows]
