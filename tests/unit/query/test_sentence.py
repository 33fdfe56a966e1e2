import pytest

from paraq.query.parse import parse
from paraq.query.plan import AnyOf, Constant, Plan, Ranked, Term
from paraq.query.resolve import resolve
from paraq.query.sentence import FIGURES, NAME, PREDICATE, emphasis, is_sentence
from paraq.query.tree import Word, Words
from paraq.text.analysis import Analyzer

ANALYZER = Analyzer()


def plan_of(query: str) -> Plan:
    return resolve(parse(query), ANALYZER).plan


def base(plan: Plan) -> Plan:
    return base(plan.required) if isinstance(plan, Ranked) else plan


def ranked_by(plan: Plan) -> int:
    """Return how many of its words raise a page by being there."""
    assert isinstance(plan, Ranked)
    inner = plan.required
    return len(inner.wanted) if isinstance(inner, Ranked) else 0


def terms(plan: Plan) -> dict[tuple[str, str], float]:
    match plan:
        case Term(layer, term, weight):
            return {(layer, term): weight}
        case AnyOf(parts):
            return {key: weight for part in parts for key, weight in terms(part).items()}
        case Constant(part, _):
            return terms(part)
        case _:
            return {}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("Ақжар кеңшарын кім басқарды", True),
        ("кто подписал приказ", True),
        ("Ақжар кеңшары құрылған жыл?", True),
        ("Ақжар кеңшары", False),
        ("Жанболат Сейіт механизатор Ақжар", False),
    ],
)
def test_questions_are_told_from_words(query: str, expected: bool) -> None:
    tree = parse(query)
    assert isinstance(tree, Words)
    assert is_sentence(tree, tree.parts) is expected


def test_figures_weigh_more_and_a_kazakh_predicate_less() -> None:
    words = [Word(text, 0, 0) for text in ("Кеңшар", "1964", "Ақжарда", "құрылды")]
    assert emphasis(words, "kk") == [1.0, FIGURES, NAME, PREDICATE]
    assert emphasis(words, "ru") == [1.0, FIGURES, 1.0, 1.0]
    assert emphasis(words[:1], "kk") == [1.0]


def test_few_words_are_counted_and_of_many_the_rare_ones_rank() -> None:
    few, many = (plan_of(query) for query in ("Ақжар кеңшары бұйрық", "Ақжар кеңшары бұйрық директор"))
    assert (ranked_by(few), ranked_by(many)) == (3, 1)


def test_what_looks_like_a_word_of_many_is_found_and_marked() -> None:
    sought = resolve(parse("Әбдірахманов механизатор Ақжар кеңшары"), ANALYZER).sought
    assert {one.word for one in sought if one.evidence == "ocr"} >= {"Әбдірахманов", "механизатор"}


def test_a_title_quoted_in_a_question_ranks_by_its_words_too() -> None:
    found = terms(base(plan_of('Кто написал книгу "Слова назидания"?')))
    assert {("stem", "слово"), ("stem", "назидание"), ("stem", "книга")} <= found.keys()


def test_a_part_of_a_compound_finds_a_page_in_a_sentence() -> None:
    found = terms(base(plan_of("Как жили рабочие-переселенцы в Казахстане?")))
    assert ("stem", "переселенец") in found


def test_a_sentence_finds_pages_that_resemble_it() -> None:
    plan = base(plan_of("Конденсация дегеніміз не?"))
    assert isinstance(plan, AnyOf)
    resembling = plan.parts[-1]
    assert isinstance(resembling, Constant)
    assert isinstance(resembling.part, AnyOf)
    assert resembling.part.minimum >= 1
    assert {part.layer for part in resembling.part.parts if isinstance(part, Term)} == {"grams"}


def test_words_that_name_nothing_rank_as_written() -> None:
    plan = plan_of("Ішекқуыстыларға қандай қасиет тән?")
    assert isinstance(plan, Ranked)
    assert Term("exact", "қандай", 0.2) in plan.wanted
    assert not any(isinstance(part, Term) and part.term == "қан" for part in plan.wanted)
