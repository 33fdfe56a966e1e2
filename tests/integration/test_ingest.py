"""Transfers taken in for real: reader, Tesseract, catalogue, store and index, through the command."""

import shutil
from pathlib import Path

import pytest

from paraq.records.viewer import OPERATOR
from paraq.settings import Settings
from paraq.wiring import open_house
from tests.integration.paraq_home import paraq, paraq_json, write_pdf, write_picture

ORDER = "БҰЙРЫҚ № 14\n1978 жылғы 14 наурыз\nСерік Әбдіков механизатор\nболып жұмысқа қабылдансын"


@pytest.fixture
def transfer(tmp_path: Path) -> Path:
    folder = tmp_path / "transfer"
    write_picture(folder / "Ф.12/Оп.1/Д.45/0012.png", ORDER)
    write_picture(folder / "Ф.12/Оп.1/Д.45/0012об.png", "Ескерту: Гүлнар Омарова\nауысты, 1979 жыл")
    write_pdf(folder / "letters.pdf", [f"Letter number {number} about the harvest" for number in range(1, 8)])
    shutil.copy(folder / "letters.pdf", folder / "copy of letters.pdf")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.4\nnothing more")
    (folder / "empty.tif").touch()
    (folder / "link.pdf").symlink_to("nowhere")
    return folder


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def test_a_transfer_ends_searchable_or_failed_and_the_sums_balance(transfer: Path, home: Path) -> None:
    receipt = paraq_json(home, "ingest", transfer, code=1)
    failed = {failure["path"] for failure in receipt["failed"]}
    assert failed == {"broken.pdf", "empty.tif", "link.pdf"}
    assert all(failure["reason"] and failure["page"] is None for failure in receipt["failed"])
    assert receipt["files"] == 7
    assert receipt["files"] == receipt["searchable"] + len(failed)
    assert (receipt["documents"], receipt["pages"], receipt["duplicates"]) == (2, 9, 1)
    status = paraq_json(home, "status")
    assert status["waiting"] == {"files": 0, "pages": 0, "index": 0}
    assert (status["indexed"], status["running"], status["unfinished"]) == (9, None, [])
    verified = paraq_json(home, "verify")
    assert verified.pop("checked") == 5
    assert not any(verified.values())


def test_a_hit_is_a_page_with_its_reference_and_its_boxes(transfer: Path, home: Path) -> None:
    paraq(home, "ingest", transfer)
    found = paraq_json(home, "search", "механизатор", "--limit", 5)
    assert found["total"] == 1
    hit = found["hits"][0]
    assert (hit["path"], hit["page"], hit["sheet"]) == ("Ф.12/Оп.1/Д.45/0012.png", 1, "12")
    assert hit["reference"].rstrip(".") == "Ф. 12. Оп. 1. Д. 45. Л. 12"
    assert "механизатор" in hit["snippet"]
    left, top, width, height = hit["boxes"][0]
    assert 0 < left < left + width < 1000
    assert 0 < top < top + height < 520


def test_sheets_of_one_file_are_one_document_in_their_order(transfer: Path, home: Path) -> None:
    paraq(home, "ingest", transfer)
    with open_house(Settings(home=home)) as house:
        front = house.searching.search("механизатор", viewer=OPERATOR).hits[0].page
        assert house.catalogue.neighbours(front.page_id)[0] is None
        back = house.catalogue.page(house.catalogue.neighbours(front.page_id)[1] or "")
        assert (back.sheet, back.document_id) == ("12об", front.document_id)
        assert house.catalogue.document(front.document_id).page_ids == (front.page_id, back.page_id)


def test_the_same_again_reads_nothing_and_adds_nothing(transfer: Path, home: Path) -> None:
    first = paraq_json(home, "ingest", transfer, code=1)
    moved = transfer.rename(transfer.with_name("moved"))
    (moved / "letters.pdf").rename(moved / "renamed.pdf")
    again = paraq_json(home, "ingest", moved, code=1)
    assert (again["files"], again["documents"], again["pages"]) == (first["files"], first["documents"], first["pages"])
    assert again["duplicates"] == 6
    assert paraq_json(home, "status")["indexed"] == 9
    with open_house(Settings(home=home)) as house:
        page = house.searching.search("harvest", viewer=OPERATOR).hits[0].page
        assert page.version == 1
        assert set(house.catalogue.document(page.document_id).paths) == {"copy of letters.pdf", "letters.pdf", "renamed.pdf"}


