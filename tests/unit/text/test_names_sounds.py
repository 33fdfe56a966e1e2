import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraq.text.names_sounds import cases, from_german, from_polish, is_case, one_sound, other_keys, other_sounds, stems
from paraq.text.skeleton import key_of, skeleton

NAMES = st.text(st.sampled_from("абвгджзиклмнопрстуфхцчшыіөұүәқғёйьюяabcdehiksz"), min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("цой", "цоем"),
        ("ким", "кимге"),
        ("шин", "шином"),
        ("тен", "теннің"),
        ("коваль", "ковалю"),
        ("петренко", "петренку"),
        ("шиваза", "шивазы"),
        ("белый", "белого"),
        ("толстой", "толстому"),
        ("чёрный", "черному"),
        ("кравец", "кравца"),
        ("заяц", "зайцем"),
    ],
)
def test_a_name_without_a_russian_ending_is_known_in_its_cases(name: str, form: str) -> None:
    assert is_case(name, form)
    assert is_case(form, name)
    assert key_of(form) in {key_of(name), *other_keys(name)}


@pytest.mark.parametrize(("name", "other"), [("ли", "лю"), ("ким", "кин"), ("ан", "ян"), ("пак", "паков"), ("серік", "серкебай")])
def test_another_name_is_no_case(name: str, other: str) -> None:
    assert not is_case(name, other)


@pytest.mark.parametrize(
    ("latin", "russian"),
    [("schneider", "шнейдер"), ("weber", "вебер"), ("schäfer", "шефер"), ("krieger", "кригер"), ("stein", "штейн")],
)
def test_german_is_read_as_russians_write_it(latin: str, russian: str) -> None:
    assert from_german(latin) == skeleton(russian)


@pytest.mark.parametrize(
    ("latin", "russian"), [("dąbrowski", "домбровский"), ("wiśniewska", "вишневский"), ("kowalska", "ковальский")]
)
def test_polish_is_read_as_russians_write_it(latin: str, russian: str) -> None:
    assert from_polish(latin) == skeleton(russian)


def test_a_womans_adjective_is_a_mans() -> None:
    assert is_case("толстая", "толстого")
    assert not is_case("толстая", "толстенко")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ходжамберди", "гожамберди"),
        ("калмурза", "калмирза"),
        ("фахрутдин", "фахретдин"),
        ("тинишпаи", "тинишбаи"),
        ("сеисемба", "сеисенба"),
        ("даулет", "давлет"),
        ("дуисенгали", "диусенгали"),
        ("хангер", "хангир"),
    ],
)
def test_elements_of_names_sound_alike(one: str, other: str) -> None:
    assert one_sound(skeleton(one)) == one_sound(skeleton(other))
    assert skeleton(other) in set(other_sounds(skeleton(one)))


@given(NAMES)
def test_stems_and_cases_are_each_others(name: str) -> None:
    bare = skeleton(name)
    for stem in stems(bare):
        assert bare in cases(stem)
    assert one_sound(one_sound(bare)) == one_sound(bare)
    assert all(other_keys(name))
