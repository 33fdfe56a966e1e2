import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraq.errors import Invalid
from paraq.query.mistakes import Mistake
from paraq.query.parse import DEEPEST, LONGEST, NO_WORDS, literal_words, parse, parse_leniently
from paraq.query.tree import And, Field, Not, Nothing, Or, Phrase, Tree, Wildcard, Word, Words


def shape(tree: Tree) -> object:
    """Return a tree without its places."""
    match tree:
        case Words(parts) | And(parts) | Or(parts):
            return (type(tree).__name__, *map(shape, parts))
        case Not(part):
            return ("Not", shape(part))
        case Word(text, literal=literal, edits=edits):
            return f"{'=' * literal}{text}{'~' * edits}"
        case Wildcard(pattern):
            return f"*{pattern}"
        case Phrase(text, literal=literal, gap=gap):
            return f"{'=' * literal}'{text}'{gap or ''}"
        case Field(name, value):
            return f"{name}:{value}"
        case Nothing():
            return None


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", None),
        (" \n ", None),
        ("жалақы", "жалақы"),
        ("Ленин кеңшары", ("Words", "Ленин", "кеңшары")),
        ('"Ленин кеңшары"', "'Ленин кеңшары'"),
        ("“Ленин кеңшары”", "'Ленин кеңшары'"),
        ('="Ленин"', "='Ленин'"),
        ('"Сапар Әбдіков"~3', "'Сапар Әбдіков'3"),
        ('"Сапар Әбдіков"~', "'Сапар Әбдіков'5"),
        ("«Ленин» кеңшары", ("Words", "Ленин", "кеңшары")),
        ("а AND б", ("And", "а", "б")),
        ("а ЖӘНЕ б И в", ("And", "а", "б", "в")),
        ("а OR б НЕМЕСЕ в ИЛИ г", ("Or", "а", "б", "в", "г")),
        ("а OR б AND в", ("Or", "а", ("And", "б", "в"))),
        ("(а OR б) AND в", ("And", ("Or", "а", "б"), "в")),
        ("а б AND в", ("And", ("Words", "а", "б"), "в")),
        ("а NOT б", ("Words", "а", ("Not", "б"))),
        ("а ЕМЕС б НЕ в", ("Words", "а", ("Not", "б"), ("Not", "в"))),
        ("а -б", ("Words", "а", ("Not", "б"))),
        ("NOT NOT а", "а"),
        ("NOT " * 99 + "а", ("Not", "а")),
        ("-(а OR б)", ("Not", ("Or", "а", "б"))),
        ("ауыл-аймақ", "ауыл-аймақ"),
        ("а - б", ("Words", "а", "-", "б")),
        ("и немесе and", ("Words", "и", "немесе", "and")),
        ("ИЛИАДА", "ИЛИАДА"),
        ("И. Сапаров", ("Words", "И.", "Сапаров")),
        ("=жалақ*", "*жалақ*"),
        ("жалақ* сағ?т", ("Words", "*жалақ*", "*сағ?т")),
        ("кім болды?", ("Words", "кім", "*болды?")),
        ("Ол кім болды?", ("Words", "Ол", "кім", "болды")),
        ("сөз~ сөз~2 =сөз", ("Words", "сөз~", "сөз~~", "=сөз")),
        ("fonds:Р-12 қор:13 дело:45а", ("Words", "fonds:Р-12", "fonds:13", "file:45а")),
        ("year:1978..1986", "year:1978..1986"),
        ('name:"Әбдіков С.Ж."', "name:Әбдіков С.Ж."),
        ("org:«Ленин кеңшары»", "org:Ленин кеңшары"),
        ("-fonds:12", ("Not", "fonds:12")),
        ("год:(1970 ИЛИ 1972)", ("Or", "year:1970", "year:1972")),
        ("фонд:(12 13 -14)", ("Words", ("Or", "fonds:12", "fonds:13"), ("Not", "fonds:14"))),
        ('title:(приказ "по школе")', ("Words", "title:приказ", "title:по школе")),
        ("year:1970,1978..", ("Or", "year:1970", "year:1978..")),
        ("приказ по совхозу year:197?", ("Words", "приказ", "по", "совхозу", "year:197?")),
        ("'\"Кто? Что?\"'"[1:-1], "'Кто? Что?'"),
        ("10:30", "10:30"),
        ("Тақырып: есеп", ("Words", "Тақырып:", "есеп")),
        ("а=б", "а=б"),
    ],
)
def test_queries_are_read(query: str, expected: object) -> None:
    assert shape(parse(query)) == expected


