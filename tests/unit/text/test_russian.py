import pytest
from hypothesis import given
from hypothesis import strategies as st
from pymorphy3 import MorphAnalyzer

from paraq.text import russian
from paraq.text.russian_readings import Readings


@pytest.mark.parametrize(
    ("form", "stem"),
    [
        ("приказа", "приказ"),
        ("уволен", "уволить"),
        ("ещё", "еще"),
        ("губкома", "губком"),
        ("губкому", "губком"),
        ("наркомзема", "наркомзем"),
        ("аулсовета", "аулсовет"),
        ("райисполкома", "райисполком"),
        ("кармакчинского", "кармакчинский"),
        ("кунаеву", "кунаев"),
        ("кунаев", "кунаев"),
        ("байсеитов", "байсеитов"),
        ("байсугуров", "байсугуров"),
        ("аулсоветов", "аулсовет"),
        ("игротехников", "игротехник"),
        ("чабанов", "чабан"),
        ("кунаевым", "кунаев"),
        ("нурланулы", "нурланулы"),
        ("сагындыккызы", "сагындыккызы"),
        ("жанболату", "жанболат"),
        ("жанболата", "жанболат"),
        ("айгули", "айгуль"),
        ("ахметовны", "ахметовна"),
        ("нурлановичу", "нурланович"),
        ("васильевича", "васильевич"),
        ("есенгельды", "есенгельды"),
        ("шиели", "шиели"),
        ("статей", "статья"),
    ],
)
def test_lemmas(form: str, stem: str) -> None:
    assert russian.stem(form) == stem


def test_a_surname_has_one_stem_in_every_case_and_gender() -> None:
    forms = "абдрахманов абдрахманова абдрахманову абдрахмановым абдрахмановой абдрахманове"
    assert {russian.stem(form) for form in forms.split()} == {"абдрахманов"}


def test_known_words() -> None:
    assert russian.knows("приказ")
    assert not russian.knows("приказжщ")


@pytest.mark.parametrize(
    "word",
    [
        "губкома",
        "лидировала",
        "алёхина",
        "авиазаводу",
        "наркомземом",
        "по-русски",
        "ту-134",
        "жанболату",
        "ещё",
        "сверхурочно",
        "бутявкать",
        "о",
        "а1б",
        "щщщ",
        "недоперепрочитавшего",
        "поинтереснее",
        "хайруллиной",
        "смотри-ка",
        "интернет-магазину",
        "человек-гора",
        "антиимя-поттер",
        "ёе",
    ],
)
def test_readings_are_those_of_the_whole_analyzer(word: str) -> None:
    whole = MorphAnalyzer()
    known, readings = Readings().of(word)
    parses = whole.parse(word)
    assert known == whole.word_is_known(word)
    found = [(reading.word, reading.said.tag, reading.normal_form) for reading in readings]
    assert found == [parse[:3] for parse in parses]
    assert [reading.score / readings[0].score for reading in readings] == pytest.approx(
        [parse.score / parses[0].score for parse in parses]
    )


@given(st.text(st.sampled_from("абвгдеёжзийклмнопрстуфхцчшщъыьэюя-"), min_size=1, max_size=20))
def test_any_word_has_a_stem_without_yo(word: str) -> None:
    assert russian.stem(word)
    assert "ё" not in russian.stem(word)
