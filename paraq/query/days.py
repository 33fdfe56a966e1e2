"""Days written out in a query: ``12 марта 1978 г.`` asks for the day, however a page writes it."""

import re
from collections.abc import Sequence
from typing import Final

from paraq.query.plan import AllOf, Among, AnyOf, Constant, Plan
from paraq.query.tree import Tree, Word
from paraq.records.dates import find_dates

# "Of the year" behind a date.
_YEAR_WORD: Final = re.compile(r"(?:г|ж|год\w{0,3}|жыл\w{0,5})\.?", re.IGNORECASE)


def days(parts: Sequence[Tree]) -> list[tuple[int, int, str]]:
    """Return the days among the parts of a query: the first of their words, the one behind the last, and the day in ISO 8601."""
    found: list[tuple[int, int, str]] = []
    start = 0
    while start < len(parts):
        end = start
        while end < len(parts) and _is_plain(parts[end]):
            end += 1
        found += _among([part.text for part in parts[start:end] if isinstance(part, Word)], start)
        start = end + 1
    return found


def _is_plain(part: Tree) -> bool:
    return isinstance(part, Word) and not part.literal and not part.edits


def _among(words: list[str], offset: int) -> list[tuple[int, int, str]]:
    ends: list[int] = []
    for word in words:
        ends.append((ends[-1] + 1 if ends else 0) + len(word))
    found = []
    for match in find_dates(" ".join(words)):
        if match.precision == "day":
            first = next(number for number, end in enumerate(ends) if match.start < end)
            beyond = next(number for number, end in enumerate(ends) if match.end <= end) + 1
            if beyond < len(words) and _YEAR_WORD.fullmatch(words[beyond]):
                beyond += 1
            found.append((offset + first, offset + beyond, match.iso))
    return found


def days_joined(parts: Sequence[Tree], plans: list[Plan], worth: float) -> dict[str, str]:
    """Make the plans of the words of each day one, which pages with that day answer too, and return the days with their words."""
    asked: dict[str, str] = {}
    for start, end, day in reversed(days(parts)):
        words = AllOf(tuple(plan for plan in plans[start:end] if plan != AnyOf(())))
        # What stood for the other words of the day answers nothing by itself.
        plans[start:end] = [AnyOf((words, Constant(Among("date", (day,)), worth))), *[AnyOf(())] * (end - start - 1)]
        asked[day] = " ".join(part.text for part in parts[start:end] if isinstance(part, Word))
    return asked