def test_words_know_their_places() -> None:
    query = 'Ленин "екі сөз"~2 -year:1978'
    parts = parse(query)
    assert isinstance(parts, Words)
    assert [query[part.start : part.end] for part in parts.parts if not isinstance(part, Not | Words | And | Or | Nothing)] == [
        "Ленин",
        '"екі сөз"~2',
    ]


def test_a_sentence_is_known_by_its_end() -> None:
    assert parse("Ол кім болды?") == Words((Word("Ол", 0, 2), Word("кім", 3, 6), Word("болды", 7, 12)), sentence=True)
    plain = parse("Ол кім болды")
    assert isinstance(plain, Words)
    assert not plain.sentence


@pytest.mark.parametrize(
    ("query", "code", "position"),
    [
        ("(а б", "query-bracket-open", 1),
        ("а) б", "query-bracket", 2),
        ('а "б', "query-quote", 3),
        ("а OR", "query-end", 5),
        ("а AND )", "query-bracket", 7),
        ("()", "query-bracket-empty", 2),
        ("(а AND ) б", "query-bracket-empty", 8),
        ("«»", "query-wordless", None),
        ("fond:12", "query-field-near", 1),
        ("мынау:12", "query-field", 1),
        ("а year:19x", "query-number", 8),
        ("date:99.99.1978", "query-date", 6),
        ("year:1986..1978", "query-range", 6),
        ("org:", "query-value", 4),
        ('name:""', "query-value", 7),
        ("сөз~3", "query-edits", 4),
        ('"а б"~99', "query-gap", 6),
        ("~", "query-operator", 1),
        ('"ме*тор"', "query-pattern-quoted", 4),
        ("а number:*-к", "query-pattern-field", 10),
        ("год:(1978 abc)", "query-number", 11),
        ("(" * (DEEPEST + 1) + "а" + ")" * (DEEPEST + 1), "query-deep", DEEPEST + 1),
        ("а" * (LONGEST + 1), "query-long", LONGEST + 1),
        ("а " * 450, "query-parts", None),
    ],
)
def test_mistakes_tell_place_and_remedy(query: str, code: str, position: int | None) -> None:
    with pytest.raises(Invalid) as raised:
        parse(query)
    assert raised.value.code == code
    assert raised.value.where == (f"position {position}" if position else "")
    assert raised.value.what


@pytest.mark.parametrize(
    ("query", "suggestion"),
    [
        ("(а (б", "(а (б))"),
        ("а) б", "а б"),
        ("(а AND ) б", "(а) б"),
        ("а (б ())", "а (б)"),
        ('а "б', 'а "б"'),
        ("а OR", "а"),
        ("а ЖӘНЕ", "а"),
        ("fond:12 а", "fonds:12 а"),
        ("фонт:12", "фонд:12"),
        ("сөз~3 а", "сөз~2 а"),
        ('"а б"~99', '"а б"~50'),
        ("а year:1986..1978", "а year:1978..1986"),
        ("date:12.03.1978..11.03.1978", "date:11.03.1978..12.03.1978"),
        ("а org:", ""),
        ("а AND )", ""),
        ('приказ"', "приказ"),
        ("name:Әбдиков~1 а", "name:Әбдиков а"),
        ("name:Әбд* а", "Әбд* а"),
        ('-name:"Әбд* С." а', "-(Әбд* AND С.) а"),
        ('"принять ме?анизатором" а', "(принять AND ме?анизатором) а"),
        ("file:45*", ""),
        ("year:abc", ""),
    ],
)
def test_a_mistake_comes_with_the_query_as_it_was_meant(query: str, suggestion: str) -> None:
    with pytest.raises(Mistake) as raised:
        parse(query)
    assert raised.value.suggestion == suggestion


