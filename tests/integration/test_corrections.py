"""Corrections through the API of a running house: searchable at once, with history and undo, and no one overwritten."""

import time
from collections.abc import Iterator
from typing import Any

import pytest

from tests.fakes.client import Client
from tests.integration.open_archive import open_archive
from tests.integration.paraq_home import write_picture

WRITTEN = "ПРИКАЗ № 15\nпринять Абдикова Серика\nмеханизатором с окладом"
# The promise is two seconds on an idle machine; a test waits until it is kept and fails only if it never is.
TRIES, PAUSE = 600, 0.1


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    transfer, home = tmp_path_factory.mktemp("transfer"), tmp_path_factory.mktemp("home")
    write_picture(transfer / "1.png", WRITTEN)
    with open_archive(transfer, home) as client:
        yield client


def current(client: Client) -> dict[str, Any]:
    found = client.get("/v1/search").json()["hits"][0]["page"]["page_id"]
    return dict(client.get(f"/v1/pages/{found}").json())


def total(client: Client, query: str, wanted: int) -> int:
    """Return how many pages a search finds, once it finds as many as wanted or at the end of patience."""
    for _ in range(TRIES):
        found = int(client.get("/v1/search", params={"q": query}).json()["total"])
        if found == wanted:
            break
        time.sleep(PAUSE)
    return found


def test_correction_is_searchable_marked_at_its_place_and_can_be_undone(client: Client) -> None:
    before = current(client)
    address = f"/v1/pages/{before['page_id']}"
    place = next(word["box"] for word in before["words"] if word["text"] == "механизатором")
    wanted = before["text"].replace("механизатором", "бухгалтером")
    answer = client.request("PUT", f"{address}/text", json={"text": wanted}, headers={"If-Match": f'"{before["version"]}"'})
    assert answer.status_code == 200, answer.text
    assert answer.headers["etag"] == f'"{before["version"] + 1}"'
    assert total(client, "=бухгалтером", 1) == 1
    assert total(client, "=механизатором", 0) == 0
    hit = client.get("/v1/search", params={"q": "бухгалтер"}).json()["hits"][0]
    assert hit["marks"][0]["boxes"] == [place]

    history = client.get(f"{address}/versions").json()["versions"]
    assert [(one["version"], one["author"], one["current"]) for one in history] == [(2, "operator", True), (1, "", False)]
    assert client.get(f"{address}/versions/1").json()["text"] == before["text"]
    undone = client.request("POST", f"{address}/versions/1/restore", headers={"If-Match": '"2"'})
    assert undone.json()["version"] == 3
    assert total(client, "=механизатором", 1) == 1
    after = current(client)
    assert (after["text"], after["words"]) == (before["text"], before["words"])


def test_nobody_overwrites_what_another_has_written(client: Client) -> None:
    page = current(client)
    address = f"/v1/pages/{page['page_id']}/text"
    for stale in (page["version"] - 1, page["version"] + 1):
        answer = client.request("PUT", address, json={"text": "иное"}, headers={"If-Match": f'"{stale}"'})
        assert answer.status_code == 412 and answer.json()["code"] == "version-changed"
    unsaid = client.request("PUT", address, json={"text": "иное"})
    assert unsaid.status_code == 428
    assert current(client)["text"] == page["text"]


def test_unknown_pages_and_versions_are_missing(client: Client) -> None:
    page = current(client)["page_id"]
    headers = {"If-Match": '"1"'}
    assert client.request("PUT", "/v1/pages/feed-1/text", json={"text": "а"}, headers=headers).status_code == 404
    assert client.get("/v1/pages/feed-1/versions").status_code == 404
    assert client.get(f"/v1/pages/{page}/versions/99").status_code == 404
    assert client.request("POST", f"/v1/pages/{page}/versions/99/restore", headers=headers).status_code == 404
    assert client.request("PUT", f"/v1/pages/{page}/text", json={"words": []}, headers=headers).status_code == 422
