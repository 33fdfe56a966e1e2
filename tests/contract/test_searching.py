"""The one way to search, on both engines: what is found, why, where it is marked, and how it is counted."""

import re
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from paraq.engines.document import indexed
from paraq.engines.elastic import ElasticEngine
from paraq.engines.embedded import TantivyEngine
from paraq.errors import Invalid, Missing
from paraq.query.fields import FIELDS
from paraq.query.parse import DEEPEST
from paraq.records.model import Box, Description, PageRecord, PageText, Reference, Word
from paraq.records.viewer import NEVER, OPERATOR, Viewer
from paraq.services.answers import Grouping
from paraq.services.search import Searching
from paraq.settings import Settings
from paraq.text import authorities
from paraq.text.analysis import Analyzer

ANALYZER = Analyzer()

SHEETS = (
    (
        "12",
        "1978-03-14",
        "kk",
        "№ 45-к бұйрық. Әбдіков Сапар Жұмабайұлы Ленин кеңшарына механизатор болып жұмысқа қабылдан-\nсын.",
    ),
    (
        "12",
        "1984-05-05",
        "ru",
        "ПРИКАЗ № 12 от 5 мая 1984 г. Принять на работу Абдикова С.Ж. механизатором совхоза имени Ленина.",
    ),
    ("13", "1986", "kk", "Жалақы ведомосы. Айтбаев Нұрлан 120 сом, Сейітова Гүлнәр 98 сом."),
    ("13", "1986", "kk", "Төлем тізімі: Айтбаев Н. жалақысы 130 сом. Мехонизатор Досов жалақысын алды."),
    ("14", "", "ru", "Протокол заседания сельсовета. О выделении земли колхозу."),
    ("14", "", "kk", ""),
)


# The fourth page will be open one day, the fifth never.
OPENS = {4: "2090-01-01", 5: NEVER}
READER = Viewer("visitor", "reader")


def _sheet(number: int, fonds: str, date: str, language: str, text: str) -> PageRecord:
    """Return a page whose words stand in a grid of boxes."""
    words = tuple(
        Word(
            match[0],
            *match.span(),
            Box(match.start() * 10, text.count("\n", 0, match.start()) * 50, len(match[0]) * 10, 40),
            90.0,
        )
        for match in re.finditer(r"\S+", text)
    )
    page = PageText(text, words, "ocr", language, 90.0 - number, 2000, 3000)
    described = Description(
        title=text[:20],
        type="order",
        body="Ленин кеңшары",
        date=date,
        reference=Reference(fonds, "1", "7"),
        opens=OPENS.get(number, ""),
    )
    return PageRecord(f"d{number}-1", f"d{number}", 1, 0, str(number), page, 1, "a" * 64, 1, "a" * 64, f"{number}.pdf", described)


PAGES = {f"d{number}-1": _sheet(number, *sheet) for number, sheet in enumerate(SHEETS, start=1)}
ocr = PAGES["d5-1"].text
PAGES["d5-1"] = replace(
    PAGES["d5-1"],
    text=replace(ocr, words=(*ocr.words[:2], replace(ocr.words[2], alternatives=("ссльсовета", "райсовета")), *ocr.words[3:])),
)


class Catalogue:
    """The pages above, as the catalogue would give them."""

    def pages(self, page_ids: Sequence[str]) -> list[PageRecord]:
        return [PAGES[page_id] for page_id in page_ids]


@pytest.fixture(scope="module", params=["tantivy", "elasticsearch"])
def searching(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searching]:
    if request.param == "tantivy":
        embedded = TantivyEngine(tmp_path_factory.mktemp("searching"))
        embedded.write(indexed(page, ANALYZER) for page in PAGES.values())
        yield Searching(Catalogue(), embedded, ANALYZER)
        return
    url = request.getfixturevalue("elasticsearch_url")
    elastic = ElasticEngine(Settings(elasticsearch=url, elasticsearch_index=f"searching-{uuid.uuid4().hex}"))
    elastic.write(indexed(page, ANALYZER) for page in PAGES.values())
    yield Searching(Catalogue(), elastic, ANALYZER)
    elastic.destroy()
    elastic.close()


