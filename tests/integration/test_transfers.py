"""Folders, inventories, bags and containers as they are handed over."""

import hashlib
import json
import shutil
import zipfile
from pathlib import Path
from typing import Any

import bagit
import openpyxl
import pypdfium2
import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs7

from indexer.transfers.folder import offers, sources
from indexer.transfers.inventory import date_of, field_of, read_inventory
from indexer.transfers.offered import Offered
from paraq.errors import Invalid, Missing
from paraq.records.model import Reference
from paraq.settings import Settings
from paraq.wiring import open_house
from tests.integration.paraq_home import paraq, paraq_json, write_pdf, write_picture
from tests.integration.test_signatures import certificate


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


def test_a_link_to_a_folder_is_told_if_it_leads_out_of_the_transfer(tmp_path: Path) -> None:
    fill(tmp_path / "outside", "lost.pdf")
    folder = fill(tmp_path / "transfer", "inner/a.pdf")
    (folder / "circle").symlink_to(".")
    (folder / "inner/again").symlink_to("../inner")
    (folder / "elsewhere").symlink_to("../outside")
    found = offered(folder)
    assert set(found) == {"inner/a.pdf", "elsewhere"} and "not followed" in found["elsewhere"].reason


def test_what_a_package_or_a_bag_lacks_is_told(tmp_path: Path) -> None:
    package = fill(tmp_path / "package", "metadata/premis.xml", "representations/rep1/data/a.pdf")
    assert "no METS document" in offered(package)["METS.xml"].reason
    bag = tmp_path / "bag"
    bag.mkdir()
    (bag / "a.pdf").write_text("a")
    bagit.make_bag(str(bag))
    with (bag / "manifest-sha256.txt").open("a") as manifest:
        manifest.write(f"{'0' * 64}  data/b.pdf\n")
    (bag / "fetch.txt").write_text("http://archive.example/b.pdf 5 data/b.pdf\n")
    found = offered(bag)
    assert "archive.example" in found["data/b.pdf"].reason and found["data/a.pdf"].reason == ""


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
    ("written", "date"),
    [
        ("14.03.1978", "1978-03-14"),
        ("1978-1986", "1978"),
        ("10.01.1978-31.12.1979", "1978-01-10"),
        ("1978-03", "1978-03"),
        ("03.1978", "1978-03"),
        ("1984 ж. 5 наурыз", "1984-03-05"),
        ("5 марта 1984 г.", "1984-03-05"),
        ("31.02.1979", ""),
        ("1979-02-31", ""),
        ("1930-е", "1930"),
        ("б/д", ""),
    ],
)
def test_dates_of_inventories(written: str, date: str) -> None:
    assert date_of(written) == date


def test_a_row_whose_file_came_is_not_missing_because_another_row_speaks_for_the_same(tmp_path: Path) -> None:
    fill(tmp_path, "a.pdf")
    (tmp_path / "опись.csv").write_text(
        "Путь;Заголовок;Дата\na.pdf;Один;31.02.1978\nA.pdf;Два;1978\nb.pdf;Три;1979\nb.pdf;Три;1979\n"
    )
    (source,) = sources([tmp_path])
    offered = list(offers(source, lambda _: None))
    assert [offer.reason for offer in offered if offer.role == "absent"] == ["b.pdf"]
    mistakes = read_inventory(tmp_path / "опись.csv").mistakes
    assert [(one.row, one.reason.partition(":")[0]) for one in mistakes] == [
        (1, "The date is not understood"),
        (1, "Not used"),
        (3, "Not used"),
    ]


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


def test_a_zipped_bag_is_checked_as_the_bag_would_be(tmp_path: Path) -> None:
    for name in ("whole", "spoilt"):
        folder = tmp_path / name / "bag"
        folder.mkdir(parents=True)
        (folder / "хат.txt").write_text(f"Колхоз төрағасының бұйрығы, {name}", "utf-8")
        bagit.make_bag(str(folder), checksums=["sha256"])
        if name == "spoilt":
            (folder / "data/хат.txt").write_text("Өзгертілген хат", "utf-8")
        shutil.make_archive(str(tmp_path / "transfer" / name), "zip", tmp_path / name)
    receipt = paraq_json(tmp_path / "home", "ingest", tmp_path / "transfer", code=1)
    failed = [(one["path"], "manifest says" in one["reason"]) for one in receipt["failed"]]
    assert failed == [("spoilt.zip/bag/data/хат.txt", True)]
    assert paraq_json(tmp_path / "home", "search", "whole")["total"] == 1
    assert paraq_json(tmp_path / "home", "search", "Өзгертілген")["total"] == 0
    with open_house(Settings(home=tmp_path / "home")) as house:
        (line,) = (line for line in house.catalogue.transfers.lines(1) if line.path.startswith("spoilt.zip/") and line.reason)
        assert house.store.path(line.sha256).read_text("utf-8") == "Өзгертілген хат"
        assert line.size == 29 and line.sha256 in house.catalogue.report.stored()


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_and_lines_of_title_above_the_headings(tmp_path: Path, encoding: str) -> None:
    table = "Ақжар ауылдық округі;;\nОпись дел постоянного хранения;;\n;;\nПуть;№ дела;Заголовок дела\na.pdf;45;Приказы, 1978\n"
    (tmp_path / "inventory.csv").write_bytes(table.encode(encoding))
    inventory = read_inventory(tmp_path / "inventory.csv")
    assert [field for _, field in inventory.columns] == ["path", "file", "title"]
    assert inventory.about("a.pdf", Reference(), "")[0].description.title == "Приказы, 1978"


