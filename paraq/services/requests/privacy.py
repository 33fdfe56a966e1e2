"""Applicants' data: blocked or deleted after a term that the archive sets, and who looked at them."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from paraq.catalogue.requests import Requests
from paraq.errors import Conflict, Invalid
from paraq.records.accounts import check_role
from paraq.records.request import Asked, RequestRecord
from paraq.records.viewer import Viewer
from paraq.services.requests.data import RequestData
from paraq.store import Store

HIDDEN = "—"


@dataclass(frozen=True, slots=True)
class Look:
    """That somebody saw or changed an applicant's data."""

    request_number: str
    at: str
    who: str
    role: str
    what: str


class Privacy:
    """Ends the keeping of applicants' data, and tells a person who looked at theirs."""

    def __init__(self, requests: Requests, data: RequestData, store: Store) -> None:
        self._requests = requests
        self._data = data
        self._store = store

    def due(self, *, viewer: Viewer, today: date | None = None) -> list[RequestRecord]:
        """Return closed requests whose term is over.

        Raises:
            Forbidden: The viewer is no head.
            Invalid: The archive's term is no number of days.
        """
        check_role(viewer, "head")
        try:
            term = timedelta(days=int(self._data.table("privacy")["days"]))
        except (KeyError, ValueError, TypeError) as error:
            raise Invalid(
                "The term of keeping is a number of days", where="requests/privacy.toml", code="request-data"
            ) from error
        last = ((today or date.today()) - term).isoformat()
        return [one for one in self._requests.all(until=last, closed=True) if not one.blocked]

    def end(self, *, viewer: Viewer, today: date | None = None) -> list[str]:
        """Block or delete what is due; return the numbers of the requests."""
        return [self.block(record, viewer=viewer, today=today) for record in self.due(viewer=viewer, today=today)]

    def block(self, record: RequestRecord, *, viewer: Viewer, today: date | None = None) -> str:
        """Take the applicant's data out of a closed request; number, days, states and hashes of papers stay.

        Raises:
            Forbidden: The viewer is no head.
            Conflict: It is open.
        """
        check_role(viewer, "head")
        if not record.closed:
            raise Conflict("The request is open", where=record.asked.number, code="request-open")
        asked = record.asked
        bare = Asked(asked.number, asked.received, HIDDEN, channel=asked.channel, kind=asked.kind, language=asked.language)
        mode = str(self._data.table("privacy").get("mode", "block"))
        if mode == "delete":
            self._delete_files(record)
        emptied = replace(record, asked=bare, note="", blocked=(today or date.today()).isoformat(), version=record.version + 1)
        self._requests.forget(emptied, viewer, {"mode": mode})
        return asked.number

    def _delete_files(self, record: RequestRecord) -> None:
        """Remove drafts and papers from the store; cuts are of the archive's own sheets and tell nothing of the request."""
        names = [item.content["docx"] for item in self._requests.items(record.request_id, "draft")]
        for paper in self._requests.papers(record.request_id):
            names += [paper.sha256, paper.content["docx"]]
        for name in names:
            if self._store.has(name):
                self._store.path(name).unlink(missing_ok=True)

    def looks(self, person: str, *, viewer: Viewer) -> list[Look]:
        """Return who saw and changed the data of a person, by IIN or by the number of a request, for that person to be told.

        Raises:
            Forbidden: The viewer is no head.
        """
        check_role(viewer, "head")
        theirs = [one for one in self._requests.all() if person and person in (one.asked.iin, one.asked.number)]
        return [
            Look(record.asked.number, change.at, change.who, change.role, change.what)
            for record in theirs
            for change in self._requests.history(record.request_id)
        ]
