"""The distributed engine: Elasticsearch 9, one index of pages behind an alias, swapped for a new one when it is rebuilt."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from itertools import chain
from typing import Any, Final

from elastic_transport.client_utils import DEFAULT
from elasticsearch import BadRequestError, Elasticsearch, NotFoundError

from paraq.engines.document import IndexedPage
from paraq.engines.elastic_build import ElasticBuild, Filling
from paraq.engines.elastic_errors import reached
from paraq.engines.elastic_index import definition
from paraq.engines.elastic_lists import PageLists, Searches
from paraq.engines.elastic_plan import compiled
from paraq.engines.groups import grouped
from paraq.engines.ports import Ask, Found, Group, Meanwhile, Order, nothing
from paraq.engines.similar import nearest
from paraq.errors import Conflict, Unavailable
from paraq.query.plan import Everything, Plan
from paraq.settings import Settings

MAJOR: Final = "9"
ID_BATCH: Final = 5000
# Pages whose words are counted for completions; enough to tell frequent words from rare ones.
COMPLETION_PAGES: Final = 5000
# Suggestions that each shard compares.
SIMILAR_TRIED: Final = 200
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
        # An address may carry a password, which belongs in no message.
        self._where = ",".join(address.rpartition("@")[2] for address in settings.elasticsearch.split(","))
        self._reached = partial(reached, self._where)
        self._searches = Searches(self._client, self._alias)
        self._pages = PageLists(self._searches)
        self._ready = False

    def write(self, pages: Iterable[IndexedPage], removed: Iterable[str] = ()) -> None:
        """Put pages in or replace them, take pages out; durable and searchable on return."""
        self._connected()
        with self._reached():
            self._filling(self._alias).put(pages, removed)
            self._searches.renew()

    @contextmanager
    def build(self, fingerprint: str, *, resume: bool = True) -> Iterator[ElasticBuild]:
        """Begin a new index beside the live one, or go on with an unfinished one; it may take the place of a lost one."""
        self._checked()
        with self._reached():
            live = self._live()
            going = self._unfinished(live, fingerprint) if resume and live else ""
            name = going or self._create(self._next(), fingerprint)
            if live:
                self._drop(but=name)
            build = ElasticBuild(self._filling(name), self._alias, live)
        yield build
        self._searches.renew()

    def rebuilt(self, batches: Iterable[Sequence[IndexedPage]], fingerprint: str) -> int:
        """Build a new index of these pages at one go, swap the alias, return its page count; the old one is kept."""
        with self.build(fingerprint, resume=False) as build, self._reached():
            build.add(chain.from_iterable(batches), "")
            build.swap()
        return self.count()

    def drop_old(self) -> int:
        """Remove indices that are not live; return how many."""
        self._connected()
        with self._reached():
            return self._drop()

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
        return self.searches([Ask(plan, limit, after, order, facets, group_by)])[0]

    def searches(self, asked: Sequence[Ask], meanwhile: Meanwhile = nothing) -> list[Found]:
        """Make several searches by one request; lists of groups are asked for by themselves."""
        self._connected()
        with self._reached():
            plain = iter(self._pages.answers([ask for ask in asked if not ask.group_by]))
        answers = [self._grouped(ask) if ask.group_by else next(plain) for ask in asked]
        # Hits and counts come in one answer.
        for first in answers[:1]:
            meanwhile(first.hits)
        return answers

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

    def similar_terms(self, word: str, distance: int = 1, limit: int = 10) -> list[tuple[str, int]]:
        """Return other terms of the ``exact`` layer within some edits, nearest first, then most frequent."""
        term: Json = {"field": "exact", "analyzer": "keyword", "suggest_mode": "always", "max_edits": distance}
        term |= {"size": SIMILAR_TRIED, "shard_size": SIMILAR_TRIED, "string_distance": "damerau_levenshtein"}
        # Frequent, short and quite different words are to be compared too.
        term |= {"prefix_length": 0, "min_word_length": 1, "max_term_freq": 2**31 - 1, "accuracy": 0.0}
        self._connected()
        with self._reached():
            answer = self._searches.once({"size": 0, "suggest": {"words": {"text": word, "term": term}}})
        options = [option for entry in answer["suggest"]["words"] for option in entry["options"]]
        return nearest(word, {str(option["text"]): int(option["freq"]) for option in options}, distance, limit)

    def page_ids(self) -> Iterator[str]:
        """Return the ids of all pages in the index, in order."""
        snapshot = ""
        last: list[str] = []
        self._connected()
        while True:
            body: Json = {"query": compiled(Everything()), "size": ID_BATCH, "sort": [{"page_id": "asc"}]}
            if last:
                body["search_after"] = last
            with self._reached():
                snapshot, answer = self._searches.listed(body, snapshot)
            hits = answer["hits"]["hits"]
            # What other hands put there may have no page's id for a value, or one that is another document's.
            yield from (str(hit["_id"]) for hit in hits)
            if len(hits) < ID_BATCH:
                return
            last = hits[-1]["sort"]

    def stamps_of(self, page_ids: Sequence[str]) -> dict[str, int]:
        """Return what these pages were indexed as, without those that the index lacks."""
        self._connected()
        with self._reached():
            return self._pages.stamps_of(page_ids)

    def count(self) -> int:
        """Return the number of pages in the index."""
        client = self._connected()
        with self._reached():
            return int(client.count(index=self._alias)["count"])

    def fingerprint(self) -> str:
        """Return what the index was built with."""
        self._connected()
        with self._reached():
            return self._filling(self._alias).stamp()

    def destroy(self) -> None:
        """Remove the index and its alias for good."""
        with self._reached():
            for name in self._indices():
                self._client.indices.delete(index=name)
            self._ready = False

    def close(self) -> None:
        """Release the connections."""
        self._client.close()

    def _grouped(self, ask: Ask) -> Found:
        with self._reached():
            found = self._pages.counted(ask)
            return replace(found, hits=grouped(self._pages, ask.plan, ask.limit, ask.after, ask.order, ask.group_by))

    def _connected(self) -> Elasticsearch:
        """Return the client once the cluster is known to be of the right version and to have the index."""
        if not self._ready:
            self._checked()
            with self._reached():
                if not self._live():
                    self._begin()
            self._ready = True
        return self._client

    def _checked(self) -> None:
        """Check that every node of the cluster is of the right version."""
        with self._reached():
            nodes = self._client.nodes.info(node_id="_all", metric="http", filter_path="nodes.*.version")
        versions = sorted({str(node["version"]) for node in nodes.get("nodes", {}).values()})
        if not versions or any(version.partition(".")[0] != MAJOR for version in versions):
            raise Unavailable(
                f"Elasticsearch {MAJOR} is needed, the cluster has {', '.join(versions) or 'no nodes'}",
                where=self._where,
                remedy=f"Upgrade it to {MAJOR} or set PARAQ_ELASTICSEARCH to another cluster",
                code="elasticsearch-version",
            )

    def _begin(self) -> None:
        """Make the index of a new installation.

        Raises:
            Unavailable: There are indices of an old one, which an empty index would hide.
        """
        left = self._indices()
        # Another process that begins now makes its index and the alias in one step.
        if left and not self._live():
            raise Unavailable(
                f"The alias {self._alias} names no index",
                where=self._where,
                remedy=f"Run paraq reindex, or give the alias back to its index; there are {', '.join(left)}",
                code="index",
            )
        if not left:
            self._create(1, self._stamp, alias=True)

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
                raise Conflict(
                    "Another process is rebuilding the index", where=name, remedy="Wait until it is done", code="index-busy"
                ) from error
        return name

    def _filling(self, index: str) -> Filling:
        return Filling(self._client, index, self._reached, is_alias=index == self._alias)

    def _indices(self) -> list[str]:
        return sorted(self._client.indices.get(index=f"{self._alias}-*", features="aliases"))

    def _live(self) -> str:
        """Return the index that the alias names, empty if it names none.

        Raises:
            Unavailable: It names several, so that pages would be found twice.
        """
        try:
            named = sorted(self._client.indices.get_alias(name=self._alias))
        except NotFoundError:
            return ""
        if len(named) > 1:
            raise Unavailable(
                f"The alias {self._alias} names several indices",
                where=self._where,
                remedy=f"Leave it to one of {', '.join(named)}",
                code="index",
            )
        return named[0]

    def _next(self) -> int:
        numbers = [name.rpartition("-")[2] for name in self._indices()]
        return max((int(number) for number in numbers if number.isdecimal()), default=0) + 1

    def _unfinished(self, live: str, fingerprint: str) -> str:
        """Return the newest index after the live one with this stamp; empty if there is none."""
        names = [name for name in self._indices() if name > live and self._filling(name).stamp() == fingerprint]
        return names[-1] if names else ""

    def _drop(self, but: str = "") -> int:
        live = self._live()
        gone = [name for name in self._indices() if name not in {live, but}]
        for name in gone:
            self._client.indices.delete(index=name)
        return len(gone)