def test_a_changed_file_is_a_new_document_that_names_the_old(transfer: Path, home: Path) -> None:
    paraq(home, "ingest", transfer)
    write_pdf(transfer / "letters.pdf", ["Letter rewritten"])
    paraq(home, "ingest", transfer)
    with open_house(Settings(home=home)) as house:
        assert house.searching.search("harvest", viewer=OPERATOR).total == 7
        assert house.searching.search("rewritten", viewer=OPERATOR).total == 1


def test_failed_files_are_tried_again_when_asked(transfer: Path, home: Path) -> None:
    paraq(home, "ingest", transfer)
    store = next(path for path in (home / "store").rglob("*") if path.is_file() and path.stat().st_size == 21)
    assert paraq_json(home, "ingest", transfer, code=1)["searchable"] == 4
    # As if a better reader had come: the same name now holds what can be read.
    store.chmod(0o644)
    write_pdf(store, ["Mended at last"])
    receipt = paraq_json(home, "ingest", "--retry-failed", code=1)
    assert {failure["path"] for failure in receipt["failed"]} == {"empty.tif", "link.pdf"}
    assert paraq_json(home, "search", "mended")["total"] == 1
    damaged = paraq_json(home, "verify", code=1)["damaged"]
    assert [(damage["reason"], damage["paths"]) for damage in damaged] == [("changed", ["broken.pdf"])]


def test_reading_again_makes_new_versions_and_loses_nothing(transfer: Path, home: Path) -> None:
    paraq(home, "ingest", transfer / "letters.pdf")
    paraq(home, "ingest", transfer / "letters.pdf", "--reread")
    with open_house(Settings(home=home)) as house:
        answer = house.searching.search("harvest", viewer=OPERATOR)
        assert answer.total == 7
        assert {hit.page.version for hit in answer.hits} == {2}


def test_a_second_run_at_the_same_time_is_refused(transfer: Path, home: Path) -> None:
    with open_house(Settings(home=home)) as house, house.alone():
        refused = paraq(home, "ingest", transfer)
        assert refused.returncode == 2
        assert "Another run is taking files in" in refused.stderr
        assert paraq_json(home, "status")["running"]
    assert paraq_json(home, "status")["running"] is None


def test_reindex_gives_the_same_answers_without_reading(transfer: Path, home: Path) -> None:
    paraq(home, "ingest", transfer)
    before = answers(home)
    shutil.rmtree(home / "store")
    assert paraq_json(home, "reindex")["pages"] == 9
    assert answers(home) == before


def answers(home: Path) -> tuple[int, dict[str, dict[str, object]]]:
    """The pages that have a word. How rare it is counts pages in the place of which others came, until they are merged away."""
    found = paraq_json(home, "search", "letter", "--limit", 20)
    return found["total"], {hit["page_id"]: {**hit, "score": None} for hit in found["hits"]}


def test_an_inventory_gives_titles_and_references(tmp_path: Path, home: Path) -> None:
    folder = tmp_path / "handed over"
    write_pdf(folder / "a.pdf", ["Order one"])
    write_pdf(folder / "b/c.pdf", ["Order two"])
    table = "Путь к файлу;Фонд;Опись;Дело;Листы;Заголовок;Дата документа;Прим.\na.pdf;Р-12;1 л/с;45а;7-8;О приёме;14.03.1978;\n"
    table += "b;Р-12;2;46;;Хаттамалар;1979;\n"
    (folder / "inventory.csv").write_bytes(table.encode("kz1048"))
    done = paraq(home, "ingest", folder)
    assert done.returncode == 0, done.stderr
    assert "«Листы» is the sheet from" in done.stderr
    assert "not used: «Прим.»" in done.stderr
    first = paraq_json(home, "search", "one")["hits"][0]
    assert (first["title"], first["sheet"]) == ("О приёме", "7")
    assert first["reference"].rstrip(".") == "Ф. Р-12. Оп. 1 л/с. Д. 45а. Л. 7"
    assert paraq_json(home, "search", "two")["hits"][0]["title"] == "Хаттамалар"
