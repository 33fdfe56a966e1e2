"""The rows of an inventory's file: CSV in any encoding and separator, or the first sheet of a spreadsheet."""

import csv
import datetime
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from paraq.errors import Invalid

SPREADSHEET = ".xlsx"
_SEPARATORS = ",;\t|"
# An inventory of a hundred thousand files is about 20 MB; more is no inventory.
_LARGEST = 64 << 20
# A spreadsheet is a ZIP, which can unpack to anything; a sheet of a hundred thousand rows is about 100 MB of XML.
_LARGEST_UNPACKED = 512 << 20


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a table that have any cell filled, and how its text was read: both empty for a spreadsheet."""

    rows: list[list[str]]
    encoding: str = ""
    separator: str = ""


def read_table(path: Path, known: Callable[[str], bool]) -> Table:
    """Return the table in a file.

    Args:
        path: The file.
        known: Tells whether a cell is a heading that is understood; the separator is the one with which most are.

    Raises:
        Invalid: It is no table.
        OSError: It cannot be read.
    """
    if path.stat().st_size > _LARGEST:
        raise Invalid("The inventory is too large to be one", where=path.name, code="inventory")
    table = Table(_of_spreadsheet(path)) if path.suffix.casefold() == SPREADSHEET else _of_text(path, known)
    return replace(table, rows=[row for row in table.rows if any(cell.strip() for cell in row)])


def heading_row(rows: list[list[str]], known: Callable[[str], bool]) -> int:
    """Return the number of the row with the headings: the first of those with most known cells, below titles and stamps."""
    # The head of a form: the archive, the approval, the title of the fonds; never more lines than this.
    beginning = rows[:30]
    return max(range(len(beginning)), key=lambda at: (sum(map(known, beginning[at])), -at), default=0)


def _of_text(path: Path, known: Callable[[str], bool]) -> Table:
    text, encoding = _decoded(path.read_bytes())
    lines = text.splitlines(keepends=True)

    def split(separator: str, upto: int | None = None) -> list[list[str]]:
        try:
            return list(csv.reader(lines[:upto], delimiter=separator))
        except csv.Error as error:
            raise Invalid(f"The inventory is no table: {error}", where=path.name, code="inventory") from error

    def understood(separator: str) -> tuple[int, int]:
        rows = split(separator, 30)
        best = rows[heading_row(rows, known)] if rows else []
        return sum(map(known, best)), len(best)

    separator = max(_SEPARATORS, key=understood)
    return Table(split(separator), encoding, separator)


def _decoded(content: bytes) -> tuple[str, str]:
    """Return the text of a table and the name of its encoding."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", "replace"), "UTF-16"
    # UTF-16 without a mark: the commas, digits and line ends of a table have a zero byte on one side.
    for zeros, encoding in ((content[1:400:2], "utf-16-le"), (content[0:400:2], "utf-16-be")):
        if len(zeros) > 8 and zeros.count(0) > len(zeros) // 8:
            return content.decode(encoding, "replace"), "UTF-16"
    try:
        return content.decode("utf-8-sig"), "UTF-8"
    except UnicodeDecodeError:
        # Kazakh letters in an 8-bit file are those of the Kazakh standard, which is cp1251 elsewhere.
        return content.decode("kz1048", "replace"), "Windows-1251"


def _of_spreadsheet(path: Path) -> list[list[str]]:
    from openpyxl import load_workbook

    try:
        with zipfile.ZipFile(path) as package:
            if sum(member.file_size for member in package.infolist()) > _LARGEST_UNPACKED:
                raise Invalid("The inventory is too large to be one", where=path.name, code="inventory")
        book = load_workbook(path, read_only=True, data_only=True)
        try:
            return [[_cell(value) for value in row] for row in book.worksheets[0].iter_rows(values_only=True)]
        finally:
            book.close()
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError, IndexError, AttributeError, SyntaxError) as error:
        raise Invalid("The inventory is no spreadsheet that can be read", where=path.name, code="inventory") from error


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime.datetime | datetime.date):
        return value.isoformat()[:10]
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
