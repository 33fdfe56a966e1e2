"""The words of the sample papers: case endings, names in scripts of their time, and refused fonts."""

from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

SAMPLES = Path(__file__).parents[2] / "samples"


@pytest.fixture
def district(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    monkeypatch.syspath_prepend(str(SAMPLES))
    import district
    from district import kazakh, page, people, russian  # noqa: F401

    yield district


@pytest.mark.parametrize(
    ("word", "case", "inflected"),
    [
        ("Жанболатов", "dat", "Жанболатовқа"), ("Әбдіков", "dat", "Әбдіковке"), ("Әбдіков", "gen", "Әбдіковтің"),
        ("Өмірзақова", "gen", "Өмірзақованың"), ("Әбдіұлы", "dat", "Әбдіұлына"), ("Бекенқызы", "abl", "Бекенқызынан"),
        ("Ғабит", "ins", "Ғабитпен"), ("Қасым", "gen", "Қасымның"), ("Ораз", "ins", "Оразбен"), ("Гүлнар", "acc", "Гүлнарды"),
        ("Мәжит", "loc", "Мәжитте"), ("Әбді", "acc", "Әбдіні"),
    ],
)  # fmt: skip
def test_kazakh_endings_follow_harmony_and_the_last_sound(district: ModuleType, word: str, case: str, inflected: str) -> None:
    assert district.kazakh.inflect(word, case) == inflected


@pytest.mark.parametrize(
    ("key", "case", "inflected"),
    [
        ("p01", "acc", "Джанбулатова Сейта Абдиевича"), ("p06", "gen", "Умурзаковой Куляш Бекеновны"),
        ("p23", "dat", "Шмидт Эмме Карловне"), ("p24", "ins", "Кимом Валентином Сергеевичем"),
        ("p25", "gen", "Петренко Ивана Григорьевича"),
    ],
)  # fmt: skip
def test_russian_names_are_declined(district: ModuleType, key: str, case: str, inflected: str) -> None:
    assert district.people.PEOPLE[key].russian("full", case) == inflected


def test_a_person_is_written_in_the_script_of_the_time(district: ModuleType) -> None:
    person = district.people.PEOPLE["p02"]
    assert person.yanalif == "Çanbolat Əbdi Tursьn-uƣlь"
    assert district.kazakh.first_cyrillic("Мұқанов") == "Мӯқанов"
    assert district.kazakh.russian_keys("Өмірзақова Күләш") == "Омирзакова Кулаш"
    assert district.kazakh.passport("Жанболатов Сейіт") == "Zhanbolatov Seyit"


def test_a_font_without_a_letter_is_refused(district: ModuleType) -> None:
    if not district.page.FONTS["typewriter"][0].exists():
        pytest.skip("fonts-liberation2 is not installed")
    with pytest.raises(district.page.MissingGlyph, match="ꞑ"):
        district.page.width_of("keꞑes", "typewriter", 12)
    assert district.page.width_of("keꞑes", "old_typewriter", 12) > 0
