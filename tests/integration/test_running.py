"""Runs as those who look after them see them: a watched folder, progress from elsewhere, what a machine lacks, what stays."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import pyzipper

from paraq.records.viewer import OPERATOR
from paraq.settings import Settings
from paraq.wiring import open_house
from tests.integration.handwriting import write_by_hand
from tests.integration.paraq_home import paraq, paraq_json, write_pdf, write_picture

# A test waits until something has happened and fails only if it never does.
TRIES, PAUSE = 600, 0.2


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@contextmanager
def started(home: Path, *arguments: object) -> Iterator["subprocess.Popen[str]"]:
    process = subprocess.Popen(
        [sys.executable, "-c", "from paraq.cli import main; main()", *map(str, arguments)],
        env=os.environ | {"PARAQ_HOME": str(home)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def until(happened: Callable[[], bool]) -> bool:
    for _ in range(TRIES):
        if happened():
            return True
        time.sleep(PAUSE)
    return False


def found(home: Path, query: str) -> int:
    return int(paraq_json(home, "search", query)["total"])


def test_a_watched_folder_is_taken_in_file_by_file_once_they_are_written(home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "inbox"
    write_pdf(folder / "first.pdf", ["Letter about the harvest"])
    write_pdf(tmp_path / "second.pdf", ["Letter about the school"])
    content = (tmp_path / "second.pdf").read_bytes()
    with started(home, "watch", folder, "--settle", 0.5) as process:
        assert until(lambda: found(home, "harvest") == 1)
        with (folder / "second.pdf").open("wb") as half:
            half.write(content[:200])
            half.flush()
            write_pdf(folder / "third.pdf", ["Letter about the bridge"])
            assert until(lambda: found(home, "bridge") == 1)
            assert paraq_json(home, "status")["files"] == 2, "a file that is still being written was taken"
            half.write(content[200:])
        assert until(lambda: found(home, "school") == 1)
        process.send_signal(signal.SIGTERM)
        _, told = process.communicate()
        assert process.returncode == 0
    assert "Stopped watching" in told and told.count("1 searchable") == 3
    again = paraq(home, "watch", folder, "--settle", 0.2, "--once")
    assert (again.returncode, again.stderr.count("Transfer")) == (0, 0), "what was taken in is taken in again"
    state = paraq_json(home, "status")
    assert (state["files"], state["failed"], state["running"]) == (3, [], None)


def test_status_tells_of_a_run_while_it_goes_on(home: Path, tmp_path: Path) -> None:
    for number in range(12):
        write_picture(tmp_path / f"transfer/{number}.png", f"БҰЙРЫҚ № {number}\nмеханизатор болып")
    states = []

    def seen() -> bool:
        states.append(paraq_json(home, "status"))
        run = states[-1]["run"]
        return process.poll() is not None or bool(run and run["pages_done"])

    with started(home, "ingest", tmp_path / "transfer", "--jobs", 1) as process:
        assert until(seen)
        during = states[-1]
        told = paraq(home, "status").stdout
        process.communicate()
    assert during["running"] == process.pid == during["run"]["process"]
    assert 0 < during["run"]["pages_done"] <= 12 and during["run"]["files"] <= 12
    assert during["files"] == during["searchable"] + during["waiting"]["files"]
    assert during["unfinished"] == [str(tmp_path / "transfer")]
    assert "Files are being taken in by process" in told and "pages a minute" in told
    after = paraq_json(home, "status")
    assert (after["running"], after["run"], after["unfinished"], after["indexed"]) == (None, None, [], 12)


def test_a_missing_tesseract_is_said_before_and_after_and_born_digital_files_are_read(home: Path, tmp_path: Path) -> None:
    write_picture(tmp_path / "scans/1.png", "БҰЙРЫҚ № 1")
    (tmp_path / "bin").mkdir()
    lacking = {"PATH": str(tmp_path / "bin")}
    done = paraq(home, "ingest", tmp_path / "scans", **lacking)
    assert done.returncode == 4
    assert "Tesseract is not installed" in done.stderr and "tesseract-ocr" in done.stderr
    assert "Nothing could be read" in done.stderr
    write_pdf(tmp_path / "scans/letter.pdf", ["Letter about the harvest"])
    assert paraq(home, "ingest", tmp_path / "scans", **lacking).returncode == 1
    assert found(home, "harvest") == 1
    mended = paraq_json(home, "ingest", tmp_path / "scans", "--retry-failed")
    assert (mended["searchable"], mended["failed"]) == (2, [])


def test_reading_again_never_replaces_what_a_person_wrote(home: Path, tmp_path: Path) -> None:
    write_picture(tmp_path / "transfer/1.png", "БҰЙРЫҚ № 1\nСерік Әбдіков механизатор")
    assert paraq(home, "ingest", tmp_path / "transfer").returncode == 0
    with open_house(Settings(home=home)) as house:
        page = house.searching.search("механизатор", viewer=OPERATOR).hits[0].page
        house.correcting.correct(page.page_id, page.text.text.replace("механизатор", "бухгалтер"), viewer=OPERATOR, expected=1)
    for _ in range(2):
        assert paraq(home, "ingest", tmp_path / "transfer", "--reread", "--language", "kaz").returncode == 0
    assert (found(home, "=бухгалтер"), found(home, "=механизатор")) == (1, 0)
    with open_house(Settings(home=home)) as house:
        history = house.catalogue.editions.history(page.page_id)
        assert [(one.version, bool(one.author), one.current) for one in history] == [
            (4, False, False),
            (3, False, False),
            (2, True, True),
            (1, False, False),
        ]
        assert "механизатор" in house.catalogue.editions.text(page.page_id, 4).text


# An earlier Paraq, which knew no mailboxes and took them for texts.
EARLIER = """
import multiprocessing, re
import indexer.readers.kinds as kinds, indexer.workers as workers
kinds.MAILBOX_START = re.compile(rb"(?!)")
workers.load_ahead = lambda: None
workers._context = lambda: multiprocessing.get_context("fork")
from paraq.cli import main
main()
"""


def test_a_file_that_an_earlier_paraq_took_for_something_else_is_looked_into_again(home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "transfer"
    folder.mkdir()
    letter = "From a@archive.kz Mon Mar  1 10:00:00 2021\nFrom: a@archive.kz\nSubject: Answer\n\nThe {} is confirmed\n\n"
    (folder / "mail").write_text(letter.format("engineer") + letter.format("accountant"))
    (folder / "corrected").write_text(letter.format("shepherd"))
    earlier = [sys.executable, "-c", EARLIER, "ingest", str(folder), "--json"]
    taken = subprocess.run(earlier, env=os.environ | {"PARAQ_HOME": str(home)}, check=True, capture_output=True)
    assert json.loads(taken.stdout)["documents"] == 2
    with open_house(Settings(home=home)) as house:
        page = house.searching.search("shepherd", viewer=OPERATOR).hits[0].page
        text = page.text.text.replace("shepherd", "bookkeeper")
        house.correcting.correct(page.page_id, text, viewer=OPERATOR, expected=1)
    again = paraq_json(home, "ingest", folder, "--reread")
    # What a person wrote stays, beside the letters.
    assert (again["files"], again["documents"], again["failed"]) == (2, 4, [])
    with open_house(Settings(home=home)) as house:
        words = ("engineer", "accountant", "shepherd", "bookkeeper", "confirmed")
        assert [house.searching.search(word, viewer=OPERATOR).total for word in words] == [1, 1, 1, 1, 4]
    assert paraq(home, "verify").returncode == paraq(home, "check").returncode == 0


def test_a_locked_file_that_is_read_again_without_its_password_keeps_what_was_found(home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "transfer"
    folder.mkdir()
    with pyzipper.AESZipFile(folder / "locked.zip", "w", encryption=pyzipper.WZ_AES) as package:
        package.setpassword(b"archive")
        package.writestr("letter.txt", "The engineer is confirmed")
    assert paraq(home, "ingest", folder, "--password", "archive").returncode == 0
    run = paraq(home, "ingest", folder, "--reread", "--json")
    assert "locked.zip is left as it was read before: The" in run.stderr
    again = json.loads(run.stdout)
    assert (again["searchable"], again["documents"], again["failed"]) == (1, 1, [])
    with open_house(Settings(home=home)) as house:
        page = house.searching.search("engineer", viewer=OPERATOR).hits[0].page
        assert [one.version for one in house.catalogue.editions.history(page.page_id)] == [2, 1]


def test_languages_that_tesseract_lacks_are_refused_before_anything_is_read(home: Path, tmp_path: Path) -> None:
    write_pdf(tmp_path / "transfer/1.pdf", ["Letter about the harvest"])
    for command in ("ingest", "extract"):
        for codes, code in (("kaz+xyz", 4), ("KAZ", 2), ("", 2), ("rus;ls", 2)):
            refused = paraq(home, command, tmp_path / "transfer/1.pdf", "--language", codes)
            assert refused.returncode == code and codes in refused.stderr and not refused.stdout
    assert "Install tesseract-ocr-xyz" in paraq(home, "ingest", tmp_path, "--language", "kaz+xyz").stderr
    assert not home.exists()
    taken = paraq(home, "ingest", tmp_path / "transfer", PARAQ_LANGUAGES="kaz+xyz")
    assert taken.returncode == 0 and "lacks the languages xyz: scans are read without them" in taken.stderr


def test_pages_that_an_earlier_paraq_read_are_told_until_they_are_read_again(home: Path, tmp_path: Path) -> None:
    write_picture(tmp_path / "transfer/1.png", "БҰЙРЫҚ № 1\nСерік Әбдіков механизатор")
    write_pdf(tmp_path / "transfer/2.pdf", ["Letter about the harvest"])
    assert paraq(home, "ingest", tmp_path / "transfer").returncode == 0
    assert paraq_json(home, "status")["reread_due"] == 0
    with sqlite3.connect(home / "catalogue.db") as catalogue:
        catalogue.execute("UPDATE outcomes SET version = version - 1")
    assert paraq_json(home, "status")["reread_due"] == 1
    assert "1 pages were read by an earlier version of Paraq" in paraq(home, "status").stdout
    assert paraq(home, "ingest", "--reread").returncode == 0
    assert paraq_json(home, "status")["reread_due"] == 0


def test_a_page_of_handwriting_is_kept_with_its_reason_and_found_by_its_description(home: Path, tmp_path: Path) -> None:
    write_by_hand(tmp_path / "transfer/diary.png")
    write_picture(tmp_path / "transfer/order.png", "БҰЙРЫҚ № 1\nмеханизатор")
    (tmp_path / "transfer/inventory.csv").write_text("path,title,date\ndiary.png,Дневник агронома,1931\n", "utf-8")
    taken = paraq(home, "ingest", tmp_path / "transfer")
    assert taken.returncode == 0 and "1 pages kept that OCR cannot read" in taken.stdout
    state = paraq_json(home, "status")
    assert (state["files"], state["searchable"], state["failed"]) == (2, 2, [])
    (unread,) = state["unreadable"]
    assert (unread["path"], unread["page"]) == ("diary.png", 1) and "handwriting" in unread["reason"]
    assert paraq_json(home, "receipt", 1)["unreadable"] == [unread]
    (hit,) = paraq_json(home, "search", "title:дневник")["hits"]
    assert (hit["path"], hit["title"]) == ("diary.png", "Дневник агронома")


def test_verify_tells_of_every_kind_of_damage(home: Path, tmp_path: Path) -> None:
    for name in ("changed", "lost", "orphan"):
        write_pdf(tmp_path / f"transfer/{name}.pdf", [f"Letter {name}"])
    assert paraq(home, "ingest", tmp_path / "transfer").returncode == 0
    assert paraq(home, "verify").returncode == 0
    stored = {}
    for path in (home / "store").rglob("*"):
        if path.is_file() and len(path.name) == 64:
            stored[next(name for name in ("changed", "lost", "orphan") if f"Letter {name}".encode() in path.read_bytes())] = path
    for name in ("changed", "lost"):
        stored[name].parent.chmod(0o755)
        stored[name].chmod(0o644)
    stored["changed"].write_bytes(stored["changed"].read_bytes() + b" ")
    stored["lost"].unlink()
    stray = "ab" * 32
    place = home / "store" / stray[:2] / stray[2:4] / stray
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(b"nobody's")
    with sqlite3.connect(home / "catalogue.db") as database:
        database.execute("PRAGMA foreign_keys = OFF")
        database.execute("DELETE FROM originals WHERE sha256 = ?", (stored["orphan"].name,))
        database.execute("DELETE FROM page_texts WHERE page LIKE ?", (f"{stored['lost'].name[:16]}%",))
    verified = paraq_json(home, "verify", code=1)
    assert {(one["reason"], *one["paths"]) for one in verified["damaged"]} == {
        ("changed", "changed.pdf"),
        ("missing", "lost.pdf"),
    }
    assert stray in verified["extra"]
    told = "\n".join(verified["orphans"])
    assert f"The page {stored['orphan'].name[:16]}-1 has no original" in told
    assert f"The page {stored['lost'].name[:16]}-1 has no text" in told
    assert stray in paraq(home, "verify").stderr
