"""What the routes need, given to the app once; the routes see these shapes and nothing of how they are made."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Protocol

from fastapi import Depends, Request

from api.sheets import Sheets
from paraq.engines.ports import Order
from paraq.records.model import DocumentRecord, PageRecord
from paraq.services.answers import Answer, Mark


class Searches(Protocol):
    """Search as the API uses it."""

    def search(
        self,
        query: str,
        *,
        limit: int = 20,
        after: str = "",
        order: Order = "relevance",
        facets: Sequence[str] = (),
        filters: Mapping[str, Sequence[str]] | None = None,
        require_all: bool = False,
    ) -> Answer:
        """Return the pages that answer the query; an empty query finds all that fit the filters."""

    def marks(self, page: PageRecord, query: str) -> tuple[Mark, ...]:
        """Return what the query marks on this page, in the order of its text."""


class Records(Protocol):
    """The catalogue as the API uses it."""

    def page(self, page_id: str) -> PageRecord:
        """Return a page or raise Missing."""

    def document(self, document_id: str) -> DocumentRecord:
        """Return a document or raise Missing."""

    def neighbours(self, page_id: str) -> tuple[str | None, str | None]:
        """Return the ids of the sheets before and after in the archival file."""


@dataclass(frozen=True)
class Parts:
    """Everything that the API works with."""

    searching: Searches
    records: Records
    sheets: Sheets


def _parts(request: Request) -> Parts:
    parts: Parts = request.app.state.parts
    return parts


Needed = Annotated[Parts, Depends(_parts)]
