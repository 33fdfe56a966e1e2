"""The committed sample archive is whole, true and made by its script."""

import csv
import hashlib
import io
import json
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import bagit
import pypdfium2
import pytest
from PIL import Image

SAMPLES = Path(__file__).parents[2] / "samples"
ARCHIVE, TRUTH = SAMPLES / "archive", SAMPLES / "truth"
PATH_HEADINGS = {"path", "путь", "жол"}


@pytest.fixture
def district(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    monkeypatch.syspath_prepend(str(SAMPLES))
    import district
    from district import akimat, handover, page, village  # noqa: F401

    yield district


def _files() -> dict[str, bytes]:
    """Return all files handed over by path, those of ZIP transfers inside them."""
    found = {}
    for path in (path for path in ARCHIVE.rglob("*") if path.is_file()):
        name = path.relative_to(ARCHIVE).as_posix()
        if path.suffix == ".zip":
            with zipfile.ZipFile(path) as inner:
                found |= {f"{name}/{member}": inner.read(member) for member in inner.namelist()}
        else:
            found[name] = path.read_bytes()
    return found


def _inventories(files: dict[str, bytes]) -> dict[str, list[dict[str, str]]]:
    found = {}
    for name, content in files.items():
        if name.endswith("inventory.csv"):
            try:
                text = content.decode("utf-8-sig")
            except UnicodeDecodeError:
                text = content.decode("cp1251")
            first = text.splitlines()[0]
            found[name.removesuffix("inventory.csv")] = list(
                csv.DictReader(io.StringIO(text), delimiter=";" if ";" in first else ",")
            )
    return found


def test_it_is_as_large_and_as_varied_as_promised() -> None:
    files = _files()
    pages = [path for path in TRUTH.rglob("*.txt") if path.is_file()]
    documents = {str(path.parent.relative_to(TRUTH)) for path in pages}
    assert len(documents) >= 60
    assert len(pages) >= 200
    assert sum(path.stat().st_size for path in ARCHIVE.rglob("*") if path.is_file()) <= 20_000_000
    endings = {Path(name).suffix for name in files}
    assert endings >= {".pdf", ".tif", ".jpg", ".png", ".docx", ".xlsx", ".txt", ".eml"}
    assert documents <= files.keys()


def test_inventories_and_files_agree() -> None:
    files = _files()
    inventories = _inventories(files)
    assert len(inventories) == 5
    for folder, rows in inventories.items():
        heading = next(iter(PATH_HEADINGS & rows[0].keys()))
        listed = {folder + row[heading] for row in rows}
        assert listed == {name for name in files if name.startswith(folder) and not name.endswith("inventory.csv")}


def test_people_recur_in_many_spellings_and_stand_in_the_text() -> None:
    people = json.loads((TRUTH / "people.json").read_text("utf8"))
    assert len(people) >= 40
    recurring = 0
    for person in people.values():
        spellings = defaultdict(set)
        for mention in person["mentions"]:
            text = (TRUTH / mention["path"] / f"{mention['page']}.txt").read_text("utf8")
            assert mention["written"] in " ".join(text.split())
            spellings[mention["written"]].add(mention["path"])
        recurring += len(set().union(*spellings.values())) >= 3 and len(spellings) >= 3
    assert recurring >= 12


def test_every_sample_query_has_pages_that_answer() -> None:
    for query in json.loads((TRUTH / "queries.json").read_text("utf8")):
        assert query["expected"], query["query"]
        for page in query["expected"]:
            assert (TRUTH / page["path"] / f"{page['page']}.txt").exists()


@pytest.mark.filterwarnings("ignore:Corrupt EXIF data")
def test_the_bag_is_valid_and_the_odd_files_are_odd() -> None:
    assert bagit.Bag(str(ARCHIVE / "2022-akimat-bag")).validate()
    education = ARCHIVE / "2023-education"
    with pytest.raises(pypdfium2.PdfiumError):
        pypdfium2.PdfDocument(education / "orders/2019-locked.pdf")
    with pytest.raises((OSError, ValueError)), Image.open(education / "orders/1987-broken.tif") as image:
        image.load()
    same = [(education / name).read_bytes() for name in ("orders/2019.pdf", "copies/orders-2019.pdf")]
    assert same[0] == same[1]
    (education / "office/letter-2001.txt").read_bytes().decode("cp1251")
    assert "құжаттар" in (education / "office/hat-2004.txt").read_bytes().decode("kz1048")


def test_text_layers_of_born_digital_files_are_the_truth() -> None:
    checked = 0
    for path in sorted((ARCHIVE / "2022-akimat-bag/data").glob("20*/хат-*.pdf")):
        document = pypdfium2.PdfDocument(path)
        for number in range(len(document)):
            page = document[number]
            layer = page.get_textpage()
            truth = (TRUTH / path.relative_to(ARCHIVE) / f"{number + 1}.txt").read_text("utf8")
            assert layer.get_text_range().split() == truth.split()
            layer.close()
            page.close()
            checked += 1
        document.close()
    assert checked >= 10


def test_the_script_makes_the_same_bytes(district: ModuleType) -> None:
    fonts = json.loads((TRUTH / "fonts.json").read_text("utf8"))
    here = {
        name: [hashlib.sha256(path.read_bytes()).hexdigest() for path in paths] for name, paths in district.page.FONTS.items()
    }
    if fonts != here:
        pytest.skip("the fonts of this machine are not those of the committed samples")
    made = [*zip(["2019-сельсовет"] * 3, district.village.items(), strict=False)]
    made += [*zip(["2022-akimat-bag/data"] * 6, district.akimat.items(), strict=False)]
    for folder, item in made:
        assert hashlib.sha256(item.content).digest() == hashlib.sha256((ARCHIVE / folder / item.path).read_bytes()).digest(), (
            item.path
        )
