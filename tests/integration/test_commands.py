"""The commands that others' scripts rely on: exact JSON, exit codes, and streams, each run as a user runs it."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from indexer.ocr.tesseract import PROGRAM
from tests.integration.paraq_home import paraq, paraq_json, write_pdf, write_picture

ORDER = "БҰЙРЫҚ № 14\n1978 жылғы 14 наурыз\nСерік Әбдіков механизатор\nболып жұмысқа қабылдансын"
RECEIPT = {"files": int, "documents": int, "pages": int, "searchable": int, "duplicates": int, "failed": list}
PAGE = {
    "page": int,
    "source": str,
    "language": str,
    "confidence": float,
    "width": int,
    "height": int,
    "text": str,
    "words": list,
}
HIT = {
    "page_id": str,
    "document_id": str,
    "title": str,
    "reference": str,
    "sheet": str,
    "page": int,
    "path": str,
    "score": float,
    "snippet": str,
    "boxes": list,
}
TOKEN = {"text": str, "start": int, "end": int, "language": str, "exact": str, "stem": str, "key": str}
NOTHING = {"files": 0, "documents": 0, "pages": 0, "searchable": 0, "duplicates": 0, "failed": []}


@pytest.fixture(scope="module")
def transfer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("commands") / "transfer"
    write_picture(folder / "Ф.12/Оп.1/Д.45/0012.png", ORDER)
    write_pdf(folder / "letters.pdf", ["Letter about the harvest", "Answer about the harvest\nof the second field"])
    return folder


@pytest.fixture(scope="module")
def home(transfer: Path) -> Path:
    home = transfer.with_name("home")
    receipt = paraq_json(home, "ingest", transfer)
    assert receipt == NOTHING | {"files": 2, "documents": 2, "pages": 3, "searchable": 2}
    return home


def _shaped(value: dict[str, Any], shape: dict[str, type]) -> bool:
    return list(value) == list(shape) and all(type(value[key]) is kind for key, kind in shape.items())


# ingest


def test_a_path_that_does_not_exist_is_not_found(tmp_path: Path) -> None:
    done = paraq(tmp_path / "home", "ingest", tmp_path / "nowhere", "--json")
    assert done.returncode == 3
    assert done.stdout == ""
    assert "nowhere" in done.stderr


def test_nothing_named_is_bad_usage(tmp_path: Path) -> None:
    assert paraq(tmp_path / "home", "ingest").returncode == 2


def test_an_empty_folder_gives_an_empty_receipt(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert paraq_json(tmp_path / "home", "ingest", tmp_path / "empty") == NOTHING


def test_the_same_folder_twice_is_known_the_second_time(transfer: Path, home: Path) -> None:
    again = paraq_json(home, "ingest", transfer)
    assert again == NOTHING | {"files": 2, "documents": 2, "pages": 3, "searchable": 2, "duplicates": 2}
    assert paraq_json(home, "status")["indexed"] == 3


def test_awkward_files_are_searchable_or_failed_with_a_reason(test_data: Path, tmp_path: Path) -> None:
    """Files of many kinds, broken, locked, foreign: the sums balance, and each failure says why in plain words."""
    folder = test_data / "documents" / "fscrawler"
    handed = sum(1 for path in folder.rglob("*") if path.is_file())
    receipt = paraq_json(tmp_path / "home", "ingest", folder, code=1)
    assert list(receipt) == list(RECEIPT)
    paths = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    failed = {failure["path"] for failure in receipt["failed"] if failure["page"] is None and failure["path"] in paths}
    assert receipt["files"] == handed == receipt["searchable"] + len(failed)
    for failure in receipt["failed"]:
        assert list(failure) == ["path", "page", "stage", "reason"]
        assert len(failure["reason"].split()) >= 3, failure
        assert not any(trace in failure["reason"] for trace in ("Traceback", "Error:", "Exception", "0x")), failure
    assert {"test-protected.pdf", "test-protected.docx"} <= failed
    status = paraq_json(tmp_path / "home", "status")
    assert status["waiting"] == {"files": 0, "pages": 0, "index": 0}
    pages_failed = sum(failure["page"] is not None for failure in receipt["failed"])
    assert receipt["pages"] == status["pages"] == status["indexed"] + pages_failed


# extract


@pytest.mark.parametrize(
    ("name", "source", "size", "page_count"),
    [("Ф.12/Оп.1/Д.45/0012.png", "ocr", (1000, 520), 1), ("letters.pdf", "text", None, 2)],
)
def test_extract_prints_pages_with_the_places_of_words(
    transfer: Path, tmp_path: Path, name: str, source: str, size: tuple[int, int] | None, page_count: int
) -> None:
    found = paraq_json(tmp_path / "home", "extract", transfer / name)
    assert list(found) == ["pages"]
    assert [page["page"] for page in found["pages"]] == list(range(1, page_count + 1))
    for page in found["pages"]:
        assert _shaped(page, PAGE)
        assert page["source"] == source
        assert size in (None, (page["width"], page["height"]))
        assert 0 < page["confidence"] <= 100
        assert page["text"].split() == " ".join(word["text"] for word in page["words"]).split()
        for word in page["words"]:
            assert _shaped(word, {"text": str, "box": list, "confidence": float})
            left, top, width, height = word["box"]
            assert 0 <= left < left + width <= page["width"]
            assert 0 <= top < top + height <= page["height"]
    assert not (tmp_path / "home").exists()


def test_extract_reads_the_lines_that_were_written(transfer: Path, tmp_path: Path) -> None:
    found = paraq_json(tmp_path / "home", "extract", transfer / "Ф.12/Оп.1/Д.45/0012.png")
    # The number sign of this typeface is read as letters.
    assert found["pages"][0]["text"].split()[-9:] == ORDER.split()[-9:]
    assert found["pages"][0]["language"] == "kk"
    plain = paraq(tmp_path / "home", "extract", transfer / "letters.pdf").stdout
    assert plain.split("\f")[0].split() == ["Letter", "about", "the", "harvest"]


def test_extract_tries_a_page_again_on_which_tesseract_crashed(transfer: Path, tmp_path: Path) -> None:
    crashing, crashed = tmp_path / "bin" / PROGRAM, tmp_path / "crashed"
    crashing.parent.mkdir()
    crash = f'case "$*" in *"--psm 3"*) [ -e {crashed} ] || {{ touch {crashed}; kill -SEGV $$; }};; esac'
    crashing.write_text(f'#!/bin/sh\n{crash}\nexec {Path(sys.executable).with_name(PROGRAM)} "$@"\n')
    crashing.chmod(0o755)
    path = f"{crashing.parent}{os.pathsep}{os.environ['PATH']}"
    done = paraq(tmp_path / "home", "extract", transfer / "Ф.12/Оп.1/Д.45/0012.png", PATH=path)
    assert crashed.exists() and done.returncode == 0
    assert done.stdout.split()[-9:] == ORDER.split()[-9:]


def test_extract_of_what_is_not_there_is_not_found(tmp_path: Path) -> None:
    done = paraq(tmp_path / "home", "extract", tmp_path / "nowhere.pdf", "--json")
    assert (done.returncode, done.stdout) == (3, "")
    assert "nowhere.pdf" in done.stderr


def test_extract_of_what_cannot_be_read_is_bad_input(tmp_path: Path) -> None:
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.4\nnothing more")
    done = paraq(tmp_path / "home", "extract", tmp_path / "broken.pdf", "--json")
    assert (done.returncode, done.stdout) == (2, "")
    assert "paraq: " in done.stderr


def test_a_missing_tesseract_is_named(transfer: Path, tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    done = paraq(tmp_path / "home", "extract", transfer / "Ф.12/Оп.1/Д.45/0012.png", "--json", PATH=str(tmp_path / "bin"))
    assert (done.returncode, done.stdout) == (4, "")
    assert "tesseract" in done.stderr.lower()


# search


def test_search_prints_hits_with_reference_and_boxes(home: Path) -> None:
    found = paraq_json(home, "search", "Абдыков Серик")
    assert list(found)[:2] == ["total", "hits"]
    assert (found["total"], len(found["hits"])) == (1, 1)
    hit = found["hits"][0]
    assert _shaped({name: hit[name] for name in list(hit)[: len(HIT)]}, HIT)
    assert [why["evidence"] for why in hit["why"]]
    assert (hit["path"], hit["page"], hit["sheet"]) == ("Ф.12/Оп.1/Д.45/0012.png", 1, "12")
    assert "Әбдіков" in hit["snippet"]
    assert len(hit["boxes"]) == 2
    assert all(type(side) is int for box in hit["boxes"] for side in box)


def test_limit_cuts_the_hits_and_not_the_total(home: Path) -> None:
    found = paraq_json(home, "search", "harvest", "--limit", 1)
    assert (found["total"], len(found["hits"])) == (2, 1)


def test_no_hit_is_no_failure(home: Path) -> None:
    assert paraq_json(home, "search", "қырықаяқ") == {"total": 0, "hits": []}


@pytest.mark.parametrize("query", ["(harvest", 'title:"', "AND", "***", "", "harvest OR", "a" * 5000])
def test_any_query_is_answered(home: Path, query: str) -> None:
    found = paraq_json(home, "search", query)
    assert list(found)[:2] == ["total", "hits"]
    # Whatever else there is to say comes after, and only if there is.
    assert set(found) <= {"total", "hits", "notice", "mistake", "corrections", "meant", "next"}
    assert all(found[name] for name in list(found)[2:])


def test_search_in_a_new_home_finds_nothing(tmp_path: Path) -> None:
    assert paraq_json(tmp_path / "new", "search", "harvest") == {"total": 0, "hits": []}


def test_an_engine_that_does_not_answer_is_named(home: Path) -> None:
    settings = {"PARAQ_ENGINE": "elasticsearch", "PARAQ_ELASTICSEARCH": "http://127.0.0.1:9"}
    done = paraq(home, "search", "harvest", "--json", **settings)
    assert (done.returncode, done.stdout) == (4, "")
    assert "lasticsearch" in done.stderr


# analyze


def test_analyze_prints_the_layers_of_every_word(tmp_path: Path) -> None:
    text = "Жұмысшының жалақысын төлеу"
    found = paraq_json(tmp_path, "analyze", text)
    assert list(found) == ["language", "tokens"]
    assert found["language"] == "kk"
    assert [token["text"] for token in found["tokens"]] == text.split()
    assert all(_shaped(token, TOKEN) and text[token["start"] : token["end"]] == token["text"] for token in found["tokens"])
    assert paraq_json(tmp_path, "analyze", "--language", "ru", "колхоз")["language"] == "ru"
    assert paraq(tmp_path, "analyze", "--language", "de", "Kolchose").returncode == 2


def test_analyze_answers_each_line_before_the_next_is_written(tmp_path: Path) -> None:
    """A text a line, also empty and broken ones; whoever writes a line may wait for its answer."""
    command = [sys.executable, "-c", "from paraq.cli import main; main()", "analyze"]
    environment = os.environ | {"PARAQ_HOME": str(tmp_path)}
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment) as process:
        assert process.stdin and process.stdout
        for line, words in (
            (b"\xd0\xb6\xd0\xb5\xd1\x80 \xd1\x82\xd0\xb5\xd0\xbb\xd1\x96\xd0\xbc\xd1\x96", 2),
            (b"", 0),
            (b"\xff\xfe a", 1),
        ):
            process.stdin.write(line + b"\n")
            process.stdin.flush()
            found = json.loads(process.stdout.readline())
            assert list(found) == ["language", "tokens"]
            assert len(found["tokens"]) == words
            assert all(_shaped(token, TOKEN) for token in found["tokens"])
        process.stdin.close()
        assert process.stdout.read() == b""
        assert process.wait() == 0


# status, reindex, settings


def test_status_of_a_new_home_is_all_noughts(tmp_path: Path) -> None:
    state = paraq_json(tmp_path / "new", "status")
    assert {key: state[key] for key in NOTHING} == NOTHING
    assert (state["waiting"], state["indexed"]) == ({"files": 0, "pages": 0, "index": 0}, 0)


def test_reindex_counts_the_pages(home: Path) -> None:
    assert paraq_json(home, "reindex")["pages"] == 3


def test_an_unknown_setting_is_refused_by_name(tmp_path: Path) -> None:
    for command in (["status"], ["search", "x"], ["ingest", str(tmp_path)]):
        done = paraq(tmp_path / "home", *command, PARAQ_FOO="1")
        assert done.returncode == 2
        assert "PARAQ_FOO" in done.stderr


def test_a_setting_with_a_wrong_value_is_refused_by_name(tmp_path: Path) -> None:
    done = paraq(tmp_path / "home", "status", PARAQ_ENGINE="solr")
    assert done.returncode == 2
    assert "PARAQ_ENGINE" in done.stderr


def test_an_unknown_command_or_option_is_bad_usage(tmp_path: Path) -> None:
    assert paraq(tmp_path, "digest").returncode == 2
    assert paraq(tmp_path, "search", "x", "--limit", "none").returncode == 2


@pytest.mark.parametrize("command", [[], ["ingest"], ["extract"], ["search"], ["analyze"], ["serve"], ["status"], ["reindex"]])
def test_help_is_there_at_once(tmp_path: Path, command: list[str]) -> None:
    started = time.monotonic()
    done = paraq(tmp_path, *command, "--help")
    assert done.returncode == 0
    assert done.stdout.startswith("Usage: paraq")
    # A fifth of a second on an idle machine; with all of Paraq loaded it would be seconds. Other tests may be at work beside.
    assert time.monotonic() - started < 3
