"""Lists of hits from Elasticsearch: from a state of the index that stays as it is, by score, by a field, in groups."""

import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from elasticsearch import ApiError, ConnectionError, Elasticsearch

from paraq.engines.cursor import Cursor
from paraq.engines.document import NUMBER_FILTERS, TEXT_FILTERS
from paraq.engines.elastic_plan import compiled, counting
from paraq.engines.groups import of_groups
from paraq.engines.ports import FACET_VALUES, Ask, Found, Group, Hit, Order
from paraq.errors import Invalid, Unavailable
from paraq.query.plan import Plan

SNAPSHOT: Final = "5m"
# Lists that begin within a second share a state: a change is searchable within two, and the cluster holds few states.
SHARED_SECONDS: Final = 1.0
# A cluster that has lost a node names new primaries within seconds; it is asked again after .2, .4, .8 ... s, 25 s in all.
PATIENCE: Final = 8
SORT_FIELDS: Final[dict[Order, str]] = {"date": "by_date", "reference": "by_reference"}
# Of documents that other hands wrote; no page is indexed as this.
NO_STAMP: Final = -1
# Elasticsearch gives at most 65,536 buckets; more groups are counted in parts.
COUNTABLE: Final = 40_000
BUCKETS: Final = 65_000
# So many are surely all where the estimate, which errs by some hundredths, is countable; and leave room for facets.
SURE: Final = 50_000

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """A search as Elasticsearch takes it.

    ``state`` is that of the index which a list is read from, empty for the newest that lists share; None for the very newest,
    which is not kept.
    """

    body: Json
    state: str | None = None


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
            Unavailable: No state of it can be read.
        """
        for tries in range(PATIENCE):
            state = snapshot or self._newest()
            try:
                answer = self._asked(self._kept(body, state))
                if not answer["_shards"]["failed"]:
                    return str(answer["pit_id"]), answer
            except ApiError as error:
                if not _is_of_state(error):
                    raise
            # The state was held by a node that is gone, or has expired; its shards may be on their way to another node.
            snapshot = ""
            self.renew()
            time.sleep(_wait(tries) if tries else 0)
        raise Unavailable("The index cannot be read", where=self._alias, remedy="Try again later", code="elasticsearch")

    def together(self, asked: Sequence[Asked]) -> list[tuple[str, Mapping[str, Any]]]:
        """Make searches by one request; what fails of them is made again by itself, with patience. Each with its state."""
        if len(asked) < 2:
            return [self._alone(one) for one in asked]
        lines: list[Json] = []
        for one in asked:
            head = {"index": self._alias, "allow_partial_search_results": False} if one.state is None else {}
            lines += [head, one.body if one.state is None else self._kept(one.body, one.state or self._newest())]
        answers = self._patiently(self._client.msearch, searches=lines)["responses"]
        return [
            (str(answer.get("pit_id", "")), answer) if _is_whole(answer) else self._alone(one)
            for one, answer in zip(asked, answers, strict=True)
        ]

    def _alone(self, one: Asked) -> tuple[str, Mapping[str, Any]]:
        return ("", self.once(one.body)) if one.state is None else self.listed(one.body, one.state)

    def _kept(self, body: Json, state: str) -> Json:
        return {**body, "pit": {"id": state, "keep_alive": SNAPSHOT}}

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
                lost = "pit" in arguments and _is_of_state(error)
                if lost or error.status_code not in {429, 502, 503, 504} or tries == PATIENCE - 1:
                    raise
            except ConnectionError:
                if tries == PATIENCE - 1:
                    raise
            time.sleep(_wait(tries))
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
        return self.answers([Ask(plan, limit, after, order, facets, group_by)])[0]

    def answers(self, asked: Sequence[Ask]) -> list[Found]:
        """Return total, hits and facets of several lists of pages; they are not grouped, but each hit has its ``group``.

        Raises:
            Invalid: There is no such facet.
        """
        answers = self.searches.together([_written(ask) for ask in asked])
        return [_found(ask, answer, state) for ask, (state, answer) in zip(asked, answers, strict=True)]

    def hits_of(self, plan: Plan, limit: int, after: str, order: Order, group_by: Group) -> tuple[Hit, ...]:
        """Return a slice of the list of pages, each with its ``group``."""
        return self.found(plan, limit, after, order, (), group_by).hits

    def stamps_of(self, page_ids: Sequence[str]) -> dict[str, int]:
        """Return what these pages were indexed as, without those that the index lacks; up to 10,000 at a time."""
        body = {"query": {"ids": {"values": list(page_ids)}}, "size": len(page_ids), "docvalue_fields": ["page_id", "stamp"]}
        hits = self.searches.once(body)["hits"]["hits"]
        return {str(hit["_id"]): _stamp(hit) for hit in hits}

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
        answer = self.searches.once({"query": counting(of_groups(plan, group_by, groups)), "size": 0, "aggs": {"groups": terms}})
        return {str(bucket["key"]): int(bucket["doc_count"]) for bucket in answer["aggregations"]["groups"]["buckets"]}

    def counted(self, ask: Ask) -> Found:
        """Return total, facets and the exact number of groups of a list; groups are counted in parts if there are very many."""
        body = _written(replace(ask, limit=0)).body
        about: Json = {"group_estimate": {"cardinality": {"field": ask.group_by}}, **_number_of_groups(ask.group_by, SURE)}
        # The sum comes from the cluster, the groups themselves stay there.
        answer = self.searches.once({**body, "aggs": body.get("aggs", {}) | about, "filter_path": "-aggregations.groups"})
        found = _found(replace(ask, limit=0), answer, "")
        estimate = answer["aggregations"]["group_estimate"]["value"]
        if estimate <= COUNTABLE:
            return replace(found, groups=int(answer["aggregations"]["group_number"]["count"]))
        return replace(found, groups=self._counted_in_parts(body["query"], ask.group_by, int(estimate / COUNTABLE) + 1))

    def _counted_in_parts(self, query: Json, group_by: Group, parts: int) -> int:
        total = 0
        for part in range(parts):
            aggregations = _number_of_groups(group_by, BUCKETS, include={"partition": part, "num_partitions": parts})
            path = "aggregations.group_number.count"
            answer = self.searches.once({"query": query, "size": 0, "aggs": aggregations, "filter_path": path})
            total += int(answer["aggregations"]["group_number"]["count"])
        return total


def _written(ask: Ask) -> Asked:
    unknown = [name for name in ask.facets if name not in TEXT_FILTERS + NUMBER_FILTERS]
    if unknown:
        raise Invalid(f"There is no facet {unknown[0]}", where="facets", code="facet-unknown")
    cursor = Cursor.read(ask.after, ask.order)
    ranked = ask.limit > 0 and ask.order == "relevance"
    query = compiled(ask.plan) if ranked else counting(ask.plan)
    body: Json = {"query": query, "size": ask.limit, "track_total_hits": True}
    if ask.facets:
        body["aggs"] = {name: {"terms": {"field": name, "size": FACET_VALUES}} for name in ask.facets}
    if ask.limit == 0:
        return Asked(body)
    # A hit is its place in the order, which has its id; reading the stored one would take a look at the disk for each.
    body |= {"sort": _sort(ask.order), "stored_fields": "_none_"}
    if ask.group_by:
        body["docvalue_fields"] = [ask.group_by]
    if cursor:
        first: float | str = cursor.score if ask.order == "relevance" else cursor.key.partition("\x1f")[0]
        body["search_after"] = [first, cursor.key.rpartition("\x1f")[2]]
    return Asked(body, cursor.snapshot if cursor else "")


def _number_of_groups(group_by: Group, most: int, **only: Json) -> Json:
    terms = {"field": group_by, "size": most, **only}
    return {"groups": {"terms": terms}, "group_number": {"stats_bucket": {"buckets_path": "groups>_count"}}}


def _stamp(hit: Mapping[str, Any]) -> int:
    """Return what a document was indexed as; what other hands put there was indexed as nothing."""
    fields = hit.get("fields", {})
    return int(fields["stamp"][0]) if "stamp" in fields and fields.get("page_id") == [hit["_id"]] else NO_STAMP


def _sort(order: Order) -> list[dict[str, str]]:
    return [{SORT_FIELDS[order]: "asc"} if order in SORT_FIELDS else {"_score": "desc"}, {"page_id": "asc"}]


def _found(ask: Ask, answer: Mapping[str, Any], state: str) -> Found:
    hits = []
    for hit in answer["hits"]["hits"] if ask.limit else ():
        # A third value is the place in the state.
        first, page_id = hit["sort"][:2]
        score = float(first) if ask.order == "relevance" else 0.0
        key = page_id if ask.order == "relevance" else f"{first}\x1f{page_id}"
        group = str(hit.get("fields", {}).get(ask.group_by, [""])[0])
        hits.append(Hit(page_id, score, Cursor(ask.order, state, 0, score, key).written(), group))
    counted = answer.get("aggregations", {})
    values = {name: {str(bucket["key"]): int(bucket["doc_count"]) for bucket in counted[name]["buckets"]} for name in ask.facets}
    return Found(int(answer["hits"]["total"]["value"]), tuple(hits), values)


def _wait(tries: int) -> float:
    return float(0.2 * 2**tries)


def _is_of_state(error: ApiError) -> bool:
    """Whether the state that was asked for is gone, with its node or by its age, and not the index."""
    gone = error.status_code == 404 and error.error != "index_not_found_exception"
    return gone or (error.status_code == 503 and error.error == "search_phase_execution_exception")


def _is_whole(answer: Mapping[str, Any]) -> bool:
    return answer.get("status") == 200 and not answer["_shards"]["failed"]
