"""What an engine must do. Tantivy and Elasticsearch both do all of it; one contract suite proves it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Final, Literal, Protocol

from paraq.engines.document import IndexedPage
from paraq.query.plan import Plan

# No facet of an archive that a person reads has more values; beyond it the most frequent ones are given.
FACET_VALUES: Final = 1000
Order = Literal["relevance", "date", "reference"]
Group = Literal["", "document_id", "file_key"]
"""What hits are grouped by: nothing, the document, or the archival file (a page without a known file goes by its document)."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A page that fits, with its BM25 score; ``cursor`` continues a list after it.

    In a grouped list it is the first page of its group in the order of the list: ``group`` is the value that the group's pages
    share, ``count`` how many of them fit. ``Among(group_by, (group,))`` gives them all.
    """

    page_id: str
    score: float
    cursor: str
    group: str = ""
    count: int = 1


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to one plan: exact ``total`` of pages, the asked slice of hits, and page counts by value for each asked facet.

    ``groups`` is the exact number of groups, 0 if the list is not grouped.
    """

    total: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    groups: int = 0


@dataclass(frozen=True, slots=True)
class Ask:
    """One search among several that are made together; the fields are the arguments of :meth:`Engine.search`."""

    plan: Plan
    limit: int = 0
    after: str = ""
    order: Order = "relevance"
    facets: Sequence[str] = ()
    group_by: Group = ""


Meanwhile = Callable[[Sequence[Hit]], object]
"""What is done with hits while the rest of an answer is on its way."""


def nothing(hits: Sequence[Hit]) -> None:
    """Do nothing with hits."""


class Build(Protocol):
    """A new index beside the live one, from :meth:`Engine.build`. It outlives its process, so that a killed build goes on.

    ``last`` is the mark given with the last pages that are durably in it; empty for a new one.
    """

    last: str

    def add(self, pages: Iterable[IndexedPage], last: str) -> None:
        """Put pages in, durably, and set the mark. Pages that were put in after the last mark and before a crash are replaced."""

    def change(self, pages: Iterable[IndexedPage], removed: Iterable[str] = ()) -> None:
        """Replace pages and take pages out."""

    def search(self, plan: Plan, limit: int = 20) -> Found:
        """Search what is in it."""

    def count(self) -> int:
        """Return the number of pages in it."""

    def swap(self) -> None:
        """Make it the live index; the one before is kept until :meth:`Engine.drop_old` or the next build."""


class Engine(Protocol):
    """A search index of pages."""

    name: str

    def write(self, pages: Iterable[IndexedPage], removed: Iterable[str] = ()) -> None:
        """Put pages in or replace them, take pages out; durable and searchable on return. Repeating it changes nothing.

        Raises:
            Unavailable: The index cannot be reached or written.
            Conflict: Another process is writing.
        """

    def search(
        self,
        plan: Plan,
        *,
        limit: int = 20,
        after: str = "",
        order: Order = "relevance",
        facets: Sequence[str] = (),
        group_by: Group = "",
    ) -> Found:
        """Return the pages that fit, best first, ties by page id; ``after`` is the cursor of the last hit already seen.

        With ``group_by`` the list has one hit for each group, its first, and goes on after a cursor with groups not yet seen.

        Raises:
            Invalid: The plan asks what this engine cannot do; the message names the node.
            Unavailable: The index cannot be reached.
        """

    def searches(self, asked: Sequence[Ask], meanwhile: Meanwhile = nothing) -> list[Found]:
        """Make several searches at once, each as :meth:`search` makes it: a list and the counts beside it cost one wait.

        ``meanwhile`` is called once with the hits of the first of them, as soon as they are there and while pages may still be
        counted; what it raises is raised.
        """

    def completions(self, prefix: str, limit: int = 10, *, field: str = "exact", within: Plan | None = None) -> list[str]:
        """Return terms of a field, of the layer ``exact`` or one of ``TEXT_FILTERS``, that begin with the prefix.

        Most frequent first; with ``within`` only those of pages that fit it.
        """

    def similar_terms(self, word: str, distance: int = 1, limit: int = 10) -> list[tuple[str, int]]:
        """Return other terms of the ``exact`` layer within ``distance`` (1 or 2) edits, with their page counts.

        Nearest first, then most frequent. All terms one edit away are found, and those two edits away that begin alike. Counts
        may include pages replaced or removed of late.
        """

    def page_ids(self) -> Iterator[str]:
        """Return the ids of all pages in the index, in order."""

    def stamps_of(self, page_ids: Sequence[str]) -> Mapping[str, int]:
        """Return what these pages were indexed as (``IndexedPage.stamp``), without those that the index lacks.

        Up to 10,000 at a time.
        """

    def count(self) -> int:
        """Return the number of pages in the index."""

    def fingerprint(self) -> str:
        """Return what the index was built with (schema and analysis); empty for a new index."""

    def rebuilt(self, batches: Iterable[Sequence[IndexedPage]], fingerprint: str) -> int:
        """Build a new index of these pages at one go, swap it in, return its page count; searching goes on meanwhile."""

    def build(self, fingerprint: str, *, resume: bool = True) -> AbstractContextManager[Build]:
        """Begin a new index with this stamp beside the live one, or go on with the one that a process left unfinished.

        Raises:
            Conflict: Another process is building.
        """

    def drop_old(self) -> int:
        """Remove indices that were replaced or left unfinished; return how many."""

    def close(self) -> None:
        """Release files and connections."""