def test_a_spreadsheet_is_an_inventory_too(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["Файл жолы", "Қор", "Тізімдеме", "Іс", "Парақтар", "Жыл"], ["A.PDF", 12, 1, "45а", "7-8об", 1978]):
        book.active.append(row)
    book.save(tmp_path / "тізімдеме.xlsx")
    fill(tmp_path, "a.pdf")
    about = offered(tmp_path)["a.pdf"].about
    assert (about.description.reference, about.sheets, about.description.date) == (Reference("12", "1", "45а"), "7-8об", "1978")


def test_the_inventory_is_shown_before_it_is_used(tmp_path: Path) -> None:
    fill(tmp_path, "a.pdf", "b.pdf")
    (tmp_path / "inventory.csv").write_text("Путь;Дело;Прим.\na.pdf;45;\nc.pdf;46;\n")
    for told in (tmp_path / "inventory.csv", tmp_path):
        (found,) = paraq_json(tmp_path / "home", "inventory", told)["inventories"]
        assert [(column["heading"], column["field"]) for column in found["columns"]] == [
            ("Путь", "path"),
            ("Дело", "file"),
            ("Прим.", None),
        ]
        assert (found["unmatched"], found["rows"]) == (["Прим."], 2)
        assert found["rows_without_file"] == [{"row": 2, "names": "c.pdf"}]
        assert found["files_without_row"] == ["b.pdf"]
    (dry,) = paraq_json(tmp_path / "home", "ingest", "--dry-run", tmp_path)["transfers"]
    assert (dry["files"], len(dry["inventories"])) == (2, 1)
    assert not (tmp_path / "home").exists()


def test_an_inventory_tells_how_it_was_read_and_what_of_its_rows_is_not_taken(tmp_path: Path) -> None:
    fill(tmp_path, "a.pdf")
    rows = "a.pdf;45;Приказы;1978;\nb.pdf;46;Протоколы;в прошлом году;лишнее\n;;Без дела;;\nA.pdf;47;Ещё;12.05.1980;\n"
    table = f"Опись дел;;;;\nПуть;Дело;Заголовок;Дата\n{rows}"
    (tmp_path / "опись.csv").write_bytes(table.encode("cp1251"))
    (found,) = paraq_json(tmp_path / "home", "inventory", tmp_path)["inventories"]
    assert (found["encoding"], found["separator"], found["rows"]) == ("Windows-1251", ";", 3)
    assert [(row["row"], row["path"], row["file"], row["date"]) for row in found["first"]] == [
        (1, "a.pdf", "45", "1978"),
        (2, "b.pdf", "46", ""),
        (4, "A.pdf", "47", "1980-05-12"),
    ]
    assert [(one["row"], one["reason"].partition(":")[0]) for one in found["mistakes"]] == [
        (1, "Not used"),
        (2, "The date is not understood"),
        (2, "Cells to the right of the last heading are not used"),
        (3, "Left out"),
    ]
    printed = paraq(tmp_path / "home", "inventory", tmp_path).stdout
    assert "3 rows (Windows-1251, separated by ;)" in printed and "row 2: The date is not understood: в прошлом году" in printed


def test_pictures_of_one_file_are_its_sheets_unless_rows_give_them_titles_of_their_own(tmp_path: Path) -> None:
    fill(tmp_path, "a/1.jpg", "a/обложка.jpg", "b/x.jpg", "b/y.jpg")
    rows = "a/1.jpg;45;1;Приказы\na/обложка.jpg;45;;Приказы\nb/x.jpg;46;1;Письмо\nb/y.jpg;46;2;Ответ\n"
    (tmp_path / "inventory.csv").write_text("Путь;Дело;Лист;Заголовок\n" + rows)
    found = offered(tmp_path)
    assert [(found[name].about.of_file, found[name].about.sheet) for name in ("a/1.jpg", "a/обложка.jpg")] == [
        (True, "1"),
        (True, ""),
    ]
    assert [found[name].about.of_file for name in ("b/x.jpg", "b/y.jpg")] == [False, False]


