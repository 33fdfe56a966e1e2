import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paraq.errors import Invalid
from paraq.query.match import Match, matches
from paraq.query.mistakes import Mistake
from paraq.query.parse import parse, parse_leniently
from paraq.query.plan import AllOf, Among, AnyOf, Between, Constant, Everything, Pattern, Plan, Ranked, Sequence, Term, Without
from paraq.query.resolve import NOTHING, resolve
from paraq.query.resolved import Resolved
from paraq.records.model import Box, PageText, Word
from paraq.text.analysis import Analyzer
from paraq.text.columns import Columns

ANALYZER = Analyzer()


def resolved(query: str, *, require_all: bool = False) -> Resolved:
    return resolve(parse(query), ANALYZER, require_all=require_all)


def required(plan: Plan) -> Plan:
    """Return what a page must have, without what only ranks."""
    return required(plan.required) if isinstance(plan, Ranked) else plan


def leaves(plan: Plan) -> list[Plan]:
    match plan:
        case AllOf(parts) | AnyOf(parts):
            return [leaf for part in parts for leaf in leaves(part)]
        case Ranked(base, wanted):
            return [leaf for part in (base, *wanted) for leaf in leaves(part)]
        case Without(base, excluded):
            return leaves(base) + leaves(excluded)
        case Constant(part, _):
            return leaves(part)
        case _:
            return [plan]


def marked(query: str, text: str) -> list[tuple[str, str]]:
    """Return the marked words of a text and why."""
    found = matches(resolved(query), Columns.of(ANALYZER.analyze(text)), text)
    return [(text[match.start : match.end], match.evidence) for match in found]


def test_an_empty_query_is_every_page() -> None:
    assert resolved("").plan == Everything()
    assert resolved("fonds:12").plan == Among("fonds", ("12",))


def test_signs_alone_find_nothing() -> None:
    assert resolved("№ — «»").plan == NOTHING


def test_a_word_is_sought_in_every_layer() -> None:
    terms = {(leaf.layer, leaf.term) for leaf in leaves(resolved("жалақысын").plan) if isinstance(leaf, Term)}
    assert {("exact", "жалақысын"), ("stem", "жалақы")} <= terms
    assert {layer for layer, _ in terms} == {"exact", "stem", "key", "grams"}


def test_a_word_as_written_is_sought_as_written() -> None:
    assert {leaf for leaf in leaves(resolved("=жалақысын").plan) if isinstance(leaf, Term)} == {Term("exact", "жалақысын", 0.25)}


@pytest.mark.parametrize("query", ["назнач*", "На\u0301знач*", "на\u00adзнач*", "\u202eназнач*"])
def test_a_pattern_is_sought_without_stress_and_what_nobody_sees(query: str) -> None:
    assert required(resolved(query).plan) == AnyOf((Pattern("exact", "назнач*"),))


def test_a_phrase_is_sought_as_written() -> None:
    assert required(resolved('"Ленин кеңшары"').plan) == AnyOf((Sequence("exact", ("ленин", "кеңшары")),))


def test_words_rank_by_how_many_a_page_has() -> None:
    plan = resolved("механизатор кеңшар").plan
    assert isinstance(plan, Ranked)
    assert isinstance(plan.required, Ranked)
    assert [type(part) for part in plan.required.wanted] == [Constant, Constant]
    assert isinstance(required(plan), AnyOf)
    assert isinstance(required(resolved("механизатор кеңшар", require_all=True).plan), AllOf)


def test_stop_words_find_nothing_beside_words_that_do() -> None:
    plan = required(resolved("совхоз и колхоз").plan)
    assert isinstance(plan, AnyOf)
    assert len(plan.parts) == 2
    assert required(resolved("и").plan) != NOTHING


def test_excluded_words_are_neither_ranked_nor_marked() -> None:
    found = resolved("кеңшар -механизатор")
    assert isinstance(required(found.plan), Without)
    assert {sought.word for sought in found.sought} == {"кеңшар"}


def test_fields_restrict_whatever_the_words() -> None:
    plan = required(resolved("кеңшар year:1978..1986 fonds:р-12").plan)
    assert isinstance(plan, AllOf)
    assert Between("year", 1978, 1986) in plan.parts
    fonds = plan.parts[2]
    assert isinstance(fonds, Among)
    assert "Р-12" in fonds.values


def test_brackets_of_fields_restrict_as_fields_do() -> None:
    plan = required(resolved("кеңшар (year:1978 OR fonds:12) type:(order -act)").plan)
    assert isinstance(plan, AllOf)
    assert AnyOf((Between("year", 1978, 1978), Among("fonds", ("12",)))) in plan.parts
    assert len(plan.parts) == 3


@pytest.mark.parametrize("query", ["year:abc", "date:31.02.1978", "а* сөз", "?а"])
def test_values_and_patterns_that_cannot_be(query: str) -> None:
    with pytest.raises(Invalid):
        resolved(query)


