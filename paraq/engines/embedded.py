"""The embedded engine: Tantivy in a folder. One writer at a time over all processes, any number of readers."""

import heapq
import threading
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Final

import tantivy

from paraq.engines.cursor import Cursor, Snapshots
from paraq.engines.document import BLANK, NUMBER_FILTERS, POSITIONAL, TEXT_FILTERS, IndexedPage
from paraq.engines.embedded_build import TantivyBuild, Writing, writable
from paraq.engines.embedded_files import Generations, Live
from paraq.engines.embedded_lists import (
    GROUP_FIELDS,
    SORT_FIELDS,
    PageLists,
    after_key,
    page_of,
    part_field,
)
from paraq.engines.embedded_plan import compiled
from paraq.engines.groups import grouped
from paraq.engines.ports import Ask, Found, Group, Hit, Meanwhile, Order, nothing
from paraq.engines.similar import beginnings, edited, nearest
from paraq.errors import Unavailable
from paraq.query.plan import Plan

# Terms of one prefix that are compared by frequency; more are only seen for one or two letters.
COMPLETION_TERMS: Final = 20_000
# Of which so many are looked for among the pages that may be seen; rarer ones are found by typing on.
COMPLETIONS_TRIED: Final = 200
ID_BATCH: Final = 10_000
# Terms that begin alike and are compared with a misspelt one.
SIMILAR_TRIED: Final = 20_000


