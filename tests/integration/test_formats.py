"""Documents in the formats of other programs, read back by other programs."""

import subprocess
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from api.formats.alto import NAMESPACE
from tests.fakes.client import Client
from tests.integration.open_archive import open_archive, write_orders
from tests.services import checks, verapdf


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    transfer, home = tmp_path_factory.mktemp("transfer"), tmp_path_factory.mktemp("home")
    write_orders(transfer)
    with open_archive(transfer, home) as client:
        yield client


@pytest.fixture(scope="module")
def page(client: Client) -> dict[str, Any]:
    found: dict[str, Any] = client.get("/v1/search", params={"q": "қабылдансын"}).json()["hits"][0]["page"]
    return dict(client.get(f"/v1/pages/{found['page_id']}").json())


def test_alto_has_every_word_at_its_place(client: Client, page: dict[str, Any]) -> None:
    root = etree.fromstring(client.get(f"/v1/pages/{page['page_id']}/alto").content)
    strings = root.findall(f".//{{{NAMESPACE}}}String")
    told = [(s.get("CONTENT"), [int(s.get(name, "")) for name in ("HPOS", "VPOS", "WIDTH", "HEIGHT")]) for s in strings]
    assert told == [(word["text"], word["box"]) for word in page["words"]] != []
    identities = [element.get("ID") for element in root.iter() if element.get("ID")]
    assert len(identities) == len(set(identities))
    for line in root.findall(f".//{{{NAMESPACE}}}TextLine"):
        left, right = int(line.get("HPOS")), int(line.get("HPOS")) + int(line.get("WIDTH"))
        assert all(left <= int(word.get("HPOS")) and int(word.get("HPOS")) + int(word.get("WIDTH")) <= right for word in line)


def test_alto_keeps_to_the_schema_that_it_names(client: Client, page: dict[str, Any]) -> None:
    content = client.get(f"/v1/pages/{page['page_id']}/alto").content
    location = etree.fromstring(content).get("{http://www.w3.org/2001/XMLSchema-instance}schemaLocation", "")
    assert location.endswith("/alto/v4/alto-4-3.xsd")
    assert checks.mistakes("alto", content) == []
    assert checks.mistakes("alto", content.replace(b"MeasurementUnit", b"Unit")) != []


def test_alto_of_a_document_is_a_file_for_each_page(client: Client, page: dict[str, Any]) -> None:
    answer = client.get(f"/v1/documents/{page['document_id']}/alto")
    with zipfile.ZipFile(BytesIO(answer.content)) as packed:
        names = packed.namelist()
        assert f"{page['page_id']}.xml" in names
        for name in names:
            etree.fromstring(packed.read(name))
    assert len(names) == len(client.get(f"/v1/documents/{page['document_id']}").json()["pages"])


def test_hocr_has_every_word_at_its_place(client: Client, page: dict[str, Any]) -> None:
    root = etree.fromstring(client.get(f"/v1/pages/{page['page_id']}/hocr").content)
    words = root.findall(".//{http://www.w3.org/1999/xhtml}span[@class='ocrx_word']")
    assert [word.text for word in words] == [word["text"] for word in page["words"]]
    left, top, width, height = page["words"][0]["box"]
    assert words[0].get("title", "").startswith(f"bbox {left} {top} {left + width} {top + height};")


def test_plain_text_is_the_text(client: Client, page: dict[str, Any]) -> None:
    assert client.get(f"/v1/pages/{page['page_id']}/text").text == page["text"]
    whole = client.get(f"/v1/documents/{page['document_id']}/text").text.split("\f")
    assert page["text"] in whole


def test_words_of_the_pdf_are_found_by_another_reader_where_they_stand(
    client: Client, page: dict[str, Any], tmp_path: Path
) -> None:
    answer = client.get(f"/v1/documents/{page['document_id']}/pdf")
    assert answer.headers["content-type"] == "application/pdf"
    target = tmp_path / "document.pdf"
    target.write_bytes(answer.content)
    number = client.get(f"/v1/documents/{page['document_id']}").json()["pages"].index(page["page_id"]) + 1
    boxes = subprocess.run(
        ["pdftotext", "-bbox", "-f", str(number), "-l", str(number), str(target), "-"], capture_output=True, check=True
    ).stdout
    root = etree.fromstring(boxes, etree.XMLParser(resolve_entities=False, load_dtd=False))
    sheet = root.find(".//{*}page")
    assert sheet is not None
    scale = float(sheet.get("width", "")) / page["sheet"]["width"]
    found = {word.text: float(word.get("xMin", "")) for word in root.findall(".//{*}word")}
    for word in page["words"]:
        assert found[word["text"]] == pytest.approx(word["box"][0] * scale, abs=3), word["text"]


def test_records_are_linked_data_as_schema_org_has_them(client: Client, page: dict[str, Any]) -> None:
    told = [client.get(f"/v1/pages/{page['page_id']}/jsonld"), client.get(f"/v1/documents/{page['document_id']}/jsonld")]
    places: list[dict[str, str]] = [{}, {"fonds": "12"}, {"fonds": "12", "inventory": "1"}]
    told += [client.get("/v1/archive/jsonld", params=at) for at in (*places, {"fonds": "12", "inventory": "1", "file": "45"})]
    assert {answer.headers["content-type"] for answer in told} == {"application/ld+json"}
    one, whole, archive, fonds, inventory, file = (answer.json() for answer in told)
    components = [one, whole, fonds, inventory, file]
    assert {each["@type"] for each in components} == {"ArchiveComponent"} and archive["@type"] == "ArchiveOrganization"
    assert {each["holdingArchive"]["@id"] for each in components} == {archive["@id"]}
    assert one["@id"] in [part["@id"] for part in whole["hasPart"]] and {"@id": whole["@id"]} in one["isPartOf"]
    # From the archive down to the document each names the next.
    for above, below in zip((archive, fonds, inventory, file), (fonds, inventory, file, whole), strict=True):
        assert below["@id"] in [part["@id"] for part in above.get("archiveHeld", above.get("hasPart", []))]
    assert {"@value": "Ф. 12. Оп. 1. Д. 45.", "@language": "ru"} in file["name"]
    # Every address in it can be asked.
    for each in (
        one["url"],
        one["thumbnailUrl"],
        one["image"],
        one["encoding"]["contentUrl"],
        whole["url"],
        whole["subjectOf"]["@id"],
    ):
        assert client.get(each.removeprefix("http://127.0.0.1")).status_code == 200
    assert client.get("/v1/archive/jsonld", params={"fonds": "99"}).status_code == 404
    assert client.get("/v1/archive/jsonld", params={"file": "45"}).status_code == 400


def test_pdf_is_archival_as_the_standards_validator_sees_it(client: Client, page: dict[str, Any], tmp_path: Path) -> None:
    target = tmp_path / "document.pdf"
    target.write_bytes(client.get(f"/v1/documents/{page['document_id']}/pdf").content)
    assert verapdf.check(target).startswith("PASS")
