"""Search in archives of 10,000 to 1,000,000 made-up pages: time of the engine and of the whole answer, by kind of query.

``script/bench scale [--pages N] [--elasticsearch ADDRESS]``. Pages have 220 words drawn with the frequencies of the labelled
passages beside the checkout, with names, dates and numbers mixed in. The whole answer adds text, boxes, marks and snippets.
"""

import argparse
import random
import re
import tempfile
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from hashlib import sha256
from itertools import accumulate
from pathlib import Path

from benchmarks.machine import machine, show
from benchmarks.retrieval import data_folder, read_questions
from paraq.engines.document import IndexedPage, indexed
from paraq.engines.elastic import ElasticEngine
from paraq.engines.embedded import TantivyEngine
from paraq.engines.ports import Engine
from paraq.records.model import Box, Description, PageRecord, PageText, Reference, Word
from paraq.records.viewer import OPERATOR
from paraq.services.search import Searching
from paraq.settings import Settings
from paraq.text.analysis import Analyzer, grams

WORDS = 220
# Pages of a document.
PAGES = 20
REPEATS = 40
SURNAMES = ("Әбдіков", "Айтбаев", "Сапаров", "Жұмабаев", "Досов", "Нұрланов", "Ахметов", "Сейітов", "Ким", "Иванов")
GIVEN = ("Сапар", "Нұрлан", "Гүлнәр", "Айгүл", "Марат", "Ерлан", "Анна", "Иван")


