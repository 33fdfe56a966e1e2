import pytest

from paraq.query.days import days
from paraq.query.match import matches
from paraq.query.parse import parse
from paraq.query.plan import AllOf, Among, AnyOf, Constant, Plan, Ranked
from paraq.query.resolve import resolve
from paraq.query.tree import Words
from paraq.query.values import dates
from paraq.text.analysis import Analyzer
from paraq.text.columns import Columns

ANALYZER = Analyzer()
PAGE = (
    "Приказ от 12.03.1978 г. 1978 жылғы 12 наурыз. Бір мың тоғыз жүз жетпіс сегізінші жылғы он екінші наурыз. "
    "Двенадцатое марта тысяча девятьсот семьдесят восьмого года. 12/III-78. 12 мая 1978 г."
)
WRITTEN = [
    "12.03.1978",
    "1978 жылғы 12 наурыз",
    "Бір мың тоғыз жүз жетпіс сегізінші жылғы он екінші наурыз",
    "Двенадцатое марта тысяча девятьсот семьдесят восьмого",
    "12/III-78",
]
DAY = [
    "12 марта 1978 г.",
    "1978 ж. 12 наурыз",
    "12.03.1978",
    "1978-03-12",
    "двенадцатого марта тысяча девятьсот семьдесят восьмого года",
    "он екінші наурыз бір мың тоғыз жүз жетпіс сегізінші жыл",
]


def among(plan: Plan) -> set[Among]:
    match plan:
        case Among():
            return {plan}
        case AllOf(parts) | AnyOf(parts):
            return {one for part in parts for one in among(part)}
        case Ranked(required, _):
            return among(required)
        case Constant(part, _):
            return among(part)
        case _:
            return set()


@pytest.mark.parametrize("query", DAY)
def test_a_day_is_asked_for_however_it_is_written(query: str) -> None:
    assert among(resolve(parse(query), ANALYZER).plan) == {Among("date", ("1978-03-12",))}


@pytest.mark.parametrize("query", DAY)
def test_a_day_is_marked_however_the_page_writes_it(query: str) -> None:
    found = matches(resolve(parse(query), ANALYZER), Columns.of(ANALYZER.analyze(PAGE)), PAGE)
    assert [PAGE[one.start : one.end] for one in found if one.end - one.start > 8] == WRITTEN


@pytest.mark.parametrize("written", ["12 марта 1978 г.", "1978 жылғы 12 наурыз", "12.03.1978", "1978-03-12"])
def test_the_field_takes_a_date_as_documents_write_it(written: str) -> None:
    assert dates(written) == Among("date", ("1978-03-12",))


MONTH = ["март 1978", "1978 ж. наурыз", "марта 1978 года", '"наурыз 1978"', "03.1978"]


@pytest.mark.parametrize("query", MONTH)
def test_a_month_is_asked_for_and_marked_however_it_is_written(query: str) -> None:
    page = "В марте 1978 г. и 12.03.1978, 1978 жылғы наурыз айында. В мае 1978 г."
    found = resolve(parse(query), ANALYZER)
    assert dates("1978-03") in among(found.plan)
    marked = [page[one.start : one.end] for one in matches(found, Columns.of(ANALYZER.analyze(page)), page)]
    assert {"марте 1978", "12.03.1978", "1978 жылғы наурыз"} <= set(marked)
    assert not any("мае" in one for one in marked)


def test_a_quarter_has_its_months() -> None:
    assert dates("1978-04..1978-06") in among(resolve(parse("II квартал 1978 г."), ANALYZER).plan)


@pytest.mark.parametrize("query", ["в каком совхозе был принят Омаров в марте 1978 года?", '="наурыз 1978"'])
def test_a_month_stays_words_in_a_question_and_where_asked_for_as_written(query: str) -> None:
    assert not among(resolve(parse(query), ANALYZER).plan)


def test_a_number_with_blanks_inside_is_one() -> None:
    for query, number in (("12 345,67", "12345.67"), ("сумма 1 250", "1250")):
        assert f"term={number!r}" in repr(resolve(parse(query), ANALYZER).plan)


def test_a_year_alone_is_a_word() -> None:
    tree = parse("приказ 1978 года")
    assert isinstance(tree, Words)
    assert days(tree.parts) == []


def test_words_beside_a_day_stay_words() -> None:
    tree = parse("приказ 12 марта 1978 г. совхоз")
    assert isinstance(tree, Words)
    assert days(tree.parts) == [(1, 5, "1978-03-12")]
