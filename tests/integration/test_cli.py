"""The command as others' scripts call it: shapes of JSON, exit codes, where it writes."""

import json
import shutil
from pathlib import Path

import pytest

from tests.integration.paraq_home import paraq, paraq_json, write_pdf


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cli")
    write_pdf(folder / "transfer/letter.pdf", ["Letter about the harvest", "Second sheet of the harvest"])
    assert paraq(folder / "home", "ingest", folder / "transfer").returncode == 0
    return folder / "home"


def test_search_prints_what_scripts_rely_on(home: Path) -> None:
    found = paraq_json(home, "search", "harvest", "--limit", 1)
    assert set(found) == {"total", "hits", "next"}
    assert (found["total"], len(found["hits"])) == (2, 1)
    keys = "page_id document_id title reference sheet page path score snippet boxes"
    assert list(found["hits"][0])[:10] == keys.split()
    assert paraq_json(home, "search", "nowhere") == {"total": 0, "hits": []}


def test_extract_stores_nothing(tmp_path: Path) -> None:
    write_pdf(tmp_path / "a.pdf", ["Letter about the harvest"])
    (page,) = paraq_json(tmp_path / "home", "extract", tmp_path / "a.pdf")["pages"]
    assert set(page) == {"page", "source", "language", "confidence", "width", "height", "text", "words"}
    assert (page["page"], page["source"], page["language"]) == (1, "text", "en")
    assert [word["text"] for word in page["words"]] == ["Letter", "about", "the", "harvest"]
    left, top, width, height = page["words"][0]["box"]
    assert 0 <= left < left + width <= page["width"]
    assert 0 <= top < top + height <= page["height"]
    assert not (tmp_path / "home").exists()


def test_analyze_answers_each_line_with_a_line(tmp_path: Path) -> None:
    done = paraq(tmp_path, "analyze", stdin="жалақысын алды\n\nприказами\n")
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer["language"] for answer in answers] == ["kk", answers[1]["language"], "ru"]
    assert answers[1]["tokens"] == []
    token = answers[2]["tokens"][0]
    assert set(token) == {"text", "start", "end", "language", "exact", "stem", "key"}
    assert token["stem"] == "приказ"
    assert paraq_json(tmp_path, "analyze", "приказами", "--language", "ru")["tokens"] == [token]


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["ingest"], 2, "Name what to take in"),
        (["nonsense"], 2, "No such command"),
        (["search", "a", "--limit", "none"], 2, "not a valid integer"),
        (["ingest", "/nowhere/at/all"], 3, "no such file or folder"),
        (["extract", "/nowhere/at/all.pdf"], 3, "no such file"),
    ],
)
def test_mistakes_have_codes_and_plain_sentences(home: Path, arguments: list[str], code: int, message: str) -> None:
    done = paraq(home, *arguments)
    assert done.returncode == code
    assert message in done.stderr
    assert done.stdout == ""


def test_a_file_that_cannot_be_read_is_bad_input(tmp_path: Path) -> None:
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.4\nnothing more")
    done = paraq(tmp_path / "home", "extract", tmp_path / "broken.pdf", "--json")
    assert (done.returncode, done.stdout) == (2, "")
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("settings", "code", "message"),
    [
        ({"PARAQ_CATALOGUE": "postgresql://paraq@127.0.0.1:1/none"}, 4, "catalogue cannot be opened"),
        ({"PARAQ_ENGINE": "elasticsearch", "PARAQ_ELASTICSEARCH": "http://127.0.0.1:1"}, 4, "Elasticsearch"),
        ({"PARAQ_ENGINE": "nonsense"}, 2, "PARAQ_ENGINE"),
        ({"PARAQ_UNKNOWN": "1"}, 2, "PARAQ_UNKNOWN"),
    ],
)
def test_missing_services_and_wrong_settings_are_named(home: Path, settings: dict[str, str], code: int, message: str) -> None:
    done = paraq(home, "search", "harvest", **settings)
    assert done.returncode == code, done.stderr
    assert message in done.stderr


def test_an_index_that_is_gone_is_told_of_and_made_again(tmp_path: Path) -> None:
    write_pdf(tmp_path / "transfer/letter.pdf", ["Letter about the harvest"])
    assert paraq(tmp_path / "home", "ingest", tmp_path / "transfer").returncode == 0
    shutil.rmtree(tmp_path / "home/index")
    lost = paraq(tmp_path / "home", "search", "harvest")
    assert "run paraq reindex" in lost.stderr
    assert paraq(tmp_path / "home", "reindex").returncode == 0
    found = paraq(tmp_path / "home", "search", "harvest")
    assert found.stdout.startswith("1 page")
    assert found.stderr == ""
