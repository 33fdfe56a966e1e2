"""What the archive holds, place by place, and what changed since a time: for catalogues, harvesters and finding aids."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Engine, func, or_, select
from sqlalchemy.orm import Session

from paraq.catalogue.database import reachable
from paraq.catalogue.records import description, visible
from paraq.catalogue.tables import Document, Page
from paraq.records.model import Description, Reference
from paraq.records.natural import natural
from paraq.records.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Listed:
    """A document in a list: what is known of it, its number of pages (none if withdrawn), and when that last changed."""

    document_id: str
    description: Description
    pages: int
    changed: datetime


@dataclass(frozen=True, slots=True)
class Span:
    """Title of a fonds and the dates of the first and the last document of a place, as exactly as known; empty if unknown."""

    title: str = ""
    first: str = ""
    last: str = ""


class Listing:
    """Lists of documents and places, for who may see them."""

    def __init__(self, database: Engine) -> None:
        self._database = database

    def below(self, place: Reference, *, viewer: Viewer) -> list[tuple[Reference, str]]:
        """Return the places right below one, in their order, with the title of the fonds: fonds, inventories or files."""
        columns = (Document.fonds, Document.inventory, Document.file)
        given = [part for part in (place.fonds, place.inventory, place.file) if part]
        if len(given) == len(columns):
            return []
        asked = columns[: len(given) + 1]
        query = (
            select(*asked, func.max(Document.fonds_title))
            .where(visible(viewer), asked[-1] != "", *_at(place), _published())
            .group_by(*asked)
        )
        with reachable(), Session(self._database) as session:
            rows = [tuple(row) for row in session.execute(query)]
        found = [(Reference(*row[:-1]), str(row[-1])) for row in rows]
        return sorted(found, key=lambda pair: [natural(part) for part in (pair[0].fonds, pair[0].inventory, pair[0].file)])

    def spans(self, place: Reference, *, viewer: Viewer) -> dict[str, Span]:
        """Return what is known of the places right below one by their numbers; nothing below a file."""
        columns = (Document.fonds, Document.inventory, Document.file)
        depth = sum(bool(part) for part in (place.fonds, place.inventory, place.file))
        if depth == len(columns):
            return {}
        dated = func.nullif(Document.date, "")
        query = (
            select(columns[depth], func.max(Document.fonds_title), func.min(dated), func.max(dated))
            .where(visible(viewer), columns[depth] != "", *_at(place))
            .group_by(columns[depth])
        )
        with reachable(), Session(self._database) as session:
            return {row[0]: Span(row[1] or "", row[2] or "", row[3] or "") for row in session.execute(query)}

    def documents(self, place: Reference, *, viewer: Viewer) -> list[Listed]:
        """Return the documents that stand at exactly this place, in the order of their sheets."""
        exact = (Document.fonds == place.fonds, Document.inventory == place.inventory, Document.file == place.file)
        found = self._listed(select(Document).where(visible(viewer), *exact, _published()))
        return sorted(found, key=lambda one: (natural(one.description.sheet_from), one.document_id))

    def changed(
        self,
        *,
        viewer: Viewer,
        fonds: str = "",
        since: datetime | None = None,
        until: datetime | None = None,
        after: tuple[datetime, str] | None = None,
        limit: int = 100,
    ) -> list[Listed]:
        """Return documents by the time of their last change, those withdrawn too.

        Args:
            viewer: Who asks.
            fonds: Only of this fonds; empty for all.
            since: Changed at this time or later.
            until: Changed at this time or earlier.
            after: Time and id of the last document already seen.
            limit: Most documents to return.
        """
        query = select(Document).where(visible(viewer)).order_by(Document.changed, Document.id).limit(limit)
        if fonds:
            query = query.where(Document.fonds == fonds)
        if since:
            query = query.where(Document.changed >= since)
        if until:
            query = query.where(Document.changed <= until)
        if after:
            query = query.where(or_(Document.changed > after[0], (Document.changed == after[0]) & (Document.id > after[1])))
        return self._listed(query)

    def one(self, document_id: str, *, viewer: Viewer) -> Listed | None:
        """Return a document, withdrawn or not; None if there is none for this viewer."""
        found = self._listed(select(Document).where(Document.id == document_id, visible(viewer)))
        return found[0] if found else None

    def newest(self, fonds: str, *, viewer: Viewer) -> datetime:
        """Return when a document of a fonds last changed; there must be one."""
        query = select(Document).where(Document.fonds == fonds, visible(viewer)).order_by(Document.changed.desc()).limit(1)
        return self._listed(query)[0].changed

    def _listed(self, query: object) -> list[Listed]:
        with reachable(), Session(self._database) as session:
            documents: Sequence[Document] = session.scalars(query).all()  # type: ignore[call-overload]
            counted = (
                select(Page.document, func.count())
                .where(Page.document.in_([one.id for one in documents]), Page.version > 0)
                .group_by(Page.document)
            )
            pages = {row[0]: row[1] for row in session.execute(counted)}
            return [Listed(one.id, description(one), pages.get(one.id, 0), one.changed) for one in documents]


def _at(place: Reference) -> list[ColumnElement[bool]]:
    named = ((Document.fonds, place.fonds), (Document.inventory, place.inventory), (Document.file, place.file))
    return [column == part for column, part in named if part]


def _published() -> ColumnElement[bool]:
    return select(Page.id).where(Page.document == Document.id, Page.version > 0).exists()
