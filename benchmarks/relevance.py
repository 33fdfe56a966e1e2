"""How well questions find their passages, clean and damaged: nDCG@10 with all layers and without each, on both engines.

``script/bench relevance [ADDRESS] [--whole]``; with the address of an Elasticsearch it is measured too, ``--whole``
is the first row alone. Weights were chosen on the first half of the questions only; "held out" is the other half.
"""

import argparse
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks.damage import DAMAGES
from benchmarks.retrieval import Questions, data_folder, ndcg, pages, read_questions
from paraq.engines.document import IndexedPage
from paraq.engines.elastic import ElasticEngine
from paraq.engines.embedded import TantivyEngine
from paraq.engines.ports import Engine
from paraq.query.forms import Weights
from paraq.query.parse import parse_leniently
from paraq.query.resolve import resolve
from paraq.settings import Settings
from paraq.text.analysis import Analyzer

WHOLE = Weights()
ABLATIONS = {
    "whole search": WHOLE,
    "without exact": replace(WHOLE, exact=0.0),
    "without stem": replace(WHOLE, stem=0.0),
    "without key": replace(WHOLE, key=0.0),
    "without grams": replace(WHOLE, grams=0.0, kazakh_grams=0.0),
    "without neighbours": replace(WHOLE, neighbours=0.0),
    "without stop words": replace(WHOLE, stopwords=0.0),
    "exact only": Weights(stem=0.0, key=0.0, grams=0.0, kazakh_grams=0.0, variant=0.0, neighbours=0.0),
}


def searcher(engine: Engine, analyzer: Analyzer, weights: Weights = WHOLE) -> Callable[[str], Sequence[str]]:
    """Return a search that gives the ids of the best ten pages."""

    def search(query: str) -> list[str]:
        plan = resolve(parse_leniently(query).tree, analyzer, weights=weights).plan
        return [hit.page_id for hit in engine.search(plan, limit=10).hits]

    return search


def _measure(questions: Questions, engine: Engine, analyzer: Analyzer, damage: str, searches: Mapping[str, Weights]) -> None:
    tuning = set(questions.tuning())
    held = [number for number in questions.answers if number not in tuning]
    for name, weights in searches.items():
        known: dict[str, Sequence[str]] = {}
        search = searcher(engine, analyzer, weights)
        started = time.perf_counter()
        for question in questions.questions.values():
            known[question] = search(question)
        each = (time.perf_counter() - started) / len(questions.questions) * 1000
        figures = [ndcg(questions, known.__getitem__, numbers) for numbers in (None, tuning, held)]
        print(
            "{:<5}{:<10}{:<15}{:<22}{:>9.4f}{:>9.4f}{:>10.4f}{:>9.1f}".format(
                questions.language, damage, engine.name, name, *figures, each
            ),
            flush=True,
        )


def main() -> None:
    parser = argparse.ArgumentParser(prog="script/bench relevance", description=__doc__)
    parser.add_argument("elasticsearch", nargs="?", default="", metavar="ADDRESS")
    parser.add_argument("--whole", action="store_true", help="only the search as it is")
    asked = parser.parse_args()
    searches = {"whole search": WHOLE} if asked.whole else ABLATIONS
    analyzer = Analyzer()
    print(f"{'':<5}{'pages':<10}{'engine':<15}{'':<22}{'all':>9}{'tuned':>9}{'held out':>10}{'ms':>9}")
    for language in ("kk", "ru"):
        questions = read_questions(data_folder(), language)
        # Only Kazakh loses letters to keyboards and to an OCR for Russian.
        for damage in DAMAGES if language == "kk" else ("clean",):
            corpus = pages(questions, analyzer, DAMAGES[damage])
            for engine in _engines(corpus, asked.elasticsearch):
                _measure(questions, engine, analyzer, damage, searches)


def _engines(corpus: Sequence[IndexedPage], address: str) -> Iterator[Engine]:
    """Yield each engine with the pages in it, while they are there."""
    with tempfile.TemporaryDirectory() as folder:
        embedded = TantivyEngine(Path(folder))
        embedded.write(corpus)
        yield embedded
    if address:
        elastic = ElasticEngine(Settings(elasticsearch=address, elasticsearch_index=f"bench-{uuid.uuid4().hex}"))
        elastic.write(corpus)
        yield elastic
        elastic.destroy()
        elastic.close()


if __name__ == "__main__":
    main()
