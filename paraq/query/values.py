"""Values of fields and filters as they are typed: ranges of numbers, dates."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from paraq.errors import Invalid
from paraq.query.plan import Among, AnyOf, Between, Plan
from paraq.records.dates import find_dates, parse_date
from paraq.records.spans import find_spans

_RANGE: Final = re.compile(r"\s*(\d{1,4})?\s*(?:\.\.|…|[-–—])\s*(\d{1,4})?\s*")
_WHOLE_YEARS: Final = re.compile(r"\A\s*(\d{4})\s*[-–—]\s*(\d{4})\s*\Z")
_DECADE: Final = re.compile(r"\s*(\d{3})[*?xх]\s*")
_COMPARED: Final = re.compile(r"\s*([<>]=?)\s*(\d{1,4})\s*")
_COMPARED_DAY: Final = re.compile(r"\s*([<>]=?)\s*(.*\w.*)")
_ISO: Final = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_DOTTED: Final = re.compile(r"(?:(?:(\d{1,2})[./])?(\d{1,2})[./])?(\d{4})")
_LOOKALIKES: Final = str.maketrans("aceopxkmtbh", "асеорхкмтвн")
_BETWEEN_DIGITS: Final = re.compile(r"(?<=\d)\W+(?=\d)")
# The sign of a number as machines without № typed it.
_NUMERO: Final = re.compile(r"\s*(?:№|n[oº°]?\.?)\s*(?=\d)")
_SIGNS: Final = re.compile(r"[^\w/]|_|(?<!\d)/|/(?!\d)")
# The whole years of longer spans are asked for as such.
MOST_DAYS: Final = 1000
NAMED_YEARS: Final = range(1700, 2100)
"""Years of the times that are read in texts."""


EXAMPLES: Final = {"year": ("1978", "1978..1986"), "confidence": ("60", "60..85")}
"""A value and a range of each field of numbers, for those who wrote something else."""


def numbers(field: str, value: str) -> Between:
    """Return the plan of ``1978``, ``1978..1986``, ``1978..``, ``>60``, ``<=60`` or ``197*``.

    Raises:
        Invalid: The value is none of these.
    """
    if value.strip().isdecimal() and len(value.strip()) <= 4:
        return Between(field, int(value), int(value))
    if match := _COMPARED.fullmatch(value):
        number, strict = int(match[2]), len(match[1]) == 1
        return Between(field, number + strict, None) if match[1][0] == ">" else Between(field, None, number - strict)
    if match := _DECADE.fullmatch(value):
        return Between(field, int(match[1]) * 10, int(match[1]) * 10 + 9)
    match = _RANGE.fullmatch(value)
    if match and (match[1] or match[2]):
        low, high = (int(end) if end else None for end in match.groups())
        if low is None or high is None or low <= high:
            return Between(field, low, high)
        raise Invalid(f"{value} ends before it begins", where=field, remedy=f"Write {high}..{low}", code="query-range")
    one, several = EXAMPLES.get(field, EXAMPLES["year"])
    raise Invalid(
        f"{value} is no number or range", where=field, remedy=f"Write {field}:{one} or {field}:{several}", code="query-number"
    )


def dates(value: str) -> Plan:
    """Return the plan of pages with a date: ``1978``, ``1978-03``, ``1978-03-12``, ``12.03.1978``, or a range of these.

    A range may be open at one end: ``1978-03..``, ``..12.03.1978``, ``>1978``, ``<=1978-03``.

    Raises:
        Invalid: The value is no date.
    """
    if match := _COMPARED_DAY.fullmatch(value):
        return _compared(match[1], *_span(match[2]))
    value = _WHOLE_YEARS.sub(r"\1..\2", value)
    if len(named := find_dates(value)) > 1 and ".." not in value:
        value = f"{named[0].iso}..{named[-1].iso}"
    first, ranged, last = (part.strip() for part in value.partition(".."))
    start = _span(first or value)[0] if first or not last else None
    end = _span(last or first)[1] if last or not ranged else None
    if start and end and start > end:
        raise Invalid(f"{value} ends before it begins", where="date", remedy=f"Write {last}..{first}", code="query-range")
    if start and end and (end - start).days < MOST_DAYS:
        return _days(start, end)
    return _years(start, end)


def _compared(sign: str, first: date, last: date) -> Plan:
    """Return the plan of what lies before or after a span, or begins or ends with it."""
    day = timedelta(1)
    if sign[0] == ">":
        return _years(first if sign == ">=" else min(last, date.max - day) + day, None)
    return _years(None, last if sign == "<=" else max(first, date.min + day) - day)


def _years(start: date | None, end: date | None) -> Plan:
    """Return the plan of a long span, open where an end is None: its whole years, and the days of those at its ends.

    A document's own year may be any; of the times in texts only those of ``NAMED_YEARS`` are read.
    """
    ways: list[Plan] = []
    low, high = start.year if start else None, end.year if end else None
    if start and start != date(start.year, 1, 1):
        ways.append(_days(start, date(start.year, 12, 31)))
        low = start.year + 1
    if end and end != date(end.year, 12, 31):
        ways.append(_days(date(end.year, 1, 1), end))
        high = end.year - 1
    named = range(max(low or 0, NAMED_YEARS.start), min(high or NAMED_YEARS.stop, NAMED_YEARS.stop - 1) + 1)
    ways += [Between("year", low, high), Among("date", years_of(map(str, named)))]
    return AnyOf(tuple(ways))


def years_of(times: Iterable[str]) -> tuple[str, ...]:
    """Return the terms of the field ``date`` by which pages are found that name some time in a year, however exactly."""
    return tuple(dict.fromkeys(f"{time[:4]}-" for time in times if time))


def _days(start: date, end: date) -> Among:
    every = [start + timedelta(number) for number in range((end - start).days + 1)]
    whole = {day.isoformat() for day in every}
    # Documents whose day is not known have a month or a year for a date, which fits if all of it is asked for.
    for length in (7, 4):
        parts = {day.isoformat()[:length] for day in every}
        whole |= {part for part in parts if start <= _span(part)[0] and _span(part)[1] <= end}
    return Among("date", tuple(sorted(whole)))


def _span(text: str) -> tuple[date, date]:
    """Return the first and last day of a date or a part of one."""
    text = text.strip()
    if spans := find_spans(text):
        return _span(spans[0].first)[0], _span(spans[0].last)[1]
    # Anything else is read as documents write dates: 12 марта 1978 г.
    given = text if _ISO.fullmatch(text) or _DOTTED.fullmatch(text) else parse_date(text)
    iso, dotted = _ISO.fullmatch(given), _DOTTED.fullmatch(given)
    year, month, day = iso.groups() if iso else dotted.groups()[::-1] if dotted else (None, None, None)
    try:
        start = date(int(year or 0), int(month or 1), int(day or 1))
        if day:
            return start, start
        after = date(start.year + (not month or start.month == 12), start.month % 12 + 1 if month else 1, 1)
        return start, after - timedelta(1)
    except ValueError as error:
        raise Invalid(
            f"{text} is no date", where="date", remedy="Write 1978, 1978-03, 1978-03-12 or 12.03.1978", code="query-date"
        ) from error


def any_number(field: str, values: tuple[str, ...]) -> Plan:
    """Return the plan of pages whose number is one of the values or lies in one of the ranges."""
    return AnyOf(tuple(numbers(field, value) for value in values))


def number_value(number: str) -> str:
    """Return a number of an order with nothing between its parts: ``45-к``, ``№45 К`` and ``N 45к`` are one; 12/3 is not 123."""
    bare = _NUMERO.sub("", number.lower(), count=1) if _NUMERO.match(number.lower()) else number.lower()
    return _SIGNS.sub("", _BETWEEN_DIGITS.sub("/", bare)).translate(_LOOKALIKES)


# Numbers of fonds with a letter are typed in either alphabet and case: Р-12, P-12, R-12, р-12.
_CAPITALS: Final = str.maketrans("ABCEHKMOPTXR", "АВСЕНКМОРТХР")


def spellings(value: str) -> tuple[str, ...]:
    """Return the ways in which a value of a field may have been written down."""
    value = value.strip()
    ways = (value, value.lower(), value.upper(), value.capitalize(), value.upper().translate(_CAPITALS))
    return tuple(dict.fromkeys((*ways, value.upper().translate(_CAPITALS).lower())))


# A pattern of fewer letters fits a large part of all terms.
FEWEST_LETTERS: Final = 2
# Longer than any word; an engine needs some states for each sign and has a limit of them.
MOST_SIGNS: Final = 64


def checked_pattern(pattern: str, start: int) -> bool:
    """Tell whether a pattern, which begins at ``start`` of the query, has letters.

    Raises:
        Invalid: It has too few of them, or is longer than any word.
    """
    if len(pattern) > MOST_SIGNS:
        raise Invalid(
            "The pattern is longer than any word",
            where=f"position {start + 1}",
            remedy=f"Write at most {MOST_SIGNS} signs",
            code="query-pattern-long",
        )
    letters = sum(sign.isalnum() for sign in pattern)
    if 0 < letters < FEWEST_LETTERS:
        raise Invalid(
            "The pattern has too few letters",
            where=f"position {start + 1}",
            remedy=f"Write at least {FEWEST_LETTERS}",
            code="query-pattern",
        )
    return letters > 0
