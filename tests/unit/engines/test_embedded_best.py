"""The best hits found by shortcuts are those found by weighing every page, however a list is walked."""

import random
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from paraq.engines.cursor import Cursor
from paraq.engines.document import indexed
from paraq.engines.embedded import TantivyEngine, schema
from paraq.engines.embedded_best import ROUNDING
from paraq.engines.embedded_ranked import Ranking
from paraq.engines.ports import Hit
from paraq.query.parse import parse
from paraq.query.plan import AllOf, Among, Between, Plan
from paraq.query.resolve import resolve
from paraq.records.model import Description, PageRecord, PageText, Reference
from paraq.text.analysis import Analyzer

ANALYZER = Analyzer()
PAGES = 3_000
# From the most frequent to the rarest, some of them alike, as words of an archive are.
WORDS = [
    *re.split(
        " ",
        "бойынша еңбек жалақы қызмет бұйрық ауыл мектеп колхоз совхоз хаттама есеп жоспар мұғалім тракторшы зейнетақы Досов "
        "Досова приказ работа школа рабочий рабочая учитель протокол отчёт отчет ведомость директор контора "
        "Айтбаев Айтбаева Әбдіков",
    ),
    *("Айтбаев А.", "Досова Б."),
]
QUERIES = [
    *("бойынша", "еңбек", "досов", "Досов", "приказ", "Айтбаева"),
    *("бойынша еңбек", "еңбек жалақы бұйрық", "бойынша мектеп Досов", "школа рабочий", "отчёт ведомость Әбдіков"),
    *(
        "зейнетақы тракторшы",
        "приказ работа школа рабочий",
        "колхоз бойынша директор конторы",
        "еңбек емес сөз",
        "-",
        '"еңбек жалақы"',
        "еңбек*",
    ),
    *('name:"Айтбаев А."', 'name:"Досов Б."', "протакол ведомость"),
]


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TantivyEngine]:
    chance = random.Random(11)
    made = TantivyEngine(tmp_path_factory.mktemp("best"))
    weights = [1 / (rank + 1) for rank in range(len(WORDS))]
    made.write(
        indexed(sheet(number, chance.choices(WORDS, weights, k=chance.randint(5, 60))), ANALYZER) for number in range(PAGES)
    )
    # Pages that were replaced count where terms are weighed until their files are merged.
    made.write(indexed(sheet(number, chance.choices(WORDS, weights, k=20)), ANALYZER) for number in range(0, PAGES, 9))
    yield made
    made.close()


def sheet(number: int, words: list[str]) -> PageRecord:
    text = PageText(" ".join(words), (), "text", "kk", 90.0, 100, 100)
    about = Description(type="order" if number % 3 else "minutes", reference=Reference("1", "1", str(number // 40)))
    return PageRecord(f"p{number:05}", f"d{number:05}", 1, 0, "1", text, 1, "a" * 64, 1, "a" * 64, "a.pdf", about)


def asked(query: str) -> Plan:
    return resolve(parse(query), ANALYZER).plan


def walked(engine: TantivyEngine, plan: Plan, steps: list[int]) -> list[Hit]:
    hits: list[Hit] = []
    for step in steps:
        hits += engine.search(plan, limit=step, after=hits[-1].cursor if hits else "").hits
    return hits


def assert_is_the_list(engine: TantivyEngine, plan: Plan, hits: list[Hit]) -> None:
    """Assert that these are a list's first hits; sums in another order differ in the last digits, and so may neighbours."""
    ranking = Ranking(engine._reading().searcher, schema(), plan)
    first = list(islice(ranking._walked(ranking._all(), len(hits) + 1), len(hits) + 1))
    assert len({hit.page_id for hit in hits}) == len(hits) <= len(first)
    assert [hit.score for hit in hits] == pytest.approx([one.score for one in first[: len(hits)]], abs=ROUNDING)
    scores = {one.page_id: one.score for one in first}
    assert all(scores.get(hit.page_id, first[-1].score) == pytest.approx(hit.score, abs=ROUNDING) for hit in hits)


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("steps", [[20] * 16, [7, 50, 1, 1, 100, 120], [190, 30]])
def test_a_list_is_the_same_by_shortcuts(engine: TantivyEngine, query: str, steps: list[int]) -> None:
    hits = walked(engine, asked(query), steps)
    assert len(hits) == min(sum(steps), engine.search(asked(query), limit=0).total)
    assert_is_the_list(engine, asked(query), hits)


def test_a_list_within_filters_is_the_same_by_shortcuts(engine: TantivyEngine) -> None:
    for narrowed in (Among("type", ("order",)), Between("opens", None, 20260101)):
        for query in QUERIES:
            plan = AllOf((asked(query), narrowed))
            assert_is_the_list(engine, plan, walked(engine, plan, [20, 20]))


def test_all_shortcuts_are_taken_and_left_again(engine: TantivyEngine) -> None:
    ways = Counter(
        tuple(dict.fromkeys(cursor.way for hit in walked(engine, asked(query), [20] * 16) if (cursor := read(hit))))
        for query in QUERIES
    )
    assert {(1, 0), (2, 0), (3, 0), (0,)} <= ways.keys()


def read(hit: Hit) -> Cursor | None:
    return Cursor.read(hit.cursor, "relevance")


def test_another_process_goes_on_with_a_list(engine: TantivyEngine) -> None:
    other = TantivyEngine(Path(engine._files.folder))
    for query in QUERIES:
        begun = walked(engine, asked(query), [25])
        if not begun:
            continue
        rest = other.search(asked(query), limit=300, after=begun[-1].cursor).hits
        assert_is_the_list(engine, asked(query), [*begun, *rest])
    other.close()
