"""Stretches of time that a text names as one: years or months with a dash between, decades, quarters and halves of a year."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from paraq.records.dates import MONTH_NAME, TYPED_ROMAN, around, month_number

LONGEST_YEARS = 30
"""Years of a longer span are not told one by one: what is said of all of 1917-1991 is said of none of its years."""

_YEAR = r"(?:1[789]|20)\d\d"
_YEAR_WORD = r"(?:-(?:м|го|й|ый|ой|ом|ого|ш[іы]|[іы]?нш[іы]))?\s?-?(?:жыл\w{0,6}|ж\.?ж?\.?(?!\w)|год\w{0,3}|г\.?г?\.?(?!\w))"
_YEARS = re.compile(
    rf"(?<![\d.,№])(?<!№\s)(?P<first>{_YEAR})(?:{_YEAR_WORD})?\s?(?:[-–—]|\bпо)\s?(?P<last>{_YEAR}|\d\d)(?!\d)(?={_YEAR_WORD})"
    rf"|(?<![\d.,№])(?<!№\s)(?P<from>{_YEAR})\s?-?жыл[дт]ан\s(?P<to>{_YEAR})(?={_YEAR_WORD}\sдейін)"
    rf"|(?<![\d.,№])(?<!№\s)(?P<begun>{_YEAR})[/–—-](?P<ended>{_YEAR}|\d\d)(?!\d)(?=\s?-?(?:оқу|уч\.|учебн|хозяйств|шаруаш|{_YEAR_WORD}))",
    re.IGNORECASE,
)
# The ten years of 1930-е годы, 1930-х гг., 1930-шы жылдары, 1930 жылдарда.
_DECADE = re.compile(
    r"(?<![\d.,№-])(?P<decade>(?:1[789]|20)\d)0(?:\s?-?(?:е|х|ые|ых|м|ым)\s?(?:год|гг)|(?:-(?:шы|ші|ыншы|інші|нші))?\s?-?жылдар)",
    re.IGNORECASE,
)
_ORDER = (
    r"(?P<order{n}>[IІ1]{{1,3}}|[IІ1][VУ]|[1-4]|перв\w{{1,3}}|втор\w{{1,3}}|треть\w{{1,3}}|четв[её]рт\w{{1,3}}|"
    r"бірінші|екінші|үшінші|төртінші)(?:\s?-?(?:го|й|ом|м|е|ші|шы|інші|нші|ыншы)(?!\w))?"
)
_WHAT = r"(?P<what{n}>кв(?:\.|артал\w{{0,3}})|то[қк]сан\w{{0,6}}|полугоди\w|жартыжыл\w{{0,8}})"
_GAP = r"[\s,.]{1,3}"
_PARTS = re.compile(
    rf"(?<!\w){_ORDER.format(n='')}(?:\s|-){_WHAT.format(n='')}{_GAP}(?P<year>{_YEAR})(?!\d)"
    rf"|(?<!\d)(?P<year2>{_YEAR})(?:{_YEAR_WORD})?{_GAP}{_ORDER.format(n='2')}(?:\s|-){_WHAT.format(n='2')}(?!{_GAP}{_YEAR})",
    re.IGNORECASE,
)
_IS_PART = re.compile("кв(?:артал|\\.)|то[қк]сан|полугод|жартыжыл", re.IGNORECASE)
_TO = r"\s?(?:[-–—]|\sпо\s)\s?"
_MONTHS = re.compile(
    rf"(?<!\w)(?P<first>{MONTH_NAME})[^\W\d_]{{0,6}}{_TO}(?P<last>{MONTH_NAME})[^\W\d_]{{0,6}}{_GAP}(?P<year>{_YEAR})(?!\d)"
    rf"|(?<!\d)(?P<year2>{_YEAR}){_YEAR_WORD}{_GAP}(?P<first2>{MONTH_NAME})[^\W\d_]{{0,6}}{_TO}(?P<last2>{MONTH_NAME})[^\W\d_]{{0,6}}",
    re.IGNORECASE,
)
_SOME_YEAR = re.compile(_YEAR)
_LINKED = re.compile(r"[^\W\d_]\s?[-–—]\s?[^\W\d_]|\sпо\s", re.IGNORECASE)
_FIRST_LETTERS = {"пер": 1, "бір": 1, "вто": 2, "екі": 2, "тре": 3, "үші": 3, "чет": 4, "төр": 4}
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4}


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time in a text: its characters, and its first and last part in ISO 8601, both years or both months."""

    start: int
    end: int
    first: str
    last: str

    @property
    def parts(self) -> tuple[str, ...]:
        """Its years, or its months."""
        if len(self.first) == len("1978"):
            return tuple(map(str, range(int(self.first), int(self.last) + 1)))
        return tuple(f"{self.first[:5]}{month:02}" for month in range(int(self.first[5:]), int(self.last[5:]) + 1))


def find_spans(text: str) -> list[Span]:
    """Return the stretches of time that a text names (``1938–1941 гг.``, ``II квартал 1978 г.``), in order of the text."""
    found = [
        span
        for start, end in around(_SOME_YEAR, text)
        for read in (_years, _decades, _months, _parts_of_years)
        for span in read(text, start, end)
    ]
    return sorted(found, key=lambda span: span.start)


def _years(text: str, start: int, end: int) -> Iterator[Span]:
    for match in _YEARS.finditer(text, start, end):
        first, last = (match["first"] or match["from"] or match["begun"]), (match["last"] or match["to"] or match["ended"])
        last = last if len(last) == len(first) else first[:2] + last
        if 0 < int(last) - int(first) <= LONGEST_YEARS:
            yield Span(match.start(), match.end(), first, last)


def _decades(text: str, start: int, end: int) -> Iterator[Span]:
    for match in _DECADE.finditer(text, start, end):
        yield Span(match.start(), match.end(), f"{match['decade']}0", f"{match['decade']}9")


def _months(text: str, start: int, end: int) -> Iterator[Span]:
    for match in _MONTHS.finditer(text, start, end) if _LINKED.search(text, start, end) else ():
        first, last, year = (match[name] or match[f"{name}2"] for name in ("first", "last", "year"))
        begun, ended = month_number(first), month_number(last)
        if begun < ended:
            yield Span(match.start(), match.end(), f"{year}-{begun:02}", f"{year}-{ended:02}")


def _parts_of_years(text: str, start: int, end: int) -> Iterator[Span]:
    for match in _PARTS.finditer(text, start, end) if _IS_PART.search(text, start, end) else ():
        order, what, year = (match[name] or match[f"{name}2"] for name in ("order", "what", "year"))
        number = _number(order)
        length = 3 if what[0].lower() in "кт" else 6
        if number * length <= 12:
            yield Span(match.start(), match.end(), f"{year}-{(number - 1) * length + 1:02}", f"{year}-{number * length:02}")


def _number(order: str) -> int:
    if order.isdecimal() and len(order) == 1:
        return int(order)
    named = _FIRST_LETTERS.get(order[:3].lower(), 0)
    return named or _ROMAN.get(order.upper().translate(TYPED_ROMAN), 99)
