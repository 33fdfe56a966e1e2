"""Lists of hits from Elasticsearch: from a state of the index that stays as it is, by score, by a field, in groups."""

import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from elasticsearch import ApiError, ConnectionError, Elasticsearch, NotFoundError

from paraq.engines.cursor import Cursor
from paraq.engines.document import NUMBER_FILTERS, TEXT_FILTERS
from paraq.engines.elastic_plan import compiled
from paraq.engines.groups import of_groups
from paraq.engines.ports import FACET_VALUES, Found, Group, Hit, Order
from paraq.errors import Invalid, Unavailable
from paraq.query.plan import Plan

SNAPSHOT: Final = "5m"
# Lists that begin within a second share a state: a change is searchable within two, and the cluster holds few states.
SHARED_SECONDS: Final = 1.0
# A cluster that has lost a node names new primaries within seconds; it is asked again after .2, .4, .8 ... s, 25 s in all.
PATIENCE: Final = 8
SORT_FIELDS: Final[dict[Order, str]] = {"date": "by_date", "reference": "by_reference"}
# Elasticsearch gives at most 65,536 buckets; more groups are counted in parts.
COUNTABLE: Final = 40_000
BUCKETS: Final = 65_000

Json = dict[str, Any]


class Searches:
    """Searches of one index by its alias, whatever node is lost meanwhile."""

    def __init__(self, client: Elasticsearch, alias: str) -> None:
        self._client = client
        self._alias = alias
        self._shared = ("", 0.0)
        self._sharing = threading.Lock()

    def renew(self) -> None:
        """Let the next list begin with the newest state, as after a write of this process."""
        self._shared = ("", 0.0)

    def once(self, body: Json) -> Mapping[str, Any]:
        """Search the newest state."""
        return self._asked({"index": self._alias, "allow_partial_search_results": False, **body})

    def listed(self, body: Json, snapshot: str = "") -> tuple[str, Mapping[str, Any]]:
        """Search a state that stays as it is; a list whose state is gone goes on in the newest one.

        Raises:
            Unavailable: There is no index.
        """
        for _ in range(PATIENCE):
            state = snapshot or self._newest()
            try:
                answer = self._asked({**body, "pit": {"id": state, "keep_alive": SNAPSHOT}})
            except NotFoundError:
                answer = {"_shards": {"failed": 1}, "pit_id": ""}
            if not answer["_shards"]["failed"]:
                return str(answer["pit_id"]), answer
            # The state was held by a node that is gone, or has expired.
            snapshot = ""
            self.renew()
        raise Unavailable("The index was removed", where=self._alias, remedy="Run paraq reindex", code="index")

    def _newest(self) -> str:
        with self._sharing:
            state, since = self._shared
            if not state or time.monotonic() - since > SHARED_SECONDS:
                state = str(self._patiently(self._client.open_point_in_time, index=self._alias, keep_alive=SNAPSHOT)["id"])
                self._shared = (state, time.monotonic())
            return state

    def _asked(self, body: Json) -> Mapping[str, Any]:
        return self._patiently(self._client.search, **body)

    def _patiently(self, ask: Any, **arguments: Any) -> Mapping[str, Any]:
        """Ask again while a cluster that has lost a node recovers."""
        for tries in range(PATIENCE):
            try:
                answer: Mapping[str, Any] = ask(**arguments).body
                return answer
            except ApiError as error:
                if error.status_code not in {429, 502, 503, 504} or tries == PATIENCE - 1:
                    raise
            except ConnectionError:
                if tries == PATIENCE - 1:
                    raise
            time.sleep(0.2 * 2**tries)
        raise AssertionError("the last try has given or raised")


