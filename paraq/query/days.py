"""Days, months and spans of them written out in a query: ``12 марта 1978 г.`` asks for the day, however a page writes it.

Numbers typed with blanks inside are one likewise.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from typing import Final

from paraq.query.plan import AllOf, AnyOf, Constant, Plan, Term
from paraq.query.tree import Tree, Word
from paraq.query.values import dates
from paraq.records.dates import DateMatch, find_dates
from paraq.records.spans import Span, find_spans

# "Of the year" behind a date.
_YEAR_WORD: Final = re.compile(r"(?:г|ж|год\w{0,3}|жыл\w{0,5})\.?", re.IGNORECASE)


def days(parts: Sequence[Tree], *, exactly: bool = False) -> list[tuple[int, int, str]]:
    """Return the days and months among the parts of a query: the first of their words, the one behind the last, the time.

    A time is in ISO 8601, or the first and the last month of a span: ``1978-03-12``, ``1978-03``, ``1978-04..1978-06``. A year
    alone is a word. ``exactly`` leaves out all but days.
    """
    found = [one for words, offset in _runs(parts) for one in _among(words, offset)]
    return [one for one in found if len(one[2]) == len("1978-03-12")] if exactly else found


def day_of(text: str) -> str:
    """Return the day or month that a text gives and nothing else, as :func:`days` gives it, or empty."""
    found = _among(text.split(), 0)
    return found[0][2] if found and found[0][:2] == (0, len(text.split())) else ""


def _runs(parts: Sequence[Tree]) -> Iterator[tuple[list[str], int]]:
    """Yield plain words that stand beside each other, and the place of the first of them."""
    start = 0
    while start < len(parts):
        end = start
        while end < len(parts) and _is_plain(parts[end]):
            end += 1
        yield [part.text for part in parts[start:end] if isinstance(part, Word)], start
        start = end + 1


def _is_plain(part: Tree) -> bool:
    return isinstance(part, Word) and not part.literal and not part.edits


def words_at(words: list[str], start: int, end: int) -> tuple[int, int]:
    """Return the first of the words at these characters of them all with a blank between, and the one behind the last."""
    ends = list(accumulate(len(word) + 1 for word in words))
    return bisect_right(ends, start), bisect_right(ends, end - 1) + 1


def _among(words: list[str], offset: int) -> list[tuple[int, int, str]]:
    found: list[tuple[int, int, str]] = []
    for start, end, time in _times(" ".join(words)):
        first, beyond = words_at(words, start, end)
        if beyond < len(words) and _YEAR_WORD.fullmatch(words[beyond]):
            beyond += 1
        found.append((offset + first, offset + beyond, time))
    return found


def _times(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield where times stand in a text, and the times; of those that overlap the one that begins first, spans before others."""
    told: list[DateMatch | Span] = [one for one in find_spans(text) if len(one.first) > len("1978")]
    told += [one for one in find_dates(text) if one.precision != "year"]
    end = 0
    for one in sorted(told, key=lambda one: one.start):
        if one.start >= end:
            end = one.end
            yield one.start, end, f"{one.first}..{one.last}" if isinstance(one, Span) else one.iso


def fits(iso: str, time: str) -> bool:
    """Tell whether a date or a part of one lies in a time that :func:`days` returned."""
    first, _, last = time.partition("..")
    return first <= iso[: len(first)] <= (last or first)


def days_joined(parts: Sequence[Tree], plans: list[Plan], worth: float, *, exactly: bool = False) -> dict[str, str]:
    """Make the plans of the words of each day one, which pages with that day answer too, and return the days with their words."""
    asked: dict[str, str] = {}
    for start, end, day in reversed(days(parts, exactly=exactly)):
        words = AllOf(tuple(plan for plan in plans[start:end] if plan != AnyOf(())))
        # What stood for the other words of the day answers nothing by itself.
        plans[start:end] = [AnyOf((words, Constant(dates(day), worth))), *[AnyOf(())] * (end - start - 1)]
        asked[day] = " ".join(part.text for part in parts[start:end] if isinstance(part, Word))
    return asked


def numbers_joined(
    parts: Sequence[Tree],
    plans: list[Plan],
    spaced: Callable[[list[str]], list[tuple[int, int, str]]],
    marked: Callable[[str, Term], tuple[Plan, ...]],
) -> None:
    """Make the plans of words that are one number (``1 250,50``) one, which the number answers in another spelling too.

    ``spaced`` tells which words are a number and how it is indexed; ``marked`` gives the plan of a term that words ask for.
    """
    for words, offset in _runs(parts):
        for start, end, number in reversed(spaced(words)):
            first, beyond = offset + start, offset + end
            apart = AllOf(tuple(plan for plan in plans[first:beyond] if plan != AnyOf(())))
            whole = marked(" ".join(words[start:end]), Term("exact", number))
            plans[first:beyond] = [AnyOf((apart, *whole)), *[AnyOf(())] * (end - start - 1)]
