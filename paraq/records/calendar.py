"""The calendar of holidays as an archive keeps it: what is free every year, on single days, and what is worked instead."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal

from paraq.errors import Invalid
from paraq.records.dates import is_day
from paraq.records.deadline import Holidays

# The first calendar of the Republic is that of 1992; a span without an end is written so in the file.
FIRST_YEAR: Final = 1900
NO_END: Final = 9999
# Kazakhstan has a dozen; a calendar without a working day would never let a term end.
MOST_YEARLY: Final = 60
LONGEST_NAME: Final = 100
Single = Literal["days_off", "workdays"]


@dataclass(frozen=True, slots=True)
class YearlyHoliday:
    """A holiday of every year.

    Attributes:
        day: ``MM-DD``.
        since, until: Years for which it holds, both inclusive; ``until`` is :data:`NO_END` while it does.
        moves: Whether it makes the next working day free if it falls on a weekend.
    """

    day: str
    since: int
    until: int = NO_END
    moves: bool = True


@dataclass(frozen=True, slots=True)
class SingleDay:
    """A day that is free, or is worked, in one year; ``name`` tells why, as ``Құрбан айт, Курбан-айт``."""

    day: str
    name: str


@dataclass(frozen=True, slots=True)
class Calendar:
    """What is free and what is worked.

    Attributes:
        yearly: Holidays of every year.
        days_off: Single days that are free.
        workdays: Days of rest that are worked in exchange.
        shift_weekend: From which year on holidays move from weekends; 0 for never.
    """

    yearly: tuple[YearlyHoliday, ...]
    days_off: tuple[SingleDay, ...] = ()
    workdays: tuple[SingleDay, ...] = ()
    shift_weekend: int = 0

    def holidays(self) -> Holidays:
        """Return which days are worked by it.

        Raises:
            ValueError: It holds something that is no day.
        """
        return Holidays(
            yearly={one.day: (one.since, one.until) for one in self.yearly},
            days_off=frozenset(date.fromisoformat(one.day) for one in self.days_off),
            workdays=frozenset(date.fromisoformat(one.day) for one in self.workdays),
            shift_weekend=self.shift_weekend,
            no_shift=frozenset(one.day for one in self.yearly if not one.moves),
        )


def calendar_of(table: dict[str, Any]) -> Calendar:
    """Return the calendar of a file ``holidays.toml``.

    Raises:
        KeyError, TypeError, ValueError: It is written otherwise.
    """
    stay = frozenset(table.get("no_shift", ()))
    yearly = (YearlyHoliday(day, int(since), int(until), day not in stay) for day, (since, until) in table["yearly"].items())
    days_off, workdays = (
        tuple(SingleDay(day, name) for name, days in table.get(kind, {}).items() for day in days) for kind in SINGLE
    )
    return Calendar(tuple(yearly), days_off, workdays, int(table.get("shift_weekend_since", 0)))


SINGLE: Final[tuple[Single, ...]] = ("days_off", "workdays")


def table_of(calendar: Calendar) -> dict[str, Any]:
    """Return a calendar as the file ``holidays.toml`` has it, in the order of days."""
    yearly = sorted(calendar.yearly, key=lambda one: one.day)
    return {
        "shift_weekend_since": calendar.shift_weekend,
        "no_shift": [one.day for one in yearly if not one.moves],
        "yearly": {one.day: [one.since, one.until] for one in yearly},
        **{kind: _by_name(getattr(calendar, kind)) for kind in SINGLE},
    }


def _by_name(days: tuple[SingleDay, ...]) -> dict[str, list[str]]:
    names: dict[str, list[str]] = {}
    for one in sorted(days, key=lambda one: (one.name, one.day)):
        names.setdefault(one.name, []).append(one.day)
    return names


def checked_calendar(calendar: Calendar) -> Calendar:
    """Return the calendar if it makes sense.

    Raises:
        Invalid: It does not; ``where`` names row and field as ``yearly.2.until``.
    """
    if len(calendar.yearly) > MOST_YEARLY:
        raise Invalid(f"A year has no more than {MOST_YEARLY} holidays", where="yearly", code="holiday-many")
    if calendar.shift_weekend and not FIRST_YEAR <= calendar.shift_weekend <= NO_END:
        raise Invalid("A year is four digits", where="shift_weekend", code="holiday-years")
    for number, one in enumerate(calendar.yearly, start=1):
        if not is_day(f"2000-{one.day}"):
            raise Invalid("It is no day of a year", where=f"yearly.{number}.day", code="holiday-day")
        if not FIRST_YEAR <= one.since <= one.until <= NO_END:
            raise Invalid("The first year is not after the last", where=f"yearly.{number}.until", code="holiday-years")
    for kind in SINGLE:
        for number, single in enumerate(getattr(calendar, kind), start=1):
            _check_single(single, f"{kind}.{number}")
    _check_once(calendar)
    free = Calendar(calendar.yearly, calendar.days_off, (), calendar.shift_weekend).holidays()
    for number, single in enumerate(calendar.workdays, start=1):
        if free.is_working(date.fromisoformat(single.day)):
            raise Invalid("This day is worked anyway", where=f"workdays.{number}.day", code="holiday-worked")
    return calendar


def _check_single(one: SingleDay, where: str) -> None:
    if not is_day(one.day):
        raise Invalid("It is no day", where=f"{where}.day", code="holiday-date")
    if not 0 < len(one.name.strip()) <= LONGEST_NAME:
        raise Invalid("Say why the day is free or worked", where=f"{where}.name", code="holiday-name")


def _check_once(calendar: Calendar) -> None:
    """Refuse a day that stands twice in a list, or that is both free and worked."""
    rows = [("yearly", number, one.day) for number, one in enumerate(calendar.yearly, start=1)]
    rows += [(kind, number, one.day) for kind in SINGLE for number, one in enumerate(getattr(calendar, kind), start=1)]
    seen = Counter[str]()
    for kind, number, day in rows:
        seen[day] += 1
        if seen[day] > 1:
            raise Invalid("The day stands there already", where=f"{kind}.{number}.day", code="holiday-twice")


def taken_away(before: Holidays, after: Holidays, first: date, last: date) -> Iterator[date]:
    """Yield the days between two, both inclusive, of which the first calendar tells something and the second does not."""
    for number in range(first.toordinal(), last.toordinal() + 1):
        day = date.fromordinal(number)
        if _told(before, day) and not _told(after, day):
            yield day


def _told(holidays: Holidays, day: date) -> bool:
    return holidays.is_holiday(day) or day in holidays.days_off or day in holidays.workdays
