"""Lists of hits from one state of the embedded index: by score, by a field, in groups; and counts of values."""

import re
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import tantivy

from paraq.engines.cursor import Cursor, Snapshots
from paraq.engines.document import NUMBER_FILTERS, TEXT_FILTERS, IndexedPage
from paraq.engines.embedded_plan import compiled, constant_score
from paraq.engines.embedded_ranked import Ranking
from paraq.engines.groups import of_groups
from paraq.engines.once import unranked
from paraq.engines.ports import FACET_VALUES, Group, Hit, Order
from paraq.errors import Invalid
from paraq.query.plan import Plan

SORT_FIELDS: Final[dict[Order, str]] = {"relevance": "by_page", "date": "by_date", "reference": "by_reference"}
GROUP_FIELDS: Final[tuple[Group, ...]] = ("document_id", "file_key")
HEXADECIMAL: Final = re.compile("[0-9a-f]+")
SEPARATOR: Final = "\x1f"
# Groups fall into so many parts by a checksum of their value. Tantivy refuses to count more than 65,000 values at once, and more
# than a part holds only beyond 40 million groups.
PARTS: Final = 1024
COUNTABLE: Final = 40_000


def sort_key(page: IndexedPage, order: Order) -> str:
    """Return what a page is sorted by, unlike any other page's; in hexadecimal, which Tantivy's query parser cannot misread."""
    return (page.order.get(order, "") + SEPARATOR + page.page_id).encode().hex()


def page_of(key: str) -> str:
    """Return the id of the page with this sort key."""
    return bytes.fromhex(key).decode().rpartition(SEPARATOR)[2]


def part_field(group_by: Group) -> str:
    """Return the number field that tells to which part of all groups a page's group belongs."""
    return f"{group_by}_part"


def part_of(value: str) -> int:
    """Return the part of a group."""
    return zlib.crc32(value.encode()) % PARTS


def after_key(index: tantivy.Index, query: tantivy.Query, field: str, key: str) -> tantivy.Query:
    """Return the query for those of its hits whose sort key is greater; only Tantivy's parser makes such ranges of text.

    Raises:
        Invalid: The key is none.
    """
    if not HEXADECIMAL.fullmatch(key):
        raise Invalid("This is no cursor", where="after", remedy="Take it from a hit", code="cursor")
    bound = index.parse_query(f"{field}:{{{key} TO *}}")
    return tantivy.Query.boolean_query([(tantivy.Occur.Must, query), (tantivy.Occur.Must, bound)])


def counts_of(searcher: tantivy.Searcher, query: tantivy.Query, facets: Sequence[str]) -> tuple[int, dict[str, dict[str, int]]]:
    """Return the number of pages that fit, and page counts by value for each of these fields.

    All in one pass that weighs nothing: counting hits while they are scored costs several times as much.

    Raises:
        Invalid: There is no such field.
    """
    unknown = [name for name in facets if name not in TEXT_FILTERS + NUMBER_FILTERS]
    if unknown:
        raise Invalid(f"There is no facet {unknown[0]}", where="facets", code="facet-unknown")
    size = {"size": FACET_VALUES, "segment_size": FACET_VALUES * 10}
    asked: dict[str, Any] = {f"facet {name}": {"terms": {"field": name, **size}} for name in facets}
    # Every page has one stamp.
    answer = searcher.aggregate(query, asked | {"total": {"value_count": {"field": "stamp"}}})
    counted = {name: answer[f"facet {name}"]["buckets"] for name in facets}
    values = {name: {str(bucket["key"]): bucket["doc_count"] for bucket in buckets} for name, buckets in counted.items()}
    return int(answer["total"]["value"]), values


