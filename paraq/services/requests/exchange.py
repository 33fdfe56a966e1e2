"""The register as lists: CSV and XLSX in, with a message for every row that cannot be taken, and out again."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Final

from paraq.errors import Invalid, ParaqError
from paraq.records.dates import parse_date, typed_date
from paraq.records.request import RequestRecord
from paraq.records.viewer import Viewer
from paraq.services.cells import is_formula
from paraq.services.export import harmless
from paraq.services.lists import HEADING_ROWS, Line, read_lines
from paraq.services.requests.register import FIELDS, Register

COLUMNS: Final = (*FIELDS, "state", "handlers", "due", "extended", "closed", "outcome", "note")


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a row of a list: the request that was entered, or why it was not; ``error`` tells it in other languages."""

    row: int
    number: str = ""
    request_id: str = ""
    message: str = ""
    where: str = ""
    error: ParaqError | None = None


def take_in(register: Register, content: bytes, *, viewer: Viewer, name: str = "") -> list[Taken]:
    """Enter every row of a list in CSV (any encoding and separator) or XLSX; ``name`` is the file's, for messages.

    Raises:
        Invalid: It is no such list, or it has no column of applicants.
    """
    return [_taken(register, number, cells, problem, viewer) for number, cells, problem in _rows(content, name)]


def left_out(content: bytes, name: str = "") -> list[str]:
    """Return the headings of a list whose columns are not taken, because no field is called so.

    Raises:
        Invalid: It is no such list.
    """
    headings, _, _ = _headed(content, name)
    return [cell.strip() for cell in headings if cell.strip() and not _field_of(cell)]


def _taken(register: Register, number: int, cells: Mapping[str, str], problem: str, viewer: Viewer) -> Taken:
    if problem:
        return Taken(number, message=problem, error=Invalid(problem, code="list-row"))
    try:
        record = register.add(_values(cells), viewer=viewer, take=False)
    except ParaqError as error:
        return Taken(number, cells.get("number", ""), message=str(error), where=error.where, error=error)
    return Taken(number, record.asked.number, record.request_id)


def _values(cells: Mapping[str, str]) -> dict[str, str]:
    # The mark before what a spreadsheet would take for a formula is no part of what was written.
    values = {name: cell[1:] if cell[:1] == "'" and is_formula(cell[1:]) else cell for name, cell in cells.items() if cell}
    for name in ("received", "born"):
        if name in values:
            near = date.today().year if name == "received" else None
            values[name] = typed_date(values[name], near) or parse_date(values[name]) or values[name]
    known = _known_values()
    for name in ("kind", "channel", "language"):
        if name in values:
            values[name] = known.get((name, _plain(values[name])), values[name].casefold())
    return values


def _rows(content: bytes, name: str) -> Iterator[tuple[int, dict[str, str], str]]:
    """Yield number, cells by field and problem of each row below the headings."""
    headings, lines, place = _headed(content, name)
    fields = [_field_of(cell) for cell in headings]
    for line in lines[place + 1 :]:
        yield line.number, {field: cell for field, cell in zip(fields, line.cells, strict=False) if field}, line.problem


def _headed(content: bytes, name: str) -> tuple[Sequence[str], list[Line], int]:
    """Return the headings, all lines, and the place of the headings, which may stand under a title."""
    lines = read_lines(content, name, _field_of)
    place = next((at for at, line in enumerate(lines[:HEADING_ROWS]) if "applicant" in map(_field_of, line.cells)), None)
    if place is None:
        raise Invalid(
            "The list has no column of applicants",
            where=", ".join(lines[0].cells)[:200] if lines else name,
            remedy="Name its columns as in docs/howto/requests.md, for example: number, date, applicant, IIN",
            code="request-list",
        )
    return lines[place].cells, lines, place


def _field_of(heading: str) -> str:
    return _headings().get(_plain(heading), "")


def _plain(heading: str) -> str:
    return re.sub(r"[^\w.-]+", " ", heading.replace("_", " ").casefold()).strip(" .")


@cache
def _headings() -> dict[str, str]:
    named = {_plain(row["heading"]): row["field"] for row in _table("columns")}
    return named | {_plain(name): name for name in FIELDS}


@cache
def _known_values() -> dict[tuple[str, str], str]:
    return {(row["field"], _plain(row["written"])): row["value"] for row in _table("values")}


def _table(name: str) -> list[dict[str, str]]:
    text = (files("paraq.services.requests") / f"{name}.tsv").read_text("utf-8")
    return list(csv.DictReader(text.splitlines(), delimiter="\t"))


def csv_lines(records: Iterable[RequestRecord]) -> Iterator[str]:
    """Yield the register as CSV in UTF-8 with a byte order mark, so that spreadsheets take it for what it is."""
    yield "\ufeff" + _csv_line(COLUMNS)
    for record in records:
        yield _csv_line(_cells(record))


def workbook(records: Iterable[RequestRecord]) -> bytes:
    """Return the register as XLSX; every cell is text, so that nothing is taken for a formula or loses its zeros."""
    import openpyxl
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("requests")
    sheet.append(list(COLUMNS))
    for record in records:
        row = []
        for value in _cells(record):
            cell = WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub("", value))
            cell.data_type = "s"
            row.append(cell)
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cells(record: RequestRecord) -> list[str]:
    cells = []
    for name in COLUMNS:
        value = getattr(record.asked, name) if name in FIELDS else getattr(record, name)
        cells.append("; ".join(value) if isinstance(value, tuple) else "" if value == 0 else str(value))
    return cells


def _csv_line(cells: Sequence[str]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow([harmless(cell) for cell in cells])
    return out.getvalue()
