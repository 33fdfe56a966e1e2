"""Harvesting over a real server and a real catalogue, by an independent harvester."""

import threading
import time
import warnings
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import pytest
import uvicorn
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.formats.ead import NAMESPACE as EAD
from api.oai.answers import NAMESPACE
from api.routes.oai import TOGETHER
from tests.fakes.client import Client
from tests.integration.open_archive import open_archive

with warnings.catch_warnings():
    # Its strings have escapes that Python warns of.
    warnings.simplefilter("ignore")
    import sickle
    from sickle import oaiexceptions

NAMES = ["verb", "metadataPrefix", "from", "until", "set", "identifier", "resumptionToken"]
VALUES = st.text() | st.sampled_from(["ListRecords", "oai_dc", "2026-01-01"])
DOCUMENTS = 2 * TOGETHER + 7


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    transfer, home = tmp_path_factory.mktemp("transfer"), tmp_path_factory.mktemp("home")
    for number in range(DOCUMENTS):
        fonds = "Р-12" if number % 2 else "7"
        file = transfer / f"Ф. {fonds}" / "Оп. 1 лс" / f"Д. {number % 5 + 1}" / f"бұйрық {number}.txt"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"БҰЙРЫҚ № {number}\nӘбдіков Серік <жұмысқа> & қабылдансын {number}\n", encoding="utf-8")
    with open_archive(transfer, home) as client:
        yield client


@pytest.fixture(scope="module")
def harvester(client: Client) -> Iterator[sickle.Sickle]:
    server = uvicorn.Server(uvicorn.Config(client._app, port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield sickle.Sickle(f"http://127.0.0.1:{port}/v1/oai")
    server.should_exit = True
    thread.join()


def test_every_document_is_harvested_once_over_several_parts(client: Client, harvester: sickle.Sickle) -> None:
    found = [record.header.identifier for record in harvester.ListRecords(metadataPrefix="oai_dc")]
    assert len(found) == len(set(found)) == DOCUMENTS
    named = {hit["page"]["document_id"] for hit in client.get("/v1/search?limit=100").json()["hits"]}
    assert named <= {identifier.rpartition(":")[2] for identifier in found}


def test_sets_are_fonds_and_part_the_records(harvester: sickle.Sickle) -> None:
    sets = {one.setName: one.setSpec for one in harvester.ListSets()}
    assert set(sets) == {"7", "Р-12"}
    counts = [len(list(harvester.ListIdentifiers(metadataPrefix="ead", set=name))) for name in sets.values()]
    assert sum(counts) == DOCUMENTS and all(counts)


def test_record_says_what_is_known_in_both_formats(harvester: sickle.Sickle) -> None:
    first = next(harvester.ListRecords(metadataPrefix="oai_dc"))
    assert first.metadata["title"]
    assert any(source.startswith("Ф. ") for source in first.metadata["source"])
    ead = harvester.GetRecord(identifier=first.header.identifier, metadataPrefix="ead")
    assert f"{{{EAD}}}archdesc" in {element.tag for element in ead.xml.iter()}


def test_times_part_the_records(harvester: sickle.Sickle) -> None:
    today = datetime.now(UTC)
    tomorrow = (today + timedelta(days=1)).strftime("%Y-%m-%d")
    assert len(list(harvester.ListIdentifiers(metadataPrefix="oai_dc", until=tomorrow))) == DOCUMENTS
    with pytest.raises(oaiexceptions.NoRecordsMatch):
        harvester.ListIdentifiers(**{"metadataPrefix": "oai_dc", "from": tomorrow})
    earliest = harvester.Identify().earliestDatestamp
    assert len(list(harvester.ListIdentifiers(**{"metadataPrefix": "oai_dc", "from": earliest}))) == DOCUMENTS


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("", "badVerb"),
        ("verb=Steal", "badVerb"),
        ("verb=Identify&verb=Identify", "badVerb"),
        ("verb=Identify&colour=red", "badArgument"),
        ("verb=ListRecords", "badArgument"),
        ("verb=ListRecords&metadataPrefix=marc", "cannotDisseminateFormat"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=yesterday", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=2026-01-01&until=2026-01-01T00:00:00Z", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=2026-02-01&until=2026-01-01", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&set=fonds:zz", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&set=fonds:39", "noRecordsMatch"),
        ("verb=ListRecords&resumptionToken=abc", "badResumptionToken"),
        ("verb=ListRecords&resumptionToken=abc&metadataPrefix=oai_dc", "badArgument"),
        ("verb=ListSets&resumptionToken=abc", "badResumptionToken"),
        ("verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:paraq:feed", "idDoesNotExist"),
        ("verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:other:1", "idDoesNotExist"),
        ("verb=ListMetadataFormats&identifier=oai:paraq:feed", "idDoesNotExist"),
    ],
)
def test_mistakes_are_told_as_the_protocol_wants(client: Client, query: str, code: str) -> None:
    for answer in (client.get(f"/v1/oai?{query}"), client.request("POST", "/v1/oai", content=query)):
        assert answer.status_code == 200
        root = ElementTree.fromstring(answer.content)
        error = root.find(f"{{{NAMESPACE}}}error")
        assert error is not None and error.get("code") == code
        assert bool(root.find(f"{{{NAMESPACE}}}request").attrib) == (code not in ("badVerb", "badArgument"))  # type: ignore[union-attr]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pairs=st.lists(st.tuples(st.sampled_from(NAMES), VALUES), max_size=5))
def test_no_request_is_a_server_error(client: Client, pairs: list[tuple[str, str]]) -> None:
    readable = [(name, value.encode("utf-8", "replace").decode()) for name, value in pairs]
    answer = client.get("/v1/oai", params=readable)
    assert answer.status_code in (200, 422)
    if answer.status_code == 200:
        ElementTree.fromstring(answer.content)


def test_finding_aid_has_every_file_and_document_of_the_fonds(client: Client) -> None:
    root = ElementTree.fromstring(client.get("/v1/archive/ead", params={"fonds": "Р-12"}).content)
    levels = [unit.get("level") for unit in root.iter(f"{{{EAD}}}c")]
    assert levels.count("series") == 1 and levels.count("file") == 5 and levels.count("item") == DOCUMENTS // 2
    assert client.get("/v1/archive/ead", params={"fonds": "99"}).status_code == 404


def test_withdrawn_documents_are_told_as_deleted(client: Client, harvester: sickle.Sickle) -> None:
    # A document all of whose pages were withdrawn has none that can be searched.
    from sqlalchemy import text

    from api.dependencies import Parts

    parts: Parts = client._app.state.parts  # type: ignore[attr-defined]
    document = client.get("/v1/search?limit=1").json()["hits"][0]["page"]["document_id"]
    with parts.listing._database.begin() as connection:
        connection.execute(text("UPDATE pages SET version = 0 WHERE document = :id"), {"id": document})
    record = harvester.GetRecord(identifier=f"oai:paraq:{document}", metadataPrefix="oai_dc")
    assert record.deleted
