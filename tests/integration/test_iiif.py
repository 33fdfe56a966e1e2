"""IIIF over a real archive: the specifications' own cases, asked of a sheet of coloured squares."""

import random
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from tests.fakes.client import Client
from tests.integration.open_archive import ORDER, open_archive
from tests.integration.paraq_home import write_pdf, write_picture
from tests.services import checks

SIDE, SQUARES = 1000, 10


def colours() -> list[list[tuple[int, int, int]]]:
    rng = random.Random(7)
    return [[(rng.randrange(256), rng.randrange(256), rng.randrange(256)) for _ in range(SQUARES)] for _ in range(SQUARES)]


COLOURS = colours()


def squares() -> Image.Image:
    """Return 100 squares of 100 pixels, each of its own colour."""
    small = Image.new("RGB", (SQUARES, SQUARES))
    small.putdata([colour for row in COLOURS for colour in row])
    return small.resize((SIDE, SIDE), Image.Resampling.NEAREST)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    transfer, home = tmp_path_factory.mktemp("transfer"), tmp_path_factory.mktemp("home")
    squares().save(transfer / "squares.png")
    write_picture(transfer / "Ф. 12" / "Оп. 1" / "Д. 45" / "12.png", ORDER)
    write_picture(transfer / "Ф. 12" / "Оп. 1" / "Д. 45" / "13.png", "ПРИКАЗ № 15\nпринять Абдикова Серика")
    write_pdf(transfer / "letter.pdf", ["Letter about the harvest", "The harvest of wheat", "No harvest this year"])
    with open_archive(transfer, home) as client:
        yield client


@pytest.fixture(scope="module")
def sheet(client: Client) -> str:
    """Return the address of the sheet of squares."""
    for hit in client.get("/v1/search").json()["hits"]:
        if hit["page"]["path"] == "squares.png":
            return f"/v1/iiif/pages/{hit['page']['page_id']}"
    raise AssertionError("The sheet of squares was lost")


@pytest.fixture(scope="module")
def order(client: Client) -> dict[str, Any]:
    found: dict[str, Any] = client.get("/v1/search", params={"q": "қабылдансын"}).json()["hits"][0]["page"]
    return found


def picture(client: Client, address: str) -> Image.Image:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    return Image.open(BytesIO(answer.content))


def shows(found: Image.Image, at: tuple[int, int], column: int, row: int) -> bool:
    """Return whether a pixel has the colour of a square, as well as JPEG keeps it."""
    pixel = found.convert("RGB").getpixel(at)
    assert isinstance(pixel, tuple)
    return all(abs(seen - meant) <= 12 for seen, meant in zip(pixel, COLOURS[row][column], strict=True))


