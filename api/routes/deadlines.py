"""``/v1/deadlines`` and ``/v1/holidays``: when requests are due, as rules and a calendar that the archive changes."""

from dataclasses import asdict
from datetime import date

from fastapi import APIRouter, Request, Response

from api.conditional import expected_state
from api.dependencies import Viewing
from api.requesting import Desked
from api.routes.lists import IfMatch, tag
from api.schemas_deadlines import (
    DeadlineOut,
    DeadlinesIn,
    DeadlinesOut,
    DueOut,
    HolidaysIn,
    HolidaysOut,
    SingleIn,
    SingleOut,
    YearlyOut,
)
from paraq.records.calendar import NO_END, Calendar, SingleDay, YearlyHoliday
from paraq.records.deadline import DeadlineRule
from paraq.services.requests.desk import Desk

router = APIRouter(tags=["deadlines and holidays"])


@router.get("/deadlines", operation_id="deadlines", summary="List the rules of deadlines")
def deadlines(response: Response, desk: Desked) -> DeadlinesOut:
    """Return the rules of deadlines with how many requests came under each, and when requests of today are due."""
    response.headers["ETag"] = tag(desk.data.version("deadlines"))
    used = desk.deadlines.used()
    rules = [
        DeadlineOut(**asdict(one) | {"kinds": list(one.kinds)}, requests=used[one.name].count if one.name in used else 0)
        for one in desk.data.rules()
    ]
    today = [DueOut(**asdict(one)) for one in desk.deadlines.due_on(date.today())]
    return DeadlinesOut(own=desk.data.is_own("deadlines"), rules=rules, today=today)


@router.put("/deadlines", operation_id="deadlinesPut", summary="Change the rules of deadlines")
def deadlines_put(
    request: Request, response: Response, wanted: DeadlinesIn, desk: Desked, viewer: Viewing, if_match: IfMatch = ""
) -> DeadlinesOut:
    """Put these rules in the place of all that there are. A request keeps the rule under which it came: of such a rule only
    the last day, the warning and the basis change. What is new is given a rule of its own.
    """
    before = {rule.name: rule for rule in desk.data.rules()}
    rules = [
        DeadlineRule(**one.model_dump() | {"name": one.name.strip(), "basis": one.basis.strip(), "kinds": tuple(one.kinds)})
        for one in wanted.rules
    ]
    desk.deadlines.put_rules(rules, expected_state(if_match), viewer=viewer)
    after = {rule.name: rule for rule in rules}
    changed = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    request.state.audit = {"target": "deadlines", "detail": "; ".join(_rule_told(after, name) for name in changed)[:2000]}
    return deadlines(response, desk)


def _rule_told(after: dict[str, DeadlineRule], name: str) -> str:
    """Return for the audit record what became of a rule: ``working-2020 15 working 2020-07-01..2026-12-31``."""
    rule = after.get(name)
    return f"{name} {rule.answer} {rule.days} {rule.since}..{rule.until}" if rule else f"{name} removed"


@router.get("/holidays", operation_id="holidays", summary="See the calendar of holidays")
def holidays(response: Response, desk: Desked) -> HolidaysOut:
    """Return the holidays of every year, and the days that are free or worked in one year."""
    return _calendar(response, desk, moved=0)


@router.put("/holidays", operation_id="holidaysPut", summary="Change the calendar of holidays")
def holidays_put(
    request: Request, response: Response, wanted: HolidaysIn, desk: Desked, viewer: Viewing, if_match: IfMatch = ""
) -> HolidaysOut:
    """Put this calendar in the place of the one that there is. Open requests are reckoned anew, each by its own rule, and their
    history tells; a day by which closed requests were reckoned is not taken away.
    """
    before = desk.data.calendar()
    calendar = Calendar(
        tuple(
            YearlyHoliday(one.day, one.since, one.until if one.until is not None else NO_END, one.moves) for one in wanted.yearly
        ),
        _singles(wanted.days_off),
        _singles(wanted.workdays),
        wanted.shift_weekend,
    )
    moved = desk.deadlines.put_calendar(calendar, expected_state(if_match), viewer=viewer)
    request.state.audit = {"target": "holidays", "detail": _calendar_told(before, calendar, moved)[:2000]}
    return _calendar(response, desk, moved)


def _singles(days: list[SingleIn]) -> tuple[SingleDay, ...]:
    return tuple(SingleDay(one.day, one.name.strip()) for one in days)


def _calendar_told(before: Calendar, after: Calendar, moved: int) -> str:
    """Return for the audit record which days were added and taken away, and how many deadlines moved."""
    was, is_ = _days_told(before), _days_told(after)
    gone, new = ([one.split()[0] for one in sorted(days)] for days in (was - is_, is_ - was))
    return " ".join([*(f"+{day}" for day in new), *(f"-{day}" for day in gone), f"moved={moved}"])


def _days_told(calendar: Calendar) -> set[str]:
    yearly = {f"{one.day} {one.since} {one.until} {one.moves}" for one in calendar.yearly}
    return yearly | {f"{one.day} {one.name}" for one in (*calendar.days_off, *calendar.workdays)}


def _calendar(response: Response, desk: Desk, moved: int) -> HolidaysOut:
    response.headers["ETag"] = tag(desk.data.version("holidays"))
    kept = desk.data.calendar()
    return HolidaysOut(
        own=desk.data.is_own("holidays"),
        shift_weekend=kept.shift_weekend,
        yearly=[
            YearlyOut(day=one.day, since=one.since, until=None if one.until >= NO_END else one.until, moves=one.moves)
            for one in kept.yearly
        ],
        days_off=[SingleOut(**asdict(one)) for one in kept.days_off],
        workdays=[SingleOut(**asdict(one)) for one in kept.workdays],
        moved=moved,
    )
