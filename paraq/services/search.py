"""One way to search, for screen, API, command line and batch alike."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, Protocol

from paraq.engines.document import NUMBER_FILTERS, TEXT_FILTERS
from paraq.engines.ports import Engine, Order
from paraq.errors import Invalid
from paraq.query.match import matches
from paraq.query.parse import Parsed, literal_words, parse, parse_leniently
from paraq.query.plan import AllOf, Among, Plan
from paraq.query.resolve import Resolved, resolve
from paraq.query.values import any_number
from paraq.records.model import Box, PageRecord, PageText
from paraq.records.viewer import Viewer
from paraq.services.access import sight
from paraq.services.answers import Answer, Mark, PageHit
from paraq.services.snippets import snippet
from paraq.text.analysis import Analyzer
from paraq.text.token import Token

# Pages whose words are kept: who searches narrows down and pages back and forth; about 0.1 MB each.
KEPT_PAGES: Final = 400
# Elasticsearch gives at most 10,000 hits at once.
IDS_A_TIME: Final = 5_000


class Pages(Protocol):
    """What searching needs of the catalogue."""

    def pages(self, page_ids: Sequence[str]) -> list[PageRecord]:
        """Return these pages in this order, without those that do not exist."""


class Searching:
    """Searches the pages of one archive."""

    def __init__(self, catalogue: Pages, engine: Engine, analyzer: Analyzer) -> None:
        self._catalogue = catalogue
        self._engine = engine
        self._analyzer = analyzer
        self._words: dict[tuple[str, int], list[Token]] = {}

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
        require_all: bool = False,
        strict: bool = False,
    ) -> Answer:
        """Return the pages that answer a query.

        Args:
            query: A query in the language of docs/howto/search.md; empty for every page.
            viewer: Who asks; only pages that they may see are found or counted.
            limit: Most hits to return.
            after: Cursor of the last hit already seen; empty for the first ones.
            order: ``relevance``, ``date`` or ``reference``.
            facets: Fields to count by; a field that is also filtered counts as if it were not.
            filters: Values by field, any of them; ``year`` and ``confidence`` also take ranges such as ``1978..1986``.
            require_all: Words side by side must all be on the page.
            strict: A mistake in the query is an error; otherwise its words are searched literally and ``notice`` says so.

        Raises:
            Invalid: A mistake in a strict query, a field that does not exist, or a cursor of another list.
            Unavailable: Engine or catalogue cannot be reached.
        """
        resolved, notice = self.understood(query, require_all=require_all, strict=strict)
        restrictions = {name: _restriction(name, values) for name, values in (filters or {}).items() if values}
        seen = AllOf((resolved.plan, sight(viewer)))
        found = self._engine.search(
            _restricted(seen, restrictions),
            limit=limit,
            after=after,
            order=order,
            facets=[name for name in facets if name not in restrictions],
        )
        counts = dict(found.facets)
        for name in (name for name in facets if name in restrictions):
            others = {other: plan for other, plan in restrictions.items() if other != name}
            counts.update(self._engine.search(_restricted(seen, others), limit=0, facets=[name]).facets)
        pages = {page.page_id: page for page in self._catalogue.pages([hit.page_id for hit in found.hits])}
        hits = tuple(
            self.shown(pages[hit.page_id], resolved, hit.score, hit.cursor) for hit in found.hits if hit.page_id in pages
        )
        return Answer(found.total, hits, {name: counts[name] for name in facets}, notice)

    def answering(
        self,
        query: str,
        among: Sequence[str],
        *,
        viewer: Viewer,
        filters: Mapping[str, Sequence[str]] | None = None,
        require_all: bool = False,
    ) -> frozenset[str]:
        """Return which of these pages :meth:`search` would find, without looking at their words."""
        resolved, _ = self.understood(query, require_all=require_all)
        restrictions = {name: _restriction(name, values) for name, values in (filters or {}).items() if values}
        plan = AllOf((_restricted(AllOf((resolved.plan, sight(viewer))), restrictions), Among("page_id", tuple(among))))
        return frozenset(hit.page_id for hit in self._engine.search(plan, limit=len(among)).hits)

    def every_id(
        self, query: str, *, viewer: Viewer, filters: Mapping[str, Sequence[str]] | None = None
    ) -> Iterator[tuple[str, ...]]:
        """Return the ids of all pages that :meth:`search` would find, in the order of their references, many at a time."""
        resolved, _ = self.understood(query)
        restrictions = {name: _restriction(name, values) for name, values in (filters or {}).items() if values}
        plan = _restricted(AllOf((resolved.plan, sight(viewer))), restrictions)
        after = ""
        while hits := self._engine.search(plan, limit=IDS_A_TIME, after=after, order="reference").hits:
            yield tuple(hit.page_id for hit in hits)
            after = hits[-1].cursor

    def understood(self, query: str, *, require_all: bool = False, strict: bool = False) -> tuple[Resolved, str]:
        """Return the plan of a query and the notice of how it was read, empty if it was read as written.

        Raises:
            Invalid: A mistake in a strict query.
        """
        parsed = Parsed(parse(query)) if strict else parse_leniently(query)
        try:
            return resolve(parsed.tree, self._analyzer, require_all=require_all), parsed.notice
        except Invalid as error:
            if strict:
                raise
            return resolve(literal_words(query), self._analyzer, require_all=require_all), str(error)

    def shown(self, page: PageRecord, resolved: Resolved, score: float = 0.0, cursor: str = "") -> PageHit:
        """Return a page with the searched words marked, whether it was found by them or not."""
        marks = tuple(
            Mark(match.start, match.end, boxes_of(page.text, match.start, match.end), match.evidence, match.word)
            for match in matches(resolved, self._tokens(page), page.text.text)
        )
        text, places = snippet(page.text.text, marks)
        return PageHit(page, score, text, places, marks, cursor)

    def _tokens(self, page: PageRecord) -> list[Token]:
        name = (page.page_id, page.version)
        tokens = self._words.get(name)
        if tokens is None:
            tokens = self._analyzer.analyze_page(page.text)
            if len(self._words) >= KEPT_PAGES:
                self._words.clear()
            self._words[name] = tokens
        return tokens


def boxes_of(text: PageText, start: int, end: int) -> tuple[Box, ...]:
    """Return the boxes of the words in this piece of the text; a word broken at a line's end has two."""
    return tuple(word.box for word in text.words if word.start < end and word.end > start)


def _restricted(plan: Plan, restrictions: Mapping[str, Plan]) -> Plan:
    return AllOf((plan, *restrictions.values())) if restrictions else plan


def _restriction(name: str, values: Sequence[str]) -> Plan:
    if name in TEXT_FILTERS:
        return Among(name, tuple(values))
    if name not in NUMBER_FILTERS:
        raise Invalid(f"There is no filter {name}", where="filters", code="filter-unknown")
    return any_number(name, tuple(values))
