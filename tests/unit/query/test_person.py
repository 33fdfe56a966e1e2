import pytest

from paraq.query.parse import parse
from paraq.query.plan import AllOf, AnyOf, Constant, Near, Plan, Ranked, Sequence, Without
from paraq.query.resolve import resolve
from paraq.text.analysis import Analyzer

ANALYZER = Analyzer()


def worth(query: str, text: str) -> float:
    """Return what the name's standing together adds to the score of a page with this text."""
    plan = resolve(parse(query), ANALYZER).plan
    assert isinstance(plan, Ranked)
    places: dict[str, list[int]] = {}
    for token in ANALYZER.analyze(text):
        places.setdefault(token.key, []).append(token.position)
    return sum(
        part.weight for part in plan.wanted if isinstance(part, Constant | Near) and part.weight > 1 and fits(part, places)
    )


def fits(plan: Plan, places: dict[str, list[int]]) -> bool:
    match plan:
        case Constant(part):
            return fits(part, places)
        case AnyOf(parts):
            return any(fits(part, places) for part in parts)
        case AllOf(parts):
            return all(fits(part, places) for part in parts)
        case Without(base, excluded):
            return fits(base, places) and not fits(excluded, places)
        case Sequence(_, terms):
            return any(all(start + at in places.get(term, ()) for at, term in enumerate(terms)) for start in range(40))
        case Near(_, left, right, gap):
            assert not set(left) & set(right)
            pairs = ((one, other) for first in left for second in right for one, other in pairs_of(places, first, second))
            return any(abs(one - other) <= gap + 1 for one, other in pairs)
        case _:
            raise AssertionError(plan)


def pairs_of(places: dict[str, list[int]], first: str, second: str) -> list[tuple[int, int]]:
    return [(one, other) for one in places.get(first, ()) for other in places.get(second, ())]


@pytest.mark.parametrize("query", ["Жанболат Сейіт", "Сейіт Жанболатов", "Zhanbolatov Seyit", "Джанбулатов Сейт"])
def test_the_person_comes_before_initials_and_these_before_kin(query: str) -> None:
    written_out = worth(query, "Жанболатов Сейіт Әбдіұлы")
    assert written_out == worth(query, "приказ Сейта Жанбулатова") == pytest.approx(300)
    assert written_out > worth(query, "Джанбулатову С. А.") > worth(query, "Е. С. Жанболатов") > 0
    assert worth(query, "Жанболат Ерлан Сейітұлы") == 0
    assert worth(query, "Жанболат келді, ал оның досы Сейіт кетті") == 0
    assert worth(query, "Жанболатов Е. А.") == 0


def test_initials_that_were_typed() -> None:
    query = "С. Жанболатовқа"
    assert worth(query, "С. Жанболатов") == worth(query, "Джанбулатов С. А.") > worth(query, "Е. С. Жанболатов") > 0
    assert worth(query, "Ә. Жанболатов") == worth(query, "Жанболатов Ерлан") == 0


def test_both_initials_come_before_one() -> None:
    for query in ("Джанбулатов С. А.", "С. А. Джанбулатов", "Жанболатов Сейіт Әбдіұлы"):
        assert worth(query, "Жанболатов С. Ә.") > worth(query, "Жанболатов С. Б.") > 0


def test_a_surname_made_of_the_given_name_is_told_from_it() -> None:
    assert worth("Асқаров Асқар", "Асқаров Асқар") > worth("Асқаров Асқар", "Асқаров Марат")


@pytest.mark.parametrize("query", ["еңбек демалысы", "Жанболат", "Жанболат =Сейіт", "Жанболат OR Сейіт", "Бес Бай Ауыл Бар Екен"])
def test_other_queries_are_no_names(query: str) -> None:
    plan = resolve(parse(query), ANALYZER).plan
    assert not isinstance(plan, Ranked) or not any(isinstance(part, Constant) for part in plan.wanted)
