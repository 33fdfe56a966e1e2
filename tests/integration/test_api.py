"""The API over a real archive: files taken in by the command, Tesseract, catalogue, embedded engine and pictures."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from api.app import create_app
from api.parts import open_parts
from paraq.settings import Settings
from tests.fakes.client import Client
from tests.integration.open_archive import open_archive, write_orders


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    transfer, home = tmp_path_factory.mktemp("transfer"), tmp_path_factory.mktemp("home")
    write_orders(transfer)
    with open_archive(transfer, home) as client:
        yield client


def darkest(answer_content: bytes) -> int:
    return int(Image.open(BytesIO(answer_content)).convert("L").getextrema()[0])  # type: ignore[arg-type]


def test_name_in_one_spelling_is_found_in_the_other_with_its_box_on_the_ink(client: Client) -> None:
    found = client.get("/v1/search", params={"q": "Әбдіков Серік", "require_all": "true"}).json()
    assert found["total"] == 2
    for hit in found["hits"]:
        assert hit["page"]["reference"]["text"]["ru"].startswith("Ф. 12. Оп. 1. Д. 45. Л. 1")
        assert hit["marks"]
        for mark in hit["marks"]:
            for left, top, width, height in mark["boxes"]:
                place = client.get(f"{hit['page']['sheet']['image']}?region={left},{top},{width},{height}")
                assert darkest(place.content) < 100
    texts = {mark["text"] for hit in found["hits"] for mark in hit["marks"]}
    assert {"Әбдіков", "Абдикова"} <= texts


def test_marks_of_a_page_are_those_of_its_hit(client: Client) -> None:
    hit = client.get("/v1/search", params={"q": "механизатор"}).json()["hits"][0]
    page = client.get(f"/v1/pages/{hit['page']['page_id']}", params={"q": "механизатор"}).json()
    assert page["marks"] == hit["marks"] != []


def test_cut_of_a_hit_is_a_picture_of_the_asked_size(client: Client) -> None:
    hit = client.get("/v1/search", params={"q": "қабылдансын"}).json()["hits"][0]
    assert Image.open(BytesIO(client.get(hit["cut"]).content)).width == 640


def test_numbers_count_requests_by_route_and_name_nobody(client: Client) -> None:
    client.get("/v1/search", params={"q": "Жансерікова"})
    client.get("/v1/pages/nobody")
    told = client.get("/v1/metrics").text
    assert 'paraq_requests_total{method="GET",route="/search",status="200"}' in told
    assert 'route="/pages/{page_id}",status="404"' in told
    assert "paraq_pages 2.0" in told and "paraq_outbox_pages 0.0" in told
    assert "process_resident_memory_bytes" in told
    assert "Жансерікова" not in told and "nobody" not in told


def test_neighbours_lead_from_sheet_to_sheet_and_back(client: Client) -> None:
    sheets = client.get("/v1/archive", params={"fonds": "12", "inventory": "1", "file": "45"}).json()["sheets"]
    first, second = (one["page_id"] for one in sheets)
    assert client.get(f"/v1/pages/{first}").json()["neighbours"] == {"previous": None, "next": second}
    assert client.get(f"/v1/pages/{second}").json()["neighbours"] == {"previous": first, "next": None}


def test_years_narrow_a_search(client: Client) -> None:
    assert client.get("/v1/search?year_from=3000").json()["total"] == 0
    assert client.get("/v1/search?q=механизатор&facets=language").json()["facets"]["language"]


@pytest.mark.parametrize("query", ['"', "(((", "a" * 1000, "*", "NOT", "\u0000", "ә" * 300, "год:abc", "~~~", "😀"])
def test_odd_queries_are_answered(client: Client, query: str) -> None:
    assert client.get("/v1/search", params={"q": query}).status_code in (200, 400)


def test_cursor_of_another_list_is_refused(client: Client) -> None:
    assert client.get("/v1/search?after=nonsense").status_code == 400


def test_health_counts_the_pages(client: Client) -> None:
    assert client.get("/v1/health").json() == {"status": "ok", "pages": 2}


def test_picture_whose_file_is_gone_is_not_found(client: Client, tmp_path: Path) -> None:
    with open_parts(Settings(home=tmp_path)) as parts:
        assert Client(create_app(parts)).get("/v1/pages/0123456789abcdef-1/image").status_code == 404
