"""The report of a month: what came, how it was answered and how fast."""

from calendar import monthrange
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from statistics import median

from paraq.catalogue.requests import Requests
from paraq.errors import Invalid
from paraq.records.accounts import check_role
from paraq.records.dates import typed_date
from paraq.records.request import RequestRecord
from paraq.records.viewer import Viewer
from paraq.services.requests.data import RequestData


@dataclass(frozen=True, slots=True)
class MonthReport:
    """Numbers of a month without any applicant's name.

    Attributes:
        month: Like ``2026-11``.
        came, answered: How many requests came, and how many were closed.
        by_kind, by_channel: What came.
        by_outcome: How those that were closed were answered.
        in_time, late: Of those that were closed.
        open_at_end, overdue_at_end: What was left on the month's last day, or is today.
        extended: How many that came in the month have an extended deadline.
        working_days_median, working_days_most: From receipt to answer; 0 if nothing was answered.
        by_day: Day of the month with how many came and how many were closed.
    """

    month: str
    came: int
    answered: int
    by_kind: Mapping[str, int]
    by_channel: Mapping[str, int]
    by_outcome: Mapping[str, int]
    in_time: int
    late: int
    open_at_end: int
    overdue_at_end: int
    extended: int
    working_days_median: float
    working_days_most: int
    by_day: tuple[tuple[int, int, int], ...]


def month_report(requests: Requests, data: RequestData, month: str, *, viewer: Viewer, today: date | None = None) -> MonthReport:
    """Return the report of a month like ``2026-11``; whole numbers tell nothing of anybody, so archivists may see it, too.

    Raises:
        Invalid: It is no month.
        Forbidden: The viewer is a reader.
    """
    check_role(viewer, "archivist")
    first, last = month_of(month)
    end = min(last, today or date.today())
    came = requests.all(since=first.isoformat(), until=last.isoformat())
    closed = requests.all(since=first.isoformat(), until=last.isoformat(), closed=True)
    before = requests.all(until=end.isoformat())
    left = [one for one in before if not one.closed or one.closed > end.isoformat()]
    holidays = data.holidays()
    days = [holidays.working_between(date.fromisoformat(one.asked.received), date.fromisoformat(one.closed)) for one in closed]
    in_time = sum(one.closed <= one.due for one in closed)
    return MonthReport(
        month=first.isoformat()[:7],
        came=len(came),
        answered=len(closed),
        by_kind=dict(Counter(one.asked.kind for one in came)),
        by_channel=dict(Counter(one.asked.channel for one in came)),
        by_outcome=dict(Counter(one.outcome for one in closed)),
        in_time=in_time,
        late=len(closed) - in_time,
        open_at_end=len(left),
        overdue_at_end=sum(one.due < end.isoformat() for one in left),
        extended=sum(bool(one.extended) for one in came),
        working_days_median=float(median(days)) if days else 0.0,
        working_days_most=max(days, default=0),
        by_day=_by_day(came, closed, last.day),
    )


def month_of(month: str) -> tuple[date, date]:
    """Return the first and the last day of a month like ``2026-11``, as people type it: ``11.2026``, ``қараша 2026``.

    Raises:
        Invalid: It is no month.
    """
    typed = typed_date(month)
    if len(typed) != len("2026-11"):
        raise Invalid("A month is written like 11.2026", where=month[:40], code="report-month")
    first = date.fromisoformat(f"{typed}-01")
    return first, first.replace(day=monthrange(first.year, first.month)[1])


def _by_day(came: list[RequestRecord], closed: list[RequestRecord], days: int) -> tuple[tuple[int, int, int], ...]:
    arrived = Counter(int(one.asked.received[8:]) for one in came)
    done = Counter(int(one.closed[8:]) for one in closed)
    return tuple((day, arrived[day], done[day]) for day in range(1, days + 1))
