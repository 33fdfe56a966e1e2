"""The embedded engine: Tantivy in a folder. One writer at a time over all processes, any number of readers."""

import heapq
import re
import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, groupby, islice
from operator import itemgetter
from pathlib import Path
from typing import Any, Final

import tantivy

from paraq.engines.cursor import Cursor, Snapshots
from paraq.engines.document import BLANK, NUMBER_FILTERS, POSITIONAL, TEXT_FILTERS, IndexedPage, stored_grams, stored_terms
from paraq.engines.embedded_files import Generations, Live
from paraq.engines.embedded_plan import compiled, constant_score
from paraq.engines.ports import FACET_VALUES, Found, Hit, Order
from paraq.errors import Invalid, Unavailable
from paraq.query.plan import Plan

# Tantivy refuses less than 15 MB; 64 MB hold some 30,000 pages between two flushes.
WRITER_MEMORY: Final = 64_000_000
# Terms of one prefix that are compared by frequency; more are only seen for one or two letters.
COMPLETION_TERMS: Final = 20_000
# Of which so many are looked for among the pages that may be seen; rarer ones are found by typing on.
COMPLETIONS_TRIED: Final = 200
ID_BATCH: Final = 10_000
SORT_FIELDS: Final[dict[Order, str]] = {"relevance": "by_page", "date": "by_date", "reference": "by_reference"}
HEXADECIMAL: Final = re.compile("[0-9a-f]+")
SEPARATOR: Final = "\x1f"


def sort_key(page: IndexedPage, order: Order) -> str:
    """Return what a page is sorted by, unlike any other page's; in hexadecimal, which Tantivy's query parser cannot misread."""
    return (page.order.get(order, "") + SEPARATOR + page.page_id).encode().hex()


def page_of(key: str) -> str:
    """Return the id of the page with this sort key."""
    return bytes.fromhex(key).decode().rpartition(SEPARATOR)[2]


