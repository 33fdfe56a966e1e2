"""What other hands do to an Elasticsearch index: each fault is said in plain words, nothing is lost, and it mends itself."""

import contextlib
import json
import threading
import uuid
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import pytest

from paraq.engines.document import IndexedPage, Terms
from paraq.engines.elastic import ElasticEngine
from paraq.engines.elastic_lists import NO_STAMP
from paraq.engines.ports import Ask
from paraq.errors import Unavailable
from paraq.query.plan import Everything, Term
from paraq.settings import Settings

# Each process of an installation has an engine of its own.
Make = Callable[[], ElasticEngine]
REFUSALS = {429: "es_rejected_execution_exception", 401: "security_exception", 403: "security_exception"}


def page(number: int) -> IndexedPage:
    words = Terms(f"бұйрық сөз{number}")
    terms = {"exact": words, "stem": words, "key": words}
    return IndexedPage(
        f"p{number}",
        terms,
        "",
        {"fonds": ("27",), "file_key": ("27|1|1",)},
        {"opens": (0,)},
        {"date": "", "reference": f"{number}"},
        number,
    )


PAGES = [page(number) for number in range(3)]


class Cluster:
    """The indices of one installation, as somebody with rights in the cluster sees them."""

    def __init__(self, url: str) -> None:
        self.alias = f"faults-{uuid.uuid4().hex}"
        self._url = url

    def ask(self, method: str, path: str, content: object = None) -> httpx.Response:
        return httpx.request(method, f"{self._url}{path}", json=content, timeout=30)

    def indices(self) -> list[str]:
        return sorted(self.ask("GET", f"/{self.alias}*").json())


@pytest.fixture
def cluster(elasticsearch_url: str) -> Iterator[Cluster]:
    made = Cluster(elasticsearch_url)
    yield made
    for index in made.indices():
        made.ask("DELETE", f"/{index}")


@pytest.fixture
def new(cluster: Cluster, elasticsearch_url: str) -> Iterator[Make]:
    made: list[ElasticEngine] = []

    def make() -> ElasticEngine:
        made.append(ElasticEngine(Settings(elasticsearch=elasticsearch_url, elasticsearch_index=cluster.alias), "one"))
        return made[-1]

    yield make
    for engine in made:
        engine.close()


def found(engine: ElasticEngine) -> int:
    return engine.search(Term("exact", "бұйрық")).total


def rebuild(engine: ElasticEngine) -> None:
    with engine.build("one") as build:
        build.add(PAGES, "p2")
        build.swap()


def test_an_index_that_was_removed_is_said_to_be_and_built_anew(cluster: Cluster, new: Make) -> None:
    serving = new()
    serving.write(PAGES)
    assert found(serving) == 3
    (index,) = cluster.indices()
    cluster.ask("DELETE", f"/{index}")
    for ask in (lambda: found(serving), lambda: serving.write(PAGES), lambda: serving.completions("бұй")):
        with pytest.raises(Unavailable) as refused:
            ask()
        assert "removed" in str(refused.value) or "no such index" in str(refused.value)
    # Elasticsearch would have made an index without our mapping when pages came.
    assert cluster.indices() == []
    rebuild(new())
    assert found(serving) == 3


def test_while_a_removed_index_is_built_anew_nothing_is_said_not_to_be_found(cluster: Cluster, new: Make) -> None:
    serving = new()
    serving.write(PAGES)
    cluster.ask("DELETE", f"/{cluster.indices()[0]}")
    with new().build("one") as build:
        build.add(PAGES, "p2")
        with pytest.raises(Unavailable):
            found(serving)
        build.swap()
    assert found(serving) == 3


def test_an_alias_that_was_removed_hides_no_index_behind_an_empty_one(cluster: Cluster, new: Make) -> None:
    new().write(PAGES)
    (index,) = cluster.indices()
    cluster.ask("DELETE", f"/{index}/_alias/{cluster.alias}")
    beginning = new()
    with pytest.raises(Unavailable, match="names no index") as refused:
        found(beginning)
    assert index in refused.value.remedy
    cluster.ask("PUT", f"/{index}/_alias/{cluster.alias}")
    assert found(beginning) == 3
    cluster.ask("DELETE", f"/{index}/_alias/{cluster.alias}")
    rebuild(new())
    assert found(new()) == 3
    assert index in cluster.indices()


def test_an_alias_of_two_indices_is_refused(cluster: Cluster, new: Make) -> None:
    new().write(PAGES)
    cluster.ask("PUT", f"/{cluster.alias}-other", {"aliases": {cluster.alias: {}}})
    with pytest.raises(Unavailable, match="several indices"):
        found(new())


def test_a_mapping_changed_by_hand_makes_reindexing_due(cluster: Cluster, new: Make) -> None:
    engine = new()
    engine.write(PAGES)
    assert engine.fingerprint() == "one"
    changed = cluster.ask("PUT", f"/{cluster.alias}/_mapping", {"_meta": {}, "properties": {"colour": {"type": "keyword"}}})
    assert changed.json() == {"acknowledged": True}
    assert (engine.fingerprint(), found(engine)) == ("", 3)
    rebuild(engine)
    assert engine.fingerprint() == "one"


