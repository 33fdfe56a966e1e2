"""Finding aids come in and go out: EAD describes the files of a transfer, and what is given out is EAD3 as its schema has it."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.transfers.ead import read_ead
from paraq.errors import Invalid
from paraq.records.model import Reference
from tests.fakes.client import Client
from tests.integration.open_archive import open_archive
from tests.integration.paraq_home import paraq
from tests.services import checks

# As another system writes it: numbers as citations, levels between inventory and file, a file that did not come.
EAD3 = """<?xml version="1.0" encoding="UTF-8"?>
<ead xmlns="http://ead3.archivists.org/schema/">
  <control><recordid>R-31</recordid><filedesc><titlestmt><titleproper>Опись</titleproper></titlestmt></filedesc>
    <maintenancestatus value="new"/><maintenanceagency><agencyname>Архив</agencyname></maintenanceagency>
    <maintenancehistory><maintenanceevent><eventtype value="created"/><eventdatetime>2020</eventdatetime><agenttype value="human"/>
    <agent>Архив</agent></maintenanceevent></maintenancehistory></control>
  <archdesc level="fonds">
    <did><unitid>Ф. Р-31</unitid><unittitle>Тасбөгет <emph>ауылдық</emph> кеңесі</unittitle></did>
    <dsc>
      <c01 level="series"><did><unitid>Ф. Р-31. Оп. 2.</unitid><unittitle>Қаулылар</unittitle></did>
        <c02 level="subseries"><did><unittitle>Жер ісі</unittitle></did>
          <c03 level="file"><did><unitid>Ф. Р-31. Оп. 2. Д. 8а.</unitid><unittitle>Жер бөлу туралы қаулылар</unittitle>
            <unitdatestructured><daterange><fromdate standarddate="1936-02">ақпан 1936</fromdate><todate standarddate="1937">1937</todate>
            </daterange></unitdatestructured></did></c03>
          <c03 level="file"><did><unitid>9</unitid><unittitle>Шағымдар</unittitle><unitdatestructured><datesingle>1938</datesingle>
            </unitdatestructured></did></c03>
        </c02>
      </c01>
    </dsc>
  </archdesc>