def found(searching: Searching, query: str) -> list[int]:
    return [int(hit.page.document_id[1:]) for hit in searching.search(query, viewer=OPERATOR, strict=True).hits]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("жалақы", [3, 4]),
        ("Абдиков", [1, 2]),
        ("Abdikov", [1, 2]),
        ("сапаров абдыков", [1, 2]),
        ('name:"Әбдіков С.Ж."', [1, 2]),
        ('name:"Айтбаев Нурлан"', [3, 4]),
        ("механизатор", [1, 2, 4]),
        ("=механизатор", [1]),
        ('"жұмысқа қабылдансын"', [1]),
        ('"қабылдансын жұмысқа"', []),
        ('"қабылдансын жұмысқа"~1', [1]),
        ("механиз*", [1, 2]),
        ("м?ханизатор", [1]),
        ("мехнизатор~1", [1, 4]),
        ("райсовет", [5]),
        ("механизатор AND совхоз", [2]),
        ("механизатор -совхоз", [1, 4]),
        ("протокол OR ведомосы", [3, 5]),
        ("number:45к", [1]),
        ('number:"№ 12"', [2]),
        ("year:1984..1986", [2, 3, 4]),
        ("date:14.03.1978", [1]),
        ("date:1984-05", [2]),
        ("fonds:13 Досов", [4]),
        ("language:ru", [2, 5]),
        ("type:order sheet:6", [6]),
        ("confidence:>88", [1]),
        ("title:протокол", [5]),
        ("from:кеңшар fonds:12", [1, 2]),
        ("механизатор И совхоз", [2]),
        ("механизатор ЖӘНЕ кеңшарына", [1]),
        ("протокол ИЛИ ведомосы", [3, 5]),
        ("протокол НЕМЕСЕ ведомосы", [3, 5]),
        ("механизатор НЕ совхоз", [1, 4]),
        ("механизатор ЕМЕС совхоз", [1, 4]),
        ("механизатор NOT (совхоз OR Досов)", [1]),
        ("(протокол OR ведомосы) AND жалақы", [3]),
        ('"Досов жалақысын"~3', [4]),
        ('="жұмысқа қабылдансын"', [1]),
        ("файлжоқ OR inventory:1", [1, 2, 3, 4, 5, 6]),
        ("опись:1 дело:7 лист:4", [4]),
        ("вид:приказ парақ:2", [2]),
        ("тіл:орысша", [2, 5]),
        ("жыл:1986", [3, 4]),
        ("year:<1980", [1]),
        ("date:1986", [3, 4]),
        ("date:1978-03-01..1978-04-15", [1]),
        ('org:"Ленин совхозы"', [1, 2]),
        ("confidence:<86", [5, 6]),
        ("-fonds:12 -fonds:13", [5, 6]),
        ("fonds:12 OR fonds:14", [1, 2, 5, 6]),
        ("Сейіт?ва", [3]),
        ("date:1984..", [2, 3, 4]),
        ("date:1984-05-06..", [3, 4]),
        ("дата:..1984-05-05", [1, 2]),
        ("күні:1978-03-15..1986", [2, 3, 4]),
        ("механизатор жалақы year:1984..", [2, 3, 4]),
        ("механизатор~0", [1, 2, 4]),
        ("механизатор\u200bсовхоз И ПРИКАЗ", [2]),
        ("NOT NOT протокол", [5]),
        ("-(-протокол)", [5]),
        ("протокол OR -type:order", [5]),
        ('-"жұмысқа қабылдансын"~5 -жалақы fonds:12', [2]),
        ("-механиз* -Айтбаев~1", [5, 6]),
        ("(year:1978 OR year:1984) AND NOT language:kk", [2]),
        ("*ханиз*", [1, 2]),
        ('"45-к"', [1]),
        ("=45-к", [1]),
        ("әбдіков және сапар", [1, 2]),
        ("протокол 😀", [5]),
        ("", [1, 2, 3, 4, 5, 6]),
        ("жоқсөз", []),
    ],
)
def test_queries_find_their_pages(searching: Searching, query: str, expected: list[int]) -> None:
    assert sorted(found(searching, query)) == expected


def test_pages_with_all_words_come_first(searching: Searching) -> None:
    assert found(searching, "механизатор совхоз протокол")[0] == 2
    assert found(searching, "жалақысы Досов")[0] == 4
    answer = searching.search("механизатор совхоз", viewer=OPERATOR, require_all=True)
    assert [hit.page.document_id for hit in answer.hits] == ["d2"]


