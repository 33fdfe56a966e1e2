"""Calendars as an archive may edit them: what is kept is what was put, terms hold their working days, mistakes name their row."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paraq.errors import Invalid
from paraq.records.calendar import NO_END, Calendar, SingleDay, YearlyHoliday, checked_calendar, taken_away
from paraq.services.requests.data import RequestData

SHIPPED = RequestData(Path("/nonexistent")).calendar()
DAYS = st.dates(date(2015, 1, 1), date(2035, 12, 31))
YEARLY = st.lists(
    st.builds(
        lambda day, since, more, moves: YearlyHoliday(f"{day:%m-%d}", since, NO_END if more > 30 else since + more, moves),
        st.dates(date(2000, 1, 1), date(2000, 12, 31)),
        st.integers(1992, 2030),
        st.integers(0, 40),
        st.booleans(),
    ),
    max_size=25,
    unique_by=lambda one: one.day,
)


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    yearly = tuple(draw(YEARLY))
    off = draw(st.lists(DAYS, max_size=30, unique=True))
    rest = draw(st.lists(DAYS.filter(lambda day: day.weekday() >= 5 and day not in off), max_size=10, unique=True))
    named = [
        tuple(SingleDay(day.isoformat(), draw(st.sampled_from(["айт", "ауыстырылған"]))) for day in days) for days in (off, rest)
    ]
    return Calendar(yearly, *named, draw(st.sampled_from([0, 2002, 2020])))


@given(calendars(), DAYS, st.integers(1, 40))
def test_a_term_by_any_calendar_holds_its_working_days(calendar: Calendar, start: date, count: int) -> None:
    holidays = checked_calendar(calendar).holidays()
    end = holidays.after(start, count, "working")
    days = [start + timedelta(days=step) for step in range(1, (end - start).days + 1)]
    assert sum(map(holidays.is_working, days)) == count and holidays.is_working(end)
    # A new free day never brings a deadline nearer.
    more = replace(calendar, days_off=(*calendar.days_off, SingleDay((start + timedelta(days=1)).isoformat(), "жаңа")))
    assert more.holidays().after(start, count, "working") >= end or (start + timedelta(days=1)) in holidays.workdays


@given(calendars(), st.integers(2016, 2034))
def test_no_holiday_that_moves_is_lost_on_a_weekend(calendar: Calendar, year: int) -> None:
    plain = replace(calendar, days_off=(), workdays=())
    moving = replace(plain, yearly=tuple(one for one in plain.yearly if one.moves), shift_weekend=1992)
    staying = replace(moving, shift_weekend=0)
    # What falls at the end of a year may move into the next one, so years are counted together.
    first, last = date(year - 10, 1, 1), date(year + 10, 1, 31)
    days = [first + timedelta(days=step) for step in range((last - first).days)]
    with_moves, without = (sum(map(one.holidays().is_working, days)) for one in (moving, staying))
    fallen = [day for day in days if day.weekday() >= 5 and staying.holidays().is_holiday(day)]
    # Those that fell in the last weeks may be owed still, and the first may pay what was owed before.
    assert abs(without - with_moves - len(fallen)) <= sum(one.day < "02-01" or one.day > "11-01" for one in moving.yearly)


@given(calendars())
@settings(max_examples=40)
def test_what_is_put_is_what_is_kept(calendar: Calendar) -> None:
    with TemporaryDirectory() as home:
        data = RequestData(Path(home))
        assert data.calendar() == SHIPPED and not data.is_own("holidays")
        before = data.version("holidays")
        data.put_calendar(calendar)
        kept = data.calendar()
        assert data.is_own("holidays") and data.version("holidays") != before
        for name in ("yearly", "days_off", "workdays"):
            assert set(getattr(kept, name)) == set(getattr(calendar, name))
        assert kept.holidays() == calendar.holidays() == data.holidays()


@given(calendars(), calendars())
@settings(max_examples=40)
def test_what_is_taken_away_was_told_before_and_is_not_now(one: Calendar, other: Calendar) -> None:
    before, after = one.holidays(), other.holidays()
    gone = set(taken_away(before, after, date(2019, 1, 1), date(2022, 12, 31)))
    singles = {date.fromisoformat(day.day) for day in (*one.days_off, *one.workdays)}
    assert all(day in singles or before.is_holiday(day) for day in gone)
    assert not any(after.is_holiday(day) or day in after.days_off | after.workdays for day in gone)
    assert set(taken_away(before, before, date(2019, 1, 1), date(2022, 12, 31))) == set()


@pytest.mark.parametrize(
    ("change", "where", "code"),
    [
        ({"yearly": (*SHIPPED.yearly, YearlyHoliday("02-30", 2020))}, "yearly.17.day", "holiday-day"),
        ({"yearly": (YearlyHoliday("02-03", 2020, 2019),)}, "yearly.1.until", "holiday-years"),
        ({"yearly": (YearlyHoliday("02-03", 20),)}, "yearly.1.until", "holiday-years"),
        ({"yearly": (*SHIPPED.yearly, SHIPPED.yearly[0])}, "yearly.17.day", "holiday-twice"),
        ({"days_off": (SingleDay("16.05.2027", "x"),)}, "days_off.1.day", "holiday-date"),
        ({"days_off": (SingleDay("2027-05-16", " "),)}, "days_off.1.name", "holiday-name"),
        ({"workdays": (SingleDay("2026-11-27", "x"),)}, "workdays.1.day", "holiday-worked"),
        (
            {"days_off": (SingleDay("2026-11-28", "x"),), "workdays": (SingleDay("2026-11-28", "x"),)},
            "workdays.1.day",
            "holiday-twice",
        ),
        ({"shift_weekend": 12}, "shift_weekend", "holiday-years"),
        (
            {"yearly": tuple(YearlyHoliday(f"{at // 28 + 1:02}-{at % 28 + 1:02}", 2020) for at in range(61))},
            "yearly",
            "holiday-many",
        ),
    ],
)
def test_mistakes_name_their_row(change: dict[str, object], where: str, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        checked_calendar(replace(SHIPPED, **change))  # type: ignore[arg-type]
    assert (refused.value.where, refused.value.code) == (where, code)


def test_what_is_shipped_is_sound() -> None:
    assert checked_calendar(SHIPPED) is SHIPPED
