import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraq.text.analysis import Analyzer
from paraq.text.mentions import LONGEST, MOST, Mention, folded, mention_of, mentions, terms_of

ANALYZER = Analyzer()


def named(text: str, bodies: tuple[str, ...] = (), fonds: str = "") -> list[tuple[str, str]]:
    return [(one.kind, one.text) for one in mentions(text, ANALYZER.analyze(text), bodies, fonds)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Принять на работу Абдикова С.Ж. механизатором", [("person", "Абдикова С.Ж.")]),
        ("Әбдіков Сапар Жұмабайұлы келді", [("person", "Әбдіков Сапар Жұмабайұлы")]),
        ("Уволить Абдикова по желанию", []),
        ("по совхозу имени Ленина", [("organisation", "совхозу имени Ленина")]),
        ("«Ленин» кеңшары бойынша", [("organisation", "«Ленин» кеңшары")]),
        ('колхоз "Путь Ильича"', [("organisation", 'колхоз "Путь Ильича"')]),
        ("о выдаче зерна колхозникам", []),
    ],
)
def test_pages_name_persons_and_organisations(text: str, expected: list[tuple[str, str]]) -> None:
    assert named(text) == expected


def test_the_description_names_too_and_nothing_twice() -> None:
    found = named("«Ленин» кеңшары. «Ленин» кеңшары", ("«Ленин» кеңшары",), "Кеңшар қоры")
    assert found == [("fonds", "Кеңшар қоры"), ("organisation", "«Ленин» кеңшары")]


@pytest.mark.parametrize("typed", ["Әбд", "абд", "Abd", "сап", "Әбдіков С", "ӘБДІКОВ"])
def test_a_name_is_listed_under_what_people_type(typed: str) -> None:
    assert any(term.startswith(folded(typed)) for term in terms_of(Mention("person", "Әбдіков Сапар")))


def test_a_term_tells_its_name() -> None:
    name = Mention("organisation", "«Ленин» кеңшары")
    assert {mention_of(term) for term in terms_of(name)} == {name}


@given(st.text(max_size=200))
def test_any_text_names_little(text: str) -> None:
    found = mentions(text, ANALYZER.analyze(text), [text], text)
    assert len(found) <= MOST
    for name in found:
        assert len(name.text) <= LONGEST
        assert all(mention_of(term) == name for term in terms_of(name))
