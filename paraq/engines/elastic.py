"""The distributed engine: Elasticsearch 9, one index of pages behind an alias, swapped for a new one when it is rebuilt."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import chain
from typing import Any, Final

from elastic_transport.client_utils import DEFAULT
from elasticsearch import ApiError, BadRequestError, ConflictError, Elasticsearch, NotFoundError, TransportError
from elasticsearch.helpers import streaming_bulk

from paraq.engines.cursor import Cursor
from paraq.engines.document import NUMBER_FILTERS, TEXT_FILTERS, IndexedPage
from paraq.engines.elastic_index import definition, document
from paraq.engines.elastic_plan import compiled
from paraq.engines.ports import FACET_VALUES, Found, Hit, Order
from paraq.errors import Conflict, Invalid, Unavailable
from paraq.query.plan import Everything, Plan
from paraq.settings import Settings

MAJOR: Final = "9"
# Elasticsearch advises 5 to 15 MB a request; small ones keep a busy node from refusing.
BULK_BYTES: Final = 5 * 1024 * 1024
BULK_PAGES: Final = 500
# A full queue empties in seconds: waits of 1, 2, 4 ... 32 s between tries of one batch, over a minute in all.
BULK_TRIES: Final = 6
SNAPSHOT: Final = "5m"
ID_BATCH: Final = 5000
# Pages whose words are counted for completions; enough to tell frequent words from rare ones.
COMPLETION_PAGES: Final = 5000
SORT_FIELDS: Final[dict[Order, str]] = {"date": "by_date", "reference": "by_reference"}
_REGEX_SIGNS: Final = frozenset('.?+*|{}[]()"\\#@&<>~^$-')

Json = dict[str, Any]


class ElasticEngine:
    """The index of one installation in an Elasticsearch cluster.

    Args:
        settings: Addresses, key, name of the alias, shards and replicas.
        fingerprint: What a new index is stamped with.
    """

    name = "elasticsearch"

    def __init__(self, settings: Settings, fingerprint: str = "") -> None:
        self._alias = settings.elasticsearch_index
        self._settings = settings
        self._stamp = fingerprint
        key = settings.elasticsearch_key.get_secret_value()
        self._client = Elasticsearch(
            [address.strip() for address in settings.elasticsearch.split(",")],
            api_key=key or None,
            ca_certs=settings.elasticsearch_ca or DEFAULT,
            request_timeout=60,
            retry_on_timeout=True,
            max_retries=5,
            retry_on_status=[429, 502, 503, 504],
        )
        self._ready = False

    def write(self, pages: Iterable[IndexedPage], removed: Iterable[str] = ()) -> None:
        """Put pages in or replace them, take pages out; durable and searchable on return."""
        client = self._connected()
        gone = ({"_op_type": "delete", "_id": page_id} for page_id in removed)
        with self._reached():
            self._bulk(chain(gone, _actions(pages)), self._alias)
            client.indices.refresh(index=self._alias)

    def rebuilt(self, batches: Iterable[Sequence[IndexedPage]], fingerprint: str) -> int:
        """Build a new index beside the live one, swap the alias, return its page count; the old one is kept until the next."""
        client = self._connected()
        with self._reached():
            live = self._live()
            for name in self._indices():
                if name != live:
                    client.indices.delete(index=name)
            fresh = self._create(int(live.rpartition("-")[2]) + 1, fingerprint)
            self._bulk(_actions(page for batch in batches for page in batch), fresh)
            client.indices.refresh(index=fresh)
            client.indices.update_aliases(
                actions=[
                    {"remove": {"index": live, "alias": self._alias}},
                    {"add": {"index": fresh, "alias": self._alias, "is_write_index": True}},
                ]
            )
        return self.count()

    def search(
        self, plan: Plan, *, limit: int = 20, after: str = "", order: Order = "relevance", facets: Sequence[str] = ()
    ) -> Found:
        """Return the pages that fit, best first, ties by page id."""
        cursor = Cursor.read(after, order)
        query = compiled(plan)
        unknown = [name for name in facets if name not in TEXT_FILTERS + NUMBER_FILTERS]
        if unknown:
            raise Invalid(f"There is no facet {unknown[0]}", where="facets", code="facet-unknown")
        sort = [{SORT_FIELDS[order]: "asc"} if order in SORT_FIELDS else {"_score": "desc"}, {"page_id": "asc"}]
        body: Json = {"query": query, "size": limit, "sort": sort, "track_total_hits": True}
        if facets:
            body["aggs"] = {name: {"terms": {"field": name, "size": FACET_VALUES}} for name in facets}
        if cursor:
            body["search_after"] = [cursor.score if order == "relevance" else cursor.key.partition("\x1f")[0], _page(cursor.key)]
        client = self._connected()
        with self._reached():
            if limit == 0:
                return _found(client.search(index=self._alias, **_without_sort(body)).body, "", order, facets)
            snapshot, answer = self._from_snapshot(body, cursor.snapshot if cursor else "")
        return _found(answer, snapshot, order, facets)

    def _from_snapshot(self, body: Json, snapshot: str) -> tuple[str, Mapping[str, Any]]:
        """Search a state of the index that stays as it is; a list whose state has expired goes on in the newest one."""
        client = self._client
        for _ in range(2):
            snapshot = snapshot or client.open_point_in_time(index=self._alias, keep_alive=SNAPSHOT)["id"]
            try:
                answer = client.search(**body, pit={"id": snapshot, "keep_alive": SNAPSHOT})
                return str(answer["pit_id"]), answer.body
            except NotFoundError:
                snapshot = ""
        raise Unavailable("The index was removed", where=self._alias, remedy="Run paraq reindex")

    def completions(self, prefix: str, limit: int = 10, *, field: str = "exact", within: Plan | None = None) -> list[str]:
        """Return terms of a field, of the layer ``exact`` or one of ``TEXT_FILTERS``, that begin with the prefix.

        Most frequent first; with ``within`` only those of pages that fit it.
        """
        values = "words" if field == "exact" else field
        include = "".join("\\" + sign if sign in _REGEX_SIGNS else sign for sign in prefix) + ".*"
        terms = {"terms": {"field": values, "include": include, "size": limit, "order": [{"_count": "desc"}, {"_key": "asc"}]}}
        asked: Json = {"bool": {"filter": [{"prefix": {field: prefix}}, *([compiled(within)] if within else [])]}}
        aggregation = {"some": {"sampler": {"shard_size": COMPLETION_PAGES}, "aggs": {"words": terms}}}
        client = self._connected()
        with self._reached():
            answer = client.search(index=self._alias, size=0, query=asked, aggs=aggregation)
        return [str(bucket["key"]) for bucket in answer["aggregations"]["some"]["words"]["buckets"]]

    def page_ids(self) -> Iterator[str]:
        """Return the ids of all pages in the index, in order."""
        snapshot, last = "", ""
        self._connected()
        while True:
            body: Json = {"query": compiled(Everything()), "size": ID_BATCH, "sort": [{"page_id": "asc"}]}
            if last:
                body["search_after"] = [last]
            with self._reached():
                snapshot, answer = self._from_snapshot(body, snapshot)
            ids = [str(hit["sort"][0]) for hit in answer["hits"]["hits"]]
            yield from ids
            if len(ids) < ID_BATCH:
                return
            last = ids[-1]

    def count(self) -> int:
        """Return the number of pages in the index."""
        client = self._connected()
        with self._reached():
            return int(client.count(index=self._alias)["count"])

    def fingerprint(self) -> str:
        """Return what the index was built with."""
        client = self._connected()
        with self._reached():
            mapping = client.indices.get_mapping(index=self._alias)
            return str(next(iter(mapping.values()))["mappings"]["_meta"]["fingerprint"])

    def destroy(self) -> None:
        """Remove the index and its alias for good."""
        with self._reached():
            for name in self._indices():
                self._client.indices.delete(index=name)
            self._ready = False

    def close(self) -> None:
        """Release the connections."""
        self._client.close()

    def _connected(self) -> Elasticsearch:
        """Return the client once the cluster is known to be of the right version and to have the index."""
        if not self._ready:
            with self._reached():
                nodes = self._client.nodes.info(node_id="_all", metric="http", filter_path="nodes.*.version")
                versions = sorted({str(node["version"]) for node in nodes.get("nodes", {}).values()})
                if not versions or any(version.partition(".")[0] != MAJOR for version in versions):
                    raise Unavailable(
                        f"Elasticsearch {MAJOR} is needed, the cluster has {', '.join(versions) or 'no nodes'}",
                        where=self._settings.elasticsearch,
                        remedy=f"Upgrade it to {MAJOR} or set PARAQ_ELASTICSEARCH to another cluster",
                        code="elasticsearch-version",
                    )
                if not self._client.indices.exists_alias(name=self._alias):
                    self._create(1, self._stamp, alias=True)
            self._ready = True
        return self._client

    def _create(self, number: int, fingerprint: str, *, alias: bool = False) -> str:
        name = f"{self._alias}-{number:06}"
        aliases = {self._alias: {"is_write_index": True}} if alias else {}
        made = definition(self._settings.elasticsearch_shards, self._settings.elasticsearch_replicas, fingerprint)
        try:
            self._client.indices.create(index=name, aliases=aliases, **made)
        except BadRequestError as error:
            if error.error != "resource_already_exists_exception":
                raise
            if not alias:
                raise Conflict("Another process is rebuilding the index", where=name, remedy="Wait until it is done") from error
        return name

    def _indices(self) -> list[str]:
        return sorted(self._client.indices.get(index=f"{self._alias}-*", features="aliases"))

    def _live(self) -> str:
        return str(next(iter(self._client.indices.get_alias(name=self._alias))))

    def _bulk(self, actions: Iterable[Json], index: str) -> None:
        """Send actions in batches of bytes; wait and send again what a busy node refused, and lose nothing in silence."""
        answers = streaming_bulk(
            self._client,
            actions,
            index=index,
            chunk_size=BULK_PAGES,
            max_chunk_bytes=BULK_BYTES,
            max_retries=BULK_TRIES,
            initial_backoff=1,
            max_backoff=32,
            raise_on_error=False,
            yield_ok=False,
        )
        failed = [item for _, answer in answers for kind, item in answer.items() if (kind, item.get("status")) != ("delete", 404)]
        if failed:
            reason = failed[0].get("error") or {}
            raise Unavailable(
                f"{len(failed)} pages could not be indexed, the first is {failed[0].get('_id')}",
                where=index,
                remedy=str(reason.get("reason", reason) if isinstance(reason, dict) else reason),
            )

    @contextmanager
    def _reached(self) -> Iterator[None]:
        """Turn the client's errors into those of Paraq."""
        where = self._settings.elasticsearch
        try:
            yield
        except ConflictError as error:
            raise Conflict("Another process is writing to the index", where=where, remedy="Try again later") from error
        except ApiError as error:
            advice = "Check PARAQ_ELASTICSEARCH_KEY" if error.status_code in {401, 403} else str(error)
            raise Unavailable("Elasticsearch refused the request", where=where, remedy=advice, code="elasticsearch") from error
        except TransportError as error:
            raise Unavailable("Elasticsearch does not answer", where=where, remedy=str(error), code="elasticsearch") from error


def _actions(pages: Iterable[IndexedPage]) -> Iterator[Json]:
    for page in pages:
        yield {"_op_type": "index", "_id": page.page_id, **document(page)}


def _without_sort(body: Json) -> Json:
    return {name: value for name, value in body.items() if name not in {"sort", "search_after"}}


def _page(key: str) -> str:
    return key.rpartition("\x1f")[2]


def _found(answer: Mapping[str, Any], snapshot: str, order: Order, facets: Sequence[str]) -> Found:
    hits = []
    for hit in answer["hits"]["hits"]:
        # A third value is the place in the snapshot.
        first, page_id = hit["sort"][:2]
        score = float(first) if order == "relevance" else 0.0
        key = page_id if order == "relevance" else f"{first}\x1f{page_id}"
        hits.append(Hit(page_id, score, Cursor(order, snapshot, 0, score, key).written()))
    counted = answer.get("aggregations", {})
    values = {name: {str(bucket["key"]): int(bucket["doc_count"]) for bucket in counted[name]["buckets"]} for name in facets}
    return Found(int(answer["hits"]["total"]["value"]), tuple(hits), values)
