"""The inventory of a transfer: what the transferring body says of its files, in whatever form and language it writes."""

import csv
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from pathlib import Path, PurePosixPath

from indexer.stages.headings import types_by_name
from indexer.transfers.ead import Told, read_ead
from indexer.transfers.mistakes import Mistake, mistake_of_row, twice
from indexer.transfers.offered import About
from indexer.transfers.table import heading_row, read_table
from paraq.errors import Invalid
from paraq.records.dates import iso_date, parse_date
from paraq.records.model import Description, Reference
from paraq.records.reference import label, parse_reference, sheet_label

NAMES = frozenset(f"{name}.{kind}" for name in ("inventory", "опись", "тізімдеме") for kind in ("csv", "tsv", "xlsx", "xml")) | {
    "ead.xml"
}

# No label or heading of an archive is longer; what is, was put into a wrong column.
_LONGEST_LABEL, _LONGEST_TEXT = 60, 1000
# What a finding aid says in which of its elements, as of an inventory's columns.
_EAD_FIELDS = (
    ("archdesc/did/unitid", "fonds"),
    ("archdesc/did/unittitle", "fonds_title"),
    ("c/did/unitid", "inventory"),
    ("c[@level='file']/did/unitid", "file"),
    ("unittitle", "title"),
    ("unitdate", "date"),
    ("origination", "body"),
    ("container[@localtype='sheet']", "sheet_from"),
    ("dao/@href", "path"),
)
_PLACE = ("fonds", "inventory", "file")
_YEAR = re.compile(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)")
_MONTH = re.compile(rf"(?<!\d)(\d\d?)[./]({_YEAR.pattern})")
_DAY = re.compile(rf"(?<!\d)\d\d?[./]\d\d?[./]{_YEAR.pattern}|{_YEAR.pattern}-\d\d-\d\d(?!\d)")
_SHEET = re.compile(r"\d+[^\W\d_]?(?:об)?")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of an inventory: its number from 1 below the headings, the path or the archival file that it speaks for."""

    number: int
    path: str
    description: Description
    sheets: str = ""

    def __str__(self) -> str:
        place = self.description.reference
        return self.path or " / ".join(part for part in (place.fonds, place.inventory, place.file) if part)


@dataclass(frozen=True, slots=True)
class Inventory:
    """An inventory read.

    Attributes:
        columns: Heading and the field that it is taken for, empty if for none; shown before anything is taken in.
        rows: All rows that speak for something.
        by_path: The row of a path, relative to the inventory's folder; a path may be a folder's.
        by_file: The row of an archival file, for rows without a path.
        shared: Archival files of which several rows with paths speak under one title: sheets handed over one by one.
        encoding, separator: How the text of a table was read; empty for a spreadsheet and for EAD.
        mistakes: What of the rows is not taken as it is written.
    """

    columns: tuple[tuple[str, str], ...]
    rows: tuple[Row, ...] = ()
    by_path: dict[str, Row] = field(default_factory=dict)
    by_file: dict[Reference, Row] = field(default_factory=dict)
    shared: frozenset[Reference] = frozenset()
    encoding: str = ""
    separator: str = ""
    mistakes: tuple[Mistake, ...] = ()

    @property
    def standing(self) -> list[Row]:
        """The rows that are used: of several that speak for the same, the last."""
        return sorted([*self.by_path.values(), *self.by_file.values()], key=lambda row: row.number)

    def about(self, path: str, told_by_path: Reference, sheet: str) -> tuple[About, Row | None]:
        """Return what is known of a file at this path, whose names tell a reference and a sheet, and the row that says it."""
        own = next((row for key in _keys(path) if (row := self.by_path.get(key)) and _agree(row, told_by_path)), None)
        if own is not None:
            described = _placed(own.description, told_by_path)
            if own.description.reference in self.shared:
                return About(described, own.description.sheet_from or sheet or _sheet_of(path), own.sheets, of_file=True), own
            named = own.description.title or own.description.sheet_from
            return About(described, "" if named else sheet, own.sheets), own
        of_file = bool(told_by_path.file)
        for folder in PurePosixPath(_key(path)).parents:
            if (row := self.by_path.get(str(folder))) is not None:
                return About(_placed(row.description, told_by_path), sheet or _sheet_of(path), of_file=True), row
        for told, row in self.by_file.items():
            if _fits(told, told_by_path):
                return About(_placed(row.description, told_by_path), sheet, of_file=of_file), row
        return About(Description(reference=told_by_path), sheet, of_file=of_file), None


def read_inventory(path: Path) -> Inventory:
    """Read an inventory: CSV or XLSX, headings in Kazakh, Russian or English, perhaps below lines of title; or EAD.

    Raises:
        Invalid: It has no heading that is known, or is no table and no EAD.
        OSError: It cannot be read.
    """
    if path.suffix.casefold() == ".xml":
        return _of_rows(_EAD_FIELDS, tuple(_of_ead(number, told) for number, told in enumerate(read_ead(path), start=1)))
    table = read_table(path, lambda cell: bool(field_of(cell)))
    at = heading_row(table.rows, lambda cell: bool(field_of(cell)))
    headings = table.rows[at] if table.rows else []
    fields = [field_of(heading) for heading in headings]
    if not ({"path", "file", "reference"} & set(fields)):
        raise Invalid(
            "The inventory has no column for the path, the file or the reference",
            where=f"{path.name}: {', '.join(headings)[:200]}",
            remedy="Name its columns as in docs/howto/transfers.md",
            code="inventory-columns",
        )
    rows: list[Row] = []
    mistakes: list[Mistake] = []
    for number, cells in enumerate(table.rows[at + 1 :], start=1):
        written = _written(fields, cells)
        row = _row(number, written)
        mistakes += mistake_of_row(number, written, row.description if row else None, cells[len(fields) :])
        rows += [row] if row else []
    read = _of_rows(tuple(zip(headings, fields, strict=True)), tuple(rows))
    mistakes += twice((row.number, _key(row.path) or row.description.reference) for row in rows)
    found = tuple(sorted(mistakes, key=lambda mistake: mistake.row))
    return replace(read, encoding=table.encoding, separator=table.separator, mistakes=found)


def _of_rows(columns: tuple[tuple[str, str], ...], rows: tuple[Row, ...]) -> Inventory:
    by_path = {_key(row.path): row for row in rows if row.path}
    by_file = {row.description.reference: row for row in rows if not row.path}
    return Inventory(columns, rows, by_path, by_file, _shared(by_path.values()))


def _of_ead(number: int, told: Told) -> Row:
    fields = {name: getattr(told, name) for name in ("title", "date", "body", "fonds_title")}
    described = _described(fields | {"sheet_from": told.sheet})
    return Row(number, _plain(told.path), replace(described, reference=told.reference), told.sheet)


def _shared(rows: Iterable[Row]) -> frozenset[Reference]:
    titles: defaultdict[Reference, list[str]] = defaultdict(list)
    for row in rows:
        if row.description.reference.file:
            titles[row.description.reference].append(row.description.title)
    return frozenset(reference for reference, found in titles.items() if len(found) > 1 and len(set(found)) == 1)


def field_of(heading: str) -> str:
    """Return the field that a heading names; empty if none."""
    words = re.sub(r"[\W_]+", " ", heading.replace("№", " ").casefold()).strip()
    return _fields().get(words, "")


@cache
def _fields() -> dict[str, str]:
    table = (files("indexer.transfers") / "columns.tsv").read_text("utf-8")
    return {row["heading"]: row["field"] for row in csv.DictReader(table.splitlines(), delimiter="\t")}


def _written(fields: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    """Return what stands in a row, by the fields of its columns."""
    row: dict[str, str] = {}
    for name, cell in zip(fields, cells, strict=False):
        # Of two columns for one field the first that is filled speaks.
        if name and cell.strip():
            row.setdefault(name, cell.strip())
    return row


def _row(number: int, row: Mapping[str, str]) -> Row | None:
    """Return what a row says; None if it speaks for nothing."""
    path, described, sheets = row.get("path", ""), _described(row), row.get("sheet_from", "")
    if not path and described.reference == Reference():
        return None
    return Row(number, _plain(path), described, sheets[:_LONGEST_TEXT])


def _described(row: Mapping[str, str]) -> Description:
    place = {name: label(row[name])[:_LONGEST_LABEL] for name in _PLACE if name in row}
    sheet = row.get("sheet_from", "")
    if "reference" in row:
        try:
            reference, sheets = parse_reference(row["reference"])
        except Invalid:
            reference, sheets = Reference(), ()
        place = {name: getattr(reference, name) for name in _PLACE} | place
        sheet = sheet or (sheets[0] if sheets else "")
    return Description(
        title=row.get("title", "")[:_LONGEST_TEXT],
        type=types_by_name().get(row.get("type", "").casefold(), row.get("type", ""))[:_LONGEST_LABEL],
        body=row.get("body", "")[:_LONGEST_TEXT],
        date=date_of(row.get("date", "")),
        reference=Reference(**place),
        sheet_from=sheet_label(re.split(r"[-–—,;]", sheet)[0])[:_LONGEST_LABEL] if sheet else "",
        fonds_title=row.get("fonds_title", "")[:_LONGEST_TEXT],
    )


def date_of(written: str) -> str:
    """Return a date of an inventory as ISO 8601 or a part of one, of a range the beginning; empty if there is no such day."""
    if found := parse_date(written):
        return found
    if _DAY.search(written):
        return ""
    if month := _MONTH.search(written):
        return iso_date(int(month[2]), int(month[1]))
    year = _YEAR.search(written)
    return year[0] if year else ""


def _plain(path: str) -> str:
    return unicodedata.normalize("NFC", path.replace("\\", "/")).strip("/").removeprefix("./")


def _key(path: str) -> str:
    """Windows, on which inventories are written, does not tell large letters from small."""
    return _plain(path).casefold()


def _keys(path: str) -> list[str]:
    """Return how a row may write a path: from the bag's or package's own folder of payload, from beside it, or the bare name."""
    key = _key(path)
    payload = re.sub(r"^(?:representations/[^/]+/)?data/", "", key)
    return list(dict.fromkeys((key, payload, f"data/{key}", key.rpartition("/")[2])))


def _agree(row: Row, told: Reference) -> bool:
    """Whether a row may speak of a file whose path tells this reference; many files have a sheet ``0012.jpg``."""
    place = row.description.reference
    return not told.file or not place.file or _fits(place, told)


def _sheet_of(path: str) -> str:
    """Return the label of the sheet that a file is named after; empty if its name is no label."""
    found = sheet_label(PurePosixPath(path).stem)
    return found if _SHEET.fullmatch(found) else ""


def _fits(told: Reference, found: Reference) -> bool:
    """Whether a row speaks of the file that a path names; what the row leaves out fits anything."""
    return (
        bool(found.file)
        and told.file == found.file
        and _either(told.inventory, found.inventory)
        and _either(told.fonds, found.fonds)
    )


def _either(told: str, found: str) -> bool:
    return not told or not found or told == found


def _placed(described: Description, found: Reference) -> Description:
    told = described.reference
    whole = Reference(told.fonds or found.fonds, told.inventory or found.inventory, told.file or found.file)
    return replace(described, reference=whole)


def columns_sentence(name: str, columns: Sequence[tuple[str, str]]) -> str:
    """Return in one line what each column of an inventory is taken for."""
    used = ", ".join(f"«{heading}» is the {field.replace('_', ' ')}" for heading, field in columns if field)
    unused = ", ".join(f"«{heading}»" for heading, field in columns if not field and heading.strip())
    return f"{name}: {used}" + (f"; not used: {unused}" if unused else "")
