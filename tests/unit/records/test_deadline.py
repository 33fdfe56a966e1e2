"""Deadlines over years of calendar, by the shipped data."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraq.errors import Invalid
from paraq.records.deadline import Holidays, rule_for
from paraq.services.requests.data import RequestData

DATA = RequestData(Path("/nonexistent"))
HOLIDAYS = DATA.holidays()
RULES = DATA.rules()
days = st.dates(date(2015, 1, 1), date(2045, 12, 31))
counts = st.integers(1, 60)


@given(days, counts)
def test_a_term_of_working_days_ends_on_a_working_day_and_holds_so_many(start: date, count: int) -> None:
    end = HOLIDAYS.after(start, count, "working")
    assert HOLIDAYS.is_working(end)
    between = [start + timedelta(days=step) for step in range(1, (end - start).days + 1)]
    assert sum(HOLIDAYS.is_working(day) for day in between) == count == HOLIDAYS.working_between(start, end)


@given(days, counts)
def test_a_term_of_calendar_days_ends_on_the_first_working_day_from_its_last(start: date, count: int) -> None:
    end = HOLIDAYS.after(start, count, "calendar")
    last = start + timedelta(days=count)
    assert end >= last and HOLIDAYS.is_working(end)
    assert not any(HOLIDAYS.is_working(last + timedelta(days=step)) for step in range((end - last).days))


@given(days, days, counts)
def test_who_comes_later_is_never_due_earlier(one: date, other: date, count: int) -> None:
    first, second = sorted((one, other))
    for kind in ("working", "calendar"):
        assert HOLIDAYS.after(first, count, kind) <= HOLIDAYS.after(second, count, kind)  # type: ignore[arg-type]


@given(days, st.integers(0, 400))
def test_days_between_are_the_same_both_ways(one: date, more: int) -> None:
    other = one + timedelta(days=more)
    assert HOLIDAYS.working_between(one, other) == -HOLIDAYS.working_between(other, one)


@given(st.integers(2015, 2045))
def test_every_year_has_as_many_free_weekdays_as_its_holidays_ask_for(year: int) -> None:
    """A holiday that falls on a weekend moves, so no year loses one: all but Christmas and Kurban Ait cost a weekday."""
    plain = Holidays(HOLIDAYS.yearly, frozenset(), frozenset(), HOLIDAYS.shift_weekend, HOLIDAYS.no_shift)
    first, last = date(year, 1, 1), date(year + 1, 1, 1)
    free = [
        day
        for step in range((last - first).days)
        if (day := first + timedelta(days=step)).weekday() < 5 and not plain.is_working(day)
    ]
    named = [date(year, *map(int, name.split("-"))) for name, (since, until) in plain.yearly.items() if since <= year <= until]
    kept = [day for day in named if f"{day:%m-%d}" not in plain.no_shift or day.weekday() < 5]
    assert len(free) == len(kept)


@pytest.mark.parametrize(
    ("day", "working"),
    [
        ("2022-01-03", False),  # 1 and 2 January fell on a weekend
        ("2022-01-04", False),
        ("2022-01-05", True),
        ("2022-05-10", False),  # 7 May fell on a Saturday, 9 May was a Monday
        ("2023-01-03", False),
        ("2024-05-04", True),  # a Saturday worked for 8 May
        ("2024-05-08", False),
        ("2023-08-30", True),  # no holiday any more
        ("2021-08-30", False),
        ("2026-05-27", False),  # Kurban Ait
        ("2026-11-24", True),
    ],
)
def test_known_days(day: str, working: bool) -> None:
    assert HOLIDAYS.is_working(date.fromisoformat(day)) is working


def test_an_old_request_keeps_the_rule_of_its_day() -> None:
    assert rule_for(RULES, "2019-05-01", "pay").name == "standard-2014"
    assert rule_for(RULES, "2020-06-30", "pay").days == "calendar"
    assert rule_for(RULES, "2020-07-01", "pay").days == "working"
    with pytest.raises(Invalid):
        rule_for(RULES, "1999-01-01", "pay")


def test_a_rule_for_a_kind_comes_before_one_for_all() -> None:
    from dataclasses import replace

    own = replace(RULES[-1], name="land", kinds=("land",), answer=5)
    assert rule_for([*RULES, own], "2026-01-01", "land").answer == 5
    assert rule_for([*RULES, own], "2026-01-01", "pay").answer == 15


def test_the_archives_own_file_takes_the_place_of_the_shipped_one(tmp_path: Path) -> None:
    own = tmp_path / "requests"
    own.mkdir()
    (own / "deadlines.toml").write_text(
        '[[rule]]\nname = "own"\nsince = "2000-01-01"\nuntil = ""\ndays = "calendar"\nanswer = 7\nextension = 0\nnotice = 1\n'
        "forward = 1\nwarn = 1\n"
    )
    assert [rule.name for rule in RequestData(tmp_path).rules()] == ["own"]
    (own / "deadlines.toml").write_text('[[rule]]\nname = "own"\n')
    with pytest.raises(Invalid):
        RequestData(tmp_path).rules()
