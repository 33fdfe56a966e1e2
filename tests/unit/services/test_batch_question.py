import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraq.errors import Invalid
from paraq.query.parse import parse
from paraq.services.batch_question import question


@pytest.mark.parametrize(
    ("cells", "query"),
    [
        ({"name": "Әбдіков С.Ж."}, 'name:"Әбдіков С.Ж."'),
        ({"surname": "Әбдіков", "given": "Сапар", "patronymic": "Жұмабайұлы"}, 'name:"Әбдіков Сапар Жұмабайұлы"'),
        ({"name": "Досов", "years": "1978-1986"}, 'name:"Досов" year:1978..1986'),
        ({"name": "Досов", "years": "1978-86"}, 'name:"Досов" year:1978..1986'),
        ({"name": "Досов", "years": "1978-01-01 00:00:00"}, 'name:"Досов" year:1978'),
        ({"name": "Досов", "years": "01.03.1978-05.06.1980"}, 'name:"Досов" year:1978..1980'),
        ({"name": "Досов", "years": "1978, 1981 и 1980"}, 'name:"Досов" year:1978..1981'),
        ({"name": "Досов", "years": "1978"}, 'name:"Досов" year:1978'),
        ({"name": "Досов", "years": "с 1978 г."}, 'name:"Досов" year:1978..'),
        ({"name": "Досов", "years": "1978-"}, 'name:"Досов" year:1978..'),
        ({"name": "Досов", "years": "до 1980"}, 'name:"Досов" year:..1980'),
        ({"name": "Досов", "year_from": "01.03.1978", "year_to": "1980"}, 'name:"Досов" year:1978..1980'),
        ({"name": "Досов", "year_to": "1980"}, 'name:"Досов" year:..1980'),
        (
            {"name": "Досов", "organisation": "«Ленин» кеңшары"},
            'name:"Досов" (org:"Ленин кеңшары" OR from:"Ленин кеңшары")',
        ),
        ({"query": "бұйрық OR өкім"}, "бұйрық OR өкім"),
        ({"query": "бұйрық OR өкім", "years": "1978"}, "(бұйрық OR өкім) year:1978"),
        ({"query": 'сломан "запрос'}, 'сломан "запрос'),
        ({"name": "Досов", "query": "приказ"}, 'name:"Досов" (приказ)'),
        ({"either": "Абдиков Сапар"}, 'name:"Абдиков Сапар"'),
        ({"either": "Абдиков, С.Ж."}, 'name:"Абдиков, С.Ж."'),
        ({"either": "Сапар Жұмабай ұлы Әбдіков"}, 'name:"Сапар Жұмабай ұлы Әбдіков"'),
        ({"either": "приказ о приёме"}, "приказ о приёме"),
        ({"either": "Абдиков"}, "Абдиков"),
        ({"either": "Абдиков ЖӘНЕ Досов"}, "Абдиков ЖӘНЕ Досов"),
    ],
)
def test_a_row_is_a_query_of_the_search_bar(cells, query):
    assert question(cells).query == query


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"organisation": "Ленин"}, "no name"),
        ({"name": "..."}, "no name"),
        ({"name": "Досов", "years": "19xx"}, "no year"),
        ({"name": "Досов", "years": "1986-1978"}, "end before"),
        ({"name": "Досов", "birth": "неизв."}, "year of birth"),
        ({"query": 'сломан "запрос', "years": "1978"}, "quotation mark"),
        ({"problem": "The row cannot be read as cells"}, "cannot be read"),
    ],
)
def test_a_row_with_a_mistake_says_which(cells, message):
    with pytest.raises(Invalid, match=message):
        question(cells)


def test_without_organisation_and_years_more_may_be_found():
    assert question({"name": "Досов", "organisation": "Ленин", "years": "1978"}).alone == 'name:"Досов"'
    assert question({"name": "Досов"}).alone == ""


def test_doubts_and_quotation_marks_in_cells_are_no_signs_of_a_query():
    assert question({"name": "Досов? Берік*", "organisation": "«Ленин» кеңшары?"}).query == (
        'name:"Досов Берік" (org:"Ленин кеңшары" OR from:"Ленин кеңшары")'
    )


FIELDS = st.sampled_from(["name", "query", "organisation", "years", "birth", "either", "surname", "year_from"])


@given(st.dictionaries(FIELDS, st.text(max_size=40)))
def test_any_row_is_a_query_or_a_mistake(cells):
    try:
        asked = question(cells)
    except Invalid:
        return
    # A query of one's own may have mistakes, which the search bar tells of; what is made of other cells may not.
    if not cells.get("query") and "either" not in cells:
        parse(asked.query)
