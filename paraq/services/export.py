"""All results of a search as a table, one page a row, written while it is searched: memory does not grow with their number."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, Literal
from urllib.parse import urlencode

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from paraq.engines.ports import Order
from paraq.errors import Unavailable
from paraq.records.reference import format_reference
from paraq.records.viewer import Viewer
from paraq.services.answers import PageHit, Searches
from paraq.services.cells import is_formula

Format = Literal["csv", "xlsx", "jsonl"]
FORMATS: Final[tuple[Format, ...]] = ("csv", "xlsx", "jsonl")
MEDIA: Final[Mapping[Format, str]] = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "jsonl": "application/x-ndjson",
}
COLUMNS: Final = (
    "number",
    "reference",
    "fonds",
    "inventory",
    "file",
    "sheet",
    "title",
    "type",
    "date",
    "body",
    "language",
    "snippet",
    "found",
    "evidence",
    "link",
    "page_id",
)
# Hits of one search: their pages and marks are in memory at one time.
AT_A_TIME: Final = 100
# A workbook has no more rows; the first is the heading.
MOST_IN_WORKBOOK: Final = 1_048_575
# Excel takes a file for UTF-8 only if it says so by this mark.
_MARK: Final = "\ufeff"

Row = dict[str, str | int]


def rows(
    searching: Searches,
    query: str,
    *,
    viewer: Viewer,
    order: Order = "reference",
    filters: Mapping[str, Sequence[str]] | None = None,
    require_all: bool = False,
    language: str = "ru",
    address: str = "",
) -> Iterator[Row]:
    """Return a row for every page that answers a query, in the order of the list; the first is searched for at once.

    References are written in ``language`` (``kk``, ``ru`` or ``en``); ``address`` is where the screen is, before ``/sheet``; the
    rest is as of :meth:`paraq.services.search.Searching.search`.

    Raises:
        Invalid: A filter that does not exist.
        Unavailable: Engine or catalogue cannot be reached.
    """

    def some(after: str) -> tuple[PageHit, ...]:
        return searching.search(
            query,
            viewer=viewer,
            limit=AT_A_TIME,
            after=after,
            order=order,
            filters=filters,
            require_all=require_all,
        ).hits

    first = some("")
    return _numbered(first, some, lambda hit, number: _row(hit, number, query, language, address))


def _numbered(
    hits: tuple[PageHit, ...], some: Callable[[str], tuple[PageHit, ...]], row: Callable[[PageHit, int], Row]
) -> Iterator[Row]:
    number = 0
    while hits:
        for hit in hits:
            number += 1
            yield row(hit, number)
        hits = some(hits[-1].cursor)


def _row(hit: PageHit, number: int, query: str, language: str, address: str) -> Row:
    page, about, reasons = hit.page, hit.page.description, hit.why
    at = about.reference
    return {
        "number": number,
        "reference": format_reference(at, page.sheet, language) or f"{page.path}, {page.number}",
        "fonds": at.fonds,
        "inventory": at.inventory,
        "file": at.file,
        "sheet": page.sheet,
        "title": about.title,
        "type": about.type,
        "date": about.date,
        "body": about.body,
        "language": page.text.language,
        "snippet": " ".join(hit.snippet.split()),
        "found": "; ".join(dict.fromkeys(word for why in reasons for word in why.written)),
        "evidence": "; ".join(dict.fromkeys(why.evidence for why in reasons)),
        "link": f"{address}/sheet?{urlencode({'id': page.page_id, 'q': query})}",
        "page_id": page.page_id,
    }


def as_jsonl(table: Iterable[Row]) -> Iterator[bytes]:
    """Return the rows as JSON, one a line."""
    for row in table:
        yield json.dumps(row, ensure_ascii=False).encode() + b"\n"


def as_csv(table: Iterable[Row]) -> Iterator[bytes]:
    """Return the rows as CSV (RFC 4180) in UTF-8, in which no cell is a formula for a spreadsheet."""
    line = io.StringIO()
    writer = csv.DictWriter(line, COLUMNS)
    line.write(_MARK)
    writer.writeheader()
    for row in table:
        yield _taken(line)
        writer.writerow({name: harmless(value) for name, value in row.items()})
    yield _taken(line)


def write_table(table: Iterable[Row], path: Path, kind: Format) -> int:
    """Write the rows to a file, which is there whole or not at all, and return how many there are.

    Raises:
        Unavailable: The file cannot be written.
    """
    counted = _Counted(table)
    part = path.with_name(f".{path.name}.part")
    try:
        if kind == "xlsx":
            write_workbook(counted, part)
        else:
            with part.open("wb") as file:
                file.writelines(as_csv(counted) if kind == "csv" else as_jsonl(counted))
        part.replace(path)
    except OSError as error:
        raise Unavailable("The table cannot be written", where=str(path), remedy=error.strerror or "", code="export") from error
    finally:
        part.unlink(missing_ok=True)
    return counted.count


class _Counted:
    """Rows that are counted as they are taken."""

    def __init__(self, table: Iterable[Row]) -> None:
        self._table = table
        self.count = 0

    def __iter__(self) -> Iterator[Row]:
        for row in self._table:
            self.count += 1
            yield row


def write_workbook(table: Iterable[Row], path: Path) -> None:
    """Write the rows as a workbook (XLSX) with cells of plain text.

    Rows are written to disk as they come. A workbook holds :data:`MOST_IN_WORKBOOK` of them; more go to further sheets.
    """
    book = Workbook(write_only=True)
    count = 0
    for row in table:
        if count % MOST_IN_WORKBOOK == 0:
            sheet = book.create_sheet(f"Paraq {count // MOST_IN_WORKBOOK + 1}")
            sheet.freeze_panes = "A2"
            sheet.append(COLUMNS)
        count += 1
        sheet.append([harmless(row[name]) for name in COLUMNS])
    if not count:
        book.create_sheet("Paraq 1").append(COLUMNS)
    book.save(path)


def harmless(value: str | int) -> str | int:
    """Return a cell that no spreadsheet takes for a formula and that every one can hold."""
    if isinstance(value, int):
        return value
    written: str = ILLEGAL_CHARACTERS_RE.sub("", value)
    return f"'{written}" if is_formula(written) else written


def _taken(line: io.StringIO) -> bytes:
    written = line.getvalue()
    line.seek(0)
    line.truncate()
    return written.encode()
