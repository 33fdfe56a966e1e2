"""A list of names or queries as people send it: CSV in any encoding and with any separator, or XLSX."""

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Final

from paraq.errors import Invalid
from paraq.services.lists import HEADING_ROWS, Line, read_lines

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


def read_table(content: bytes, name: str = "") -> Table:
    """Read a list.

    A list without headings has one column: each row is a name or a query.

    Args:
        content: The file's bytes.
        name: The file's name, for messages.

    Raises:
        Invalid: It is no list, it is too large, or no column of it can be asked for.
    """
    filled = [_flat(line) for line in read_lines(content, name, field_of)]
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


def _table(lines: Sequence[Line], name: str) -> Table:
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


def _is_heading(line: Line) -> bool:
    fields = {field_of(cell) for cell in line.cells} - {""}
    return bool(ASKING & fields) or len(fields) > 1


def _without_headings(lines: Sequence[Line], name: str) -> Table:
    if any(sum(map(bool, line.cells)) > 1 for line in lines):
        raise Invalid(
            "The list has several columns and no headings",
            where=", ".join(lines[0].cells)[:200] or name,
            remedy=HEADINGS_REMEDY,
            code="batch-columns",
        )
    rows = (Row(line.number, {"either": "".join(line.cells)} if not line.problem else {}, line.problem) for line in lines)
    return Table((), tuple(rows))


def _flat(line: Line) -> Line:
    """Return a line whose cells are one line each: a name or a query has no line feeds."""
    return replace(line, cells=[" ".join(cell.split()) for cell in line.cells])


def asked(rows: Iterable[Row]) -> list[tuple[int, dict[str, str]]]:
    """Return rows with their numbers as they are stored."""
    return [(row.number, {**row.cells, "problem": row.problem} if row.problem else dict(row.cells)) for row in rows]
