"""The register as lists: CSV and XLSX in, with a message for every row that cannot be taken, and out again."""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from paraq.errors import Invalid, ParaqError
from paraq.records.dates import parse_date
from paraq.records.request import RequestRecord
from paraq.records.viewer import Viewer
from paraq.services.batch_table import LARGEST, LARGEST_UNPACKED, MOST_ROWS, written
from paraq.services.export import harmless
from paraq.services.requests.register import FIELDS, Register
from paraq.text.encodings import decode

COLUMNS: Final = (*FIELDS, "state", "handlers", "due", "extended", "closed", "outcome", "note")


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a row of a list: the request that was entered, or why it was not."""

    row: int
    number: str = ""
    request_id: str = ""
    message: str = ""
    where: str = ""


def take_in(register: Register, content: bytes, *, viewer: Viewer) -> list[Taken]:
    """Enter every row of a list in CSV (any encoding and separator) or XLSX.

    Raises:
        Invalid: It is no such list, or it has no column of applicants.
    """
    return [_taken(register, number, cells, viewer) for number, cells in _rows(content)]


def _taken(register: Register, number: int, cells: Mapping[str, str], viewer: Viewer) -> Taken:
    try:
        record = register.add(_values(cells), viewer=viewer, take=False)
    except ParaqError as error:
        return Taken(number, cells.get("number", ""), message=str(error), where=error.where)
    return Taken(number, record.asked.number, record.request_id)


def _values(cells: Mapping[str, str]) -> dict[str, str]:
    values = {name: cell for name, cell in cells.items() if cell}
    for name in ("received", "born"):
        if name in values:
            values[name] = parse_date(values[name]) or values[name]
    known = _known_values()
    for name in ("kind", "channel", "language"):
        if name in values:
            values[name] = known.get((name, _plain(values[name])), values[name].casefold())
    return values


def _rows(content: bytes) -> Iterator[tuple[int, dict[str, str]]]:
    if len(content) > LARGEST:
        raise Invalid("The list is too large", remedy=f"Split it; at most {LARGEST >> 20} MB", code="request-list")
    lines = _workbook(content) if content.startswith(b"PK\x03\x04") else _separated(decode(content))
    lines = [(number, cells) for number, cells in lines if any(cells)]
    if len(lines) > MOST_ROWS:
        raise Invalid(f"The list has more than {MOST_ROWS} rows", remedy="Split it", code="request-list")
    headings = [_headings().get(_plain(cell), "") for cell in lines[0][1]] if lines else []
    if "applicant" not in headings:
        raise Invalid(
            "The list has no column of applicants",
            where=", ".join(lines[0][1])[:200] if lines else "",
            remedy="Name its columns as in docs/howto/requests.md, for example: number, date, applicant, IIN",
            code="request-list",
        )
    for number, cells in lines[1:]:
        yield number, {name: cell.strip() for name, cell in zip(headings, cells, strict=False) if name}


def _separated(text: str) -> list[tuple[int, list[str]]]:
    first = text.partition("\n")[0]
    separator = max(";\t,", key=first.count)
    reader = csv.reader(io.StringIO(text.replace("\0", "")), delimiter=separator)
    lines = []
    try:
        for cells in reader:
            lines.append((reader.line_num, cells))
    except csv.Error as error:
        raise Invalid(
            "The list cannot be read", where=f"line {reader.line_num}", remedy=str(error), code="request-list"
        ) from error
    return lines


def _workbook(content: bytes) -> list[tuple[int, list[str]]]:
    import openpyxl

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            if sum(member.file_size for member in package.infolist()) > LARGEST_UNPACKED:
                raise Invalid("The workbook is too large", remedy="Split it or save it as CSV", code="request-list")
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        try:
            rows = book.worksheets[0].iter_rows(values_only=True, max_row=MOST_ROWS + 2, max_col=len(COLUMNS) + 20)
            return [(number, [written(cell) for cell in row]) for number, row in enumerate(rows, start=1)]
        finally:
            book.close()
    except Invalid:
        raise
    except Exception as error:
        # Whatever openpyxl meets in a broken workbook, it is the sender's to mend.
        raise Invalid("The workbook cannot be read", remedy="Save it again as XLSX or CSV", code="request-list") from error


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
