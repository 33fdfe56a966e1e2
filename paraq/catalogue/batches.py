"""Batches: lists of questions with their answers, row by row, so that a killed run goes on where it was."""

import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal

from sqlalchemy import Engine, case, delete, func, insert, select, update
from sqlalchemy.orm import Session

from paraq.catalogue.cited import Cited, cited
from paraq.catalogue.database import reachable
from paraq.catalogue.tables import now
from paraq.catalogue.tables_searches import Batch, BatchRow, utc
from paraq.catalogue.words import storable
from paraq.records.viewer import Viewer

State = Literal["waiting", "done", "cancelled"]
RowState = Literal["waiting", "answered", "failed"]
# Rows are put in by so many at a time, to keep a statement small.
_INSERTED: Final = 500


@dataclass(frozen=True, slots=True)
class BatchSums:
    """A batch and how far it is; ``columns`` are its headings with the field that each is taken for.

    ``rows == answered + failed + waiting`` always holds; ``found`` of the answered rows have pages.
    """

    batch_id: str
    viewer: Viewer
    name: str
    columns: tuple[tuple[str, str], ...]
    most_pages: int
    state: State
    made: datetime
    ended: datetime | None
    rows: int
    answered: int
    failed: int
    found: int

    @property
    def waiting(self) -> int:
        """Rows that have no answer yet."""
        return self.rows - self.answered - self.failed


@dataclass(frozen=True, slots=True)
class RowAnswer:
    """The answer to a row; ``pages`` are what was found, each with its id, as the service of batches writes them."""

    state: RowState
    query: str = ""
    message: str = ""
    total: int = 0
    wider: int | None = None
    pages: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class StoredRow:
    """A row of a batch, what it asks and its answer."""

    number: int
    asked: Mapping[str, Any]
    answer: RowAnswer


