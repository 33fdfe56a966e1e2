import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraq.text.latin import to_cyrillic
from paraq.text.scripts import cyrillic_restored, modern_russian, repair_legacy, script_of, visible


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("cовxоз", "совхоз"),
        ("КOЛХO3", "КОЛХО3"),
        ("COBХОЗ", "СОВХОЗ"),
        ("к1тап", "кітап"),
        ("б!р", "бір"),
        ("тiл", "тіл"),
        ("сов3ал", "совзал"),
        ("Word-да", "Word-да"),
        ("jыl", "jыl"),
        ("директор", "директор"),
        ("А4", "А4"),
        ("9в1", "9в1"),
        ("acьp", "acьp"),
    ],
)
def test_look_alikes_are_put_right(written: str, meant: str) -> None:
    assert cyrillic_restored(written) == meant


@pytest.mark.parametrize(
    ("old", "new"), [("уѣздъ", "уезд"), ("ѳедоръ", "федор"), ("мiръ", "мiр"), ("міръ", "мир"), ("объект", "объект")]
)
def test_russian_before_1918(old: str, new: str) -> None:
    assert modern_russian(old) == new


@pytest.mark.parametrize(
    ("script", "word"), [("latin", "jalaqysy"), ("latin", "jalaqysy"), ("arabic", "جالاقىسى"), ("cyrillic", "жалақысы")]
)
def test_kazakh_of_other_scripts_in_cyrillic(script: str, word: str) -> None:
    assert script_of(word) == script
    assert to_cyrillic(word) == "жалақысы"


def test_yanalif_in_cyrillic() -> None:
    assert to_cyrillic("ƣasьr", True) == "ғасыр"
    assert to_cyrillic("çaꞑa", True) == "жаңа"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("императорскаго", "императорского"),
        ("уѣзднаго", "уездного"),
        ("синяго", "синего"),
        ("хозяйственныя", "хозяйственные"),
        ("киргизскія", "киргизские"),
        ("онѣ", "они"),
        ("ея", "ее"),
        ("чикаго", "чикаго"),
        ("благо", "благо"),
        ("россія", "россия"),
    ],
)
def test_endings_of_before_1918(old: str, new: str) -> None:
    assert modern_russian(old) == new


@pytest.mark.parametrize("encoding", ["kz1048", "ptcp154"])
def test_a_code_page_taken_for_another_is_repaired(encoding: str) -> None:
    text = "Қазақстан Республикасының ұлттық қоғамы: өзен, гүл, әке, һәм. Өндіріс Ұлы Үкімет"
    broken = text.encode(encoding).decode("cp1251", errors="replace")
    assert repair_legacy(broken).replace("i", "і") == text.replace("i", "і")


@pytest.mark.parametrize("text", ["", "Приказ № 45", "Қазақстан", "Краљ Ќ Қазақ ғылым", "plain"])
def test_other_text_is_not_touched(text: str) -> None:
    assert repair_legacy(text) == text


@given(st.text())
def test_any_text_passes(text: str) -> None:
    repair_legacy(text)
    cyrillic_restored(text)
    to_cyrillic(text.lower())
    modern_russian(text.lower())
    assert "\u200b" not in visible(text)