@pytest.mark.parametrize(
    ("query", "value"),
    [
        ("вид:приказ", "order"),
        ("түрі:Бұйрық", "order"),
        ('type:"жалақы ведомосі"', "pay_ledger"),
        ("type:order", "order"),
        ("type:басқа", "басқа"),
        ("тіл:қазақша", "kk"),
        ("язык:Русский", "ru"),
        ('лист:"12 об."', "12об"),
        ("sheet:0012ОБ", "12об"),
        ("фонд:р12", "Р-12"),
        ('опись:"1лс"', "1 л/с"),
        ("дело:45А", "45а"),
        ('лист:"л. 12 об."', "12об"),
        ('парақ:"12-парақ"', "12"),
        ('фонд:"Ф. № 12"', "12"),
        ("фонд:Д-12", "Д-12"),
        ("вид:Протоколы", "minutes"),
        ("тіл:қаз", "kk"),
        ("year:197*", "197*"),
    ],
)
def test_values_are_taken_in_any_usual_form(query: str, value: str) -> None:
    parsed = parse(query)
    assert isinstance(parsed, Field)
    assert parsed.value == value


def test_an_unknown_field_is_guessed() -> None:
    with pytest.raises(Invalid, match="fonds"):
        parse("fonts:12")


def test_a_mistake_is_searched_literally_and_said() -> None:
    parsed = parse_leniently('ағаш AND ("үй')
    assert shape(parsed.tree) == ("Words", "ағаш", "үй")
    assert parsed.mistake
    assert "not closed" in str(parsed.mistake)
    assert parse_leniently("ағаш үй").mistake is None
    assert shape(parse_leniently('аты:"Әбд* С."').tree) == ("Words", "Әбд", "С")
    assert shape(parse_leniently("аты:").tree) == ("Words", "аты")


@pytest.mark.parametrize("query", ["()", '"', "~", "=", "«»", ")(", "\x00"])
def test_signs_alone_are_no_query_of_all_pages(query: str) -> None:
    parsed = parse_leniently(query)
    assert parsed.tree == NO_WORDS
    assert parsed.mistake
    assert parsed.mistake.code == "query-wordless"


def test_a_range_that_is_open_is_no_end_of_a_sentence() -> None:
    for value in ("year:1978..", "date:1978-03..", "жыл:1978…"):
        assert f"{value.partition(':')[2]!r}" in str(parse(f"бұйрық кеңшар {value}"))
    assert "кеңшар.." not in str(parse("бұйрық пен кеңшар.."))


def test_what_nobody_sees_parts_words() -> None:
    assert parse("бұйрық\u200bкеңшар") == parse("бұйрық кеңшар") == parse("бұйрық\x00кеңшар")


def test_a_tilde_with_nought_allows_nothing() -> None:
    assert parse("бұйрық~0") == Word("бұйрық", 0, 8)
    assert parse('"а б"~0') == Phrase("а б", 0, 7)


def test_literal_words_keep_what_is_written_as_one() -> None:
    assert shape(literal_words("№ 45-к (л/с) OR *")) == ("Words", "45-к", "л/с")
    assert literal_words("*?~") == NO_WORDS
    assert shape(literal_words("OR (ЖӘНЕ")) == ("Words", "OR", "ЖӘНЕ")


anything = st.one_of(
    st.text(max_size=60),
    st.lists(
        st.sampled_from(
            [
                "а",
                "(",
                ")",
                '"',
                "AND",
                "ИЛИ",
                "НЕ",
                "-",
                "=",
                "~",
                "~2",
                "*",
                "?",
                "name:",
                "year:",
                "1978..",
                "«",
                "»",
                "”",
                " ",
                ":",
            ]
        ),
        max_size=25,
    ).map(lambda parts: "".join(parts)),
    st.lists(st.sampled_from(["а", "(", ")", '"б в"', "AND", "OR", "NOT", "-г", "=д", "е~1", "fonds:1"]), max_size=25).map(
        " ".join
    ),
)


@given(anything)
def test_any_text_is_a_tree_or_a_mistake(query: str) -> None:
    try:
        parse(query)
    except Mistake as mistake:
        assert mistake.what
        assert mistake.position <= len(query) + 1
        if mistake.suggestion:
            parse(mistake.suggestion)
    parse_leniently(query)