@dataclass(frozen=True, slots=True)
class PageLists:
    """The lists of one state of the index."""

    searcher: tantivy.Searcher
    index: tantivy.Index
    schema: tantivy.Schema
    snapshots: Snapshots[tantivy.Searcher]

    def hits_of(self, plan: Plan, limit: int, after: str, order: Order, group_by: Group = "") -> tuple[Hit, ...]:
        """Return a slice of the list of pages, each with its ``group`` if one is asked for."""
        if limit <= 0:
            return ()
        cursor = Cursor.read(after, order)
        score = constant_score(plan)
        if order == "relevance" and score is None:
            return self._by_score(plan, limit, cursor, group_by)
        shown = score if score and order == "relevance" else 0.0
        return self._by_key(compiled(unranked(plan), self.schema), limit, cursor, order, shown, group_by)

    def total(self, plan: Plan) -> int:
        """Return the number of pages that fit."""
        return self.counted(plan, ())[0]

    def counted(self, plan: Plan, facets: Sequence[str]) -> tuple[int, dict[str, dict[str, int]]]:
        """Return the number of pages that fit, and page counts by value for each of these fields.

        Raises:
            Invalid: There is no such field.
        """
        return counts_of(self.searcher, compiled(unranked(plan), self.schema), facets)

    def leaders(self, plan: Plan, order: Order, group_by: Group, groups: Sequence[str], like: str) -> Mapping[str, str]:
        """Return the id of the first page of each of these groups; ``like`` has told which state this is."""
        found = ((group, self.hits_of(of_groups(plan, group_by, [group]), 1, "", order)) for group in groups)
        return {group: hits[0].page_id for group, hits in found if hits}

    def counts(self, plan: Plan, group_by: Group, groups: Sequence[str]) -> Mapping[str, int]:
        """Return how many pages that fit each of these groups has."""
        query = compiled(unranked(of_groups(plan, group_by, groups)), self.schema)
        return self._values(query, group_by, len(groups))

    def group_total(self, plan: Plan, group_by: Group) -> int:
        """Return the exact number of groups with a page that fits; counted in parts if there are very many."""
        query = compiled(unranked(plan), self.schema)
        about = self.searcher.cardinality(query, group_by)
        step = max(1, int(PARTS / (about / COUNTABLE + 1)))
        total = 0
        for low in range(0, PARTS, step):
            part = query
            if step < PARTS:
                bounds = tantivy.Query.range_query(
                    self.schema, part_field(group_by), tantivy.FieldType.Unsigned, low, min(low + step, PARTS) - 1
                )
                part = tantivy.Query.boolean_query([(tantivy.Occur.Must, query), (tantivy.Occur.Must, bounds)])
            total += len(self._values(part, group_by, COUNTABLE * 3 // 2))
        return total

    def stamps_of(self, page_ids: Sequence[str]) -> dict[str, int]:
        """Return what these pages were indexed as, without those that this state lacks."""
        if not page_ids:
            return {}
        query = tantivy.Query.term_set_query(self.schema, "page_id", list(page_ids))
        found = self.searcher.search(query, len(page_ids), count=False, order_by_field="by_page").hits
        stamps = self.searcher.fast_field_values("stamp", [place for _, place in found])
        return {page_of(str(key)): int(stamp or 0) for (key, _), stamp in zip(found, stamps, strict=True)}

    def _values(self, query: tantivy.Query, field: str, most: int) -> dict[str, int]:
        terms = {"terms": {"field": field, "size": most, "segment_size": most}}
        answer = self.searcher.aggregate(query, {"values": terms})
        return {str(bucket["key"]): int(bucket["doc_count"]) for bucket in answer["values"]["buckets"]}

    def _by_key(
        self, query: tantivy.Query, limit: int, cursor: Cursor | None, order: Order, score: float, group_by: Group
    ) -> tuple[Hit, ...]:
        """Return hits in the order of a field without ties, all with the score given.

        The cursor is the field's last value, so a list goes on at its end as fast as at its beginning.
        """
        name = SORT_FIELDS[order]
        if cursor:
            query = after_key(self.index, query, name, cursor.key)
        found = self.searcher.search(query, limit, count=False, order_by_field=name, order=tantivy.Order.Asc).hits
        cursor = Cursor(order, cursor.snapshot if cursor else self.snapshots.keep(self.searcher), 0, 0.0, "")
        groups = [self._stored(place, group_by) if group_by else "" for _, place in found]
        return tuple(
            Hit(page_of(str(key)), score, replace(cursor, key=str(key)).written(), group)
            for (key, _), group in zip(found, groups, strict=True)
        )

    def _by_score(self, plan: Plan, limit: int, cursor: Cursor | None, group_by: Group) -> tuple[Hit, ...]:
        """Return hits by score, then page id, from the state in which the list began while it is kept."""
        ranking = Ranking(self.searcher, self.schema, plan)
        same = cursor is not None and self.snapshots.get(cursor.snapshot) is self.searcher
        snapshot = cursor.snapshot if cursor and same else self.snapshots.keep(self.searcher)
        found = ranking.after(cursor, limit, same=same) if cursor else ranking.first(limit)
        return tuple(
            Hit(
                one.page_id,
                one.score,
                Cursor("relevance", snapshot, one.rank, one.score, one.page_id, one.way).written(),
                self._stored(one.place, group_by) if group_by else "",
            )
            for one in found
        )

    def _stored(self, place: tantivy.DocAddress, field: str) -> str:
        values: list[Any] = self.searcher.doc(place)[field]
        return str(values[0]) if values else ""
