"""Stems and languages against labelled data: tables of conflation, of language identification and of speed, with ablations.

Run it with ``python -m benchmarks.words``; the data lie beside the checkout or in ``TEST_DATA``. No weight of Paraq is fitted
on these data, but a dozen were set by hand with these figures in view. The halves show how far that went: errors were read on
one half of the lemmas only, of the other half only figures were seen.
"""

import csv
import gzip
import hashlib
import os
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import Stemmer

from paraq.text import kazakh, languages, russian, wordlist
from paraq.text.kazakh_build import RUSSIAN_LETTERS
from paraq.text.kazakh_grammar import read
from paraq.text.kazakh_lexicon import Lexicon

Key = Callable[[str], str]
Pair = tuple[str, str]
CAPITALS = str.maketrans("ӘҒҚҢӨҰҮҺІ", "АГКНОУУХИ")


class Conflation(NamedTuple):
    """B3 figures: precision falls with overstemming, recall with understemming."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Return the harmonic mean."""
        return 2 * self.precision * self.recall / (self.precision + self.recall)


def data_folder() -> Path:
    """Return the folder of labelled data: ``TEST_DATA``, or ``shared/data`` beside the checkout."""
    return Path(os.environ.get("TEST_DATA", Path(__file__).parents[2] / "shared" / "data"))


def rows(name: str) -> list[list[str]]:
    """Return the rows of a table of labelled data."""
    with (data_folder() / name).open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, delimiter="\t"))


def lemmas(name: str) -> list[Pair]:
    """Return the distinct pairs of form and lemma of a table."""
    return sorted({(row[0], row[1]) for row in rows(name)})


def half(pairs: Iterable[Pair], number: int) -> list[Pair]:
    """Return the pairs of one half of the lemmas, 0 (its errors were read) or 1 (they were not)."""
    return [pair for pair in pairs if hashlib.md5(pair[1].encode(), usedforsecurity=False).digest()[0] % 2 == number]


def conflation(pairs: Iterable[Pair], key: Key) -> Conflation:
    """Return how far forms with one key are forms of one lemma, averaged over forms (B3)."""
    keys: defaultdict[str, set[Pair]] = defaultdict(set)
    golds: defaultdict[str, set[Pair]] = defaultdict(set)
    distinct = set(pairs)
    for form, lemma in distinct:
        keys[key(form)].add((form, lemma))
        golds[lemma].add((form, lemma))
    precision = recall = 0.0
    for form, lemma in distinct:
        together, family = keys[key(form)], golds[lemma]
        common = len(together & family)
        precision += common / len(together)
        recall += common / len(family)
    return Conflation(precision / len(distinct), recall / len(distinct))


def typed(text: str) -> str:
    """Return a text as a Russian keyboard types it."""
    return text.translate(RUSSIAN_LETTERS).translate(CAPITALS)


def first_three(text: str) -> str:
    """Return the first three words of a text."""
    return " ".join(text.split()[:3])


def sentences(language: str) -> list[str]:
    """Return the labelled sentences of a language."""
    return [text for of, text in rows("language_id.tsv") if of == language]


LANGUAGE_CASES: tuple[tuple[str, str, Callable[[str], str]], ...] = (
    ("kk", "kk", str),
    ("kk, three words", "kk", first_three),
    ("kk typed with Russian letters", "kk", typed),
    ("the same, three words", "kk", lambda text: first_three(typed(text))),
    ("ru", "ru", str),
    ("ru, three words", "ru", first_three),
    ("en", "en", str),
    ("en, three words", "en", first_three),
)


def accuracy(language: str, change: Callable[[str], str]) -> float:
    """Return the share of sentences, changed, whose language is told rightly."""
    texts = [change(text) for text in sentences(language)]
    return sum(languages.language_of(text) == language for text in texts) / len(texts)


def kazakh_keys() -> Iterator[tuple[str, Key]]:
    """Yield the ways to conflate Kazakh that are compared."""
    stems = kazakh.stemmer()
    lexicon = Lexicon.parse(gzip.decompress(wordlist.built("lexicon").read_bytes()).decode().splitlines())
    yield "surface", str
    yield "first five letters", lambda word: word[:5]
    yield "Snowball russian", Stemmer.Stemmer("russian").stemWord
    yield "grammar, shortest stem", lambda word: min((reading.stem for reading in read(word)), key=len)
    yield "grammar and lexicon, no exceptions", lambda word: lexicon.best(read(word)).stem
    yield "Paraq", stems.stem
    yield "Paraq, typed with Russian letters", lambda word: stems.stem(stems.restore(typed(word)))
    yield "the same, letters not restored", lambda word: stems.stem(typed(word))


def _conflation_table() -> Iterator[str]:
    yield "| words | stems | B3 P | R | F1 | half 0 F1 | half 1 F1 |"
    yield "|---|---|---|---|---|---|---|"
    russian_keys: list[tuple[str, Key]] = [
        ("surface", str),
        ("Snowball russian", Stemmer.Stemmer("russian").stemWord),
        ("Paraq", russian.stem),
    ]
    tables = [
        ("lemmas_kk.tsv", list(kazakh_keys())),
        ("lemmas_kk_nouns.tsv", list(kazakh_keys())),
        ("lemmas_ru.tsv", russian_keys),
    ]
    for name, keys in tables:
        pairs = lemmas(name)
        for label, key in keys:
            whole = conflation(pairs, key)
            halves = [conflation(half(pairs, number), key).f1 for number in (0, 1)]
            figures = f"{whole.precision:.3f} | {whole.recall:.3f} | {whole.f1:.4f} | {halves[0]:.3f} | {halves[1]:.3f}"
            yield f"| {name} | {label} | {figures} |"


def _language_table() -> Iterator[str]:
    yield "| text | accuracy |"
    yield "|---|---|"
    for label, language, change in LANGUAGE_CASES:
        yield f"| {label} | {accuracy(language, change):.4f} |"


def _speed_table() -> Iterator[str]:
    yield "| work on Kazakh passages, one core, cold | per second |"
    yield "|---|---|"
    texts = [row[1] for row in rows("retrieval_kk_passages.tsv")]
    words = [word for text in texts for word in text.lower().split()]
    for label, task, things in (
        ("stems: words", kazakh.stem, words),
        ("language of a page: pages", languages.language_of, texts),
        ("runs of languages: pages", languages.runs, texts),
    ):
        started = time.process_time()
        for thing in things:
            task(thing)
        yield f"| {label} | {len(things) / (time.process_time() - started):,.0f} |"
    yield f"| memory of the process, MB | {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} |"


def main() -> None:
    """Print the tables."""
    for table in (_speed_table, _conflation_table, _language_table):
        for line in table():
            sys.stdout.write(line + "\n")
        sys.stdout.write("\n")


if __name__ == "__main__":
    main()
