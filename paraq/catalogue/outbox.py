"""The outbox: pages whose change in the catalogue the search engine has not been told yet."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Engine, delete, func, insert, select
from sqlalchemy.orm import Session

from paraq.catalogue.database import reachable
from paraq.catalogue.tables import Page, Pending


@dataclass(frozen=True, slots=True)
class Change:
    """A page that changed; ``number`` grows with time."""

    number: int
    page_id: str


class Outbox:
    """Rows are written in the transaction that changes a page and taken out once the engine has it durably.

    An engine may be told twice (a crash between writing and acknowledging), never not at all; telling it twice changes nothing.
    """

    def __init__(self, database: Engine) -> None:
        self._database = database

    def waiting(self, limit: int) -> list[Change]:
        """Return up to ``limit`` changes, oldest first."""
        query = select(Pending.id, Pending.page).order_by(Pending.id).limit(limit)
        with reachable(), Session(self._database) as session:
            return [Change(number, page) for number, page in session.execute(query)]

    def acknowledge(self, changes: Sequence[Change]) -> None:
        """Take these changes out."""
        with reachable(), Session(self._database) as session, session.begin():
            # In pieces: SQLite allows 32,766 parameters in a statement.
            for start in range(0, len(changes), 10_000):
                numbers = [change.number for change in changes[start : start + 10_000]]
                session.execute(delete(Pending).where(Pending.id.in_(numbers)))

    def count(self) -> int:
        """Return the number of changes waiting."""
        with reachable(), Session(self._database) as session:
            return session.scalar(select(func.count()).select_from(Pending)) or 0

    def add_document(self, document_id: str) -> None:
        """Put all pages of a document in, as when its description changed."""
        pages = select(Page.id).where(Page.document == document_id, Page.version > 0)
        with reachable(), Session(self._database) as session, session.begin():
            session.execute(insert(Pending).from_select(["page"], pages))