def test_marks_tell_why() -> None:
    assert marked("жалақы", "жалақы жалақысы жалақыны емес") == [("жалақы", "exact"), ("жалақысы", "form"), ("жалақыны", "form")]
    assert marked("Құрманбек", "Курманбек келді") == [("Курманбек", "spelling")]
    assert marked("механизатор", "мехонизатор") == [("мехонизатор", "ocr")]
    assert marked('name:"Әбдіков С."', "Абдиков С. Ж.") == [("Абдиков", "spelling"), ("С", "initial")]


def test_a_phrase_is_marked_only_where_it_stands() -> None:
    assert marked('"бір екі"', "екі бір, бір екі") == [("бір", "exact"), ("екі", "exact")]
    found = matches(resolved('"бір екі"'), Columns.of(ANALYZER.analyze("екі бір, бір екі")), "екі бір, бір екі")
    assert [match.start for match in found] == [9, 13]


def test_near_words_are_marked_only_together() -> None:
    text = "кеңшардың бас механизаторы өз ісін біледі, кеңшар мен оның екі механизаторы"
    assert marked('"кеңшар механизатор"~1', text) == [("кеңшардың", "form"), ("механизаторы", "form")]


def test_another_reading_of_the_ocr_is_marked_as_such() -> None:
    text = "Абдиков келді"
    word = Word("Абдиков", 0, 7, Box(0, 0, 9, 9), 40.0, ("Айдаров",))
    page = PageText(text, (word, Word("келді", 8, 13, Box(9, 0, 9, 9))), "ocr", "kk", 90.0, 9, 9)
    found = matches(resolved("Айдаров"), Columns.of(ANALYZER.analyze_page(page)), text)
    assert found == [Match(0, 7, "Айдаров", "ocr")]


@settings(max_examples=60)
@given(st.text(alphabet='аәқa9 "()*?~=-:.«»№', max_size=30) | st.text(max_size=20))
def test_any_text_is_a_plan_or_a_mistake(query: str) -> None:
    try:
        found = resolve(parse_leniently(query).tree, ANALYZER)
    except Invalid:
        return
    assert len(leaves(found.plan)) < 4000
    matches(found, Columns.of(ANALYZER.analyze("Ленин кеңшары әбдіков а")), "Ленин кеңшары әбдіков а")


@pytest.mark.parametrize(
    "text",
    [
        "«Сарыөткел» кеңшарының бұйрығы",
        "Сарыөткел кеңшарында",
        "по совхозу «Сарыуткель» района",
        "Совхоз «Сарыоткел»",
        "директор совхоза Сарыуткель",
    ],
)
def test_an_organisation_is_marked_under_its_other_names_and_spellings(text: str) -> None:
    assert marked('org:"Сарыөткел кеңшары"', text)


def test_an_executive_committee_is_found_under_its_full_name() -> None:
    text = "РЕШЕНИЕ исполкома Кармакчинского районного Совета депутатов трудящихся"
    assert {word for word, _ in marked('org:"Кармакчинский райисполком"', text)} >= {"исполкома", "Кармакчинского", "Совета"}


def test_an_organisation_is_not_every_page_that_has_one_word_of_its_name() -> None:
    assert not marked('org:"Сарыөткел кеңшары"', "Ақжар кеңшарының жаңа бұйрығы бойынша Сарыөткел ауылындағы мектеп туралы")


def test_near_words_of_two_languages_are_found_in_their_forms() -> None:
    assert marked('"приказ кеңшар"~1', "по приказу кеңшарынан") == [("приказу", "form"), ("кеңшарынан", "form")]


@pytest.mark.parametrize("text", ["Конысбаев Абдрахман 1938 г.", "Ысқақов и Конысбаев Абдрахман", "список с Конысбаев Абдрахман"])
def test_a_word_of_one_small_letter_is_no_initial(text: str) -> None:
    assert [word for word, _ in marked('name:"Қонысбаев Ғабдірахман Ысқақұлы"', text) if len(word) == 1] == []
    assert ("С", "initial") in marked('name:"Конысбаев С."', "С. Конысбаев")


def test_a_phrase_has_words_of_one_letter_as_written() -> None:
    assert marked('"с 2 марта"', "с 2 марта") == [("с", "exact"), ("2", "exact"), ("марта", "exact")]


@pytest.mark.parametrize(("asked", "written"), [("Кзыл-Орда", "Қызылорда"), ("Ак-Жар", "Ақжар")])
def test_a_name_in_two_parts_is_found_in_one(asked: str, written: str) -> None:
    assert marked(asked, written) == [(written, "spelling")]


@pytest.mark.parametrize("query", ["name:С.", 'аты:"С.Ж."', 'бұйрық -имя:"С. Ж."'])
def test_initials_alone_are_no_name(query: str) -> None:
    with pytest.raises(Mistake, match="nothing but initials") as raised:
        resolve(parse(query), ANALYZER)
    assert raised.value.position == max(query.find(name) for name in ("name", "аты", "имя")) + 1