def schema() -> tantivy.Schema:
    """Return the fields of the index; see ADR 0001 for what each costs."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("page_id", stored=True, tokenizer_name="raw", index_option="basic")
    for layer in POSITIONAL:
        builder.add_text_field(layer, tokenizer_name="terms", index_option="position")
    builder.add_text_field("grams", tokenizer_name="terms", index_option="freq")
    for name in TEXT_FILTERS:
        builder.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    for name in NUMBER_FILTERS:
        builder.add_unsigned_field(name, indexed=True, fast=True)
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
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with self._files.lock():
                if self._files.live() is None:
                    fresh = self._files.begin()
                    self._open(fresh)
                    self._files.swap(fresh, fingerprint)
        except OSError as error:
            raise Unavailable("The index cannot be opened", where=str(folder), remedy=str(error)) from error

    def _live(self) -> Live:
        live = self._files.live()
        if live is None:
            raise Unavailable("The index was removed", where=str(self._files.folder), remedy="Run paraq reindex")
        return live

    def _open(self, path: Path) -> tantivy.Index:
        try:
            index = tantivy.Index(self._schema, str(path))
        except (ValueError, OSError) as error:
            raise Unavailable(
                "The index was made by another version or is damaged", where=str(path), remedy="Run paraq reindex"
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

    def _fill(self, path: Path, pages: Iterable[IndexedPage], removed: Iterable[str], *, replace: bool) -> None:
        try:
            writer = self._open(path).writer(WRITER_MEMORY, 1)
            for page_id in removed:
                writer.delete_documents_by_term("page_id", page_id)
            for page in pages:
                if replace:
                    writer.delete_documents_by_term("page_id", page.page_id)
                writer.add_document(self._document(page))
            writer.commit()
            writer.wait_merging_threads()
        except (ValueError, OSError) as error:
            raise Unavailable("The index cannot be written", where=str(path), remedy=str(error)) from error

    def _document(self, page: IndexedPage) -> tantivy.Document:
        fields: dict[str, Any] = {"page_id": [page.page_id], "grams": [" ".join(stored_grams(page))]}
        fields.update({name: list(values) for name, values in page.filters.items()})
        fields.update({name: list(values) for name, values in page.numbers.items()})
        fields.update({name: [sort_key(page, order)] for order, name in SORT_FIELDS.items()})
        several = {}
        for layer in POSITIONAL:
            terms = stored_terms(page, layer)
            text = " ".join(term for _, term in terms)
            # Tantivy's own splitting is several times faster than handing over tokens, and right unless a place has two terms.
            if all(position == index for index, (position, _) in enumerate(terms)):
                fields[layer] = [text]
            else:
                several[layer] = tantivy.PreTokenizedString(text, [tantivy.Token(t, p, 0, len(t)) for p, t in terms])
        document = tantivy.Document.from_dict(fields, self._schema)
        for layer, tokens in several.items():
            document.add_pre_tokenized_text(layer, tokens)
        return document

    def write(self, pages: Iterable[IndexedPage], removed: Iterable[str] = ()) -> None:
        """Put pages in or replace them, take pages out; durable and searchable on return."""
        newest = {page.page_id: page for page in pages}
        with self._files.lock():
            self._fill(self._live().path, newest.values(), removed, replace=True)

    def rebuilt(self, batches: Iterable[Sequence[IndexedPage]], fingerprint: str) -> int:
        """Build a new generation beside the live one, swap it in, return its page count; the old one is kept until the next."""
        with self._files.lock("rebuild"):
            fresh = self._files.begin()
            self._fill(fresh, chain.from_iterable(batches), (), replace=True)
            with self._files.lock():
                self._files.swap(fresh, fingerprint)
        return self.count()

    def search(
        self, plan: Plan, *, limit: int = 20, after: str = "", order: Order = "relevance", facets: Sequence[str] = ()
    ) -> Found:
        """Return the pages that fit, best first, ties by page id."""
        cursor = Cursor.read(after, order)
        searcher = self._snapshots.get(cursor.snapshot) if cursor else None
        searcher = searcher or self._reading().searcher
        query = compiled(plan, self._schema)
        try:
            total = int(searcher.search(query, 1).count or 0)  # type: ignore[attr-defined]
            hits: tuple[Hit, ...] = ()
            if limit > 0:
                score = constant_score(plan)
                if order == "relevance" and score is None:
                    hits = self._by_score(searcher, query, limit, cursor)
                else:
                    hits = self._by_key(searcher, query, limit, cursor, order, score if score and order == "relevance" else 0.0)
            return Found(total, hits, self._facets(searcher, query, facets))
        except (ValueError, OSError) as error:
            raise Unavailable("The index cannot be searched", where=str(self._files.folder), remedy=str(error)) from error

    def _by_key(
        self, searcher: tantivy.Searcher, query: tantivy.Query, limit: int, cursor: Cursor | None, order: Order, score: float
    ) -> tuple[Hit, ...]:
        """Return hits in the order of a field without ties, all with the score given.

        The cursor is the field's last value, so a list goes on at its end as fast as at its beginning.
        """
        name = SORT_FIELDS[order]
        if cursor:
            query = self._after(query, name, cursor.key)
        found = searcher.search(query, limit, count=False, order_by_field=name, order=tantivy.Order.Asc).hits
        snapshot = cursor.snapshot if cursor else self._snapshots.keep(searcher)
        return tuple(Hit(page_of(str(key)), score, Cursor(order, snapshot, 0, 0.0, str(key)).written()) for key, _ in found)

    def _by_score(self, searcher: tantivy.Searcher, query: tantivy.Query, limit: int, cursor: Cursor | None) -> tuple[Hit, ...]:
        """Return hits by score, then page id.

        Tantivy orders equal scores by place in the index, so hits are taken in whole groups of one score. ``start`` in the
        cursor is the rank of the group of its hit; if its snapshot is gone, the list is walked from its beginning.
        """
        known = cursor is not None and self._snapshots.get(cursor.snapshot) is searcher
        snapshot = cursor.snapshot if cursor and known else self._snapshots.keep(searcher)
        start = cursor.start if cursor and known else 0
        hits: list[Hit] = []
        for rank, score, places in _groups(searcher, query, start, limit):
            if cursor and score > cursor.score:
                continue
            ids = _ids(searcher, places)
            left = (page_id for page_id in ids if not (cursor and score == cursor.score and page_id <= cursor.key))
            for page_id in heapq.nsmallest(limit - len(hits), left):
                hits.append(Hit(page_id, score, Cursor("relevance", snapshot, rank, score, page_id).written()))
            if len(hits) >= limit:
                break
        return tuple(hits)

    def _facets(self, searcher: tantivy.Searcher, query: tantivy.Query, facets: Sequence[str]) -> dict[str, dict[str, int]]:
        unknown = [name for name in facets if name not in TEXT_FILTERS + NUMBER_FILTERS]
        if unknown:
            raise Invalid(f"There is no facet {unknown[0]}", where="facets", code="facet-unknown")
        if not facets:
            return {}
        size = {"size": FACET_VALUES, "segment_size": FACET_VALUES * 10}
        asked = {name: {"terms": {"field": name, **size}} for name in facets}
        answer = searcher.aggregate(query, asked)
        return {name: {str(bucket["key"]): bucket["doc_count"] for bucket in answer[name]["buckets"]} for name in facets}

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
            query = self._after(everything, "by_page", keys[-1])

    def _after(self, query: tantivy.Query, field: str, key: str) -> tantivy.Query:
        """Return the query for those of its hits whose sort key is greater; only Tantivy's parser makes such ranges of text."""
        if not HEXADECIMAL.fullmatch(key):
            raise Invalid("This is no cursor", where="after", remedy="Take it from a hit", code="cursor")
        bound = self._reading().index.parse_query(f"{field}:{{{key} TO *}}")
        return tantivy.Query.boolean_query([(tantivy.Occur.Must, query), (tantivy.Occur.Must, bound)])

    def count(self) -> int:
        """Return the number of pages in the index."""
        return int(self._reading().searcher.num_docs)

    def fingerprint(self) -> str:
        """Return what the index was built with."""
        return self._live().fingerprint

    def close(self) -> None:
        """Forget the open files; the system closes them with the last searcher."""
        self._snapshots.clear()
        self._opened = None


def _groups(
    searcher: tantivy.Searcher, query: tantivy.Query, start: int, limit: int
) -> Iterator[tuple[int, float, Sequence[tantivy.DocAddress]]]:
    """Return rank, score and places of the hits from a rank on, in whole groups of one score, best first."""
    window = limit + 1
    while True:
        found = searcher.search(query, window, count=False, offset=start).hits
        groups = [(score, [place for _, place in pairs]) for score, pairs in groupby(found, key=itemgetter(0))]
        last = len(found) < window
        for score, places in groups if last else groups[:-1]:
            yield start, score, places
            start += len(places)
        if last:
            return
        if len(groups) == 1:
            window *= 8


def _ids(searcher: tantivy.Searcher, places: Iterable[tantivy.DocAddress]) -> Iterator[str]:
    for place in places:
        yield str(searcher.doc(place)["page_id"][0])
