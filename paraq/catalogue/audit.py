"""The audit record as the catalogue keeps it: lines are added, chained one to the other, and never changed."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import Connection, Engine, bindparam, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from paraq.catalogue.database import reachable
from paraq.catalogue.tables_access import AuditEntry, AuditHead
from paraq.catalogue.words import storable
from paraq.records.audit import START, Event, Head, Line, digest_of, seal_of

# Lines read in one go; a line is about 0.5 KB.
BATCH: Final = 2000
COLUMNS: Final = ("actor", "role", "action", "operation", "target", "detail", "request", "request_id", "status")
# Lines are added at nearly every request: by statements made once, and without the objects of rows, they cost a third.
_ENTRIES: Any = AuditEntry.__table__
_END: Any = AuditHead.__table__
# A change, even to the same, takes the lock of the row, and on SQLite that of the database, before the end is read.
_TAKE: Final = update(_END).values(number=_END.c.number).returning(_END.c.number, _END.c.digest)
_DIGEST: Final = select(_ENTRIES.c.digest).where(_ENTRIES.c.number == bindparam("line"))


class AuditRecord:
    """Adds lines and gives them back."""

    def __init__(self, database: Engine) -> None:
        self._database = database
        self._insert: Any = sqlite.insert if database.dialect.name == "sqlite" else postgresql.insert

    def append(self, events: Sequence[Event], key: bytes) -> Head:
        """Add events in one transaction, in order; durable on return, which is the new end.

        Processes that write at once wait for each other.
        """
        with reachable(), self._database.begin() as connection:
            number, digest = self._locked(connection)
            rows = []
            for event in map(_storable, events):
                number, at = number + 1, datetime.now(UTC).isoformat(timespec="milliseconds")
                digest = digest_of(digest, number, at, event)
                rows.append({"number": number, "at": at, "digest": digest, **{name: getattr(event, name) for name in COLUMNS}})
            connection.execute(insert(_ENTRIES), rows)
            end = Head(number, digest, seal_of(key, number, digest))
            connection.execute(update(_END), asdict(end))
        return end

    def _locked(self, connection: Connection) -> tuple[int, str]:
        """Return the end of the chain; until this transaction ends nobody else can add to it."""
        row = connection.execute(_TAKE).first()
        if row is None:
            first = {"id": 1, "number": 0, "digest": START, "seal": ""}
            connection.execute(self._insert(_END).values(first).on_conflict_do_nothing())
            row = connection.execute(_TAKE).one()
        return row[0], row[1]

    def head(self) -> Head | None:
        """Return the end of the chain as it is kept apart from the lines; None before the first line."""
        with reachable(), Session(self._database) as session:
            row = session.scalar(select(AuditHead))
            return Head(row.number, row.digest, row.seal) if row else None

    def digest(self, number: int) -> str:
        """Return the digest of a line; empty if there is none of this number."""
        with reachable(), self._database.connect() as connection:
            return connection.scalar(_DIGEST, {"line": number}) or ""

    def lines(
        self, after: int = 0, *, since: str = "", until: str = "", actor: str = "", action: str = "", limit: int = 0
    ) -> Iterator[Line]:
        """Yield lines in order: those after a number, of times from ``since`` to before ``until``, at most ``limit`` if not 0."""
        query = select(AuditEntry).order_by(AuditEntry.number)
        asked = {AuditEntry.actor: actor, AuditEntry.action: action}
        query = query.where(*(column == value for column, value in asked.items() if value))
        query = query.where(AuditEntry.at >= since) if since else query
        query = query.where(AuditEntry.at < until) if until else query
        given = 0
        while True:
            size = min(BATCH, limit - given) if limit else BATCH
            with reachable(), Session(self._database) as session:
                rows = list(session.scalars(query.where(AuditEntry.number > after).limit(size)))
            yield from map(_line, rows)
            given += len(rows)
            if len(rows) < size or given == limit:
                return
            after = rows[-1].number

    def counts(self, since: str, until: str) -> dict[tuple[str, str], int]:
        """Return how many lines each day has of each action, from ``since`` to before ``until``; by ISO day and action."""
        day = func.substr(AuditEntry.at, 1, len("2026-11-24"))
        query = select(day, AuditEntry.action, func.count()).where(AuditEntry.at >= since, AuditEntry.at < until)
        with reachable(), Session(self._database) as session:
            return {(at, action): count for at, action, count in session.execute(query.group_by(day, AuditEntry.action))}


def _line(row: AuditEntry) -> Line:
    return Line(row.number, row.at, Event(**{name: getattr(row, name) for name in COLUMNS}), row.digest)


def _storable(event: Event) -> Event:
    told: dict[str, Any] = {name: storable(getattr(event, name)) for name in COLUMNS if name != "status"}
    return replace(event, **told)
