"""Times and numbers that a text names in part or in a list, and words of one root, are found on both engines."""

import uuid
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from paraq.engines.document import IndexedPage, indexed
from paraq.engines.elastic import ElasticEngine
from paraq.engines.embedded import TantivyEngine
from paraq.engines.ports import Engine
from paraq.query.parse import parse
from paraq.query.resolve import resolve
from paraq.records.model import Description, PageRecord, PageText
from paraq.settings import Settings
from paraq.text.analysis import Analyzer

ANALYZER = Analyzer()
TEXTS = {
    "month": "1978 ж. наурыз айының жалақысы",
    "russian": "Получил в марте 1978 г. премию",
    "figures": "Ведомость за 03.1978",
    "day": "Принят 12.03.1978",
    "quarter": "1978 жылдың I тоқсаны бойынша есеп",
    "year": "Работал в 1978 году",
    "years": "Колхоз «Еңбек», 1938–1941 гг.",
    "orders": "№№ 12, 13, 15 бұйрықтар",
    "index": "Бұйрық № 45 «к»",
    "point": "Сумма 12345.67",
    "comma": "Сумма 12 345,67",
    "dots": "Приказ об учётчице",
    "root": "Зейнеткерлікке шықты",
    "exchanged": "Қармақшы аудандық оқу бөлімі",
    "other": "Протокол от 5 мая 1960 г.",
}
MARCH = {"month", "russian", "figures", "day", "quarter"}


def _page(name: str, text: str) -> IndexedPage:
    page = PageText(text, (), "ocr", "ru", 90.0, 100, 100)
    about = Description(date="1950-06-01" if name == "other" else "")
    record = PageRecord(name, name, 1, 0, "1", page, 1, "a" * 64, 1, "a" * 64, "x.pdf", about)
    return replace(indexed(record, ANALYZER), page_id=name)


@pytest.fixture(scope="module", params=["tantivy", "elasticsearch"])
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    pages = [_page(*one) for one in TEXTS.items()]
    if request.param == "tantivy":
        embedded = TantivyEngine(Path(tmp_path_factory.mktemp("times")))
        embedded.write(pages)
        yield embedded
        return
    elastic = ElasticEngine(
        Settings(elasticsearch=request.getfixturevalue("elasticsearch_url"), elasticsearch_index=f"times-{uuid.uuid4().hex}")
    )
    elastic.write(pages)
    yield elastic
    elastic.destroy()
    elastic.close()


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("date:1978-03", MARCH),
        ("date:03.1978", MARCH),
        ("date:1978", MARCH | {"year"}),
        ("date:12.03.1978", {"day"}),
        ("date:1978-02", {"quarter"}),
        ("date:1978-04", set()),
        ("date:1939", {"years"}),
        ("date:<1950", {"years"}),
        ("date:>1975", MARCH | {"year"}),
        ("date:1955..1965", {"other"}),
        ("year:1940", {"years"}),
        ("year:1978", MARCH | {"year"}),
        # The document's own year, if it has one, not that of its text.
        ("year:1960", set()),
        ("year:1950", {"other"}),
        ('"наурыз 1978"', MARCH),
        ("number:13", {"orders"}),
        ("number:15", {"orders"}),
        ("number:45-к", {"index"}),
        ("45-к", {"index"}),
        ("12345,67", {"point", "comma"}),
        ("12345.67", {"point", "comma"}),
        ("12 345,67", {"point", "comma"}),
        ("=учетчице", {"dots"}),
        ("зейнеткер", {"root"}),
        ("=зейнеткер", set()),
        ('org:"Кармакчинский РОНО"', {"exchanged"}),
        ("=учётчице", {"dots"}),
    ],
)
def test_what_is_found(engine: Engine, query: str, expected: set[str]) -> None:
    found = engine.search(resolve(parse(query), ANALYZER).plan, limit=20)
    assert {hit.page_id for hit in found.hits} == expected
