"""Made-up archives of any size: pages of the open data's words with their real frequencies, names, dates and numbers mixed in.

A page is some 22 lines drawn from a pool whose lines were analysed once by the product's own analysis, so that a million pages
are made in minutes. It is made again from its number alone, so none has to be kept.
"""

import json
import os
import pickle
import random
import re
import tempfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from hashlib import sha256
from itertools import accumulate, chain
from operator import sub
from pathlib import Path
from typing import Final

import numpy as np

from benchmarks.retrieval import data_folder, read_questions
from paraq.catalogue.access import SHIPPED
from paraq.engines.document import POSITIONAL, IndexedPage, Terms, fingerprint, indexed, stamp_of
from paraq.engines.facts import dates_in, numbers_in
from paraq.engines.kept import Packed
from paraq.records.access import opens
from paraq.records.access_text import parse_rules
from paraq.records.model import Description, PageRecord, PageText, Reference, page_id
from paraq.records.natural import natural
from paraq.text.analysis import Analyzer, grams
from paraq.text.grams import grams_of
from paraq.text.mentions import mentions, terms_of

# Pages of a document, documents of an archival file.
PAGES: Final = 20
DOCUMENTS: Final = 5
WORDS_A_LINE: Final = 10
# Lines of a page: 22 in the mean, 220 words.
LINES: Final = (12, 27)
NAMED_LINES: Final = 3
# Lines of the pool for each language: at a million pages each stands on some 500.
POOL: Final = 25_000
NAMED_POOL: Final = 5_000
# In larger archives the texts come again in other documents: analysing and packing more of them would take hours.
TEXTS: Final = 100_000
LANGUAGES: Final = ("kk", "ru")
GIVEN: Final = (
    *("Сапар", "Нұрлан", "Гүлнәр", "Айгүл", "Марат", "Ерлан", "Қанат", "Бақыт", "Серік"),
    *("Жанар", "Дина", "Анна", "Иван", "Мария", "Нина", "Пётр", "Олег", "Самат"),
)
FATHERS: Final = (
    *("Сапарович", "Жұмабайұлы", "Маратович", "Серікқызы", "Иванович"),
    *("Петровна", "Қанатұлы", "Ерланович", "Ахметович", "Олеговна"),
)
TYPES: Final = ("order", "minutes", "pay_ledger", "letter", "report", "act", "decision")
SURNAMES: Final = Path(__file__).parents[1] / "tests" / "relevance" / "surnames.txt"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text with its analysis: words as (start, length), tokens as parallel tuples; and the facts that it tells."""

    text: str
    words: tuple[tuple[int, int], ...]
    boxes: str
    sure: str
    starts: tuple[int, ...]
    lengths: tuple[int, ...]
    joined: tuple[str, str, str, str]
    less: tuple[str, str, str]
    named: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A page as catalogue and kept analysis hold it: ``words`` and ``kept`` are packed as the product packs them."""

    page_id: str
    document: str
    number: int
    about: Description
    text: str
    words: bytes
    language: str
    kept: Packed


