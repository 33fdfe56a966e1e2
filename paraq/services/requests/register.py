"""The register: entering requests, moving them on, deadlines, and the queue by the time that is left."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from typing import Any, Final

from paraq.catalogue.requests import Requests
from paraq.catalogue.tables import now
from paraq.errors import Conflict, Invalid, Missing
from paraq.records.accounts import at_least, check_role
from paraq.records.dates import typed_date
from paraq.records.deadline import DeadlineRule
from paraq.records.request import CLOSED, Asked, Change, RequestRecord, State, checked_asked, moved
from paraq.records.viewer import Viewer
from paraq.services.requests.data import RequestData

# One look a working day tells who saw an applicant's data; each click would hide it.
ONE_LOOK: Final = timedelta(hours=8)
FIELDS: Final = tuple(one.name for one in fields(Asked))


@dataclass(frozen=True, slots=True)
class Queued:
    """A request in the queue: working days left, and whether it wants attention (``overdue``, ``soon`` or empty)."""

    record: RequestRecord
    left: int
    warning: str


class Register:
    """Keeps the register; whoever does not work on a request does not learn that there is one."""

    def __init__(self, requests: Requests, data: RequestData) -> None:
        self._requests = requests
        self.data = data

    def add(self, asked: Mapping[str, Any], *, viewer: Viewer, take: bool = True) -> RequestRecord:
        """Enter a request; without a number it is given the next of its year, and with ``take`` the viewer works on it.

        Raises:
            Invalid: It makes no sense; ``where`` names the field.
            Conflict: There is one of this number.
            Forbidden: The viewer may not.
        """
        check_role(viewer, "archivist")
        given = {
            "received": date.today().isoformat(),
            **{name: value for name, value in asked.items() if value not in ("", None)},
        }
        given.setdefault("number", self._next_number(str(given["received"])[:4]))
        sound = checked_asked(_asked(given), date.today())
        rule, due = self._answer_by(sound)
        handlers = (viewer.account,) if take and not at_least(viewer.role, "head") else ()
        record = RequestRecord("", sound, handlers=handlers, rule=rule, due=due)
        return self._requests.add(record, viewer, {"number": sound.number})

    def _next_number(self, year: str) -> str:
        taken = [one.partition("/")[0] for one in self._requests.numbers(f"/{year}")]
        return f"{max((int(one) for one in taken if one.isdecimal()), default=0) + 1}/{year}"

    def one(self, request_id: str, *, viewer: Viewer) -> RequestRecord:
        """Return a request by its id or number, and note that the viewer looked at it.

        Raises:
            Missing: There is none for this viewer.
        """
        record = self.known(request_id, viewer=viewer)
        if not self._requests.noted_since(record.request_id, viewer.name, "seen", now() - ONE_LOOK):
            self._requests.note(record.request_id, viewer, "seen", {})
        return record

    def known(self, request_id: str, *, viewer: Viewer) -> RequestRecord:
        """Return a request for what a service does with it.

        Raises:
            Missing: There is none for this viewer.
        """
        record = self._requests.find(request_id)
        if record is None or not record.may_be_seen(viewer):
            raise Missing("There is no such request", where=request_id, code="request-missing")
        return record

    def all(self, *, viewer: Viewer, open_only: bool = False, since: str = "", until: str = "") -> list[RequestRecord]:
        """Return the requests that the viewer may see, the most urgent first."""
        found = self._requests.all(open_only=open_only, since=since, until=until)
        return [record for record in found if record.may_be_seen(viewer)]

    def named(self, part: str, *, viewer: Viewer, since: str = "", until: str = "") -> list[RequestRecord]:
        """Return the requests of which number or applicant has a part, in any case of letters; the most urgent first."""
        wanted = part.casefold()
        found = self.all(viewer=viewer, since=since, until=until)
        return [one for one in found if wanted in f"{one.asked.number} {one.asked.applicant}".casefold()]

    def queue(self, *, viewer: Viewer, today: date | None = None) -> list[Queued]:
        """Return open requests by the time that is left, with warnings."""
        day = today or date.today()
        holidays = self.data.holidays()
        warn = {rule.name: rule.warn for rule in self.data.rules()}
        queue = []
        for record in self.all(viewer=viewer, open_only=True):
            due = date.fromisoformat(record.due)
            left = holidays.working_between(day, due)
            warning = "overdue" if due < day else "soon" if left <= warn.get(record.rule, 0) else ""
            queue.append(Queued(record, left, warning))
        return queue

    def change(self, request_id: str, values: Mapping[str, Any], *, viewer: Viewer, version: int = 0) -> RequestRecord:
        """Write some of what a request says anew; ``version`` is the one that was read, 0 for whichever it is.

        Raises:
            Missing: There is no such request for this viewer.
            Invalid: It makes no sense so.
            Conflict: It was changed meanwhile, or is closed.
        """
        record = self.open(request_id, viewer=viewer, version=version)
        before = {name: getattr(record.asked, name) for name in values if name in FIELDS}
        asked = checked_asked(_asked({**{name: getattr(record.asked, name) for name in FIELDS}, **values}), date.today())
        changed = replace(record, asked=asked)
        if asked.received != record.asked.received or asked.kind != record.asked.kind:
            changed = self._due_anew(changed)
        after = {name: getattr(asked, name) for name in before}
        return self._requests.change(changed, viewer, "changed", {"before": before, "after": after})

    def _due_anew(self, record: RequestRecord) -> RequestRecord:
        if record.extended:
            raise Conflict(
                "Its deadline was extended already, so day and kind stay", where=record.asked.number, code="request-extended"
            )
        rule, due = self._answer_by(record.asked)
        return replace(record, rule=rule, due=due)

    def _answer_by(self, asked: Asked) -> tuple[str, str]:
        """Return the name of a request's rule and the ISO day by which it must be answered."""
        rule = self.data.rule(asked.received, asked.kind)
        due = self.data.holidays().after(date.fromisoformat(asked.received), rule.answer, rule.days)
        return rule.name, due.isoformat()

    def _rule(self, record: RequestRecord) -> DeadlineRule | None:
        """Return the rule under which a request came; None if the archive has taken it out."""
        return next((one for one in self.data.rules() if one.name == record.rule), None)

    def move(self, request_id: str, state: State, *, viewer: Viewer, note: str = "", version: int = 0) -> RequestRecord:
        """Move a request on by hand.

        Raises:
            Missing: There is no such request for this viewer.
            Conflict: It may not go there, or was changed meanwhile.
            Invalid: A refusal, a waiting or a forwarding without its reason.
        """
        record = self.open(request_id, viewer=viewer, version=version)
        if state in ("waiting", "forwarded", "refused") and not note.strip():
            raise Invalid("Say why, or where to", where="note", code="request-note")
        went = replace(moved(record, state), note=note.strip() or record.note)
        if state in CLOSED:
            went = replace(went, closed=date.today().isoformat(), outcome=state)
        return self._requests.change(went, viewer, "state", {"from": record.state, "to": state, "note": note.strip()})

    def by_papers(self, record: RequestRecord, state: State, outcome: str, *, viewer: Viewer) -> RequestRecord:
        """Move a request on because of what became of its papers."""
        went = moved(record, state, by_papers=True)
        if state in CLOSED and not went.closed:
            went = replace(went, closed=date.today().isoformat(), outcome=outcome)
        return self._requests.change(went, viewer, "state", {"from": record.state, "to": state})

    def assign(self, request_id: str, handlers: tuple[str, ...], *, viewer: Viewer) -> RequestRecord:
        """Say who works on a request: heads may name anybody, others take what nobody has or hand over what is theirs.

        Raises:
            Missing: There is no such request for this viewer.
        """
        record = self.known(request_id, viewer=viewer)
        chosen = tuple(dict.fromkeys(name.strip() for name in handlers if name.strip()))
        detail = {"before": list(record.handlers), "after": list(chosen)}
        return self._requests.change(replace(record, handlers=chosen), viewer, "assigned", detail)

    def extend(self, request_id: str, reason: str, *, viewer: Viewer, today: date | None = None) -> RequestRecord:
        """Extend the deadline once, by the days of the request's own rule, and say by when the applicant must be told.

        Raises:
            Missing: There is no such request for this viewer.
            Conflict: It was extended before, is closed, or is overdue already.
            Invalid: No reason is given.
        """
        record = self.open(request_id, viewer=viewer)
        day = today or date.today()
        if not reason.strip():
            raise Invalid("Say why the deadline is extended", where="reason", code="request-note")
        if record.extended or date.fromisoformat(record.due) < day:
            what = "was extended before" if record.extended else "has passed"
            raise Conflict(f"The deadline {what}", where=record.asked.number, code="request-extended")
        rule = self._rule(record)
        if rule is None or not rule.extension:
            raise Conflict("The rule of this request knows no extension", where=record.rule, code="request-extended")
        holidays = self.data.holidays()
        longer = replace(
            record,
            due=holidays.after(date.fromisoformat(record.due), rule.extension, rule.days).isoformat(),
            extended=day.isoformat(),
            notice_due=holidays.after(day, rule.notice, rule.days).isoformat(),
        )
        detail = {"before": record.due, "after": longer.due, "reason": reason.strip(), "notice_due": longer.notice_due}
        return self._requests.change(longer, viewer, "extended", detail)

    def forward_by(self, record: RequestRecord) -> str:
        """Return the ISO day by which a request that belongs elsewhere must be forwarded; empty if its rule is gone."""
        rule = self._rule(record)
        received = date.fromisoformat(record.asked.received)
        return self.data.holidays().after(received, rule.forward, rule.days).isoformat() if rule else ""

    def history(self, request_id: str, *, viewer: Viewer) -> list[Change]:
        """Return what was done to a request and who looked at it.

        Raises:
            Missing: There is no such request for this viewer.
        """
        return self._requests.history(self.known(request_id, viewer=viewer).request_id)

    def open(self, request_id: str, *, viewer: Viewer, version: int = 0) -> RequestRecord:
        """Return a request that can still change; ``version`` is the one that was read, 0 for whichever it is.

        Raises:
            Missing: There is no such request for this viewer.
            Conflict: It is closed, or was changed meanwhile.
        """
        record = self.known(request_id, viewer=viewer)
        if record.closed:
            raise Conflict("The request is closed", where=record.asked.number, code="request-closed")
        if version and version != record.version:
            raise Conflict("Another has changed the request meanwhile", where=record.asked.number, code="version-changed")
        return record