@dataclass(frozen=True, slots=True)
class PageLists:
    """The lists of one index."""

    searches: Searches

    def found(self, plan: Plan, limit: int, after: str, order: Order, facets: Sequence[str], group_by: Group = "") -> Found:
        """Return total, hits and facets of a list of pages.

        Raises:
            Invalid: There is no such facet.
        """
        unknown = [name for name in facets if name not in TEXT_FILTERS + NUMBER_FILTERS]
        if unknown:
            raise Invalid(f"There is no facet {unknown[0]}", where="facets", code="facet-unknown")
        cursor = Cursor.read(after, order)
        body: Json = {"query": compiled(plan), "size": limit, "track_total_hits": True}
        if facets:
            body["aggs"] = {name: {"terms": {"field": name, "size": FACET_VALUES}} for name in facets}
        if limit == 0:
            return _found(self.searches.once(body), "", order, facets, group_by)
        body["sort"] = _sort(order)
        if group_by:
            body["docvalue_fields"] = [group_by]
        if cursor:
            first: float | str = cursor.score if order == "relevance" else cursor.key.partition("\x1f")[0]
            body["search_after"] = [first, cursor.key.rpartition("\x1f")[2]]
        snapshot, answer = self.searches.listed(body, cursor.snapshot if cursor else "")
        return _found(answer, snapshot, order, facets, group_by)

    def hits_of(self, plan: Plan, limit: int, after: str, order: Order, group_by: Group) -> tuple[Hit, ...]:
        """Return a slice of the list of pages, each with its ``group``."""
        return self.found(plan, limit, after, order, (), group_by).hits

    def stamps_of(self, page_ids: Sequence[str]) -> dict[str, int]:
        """Return what these pages were indexed as, without those that the index lacks; up to 10,000 at a time."""
        fields = ["page_id", "stamp"]
        body = {"query": {"terms": {"page_id": list(page_ids)}}, "size": len(page_ids), "docvalue_fields": fields}
        hits = self.searches.once(body)["hits"]["hits"]
        return {str(hit["fields"]["page_id"][0]): int(hit["fields"]["stamp"][0]) for hit in hits}

    def leaders(self, plan: Plan, order: Order, group_by: Group, groups: Sequence[str], like: str) -> Mapping[str, str]:
        """Return the id of the first page of each of these groups, in the state of the index that the cursor ``like`` names."""
        cursor = Cursor.read(like, order)
        body: Json = {
            "query": compiled(of_groups(plan, group_by, groups)),
            "size": len(groups),
            "sort": _sort(order),
            "collapse": {"field": group_by},
            "docvalue_fields": [group_by],
        }
        _, answer = self.searches.listed(body, cursor.snapshot if cursor else "")
        return {str(hit["fields"][group_by][0]): str(hit["sort"][1]) for hit in answer["hits"]["hits"]}

    def counts(self, plan: Plan, group_by: Group, groups: Sequence[str]) -> Mapping[str, int]:
        """Return how many pages that fit each of these groups has."""
        terms = {"terms": {"field": group_by, "size": len(groups)}}
        answer = self.searches.once({"query": compiled(of_groups(plan, group_by, groups)), "size": 0, "aggs": {"groups": terms}})
        return {str(bucket["key"]): int(bucket["doc_count"]) for bucket in answer["aggregations"]["groups"]["buckets"]}

    def group_total(self, plan: Plan, group_by: Group) -> int:
        """Return the exact number of groups with a page that fits; counted in parts if there are very many."""
        query = compiled(plan)
        about = {"about": {"cardinality": {"field": group_by}}}
        estimate = self.searches.once({"query": query, "size": 0, "aggs": about})["aggregations"]["about"]["value"]
        parts = int(estimate / COUNTABLE) + 1
        total = 0
        for part in range(parts):
            terms: Json = {"field": group_by, "size": BUCKETS}
            if parts > 1:
                terms["include"] = {"partition": part, "num_partitions": parts}
            # The sum comes from the cluster, the groups themselves stay there.
            number = {"stats_bucket": {"buckets_path": "groups>_count"}}
            body = {"query": query, "size": 0, "aggs": {"groups": {"terms": terms}, "number": number}}
            answer = self.searches.once({**body, "filter_path": "aggregations.number.count"})
            total += int(answer["aggregations"]["number"]["count"])
        return total


def _sort(order: Order) -> list[dict[str, str]]:
    return [{SORT_FIELDS[order]: "asc"} if order in SORT_FIELDS else {"_score": "desc"}, {"page_id": "asc"}]


def _found(answer: Mapping[str, Any], snapshot: str, order: Order, facets: Sequence[str], group_by: Group) -> Found:
    hits = []
    for hit in answer["hits"]["hits"] if snapshot else ():
        # A third value is the place in the snapshot.
        first, page_id = hit["sort"][:2]
        score = float(first) if order == "relevance" else 0.0
        key = page_id if order == "relevance" else f"{first}\x1f{page_id}"
        group = str(hit.get("fields", {}).get(group_by, [""])[0])
        hits.append(Hit(page_id, score, Cursor(order, snapshot, 0, score, key).written(), group))
    counted = answer.get("aggregations", {})
    values = {name: {str(bucket["key"]): int(bucket["doc_count"]) for bucket in counted[name]["buckets"]} for name in facets}
    return Found(int(answer["hits"]["total"]["value"]), tuple(hits), values)
