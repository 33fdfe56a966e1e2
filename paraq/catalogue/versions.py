"""Which pages there are and what decides how each is indexed, without their texts: to compare an index with the catalogue."""

import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Engine, Select, select
from sqlalchemy.orm import Session

from paraq.catalogue.database import reachable
from paraq.catalogue.records import description, heading
from paraq.catalogue.tables import Document, Page
from paraq.records.model import Description, under

# Of each, so that a batch is one statement on every database.
BATCH = 1000


@dataclass(frozen=True, slots=True)
class Published:
    """A published page: the version of its text, the label of its sheet and the description that is true of it."""

    page_id: str
    version: int
    sheet: str
    description: Description


class Versions:
    """The published pages of one catalogue."""

    def __init__(self, database: Engine) -> None:
        self._database = database

    def every(self, after: str = "", batch: int = BATCH) -> Iterator[list[Published]]:
        """Return all published pages after this id, in batches in the order of their ids."""
        while found := self._read(_query().where(Page.id > after).order_by(Page.id).limit(batch)):
            yield found
            after = found[-1].page_id

    def of(self, page_ids: Sequence[str]) -> dict[str, Published]:
        """Return those of up to 10,000 pages that are published, by id."""
        return {page.page_id: page for page in self._read(_query().where(Page.id.in_(page_ids)))}

    def sample(self, number: int) -> list[Published]:
        """Return up to so many published pages, chosen by chance: those whose ids follow some made-up ones."""
        found: dict[str, Published] = {}
        for _ in range(number):
            page = self._read(_query().where(Page.id >= secrets.token_hex(4)).order_by(Page.id).limit(1))
            found |= {one.page_id: one for one in page}
        return list(found.values())

    def _read(self, query: Select[str, int, str, dict[str, str] | None, Document]) -> list[Published]:
        with reachable(), Session(self._database) as session:
            # The pages of a document share its description.
            known: dict[str, Description] = {}
            found = []
            for page_id, version, sheet, headed, document in session.execute(query):
                about = known.get(document.id) or known.setdefault(document.id, description(document))
                found.append(Published(page_id, version, sheet, under(about, heading(headed))))
            return found


def _query() -> Select[str, int, str, dict[str, str] | None, Document]:
    return (
        select(Page.id, Page.version, Page.sheet, Page.heading, Document)
        .join(Document, Document.id == Page.document)
        .where(Page.version > 0)
    )
