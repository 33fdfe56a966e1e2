"""The register of requests: what was asked, where each stands and what was done."""

import secrets
from dataclasses import asdict, fields, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from paraq.catalogue.database import reachable
from paraq.catalogue.tables import now
from paraq.catalogue.tables_requests import CitizenRequest, IssuedPaper, RequestChange, RequestItem
from paraq.catalogue.words import storable
from paraq.errors import Conflict, Missing
from paraq.records.evidence import Item, Paper
from paraq.records.request import Asked, Change, RequestRecord
from paraq.records.viewer import Viewer

# These are columns, so that the register can be asked for them.
_COLUMNS = ("state", "due", "closed", "version", "handlers")


class Requests:
    """Requests, their history, their evidence and drafts, and the papers that were issued."""

    def __init__(self, database: Engine) -> None:
        self._database = database

    def add(self, record: RequestRecord, viewer: Viewer, detail: dict[str, Any]) -> RequestRecord:
        """Enter a request and return it with its id.

        Raises:
            Conflict: There is one of this number.
        """
        added = replace(record, request_id=secrets.token_hex(8), version=1)
        try:
            with reachable(), Session(self._database) as session, session.begin():
                session.add(CitizenRequest(id=added.request_id, **_columns(added)))
                session.flush()
                session.add(_change(added.request_id, viewer, "registered", detail))
        except IntegrityError as error:
            raise Conflict("There is a request of this number", where=record.asked.number, code="request-double") from error
        return added

    def change(self, record: RequestRecord, viewer: Viewer, what: str, detail: dict[str, Any]) -> RequestRecord:
        """Write a request that was read as ``record.version`` and return it as the next version.

        Raises:
            Conflict: Another changed it meanwhile, or its new number is taken.
        """
        changed = replace(record, version=record.version + 1)
        known = (CitizenRequest.id == record.request_id, CitizenRequest.version == record.version)
        try:
            with reachable(), Session(self._database) as session, session.begin():
                done = session.execute(update(CitizenRequest).where(*known).values(**_columns(changed)))
                if done.rowcount != 1:  # type: ignore[attr-defined]
                    raise Conflict("Another has changed the request meanwhile", where=record.asked.number, code="version-changed")
                session.add(_change(record.request_id, viewer, what, detail))
        except IntegrityError as error:
            raise Conflict("There is a request of this number", where=record.asked.number, code="request-double") from error
        return changed

    def find(self, request_id: str) -> RequestRecord | None:
        """Return a request by its id, or by its number; None if there is none."""
        with reachable(), Session(self._database) as session:
            row = session.get(CitizenRequest, request_id)
            row = row or session.scalar(select(CitizenRequest).where(CitizenRequest.number == request_id))
            return _record(row) if row else None

    def all(self, *, open_only: bool = False, since: str = "", until: str = "", closed: bool = False) -> list[RequestRecord]:
        """Return requests by the day by which they must be answered; ``since`` and ``until`` are days of receipt (or closing)."""
        day = CitizenRequest.closed if closed else CitizenRequest.received
        query = select(CitizenRequest).order_by(CitizenRequest.due, CitizenRequest.number)
        query = query.where(CitizenRequest.closed == "") if open_only else query
        query = query.where(day >= since) if since else query
        query = query.where(day <= until, day != "") if until else query
        with reachable(), Session(self._database) as session:
            return [_record(row) for row in session.scalars(query)]

    def numbers(self, ending: str) -> list[str]:
        """Return the numbers in the register that end so, for giving out the next."""
        query = select(CitizenRequest.number).where(CitizenRequest.number.endswith(ending, autoescape=True))
        with reachable(), Session(self._database) as session:
            return list(session.scalars(query))

    def note(self, request_id: str, viewer: Viewer, what: str, detail: dict[str, Any]) -> None:
        """Add a line to the history of a request."""
        with reachable(), Session(self._database) as session, session.begin():
            session.add(_change(request_id, viewer, what, detail))

    def noted_since(self, request_id: str, who: str, what: str, moment: datetime) -> bool:
        """Return whether somebody did something to a request since a moment."""
        query = select(func.count()).select_from(RequestChange)
        query = query.where(
            RequestChange.request == request_id, RequestChange.who == who, RequestChange.what == what, RequestChange.at >= moment
        )
        with reachable(), Session(self._database) as session:
            return bool(session.scalar(query))

    def history(self, request_id: str) -> list[Change]:
        """Return what was done to a request, in order."""
        query = select(RequestChange).where(RequestChange.request == request_id).order_by(RequestChange.id)
        with reachable(), Session(self._database) as session:
            return [
                Change(row.at.isoformat(timespec="seconds"), row.who, row.role, row.what, row.detail)  # type: ignore[arg-type]
                for row in session.scalars(query)
            ]

    def add_item(self, request_id: str, kind: str, who: str, content: dict[str, Any]) -> Item:
        """Add evidence, a search or a draft to a request."""
        item = RequestItem(id=secrets.token_hex(8), request=request_id, kind=kind, made=now(), who=who, content=_clean(content))
        with reachable(), Session(self._database, expire_on_commit=False) as session, session.begin():
            session.add(item)
        return _item(item)

    def change_item(self, item_id: str, content: dict[str, Any]) -> None:
        """Write what an item says anew."""
        with reachable(), Session(self._database) as session, session.begin():
            session.execute(update(RequestItem).where(RequestItem.id == item_id).values(content=_clean(content)))

    def remove_item(self, item_id: str) -> None:
        """Take an item away."""
        with reachable(), Session(self._database) as session, session.begin():
            row = session.get(RequestItem, item_id)
            if row is not None:
                session.delete(row)

    def items(self, request_id: str, kind: str) -> list[Item]:
        """Return the items of a kind in the order in which they were added."""
        chosen = (RequestItem.request == request_id, RequestItem.kind == kind)
        query = select(RequestItem).where(*chosen).order_by(RequestItem.made, RequestItem.id)
        with reachable(), Session(self._database) as session:
            return [_item(row) for row in session.scalars(query)]

    def issue(self, code: str, request_id: str, sha256: str, content: dict[str, Any]) -> Paper:
        """Keep that a paper was issued."""
        row = IssuedPaper(code=code, request=request_id, sha256=sha256, issued=now(), content=content)
        with reachable(), Session(self._database, expire_on_commit=False) as session, session.begin():
            session.add(row)
        return _paper(row)

    def change_paper(self, code: str, content: dict[str, Any]) -> None:
        """Write what is known of an issued paper anew; its bytes never change."""
        with reachable(), Session(self._database) as session, session.begin():
            session.execute(update(IssuedPaper).where(IssuedPaper.code == code).values(content=content))

    def paper(self, code: str) -> Paper | None:
        """Return an issued paper by its code."""
        with reachable(), Session(self._database) as session:
            row = session.get(IssuedPaper, code)
            return _paper(row) if row else None

    def papers(self, request_id: str) -> list[Paper]:
        """Return the papers issued for a request."""
        query = select(IssuedPaper).where(IssuedPaper.request == request_id).order_by(IssuedPaper.issued)
        with reachable(), Session(self._database) as session:
            return [_paper(row) for row in session.scalars(query)]

    def forget(self, record: RequestRecord, viewer: Viewer, detail: dict[str, Any]) -> None:
        """Write a request without its applicant's data, and empty its history and items of all that could hold them."""
        if not self.find(record.request_id):
            raise Missing("There is no such request", where=record.request_id, code="request-missing")
        with reachable(), Session(self._database) as session, session.begin():
            session.execute(update(CitizenRequest).where(CitizenRequest.id == record.request_id).values(**_columns(record)))
            session.execute(update(RequestChange).where(RequestChange.request == record.request_id).values(detail={}))
            for row in session.scalars(select(RequestItem).where(RequestItem.request == record.request_id)):
                session.delete(row)
            session.add(_change(record.request_id, viewer, "blocked", detail))


