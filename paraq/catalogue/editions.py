"""The versions of a page's text: what programs read and what people wrote, none ever lost."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, func, select, update
from sqlalchemy.orm import Session

from paraq.catalogue.database import reachable
from paraq.catalogue.records import page_text, text_columns
from paraq.catalogue.tables import Document, Page, Pending, Reading, now
from paraq.catalogue.words import pack, storable
from paraq.errors import Conflict, Missing
from paraq.records.model import PageText


@dataclass(frozen=True, slots=True)
class Edition:
    """One version of a page's text; ``author`` is empty if a program read it, ``current`` marks the one that is found."""

    version: int
    made: datetime
    author: str
    source: str
    confidence: float
    current: bool


class Editions:
    """The versions of page texts in one catalogue."""

    def __init__(self, database: Engine) -> None:
        self._database = database

    def history(self, page_id: str) -> list[Edition]:
        """Return the versions of a page's text, newest first; none if there is no such page."""
        query = (
            select(Reading.version, Reading.made, Reading.author, Reading.source, Reading.confidence, Page.version)
            .join(Page, Page.id == Reading.page)
            .where(Reading.page == page_id)
            .order_by(Reading.version.desc())
        )
        with reachable(), Session(self._database) as session:
            return [
                Edition(version, made, author, source, confidence, version == current)
                for version, made, author, source, confidence, current in session.execute(query)
            ]

    def text(self, page_id: str, version: int) -> PageText:
        """Return one version of a page's text.

        Raises:
            Missing: There is no such version.
        """
        with reachable(), Session(self._database) as session:
            reading = session.get(Reading, (page_id, version))
            if reading is None:
                raise Missing(f"Page {page_id} has no version {version}", where=page_id, code="version-missing")
            return page_text(reading)

    def add(self, page_id: str, text: PageText, *, author: str, expected: int) -> int:
        """Make a text the current version of a page and return its number; the engine is told by the outbox.

        Raises:
            Missing: There is no such page.
            Conflict: The current version is no longer the expected one.
        """
        with reachable(), Session(self._database) as session, session.begin():
            # Whoever changes the row first wins; the other finds another version than he expected.
            claimed = update(Page).where(Page.id == page_id, Page.version == expected).values(version=expected)
            if not session.execute(claimed).rowcount:  # type: ignore[attr-defined]
                known = session.scalar(select(Page.version).where(Page.id == page_id, Page.version > 0))
                if known is None:
                    raise Missing(f"There is no page {page_id}", where=page_id, code="page-missing")
                raise Conflict(
                    f"The text was changed meanwhile: it is version {known}",
                    where=page_id,
                    remedy="Read it again and repeat what you wanted",
                    code="version-changed",
                )
            version = 1 + (session.scalar(select(func.max(Reading.version)).where(Reading.page == page_id)) or 0)
            columns = text_columns(text, pack(text.words, storable(text.text)))
            session.add(Reading(page=page_id, version=version, author=author, **columns))
            session.flush()
            session.execute(update(Page).where(Page.id == page_id).values(version=version))
            document = select(Page.document).where(Page.id == page_id).scalar_subquery()
            session.execute(update(Document).where(Document.id == document).values(changed=now()))
            session.add(Pending(page=page_id))
            return version
