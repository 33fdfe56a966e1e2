import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraq.records.model import Box, PageText, Word
from paraq.text.analysis import Analyzer, grams
from paraq.text.token import Token

GOLDEN = Path(__file__).parents[2] / "golden" / "analysis.json"
TEXTS = st.one_of(st.text(max_size=200), st.text("абвіңӘқlI1!|03aA'’-/., \n\u00ad\u200b№«ьٴ", max_size=80))


@pytest.fixture(scope="module")
def analyzer() -> Analyzer:
    return Analyzer()


def page(text: str, /, **alternatives: tuple[str, ...]) -> PageText:
    words, start = [], 0
    for word in text.split():
        start = text.index(word, start)
        words.append(Word(word, start, start + len(word), Box(start, 0, 1, 1), 60.0, alternatives.get(word, ())))
        start += len(word)
    return PageText(text, tuple(words), "ocr", "kk", 80.0, 100, 100)


def check(text: str, tokens: list[Token]) -> None:
    places = [(token.position, token.alternative) for token in tokens]
    assert places == sorted(places)
    assert {token.position for token in tokens} == set(range(len({token.position for token in tokens})))
    for token in tokens:
        assert 0 <= token.start < token.end <= len(text)
        assert token.exact and token.stem and token.key
        assert not any(sign.isspace() for sign in token.exact + token.stem + token.key)
        assert grams(token)
        assert token.alternative or token.text == text[token.start : token.end]


def test_a_text_in_its_layers(analyzer: Analyzer) -> None:
    tokens = analyzer.analyze("Әбдіковтің жалақысын Қызылордада", "kk")
    assert [token.exact for token in tokens] == ["әбдіковтің", "жалақысын", "қызылордада"]
    assert [token.stem for token in tokens][1:] == ["жалақы", "қызылорда"]
    assert tokens[0].key == "абдиков"


def test_terms_do_not_change_unnoticed(analyzer: Analyzer) -> None:
    """An index must be rebuilt when terms change: raise analysis.VERSION and run tests/golden/make_analysis.py together.

    Stems are left out: a change of theirs is seen by the fingerprint of the word lists.
    """
    golden = json.loads(GOLDEN.read_text(encoding="utf-8"))
    made = [[[token.exact, token.key, *grams(token).split()] for token in analyzer.analyze(text)] for text in golden["texts"]]
    assert made == golden["terms"]


@pytest.mark.parametrize(
    ("one", "other", "layer"),
    [
        ("жалақысына", "жалақыдан", "stem"),
        ("приказа", "приказами", "stem"),
        ("zhalaqysy", "жалақысы", "stem"),
        ("жалакысы", "жалақысы", "stem"),
        ("جالاقىسى", "жалақысы", "stem"),
        ("cовxоз", "совхоз", "exact"),
        ("к1тап", "кітап", "exact"),
        ("Qyzylorda", "Қызылорда", "key"),
        ("ٴابدىكوۆ", "Әбдіковтің", "key"),
    ],
)
def test_spellings_meet(analyzer: Analyzer, one: str, other: str, layer: str) -> None:
    language = "ru" if "приказ" in one else "kk"
    first, second = analyzer.analyze(one, language)[0], analyzer.analyze(other, language)[0]
    assert getattr(first, layer) == getattr(second, layer)


def test_grams_meet_across_scripts(analyzer: Analyzer) -> None:
    latin, cyrillic = analyzer.analyze("qazaq", "kk")[0], analyzer.analyze("қазақ", "kk")[0]
    assert grams(latin) == grams(cyrillic)


def test_yanalif_is_told_by_its_text(analyzer: Analyzer) -> None:
    tokens = analyzer.analyze("Qazaq ʙirligi ƣasьrlar Ajdarov çoldas")
    assert tokens[3].key == analyzer.analyze("Айдаров", "kk")[0].key


