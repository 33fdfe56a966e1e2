"""Deadlines: working and calendar days after a day, by a calendar of holidays and by rules that change with time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

from paraq.errors import Invalid

Days = Literal["working", "calendar"]
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Holidays:
    """Which days are worked.

    Attributes:
        yearly: ``MM-DD`` of each holiday with the years for which it holds, both inclusive.
        days_off: Single days that are free besides, such as feasts of the moon and days transferred by the Government.
        workdays: Saturdays and Sundays that are worked in exchange.
        shift_weekend: From which year on a holiday that falls on a weekend makes the next working day free; 0 for never.
        no_shift: ``MM-DD`` of holidays for which that does not hold.
    """

    yearly: Mapping[str, tuple[int, int]]
    days_off: frozenset[date] = frozenset()
    workdays: frozenset[date] = frozenset()
    shift_weekend: int = 0
    no_shift: frozenset[str] = frozenset()
    # A report asks for the same year's days a thousand times.
    _known: dict[date, bool] = field(default_factory=dict, compare=False, repr=False)
    _moved: dict[int, frozenset[date]] = field(default_factory=dict, compare=False, repr=False)

    def is_holiday(self, day: date) -> bool:
        """Return whether a day is a holiday by its name, not by being moved."""
        span = self.yearly.get(f"{day:%m-%d}")
        return span is not None and span[0] <= day.year <= span[1]

    def is_working(self, day: date) -> bool:
        """Return whether a day is worked."""
        if day not in self._known:
            self._known[day] = self._works_on(day)
        return self._known[day]

    def _works_on(self, day: date) -> bool:
        if day in self.workdays:
            return True
        if day in self.days_off or day.weekday() >= SATURDAY or self.is_holiday(day):
            return False
        return day not in self._moved_to(day.year)

    def _moved_to(self, year: int) -> frozenset[date]:
        """Return the working days of a year that a weekend's holiday makes free: each owes the next one that is left."""
        if year not in self._moved:
            moved, owed = [], 0
            # What a year owes is paid in weeks, so the half year before tells what the first days of this one are owed.
            day, last = date(year - 1, 7, 1), date(year, 12, 31)
            while self.shift_weekend and day <= last:
                if day.weekday() >= SATURDAY or self.is_holiday(day):
                    owed += self._owes(day)
                elif owed and day not in self.workdays and day not in self.days_off:
                    owed -= 1
                    moved.append(day)
                day += timedelta(days=1)
            self._moved[year] = frozenset(one for one in moved if one.year == year >= self.shift_weekend)
        return self._moved[year]

    def _owes(self, day: date) -> int:
        weekend = day.weekday() >= SATURDAY and day not in self.workdays
        return int(weekend and self.is_holiday(day) and f"{day:%m-%d}" not in self.no_shift)

    def after(self, start: date, count: int, days: Days) -> date:
        """Return the last day of a term of so many days that begins on the day after ``start``.

        A term of calendar days that would end on a free day ends on the next working day (Civil Code, article 176).
        """
        day = start
        if days == "calendar":
            day += timedelta(days=count)
            while not self.is_working(day):
                day += timedelta(days=1)
            return day
        while count:
            day += timedelta(days=1)
            count -= self.is_working(day)
        return day

    def working_between(self, start: date, end: date) -> int:
        """Return the working days after ``start`` up to ``end``; negative if the end lies before."""
        if end < start:
            return -self.working_between(end, start)
        return sum(self.is_working(start + timedelta(days=step)) for step in range(1, (end - start).days + 1))


@dataclass(frozen=True, slots=True)
class DeadlineRule:
    """A rule of deadlines and the days on which it was in force; ``until`` is empty for one that still is.

    Attributes:
        name: By which a request keeps it.
        since, until: ISO days of receipt for which it holds, both inclusive.
        days: How all its terms are counted.
        answer: Days to answer.
        extension: Days that an extension adds.
        notice: Days within which the applicant is told of an extension.
        forward: Days within which a request that belongs elsewhere is forwarded.
        warn: Working days before the end from which the queue warns.
        basis: The act that it rests on.
        kinds: Kinds of request for which it holds; empty for all.
    """

    name: str
    since: str
    until: str
    days: Days
    answer: int
    extension: int
    notice: int
    forward: int
    warn: int
    basis: str = ""
    kinds: tuple[str, ...] = ()


def rule_in_force(rules: Sequence[DeadlineRule], received: str, kind: str) -> DeadlineRule | None:
    """Return the rule of a request: of those in force when it came, one for its kind before one for all; None if none was."""
    held = [rule for rule in rules if rule.since <= received and (not rule.until or received <= rule.until)]
    own = [rule for rule in held if kind in rule.kinds] or [rule for rule in held if not rule.kinds]
    return max(own, key=lambda rule: rule.since, default=None)


def rule_for(rules: Sequence[DeadlineRule], received: str, kind: str) -> DeadlineRule:
    """Return the rule of a request, see :func:`rule_in_force`.

    Raises:
        Invalid: No rule was in force then.
    """
    rule = rule_in_force(rules, received, kind)
    if rule is None:
        raise Invalid(
            "No rule of deadlines was in force on that day",
            where=received,
            remedy="Add one to requests/deadlines.toml in the home of Paraq",
            code="deadline-rule",
        )
    return rule
