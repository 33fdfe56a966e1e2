"""What of an inventory's rows is not taken as it is written, so that it is told before the inventory is used."""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from paraq.records.model import Description, Reference

# A cell is quoted so far; who looks for it in the table finds it by its row.
_QUOTED = 60


@dataclass(frozen=True, slots=True)
class Mistake:
    """Something in a row, counted from 1 below the headings, and what became of it."""

    row: int
    reason: str


def mistake_of_row(number: int, written: Mapping[str, str], read: Description | None, beyond: Sequence[str]) -> Iterator[Mistake]:
    """Give what of a row is not taken as it stands.

    Args:
        number: Of the row.
        written: Its cells by the fields of their columns.
        read: What was understood; None if the row speaks for nothing.
        beyond: Its cells to the right of the last heading.
    """
    if written.get("reference") and (read is None or read.reference == Reference()):
        yield Mistake(number, f"The reference is not understood: {written['reference'][:_QUOTED]}")
    if read is None:
        yield Mistake(number, "Left out: the row names no path and no archival file")
    elif written.get("date") and not read.date:
        yield Mistake(number, f"The date is not understood: {written['date'][:_QUOTED]}")
    if over := [cell.strip() for cell in beyond if cell.strip()]:
        yield Mistake(number, f"Cells to the right of the last heading are not used: {over[0][:_QUOTED]}")


def twice(spoken_for: Iterable[tuple[int, Hashable]]) -> Iterator[Mistake]:
    """Give the rows that speak for what a later row speaks for, too; ``spoken_for`` are numbers and what their rows speak for."""
    last: dict[Hashable, int] = {}
    rows = list(spoken_for)
    last.update((what, number) for number, what in rows)
    for number, what in rows:
        if last[what] != number:
            yield Mistake(number, f"Not used: row {last[what]} speaks for the same")
