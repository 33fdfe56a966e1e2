"""Elasticsearch as archives run it: three nodes of which one is lost, addresses that ask for TLS, a cluster of other version."""

import contextlib
import datetime
import json
import signal
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pydantic import SecretStr

from api.parameters import SearchParameters
from api.sealing import Seal
from paraq.engines.document import IndexedPage, Terms
from paraq.engines.elastic import ElasticEngine
from paraq.errors import Unavailable
from paraq.query.plan import Among, Everything, Term
from paraq.settings import Settings
from tests.services.elasticsearch import cluster
from tests.services.process import free_port
from ui.state import LONGEST_CURSOR

KEY = "a-key-of-the-cluster"
BATCH = 100
BATCHES = 12
FIRST = BATCH


def page(number: int) -> IndexedPage:
    words = ("бұйрық", f"сөз{number}")
    terms = Terms(" ".join(words))
    return IndexedPage(
        f"page-{number:05}",
        {"exact": terms, "stem": terms, "key": terms},
        " ".join(words),
        {"document_id": (f"document-{number // 20}",), "fonds": ("27" if number < FIRST else "28",)},
        {"year": (1950 + number % 40,), "opens": (0,)},
        {"date": "", "reference": f"{number:05}"},
        number,
    )


def batch(number: int) -> list[IndexedPage]:
    return [page(number * BATCH + at) for at in range(BATCH)]


def test_a_lost_node_loses_no_page_and_fails_no_query() -> None:
    with cluster(3) as nodes:
        addresses = list(nodes)
        settings = Settings(elasticsearch=",".join(addresses), elasticsearch_shards=3, elasticsearch_replicas=1)
        engine, reader = ElasticEngine(settings, "one"), ElasticEngine(settings, "one")
        engine.write(batch(0))
        _green(engine, addresses[0])
        searches, stop = _Searches(reader), threading.Event()
        searching = threading.Thread(target=searches.until, args=(stop,))
        searching.start()
        for number in range(1, BATCHES):
            if number == BATCHES // 2:
                # While pages are written and searched, the node dies without a word.
                killer = threading.Timer(0.2, lambda: nodes[addresses[2]].stop(signal.SIGKILL))
                killer.start()
            engine.write(batch(number))
        killer.join()
        stop.set()
        searching.join()
        try:
            assert searches.failures == []
            assert searches.made > 20
            assert nodes[addresses[2]].process.poll() is not None
            assert engine.count() == BATCH * BATCHES
            assert sorted(engine.page_ids()) == [page(number).page_id for number in range(BATCH * BATCHES)]
            found = engine.search(Term("exact", "бұйрық"), facets=("fonds",))
            assert (found.total, found.facets["fonds"]) == (BATCH * BATCHES, {"27": FIRST, "28": BATCH * BATCHES - FIRST})
            # A cursor names the state of each shard, and still goes into an address.
            cursor = Seal(bytes(32)).closed(found.hits[0].cursor)
            assert (SearchParameters(after=cursor).after, len(cursor) < LONGEST_CURSOR / 2) == (cursor, True)
        finally:
            reader.close()
            engine.close()


class _Searches:
    """Searches made one after another, and what was wrong with any of them."""

    def __init__(self, engine: ElasticEngine) -> None:
        self._engine = engine
        self.made = 0
        self.failures: list[str] = []

    def until(self, stop: threading.Event) -> None:
        while not stop.is_set():
            try:
                found = self._engine.search(Among("fonds", ("27",)), limit=FIRST, facets=("year",))
                if (found.total, len(found.hits), sum(found.facets["year"].values())) != (FIRST, FIRST, FIRST):
                    self.failures.append(f"{found.total} pages, {len(found.hits)} hits")
            except Exception as error:  # noqa: BLE001 - whatever goes wrong is what the test is about
                self.failures.append(repr(error))
            self.made += 1


def _green(engine: ElasticEngine, address: str) -> None:
    """Wait until every shard has its replica."""
    answer = httpx.get(f"{address}/_cluster/health", params={"wait_for_status": "green", "timeout": "60s"}, timeout=90)
    assert answer.json()["status"] == "green", engine.count()


def certificate(folder: Path) -> tuple[Path, Path]:
    """Return a new certificate for 127.0.0.1 that signs itself, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "an archive's own cluster")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    paths = folder / "ca.pem", folder / "key.pem"
    paths[0].write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    paths[1].write_bytes(key.private_bytes(*private))
    return paths


@contextlib.contextmanager
def behind_tls(url: str, folder: Path) -> Iterator[tuple[str, list[bytes]]]:
    """Put TLS before a cluster: what comes is handed on byte by byte. Gives the address, and what clients sent."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate(folder))
    sent: list[bytes] = []
    inner = urlsplit(url)
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            with contextlib.suppress(OSError):
                while True:
                    plain, _ = listening.accept()
                    threading.Thread(target=hand_on, args=(plain,), daemon=True).start()

        def hand_on(plain: socket.socket) -> None:
            with (
                contextlib.suppress(OSError),
                context.wrap_socket(plain, server_side=True) as outer,
                socket.create_connection((str(inner.hostname), int(inner.port or 0))) as own,
            ):
                threading.Thread(target=pump, args=(own, outer, lambda _: None), daemon=True).start()
                pump(outer, own, sent.append)

        def pump(source: socket.socket, target: socket.socket, told: Callable[[bytes], None]) -> None:
            with contextlib.suppress(OSError):
                while content := source.recv(65536):
                    told(content)
                    target.sendall(content)

        threading.Thread(target=serve, daemon=True).start()
        yield f"https://127.0.0.1:{listening.getsockname()[1]}", sent


def test_certificates_are_checked_and_the_key_is_sent(elasticsearch_url: str, tmp_path: Path) -> None:
    with behind_tls(elasticsearch_url, tmp_path) as (address, sent):
        named = {"elasticsearch": address, "elasticsearch_index": "behind-tls", "elasticsearch_key": SecretStr(KEY)}
        stranger = ElasticEngine(Settings(**named))
        with pytest.raises(Unavailable, match="does not answer") as refused:
            stranger.count()
        assert "certificate" in refused.value.remedy.lower()
        assert KEY not in str(sent)
        engine = ElasticEngine(Settings(**named, elasticsearch_ca=str(tmp_path / "ca.pem")))
        engine.write(batch(0))
        assert engine.search(Everything()).total == BATCH
        assert f"ApiKey {KEY}".encode() in b"".join(sent)
        engine.destroy()
        for one in (stranger, engine):
            one.close()


@contextlib.contextmanager
def cluster_of(version: str) -> Iterator[str]:
    """Answer as a cluster of another version does when it is asked for its nodes."""

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            content = json.dumps({"nodes": {"one": {"version": version}}}).encode()
            self.send_response(200)
            headers = {"Content-Type": "application/json", "X-Elastic-Product": "Elasticsearch"}
            for name, value in (headers | {"Content-Length": str(len(content))}).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", free_port()), Answers) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.parametrize("version", ["8.19.4", "7.17.0", "10.0.0"])
def test_another_version_is_refused_in_plain_words(version: str) -> None:
    with cluster_of(version) as address:
        engine = ElasticEngine(Settings(elasticsearch=address))
        with pytest.raises(Unavailable, match=f"Elasticsearch 9 is needed, the cluster has {version}") as refused:
            engine.count()
        assert "PARAQ_ELASTICSEARCH" in refused.value.remedy
        engine.close()
