"""Saved searches: a new transfer's pages are matched against them as they are published, and what is new is shown."""

import logging
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol

from paraq.catalogue.cited import Cited
from paraq.catalogue.searches import Saved, SavedSearches
from paraq.errors import Invalid, Missing
from paraq.records.viewer import OPERATOR, Viewer

log = logging.getLogger(__name__)

# More are not watched by one person, and each is asked again for every piece of a transfer.
MOST_SEARCHES: Final = 200
LONGEST_NAME: Final = 200


class Searches(Protocol):
    """What saved searches need of the one way to search."""

    def answering(
        self,
        query: str,
        among: Sequence[str],
        *,
        viewer: Viewer,
        filters: Mapping[str, Sequence[str]] | None = None,
        require_all: bool = False,
    ) -> frozenset[str]:
        """Return which of these pages a search would find."""


@dataclass(frozen=True, slots=True)
class NewPage:
    """A page that a saved search found when it came or was read anew; ``seen`` once the owner said so."""

    page: Cited
    found: datetime
    seen: bool


@dataclass(frozen=True, slots=True)
class SavedState:
    """A saved search; ``new`` counts the pages not yet seen, ``matched`` all that came since it was saved."""

    search: Saved
    new: int
    matched: int


class SavedSearching:
    """The searches that a viewer keeps."""

    def __init__(self, saved: SavedSearches, searching: Searches) -> None:
        self._saved = saved
        self._searching = searching

    def add(
        self,
        name: str,
        query: str,
        *,
        viewer: Viewer,
        filters: Mapping[str, Sequence[str]] | None = None,
        require_all: bool = False,
    ) -> SavedState:
        """Keep a search; what is published from now on is matched against it.

        Raises:
            Invalid: It seeks nothing, has no name, or a filter that does not exist.
        """
        chosen = {field: tuple(values) for field, values in (filters or {}).items() if values}
        if not query.strip() and not chosen:
            raise Invalid("A search without words and filters finds every page", where="query", code="saved-empty")
        if not name.strip() or len(name) > LONGEST_NAME:
            raise Invalid(f"A saved search needs a name of 1 to {LONGEST_NAME} characters", where="name", code="saved-name")
        if len(self._saved.of(viewer.name)) >= MOST_SEARCHES:
            raise Invalid(f"At most {MOST_SEARCHES} searches can be saved", remedy="Remove some", code="saved-many")
        # A filter that does not exist must be told now and not when a transfer comes.
        self._searching.answering(query, ("",), viewer=viewer, filters=chosen, require_all=require_all)
        return SavedState(self._saved.add(viewer.name, name.strip(), query, chosen, require_all), 0, 0)

    def all(self, *, viewer: Viewer) -> list[SavedState]:
        """Return the viewer's searches by name, with the number of new pages that the viewer may see."""
        return [self._state(search, viewer) for search in self._saved.of(viewer.name)]

    def one(self, search_id: str, *, viewer: Viewer) -> SavedState:
        """Return one of the viewer's searches.

        Raises:
            Missing: The viewer has no such search.
        """
        return self._state(self._owned(search_id, viewer), viewer)

    def remove(self, search_id: str, *, viewer: Viewer) -> None:
        """Forget a search.

        Raises:
            Missing: The viewer has no such search.
        """
        self._saved.remove(self._owned(search_id, viewer).search_id)

    def new(self, search_id: str, *, viewer: Viewer, also_seen: bool = False) -> list[NewPage]:
        """Return the pages that are new for a search and that the viewer may see, newest first.

        Raises:
            Missing: The viewer has no such search.
        """
        search = self._owned(search_id, viewer)
        matches = self._saved.matches(search.search_id, unseen_only=not also_seen)
        pages = self._saved.cited([match.page_id for match in matches], viewer)
        return [NewPage(pages[match.page_id], match.found, match.seen) for match in matches if match.page_id in pages]

    def seen(self, search_id: str, page_ids: Sequence[str] = (), *, viewer: Viewer) -> int:
        """Note that the viewer saw these new pages, or all that they may see; return how many were new till now.

        Raises:
            Missing: The viewer has no such search.
        """
        shown = [new.page.page_id for new in self.new(search_id, viewer=viewer)]
        wanted = set(page_ids or shown)
        return self._saved.seen(search_id, [page_id for page_id in shown if page_id in wanted])

    def _owned(self, search_id: str, viewer: Viewer) -> Saved:
        found = self._saved.of(viewer.name, search_id)
        if not found:
            raise Missing("There is no such saved search", where=search_id, code="saved-missing")
        return found[0]

    def _state(self, search: Saved, viewer: Viewer) -> SavedState:
        matches = self._saved.matches(search.search_id, unseen_only=False)
        pages = self._saved.cited([match.page_id for match in matches], viewer)
        visible = [match for match in matches if match.page_id in pages]
        return SavedState(search, sum(not match.seen for match in visible), len(visible))


class Watching:
    """Matches pages against all saved searches as they are published.

    A page is new for a search that finds it now and did not find it before it came, or was read or described anew. Every search
    is asked for all pages, whoever may see them: that is told apart when its owner looks, by the rights of that day.
    """

    def __init__(self, saved: SavedSearches, searching: Searches) -> None:
        self._saved = saved
        self._searching = searching

    def before(self, page_ids: Sequence[str]) -> Mapping[str, Collection[str]]:
        """Return which of these pages each search finds already; asked before the index is told of them."""
        searches = self._saved.every()
        known = tuple(sorted(self._searching.answering("", page_ids, viewer=OPERATOR))) if searches else ()
        return {search.search_id: self._found(search, known) for search in searches}

    def after(self, page_ids: Sequence[str], before: Mapping[str, Collection[str]]) -> None:
        """Note what is new; asked once the index knows the pages, and again if the process was killed in between."""
        if not before:
            return
        published = self._saved.first_published(page_ids)
        for search in self._saved.every():
            if search.search_id in before:
                # What came after the search was saved is new for it even if a killed process told the index of it already.
                fresh = {page_id for page_id, moment in published.items() if moment >= search.made}
                old = frozenset(before[search.search_id]) - fresh
                self._saved.matched(search.search_id, sorted(self._found(search, page_ids) - old))

    def _found(self, search: Saved, page_ids: Sequence[str]) -> frozenset[str]:
        if not page_ids:
            return frozenset()
        try:
            return self._searching.answering(
                search.query, page_ids, viewer=OPERATOR, filters=search.filters, require_all=search.require_all
            )
        except Invalid:
            # One search that a newer version cannot ask any more must not keep pages from being published.
            log.exception("Saved search %s cannot be asked", search.search_id)
            return frozenset()
