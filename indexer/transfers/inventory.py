"""``inventory.csv``: what the transferring body says of its files, in whatever encoding, separator and language it uses."""

import csv
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path, PurePosixPath

from indexer.stages.headings import types_by_name
from indexer.transfers.offered import About
from paraq.errors import Invalid
from paraq.records.model import Description, Reference
from paraq.records.reference import label, parse_reference, sheet_label

NAMES = frozenset({"inventory.csv", "опись.csv", "тізімдеме.csv"})

# An inventory of a hundred thousand files is about 20 MB; more is no inventory.
_LARGEST = 64 << 20
# No label or heading of an archive is longer; what is, was put into a wrong column.
_LONGEST_LABEL, _LONGEST_TEXT = 60, 1000
_PLACE = ("fonds", "inventory", "file")


@dataclass(frozen=True, slots=True)
class Inventory:
    """An inventory read.

    Attributes:
        columns: Heading and the field that it is taken for, empty if for none; shown before anything is taken in.
        by_path: What is said of a path, relative to the inventory's folder; a path may be a folder's.
        by_file: What is said of archival files, for rows without a path.
    """

    columns: tuple[tuple[str, str], ...]
    by_path: dict[str, Description]
    by_file: dict[Reference, Description]

    def about(self, path: str, told_by_path: Reference, sheet: str) -> About:
        """Return what is known of a file at this path, whose names tell a reference and a sheet, or nothing."""
        own = self.by_path.get(_plain(path))
        if own is not None:
            return About(_placed(own, told_by_path), "" if own.title or own.sheet_from else sheet)
        for folder in PurePosixPath(_plain(path)).parents:
            if (found := self.by_path.get(str(folder))) is not None:
                return About(_placed(found, told_by_path), sheet or sheet_label(PurePosixPath(path).stem))
        for told, found in self.by_file.items():
            if _fits(told, told_by_path):
                return About(_placed(found, told_by_path), sheet)
        return About(Description(reference=told_by_path), sheet)


def read_inventory(path: Path) -> Inventory:
    """Read an inventory: UTF-8, UTF-16 or cp1251; comma, semicolon or tab; headings in Kazakh, Russian or English.

    Raises:
        Invalid: It has no heading that is known, or is no table.
        OSError: It cannot be read.
    """
    if path.stat().st_size > _LARGEST:
        raise Invalid("The inventory is too large to be one", where=path.name)
    rows = _rows(_decoded(path.read_bytes()))
    headings = rows[0] if rows else []
    fields = [field_of(heading) for heading in headings]
    if not ({"path", "file", "reference"} & set(fields)):
        raise Invalid(
            "The inventory has no column for the path, the file or the reference",
            where=f"{path.name}: {', '.join(headings)[:200]}",
            remedy="Name its columns as in docs/howto/transfers.md",
            code="inventory-columns",
        )
    by_path: dict[str, Description] = {}
    by_file: dict[Reference, Description] = {}
    for cells in rows[1:]:
        row = {field: cell.strip() for field, cell in zip(fields, cells, strict=False) if field and cell.strip()}
        described = _described(row)
        if row.get("path"):
            by_path[_plain(row["path"])] = described
        elif described.reference != Reference():
            by_file[described.reference] = described
    columns = tuple(zip(headings, fields, strict=True))
    return Inventory(columns, by_path, by_file)


def field_of(heading: str) -> str:
    """Return the field that a heading names; empty if none."""
    words = re.sub(r"[\W_]+", " ", heading.replace("№", " ").casefold()).strip()
    return _fields().get(words, "")


@cache
def _fields() -> dict[str, str]:
    table = (files("indexer.transfers") / "columns.tsv").read_text("utf-8")
    return {row["heading"]: row["field"] for row in csv.DictReader(table.splitlines(), delimiter="\t")}


def _decoded(content: bytes) -> str:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        # Kazakh letters in an 8-bit file are those of the Kazakh standard, which is cp1251 elsewhere.
        return content.decode("kz1048", "replace")


def _rows(text: str) -> list[list[str]]:
    first = text.partition("\n")[0]
    separator = max(",;\t", key=first.count)
    try:
        rows = list(csv.reader(text.splitlines(keepends=True), delimiter=separator))
    except csv.Error as error:
        raise Invalid(f"The inventory is no table: {error}", where="inventory", code="inventory") from error
    return [row for row in rows if any(cell.strip() for cell in row)]


def _described(row: dict[str, str]) -> Description:
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
        date=iso_date(row.get("date", "")),
        reference=Reference(**place),
        sheet_from=sheet_label(re.split(r"[-–—,;]", sheet)[0])[:_LONGEST_LABEL] if sheet else "",
        fonds_title=row.get("fonds_title", "")[:_LONGEST_TEXT],
    )


def iso_date(written: str) -> str:
    """Return a date of an inventory as ISO 8601 or a part of one; of a range the beginning; empty if there is none."""
    if found := re.search(r"(?<!\d)(1[89]\d\d|20\d\d)-(\d\d)(?:-(\d\d))?(?!\d)", written):
        return found[0]
    if found := re.search(r"(?<!\d)(\d{1,2})[./](\d{1,2})[./](1[89]\d\d|20\d\d)(?!\d)", written):
        return f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}"
    if found := re.search(r"(?<!\d)(1[89]\d\d|20\d\d)(?!\d)", written):
        return found[0]
    return ""


def _plain(path: str) -> str:
    return unicodedata.normalize("NFC", path.replace("\\", "/")).strip("/").removeprefix("./")


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
    return Description(
        described.title, described.type, described.body, described.date, whole, described.sheet_from, described.fonds_title
    )


def columns_sentence(name: str, columns: Sequence[tuple[str, str]]) -> str:
    """Return in one line what each column of an inventory is taken for."""
    used = ", ".join(f"«{heading}» is the {field.replace('_', ' ')}" for heading, field in columns if field)
    unused = ", ".join(f"«{heading}»" for heading, field in columns if not field)
    return f"{name}: {used}" + (f"; not used: {unused}" if unused else "")