def _columns(record: RequestRecord) -> dict[str, Any]:
    whole = asdict(record)
    columns = {name: whole.pop(name) for name in _COLUMNS}
    whole.pop("request_id")
    asked = record.asked
    columns["handlers"] = list(record.handlers)
    return {**columns, "number": asked.number, "received": asked.received, "content": _clean(whole)}


def _clean(value: Any) -> Any:
    """Return what JSON and both databases can hold."""
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, dict):
        return {key: _clean(one) for key, one in value.items()}
    return [_clean(one) for one in value] if isinstance(value, list | tuple) else value


def _record(row: CitizenRequest) -> RequestRecord:
    content = dict(row.content)
    # A field that a later version adds has its usual value in an older row.
    known = {one.name for one in fields(Asked)}
    asked: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in content.pop("asked").items() if name in known
    }
    columns = {name: getattr(row, name) for name in _COLUMNS}
    return RequestRecord(request_id=row.id, asked=Asked(**asked), **{**content, **columns, "handlers": tuple(row.handlers)})


def _change(request_id: str, viewer: Viewer, what: str, detail: dict[str, Any]) -> RequestChange:
    return RequestChange(request=request_id, at=now(), who=viewer.name, role=viewer.role, what=what, detail=_clean(detail))


def _item(row: RequestItem) -> Item:
    return Item(row.id, row.request, row.kind, row.made.isoformat(timespec="seconds"), row.who, row.content)


def _paper(row: IssuedPaper) -> Paper:
    return Paper(row.code, row.request, row.sha256, row.issued.isoformat(timespec="seconds"), row.content)
