"""The one way to search, on both engines: what is found, why, where it is marked, and how it is counted."""

import re
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from paraq.engines.document import indexed
from paraq.engines.elastic import ElasticEngine
from paraq.engines.embedded import TantivyEngine
from paraq.errors import Invalid
from paraq.records.model import Box, Description, PageRecord, PageText, Reference, Word
from paraq.records.viewer import OPERATOR
from paraq.services.search import Searching
from paraq.settings import Settings
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
    described = Description(title=text[:20], type="order", body="Ленин кеңшары", date=date, reference=Reference(fonds, "1", "7"))
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


def test_mistakes_are_said_or_refused(searching: Searching) -> None:
    answer = searching.search('жалақы AND ("Айтбаев', viewer=OPERATOR)
    assert answer.total
    assert "not closed" in answer.notice
    assert searching.search("year:abc жалақы", viewer=OPERATOR).notice
    for query in ('жалақы AND ("Айтбаев', "year:abc"):
        with pytest.raises(Invalid):
            searching.search(query, viewer=OPERATOR, strict=True)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet='аәжқ9 "()*?~=-:.«»№', max_size=20) | st.text(max_size=20))
def test_any_text_has_an_answer(searching: Searching, query: str) -> None:
    answer = searching.search(query, viewer=OPERATOR, limit=3)
    assert answer.total >= len(answer.hits)
