"""The answers of the services: what API, command line and screen show, whatever the engine."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

from paraq.engines.ports import Order
from paraq.query.mistakes import Mistake
from paraq.records.model import Box, PageRecord
from paraq.records.viewer import Viewer

Grouping = Literal["", "document", "file"]


@dataclass(frozen=True, slots=True)
class Mark:
    """One marked place of a hit: characters of the page's text, their boxes, and why they are marked.

    ``evidence`` is ``exact`` (as written), ``form`` (other grammatical form), ``spelling`` (other spelling or script), ``ocr``
    (look-alike or other reading) or ``initial``; ``term`` is the searched word it answers.
    """

    start: int
    end: int
    boxes: tuple[Box, ...]
    evidence: str
    term: str


@dataclass(frozen=True, slots=True)
class Why:
    """Why a page is a hit for one searched word and one kind of evidence: how the word is written there, and where.

    Attributes:
        term: The searched word.
        evidence: As of :class:`Mark`.
        written: The words of the page that answer it, each spelling once, in order.
        marks: Their places.
    """

    term: str
    evidence: str
    written: tuple[str, ...]
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class PageHit:
    """A page that answers a search. ``snippet`` is a piece of its text; ``snippet_marks`` are (start, end) pairs in it.

    The piece shows the marks from ``best[0]`` up to ``best[1]``.
    In a grouped list ``group`` is what the pages of its group share, a value of the filter ``document_id`` or ``file_key``, and
    ``count`` how many of them answer the search; otherwise they are empty and 1.
    """

    page: PageRecord
    score: float
    snippet: str
    snippet_marks: tuple[tuple[int, int], ...]
    marks: tuple[Mark, ...]
    cursor: str
    group: str = ""
    count: int = 1
    best: tuple[int, int] = (0, 0)

    @property
    def best_first(self) -> tuple[Mark, ...]:
        """The marks, those that the snippet shows before all others."""
        first, last = self.best
        return (*self.marks[first:last], *self.marks[:first], *self.marks[last:])

    @property
    def why(self) -> tuple[Why, ...]:
        """Why the page was found, a line for each searched word and kind of evidence, in the order of the page."""
        grouped: dict[tuple[str, str], list[Mark]] = {}
        for mark in self.marks:
            grouped.setdefault((mark.term, mark.evidence), []).append(mark)
        return tuple(Why(term, evidence, self._written(marks), tuple(marks)) for (term, evidence), marks in grouped.items())

    def _written(self, marks: list[Mark]) -> tuple[str, ...]:
        text = self.page.text.text
        return tuple(dict.fromkeys(text[mark.start : mark.end] for mark in marks))


@dataclass(frozen=True, slots=True)
class Correction:
    """A word that finds nothing or little, another word of the archive that may be meant, and how many pages that finds."""

    word: str
    instead: str
    pages: int


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a search: exact total, the asked hits, facets, and what the searcher must know of how it was read.

    Attributes:
        total: Exact number of pages.
        hits: Pages, or in a grouped list the first page of each group.
        facets: For each asked facet the number of pages by value.
        notice: Empty, or in English that the query was searched literally because it could not be read, and why.
        mistake: What ``notice`` says, for translators.
        groups: Exact number of groups, 0 if the list is not grouped.
        corrections: Words that may be meant instead of those that find nothing or little.
        meant: The whole query with these words, empty if there are none.
        more: Whether others come after these hits.
    """

    total: int
    hits: tuple[PageHit, ...]
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    notice: str = ""
    mistake: Mistake | None = None
    groups: int = 0
    corrections: tuple[Correction, ...] = ()
    meant: str = ""
    more: bool = False


class Searches(Protocol):
    """The one way to search, as services and API use it; see :class:`paraq.services.search.Searching`."""

    def search(
        self,
        query: str,
        *,
        viewer: Viewer,
        limit: int = 20,
        after: str = "",
        order: Order = "relevance",
        facets: Sequence[str] = (),
        filters: Mapping[str, Sequence[str]] | None = None,
        without: Mapping[str, Sequence[str]] | None = None,
        require_all: bool = False,
        group_by: Grouping = "",
        correct: bool = False,
    ) -> Answer:
        """Return the pages that answer a query; an empty query finds all that fit the filters."""