def _asked(values: Mapping[str, Any]) -> Asked:
    """Return what a request says from values by field.

    Raises:
        Invalid: A field is unknown or is of another kind.
    """
    unknown = sorted(set(values) - set(FIELDS))
    if unknown:
        raise Invalid("There is no such field", where=unknown[0], code="request-field")
    made: dict[str, Any] = {}
    for one in fields(Asked):
        if one.name not in values:
            continue
        value = values[one.name]
        if one.name in ("names", "attachments"):
            parts = value.split(";") if isinstance(value, str) else value
            made[one.name] = tuple(" ".join(part.split()) for part in parts if part.strip())
        elif one.name in ("year_from", "year_to"):
            made[one.name] = _year(value, one.name)
        elif one.name in ("received", "born"):
            # Who came lately is not of the last century, as 28.11.26 of a birth would be.
            near = date.today().year if one.name == "received" else None
            made[one.name] = typed_date(str(value), near) or " ".join(str(value).split())
        else:
            # The applicant's words keep their lines; nothing else has any.
            lines = str(value).splitlines() if one.name == "wanted" else [str(value)]
            made[one.name] = "\n".join(" ".join(line.split()) for line in lines).strip()
    if made.get("iin"):
        made["iin"] = made["iin"].replace(" ", "")
    made.setdefault("number", "")
    made.setdefault("applicant", "")
    made.setdefault("received", "")
    if made.get("year_from") and not made.get("year_to"):
        made["year_to"] = made["year_from"]
    return Asked(**made)


def _year(value: Any, name: str) -> int:
    try:
        return int(str(value).strip() or 0)
    except ValueError as error:
        raise Invalid("A year is four digits", where=name, code="request-field") from error