@pytest.mark.parametrize(
    ("path", "size", "square"),
    [
        ("full/max/0/default.jpg", (1000, 1000), (0, 0)),
        ("full/500,/0/default.png", (500, 500), (0, 0)),
        ("full/,250/0/default.jpg", (250, 250), (0, 0)),
        ("full/pct:20/0/color.jpg", (200, 200), (0, 0)),
        ("full/300,600/0/default.jpg", (300, 600), (0, 0)),
        ("full/!300,600/0/default.jpg", (300, 300), (0, 0)),
        ("full/!3000,6000/0/default.jpg", (1000, 1000), (0, 0)),
        ("square/max/0/default.jpg", (1000, 1000), (0, 0)),
        ("300,400,200,100/max/0/default.png", (200, 100), (3, 4)),
        ("pct:30,40,20,10/max/0/default.png", (200, 100), (3, 4)),
        ("900,900,500,500/max/0/default.png", (100, 100), (9, 9)),
        ("300,400,200,100/^400,/0/default.webp", (400, 200), (3, 4)),
        ("300,400,200,100/^pct:150/0/default.tif", (300, 150), (3, 4)),
        ("full/max/!0/default.jpg", (1000, 1000), (9, 0)),
        ("full/max/90/default.jpg", (1000, 1000), (0, 9)),
        ("full/max/180/default.jpg", (1000, 1000), (9, 9)),
        ("full/max/270/default.jpg", (1000, 1000), (9, 0)),
        ("full/max/!90/default.jpg", (1000, 1000), (9, 9)),
        ("0,0,300,200/max/90/default.png", (200, 300), (0, 1)),
    ],
)
def test_picture_has_the_size_and_shows_the_part_that_were_asked(
    client: Client, sheet: str, path: str, size: tuple[int, int], square: tuple[int, int]
) -> None:
    found = picture(client, f"{sheet}/{path}")
    assert found.size == size
    assert found.format == {"jpg": "JPEG", "png": "PNG", "webp": "WEBP", "tif": "TIFF"}[path.rpartition(".")[2]]
    corner = (max(2, size[0] // 60), max(2, size[1] // 60))
    assert shows(found, corner, *square)


def test_every_tile_that_is_told_can_be_had_and_fits_its_neighbours(client: Client, sheet: str) -> None:
    told = client.get(f"{sheet}/info.json").json()
    assert told["id"].endswith(sheet) and (told["width"], told["height"]) == (SIDE, SIDE)
    (tiles,) = told["tiles"]
    for factor in tiles["scaleFactors"]:
        span = tiles["width"] * factor
        for left in range(0, SIDE, span):
            for top in range(0, SIDE, span):
                width, height = min(span, SIDE - left), min(span, SIDE - top)
                asked = (-(-width // factor), -(-height // factor))
                found = picture(client, f"{sheet}/{left},{top},{width},{height}/{asked[0]},{asked[1]}/0/default.jpg")
                assert found.size == asked
                middle = (asked[0] // 2, asked[1] // 2)
                at = ((left + middle[0] * factor) // 100, (top + middle[1] * factor) // 100)
                inside = 8 < (left + middle[0] * factor) % 100 < 92 and 8 < (top + middle[1] * factor) % 100 < 92
                assert not inside or shows(found, middle, *at)


def test_turning_by_any_angle_shows_all_of_the_sheet_on_white(client: Client, sheet: str) -> None:
    clear = picture(client, f"{sheet}/full/200,/45/default.png")
    assert 280 <= clear.width <= 286
    assert clear.convert("RGBA").getpixel((1, 1))[3] == 0  # type: ignore[index]
    assert clear.convert("RGBA").getpixel((clear.width // 2, clear.height // 2))[3] == 255  # type: ignore[index]
    for path in ("default.jpg", "bitonal.png", "default.tif", "gray.jpg"):
        assert picture(client, f"{sheet}/full/200,/45/{path}").convert("RGB").getpixel((1, 1)) == (255, 255, 255)
    assert picture(client, f"{sheet}/full/200,/45/gray.webp").convert("RGBA").getpixel((1, 1))[3] == 0  # type: ignore[index]


def test_grey_and_black_and_white_have_no_colour(client: Client, sheet: str) -> None:
    grey = picture(client, f"{sheet}/full/200,/0/gray.jpg")
    assert grey.mode == "L"
    black = picture(client, f"{sheet}/full/200,/0/bitonal.png").convert("L")
    assert {value for _, value in black.getcolors() or []} == {0, 255}


@pytest.mark.parametrize(
    "path",
    [
        "full/max/0/default.gif",
        "full/max/0/blue.jpg",
        "full/max/361/default.jpg",
        "full/max/-90/default.jpg",
        "full/max/left/default.jpg",
        "full/1001,/0/default.jpg",
        "full/pct:101/0/default.jpg",
        "full/0,/0/default.jpg",
        "full/,/0/default.jpg",
        "full/!500,/0/default.jpg",
        "full/^100000,100000/0/default.jpg",
        "1000,0,10,10/max/0/default.jpg",
        "0,0,0,10/max/0/default.jpg",
        "1,2,3/max/0/default.jpg",
        "random/max/0/default.jpg",
    ],
)
def test_what_is_no_request_is_refused(client: Client, sheet: str, path: str) -> None:
    answer = client.get(f"{sheet}/{path}")
    assert answer.status_code == 400
    assert answer.json()["code"].startswith("iiif-")


def test_unknown_sheet_is_missing_everywhere(client: Client) -> None:
    for path in ("", "/info.json", "/full/max/0/default.jpg", "/text"):
        assert client.get(f"/v1/iiif/pages/feed-1{path}").status_code == 404
    assert client.get("/v1/iiif/documents/feedfeedfeedfeed/manifest").status_code == 404


def test_base_leads_to_the_description_and_media_types_are_those_asked(client: Client, sheet: str) -> None:
    base = client.get(sheet)
    assert base.status_code == 303 and base.headers["location"].endswith(f"{sheet}/info.json")
    plain, linked = client.get(f"{sheet}/info.json"), client.get(f"{sheet}/info.json", headers={"accept": "application/ld+json"})
    assert plain.headers["content-type"] == "application/json"
    assert linked.headers["content-type"].startswith("application/ld+json;profile=")
    assert 'rel="profile"' in plain.headers["link"]


def test_canonical_address_gives_the_same_bytes(client: Client, sheet: str) -> None:
    answer = client.get(f"{sheet}/pct:10,10,20,20/pct:50/0/default.jpg")
    canonical = answer.headers["link"].partition("<")[2].partition(">")[0]
    assert canonical.endswith("/100,100,200,200/100,100/0/default.jpg")
    assert client.get(canonical.replace("http://127.0.0.1", "")).content == answer.content


def test_forged_host_is_not_repeated(client: Client, sheet: str) -> None:
    answer = client.get(f"{sheet}/info.json", headers={"x-forwarded-host": 'evil"><script>'})
    assert "evil" not in answer.text and "evil" not in str(answer.headers)


def test_manifest_leads_to_every_sheet_and_its_text(client: Client, order: dict[str, Any]) -> None:
    manifest = client.get(f"/v1/iiif/documents/{order['document_id']}/manifest").json()
    assert manifest["type"] == "Manifest"
    assert manifest["requiredStatement"]["value"]["ru"] == ["Ф. 12. Оп. 1. Д. 45."]
    assert len(manifest["items"]) == len(client.get(f"/v1/documents/{order['document_id']}").json()["pages"])
    canvas = manifest["items"][0]
    body = canvas["items"][0]["items"][0]["body"]
    assert picture(client, body["id"].replace("http://127.0.0.1", "")).size == (canvas["width"], canvas["height"])
    notes = client.get(canvas["annotations"][0]["id"].replace("http://127.0.0.1", "")).json()
    assert "БҰЙРЫҚ" in " ".join(note["body"]["value"] for note in notes["items"])


def test_tree_of_collections_ends_at_the_manifests(client: Client, order: dict[str, Any]) -> None:
    address, seen = "/v1/iiif/collection", []
    for _ in range(5):
        found = client.get(address).json()
        seen.append(found["label"])
        address = found["items"][0]["id"].replace("http://127.0.0.1", "")
        if found["items"][0]["type"] == "Manifest":
            break
    assert len(seen) == 4
    assert client.get(address).json()["type"] == "Manifest"


def test_hit_of_a_search_lies_on_the_ink(client: Client, order: dict[str, Any]) -> None:
    service = f"/v1/iiif/documents/{order['document_id']}"
    found = client.get(f"{service}/search", params={"q": "Абдиков", "motivation": "painting"}).json()
    assert found["ignored"] == ["motivation"]
    assert found["items"]
    region = found["items"][0]["target"].partition("#xywh=")[2]
    shown = picture(client, f"/v1/iiif/pages/{order['page_id']}/{region}/max/0/gray.png")
    assert int(shown.getextrema()[0]) < 100  # type: ignore[arg-type]
    quoted = found["annotations"][0]["items"][0]["target"]["selector"][0]
    assert quoted["exact"] == found["items"][0]["body"]["value"]
    words = client.get(f"{service}/autocomplete", params={"q": "мех"}).json()
    assert [term["value"] for term in words["items"]] == ["механизатор"]


def test_manifests_and_collections_are_read_by_the_communitys_library(client: Client, order: dict[str, Any]) -> None:
    prezi = checks.iiif_prezi3()
    manifest = prezi.Manifest(**client.get(f"/v1/iiif/documents/{order['document_id']}/manifest").json())
    assert len(manifest.items) == len(client.get(f"/v1/documents/{order['document_id']}").json()["pages"])
    root = prezi.Collection(**client.get("/v1/iiif/collection").json())
    fonds = prezi.Collection(**client.get("/v1/iiif/collection", params={"fonds": "12"}).json())
    assert root.items and fonds.items
    with pytest.raises(ValueError):
        prezi.Manifest(type="Manifest", items=1)


def test_hits_come_part_by_part_each_once_and_inside_its_canvas(client: Client) -> None:
    letter = client.get("/v1/search", params={"q": "harvest"}).json()["hits"][0]["page"]["document_id"]
    service = f"/v1/iiif/documents/{letter}/search"
    whole = client.get(service, params={"q": "harvest"}).json()
    address, found, parts = f"{service}?q=harvest&limit=1", [], 0
    while address:
        parts += 1
        part = client.get(address.replace("http://127.0.0.1", "")).json()
        assert part["type"] == "AnnotationPage" and part["@context"] == "http://iiif.io/api/search/2/context.json"
        found += part["items"]
        address = part.get("next", "")
    assert [one["id"] for one in found] == [one["id"] for one in whole["items"]] and len(found) == 3 == parts
    manifest = client.get(f"/v1/iiif/documents/{letter}/manifest").json()
    sizes = {canvas["id"]: (canvas["width"], canvas["height"]) for canvas in manifest["items"]}
    for one in found:
        for target in [one["target"]] if isinstance(one["target"], str) else one["target"]:
            canvas, _, region = target.partition("#xywh=")
            left, top, width, height = map(int, region.split(","))
            assert left >= 0 and top >= 0 and left + width <= sizes[canvas][0] and top + height <= sizes[canvas][1]


def test_parameters_of_the_specification_that_are_not_looked_at_are_told(client: Client, order: dict[str, Any]) -> None:
    service = f"/v1/iiif/documents/{order['document_id']}"
    given = {"motivation": "painting", "date": "1978-01-01T00:00:00Z/1979-01-01T00:00:00Z", "user": "https://a.example/b"}
    for view, asked in (("search", "Абдиков"), ("autocomplete", "мех")):
        told = client.get(f"{service}/{view}", params={"q": asked, **given}).json()
        assert sorted(told["ignored"]) == sorted(given) and told["items"]
    nothing = client.get(f"{service}/search", params={"q": "жоқсөз"}).json()
    assert nothing["items"] == [] and "next" not in nothing and "ignored" not in nothing
