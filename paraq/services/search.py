"""One way to search, for screen, API, command line and batch alike."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final, Protocol

from paraq.catalogue.words import within
from paraq.engines.document import fingerprint, stamp_of
from paraq.engines.kept import KeptPages
from paraq.engines.ports import Ask, Engine, Group, Hit, Order
from paraq.errors import Invalid, Missing
from paraq.query.match import matches
from paraq.query.mistakes import LISTS, UNSEARCHED, Mistake, wordless
from paraq.query.parse import NO_WORDS, Parsed, literal_words, parse, parse_leniently
from paraq.query.plan import AllOf, Among, AnyOf, Plan, Without, finds_nothing
from paraq.query.resolve import resolve
from paraq.query.resolved import Resolved
from paraq.query.tree import Tree
from paraq.records.model import Box, PageRecord, PageText
from paraq.records.viewer import Viewer
from paraq.services.access import sight
from paraq.services.answers import Answer, Correction, Grouping, Mark, PageHit
from paraq.services.corrections import corrected, corrections
from paraq.services.facets import counting, restricted, restriction
from paraq.services.similar import likeness
from paraq.services.snippets import best_cluster, snippet
from paraq.services.suggest import Suggestion, suggestions
from paraq.text.analysis import Analyzer
from paraq.text.columns import Columns
from paraq.text.keyboards import on_other_keys

# Pages whose words are kept: who searches narrows down and pages back and forth; about 0.05 MB each.
KEPT_PAGES: Final = 400
# Elasticsearch gives at most 10,000 hits at once.
IDS_A_TIME: Final = 5_000
# More than a list on a screen has, few enough that a long list is not in memory whole.
LEARNT_AT_ONCE: Final = 100


GROUPS: Final[Mapping[Grouping, Group]] = {"": "", "document": "document_id", "file": "file_key"}


class Pages(Protocol):
    """What searching needs of the catalogue."""

    def pages(self, page_ids: Sequence[str]) -> list[PageRecord]:
        """Return these pages in this order, without those that do not exist."""


class Searching:
    """Searches the pages of one archive."""

    def __init__(self, catalogue: Pages, engine: Engine, analyzer: Analyzer, kept: KeptPages | None = None) -> None:
        """Search with these parts; ``kept`` spares the analysis of pages that are shown."""
        self._catalogue = catalogue
        self._engine = engine
        self._analyzer = analyzer
        self._kept = kept
        self._words: dict[tuple[str, int], Columns] = {}

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
        strict: bool = False,
        group_by: Grouping = "",
        correct: bool = False,
    ) -> Answer:
        """Return the pages that answer a query.

        Args:
            query: A query in the language of docs/howto/search.md; empty for every page.
            viewer: Who asks; only pages that they may see are found or counted.
            limit: Most hits to return.
            after: Cursor of the last hit already seen; empty for the first ones.
            order: ``relevance``, ``date`` or ``reference``.
            facets: Fields to count by, and ``quality`` and ``access``; a field that is also filtered counts as if it were not.
            filters: Values by field, any of them; ``year``, ``decade``, ``confidence`` also take ranges such as ``1978..1986``.
            without: Values by field, none of them.
            require_all: Words side by side must all be on the page.
            strict: A mistake in the query is an error; otherwise its words are searched literally and ``notice`` says so.
            group_by: ``document`` or ``file`` for one hit of each document or archival file, its first in the order of the list.
            correct: Tell words that may be meant instead of those that find nothing or little; not beside a mistake, whose
                own suggestion comes first.

        Raises:
            Invalid: A mistake in a strict query, a field that does not exist, or a cursor of another list.
            Unavailable: Engine or catalogue cannot be reached.
        """
        tree, resolved, mistake = self._read(query, require_all, strict)
        restrictions = _restrictions(filters)
        allowed = sight(viewer)
        seen: Plan = AllOf((resolved.plan, allowed))
        if excluded := tuple(_restrictions(without).values()):
            seen = Without(seen, AnyOf(excluded))
        counts = counting(facets, seen, restrictions)
        asked = Ask(restricted(seen, restrictions), _one_more(limit), after, order, counts.own, GROUPS[group_by])
        listed: list[PageHit] = []
        # Pages are made ready while the engine still counts.
        found, *beside = self._engine.searches(
            (asked, *counts.beside), lambda first: listed.extend(self._listed(first[:limit], resolved))
        )
        hits = tuple(listed)
        slips = corrections(self._engine, self._analyzer, tree, hits, allowed) if correct and not after and not mistake else ()
        others = self._on_other_keys(query, viewer, filters) if correct and not found.total else ()
        return Answer(
            found.total,
            hits,
            counts.read(found, beside),
            str(mistake) if mistake else "",
            mistake,
            found.groups,
            others or tuple(correction for _, correction in slips),
            others[0].instead if others else corrected(query, slips),
            len(found.hits) > limit,
        )

    def _on_other_keys(self, query: str, viewer: Viewer, filters: Mapping[str, Sequence[str]] | None) -> tuple[Correction, ...]:
        """Return the query as the keys write it in the layout that may have been meant, if all of its words are found."""
        other = on_other_keys(query)
        if not other:
            return ()
        pages = self.search(other, viewer=viewer, limit=0, filters=filters, require_all=True).total
        return (Correction(query, other, pages),) if pages else ()

    def similar(self, page_id: str, *, viewer: Viewer, limit: int = 20, after: str = "") -> Answer:
        """Return the pages that are most like a page, with the words marked that they share.

        Raises:
            Missing: There is no such page for this viewer.
            Unavailable: Engine or catalogue cannot be reached.
        """
        page = next(iter(self._catalogue.pages([page_id])), None)
        if page is None or not viewer.may_see(page.description.opens, page.description.reference.fonds, date.today()):
            raise Missing(f"There is no page {page_id}", where=page_id, code="page-missing")
        resolved = likeness(page_id, self._words_of(page).tokens(page.text.text))
        found = self._engine.search(AllOf((resolved.plan, sight(viewer))), limit=_one_more(limit), after=after)
        return Answer(found.total, self._listed(found.hits[:limit], resolved), more=len(found.hits) > limit)

    def suggestions(self, typed: str, *, viewer: Viewer, limit: int = 10) -> list[Suggestion]:
        """Return names that go on like what is typed; see :func:`paraq.services.suggest.suggestions`."""
        return suggestions(self._engine, typed, viewer=viewer, limit=limit)

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
        plan = AllOf((self._plan(query, viewer, filters, require_all), Among("page_id", tuple(among))))
        return frozenset(hit.page_id for hit in self._engine.search(plan, limit=len(among)).hits)

    def every_id(
        self, query: str, *, viewer: Viewer, filters: Mapping[str, Sequence[str]] | None = None
    ) -> Iterator[tuple[str, ...]]:
        """Return the ids of all pages that :meth:`search` would find, in the order of their references, many at a time."""
        plan = self._plan(query, viewer, filters)
        after = ""
        while hits := self._engine.search(plan, limit=IDS_A_TIME, after=after, order="reference").hits:
            yield tuple(hit.page_id for hit in hits)
            after = hits[-1].cursor

    def _plan(self, query: str, viewer: Viewer, filters: Mapping[str, Sequence[str]] | None, require_all: bool = False) -> Plan:
        resolved, _ = self.understood(query, require_all=require_all)
        return restricted(AllOf((resolved.plan, sight(viewer))), _restrictions(filters))

    def understood(self, query: str, *, require_all: bool = False, strict: bool = False) -> tuple[Resolved, str]:
        """Return the plan of a query and the notice of how it was read, empty if it was read as written.

        Raises:
            Invalid: A mistake in a strict query.
        """
        _, resolved, mistake = self._read(query, require_all, strict)
        return resolved, str(mistake) if mistake else ""

    def _read(self, query: str, require_all: bool, strict: bool) -> tuple[Tree, Resolved, Mistake | None]:
        """Return the tree and plan of a query, and the mistake for which it was read as plain words."""
        parsed = Parsed(parse(query)) if strict else parse_leniently(query)
        try:
            resolved = resolve(parsed.tree, self._analyzer, require_all=require_all)
            empty = wordless() if finds_nothing(resolved.plan) else None
            if empty and strict:
                raise empty
            return parsed.tree, resolved, parsed.mistake or empty
        except Invalid as error:
            if strict or error.code in LISTS:
                raise
            mistake = Mistake.of(error)
            words = NO_WORDS if mistake.code in UNSEARCHED else literal_words(query)
            return words, resolve(words, self._analyzer, require_all=require_all), mistake

    def shown(self, page: PageRecord, resolved: Resolved, score: float = 0.0, cursor: str = "") -> PageHit:
        """Return a page with the searched words marked, whether it was found by them or not."""
        marks = tuple(
            Mark(match.start, match.end, boxes_of(page.text, match.start, match.end), match.evidence, match.word)
            for match in matches(resolved, self._words_of(page), page.text.text)
        )
        best = best_cluster(marks)
        text, places = snippet(page.text.text, marks, best[0])
        return PageHit(page, score, text, places, marks, cursor, best=best)

    def _listed(self, found: Sequence[Hit], resolved: Resolved) -> tuple[PageHit, ...]:
        """Return hits with the searched words marked, without those whose page is gone meanwhile."""
        pages = {page.page_id: page for page in self._catalogue.pages([hit.page_id for hit in found])}
        there = [(hit, pages[hit.page_id]) for hit in found if hit.page_id in pages]
        listed: list[PageHit] = []
        for start in range(0, len(there), LEARNT_AT_ONCE):
            some = there[start : start + LEARNT_AT_ONCE]
            self._learn([page for _, page in some if (page.page_id, page.version) not in self._words])
            listed += (
                replace(self.shown(page, resolved, hit.score, hit.cursor), group=hit.group, count=hit.count) for hit, page in some
            )
        return tuple(listed)

    def _words_of(self, page: PageRecord) -> Columns:
        name = (page.page_id, page.version)
        known = self._words.get(name)
        return self._learn([page])[name] if known is None else known

    def _learn(self, pages: Sequence[PageRecord]) -> dict[tuple[str, int], Columns]:
        """Have the words of pages at hand, kept ones by one look for all, and return them."""
        kept = self._kept_words(pages)
        learnt = {(page.page_id, page.version): kept.get(page.page_id) or self._analysed(page) for page in pages}
        self._words.update(learnt)
        # The oldest go, a few at a time: to take apart the words of all at once would hold up every twentieth answer.
        for name in list(self._words)[: max(0, len(self._words) - KEPT_PAGES)]:
            self._words.pop(name, None)
        return learnt

    def _analysed(self, page: PageRecord) -> Columns:
        return Columns.of(self._analyzer.analyze_page(page.text))

    def _kept_words(self, pages: Sequence[PageRecord]) -> dict[str, Columns]:
        if self._kept is None or not pages:
            return {}
        built = fingerprint(self._analyzer)
        return self._kept.words(
            {page.page_id: stamp_of(page.page_id, page.version, page.sheet, page.description, built) for page in pages}
        )


def boxes_of(text: PageText, start: int, end: int) -> tuple[Box, ...]:
    """Return the boxes of the words in this piece of the text; a word broken at a line's end has two."""
    return tuple(word.box for word in within(text.words, start, end))


def _one_more(limit: int) -> int:
    """Return how many hits to ask for so that it shows whether others come after them."""
    return limit + 1 if limit else 0


def _restrictions(filters: Mapping[str, Sequence[str]] | None) -> dict[str, Plan]:
    return {name: restriction(name, values) for name, values in (filters or {}).items() if values}