</ead>
"""  # noqa: E501
EAD2002 = """<?xml version="1.0"?>
<!DOCTYPE ead PUBLIC "+//ISBN 1-931666-00-8//DTD ead.dtd (Encoded Archival Description (EAD) Version 2002)//EN" "ead.dtd">
<ead><eadheader><eadid>7</eadid></eadheader><archdesc level="fonds"><did><unitid>7</unitid><unittitle>Балық зауыты</unittitle>
<origination><corpname>Балық зауыты</corpname></origination></did>
<dsc type="combined"><c level="series"><did><unitid>1 лс</unitid></did><c level="file"><did><unitid>45</unitid>
<unittitle>Бұйрықтар</unittitle><unitdate normal="1951/1952">1951-52</unitdate></did><dao href="scans/45.txt"/>
<c level="item"><did><unitid>1</unitid><unittitle>№ 3 бұйрық</unittitle></did><dao href="scans/3.txt"/></c></c></c></dsc></archdesc></ead>
"""  # noqa: E501


@pytest.fixture(scope="module")
def transfer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("transfer")
    (folder / "ead.xml").write_text(EAD3, encoding="utf-8")
    file = folder / "Ф. Р-31" / "Оп. 2" / "Д. 8а" / "қаулы.txt"
    file.parent.mkdir(parents=True)
    file.write_text("Көкебаев Жұманға бау-бақша бөлінсін", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def client(transfer: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    with open_archive(transfer, tmp_path_factory.mktemp("home")) as client:
        yield client


def test_a_finding_aid_describes_the_files_that_came(client: Client) -> None:
    page = client.get("/v1/search", params={"q": "Көкебаев"}).json()["hits"][0]["page"]
    assert page["reference"]["text"]["ru"].startswith("Ф. Р-31. Оп. 2. Д. 8а.")
    assert page["description"]["title"] == "Жер бөлу туралы қаулылар" and page["description"]["date"] == "1936-02"
    assert page["description"]["fonds_title"] == page["description"]["body"] == "Тасбөгет ауылдық кеңесі"
    assert client.get("/v1/archive").json()["branches"][0]["title"] == "Тасбөгет ауылдық кеңесі"
    receipt = client.get("/v1/transfers/1/receipt").json()
    assert receipt["files"] == receipt["searchable"] == 1
    assert "Р-31 / 2 / 9" in json.dumps(receipt, ensure_ascii=False)


def test_it_is_shown_before_anything_is_taken_in(transfer: Path, tmp_path: Path) -> None:
    shown = paraq(tmp_path / "home", "inventory", transfer / "ead.xml", "--json")
    (told,) = json.loads(shown.stdout)["inventories"]
    assert told["rows"] == 2 and [row["names"] for row in told["rows_without_file"]] == ["Р-31 / 2 / 9"]
    assert {column["field"] for column in told["columns"]} >= {"fonds", "inventory", "file", "title", "date"}


def test_what_is_given_out_is_valid_and_comes_in_again_as_it_was(client: Client, tmp_path: Path) -> None:
    given_out = client.get("/v1/archive/ead", params={"fonds": "Р-31"})
    assert checks.mistakes("ead3", given_out.content) == []
    aid = tmp_path / "ead.xml"
    aid.write_bytes(given_out.content)
    (told,) = read_ead(aid)
    assert (told.reference, told.fonds_title) == (Reference("Р-31", "2", "8а"), "Тасбөгет ауылдық кеңесі")
    assert told.title == "Жер бөлу туралы қаулылар"


def test_harvested_descriptions_are_valid(client: Client) -> None:
    from lxml import etree

    answer = client.get("/v1/oai?verb=ListRecords&metadataPrefix=ead")
    (record,) = etree.fromstring(answer.content).iter("{http://ead3.archivists.org/schema/}ead")
    assert checks.mistakes("ead3", etree.tostring(record)) == []


def test_ead_2002_with_a_document_type_and_links_to_scans(tmp_path: Path) -> None:
    aid = tmp_path / "опись.xml"
    aid.write_text(EAD2002, encoding="utf-8")
    file, item = read_ead(aid)
    assert (file.reference, file.title, file.date) == (Reference("7", "1 л/с", "45"), "Бұйрықтар", "1951/1952")
    assert (file.path, item.path, item.reference) == ("scans/45.txt", "scans/3.txt", file.reference)
    assert item.title == "№ 3 бұйрық" and file.body == "Балық зауыты"


@pytest.mark.parametrize(
    ("content", "what"),
    [
        ("", "no XML"),
        ("<a/>", "no EAD"),
        ("<ead/>", "no EAD"),
        ("<ead><archdesc><did/></archdesc></ead>", "no number of the fonds"),
        ('<!DOCTYPE ead [<!ENTITY a "aaa">]><ead><archdesc/></ead>', "document type"),
        (EAD3.replace("</ead>", ""), "no XML"),
    ],
)
def test_what_is_no_finding_aid_is_told(tmp_path: Path, content: str, what: str) -> None:
    aid = tmp_path / "ead.xml"
    aid.write_text(content, encoding="utf-8")
    with pytest.raises(Invalid, match=what):
        read_ead(aid)


@settings(max_examples=50)
@given(cut=st.integers(0, len(EAD2002)), put=st.text(max_size=20))
def test_spoilt_finding_aids_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, cut: int, put: str) -> None:
    aid = tmp_path_factory.getbasetemp() / "ead.xml"
    aid.write_text(EAD2002[:cut] + put + EAD2002[cut:], encoding="utf-8", errors="replace")
    try:
        for told in read_ead(aid):
            assert told.reference.fonds and (told.reference.file or told.path)
    except Invalid as error:
        assert error.code == "inventory"