def test_own_patterns_of_paths_come_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(tmp_path, "архив/опись-7/дело-9/л. 3.jpg")
    told = paraq(
        tmp_path / "home", "ingest", "--dry-run", tmp_path, "--json", PARAQ_PATH_PATTERNS="опись {inventory}/дело {file}/{sheet}"
    )
    (reference,) = json.loads(told.stdout)["transfers"][0]["references"]
    assert reference["reference"] == "Тізімдеме 7, іс 9, 3-парақ"
    refused = paraq(tmp_path / "home", "ingest", "--dry-run", tmp_path, PARAQ_PATH_PATTERNS="{shelf}/{file}")
    assert refused.returncode == 2


METS = """<mets xmlns="http://www.loc.gov/METS/" xmlns:xlink="http://www.w3.org/1999/xlink" OBJID="sip-1" LABEL="Бұйрықтар"
 TYPE="Mixed"><fileSec><fileGrp USE="Representations/rep1">{files}
</fileGrp></fileSec></mets>"""


def eark(folder: Path, **names: bytes) -> Path:
    """An E-ARK package with these files as its first representation."""
    data = folder / "representations/rep1/data"
    data.mkdir(parents=True)
    files = ""
    for name, content in names.items():
        (data / f"{name}.pdf").write_bytes(content)
        digest = hashlib.sha256(content).hexdigest().upper()
        files += (
            f'<file ID="f-{name}" SIZE="{len(content)}" CHECKSUM="{digest}" CHECKSUMTYPE="SHA-256">'
            f'<FLocat LOCTYPE="URL" xlink:type="simple" xlink:href="representations/rep1/data/{name}.pdf"/></file>'
        )
    (folder / "METS.xml").write_text(METS.format(files=files))
    (folder / "metadata/descriptive").mkdir(parents=True)
    (folder / "metadata/descriptive/ead.xml").write_text("<ead/>")
    return folder


def test_an_eark_package_is_checked_file_by_file(tmp_path: Path) -> None:
    package = eark(tmp_path / "sip", good=b"good", changed=b"before", lost=b"lost")
    data = package / "representations/rep1/data"
    (data / "changed.pdf").write_bytes(b"after!")
    (data / "lost.pdf").unlink()
    (data / "stranger.pdf").write_bytes(b"stranger")
    found = {name.rpartition("/")[2]: offer.reason for name, offer in offered(package).items()}
    assert set(found) == {"good.pdf", "changed.pdf", "lost.pdf", "stranger.pdf"}
    assert found["good.pdf"] == ""
    assert "METS document says" in found["changed.pdf"]
    assert "does not have it" in found["lost.pdf"]
    assert "No METS document" in found["stranger.pdf"]