def test_broken_words_compounds_and_sums(analyzer: Analyzer) -> None:
    tokens = analyzer.analyze("дирек-\nторға № 45-к тап-таза 1 250,50", "kk")
    own = [token.exact for token in tokens if not token.alternative]
    wholes = [(token.position, token.exact) for token in tokens if token.alternative]
    assert own == ["директорға", "45", "к", "тап", "таза", "1", "250", "50"]
    assert wholes == [(1, "45к"), (3, "таптаза"), (5, "1250.50")]
    assert tokens[0].text == "дирек-\nторға"
    assert next(token.stem for token in tokens if token.exact == "таптаза") == "таза"


def test_other_readings_stand_at_their_place(analyzer: Analyzer) -> None:
    tokens = analyzer.analyze_page(page("тов. Жаибулатов келді", Жаибулатов=("Жанбулатов", "Жан булатов", "Жаибулатов")))
    check("тов. Жаибулатов келді", tokens)
    assert [token.exact for token in tokens if token.position == 1] == ["жаибулатов", "жанбулатов", "жан", "булатов"]
    assert [token.position for token in tokens if token.exact == "келді"] == [2]


def test_a_page_without_readings_is_its_text(analyzer: Analyzer) -> None:
    assert analyzer.analyze_page(page("Бұйрық № 45-к")) == analyzer.analyze("Бұйрық № 45-к")


def test_readings_of_parts_of_compounds(analyzer: Analyzer) -> None:
    text = "а Кзыл-Орда б"
    tokens = analyzer.analyze_page(page(text, **{"Кзыл-Орда": ("Қызылорда", "")}))
    check(text, tokens)
    assert "қызылорда" in [token.exact for token in tokens if token.position == 1]


def test_the_fingerprint_is_steady(analyzer: Analyzer) -> None:
    assert analyzer.fingerprint() == Analyzer().fingerprint()
    assert len(analyzer.fingerprint()) == 16


@pytest.mark.parametrize(("read", "listed"), [("3авод", "завод"), ("ПРИКА3", "приказ"), ("6ригада", "бригада"), ("дом6", "дом6")])
def test_a_figure_at_an_end_is_a_letter_where_the_lists_know_the_word(analyzer: Analyzer, read: str, listed: str) -> None:
    assert [token.exact for token in analyzer.analyze(read, "ru")] == [listed]


def test_language(analyzer: Analyzer) -> None:
    assert analyzer.language("Бұйрық шығарылсын, жалақы төленсін") == "kk"
    assert analyzer.language("Приказ об увольнении рабочих") == "ru"
    assert {token.language for token in analyzer.analyze("Order of the day", "en")} == {"en"}


@given(TEXTS, st.sampled_from(["", "kk", "ru", "en", "other"]))
def test_any_text_is_analysed(analyzer: Analyzer, text: str, language: str) -> None:
    check(text, analyzer.analyze(text, language))


@given(TEXTS, TEXTS)
def test_any_page_is_analysed(analyzer: Analyzer, text: str, reading: str) -> None:
    check(text, analyzer.analyze_page(page(text, **dict.fromkeys(text.split()[:2], (reading,)))))


@given(st.lists(st.sampled_from(["жол-жол", "№ 45-к", "Әбдіков", "1 250,50", "приказ"]), max_size=12))
def test_words_keep_their_terms_wherever_they_stand(analyzer: Analyzer, words: list[str]) -> None:
    alone = [token.exact for word in words for token in analyzer.analyze(word, "kk") if not token.alternative]
    together = [token.exact for token in analyzer.analyze("; ".join(words), "kk") if not token.alternative]
    assert together == alone


def test_a_megabyte_without_blanks(analyzer: Analyzer) -> None:
    (token,) = analyzer.analyze("ә" * 1_000_000, "kk")
    assert len(token.exact) <= 64
    assert len(analyzer.analyze("а-" * 200_000, "kk")) == 200_001


def test_a_small_letter_alone_has_not_the_key_of_an_initial(analyzer: Analyzer) -> None:
    word, initial = analyzer.analyze("с С. Абдиковым", "ru")[:2]
    assert (word.exact, initial.exact) == ("с", "с")
    assert word.key != initial.key == "с"
