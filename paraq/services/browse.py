"""Single records, for who may see them: what may not be seen is refused exactly like what does not exist."""

from collections.abc import Sequence
from typing import Literal, Protocol

from paraq.records.model import DocumentRecord, PageRecord
from paraq.records.viewer import Viewer


class Shelves(Protocol):
    """What browsing needs of the catalogue."""

    def page(self, page_id: str, viewer: Viewer | None = None) -> PageRecord:
        """Return a page or raise Missing."""

    def document(self, document_id: str, viewer: Viewer | None = None) -> DocumentRecord:
        """Return a document or raise Missing."""

    def pages(self, page_ids: Sequence[str], words: Literal["all", "doubtful"] = "all") -> list[PageRecord]:
        """Return these pages in this order."""

    def neighbours(self, page_id: str, viewer: Viewer | None = None) -> tuple[str | None, str | None]:
        """Return the ids of the sheets before and after or raise Missing."""


class Browsing:
    """Gives pages and documents by their ids; the one way to single records for API and screen."""

    def __init__(self, catalogue: Shelves) -> None:
        self._catalogue = catalogue

    def page(self, page_id: str, *, viewer: Viewer) -> PageRecord:
        """Return a page with the newest version of its text.

        Raises:
            Missing: There is no such page for this viewer.
        """
        return self._catalogue.page(page_id, viewer)

    def document(self, document_id: str, *, viewer: Viewer) -> DocumentRecord:
        """Return a document with the ids of its pages.

        Raises:
            Missing: There is no such document for this viewer.
        """
        return self._catalogue.document(document_id, viewer)

    def pages_of(
        self, document_id: str, *, viewer: Viewer, words: Literal["all", "doubtful"] = "all"
    ) -> tuple[DocumentRecord, list[PageRecord]]:
        """Return a document and its pages in order, with all of their words or only those with other readings.

        Raises:
            Missing: There is no such document for this viewer.
        """
        document = self._catalogue.document(document_id, viewer)
        return document, self._catalogue.pages(document.page_ids, words)

    def neighbours(self, page_id: str, *, viewer: Viewer) -> tuple[str | None, str | None]:
        """Return the ids of the nearest sheets before and after in the archival file that the viewer may see.

        Raises:
            Missing: There is no such page for this viewer.
        """
        return self._catalogue.neighbours(page_id, viewer)