class Made:
    """Pages of one archive of ``count`` pages."""

    def __init__(self, analyzer: Analyzer, count: int) -> None:
        self.count = count
        self._analyzer = analyzer
        self._built = fingerprint(analyzer)
        self._rules = parse_rules(SHIPPED.read_text("utf-8"), "toml")
        self._pools = _kept_pools(self._built, lambda: {language: self._pool(language) for language in LANGUAGES})

    def document_of(self, place: int) -> str:
        """Return the id of the document at this place, which grows with it, so that databases are filled in their order."""
        return f"{int(place / (self.count // PAGES + 1) * 2**32):08x}" + sha256(str(place).encode()).hexdigest()[:8]

    def stamp(self, name: str, about: Description) -> int:
        """Return the stamp of a page."""
        return stamp_of(name, 1, "", about, self._built)

    def pages(self, start: int = 0, end: int | None = None) -> Iterator[tuple[Description, IndexedPage, list[Line]]]:
        """Return the pages of these numbers without their words, and their lines; ``start`` is a multiple of ``PAGES``."""
        for first in range(start, self.count if end is None else end, PAGES):
            place = first // PAGES
            language, chosen = self._chosen(first % TEXTS)
            document, about = self.document_of(place), self.about(place)
            bare = indexed(_record(document, about, language), self._analyzer, [])
            for at in range(PAGES):
                lines = self._lines(language, chosen[at])
                yield about, self._page(bare, about, document, at + 1, lines), lines

    def indexed(self, start: int = 0, end: int | None = None) -> Iterator[IndexedPage]:
        """Return the pages of these numbers ready for an engine; ``start`` is a multiple of ``PAGES``."""
        for _, page, lines in self.pages(start, end):
            yield replace(
                page,
                terms={layer: Terms(" ".join([line.joined[at] for line in lines])) for at, layer in enumerate(POSITIONAL)},
                grams=" ".join([line.joined[-1] for line in lines]),
            )

    def rows(self, start: int = 0, end: int | None = None) -> Iterator[Row]:
        """Return the pages of these numbers as catalogue and kept analysis hold them."""
        for about, page, lines in self.pages(start, end):
            (document,), (language,) = page.filters["document_id"], page.filters["language"]
            bases = list(accumulate((len(line.text) + 1 for line in lines), initial=0))
            kept = (page.page_id, page.stamp, *_kept(page, lines, bases, language))
            text = "\n".join([line.text for line in lines])
            number = int(page.page_id.rpartition("-")[2])
            yield Row(page.page_id, document, number, about, text, _boxes(lines, bases), language, kept)

    def lines(self, number: int) -> list[Line]:
        """Return the lines of one page."""
        language, chosen = self._chosen((number - number % PAGES) % TEXTS)
        return self._lines(language, chosen[number % PAGES])

    def _chosen(self, first: int) -> tuple[str, list[list[int]]]:
        chance = np.random.default_rng(first)
        language = LANGUAGES[first // PAGES % 5 > 2]
        sizes = chance.integers(*LINES, size=PAGES)
        named = chance.integers(0, NAMED_POOL, size=(PAGES, NAMED_LINES))
        plain = chance.integers(0, POOL, size=(PAGES, LINES[1]))
        return language, [[*(plain[at, : sizes[at]] + NAMED_POOL).tolist(), *named[at].tolist()] for at in range(PAGES)]

    def _lines(self, language: str, chosen: Sequence[int]) -> list[Line]:
        pool = self._pools[language]
        return [pool[at] for at in chosen]

    def about(self, number: int) -> Description:
        """Return the description of the document at this place."""
        chance = random.Random(number)
        about = Description(
            title=f"{chance.choice(('Бұйрық', 'Приказ', 'Ведомость', 'Хаттама'))} {number}",
            type=TYPES[number % len(TYPES)],
            body=f"№ {number % 50} мектеп",
            date=f"{1930 + chance.randrange(90)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}",
            reference=Reference(str(number // 7919 % 60 + 1), str(number % 7 + 1), str(number // DOCUMENTS + 1)),
        )
        # Else the installation would find every term wrong at its first start, and publish these pages while it is measured.
        return replace(about, opens=opens(self._rules, self.document_of(number), about, date.today()))

    def _page(self, bare: IndexedPage, about: Description, document: str, number: int, lines: list[Line]) -> IndexedPage:
        name = page_id(document, number)
        filters = dict(bare.filters)
        for field, values in (("named", "named"), ("number", "numbers")):
            if found := tuple(dict.fromkeys(chain.from_iterable([getattr(line, values) for line in lines]))):
                filters[field] = filters.get(field, ()) + found
        filters["date"] = (about.date, *dict.fromkeys(chain.from_iterable([line.dates for line in lines])))
        before = bare.order["reference"].split("\x1e")[:3]
        order = {**bare.order, "reference": "\x1e".join([*before, natural(str(number)), f"{document[:6]}{number:06}0"])}
        return replace(bare, page_id=name, filters=filters, order=order, stamp=self.stamp(name, about))

    def _pool(self, language: str) -> list[Line]:
        """Return the lines of a language: first those with names, then those of words alone."""
        chance = random.Random(language)
        texts = read_questions(data_folder(), language).passages.values()
        counted = Counter(word for text in texts for word in re.findall(r"\w+", text))
        words, weights = list(counted), list(accumulate(counted.values()))
        surnames = SURNAMES.read_text("utf-8").split()
        common = [1 / (place + 1) for place in range(len(surnames))]
        pool: list[Line] = []
        while len(pool) < NAMED_POOL + POOL:
            drawn = chance.choices(words, cum_weights=weights, k=WORDS_A_LINE)
            if len(pool) < NAMED_POOL:
                day = date(1930, 1, 1) + timedelta(days=chance.randrange(32_000))
                name = [chance.choices(surnames, common)[0], chance.choice(GIVEN), chance.choice(FATHERS)]
                drawn[2:8] = [*name, f"{day:%d.%m.%Y}", "№", str(chance.randrange(1, 400))]
            if line := self._line(drawn, language, chance, named=len(pool) < NAMED_POOL):
                pool.append(line)
        return pool

    def _line(self, words: list[str], language: str, chance: random.Random, *, named: bool) -> Line | None:
        """Return a line with its analysis; None if one of its words has several readings, which few pages have."""
        text = " ".join(words)
        tokens = self._analyzer.analyze(text, language)
        letters = " ".join(map(grams, tokens))
        if any(token.alternative for token in tokens) or letters != " ".join(grams_of(token.exact) for token in tokens):
            return None
        starts = list(accumulate((len(word) + 1 for word in words), initial=0))
        exact, stem, key = (tuple(getattr(token, layer) for token in tokens) for layer in POSITIONAL)
        line = Line(
            text,
            tuple((start, len(word)) for start, word in zip(starts, words, strict=False)),
            ",".join(f"{start * 22},T,{len(word) * 22},40" for start, word in zip(starts, words, strict=False)),
            ",".join(f"{chance.uniform(60, 99):.1f}" for _ in words),
            tuple(token.start for token in tokens),
            tuple(token.end - token.start for token in tokens),
            (" ".join(exact), " ".join(stem), " ".join(key), letters),
            (" ".join(exact), _less(stem, exact), _less(key, exact)),
        )
        if not named:
            return line
        listed = tuple(term for name in mentions(text, tokens) for term in terms_of(name))
        return replace(line, named=listed, dates=dates_in(text), numbers=numbers_in(text))


def _kept_pools(built: str, made: Callable[[], dict[str, list[Line]]]) -> dict[str, list[Line]]:
    """Return the pools from a file of the machine's temporary folder, where they are put when they are first made."""
    source = sha256(built.encode() + Path(__file__).read_bytes()).hexdigest()[:16]
    path = Path(tempfile.gettempdir()) / f"paraq-made-{os.getuid()}-{source}.pickle"
    if path.exists():
        pools: dict[str, list[Line]] = pickle.loads(path.read_bytes())
        return pools
    pools = made()
    part = path.with_suffix(f".{os.getpid()}")
    part.write_bytes(pickle.dumps(pools))
    part.replace(path)
    return pools


def _record(document: str, about: Description, language: str) -> PageRecord:
    text = PageText("", (), "ocr", language, 85.0, 2480, 3508)
    return PageRecord(page_id(document, 1), document, 1, 0, "", text, 1, "", 1, "", "", about)


def _boxes(lines: Sequence[Line], bases: Sequence[int]) -> bytes:
    """Return the words of a page as :func:`paraq.catalogue.words.pack` packs them."""
    placed = ((base, line) for base, line in zip(bases, lines, strict=False))
    spans = [value for base, line in placed for start, size in line.words for value in (base + start, size)]
    boxes = ",".join(line.boxes.replace("T", str(150 + at * 100)) for at, line in enumerate(lines))
    sure = ",".join(line.sure for line in lines)
    return zlib.compress(f'{{"span":[{",".join(map(str, spans))}],"box":[{boxes}],"sure":[{sure}]}}'.encode(), 1)


def _kept(page: IndexedPage, lines: Sequence[Line], bases: Sequence[int], language: str) -> tuple[bytes, bytes]:
    """Return a page as :func:`paraq.engines.kept.packed` packs it: for engines, and its words for marks."""
    layers = [" ".join([line.less[layer] for line in lines]) for layer in range(3)]
    shape = [{name: [terms, None] for name, terms in zip(POSITIONAL, layers, strict=True)}, {}]
    starts = [base + start for base, line in zip(bases, lines, strict=False) for start in line.starts]
    gaps = list(map(sub, starts, [0, *starts]))
    lengths = list(chain.from_iterable([line.lengths for line in lines]))
    words = [gaps, lengths, None, {}, " ".join([language] * len(starts)), *layers]
    return _blob([*shape, page.filters, page.numbers, page.order]), _blob(words)


def _less(terms: Sequence[str], exact: Sequence[str]) -> str:
    """Return the terms of a layer with those left empty that are the same in the first one."""
    return " ".join("" if one == other else one for one, other in zip(terms, exact, strict=True))


def _blob(value: object) -> bytes:
    return zlib.compress(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(), 1)
