"""Lists of thousands of hits on both engines: walked to their end while documents arrive, and taken as tables."""

import csv
import io
import json
import tracemalloc
import uuid
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from api.app import create_app
from paraq.engines.document import indexed
from paraq.engines.elastic import ElasticEngine
from paraq.engines.embedded import TantivyEngine
from paraq.engines.ports import Engine
from paraq.errors import Unavailable
from paraq.records.model import Box, Description, PageRecord, PageText, Reference, Word
from paraq.records.viewer import NEVER, OPERATOR, Viewer
from paraq.services.export import AT_A_TIME, COLUMNS, as_csv, as_jsonl, harmless, rows, write_table
from paraq.services.search import Searching
from paraq.settings import Settings
from paraq.text.analysis import Analyzer
from tests.fakes.archive import parts
from tests.fakes.client import Client

ANALYZER = Analyzer()
PAGES = 2_400
READER = Viewer("visitor", "reader")
DANGEROUS = '=HYPERLINK("http://example","жалақы")'


def sheet(number: int) -> PageRecord:
    """Return a page of a pay ledger; every hundredth begins as a formula would, every thousandth is closed."""
    first = DANGEROUS if number % 100 == 0 else "ведомость"
    text = f"{first} жалақы {number}"
    words = (Word("жалақы", len(first) + 1, len(first) + 7, Box(10, 10, 60, 20)),)
    about = Description(
        title=first, type="pay_ledger", date=f"{1950 + number % 40}", reference=Reference("12", "1", str(number // 50 + 1))
    )
    if number % 1000 == 0:
        about = Description(title=first, reference=Reference("12", "1", "9"), opens=NEVER)
    read = PageText(text, words, "text", "kk", 100.0, 500, 700)
    return PageRecord(
        f"d{number:05}-1", f"d{number:05}", 1, 0, str(number % 50 + 1), read, 1, "a" * 64, 1, "a" * 64, f"{number}.pdf", about
    )


class Catalogue:
    """Makes its pages when asked, so that they take no memory."""

    def pages(self, page_ids: Sequence[str]) -> list[PageRecord]:
        return [sheet(int(page_id[1:6])) for page_id in page_ids]


def add(engine: Engine, numbers: range) -> None:
    engine.write(indexed(sheet(number), ANALYZER) for number in numbers)


@pytest.fixture(scope="module", params=["tantivy", "elasticsearch"])
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    if request.param == "tantivy":
        embedded = TantivyEngine(tmp_path_factory.mktemp("lists"))
        add(embedded, range(PAGES))
        yield embedded
        return
    url = request.getfixturevalue("elasticsearch_url")
    elastic = ElasticEngine(Settings(elasticsearch=url, elasticsearch_index=f"lists-{uuid.uuid4().hex}"))
    add(elastic, range(PAGES))
    yield elastic
    elastic.destroy()
    elastic.close()


@pytest.fixture(scope="module")
def searching(engine: Engine) -> Searching:
    return Searching(Catalogue(), engine, ANALYZER)


@pytest.mark.parametrize("order", ["relevance", "date", "reference"])
def test_a_list_is_walked_to_its_end_while_documents_arrive(engine: Engine, searching: Searching, order: Any) -> None:
    """What was there when the list began is seen once each, whatever is added or taken out meanwhile."""
    seen: list[str] = []
    after, arriving = "", PAGES
    while hits := searching.search("жалақы", viewer=OPERATOR, limit=500, after=after, order=order).hits:
        seen += [hit.page.page_id for hit in hits]
        after = hits[-1].cursor
        add(engine, range(arriving, arriving + 20))
        arriving += 20
    engine.write((), removed=[f"d{number:05}-1" for number in range(PAGES, arriving)])
    there = {f"d{number:05}-1" for number in range(PAGES)}
    assert len(seen) == len(set(seen))
    assert there == {page_id for page_id in seen if page_id in there}
    assert searching.search("жалақы", viewer=OPERATOR).total == PAGES


def test_a_list_of_groups_is_walked_to_its_end(searching: Searching) -> None:
    answer = searching.search("жалақы", viewer=OPERATOR, limit=1, group_by="file")
    groups: dict[str, int] = {}
    after = ""
    while hits := searching.search("жалақы", viewer=OPERATOR, limit=20, after=after, group_by="file", order="reference").hits:
        assert not groups.keys() & {hit.group for hit in hits}
        groups |= {hit.group: hit.count for hit in hits}
        after = hits[-1].cursor
    assert len(groups) == answer.groups == PAGES // 50
    assert sum(groups.values()) == answer.total == PAGES


@pytest.mark.parametrize("group_by", ["", "document", "file"])
@pytest.mark.parametrize("order", ["relevance", "date", "reference"])
def test_the_last_part_of_a_list_says_that_nothing_comes_after_it(searching: Searching, order: Any, group_by: Any) -> None:
    told = searching.search("жалақы", viewer=READER, limit=0, group_by=group_by, filters={"fonds": ["12"], "file": ["2"]})
    count = told.groups if group_by else told.total
    assert count and not told.more
    for limit in {1, (count + 1) // 2, count, count + 1}:
        after, parts, more = "", 0, True
        while more:
            answer = searching.search(
                "жалақы",
                viewer=READER,
                limit=limit,
                after=after,
                order=order,
                group_by=group_by,
                filters={"fonds": ["12"], "file": ["2"]},
            )
            assert answer.hits
            after, parts, more = answer.hits[-1].cursor, parts + 1, answer.more
        assert parts == -(-count // limit)


def test_all_results_are_given_as_csv_that_no_spreadsheet_computes(searching: Searching) -> None:
    content = b"".join(as_csv(rows(searching, "жалақы", viewer=OPERATOR, language="kk", address="https://archive")))
    table = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert len(table) == PAGES
    assert [int(row["number"]) for row in table] == list(range(1, PAGES + 1))
    assert len({row["page_id"] for row in table}) == PAGES
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for row in table for cell in row.values())
    dangerous = next(row for row in table if "HYPERLINK" in row["title"])
    assert dangerous["title"] == f"'{DANGEROUS}"
    plain = next(row for row in table if row["page_id"] == "d00051-1")
    assert plain["reference"] == "Қор 12, тізімдеме 1, іс 2, 2-парақ"
    assert "жалақы" in plain["snippet"]
    assert (plain["found"], plain["evidence"]) == ("жалақы", "exact")
    assert plain["link"].startswith("https://archive/sheet?id=d00051-1&q=")


def test_all_results_are_given_as_json_lines_of_what_may_be_seen(searching: Searching) -> None:
    lines = [json.loads(line) for line in as_jsonl(rows(searching, "жалақы", viewer=READER, filters={"year": ["1950..1959"]}))]
    assert len(lines) == PAGES // 4 - 3
    assert {tuple(line) for line in lines} == {COLUMNS}
    assert not {"d00000-1", "d01000-1", "d02000-1"} & {line["page_id"] for line in lines}


def test_all_results_are_given_as_a_workbook_of_plain_cells(searching: Searching, tmp_path: Path) -> None:
    path = tmp_path / "all.xlsx"
    assert write_table(rows(searching, "жалақы", viewer=OPERATOR), path, "xlsx") == PAGES
    with closing(load_workbook(path, read_only=True)) as book:
        assert book.active is not None
        table = list(book.active.iter_rows())
    assert tuple(cell.value for cell in table[0]) == COLUMNS
    assert len(table) == PAGES + 1
    assert {cell.data_type for row in table for cell in row} <= {"inlineStr", "s", "n"}
    assert [path.name for path in tmp_path.iterdir()] == ["all.xlsx"]


def test_memory_does_not_grow_with_the_number_of_results(searching: Searching) -> None:
    """The last two thousand rows need no more memory than a few slices of the list."""
    table = as_jsonl(rows(searching, "жалақы", viewer=OPERATOR))
    for _ in range(4 * AT_A_TIME + 1):
        next(table)
    tracemalloc.start()
    try:
        size = sum(map(len, table))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert size > 500_000
    # A row of the table and its page with marks are some 10 kB while a slice is in hand.
    assert peak < AT_A_TIME * 40_000


def test_a_file_that_cannot_be_written_is_told(searching: Searching, tmp_path: Path) -> None:
    with pytest.raises(Unavailable):
        write_table(rows(searching, "жалақы", viewer=OPERATOR), tmp_path / "none" / "all.csv", "csv")


@pytest.mark.parametrize("value", ["=1+1", "+7", "-1", "@x", "\t=1", "\r=1", "＝1"])
def test_cells_that_begin_as_formulas_do_are_escaped(value: str) -> None:
    assert harmless(value) == f"'{value}"
    assert harmless("а\x00=1") == "а=1"
    assert harmless(7) == 7


class TestByTheAPI:
    @pytest.fixture
    def client(self, searching: Searching) -> Client:
        return Client(create_app(replace(parts(), searching=searching)))

    @pytest.mark.parametrize(
        ("kind", "media"), [("csv", "text/csv"), ("jsonl", "application/x-ndjson"), ("xlsx", "application/vnd")]
    )
    def test_all_results_are_streamed(self, client: Client, kind: str, media: str) -> None:
        answer = client.get("/v1/search/export", params={"q": "жалақы", "format": kind}, headers={"Accept-Language": "kk"})
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith(media)
        assert f".{kind}" in answer.headers["content-disposition"]
        if kind == "jsonl":
            lines = [json.loads(line) for line in answer.content.splitlines()]
            assert len(lines) == PAGES
            assert lines[1]["reference"].startswith("Қор 12")
            assert lines[1]["link"].startswith("http://127.0.0.1/sheet?id=")

    def test_a_wrong_filter_is_refused_before_anything_is_sent(self, client: Client) -> None:
        assert client.get("/v1/search/export", params={"access": "blue"}).status_code == 400
        assert client.get("/v1/search", params={"quality": "blue"}).status_code == 400
        assert client.get("/v1/search/export", params={"format": "pdf"}).status_code == 422

    @pytest.mark.parametrize(
        ("language", "words"),
        [
            ("kk", "2-таңба: Ашылмаған жақша"),
            ("ru", "Знак 2: Закрывающая скобка"),
            ("en", "Character 2: There is a"),
        ],
    )
    def test_a_mistake_is_told_in_the_language_of_the_reader(self, client: Client, language: str, words: str) -> None:
        answer = client.get("/v1/search", params={"q": "а) жалақы"}, headers={"Accept-Language": language})
        told = answer.json()
        assert answer.headers["content-language"] == language
        assert told["notice"].startswith(words)
        assert told["mistake"]["suggestion"] == "а жалақы"
        assert told["total"] == PAGES

    def test_groups_reasons_and_facets_are_given(self, client: Client) -> None:
        asked = {"q": "жалақысы", "group": "file", "facets": ["quality", "decade", "access"], "limit": 1, "order": "reference"}
        told = client.get("/v1/search", params=asked).json()
        assert (told["total"], told["groups"]) == (PAGES, PAGES // 50)
        assert told["facets"]["quality"] == [{"value": "good", "pages": PAGES}]
        assert told["facets"]["access"] == [{"value": "open", "pages": PAGES - 3}, {"value": "closed", "pages": 3}]
        hit = told["hits"][0]
        (why,) = hit["why"]
        assert (why["term"], why["evidence"], why["written"], why["boxes"]) == (
            "жалақысы",
            "form",
            ["жалақы"],
            [[10, 10, 60, 20]],
        )
        inside = client.get("/v1/search", params={"q": "жалақысы", "file_key": hit["group"]}).json()
        assert inside["total"] == hit["count"]
        following = client.get(told["next"]).json()
        assert following["hits"][0]["group"] != hit["group"]

    def test_a_slip_is_corrected_and_names_are_completed(self, client: Client) -> None:
        told = client.get("/v1/search", params={"q": "ведомотсь"}).json()
        assert told["corrections"][0]["instead"] == "ведомость"
        assert told["meant"] == "ведомость"
        assert client.get("/v1/suggest", params={"q": "жоқ"}).json() == {"suggestions": []}