@pytest.mark.parametrize("content", ["<mets", "<html/>", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', ""])
def test_a_broken_package_says_so_and_its_files_are_told_one_by_one(tmp_path: Path, content: str) -> None:
    package = eark(tmp_path / "sip", one=b"one")
    (package / "METS.xml").write_text(content)
    assert "no valid package" in offered(package)["METS.xml"].reason


def test_a_package_cannot_name_files_outside_itself(tmp_path: Path) -> None:
    package = eark(tmp_path / "sip", one=b"one")
    mets = (package / "METS.xml").read_text()
    (package / "METS.xml").write_text(mets.replace("representations/rep1/data/one.pdf", "../../../../../../etc/passwd"))
    assert "outside the package" in offered(package)["METS.xml"].reason


@pytest.fixture(scope="module")
def handed_over(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """A transfer with a zipped package, signatures, copies and absent files, taken in."""
    folder = tmp_path_factory.mktemp("transfer")
    write_pdf(folder / "order.pdf", ["Order of the harvest"])
    shutil.copy(folder / "order.pdf", folder / "z copy.pdf")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.4")
    key = ec.generate_private_key(ec.SECP256R1())
    builder = pkcs7.PKCS7SignatureBuilder().add_signer(certificate(key), key, hashes.SHA256())
    options = [pkcs7.PKCS7Options.Binary, pkcs7.PKCS7Options.DetachedSignature]
    signature = builder.set_data((folder / "order.pdf").read_bytes()).sign(serialization.Encoding.DER, options)
    (folder / "order.pdf.p7s").write_bytes(signature)
    write_pdf(folder / "letter.pdf", ["Letter of thanks"])
    (folder / "letter.cms").write_bytes(signature)
    (folder / "alone.p7s").write_bytes(signature)
    write_pdf(folder / "inner.pdf", ["Minutes in a package"])
    package = eark(folder / "sip", minutes=(folder / "inner.pdf").read_bytes())
    shutil.make_archive(str(folder / "package"), "zip", package)
    shutil.rmtree(package)
    (folder / "inner.pdf").unlink()
    (folder / "inventory.csv").write_text("Путь;Дело;Заголовок\norder.pdf;45;Приказ\nabsent.pdf;46;Нет\n")
    home = tmp_path_factory.mktemp("home")
    paraq(home, "ingest", folder)
    return home, paraq_json(home, "receipt", folder)


def test_the_receipt_of_a_transfer_balances(handed_over: tuple[Path, dict[str, Any]]) -> None:
    home, act = handed_over
    assert act["files"] == act["searchable"] + act["failed_files"] + act["waiting_files"] == 6
    assert act["pages"] == act["searchable_pages"] + act["failed_pages"] == 3
    assert {one["path"] for one in act["failed"]} == {"broken.pdf", "alone.p7s"}
    lines = {one["path"]: one for one in act["list"]}
    # The bytes of what is refused are kept, too.
    assert (lines["alone.p7s"]["outcome"], lines["alone.p7s"]["sha256"]) == ("failed", act["signatures"][0]["sha256"])
    assert lines["z copy.pdf"]["first_copy"]["path"] == "order.pdf"
    assert [one["path"] for one in act["list"] if one["first_copy"]] == ["z copy.pdf"]
    assert lines["package.zip/representations/rep1/data/minutes.pdf"]["outcome"] == "searchable"
    assert act["absent"] == ["absent.pdf"]
    roles = {one["path"]: one["role"] for one in act["accompanying"]}
    assert (roles["inventory.csv"], roles["package.zip/METS.xml"]) == ("inventory", "packaging")
    assert len(act["list"]) - sum(one["inside"] for one in act["list"]) == act["files"]
    assert paraq_json(home, "receipt", "1") == act


def test_signatures_stay_with_their_document(handed_over: tuple[Path, dict[str, Any]]) -> None:
    home, act = handed_over
    checked = {one["path"]: (one["signs"], one["status"]) for one in act["signatures"]}
    assert checked == {"order.pdf.p7s": ("order.pdf", "valid"), "letter.cms": ("letter.pdf", "invalid")}
    assert {one["path"] for one in paraq_json(home, "status")["signatures"]} == set(checked)
    with open_house(Settings(home=home)) as house:
        page = next(page for batch in house.catalogue.every_page() for page in batch if page.path == "order.pdf")
        (signature,) = house.catalogue.signatures_of(page.document_id)
        assert (signature.path, signature.result.signer.split(",")[0]) == ("order.pdf.p7s", "ӘБДІКОВ СЕРІК")
        assert house.store.path(signature.sha256).stat().st_size > 0


@pytest.mark.parametrize(("language", "title"), [("kk", "ҚАБЫЛДАУ-ТАПСЫРУ АКТІСІ"), ("ru", "АКТ ПРИЁМА-ПЕРЕДАЧИ")])
def test_the_act_of_acceptance_is_printed(
    handed_over: tuple[Path, dict[str, Any]], tmp_path: Path, language: str, title: str
) -> None:
    home, act = handed_over
    assert paraq(home, "receipt", "1", "--language", language, "--output", tmp_path / "act.pdf").returncode == 0
    document = pypdfium2.PdfDocument(tmp_path / "act.pdf")
    text = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    assert title in text
    assert "6 = 4 + 2 + 0" in text
    assert "Kept, not searchable" not in text and "did not come with it" not in text
    squeezed = "".join(text.split())
    assert all(one["sha256"] in squeezed for one in act["list"])


def test_what_is_no_transfer_is_not_found(handed_over: tuple[Path, dict[str, Any]]) -> None:
    home, _ = handed_over
    assert paraq(home, "receipt", "717").returncode == 3
    assert paraq(home, "receipt", "nowhere").returncode == 3
    assert paraq(home, "receipt", "1", "--output", "act.doc").returncode == 2


def test_spreads_of_a_ledger_bear_the_labels_of_both_sheets(tmp_path: Path) -> None:
    lines = "\n".join(f"{number}. Омаров Берік 1978 жыл" for number in range(1, 6))
    write_picture(tmp_path / "left.png", lines)
    write_picture(tmp_path / "right.png", lines)
    from PIL import Image

    spread = Image.new("L", (2000, 520), 255)
    spread.paste(Image.open(tmp_path / "left.png"), (0, 0))
    spread.paste(Image.open(tmp_path / "right.png"), (1000, 0))
    folder = tmp_path / "t/Ф.12/Оп.1/Д.45"
    folder.mkdir(parents=True)
    spread.save(folder / "0013.png", dpi=(200, 200))
    paraq(tmp_path / "home", "ingest", tmp_path / "t")
    with open_house(Settings(home=tmp_path / "home")) as house:
        labels = [(page.part, page.sheet) for batch in house.catalogue.every_page() for page in batch]
    assert labels in ([(1, "12об"), (2, "13")], [(0, "13")])
