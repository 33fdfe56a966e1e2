"""What analysis made of every page, kept in one file of the home: a lost index is built again, and hits are marked, without it.

The file is disposable. A page is kept under its stamp (:func:`paraq.engines.document.stamp_of`): what is outdated is never used.
"""

import json
import sqlite3
import threading
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from operator import add
from pathlib import Path
from typing import Any, Final

from paraq.engines.document import POSITIONAL, IndexedPage, Terms
from paraq.text.columns import Columns
from paraq.text.grams import grams_of
from paraq.text.token import Token

# The quickest level: pages are written as they are read by OCR, and read thousands a second.
LEVEL: Final = 1
# Rows are fat: in a tree of them, as without rowids, a page would be found by 20 reads instead of 3.
_TABLE: Final = "CREATE TABLE IF NOT EXISTS pages (id TEXT PRIMARY KEY, stamp INTEGER, shape BLOB, words BLOB)"
# What a crash may cost is analysed again, so nothing waits for the disk. A page of the file holds several rows, and what is kept
# in memory the upper levels of the trees of a million.
_PRAGMAS: Final = (
    "PRAGMA page_size=16384",
    "PRAGMA cache_size=-16000",
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=OFF",
    "PRAGMA busy_timeout=30000",
)
# SQLite allows 32,766 parameters in a statement.
_MOST: Final = 10_000

Packed = tuple[str, int, bytes, bytes]


class KeptPages:
    """The kept pages of one home; any number of threads and processes may use them at once."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._opened: sqlite3.Connection | None = None

    def put(self, pages: Iterable[Packed]) -> None:
        """Keep pages that :func:`packed` packed, in the place of older ones."""
        with self._lock, self._database() as database:
            database.executemany("INSERT OR REPLACE INTO pages VALUES (?, ?, ?, ?)", pages)

    def remove(self, page_ids: Sequence[str]) -> None:
        """Forget pages."""
        with self._lock, self._database() as database:
            database.executemany("DELETE FROM pages WHERE id = ?", ((page_id,) for page_id in page_ids))

    def shapes(self, stamps: Mapping[str, int]) -> dict[str, IndexedPage]:
        """Return those of these pages, with their stamps, that are kept, ready for an engine."""
        rows = self._rows("id, stamp, shape", list(stamps))
        # Of some only the words are kept.
        return {row[0]: _page(*row) for row in rows if stamps[row[0]] == row[1] and row[2]}

    def words(self, stamps: Mapping[str, int]) -> dict[str, Columns]:
        """Return the words of those of these pages, with their stamps, that are kept."""
        rows = self._rows("id, stamp, words", list(stamps))
        return {page_id: _columns(blob) for page_id, stamp, blob in rows if stamps[page_id] == stamp}

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            if self._opened:
                self._opened.close()
                self._opened = None

    def _rows(self, columns: str, page_ids: Sequence[str]) -> list[tuple[Any, ...]]:
        rows: list[tuple[Any, ...]] = []
        with self._lock:
            for start in range(0, len(page_ids), _MOST):
                some = page_ids[start : start + _MOST]
                marks = ",".join("?" * len(some))
                rows += self._database().execute(f"SELECT {columns} FROM pages WHERE id IN ({marks})", some)
        return rows

    def _database(self) -> sqlite3.Connection:
        if self._opened is None:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._opened = sqlite3.connect(self._path, check_same_thread=False)
            for pragma in _PRAGMAS:
                self._opened.execute(pragma)
            self._opened.execute(_TABLE)
        return self._opened


def packed(page: IndexedPage, tokens: Sequence[Token]) -> Packed:
    """Return a page and its words in the form in which they are kept."""
    layers, first = {}, ""
    for layer in POSITIONAL:
        terms = page.terms.get(layer)
        if not terms:
            continue
        layers[layer] = [_without(first, terms.text), terms.places]
        first = first or terms.text
    shape = [layers, _unusual_grams(page), page.filters, page.numbers, page.order]
    exact = " ".join(token.exact for token in tokens)
    words = [
        [token.start - before for token, before in zip(tokens, (0, *(token.start for token in tokens)), strict=False)],
        [token.end - token.start for token in tokens],
        _places([token.position for token in tokens]),
        {str(at): token.text for at, token in enumerate(tokens) if token.alternative},
        " ".join(token.language for token in tokens),
        exact,
        *(_without(exact, " ".join(getattr(token, name) for token in tokens)) for name in ("stem", "key")),
    ]
    return page.page_id, page.stamp, _blob(shape), _blob(words)


def unpacked(page: Packed) -> IndexedPage:
    """Return the page that :func:`packed` packed."""
    return _page(*page[:3])


def _usual_grams(terms: Mapping[str, Terms]) -> str:
    """Return the grams of the words as written, which are those of nearly every page."""
    exact = terms.get("exact")
    return " ".join(map(grams_of, exact.text.split(" "))) if exact else ""


def _unusual_grams(page: IndexedPage) -> dict[str, int]:
    """Return how many more, or fewer, of some grams a page has than its words as written."""
    usual = _usual_grams(page.terms)
    if page.grams == usual:
        return {}
    more = Counter(page.grams.split())
    more.subtract(usual.split())
    return {gram: number for gram, number in more.items() if number}


def _grams(usual: str, unusual: Mapping[str, int]) -> str:
    """Return the usual grams with those added, or taken away, that a page has more or less often."""
    if not unusual:
        return usual
    grams = Counter(usual.split())
    grams.update(unusual)
    return " ".join(grams.elements())


def _places(positions: list[int]) -> list[int] | None:
    return None if positions == list(range(len(positions))) else positions


def _without(first: str, joined: str) -> str:
    """Return the terms of a layer with those left empty that are the same in the first one."""
    ours, others = joined.split(" "), first.split(" ")
    if len(ours) != len(others):
        return joined
    return " ".join("" if one == other else one for one, other in zip(ours, others, strict=True))


def _with(first: list[str], joined: str) -> list[str]:
    ours = joined.split(" ") if joined or first else []
    if len(ours) != len(first):
        return ours
    return [one or other for one, other in zip(ours, first, strict=True)]


def _blob(value: object) -> bytes:
    return zlib.compress(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(), LEVEL)


def _page(page_id: str, stamp: int, blob: bytes) -> IndexedPage:
    layers, unusual, filters, numbers, order = json.loads(zlib.decompress(blob))
    terms: dict[str, Terms] = {}
    first: list[str] = []
    for layer, (joined, places) in layers.items():
        several = _with(first, joined)
        terms[layer] = Terms(" ".join(several) if first else joined, None if places is None else tuple(places))
        first = first or several
    return IndexedPage(
        page_id=page_id,
        terms=terms,
        grams=_grams(_usual_grams(terms), unusual),
        filters={name: tuple(values) for name, values in filters.items()},
        numbers={name: tuple(values) for name, values in numbers.items()},
        order=order,
        stamp=stamp,
    )


def _columns(blob: bytes) -> Columns:
    gaps, lengths, places, others, languages, joined, *layers = json.loads(zlib.decompress(blob))
    if not gaps:
        return Columns.of(())
    exact = joined.split(" ")
    stem, key = (_with(exact, layer) for layer in layers)
    starts = list(accumulate(gaps))
    ends = list(map(add, starts, lengths))
    readings = {int(at): other for at, other in others.items()}
    return Columns(starts, ends, places or range(len(starts)), languages.split(" "), exact, stem, key, readings)
