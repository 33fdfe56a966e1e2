"""Plans are looked up once: the rewritten plan asks for the same, and names no part of it twice."""

from paraq.engines.once import once
from paraq.query.plan import AllOf, AnyOf, Constant, Everything, Ranked, Term

KNOWN, ALIKE, OTHER, GRAM = Term("exact", "есеп"), Term("key", "есет"), Term("exact", "жоспар"), Term("grams", "есе")


def bonus(weight: float) -> Constant:
    return Constant(Everything(), weight)


def test_everything_beside_other_parts_asks_nothing() -> None:
    assert once(AllOf((KNOWN, Everything()))) == KNOWN
    assert once(AllOf((KNOWN, Everything(), OTHER))) == AllOf((KNOWN, OTHER))
    assert once(AllOf((Everything(), Everything()))) == Everything()


def test_a_bonus_is_added_where_its_part_is_met() -> None:
    steps = Ranked(AnyOf((KNOWN, OTHER)), (Constant(KNOWN, 9), GRAM, Constant(OTHER, 9)))
    assert once(steps) == Ranked(AnyOf((AllOf((KNOWN, bonus(9))), AllOf((OTHER, bonus(9))))), (GRAM,))


def test_a_bonus_of_the_first_parts_together_is_added_once() -> None:
    sure = AnyOf((KNOWN, OTHER))
    assert once(Ranked(AnyOf((KNOWN, OTHER, ALIKE)), (Constant(sure, 50),))) == AnyOf((AllOf((sure, bonus(50))), ALIKE))


def test_what_is_another_parts_bonus_stays() -> None:
    for wanted in (Constant(GRAM, 9), Constant(AnyOf((OTHER, KNOWN)), 9), Constant(AnyOf((KNOWN, OTHER), minimum=2), 9)):
        assert once(ranked := Ranked(AnyOf((KNOWN, OTHER, ALIKE)), (wanted,))) == ranked
    assert once(two := Ranked(AnyOf((KNOWN, OTHER), minimum=2), (Constant(KNOWN, 9),))) == two