def schema() -> tantivy.Schema:
    """Return the fields of the index; see ADR 0001 for what each costs."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("page_id", stored=True, tokenizer_name="raw", index_option="basic")
    for layer in POSITIONAL:
        builder.add_text_field(layer, tokenizer_name="terms", index_option="position")
    builder.add_text_field("grams", tokenizer_name="terms", index_option="freq")
    for name in TEXT_FILTERS:
        builder.add_text_field(name, stored=name in GROUP_FIELDS, fast=True, tokenizer_name="raw", index_option="basic")
    for name in NUMBER_FILTERS:
        builder.add_unsigned_field(name, indexed=True, fast=True)
    builder.add_unsigned_field("stamp", fast=True)
    for group_by in GROUP_FIELDS:
        builder.add_unsigned_field(part_field(group_by), fast=True)
    for name in SORT_FIELDS.values():
        builder.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    return builder.build()


@dataclass(frozen=True, slots=True)
class _Opened:
    """A generation as it was when it was last looked at."""

    generation: Path
    changed: int
    index: tantivy.Index
    searcher: tantivy.Searcher


class TantivyEngine:
    """The index of one installation, in ``folder``.

    Args:
        folder: Where the index lives; made if absent.
        fingerprint: What a new index is stamped with, see :meth:`fingerprint`.
    """

    name = "tantivy"

    def __init__(self, folder: Path, fingerprint: str = "") -> None:
        self._files = Generations(folder)
        self._schema = schema()
        self._snapshots: Snapshots[tantivy.Searcher] = Snapshots()
        self._opened: _Opened | None = None
        self._opening = threading.Lock()
        self._counting = ThreadPoolExecutor(thread_name_prefix="counting")
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with self._files.lock():
                if self._files.live() is None:
                    fresh = self._files.begin()
                    self._open(fresh)
                    self._files.swap(fresh, fingerprint)
        except OSError as error:
            raise Unavailable("The index cannot be opened", where=str(folder), remedy=str(error), code="index") from error

    def _live(self) -> Live:
        live = self._files.live()
        if live is None:
            raise Unavailable("The index was removed", where=str(self._files.folder), remedy="Run paraq reindex", code="index")
        return live

    def _open(self, path: Path) -> tantivy.Index:
        try:
            index = tantivy.Index(self._schema, str(path))
        except (ValueError, OSError) as error:
            raise Unavailable(
                "The index was made by another version or is damaged",
                where=str(path),
                remedy="Run paraq reindex",
                code="index",
            ) from error
        terms = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
        index.register_tokenizer("terms", terms)
        index.config_reader("manual")
        return index

    def _reading(self) -> _Opened:
        """Return the newest commit; files are only read if one of them changed."""
        generation = self._live().path
        changed = (generation / "meta.json").stat().st_mtime_ns
        with self._opening:
            known = self._opened
            if known and (known.generation, known.changed) == (generation, changed):
                return known
            index = known.index if known and known.generation == generation else self._open(generation)
            index.reload()
            self._opened = _Opened(generation, changed, index, index.searcher())
            return self._opened

    def write(self, pages: Iterable[IndexedPage], removed: Iterable[str] = ()) -> None:
        """Put pages in or replace them, take pages out; durable and searchable on return."""
        newest = {page.page_id: page for page in pages}
        with self._files.lock():
            path = self._live().path
            with writable(path):
                writing = Writing(self._open(path), self._schema)
                writing.put(newest.values(), removed)
                writing.commit()
                writing.finish()

    @contextmanager
    def build(self, fingerprint: str, *, resume: bool = True) -> Iterator[TantivyBuild]:
        """Begin a new generation beside the live one, or go on with an unfinished one."""
        with self._files.lock("rebuild", patience=0):
            path = self._files.begin(fingerprint if resume else "")
            yield TantivyBuild(self._files, path, fingerprint, self._schema, self._open)

    def rebuilt(self, batches: Iterable[Sequence[IndexedPage]], fingerprint: str) -> int:
        """Build a new generation of these pages at one go, swap it in, return its page count."""
        with self.build(fingerprint, resume=False) as build:
            build.add(chain.from_iterable(batches), "")
            build.swap()
        return self.count()

    def drop_old(self) -> int:
        """Remove generations that are not live; return how many."""
        with self._files.lock("rebuild", patience=0):
            return self._files.drop()

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
        """Return the pages that fit, best first, ties by page id."""
        return self._asked(Ask(plan, limit, after, order, facets, group_by))

    def searches(self, asked: Sequence[Ask], meanwhile: Meanwhile = nothing) -> list[Found]:
        """Make several searches at once: what is only counted is counted on other cores."""
        counts = [place for place, ask in enumerate(asked) if ask.limit <= 0 and not ask.group_by and place]
        counting = {place: self._counting.submit(self._asked, asked[place]) for place in counts}
        lists = {
            place: self._asked(ask, nothing if place else meanwhile) for place, ask in enumerate(asked) if place not in counting
        }
        return [counting[place].result() if place in counting else lists[place] for place in range(len(asked))]

    def _asked(self, ask: Ask, meanwhile: Meanwhile = nothing) -> Found:
        pages = self._pages(self._at(Cursor.read(ask.after, ask.order)))
        if ask.limit <= 0 and not ask.group_by:
            meanwhile(())
            with self._readable():
                total, counted = pages.counted(ask.plan, ask.facets)
            return Found(total, (), counted)
        # Tantivy lets other threads run: pages are counted on one core while the best are found, and shown, on another.
        counting = self._counting.submit(pages.counted, ask.plan, ask.facets)
        with self._readable():
            hits, groups = _listed(pages, ask)
        meanwhile(hits)
        with self._readable():
            total, counted = counting.result()
        return Found(total, hits, counted, groups)

    def _at(self, cursor: Cursor | None) -> tantivy.Searcher:
        """Return the state of the index that a list is read from: the one it began with while it is kept, else the newest."""
        kept = self._snapshots.get(cursor.snapshot) if cursor else None
        return kept or self._reading().searcher

    def _pages(self, searcher: tantivy.Searcher) -> PageLists:
        return PageLists(searcher, self._reading().index, self._schema, self._snapshots)

    @contextmanager
    def _readable(self) -> Iterator[None]:
        try:
            yield
        except (ValueError, OSError) as error:
            raise Unavailable(
                "The index cannot be searched", where=str(self._files.folder), remedy=str(error), code="index"
            ) from error

    def completions(self, prefix: str, limit: int = 10, *, field: str = "exact", within: Plan | None = None) -> list[str]:
        """Return terms of a field, of the layer ``exact`` or one of ``TEXT_FILTERS``, that begin with the prefix.

        Most frequent first; with ``within`` only those of pages that fit it.
        """
        searcher = self._reading().searcher
        found = searcher.terms_with_prefix(field, prefix, limit=COMPLETION_TERMS)
        most = limit if within is None else COMPLETIONS_TRIED
        best = (term for term, _ in heapq.nsmallest(most, found, key=lambda pair: (-pair[1], pair[0])) if term != BLANK)
        if within is None:
            return list(best)
        inside = compiled(within, self._schema)
        return list(islice((term for term in best if self._is_there(searcher, field, term, inside)), limit))

    def _is_there(self, searcher: tantivy.Searcher, field: str, term: str, inside: tantivy.Query) -> bool:
        having = tantivy.Query.term_query(self._schema, field, term, index_option="basic")
        both = tantivy.Query.boolean_query([(tantivy.Occur.Must, having), (tantivy.Occur.Must, inside)])
        return bool(searcher.search(both, 1, count=False).hits)

    def similar_terms(self, word: str, distance: int = 1, limit: int = 10) -> list[tuple[str, int]]:
        """Return other terms of the ``exact`` layer within some edits, nearest first, then most frequent."""
        searcher = self._reading().searcher
        counted: dict[str, int] = {}
        for term in edited(word):
            if pages := searcher.doc_freq("exact", term):
                counted[term] = pages
        if distance > 1:
            for start in beginnings(word):
                counted |= dict(searcher.terms_with_prefix("exact", start, limit=SIMILAR_TRIED))
        return nearest(word, counted, distance, limit)

    def page_ids(self) -> Iterator[str]:
        """Return the ids of all pages in the index, in order."""
        searcher = self._reading().searcher
        everything = query = tantivy.Query.all_query()
        while True:
            found = searcher.search(query, ID_BATCH, count=False, order_by_field="by_page", order=tantivy.Order.Asc).hits
            keys = [str(key) for key, _ in found]
            yield from map(page_of, keys)
            if len(keys) < ID_BATCH:
                return
            query = after_key(self._reading().index, everything, "by_page", keys[-1])

    def stamps_of(self, page_ids: Sequence[str]) -> dict[str, int]:
        """Return what these pages were indexed as, without those that the index lacks."""
        with self._readable():
            return self._pages(self._reading().searcher).stamps_of(page_ids)

    def count(self) -> int:
        """Return the number of pages in the index."""
        return int(self._reading().searcher.num_docs)

    def fingerprint(self) -> str:
        """Return what the index was built with."""
        return self._live().fingerprint

    def close(self) -> None:
        """Forget the open files; the system closes them with the last searcher."""
        self._counting.shutdown()
        self._snapshots.clear()
        self._opened = None


def _listed(pages: PageLists, ask: Ask) -> tuple[tuple[Hit, ...], int]:
    """Return the hits of a list and the number of its groups."""
    if not ask.group_by:
        return pages.hits_of(ask.plan, ask.limit, ask.after, ask.order), 0
    hits = grouped(pages, ask.plan, ask.limit, ask.after, ask.order, ask.group_by)
    return hits, pages.group_total(ask.plan, ask.group_by)