@pytest.mark.parametrize(
    "query",
    ["жалақы", "Abdikov", "механизатор", '"жұмысқа қабылдансын"', "механиз*", "райсовет", 'name:"Айтбаев Нурлан"', "45-к"],
)
def test_every_hit_is_marked_on_the_sheet(searching: Searching, query: str) -> None:
    answer = searching.search(query, viewer=OPERATOR)
    assert answer.hits
    for hit in answer.hits:
        assert hit.marks
        assert all(mark.boxes for mark in hit.marks)
        assert hit.snippet_marks
        first, last = hit.snippet_marks[0]
        assert hit.snippet[first:last].strip()


def test_marks_tell_why_and_where(searching: Searching) -> None:
    (hit,) = searching.search("қабылдансын", viewer=OPERATOR, filters={"fonds": ["12"]}).hits
    (mark,) = hit.marks
    assert (mark.term, mark.evidence) == ("қабылдансын", "exact")
    assert [box.top for box in mark.boxes] == [0, 50]
    (hit,) = searching.search("райсовета", viewer=OPERATOR).hits
    assert [(mark.evidence, len(mark.boxes)) for mark in hit.marks] == [("ocr", 1)]


def test_facets_ignore_their_own_filter(searching: Searching) -> None:
    answer = searching.search(
        "", viewer=OPERATOR, facets=("fonds", "year", "language"), filters={"fonds": ["12"], "year": ["1970..1979", "1984"]}
    )
    assert answer.total == 2
    assert answer.facets == {"fonds": {"12": 2}, "year": {"1978": 1, "1984": 1}, "language": {"kk": 1, "ru": 1}}
    answer = searching.search("", viewer=OPERATOR, facets=("fonds",), filters={"fonds": ["12", "13"]})
    assert (answer.total, answer.facets) == (4, {"fonds": {"12": 2, "13": 2, "14": 2}})
    with pytest.raises(Invalid):
        searching.search("", viewer=OPERATOR, filters={"colour": ["red"]})


def test_a_list_that_cannot_be_read_is_no_mistake_of_the_query(
    searching: Searching, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "authorities.csv").write_text("id;kind\n")
    with monkeypatch.context() as patched:
        patched.setenv("PARAQ_HOME", str(tmp_path))
        authorities.installed.cache_clear()
        with pytest.raises(Invalid) as raised:
            searching.search('org:"Ленин кеңшары"', viewer=OPERATOR)
    authorities.installed.cache_clear()
    assert raised.value.where == f"{tmp_path / 'authorities.csv'}, line 1"


def test_mistakes_are_said_or_refused(searching: Searching) -> None:
    answer = searching.search('жалақы AND ("Айтбаев', viewer=OPERATOR)
    assert answer.total
    assert "not closed" in answer.notice
    assert answer.mistake
    assert (answer.mistake.code, answer.mistake.position) == ("query-quote", 13)
    answer = searching.search("жалақы year:1986..1978", viewer=OPERATOR)
    assert answer.mistake
    assert answer.mistake.suggestion == "жалақы year:1978..1986"
    assert searching.search(answer.mistake.suggestion, viewer=OPERATOR, strict=True).total == 2
    assert searching.search("year:abc жалақы", viewer=OPERATOR).notice
    for query in ('жалақы AND ("Айтбаев', "year:abc"):
        with pytest.raises(Invalid):
            searching.search(query, viewer=OPERATOR, strict=True)


@pytest.mark.parametrize(
    "query",
    [
        "?",
        "-",
        "\\",
        "!",
        "??",
        "...",
        '"-"',
        "? AND -",
        "- ?",
        "жалақы AND ?",
        "(-)",
        "()",
        '"',
        "~",
        "«»",
        "😀",
        "\x00",
        "name:-",
        "fonds:-",
        "number:—",
    ],
)
def test_a_query_that_names_nothing_is_told_of(searching: Searching, query: str) -> None:
    answer = searching.search(query, viewer=OPERATOR)
    assert answer.total == 0
    assert answer.mistake
    assert answer.mistake.code == "query-wordless"
    with pytest.raises(Invalid):
        searching.search(query, viewer=OPERATOR, strict=True)


def test_initials_alone_find_no_page_and_are_told_of(searching: Searching) -> None:
    for query in ('name:"С.Ж."', "аты:С. механизатор"):
        answer = searching.search(query, viewer=OPERATOR)
        assert (answer.total, answer.mistake and answer.mistake.code) == (0, "query-initials")


def test_a_dash_between_words_is_no_word(searching: Searching) -> None:
    for query in ("жалақы - Досов", "жалақы – Досов", "жалақы"):
        answer = searching.search(query, viewer=OPERATOR)
        assert answer.total
        assert not answer.notice
    assert searching.search("*", viewer=OPERATOR).notice == ""