class Made:
    """Pages that can be made again from their number alone, so that none has to be kept."""

    def __init__(self, analyzer: Analyzer) -> None:
        texts = [text for language in ("kk", "ru") for text in read_questions(data_folder(), language).passages.values()]
        counted = Counter(word for text in texts for word in re.findall(r"\w+", text))
        self._words = list(counted)
        self._weights = list(accumulate(counted.values()))
        self._analyzer = analyzer

    def words(self, number: int) -> list[str]:
        chance = random.Random(number)
        words = chance.choices(self._words, cum_weights=self._weights, k=WORDS)
        for place in range(0, WORDS, 55):
            words[place : place + 2] = [f"{chance.choice(SURNAMES)}{chance.choice(('', 'а', 'тің'))}", chance.choice(GIVEN)]
        words[10:13] = [
            f"{chance.randint(1, 28):02}.{chance.randint(1, 12):02}.{chance.randint(1930, 2020)}",
            "№",
            f"{chance.randint(1, 400)}-к",
        ]
        return words

    def text(self, number: int) -> PageText:
        """Return the text of a page, ten words a line."""
        words: list[Word] = []
        lines = [self.words(number)[at : at + 10] for at in range(0, WORDS, 10)]
        start = 0
        for line, texts in enumerate(lines):
            for place, text in enumerate(texts):
                words.append(Word(text, start, start + len(text), Box(place * 100, line * 50, 90, 40)))
                start += len(text) + 1
        return PageText("\n".join(map(" ".join, lines)), tuple(words), "ocr", "kk", 90.0, 1000, 1400)

    def about(self, number: int) -> Description:
        return Description(
            type=f"type{number % 7}",
            body=f"body {number % 50}",
            date=f"{1930 + number % 90}",
            reference=Reference(f"{number // 20 % 60}", f"{number // 20 % 7}", f"{number // 60}"),
        )

    def page(self, number: int) -> PageRecord:
        document = document_of(number)
        text = self.text(number)
        return PageRecord(
            page_of(number), document, number % PAGES + 1, 0, "", text, 1, "", 1, "", "", self.about(number // PAGES)
        )

    def indexed(self, number: int) -> IndexedPage:
        """Return a page ready for an engine, from the terms of its words, which were analysed one by one before."""
        terms = [term for word in self.words(number) for term in self._terms(word)]
        page = indexed(self.page_without_text(number), self._analyzer, [])
        layers = {layer: tuple(enumerate(term[at] for term in terms)) for at, layer in enumerate(("exact", "stem", "key"))}
        return replace(page, terms=layers, grams=tuple(gram for term in terms for gram in term[3]))

    def page_without_text(self, number: int) -> PageRecord:
        text = PageText("", (), "ocr", "kk", 90.0, 1000, 1400)
        about = self.about(number // PAGES)
        return PageRecord(page_of(number), document_of(number), number % PAGES + 1, 0, "", text, 1, "", 1, "", "", about)

    @cache  # noqa: B019 - one object a run, and words repeat
    def _terms(self, word: str) -> tuple[tuple[str, str, str, tuple[str, ...]], ...]:
        tokens = self._analyzer.analyze(word, "kk")
        return tuple((token.exact, token.stem, token.key, grams(token)) for token in tokens if not token.alternative)


def document_of(number: int) -> str:
    """Return the id of a page's document: as unlike its neighbours' as a checksum of content is."""
    return sha256(f"{number // PAGES}".encode()).hexdigest()[:16]


def page_of(number: int) -> str:
    """Return the id of a page."""
    return f"{document_of(number)}-{number % PAGES + 1}"


def batches(made: Made, count: int) -> Iterator[list[IndexedPage]]:
    """Return the pages ready for an engine."""
    for start in range(0, count, 1000):
        yield [made.indexed(number) for number in range(start, min(count, start + 1000))]


def queries(made: Made) -> dict[str, list[tuple[str, dict[str, object]]]]:
    """Return queries of each kind with the options of the search."""
    chance = random.Random(7)
    frequent = [
        word for word, _ in Counter(word for number in range(200) for word in made.words(number)).most_common(60) if len(word) > 4
    ]
    some = [made.words(chance.randrange(1000)) for _ in range(REPEATS)]
    filters: dict[str, object] = {
        "facets": ("fonds", "year", "type"),
        "filters": {"type": ["type1", "type2"], "year": ["1950..1990"]},
    }
    return {
        "three words": [(" ".join(chance.sample([word for word in words if len(word) > 4], 3)), {}) for words in some],
        "phrase": [(f'"{chance.choice(frequent)} {chance.choice(frequent)}"', {}) for _ in some],
        "near": [(f'"{chance.choice(frequent)} {chance.choice(frequent)}"~5', {}) for _ in some],
        "name": [(f'name:"{chance.choice(SURNAMES)} {chance.choice(GIVEN)[0]}."', {}) for _ in some],
        "wildcard": [(f"{chance.choice([word for word in words if len(word) > 6])[:5].lower()}*", {}) for words in some],
        "filters, facets": [(chance.choice(frequent), filters) for _ in some],
        "question": [(" ".join(words[20:28]) + "?", {}) for words in some],
    }


def timed(calls: Sequence[Callable[[], object]]) -> list[float]:
    """Return the milliseconds of each call, sorted; the first calls warm up."""
    for call in calls[:5]:
        call()
    times = []
    for call in calls:
        started = time.perf_counter()
        call()
        times.append((time.perf_counter() - started) * 1000)
    return sorted(times)


def deep(searching: Searching, query: str) -> Callable[[], object]:
    """Return the search for the hits after the first thousand."""
    after = searching.search(query, viewer=OPERATOR, limit=1000).hits[-1].cursor
    return lambda: searching.search(query, viewer=OPERATOR, after=after)


def measure(engine: Engine, made: Made, analyzer: Analyzer) -> None:
    searching = Searching(made, engine, analyzer)
    rows = []
    for kind, asked in queries(made).items():
        plans = [searching.understood(query)[0].plan for query, _ in asked]
        facets = ("fonds", "year", "type") if kind.startswith("filters") else ()
        raw = timed([lambda plan=plan, facets=facets: engine.search(plan, facets=facets) for plan in plans])  # type: ignore[misc]
        whole = timed([lambda query=query, how=how: searching.search(query, viewer=OPERATOR, **how) for query, how in asked])  # type: ignore[misc]
        rows.append(_row(kind, raw, whole))
    whole = timed([deep(searching, query) for query, _ in queries(made)["filters, facets"][:10]])
    rows.append(_row("after 1,000 hits", whole, whole))
    raw = timed([lambda word=word: engine.completions(word[:3].lower()) for word in made.words(5)[:REPEATS]])  # type: ignore[misc]
    rows.append(_row("completion", raw, raw))
    show(("ms", "engine p50", "p95", "answer p50", "p95", "max", "ratio p95"), rows)


def _row(kind: str, raw: list[float], whole: list[float]) -> tuple[str, ...]:
    at = lambda times, part: times[min(len(times) - 1, int(len(times) * part))]  # noqa: E731
    figures = (at(raw, 0.5), at(raw, 0.95), at(whole, 0.5), at(whole, 0.95), whole[-1], at(whole, 0.95) / at(raw, 0.95))
    return (kind, *(f"{figure:.1f}" for figure in figures))


def main() -> None:
    parser = argparse.ArgumentParser(prog="script/bench scale", description=__doc__)
    parser.add_argument("--pages", type=int, nargs="*", default=[10_000, 100_000])
    parser.add_argument("--elasticsearch", default="")
    asked = parser.parse_args()
    made, analyzer = Made(), Analyzer()
    print(machine())
    for count in asked.pages:
        with tempfile.TemporaryDirectory() as folder:
            started = time.perf_counter()
            embedded = TantivyEngine(Path(folder))
            embedded.rebuilt(batches(made, count, analyzer), "")
            size = sum(path.stat().st_size for path in Path(folder).rglob("*") if path.is_file())
            seconds = time.perf_counter() - started
            speed, each = count / seconds, size / count / 1000
            print(f"\nTantivy, {count:,} pages: built in {seconds:.0f} s ({speed:.0f} pages/s), {each:.2f} KB a page")
            measure(embedded, made, analyzer)
        if asked.elasticsearch:
            elastic = ElasticEngine(Settings(elasticsearch=asked.elasticsearch, elasticsearch_index=f"scale-{uuid.uuid4().hex}"))
            started = time.perf_counter()
            elastic.rebuilt(batches(made, count, analyzer), "")
            print(f"\nElasticsearch, {count:,} pages: built in {time.perf_counter() - started:.0f} s")
            measure(elastic, made, analyzer)
            elastic.destroy()
            elastic.close()


if __name__ == "__main__":
    main()
