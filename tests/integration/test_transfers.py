"""Folders, inventories, bags and containers as they are handed over."""

import zipfile
from pathlib import Path

import bagit
import pytest

from indexer.transfers.folder import offers, sources
from indexer.transfers.inventory import field_of, iso_date, read_inventory
from indexer.transfers.offered import Offered
from paraq.errors import Invalid, Missing
from paraq.records.model import Reference
from tests.integration.paraq_home import paraq_json, write_pdf


def offered(folder: Path) -> dict[str, Offered]:
    (source,) = sources([folder])
    return {offer.path: offer for offer in offers(source, lambda _: None) if offer.role == "file"}


def fill(folder: Path, *names: str) -> Path:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    return folder


def test_every_file_is_offered_once_with_the_reference_of_its_path(tmp_path: Path) -> None:
    found = offered(fill(tmp_path, "Ф.12/Оп.1/Д.45/0012об.jpg", ".hidden", "z.pdf"))
    assert list(found) == [".hidden", "z.pdf", "Ф.12/Оп.1/Д.45/0012об.jpg"]
    about = found["Ф.12/Оп.1/Д.45/0012об.jpg"].about
    assert (about.description.reference, about.sheet) == (Reference("12", "1", "45"), "12об")


def test_what_is_no_file_is_refused_with_a_reason(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("nowhere")
    assert "no file" in offered(tmp_path)["link"].reason
    with pytest.raises(Missing):
        sources([tmp_path / "absent"])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "kz1048", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_inventories_are_read_in_any_encoding_and_separator(tmp_path: Path, encoding: str, separator: str) -> None:
    rows = [
        ["Файл жолы", "Қор №", "Тізімдеме", "Іс №", "Тақырыбы", "Күні"],
        ["a.pdf", "12", "1", "45", "Бұйрықтар, өкімдер; т.б.", "14.03.1978"],
    ]
    table = "\n".join(separator.join(f'"{cell}"' for cell in row) for row in rows)
    (tmp_path / "inventory.csv").write_bytes(table.encode(encoding))
    about = read_inventory(tmp_path / "inventory.csv").about("a.pdf", Reference(), "")[0].description
    assert (about.title, about.date, about.reference) == ("Бұйрықтар, өкімдер; т.б.", "1978-03-14", Reference("12", "1", "45"))


def test_a_row_speaks_for_its_folder_or_its_archival_file(tmp_path: Path) -> None:
    fill(tmp_path, "Ф.12/Оп.1/Д.45/0001.jpg", "minutes/1.pdf", "other.pdf")
    (tmp_path / "опись.csv").write_text("Путь;Дело;Заголовок\n;45;Приказы\nminutes;46;Протоколы\n")
    found = offered(tmp_path)
    assert set(found) == {"Ф.12/Оп.1/Д.45/0001.jpg", "minutes/1.pdf", "other.pdf"}
    sheet = found["Ф.12/Оп.1/Д.45/0001.jpg"].about
    assert (sheet.description.title, sheet.description.reference, sheet.sheet) == ("Приказы", Reference("12", "1", "45"), "1")
    assert found["minutes/1.pdf"].about.description.title == "Протоколы"
    assert found["other.pdf"].about.description.title == ""


def test_an_inventory_without_known_columns_is_refused_and_counted(tmp_path: Path) -> None:
    (tmp_path / "inventory.csv").write_text("apples;pears\n1;2\n")
    with pytest.raises(Invalid, match="no column"):
        read_inventory(tmp_path / "inventory.csv")
    assert "no column" in offered(tmp_path)["inventory.csv"].reason


@pytest.mark.parametrize(("heading", "name"), [("№ дела", ""), ("Номер дела", "file"), ("ҚОР №", "fonds"), ("Doc. type", "type")])
def test_headings_are_known_whatever_their_case_and_signs(heading: str, name: str) -> None:
    assert field_of(heading) == name or not name


@pytest.mark.parametrize(
    ("written", "date"), [("14.03.1978", "1978-03-14"), ("1978-1986", "1978"), ("1978-03", "1978-03"), ("б/д", "")]
)
def test_dates_of_inventories(written: str, date: str) -> None:
    assert iso_date(written) == date


def test_a_bag_is_checked_and_its_faults_are_told_by_file(tmp_path: Path) -> None:
    bag = fill(tmp_path / "bag", "good.pdf", "changed.pdf", "lost.pdf")
    bagit.make_bag(str(bag), checksums=["sha256"])
    (bag / "data/changed.pdf").write_text("changed since")
    (bag / "data/lost.pdf").unlink()
    fill(bag, "data/stranger.pdf")
    found = offered(bag)
    assert set(found) == {"data/good.pdf", "data/changed.pdf", "data/lost.pdf", "data/stranger.pdf"}
    assert found["data/good.pdf"].reason == ""
    assert "manifest says" in found["data/changed.pdf"].reason
    assert "does not have it" in found["data/lost.pdf"].reason
    assert "No manifest" in found["data/stranger.pdf"].reason


def test_a_zip_of_a_transfer_is_taken_as_the_folder_would_be(tmp_path: Path) -> None:
    write_pdf(tmp_path / "a.pdf", ["Order of the harvest"])
    with zipfile.ZipFile(tmp_path / "transfer.zip", "w") as package:
        package.write(tmp_path / "a.pdf", "Ф.12/Оп.1/Д.45/a.pdf")
        package.writestr("inventory.csv", "Дело;Заголовок\n45;Приказы по уборке\n")
    home = tmp_path / "home"
    receipt = paraq_json(home, "ingest", tmp_path / "transfer.zip")
    assert (receipt["files"], receipt["searchable"], receipt["documents"], receipt["pages"]) == (1, 1, 1, 1)
    hit = paraq_json(home, "search", "harvest")["hits"][0]
    assert (hit["path"], hit["title"]) == ("transfer.zip/Ф.12/Оп.1/Д.45/a.pdf", "Приказы по уборке")
    assert hit["reference"].startswith("Ф. 12. Оп. 1. Д. 45")