def test_a_mistake_has_one_suggestion(searching: Searching) -> None:
    answer = searching.search("фондс:12", viewer=OPERATOR, correct=True)
    assert answer.mistake
    assert (answer.mistake.suggestion, answer.meant) == ("фонд:12", "")
    assert searching.search("тип:приказ", viewer=OPERATOR, strict=True).total


def test_a_hit_says_why(searching: Searching) -> None:
    (hit,) = searching.search("жалақы Досов", viewer=OPERATOR, filters={"sheet": ["4"]}).hits
    assert [(why.term, why.evidence, why.written) for why in hit.why] == [
        ("жалақы", "form", ("жалақысы", "жалақысын")),
        ("Досов", "exact", ("Досов",)),
    ]
    assert all(mark.boxes for why in hit.why for mark in why.marks)
    found = {hit.page.document_id: hit for hit in searching.search('name:"Әбдіков Сапар"', viewer=OPERATOR).hits}
    assert [why.evidence for why in found["d2"].why] == ["spelling", "initial"]
    (hit,) = searching.search("райсовета", viewer=OPERATOR).hits
    assert [(why.evidence, why.written) for why in hit.why] == [("ocr", ("сельсовета.",))]


def test_lists_of_groups_have_a_hit_for_each(searching: Searching) -> None:
    flat = searching.search("жалақы OR механизатор", viewer=OPERATOR)
    files = searching.search("жалақы OR механизатор", viewer=OPERATOR, group_by="file")
    assert (files.total, files.groups) == (flat.total, 2) == (4, 2)
    assert sorted(hit.count for hit in files.hits) == [2, 2]
    for hit in files.hits:
        inside = searching.search("жалақы OR механизатор", viewer=OPERATOR, filters={"file_key": [hit.group]})
        assert inside.total == hit.count
        assert inside.hits[0].page.page_id == hit.page.page_id
    documents = searching.search("", viewer=OPERATOR, group_by="document", order="date")
    assert (documents.groups, [hit.group for hit in documents.hits][:3]) == (6, ["d1", "d2", "d3"])


def test_orders_and_cursors_walk_the_whole_list(searching: Searching) -> None:
    for order, expected in (("date", [1, 2, 3, 4, 5, 6]), ("reference", [1, 2, 3, 4, 5, 6])):
        assert walked(searching, "", 1, order=order) == expected
    assert sorted(walked(searching, "жалақы механизатор", 2)) == sorted(found(searching, "жалақы механизатор"))
    assert len(walked(searching, "", 1, group_by="file")) == 3


def walked(searching: Searching, query: str, limit: int, **options: Any) -> list[int]:
    seen: list[int] = []
    after = ""
    while hits := searching.search(query, viewer=OPERATOR, limit=limit, after=after, **options).hits:
        seen += [int(hit.page.document_id[1:]) for hit in hits]
        after = hits[-1].cursor
    return seen


def test_facets_are_told_from_the_fields_of_the_index(searching: Searching) -> None:
    answer = searching.search("", viewer=OPERATOR, facets=("decade", "quality", "access", "body"))
    assert answer.facets == {
        "decade": {"1970": 1, "1980": 3},
        "quality": {"good": 5, "fair": 1},
        "access": {"open": 4, "restricted": 1, "closed": 1},
        "body": {"Ленин кеңшары": 6},
    }
    chosen = {"access": ["restricted", "closed"]}
    answer = searching.search("", viewer=OPERATOR, facets=("access", "fonds"), filters=chosen)
    assert (answer.total, answer.facets) == (
        2,
        {"access": {"open": 4, "restricted": 1, "closed": 1}, "fonds": {"13": 1, "14": 1}},
    )
    answer = searching.search("", viewer=OPERATOR, facets=("decade",), filters={"decade": ["1970"], "quality": ["good"]})
    assert (answer.total, answer.facets) == (1, {"decade": {"1970": 1, "1980": 3}})
    for name in ("quality", "access"):
        with pytest.raises(Invalid):
            searching.search("", viewer=OPERATOR, filters={name: ["blue"]})


def test_pages_alike_are_found_and_the_page_itself_is_not(searching: Searching) -> None:
    answer = searching.similar("d3-1", viewer=OPERATOR)
    assert [hit.page.document_id for hit in answer.hits] == ["d4"]
    assert {mark.term for mark in answer.hits[0].marks} >= {"Айтбаев"}
    assert searching.similar("d6-1", viewer=OPERATOR).total == 0
    with pytest.raises(Missing):
        searching.similar("d4-1", viewer=READER)
    assert searching.similar("d3-1", viewer=READER).total == 0