class Batches:
    """Lists of questions and their answers."""

    def __init__(self, database: Engine) -> None:
        self._database = database

    def add(
        self,
        viewer: Viewer,
        *,
        name: str,
        content: str,
        columns: Sequence[tuple[str, str]],
        most_pages: int,
        rows: Sequence[tuple[int, Mapping[str, Any]]],
    ) -> str:
        """Put a list in and return its id; ``rows`` are the numbers of the rows with what they ask."""
        batch_id = secrets.token_hex(8)
        with reachable(), Session(self._database) as session, session.begin():
            session.add(
                Batch(
                    id=batch_id,
                    owner=viewer.name,
                    viewer=_viewer_columns(viewer),
                    name=storable(name),
                    content=content,
                    columns=[list(pair) for pair in columns],
                    most_pages=most_pages,
                    state="waiting",
                    turn=now(),
                )
            )
            session.flush()
            for start in range(0, len(rows), _INSERTED):
                session.execute(
                    insert(BatchRow),
                    [
                        {"batch": batch_id, "number": number, "asked": dict(asked), "state": "waiting"}
                        for number, asked in rows[start : start + _INSERTED]
                    ],
                )
        return batch_id

    def of(self, owner: str, batch_id: str = "") -> list[BatchSums]:
        """Return the batches of an owner, newest first, or the one with this id; none if it is somebody else's."""
        with reachable(), Session(self._database) as session:
            chosen = select(Batch).where(Batch.owner == owner).order_by(Batch.made.desc(), Batch.id)
            batches = session.scalars(chosen.where(Batch.id == batch_id) if batch_id else chosen).all()
            return [_sums(session, batch) for batch in batches]

    def unfinished(self, owner: str, content: str, most_pages: int) -> str:
        """Return the id of the owner's unfinished batch of the same content, empty if there is none."""
        same = (Batch.owner == owner, Batch.content == content, Batch.most_pages == most_pages)
        with reachable(), Session(self._database) as session:
            return session.scalar(select(Batch.id).where(*same, Batch.state == "waiting").limit(1)) or ""

    def next(self, batch_id: str = "") -> BatchSums | None:
        """Return the batch whose turn it is, of those that wait or of this one alone; None if nothing waits."""
        waiting = select(Batch).where(Batch.state == "waiting").order_by(Batch.turn, Batch.id).limit(1)
        with reachable(), Session(self._database) as session:
            batch = session.scalar(waiting.where(Batch.id == batch_id) if batch_id else waiting)
            return _sums(session, batch) if batch else None

    def took_turn(self, batch_id: str) -> None:
        """Note that a part of a batch was answered, and that it is done if nothing of it waits."""
        left = select(BatchRow.number).where(BatchRow.batch == batch_id, BatchRow.state == "waiting").exists()
        state = case((left, "waiting"), else_="done")
        open_one = (Batch.id == batch_id, Batch.state == "waiting")
        with reachable(), Session(self._database) as session, session.begin():
            session.execute(update(Batch).where(*open_one).values(turn=now(), state=state))
            done = (Batch.id == batch_id, Batch.state == "done", Batch.ended.is_(None))
            session.execute(update(Batch).where(*done).values(ended=now()))

    def cancel(self, batch_id: str) -> None:
        """Leave the rest of a batch unanswered; its answers stay."""
        with reachable(), Session(self._database) as session, session.begin():
            waiting = (Batch.id == batch_id, Batch.state == "waiting")
            session.execute(update(Batch).where(*waiting).values(state="cancelled", ended=now()))

    def remove(self, batch_id: str) -> None:
        """Take a batch away with its rows and answers."""
        with reachable(), Session(self._database) as session, session.begin():
            session.execute(delete(BatchRow).where(BatchRow.batch == batch_id))
            session.execute(delete(Batch).where(Batch.id == batch_id))

    def waiting_rows(self, batch_id: str, limit: int) -> list[StoredRow]:
        """Return rows without an answer, in order; none of a batch that was cancelled or removed."""
        with reachable(), Session(self._database) as session:
            rows = session.scalars(
                select(BatchRow)
                .join(Batch, (Batch.id == BatchRow.batch) & (Batch.state == "waiting"))
                .where(BatchRow.batch == batch_id, BatchRow.state == "waiting")
                .order_by(BatchRow.number)
                .limit(limit)
            )
            return [_row(row) for row in rows]

    def answer(self, batch_id: str, number: int, answer: RowAnswer) -> bool:
        """Note the answer to a row; return False if its batch is not to be answered any more."""
        open_one = select(Batch.id).where(Batch.id == batch_id, Batch.state == "waiting").exists()
        with reachable(), Session(self._database) as session, session.begin():
            done = session.execute(
                update(BatchRow)
                .where(BatchRow.batch == batch_id, BatchRow.number == number, open_one)
                .values(
                    state=answer.state,
                    query=storable(answer.query),
                    message=storable(answer.message),
                    total=answer.total,
                    wider=answer.wider,
                    pages=[dict(page) for page in answer.pages],
                )
                .execution_options(synchronize_session=False)
            )
            return bool(done.rowcount)  # type: ignore[attr-defined]

    def rows(self, batch_id: str, after: int = 0, limit: int = 100) -> list[StoredRow]:
        """Return rows of a batch in order, after the row of this number."""
        query = select(BatchRow).where(BatchRow.batch == batch_id, BatchRow.number > after)
        with reachable(), Session(self._database) as session:
            return [_row(row) for row in session.scalars(query.order_by(BatchRow.number).limit(limit))]

    def every_row(self, batch_id: str) -> Iterator[StoredRow]:
        """Return all rows of a batch in order; few are in memory at a time."""
        after = 0
        while rows := self.rows(batch_id, after):
            yield from rows
            after = rows[-1].number

    def cited(self, page_ids: Sequence[str], viewer: Viewer) -> Mapping[str, Cited]:
        """Return these pages by id as they are cited, without those that are no more or that the viewer may not see."""
        return cited(self._database, page_ids, viewer)


def _sums(session: Session, batch: Batch) -> BatchSums:
    found = func.sum(case((BatchRow.total > 0, 1), else_=0))
    counts = select(BatchRow.state, func.count(), found).where(BatchRow.batch == batch.id).group_by(BatchRow.state)
    sums = {state: (count, hits or 0) for state, count, hits in session.execute(counts)}
    return BatchSums(
        batch_id=batch.id,
        viewer=_viewer(batch.owner, batch.viewer),
        name=batch.name,
        columns=tuple((heading, field) for heading, field in batch.columns),
        most_pages=batch.most_pages,
        state=batch.state,  # type: ignore[arg-type]  # written from a State
        made=utc(batch.made),
        ended=utc(batch.ended) if batch.ended else None,
        rows=sum(count for count, _ in sums.values()),
        answered=sums.get("answered", (0, 0))[0],
        failed=sums.get("failed", (0, 0))[0],
        found=sums.get("answered", (0, 0))[1],
    )


def _row(row: BatchRow) -> StoredRow:
    state: RowState = row.state  # type: ignore[assignment]  # written from a RowState
    return StoredRow(row.number, row.asked, RowAnswer(state, row.query, row.message, row.total, row.wider, tuple(row.pages)))


def _viewer_columns(viewer: Viewer) -> dict[str, Any]:
    fonds = None if viewer.fonds is None else sorted(viewer.fonds)
    return {"role": viewer.role, "fonds": fonds, "request": viewer.request}


def _viewer(name: str, columns: Mapping[str, Any]) -> Viewer:
    fonds = columns["fonds"]
    return Viewer(name, columns["role"], None if fonds is None else frozenset(fonds), columns["request"])
