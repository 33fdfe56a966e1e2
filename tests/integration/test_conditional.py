"""HEAD, ETag and If-None-Match on a real socket, and the way from records to their linked data."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from paraq.settings import Settings
from tests.integration.guarded_archive import OPEN, READER, guarded
from tests.services.served import served


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    with guarded(Settings(home=tmp_path_factory.mktemp("home")), closed=True) as found, served(found.app) as address:
        headers = found.person(READER).headers
        with httpx.Client(base_url=address, headers=headers) as client:
            yield client


@pytest.fixture(scope="module")
def document(client: httpx.Client) -> str:
    hits = client.get("/v1/search", params={"q": "Абдиков"}).json()["hits"]
    return next(str(hit["page"]["document_id"]) for hit in hits if hit["page"]["description"]["title"] == OPEN.title)


TAGGED = (
    "/v1/iiif/pages/{}-1/info.json",
    "/v1/iiif/pages/{}-1/text",
    "/v1/iiif/pages/{}-1/full/300,/0/default.jpg",
    "/v1/iiif/documents/{}/manifest",
    "/v1/iiif/documents/{}/search?q=Абдиков",
    "/v1/iiif/collection?fonds=12",
    "/v1/pages/{}-1/thumbnail",
    "/v1/pages/{}-1/text",
    "/v1/pages/{}-1",
    "/v1/pages/{}-1/alto",
    "/v1/documents/{}",
    "/v1/documents/{}/text",
    "/v1/documents/{}/pdf",
    "/v1/documents/{}/alto",
    "/v1/archive?fonds=12",
    "/v1/organisations/kuandarya",
    "/v1/health/live",
)
BARE = ("/v1/search?q=Абдиков", "/v1/oai?verb=Identify", "/v1/equivalents")


@pytest.mark.parametrize("path", TAGGED)
def test_what_the_client_has_already_is_not_sent_again(client: httpx.Client, document: str, path: str) -> None:
    first = client.get(path.format(document))
    assert first.status_code == 200 and first.content
    tag = first.headers["etag"]
    for known in (tag, f'"other", W/{tag.removeprefix("W/")}', "*"):
        again = client.get(path.format(document), headers={"If-None-Match": known})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert client.get(path.format(document), headers={"If-None-Match": '"other"'}).content == first.content


@pytest.mark.parametrize("path", [*TAGGED, *BARE])
def test_head_answers_as_get_without_the_body(client: httpx.Client, document: str, path: str) -> None:
    shown = client.get(path.format(document))
    head = client.head(path.format(document))
    assert (head.status_code, head.content) == (shown.status_code, b"")
    # What comes in pieces has no length before it is whole, and OAI-PMH and searches tell when and how long.
    changing = {"date", "x-request-id", *(("etag", "content-length") if path in BARE else ())}
    told = [{name: value for name, value in one.headers.items() if name not in changing} for one in (head, shown)]
    assert told[0] == told[1]


def test_a_file_made_for_one_answer_is_not_sent_in_parts(client: httpx.Client, document: str) -> None:
    whole = client.get(f"/v1/documents/{document}/pdf")
    assert whole.headers["accept-ranges"] == "none"
    for more in ({}, {"If-Range": '"other"'}, {"If-Range": whole.headers["etag"]}):
        again = client.get(f"/v1/documents/{document}/pdf", headers={"Range": "bytes=0-9", **more})
        assert (again.status_code, len(again.content)) == (200, len(whole.content))


def test_a_tag_of_a_change_does_not_hide_what_is_reckoned_day_by_day(client: httpx.Client) -> None:
    found = client.get("/v1/equivalents")
    assert found.headers["etag"] and found.headers["cache-control"] == "no-store"
    assert client.get("/v1/equivalents", headers={"If-None-Match": found.headers["etag"]}).content == found.content


def test_head_tells_no_more_than_get(client: httpx.Client, document: str) -> None:
    assert client.head("/v1/pages/feedfeedfeedfeed-1").status_code == 404
    assert client.head("/v1/users").status_code == 403
    assert httpx.head(f"{client.base_url}/v1/pages/{document}-1").status_code == 401


def test_a_corrected_text_has_another_tag_which_the_next_correction_names(client: httpx.Client, document: str) -> None:
    address = f"/v1/pages/{document}-2/text"
    before: dict[str, Any] = dict(client.get(address).headers)
    assert before["etag"] == '"1"' and before["cache-control"] == "private, no-cache"
    refused = client.put(address, json={"text": "x"}, headers={"If-Match": '"9"'})
    assert refused.status_code in (403, 412)


@pytest.mark.parametrize("path", ["/v1/pages/{}-1", "/v1/documents/{}", "/v1/archive?fonds=12&inventory=1"])
def test_who_asks_for_linked_data_is_led_there(client: httpx.Client, document: str, path: str) -> None:
    led = client.get(path.format(document), headers={"Accept": "application/ld+json"})
    assert led.status_code == 303 and led.headers["vary"] == "Accept"
    assert client.get(led.headers["location"]).json()["@type"] == "ArchiveComponent"
    for taken in ("application/json, application/ld+json", "*/*", "text/html"):
        assert client.get(path.format(document), headers={"Accept": taken}).status_code == 200
    assert client.get("/v1/pages/feedfeedfeedfeed-1", headers={"Accept": "application/ld+json"}).status_code == 404