def test_documents_of_other_hands_are_seen_and_taken_out(cluster: Cluster, new: Make) -> None:
    engine = new()
    engine.write(PAGES)
    for name, content in (("strange", {"fonds": "27"}), ("double", {"page_id": "p1", "stamp": 1}), ("p0", {"fonds": "27"})):
        assert cluster.ask("PUT", f"/{cluster.alias}/_doc/{name}?refresh=true", content).is_success
    assert found(engine) == 2
    assert engine.search(Everything(), limit=10, order="reference").total == 5
    assert sorted(engine.page_ids()) == ["double", "p0", "p1", "p2", "strange"]
    stamps = engine.stamps_of(["double", "p0", "p1", "p2", "p9", "strange"])
    assert stamps == {"double": NO_STAMP, "p0": NO_STAMP, "p1": 1, "p2": 2, "strange": NO_STAMP}
    engine.write(PAGES[:1], removed=["double", "strange"])
    assert list(engine.page_ids()) == ["p0", "p1", "p2"]


def test_an_index_closed_to_changes_says_so_and_takes_them_afterwards(cluster: Cluster, new: Make) -> None:
    engine = new()
    engine.write(PAGES[:1])
    cluster.ask("PUT", f"/{cluster.alias}/_settings", {"index.blocks.write": True})
    with pytest.raises(Unavailable, match="p1 could not be indexed") as refused:
        engine.write(PAGES[1:])
    assert "block" in refused.value.remedy
    assert found(engine) == 1
    cluster.ask("PUT", f"/{cluster.alias}/_settings", {"index.blocks.write": None})
    engine.write(PAGES[1:])
    assert found(engine) == 3


def test_a_nearly_full_disk_is_waited_for(cluster: Cluster, new: Make) -> None:
    engine = new()
    engine.write(PAGES[:1])
    # What Elasticsearch itself sets at its flood stage, and lifts when there is room again.
    block = "index.blocks.read_only_allow_delete"
    cluster.ask("PUT", f"/{cluster.alias}/_settings", {block: True})
    lifted = threading.Timer(0.5, lambda: cluster.ask("PUT", f"/{cluster.alias}/_settings", {block: None}))
    lifted.start()
    engine.write(PAGES[1:])
    lifted.join()
    assert found(engine) == 3


@contextlib.contextmanager
def door(url: str, refusals: int, status: int = 429) -> Iterator[tuple[str, list[str]]]:
    """Stand before a cluster and refuse so many searches and bulk requests as a node does; gives the address, and these."""
    refused: list[str] = []

    class Door(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def answer(self) -> None:
            content = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            if len(refused) < refusals and any(name in self.path for name in ("_search", "_msearch", "_bulk")):
                refused.append(self.path)
                body = json.dumps({"error": {"type": REFUSALS[status], "reason": "refused"}, "status": status}).encode()
                self.told(status, "application/json", body)
                return
            kept = {name: value for name, value in self.headers.items() if name.lower() in {"content-type", "accept"}}
            given = httpx.request(self.command, url + self.path, content=content, headers=kept, timeout=30)
            self.told(given.status_code, given.headers.get("Content-Type", ""), given.content)

        do_GET = do_POST = do_PUT = do_HEAD = do_DELETE = answer

        def told(self, status: int, kind: str, body: bytes) -> None:
            self.send_response(status)
            for name, value in (
                ("Content-Type", kind),
                ("X-Elastic-Product", "Elasticsearch"),
                ("Content-Length", str(len(body))),
            ):
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Door) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", refused
        server.shutdown()


def test_a_busy_node_is_asked_again(cluster: Cluster, elasticsearch_url: str) -> None:
    # The client itself asks five times more; what is left is Paraq's to wait for.
    with door(elasticsearch_url, 8) as (address, refused):
        engine = ElasticEngine(Settings(elasticsearch=address, elasticsearch_index=cluster.alias), "one")
        engine.write(PAGES)
        assert len(refused) == 8
        refused.clear()
        answers = engine.searches([Ask(Everything(), limit=2), Ask(Term("exact", "сөз1"), facets=("fonds",))])
        assert len(refused) == 8
        assert [(answer.total, len(answer.hits)) for answer in answers] == [(3, 2), (1, 0)]
        assert answers[1].facets == {"fonds": {"27": 1}}
        engine.close()


@pytest.mark.parametrize("status", [401, 403])
def test_a_key_that_may_not_is_said(cluster: Cluster, elasticsearch_url: str, status: int) -> None:
    with door(elasticsearch_url, 3, status) as (address, refused):
        engine = ElasticEngine(Settings(elasticsearch=address, elasticsearch_index=cluster.alias), "one")
        for ask in (lambda: found(engine), lambda: engine.searches([Ask(Everything())] * 2), lambda: engine.write(PAGES)):
            with pytest.raises(Unavailable) as said:
                ask()
            assert "PARAQ_ELASTICSEARCH_KEY" in said.value.remedy
        assert len(refused) == 3
        engine.write(PAGES)
        assert found(engine) == 3
        engine.close()


def test_lists_of_groups_are_asked_for_among_others(new: Make) -> None:
    engine = new()
    engine.write(PAGES)
    answers = engine.searches([Ask(Everything(), limit=1, group_by="file_key"), Ask(Everything())])
    assert [(answer.total, answer.groups, len(answer.hits)) for answer in answers] == [(3, 1, 1), (3, 0, 0)]
    assert engine.searches([]) == []


def test_an_address_with_a_password_is_in_no_message() -> None:
    engine = ElasticEngine(Settings(elasticsearch="http://elastic:hunter2@127.0.0.1:9"))
    with pytest.raises(Unavailable) as refused:
        engine.count()
    assert "hunter2" not in str(refused.value)
    assert "127.0.0.1:9" in refused.value.where
    engine.close()
