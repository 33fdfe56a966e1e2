"""Writing to Elasticsearch: bulk requests that lose nothing, and a new index beside the live one."""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from itertools import chain
from typing import Any, Final

from elastic_transport import ConnectionError as Unreached
from elasticsearch import ApiError, Elasticsearch
from elasticsearch.helpers import streaming_bulk

from paraq.engines.document import IndexedPage
from paraq.engines.elastic_index import document
from paraq.engines.elastic_lists import PageLists, Searches
from paraq.engines.ports import Found
from paraq.errors import Unavailable
from paraq.query.plan import Plan

# Elasticsearch advises 5 to 15 MB a request; small ones keep a busy node from refusing.
BULK_BYTES: Final = 5 * 1024 * 1024
BULK_PAGES: Final = 500
# A full queue empties in seconds, a lost primary is replaced within a minute: waits of 1, 2, 4 ... 32 s, two minutes in all.
TRIES: Final = 8
LONGEST_WAIT: Final = 32
# What a node refuses for now: its queue or memory is full, the shard's primary is gone, the request timed out.
REFUSED: Final = frozenset({429, 502, 503, 504})

Json = dict[str, Any]
Reached = Callable[[], AbstractContextManager[None]]


class Filling:
    """Writes pages into one index, or into that which an alias names."""

    def __init__(self, client: Elasticsearch, index: str, reached: Reached, *, is_alias: bool = False) -> None:
        self.client = client
        self.index = index
        self.reached = reached
        self._is_alias = is_alias

    def put(self, pages: Iterable[IndexedPage], removed: Iterable[str] = ()) -> None:
        """Put pages in or replace them, take pages out; durable and searchable on return.

        Raises:
            Unavailable: A page was refused for good; the message names it and the reason.
        """
        gone = ({"_op_type": "delete", "_id": page_id} for page_id in removed)
        batch: list[Json] = []
        for action in chain(gone, _actions(pages)):
            batch.append(action)
            if len(batch) == BULK_PAGES:
                self._send(batch)
                batch = []
        if batch:
            self._send(batch)
        self.client.indices.refresh(index=self.index)

    def stamp(self) -> str:
        """Return what the index was built with; empty if it was not made by Paraq."""
        return self.meta().get("fingerprint", "")

    def meta(self) -> Mapping[str, str]:
        """Return what is noted of the index: its ``fingerprint``, and the mark ``last`` while it is built."""
        mapping = self.client.indices.get_mapping(index=self.index)
        meta: Mapping[str, str] = next(iter(mapping.values()))["mappings"].get("_meta", {})
        return meta

    def note(self, **values: str) -> None:
        """Note something of the index.

        Raises:
            Unavailable: The index was removed meanwhile, and Elasticsearch has made another when pages came.
        """
        meta = self.meta()
        if "fingerprint" not in meta:
            raise Unavailable("The index was removed", where=self.index, remedy="Run paraq reindex", code="index")
        self.client.indices.put_mapping(index=self.index, meta={**meta, **values})

    def _send(self, batch: list[Json]) -> None:
        """Send actions until each was done: again what a busy node refused, all of them if the connection broke.

        An action done twice leaves what it left once.
        """
        for tries in range(TRIES):
            batch, reason = self._refused(batch)
            if not batch:
                return
            if tries < TRIES - 1:
                time.sleep(min(LONGEST_WAIT, 2**tries))
        raise Unavailable(
            f"{len(batch)} pages could not be indexed, the first is {batch[0]['_id']}",
            where=self.index,
            remedy=reason,
            code="index",
        )

    def _refused(self, batch: list[Json]) -> tuple[list[Json], str]:
        """Send actions once and return those that are to be sent again, and why."""
        left, reason = [], ""
        try:
            answers = streaming_bulk(
                self.client,
                (dict(action) for action in batch),
                index=self.index,
                chunk_size=BULK_PAGES,
                max_chunk_bytes=BULK_BYTES,
                # Elasticsearch would make an index of this name, without our mapping, if the alias were gone.
                require_alias=self._is_alias,
                raise_on_error=False,
                raise_on_exception=True,
            )
            for action, (_, answer) in zip(batch, answers, strict=True):
                kind, item = next(iter(answer.items()))
                status = int(item["status"])
                if status < 300 or (kind, status) == ("delete", 404):
                    continue
                reason = _reason(item)
                if status not in REFUSED:
                    raise Unavailable(
                        f"The page {item['_id']} could not be indexed", where=self.index, remedy=reason, code="index"
                    )
                left.append(action)
        except ApiError as error:
            if error.status_code not in REFUSED:
                raise
            return batch, str(error)
        except Unreached as error:
            return batch, str(error)
        return left, reason


class ElasticBuild:
    """An index beside the live one."""

    def __init__(self, filling: Filling, alias: str, live: str) -> None:
        self._filling = filling
        self._alias = alias
        self._live = live
        self._lists = PageLists(Searches(filling.client, filling.index))
        self.last = filling.meta().get("last", "")

    def add(self, pages: Iterable[IndexedPage], last: str) -> None:
        """Put pages in, durably, and set the mark."""
        with self._filling.reached():
            self._filling.put(pages)
            self._filling.note(last=last)
        self.last = last

    def change(self, pages: Iterable[IndexedPage], removed: Iterable[str] = ()) -> None:
        """Replace pages and take pages out."""
        with self._filling.reached():
            self._filling.put(pages, removed)

    def search(self, plan: Plan, limit: int = 20) -> Found:
        """Search what is in it."""
        with self._filling.reached():
            return self._lists.found(plan, limit, "", "relevance", ())

    def count(self) -> int:
        """Return the number of pages in it."""
        with self._filling.reached():
            return int(self._filling.client.count(index=self._filling.index)["count"])

    def swap(self) -> None:
        """Make it the live index; the one before is kept."""
        before = [{"remove": {"index": self._live, "alias": self._alias}}] if self._live else []
        added = {"add": {"index": self._filling.index, "alias": self._alias, "is_write_index": True}}
        with self._filling.reached():
            self._filling.client.indices.update_aliases(actions=[*before, added])


def _actions(pages: Iterable[IndexedPage]) -> Iterator[Json]:
    for page in pages:
        yield {"_op_type": "index", "_id": page.page_id, **document(page)}


def _reason(item: Mapping[str, Any]) -> str:
    error = item.get("error") or {}
    return str(error.get("reason", error) if isinstance(error, dict) else error)
