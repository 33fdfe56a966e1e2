"""Rules of deadlines and the calendar, kept by the archive: checked, put in place whole, never against registered requests."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from paraq.catalogue.requests import Requests
from paraq.errors import Conflict
from paraq.records.accounts import check_role
from paraq.records.calendar import Calendar, checked_calendar, taken_away
from paraq.records.deadline import DeadlineRule, Holidays, rule_in_force
from paraq.records.deadline_rules import RuleUse, check_kept, checked_rules
from paraq.records.request import KINDS, Kind, RequestRecord
from paraq.records.viewer import Viewer
from paraq.services.requests.data import RequestData


@dataclass(frozen=True, slots=True)
class DueOn:
    """When a request of a kind that comes on a day is due: its rule, and the days by which it is answered and forwarded."""

    kind: Kind
    rule: str
    due: str
    forward_by: str


class Deadlines:
    """Reads and changes the rules of deadlines and the calendar of one installation."""

    def __init__(self, requests: Requests, data: RequestData) -> None:
        self._requests = requests
        self.data = data
        self._lock = threading.Lock()

    def used(self) -> dict[str, RuleUse]:
        """Return the requests of each rule that has any."""
        by_rule: dict[str, list[RequestRecord]] = {}
        for record in self._requests.all():
            by_rule.setdefault(record.rule, []).append(record)
        return {name: _use(records) for name, records in by_rule.items()}

    def due_on(self, day: date) -> list[DueOn]:
        """Return when requests of each kind that came on a day are due; a kind without a rule is left out."""
        rules, holidays = self.data.rules(), self.data.holidays()
        found = []
        for kind in KINDS:
            rule = rule_in_force(rules, day.isoformat(), kind)
            if rule is None:
                continue
            answer, forward = (holidays.after(day, count, rule.days) for count in (rule.answer, rule.forward))
            found.append(DueOn(kind, rule.name, answer.isoformat(), forward.isoformat()))
        return found

    def put_rules(self, rules: Sequence[DeadlineRule], expected: str = "", *, viewer: Viewer, today: date | None = None) -> None:
        """Put these rules in the place of all that there are.

        Raises:
            Forbidden: The viewer is no administrator.
            Invalid: They make no sense; ``where`` names row and field.
            Conflict: Registered requests have a rule that would be gone or say something else, or the rules are not in the
                state ``expected``, see :meth:`RequestData.version`.
        """
        check_role(viewer, "administrator")
        checked_rules(rules, today or date.today())
        with self._lock:
            self._check_version("deadlines", expected)
            check_kept(self.data.rules(), rules, self.used())
            self.data.put_rules(rules)

    def put_calendar(self, calendar: Calendar, expected: str = "", *, viewer: Viewer) -> int:
        """Put this calendar in the place of the one that there is; return of how many open requests the deadline moved.

        Raises:
            Forbidden: The viewer is no administrator.
            Invalid: It makes no sense; ``where`` names row and field.
            Conflict: A day would be gone by which closed requests were reckoned, or the calendar is not ``expected``.
        """
        check_role(viewer, "administrator")
        checked_calendar(calendar)
        with self._lock:
            self._check_version("holidays", expected)
            self._check_reckoned(self.data.holidays(), calendar.holidays())
            self.data.put_calendar(calendar)
            return self._reckon_anew(viewer)

    def _check_version(self, name: str, expected: str) -> None:
        if expected and expected != self.data.version(name):
            raise Conflict("Somebody else has changed the list meanwhile", where=name, code="list-changed")

    def _check_reckoned(self, before: Holidays, after: Holidays) -> None:
        spans = [(one.asked.received, one.closed) for one in self._requests.all() if one.closed]
        if not spans:
            return
        first, last = min(start for start, _ in spans), max(end for _, end in spans)
        for day in taken_away(before, after, date.fromisoformat(first), date.fromisoformat(last)):
            count = sum(start <= day.isoformat() <= end for start, end in spans)
            if count:
                raise Conflict(
                    "Closed requests were reckoned by this day", where=f"{day.isoformat()} ({count})", code="holiday-used"
                )

    def _reckon_anew(self, viewer: Viewer) -> int:
        """Reckon the deadlines of open requests by the calendar as it is now, each by its own rule."""
        rules, holidays = {rule.name: rule for rule in self.data.rules()}, self.data.holidays()
        moved = 0
        for record in self._requests.all(open_only=True):
            rule = rules.get(record.rule)
            now = reckoned(record, rule, holidays) if rule else record
            if now != record:
                self._requests.change(now, viewer, "reckoned", {"before": record.due, "after": now.due})
                moved += 1
        return moved


def reckoned(record: RequestRecord, rule: DeadlineRule, holidays: Holidays) -> RequestRecord:
    """Return a request with its deadline, and that of the notice of its extension, by its rule and a calendar."""
    due = holidays.after(date.fromisoformat(record.asked.received), rule.answer, rule.days)
    if not record.extended:
        return replace(record, due=due.isoformat())
    notice = holidays.after(date.fromisoformat(record.extended), rule.notice, rule.days)
    longer = holidays.after(due, rule.extension, rule.days)
    return replace(record, due=longer.isoformat(), notice_due=notice.isoformat())


def _use(records: Sequence[RequestRecord]) -> RuleUse:
    days = [record.asked.received for record in records]
    return RuleUse(len(days), min(days), max(days), frozenset(record.asked.kind for record in records))
