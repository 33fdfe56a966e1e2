from pathlib import Path
from tempfile import NamedTemporaryFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraq.errors import Invalid, Unavailable
from paraq.text import hash_table, listed, wordlist
from paraq.text.exceptions import exceptions, read_exceptions
from paraq.text.languages_model import LanguageModel, train
from paraq.text.listed_build import unpack
from paraq.text.skeleton import key_of
from paraq.text.table import Table, pack


def test_a_table_finds_what_was_packed_and_nothing_else(tmp_path: Path) -> None:
    pairs = {"қаз": "қаз", "қазақ": "қазақ", "қазақтар": "қазақ", "қазақша": "қазақ", "a": "b", "ал": "ал"}
    path = tmp_path / "table"
    path.write_bytes(pack(pairs.items()))
    table = Table(path)
    assert {word: table.get(word) for word in pairs} == pairs
    assert [table.get(word) for word in ("қаза", "қазақт", "", "б", "азақ", "қазақ қазақ")] == [None] * 6


RECORDS = st.dictionaries(st.text("абқғ1", min_size=1, max_size=6), st.binary(max_size=20), max_size=40)


@given(RECORDS, st.text("абқғ1é ", max_size=6))
def test_a_hash_table_finds_what_was_packed_and_nothing_else(records: dict[str, bytes], other: str) -> None:
    with NamedTemporaryFile() as file:
        Path(file.name).write_bytes(hash_table.pack(records.items()))
        table = hash_table.HashTable(Path(file.name))
        assert {word: table.get(word) for word in records} == records
        assert table.get(other) == records.get(other)


def test_a_listed_word_has_what_the_rules_make_of_it() -> None:
    """The golden terms and ``tests/relevance`` hold the rules; this holds the table to them."""
    model = LanguageModel(wordlist.built("languages").read_bytes())
    stems, lemmas = (unpack(wordlist.built(name).read_bytes()) for name in ("stems", "lemmas"))
    for word in [*list(stems)[::400], *list(lemmas)[::400]]:
        found = listed.find(word)
        assert found is not None
        assert (found.key, found.kazakh, found.russian or lemmas.get(word, "")) == (
            key_of(word),
            stems.get(word, ""),
            lemmas.get(word, ""),
        )
        assert not found.packed or found.scores == model.score(word)
    assert listed.find("ешқандайсөз") is None
    assert listed.find("naïve") is None


def test_language_data_are_named_when_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wordlist, "PLACES", ())
    with pytest.raises(Unavailable) as caught:
        wordlist.language_data("kaz")
    assert "tesseract-ocr-kaz" in caught.value.remedy


def test_language_data_are_looked_for_in_the_given_folder_first(tmp_path: Path) -> None:
    (tmp_path / "kaz.traineddata").touch()
    assert wordlist.language_data("kaz", str(tmp_path)) == tmp_path / "kaz.traineddata"


def test_missing_tools_are_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Unavailable) as caught:
        wordlist.read_words(tmp_path / "kaz.traineddata")
    assert caught.value.code == "tesseract-tools-missing"


def test_a_broken_language_file_is_refused(tmp_path: Path) -> None:
    broken = tmp_path / "kaz.traineddata"
    broken.write_bytes(b"not language data")
    with pytest.raises(Unavailable) as caught:
        wordlist.read_words(broken)
    assert caught.value.code == "tesseract-tools-failed"


def test_training_is_the_same_whatever_the_order_of_words() -> None:
    lists = {"kk": ["бала", "балалар"], "ru": ["приказ", "работа"], "en": ["order", "work"]}
    backwards = {language: list(reversed(words)) for language, words in lists.items()}
    assert train(lists) == train(backwards)
    scores = LanguageModel(train(lists)).score("балаға")
    assert scores[0] == max(scores)


def test_exceptions_are_read(tmp_path: Path) -> None:
    path = tmp_path / "kk.csv"
    path.write_text("word,stem,note\nЖосалы , жосалы,place\n", encoding="utf-8-sig")
    assert read_exceptions(path) == {"жосалы": "жосалы"}


@pytest.mark.parametrize("content", [b"word,stem\nabc,\n", b"form,lemma\na,b\n", b"\xff\xfe\x00"])
def test_a_wrong_list_of_exceptions_is_refused_with_its_place(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "kk.csv"
    path.write_bytes(content)
    with pytest.raises(Invalid) as caught:
        read_exceptions(path)
    assert str(path) in caught.value.where


def test_the_archive_overrules_paraq(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARAQ_HOME", str(tmp_path))
    (tmp_path / "exceptions").mkdir()
    (tmp_path / "exceptions" / "kk.csv").write_text("word,stem\nжатыр,жатыр\nақжар,ақжар\nқармадым,қармала\n", encoding="utf-8")
    found = exceptions("kk")
    assert found["жатыр"] == "жатыр"
    assert found["ақжар"] == "ақжар"
    assert found["мұхтар"] == "мұхтар"
    assert (found["қармадым"], found["қармала"]) == ("қармала", "қармала")