def test_words_that_find_nothing_are_corrected_from_pages_that_may_be_seen(searching: Searching) -> None:
    answer = searching.search("хаттама протоклл", viewer=OPERATOR, correct=True)
    assert [(one.word, one.instead, one.pages) for one in answer.corrections] == [("протоклл", "протокол", 1)]
    assert answer.meant == "хаттама протокол"
    assert searching.search("Ведамосы", viewer=OPERATOR, correct=True).meant == "Ведомосы"
    assert searching.search("протокол", viewer=OPERATOR, correct=True).meant == ""
    assert searching.search("ghjnjrjk ptvkb", viewer=OPERATOR, correct=True).meant == "протокол земли"
    assert searching.search("ghjnjrjk", viewer=READER, correct=True).meant == ""
    assert searching.search("ghjnjrjk afnthkjh", viewer=OPERATOR, correct=True).meant == ""
    assert searching.search("протоклл", viewer=OPERATOR).meant == ""
    # Досов stands on a page that readers may not see.
    assert searching.search("Дозов", viewer=OPERATOR, correct=True).meant == "Досов"
    assert searching.search("Дозов", viewer=READER, correct=True).meant == ""


def test_names_are_completed_from_pages_that_may_be_seen(searching: Searching) -> None:
    for typed in ("әбд", "Abd", "АБД"):
        assert [one.text for one in searching.suggestions(typed, viewer=READER)] == ["Әбдіков Сапар Жұмабайұлы", "Абдикова С.Ж."]
    named = [(one.kind, one.text) for one in searching.suggestions("лен", viewer=READER)]
    assert named == [("organisation", "Ленин кеңшары"), ("organisation", "совхоза имени Ленина")]
    assert searching.suggestions("ә", viewer=READER) == []
    assert [one.text for one in searching.suggestions("fqn,", viewer=READER)] == ["Айтбаев Нұрлан"]
    assert [one.text for one in searching.suggestions("С. Абд", viewer=READER)] == ["Әбдіков Сапар Жұмабайұлы", "Абдикова С.Ж."]
    assert searching.suggestions("С. ", viewer=READER) == []
    assert [one.text for one in searching.suggestions("айтб", viewer=OPERATOR)] == ["Айтбаев Н.", "Айтбаев Нұрлан"]
    assert [one.text for one in searching.suggestions("айтб", viewer=READER)] == ["Айтбаев Нұрлан"]
    for one in searching.suggestions("әбд", viewer=OPERATOR):
        assert searching.search(one.query, viewer=OPERATOR, strict=True).total


SIGNS = st.sampled_from(
    ["ақ", "Әбдіков", "(", ")", "~", "~2", "~99", "*", "?", "=", "-", ":", ".."]
    + ["AND", "ИЛИ", "ЕМЕС", "«", "»", '"', "№", "9", " "]
    + [f"{name}:" for field, others in FIELDS.items() for name in (field, *others)]
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(SIGNS, max_size=14).map("".join) | st.lists(SIGNS, max_size=14).map(" ".join) | st.text(max_size=20),
    st.sampled_from(["", "document", "file"]),
    st.booleans(),
)
def test_any_text_has_an_answer(searching: Searching, query: str, group_by: Grouping, require_all: bool) -> None:
    answer = searching.search(query, viewer=OPERATOR, limit=3, group_by=group_by, require_all=require_all, correct=True)
    assert answer.total >= len(answer.hits)
    assert bool(answer.notice) == bool(answer.mistake)
    assert all(hit.count >= 1 for hit in answer.hits)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=12) | st.lists(SIGNS, max_size=4).map("".join))
def test_any_text_can_be_typed(searching: Searching, typed: str) -> None:
    assert len(searching.suggestions(typed, viewer=READER, limit=3)) <= 3


def test_brackets_deeper_than_an_engine_takes_are_answered(searching: Searching) -> None:
    openings = ("(ақ AND ", "(ақ балта ", "(ақ OR -", "(ақ балта AND тал OR -")
    for depth, opened in product((DEEPEST - 1, DEEPEST, 41), openings):
        query = opened * depth + "механизатор" + ")" * depth
        assert searching.search(query, viewer=OPERATOR).total >= 0
