"""Pages as they are cited: where they stand and what their document is, without their text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from paraq.catalogue.database import reachable
from paraq.catalogue.records import FIRST_PATH, description, heading, visible
from paraq.catalogue.tables import Document, Page
from paraq.records.model import Description, under
from paraq.records.viewer import Viewer

# SQLite allows 32,766 parameters in a statement; PostgreSQL 65,535.
_MOST_IDS = 10_000


@dataclass(frozen=True, slots=True)
class Cited:
    """A page without its text; see :class:`paraq.records.model.PageRecord`."""

    page_id: str
    document_id: str
    number: int
    sheet: str
    path: str
    description: Description


def cited(database: Engine, page_ids: Sequence[str], viewer: Viewer) -> Mapping[str, Cited]:
    """Return these pages by id, without those that do not exist, were withdrawn or may not be seen by the viewer."""
    found = {}
    with reachable(), Session(database) as session:
        for start in range(0, len(page_ids), _MOST_IDS):
            query = (
                select(Page, Document, FIRST_PATH.label("path"))
                .join(Document, Document.id == Page.document)
                .where(Page.id.in_(page_ids[start : start + _MOST_IDS]), Page.version > 0, visible(viewer))
            )
            for page, document, path in session.execute(query):
                about = under(description(document), heading(page.heading))
                found[page.id] = Cited(page.id, page.document, page.number, page.sheet, path or "", about)
    return found
