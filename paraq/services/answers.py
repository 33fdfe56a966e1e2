"""The answers of the services: what API, command line and screen show, whatever the engine."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from paraq.records.model import Box, PageRecord


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
class PageHit:
    """A page that answers a search. ``snippet`` is a piece of its text; ``snippet_marks`` are (start, end) pairs in it."""

    page: PageRecord
    score: float
    snippet: str
    snippet_marks: tuple[tuple[int, int], ...]
    marks: tuple[Mark, ...]
    cursor: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a search: exact total, the asked hits, facets, and what the searcher must know of how it was read.

    ``notice`` is empty, or says that the query was searched literally because it could not be parsed, and why.
    """

    total: int
    hits: tuple[PageHit, ...]
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    notice: str = ""
