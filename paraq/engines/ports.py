"""What an engine must do. Tantivy and Elasticsearch both do all of it; one contract suite proves it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal, Protocol

from paraq.engines.document import IndexedPage
from paraq.query.plan import Plan

# No facet of an archive that a person reads has more values; beyond it the most frequent ones are given.
FACET_VALUES: Final = 1000
Order = Literal["relevance", "date", "reference"]


@dataclass(frozen=True, slots=True)
class Hit:
    """A page that fits, with its BM25 score; ``cursor`` continues a list after it."""

    page_id: str
    score: float
    cursor: str


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to one plan: exact ``total``, the asked slice of hits, and page counts by value for each asked facet."""

    total: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


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
        self, plan: Plan, *, limit: int = 20, after: str = "", order: Order = "relevance", facets: Sequence[str] = ()
    ) -> Found:
        """Return the pages that fit, best first, ties by page id; ``after`` is the cursor of the last hit already seen.

        Raises:
            Invalid: The plan asks what this engine cannot do; the message names the node.
            Unavailable: The index cannot be reached.
        """

    def completions(self, prefix: str, limit: int = 10, *, field: str = "exact", within: Plan | None = None) -> list[str]:
        """Return terms of a field, of the layer ``exact`` or one of ``TEXT_FILTERS``, that begin with the prefix.

        Most frequent first; with ``within`` only those of pages that fit it.
        """

    def page_ids(self) -> Iterator[str]:
        """Return the ids of all pages in the index, in order."""

    def count(self) -> int:
        """Return the number of pages in the index."""

    def fingerprint(self) -> str:
        """Return what the index was built with (schema and analysis); empty for a new index."""

    def rebuilt(self, batches: Iterable[Sequence[IndexedPage]], fingerprint: str) -> int:
        """Build a new index beside the live one, swap it in, return its page count; searching goes on meanwhile."""

    def close(self) -> None:
        """Release files and connections."""
