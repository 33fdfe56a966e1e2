"""Corrections of page texts by people: with history, undo, and no one overwriting another."""

from typing import Protocol

from paraq.catalogue.editions import Edition, Editions
from paraq.records.correction import corrected
from paraq.records.model import PageRecord, PageText
from paraq.records.viewer import Viewer
from paraq.text.analysis import Analyzer


class Seen(Protocol):
    """Single pages, for who may see them."""

    def page(self, page_id: str, *, viewer: Viewer) -> PageRecord:
        """Return a page or raise Missing."""


class Correcting:
    """Changes texts of pages that the viewer may see."""

    def __init__(self, browsing: Seen, editions: Editions, analyzer: Analyzer) -> None:
        self._browsing = browsing
        self._editions = editions
        self._analyzer = analyzer

    def history(self, page_id: str, *, viewer: Viewer) -> list[Edition]:
        """Return the versions of a page's text, newest first.

        Raises:
            Missing: There is no such page for this viewer.
        """
        return self._editions.history(self._browsing.page(page_id, viewer=viewer).page_id)

    def text(self, page_id: str, version: int, *, viewer: Viewer) -> PageText:
        """Return one version of a page's text.

        Raises:
            Missing: There is no such page for this viewer, or no such version of its text.
        """
        return self._editions.text(self._browsing.page(page_id, viewer=viewer).page_id, version)

    def correct(self, page_id: str, text: str, *, viewer: Viewer, expected: int) -> int:
        """Write a page's whole text anew, words keeping their places; return the new version's number.

        Raises:
            Missing: There is no such page for this viewer.
            Conflict: The text is no longer of the expected version.
            Invalid: The text is too long.
        """
        page = self._browsing.page(page_id, viewer=viewer)
        found = corrected(page.text, text, self._analyzer.language(text))
        return self._editions.add(page.page_id, found, author=viewer.name, expected=expected)

    def restore(self, page_id: str, version: int, *, viewer: Viewer, expected: int) -> int:
        """Make an older version's text the current one again, as a new version; return its number.

        Raises:
            Missing: There is no such page for this viewer, or no such version of its text.
            Conflict: The text is no longer of the expected version.
        """
        page = self._browsing.page(page_id, viewer=viewer)
        return self._editions.add(page.page_id, self._editions.text(page.page_id, version), author=viewer.name, expected=expected)
