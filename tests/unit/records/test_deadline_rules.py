"""Sets of rules as an archive may edit them: what is taken leaves no request of today without a rule, no old one with another."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from paraq.errors import Conflict, Invalid
from paraq.records.deadline import DeadlineRule, rule_for
from paraq.records.deadline_rules import RuleUse, check_kept, checked_rules
from paraq.records.request import KINDS
from paraq.services.requests.data import RequestData

DATA = RequestData(Path("/nonexistent"))
OLD, NEW = DATA.rules()
TODAY = date(2026, 11, 28)
days = st.dates(date(2014, 1, 1), TODAY).map(date.isoformat)
terms = st.integers(0, 60)
rules = st.builds(
    DeadlineRule,
    st.sampled_from(["a", "b", "ерекше", OLD.name, NEW.name]),
    days,
    st.just("") | st.dates(date(2014, 1, 1), TODAY + timedelta(days=900)).map(date.isoformat),
    st.sampled_from(["working", "calendar"]),
    terms,
    terms,
    terms,
    terms,
    terms,
    st.sampled_from(["Бұйрық 1", ""]),
    st.lists(st.sampled_from(KINDS), max_size=3, unique=True).map(tuple),
)
edits = st.lists(rules | st.sampled_from([OLD, NEW, replace(NEW, until="2026-12-31"), replace(NEW, warn=5)]), max_size=4)
requests = st.lists(st.tuples(days, st.sampled_from(KINDS)), max_size=12)


def used(came: list[tuple[str, str]]) -> dict[str, RuleUse]:
    """Return the use of the shipped rules by requests that came so."""
    by_rule: dict[str, list[tuple[str, str]]] = {}
    for day, kind in came:
        by_rule.setdefault(rule_for([OLD, NEW], day, kind).name, []).append((day, kind))
    return {
        name: RuleUse(len(each), min(each)[0], max(each)[0], frozenset(kind for _, kind in each))
        for name, each in by_rule.items()
    }


@given(edits, requests, st.booleans())
def test_whatever_is_taken_keeps_old_requests_and_leaves_no_new_one_without_a_rule(
    edited: list[DeadlineRule], came: list[tuple[str, str]], keep: bool
) -> None:
    wanted = [OLD, replace(NEW, until="2026-12-31"), *edited] if keep else edited
    try:
        checked_rules(wanted, TODAY)
        check_kept([OLD, NEW], wanted, used(came))
    except (Invalid, Conflict) as refused:
        assert refused.code.startswith("deadline-") and refused.where
        return
    for kind in KINDS:
        rule = rule_for(wanted, TODAY.isoformat(), kind)
        assert DATA.holidays().after(TODAY, rule.answer, rule.days) > TODAY
    for day, kind in came:
        before = rule_for([OLD, NEW], day, kind)
        (after,) = (one for one in wanted if one.name == before.name)
        assert (after.days, after.answer, after.extension, after.notice, after.forward) == (
            before.days, before.answer, before.extension, before.notice, before.forward,
        )  # fmt: skip
        assert after.since <= day and (not after.until or day <= after.until)


@given(days, st.integers(1, 60), st.sampled_from(["working", "calendar"]))
def test_a_new_rule_holds_from_its_day_and_the_old_one_until_the_day_before(start: str, answer: int, counted: str) -> None:
    assume(start > NEW.since)
    before = (date.fromisoformat(start) - timedelta(days=1)).isoformat()
    wanted = [OLD, replace(NEW, until=before), replace(NEW, name="next", since=start, answer=answer, days=counted)]  # type: ignore[arg-type]
    checked_rules(wanted, TODAY)
    check_kept([OLD, NEW], wanted, used([(before, "pay"), ("2015-03-02", "land")]))
    assert rule_for(wanted, before, "pay").name == NEW.name and rule_for(wanted, start, "pay").name == "next"


@pytest.mark.parametrize(
    ("change", "where", "code"),
    [
        ({"name": ""}, "2.name", "deadline-name"),
        ({"name": OLD.name}, "2.name", "deadline-twice"),
        ({"since": "01.13.2027"}, "2.since", "deadline-date"),
        ({"since": "2026-13-01"}, "2.since", "deadline-date"),
        ({"until": "2027"}, "2.until", "deadline-date"),
        ({"until": "2019-01-01"}, "2.until", "deadline-order"),
        ({"days": "lunar"}, "2.days", "deadline-days"),
        ({"answer": 0}, "2.answer", "deadline-answer"),
        ({"warn": -1}, "2.warn", "deadline-warn"),
        ({"extension": 1001}, "2.extension", "deadline-extension"),
        ({"basis": " "}, "2.basis", "deadline-basis"),
        ({"kinds": ("gold",)}, "2.kinds", "deadline-kinds"),
        ({"since": OLD.since, "until": OLD.until}, "2.since", "deadline-overlap"),
        ({"until": "2026-11-27"}, "employment", "deadline-none"),
        ({"kinds": ("pay",)}, "employment", "deadline-none"),
    ],
)
def test_mistakes_name_row_and_field(change: dict[str, object], where: str, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        checked_rules([OLD, replace(NEW, **change)], TODAY)  # type: ignore[arg-type]
    assert (refused.value.where, refused.value.code) == (where, code)


@pytest.mark.parametrize(
    ("after", "code"),
    [
        ([NEW], "deadline-used"),
        ([OLD, replace(NEW, answer=10)], "deadline-used"),
        ([OLD, replace(NEW, kinds=("land",))], "deadline-used"),
        ([OLD, replace(NEW, until="2026-01-01")], "deadline-days-used"),
        ([OLD, replace(NEW, since="2026-11-03")], "deadline-days-used"),
    ],
)
def test_what_requests_hold_fast_is_not_changed(after: list[DeadlineRule], code: str) -> None:
    use = used([("2015-03-02", "land"), ("2026-11-02", "pay"), ("2026-11-24", "pay")])
    with pytest.raises(Conflict) as refused:
        check_kept([OLD, NEW], after, use)
    assert refused.value.code == code
    check_kept([OLD, NEW], [OLD, replace(NEW, until="2026-11-24", warn=1, basis="new", kinds=("pay",))], use)
    check_kept([OLD, NEW], after, {})
