"""The searched words on one page: the plan that the engine answered, against the words of the page."""

import re
from collections.abc import Iterable, Iterator
from collections.abc import Sequence as Many
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Final

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from paraq.query.days import fits
from paraq.query.forms import Leaf
from paraq.query.plan import Fuzzy, Near, Pattern, Sequence, Term
from paraq.query.resolved import Resolved, Sought
from paraq.records.dates import find_dates
from paraq.text.columns import Columns
from paraq.text.token import Layer

# The best reason first: a word that fits in several layers is marked for the first of them.
EVIDENCE: Final = ("exact", "form", "initial", "spelling", "ocr")


@dataclass(frozen=True, slots=True)
class Match:
    """A place on a page, ``text[start:end]``, that answers a searched word, and why."""

    start: int
    end: int
    word: str
    evidence: str


def matches(resolved: Resolved, words: Columns, text: str) -> list[Match]:
    """Return the places of the searched words in a text with these words, in order, each once with its best reason."""
    page = _Page(words)
    best: dict[tuple[int, int], tuple[int, str]] = {}
    for wanted in resolved.sought:
        # Nearly all terms of a query are on nearly none of its pages.
        if isinstance(wanted.part, Term) and wanted.part.term not in page.terms(wanted.part.layer):
            continue
        for at in page.fits(wanted.part):
            rank = EVIDENCE.index(_reason(resolved, wanted, words, at, text))
            place = (words.starts[at], words.ends[at])
            known = best.get(place)
            if known is None or rank < known[0]:
                best[place] = (rank, wanted.word)
    found = [Match(start, end, word, EVIDENCE[rank]) for (start, end), (rank, word) in sorted(best.items())]
    return _with_days(found, dict(resolved.days), text) if resolved.days else found


def _with_days(found: list[Match], days: dict[str, str], text: str) -> list[Match]:
    """Return the matches and the searched days as the text writes them; a day's own words are not marked apart."""
    dated = ((one, next((day for day in days if fits(one.iso, day)), "")) for one in find_dates(text))
    whole = [Match(one.start, one.end, days[day], "form") for one, day in dated if day]
    apart = [one for one in found if not any(day.start <= one.start and one.end <= day.end for day in whole)]
    return sorted([*apart, *whole], key=lambda one: one.start)


def _reason(resolved: Resolved, wanted: Sought, words: Columns, at: int, text: str) -> str:
    """Return why a word fits; another reading of the OCR is never "as written"."""
    if at in words.others and text[words.starts[at] : words.ends[at]] != words.others[at]:
        return "ocr"
    key = words.key[at]
    if len(key) == 1 and key.isalpha() and not text[words.starts[at]].islower():
        return "initial"
    if words.exact[at] in resolved.exact:
        return "exact"
    return "form" if words.stem[at] in resolved.stems else wanted.evidence


class _Page:
    """Numbers of the words of a page by layer and term. Few of a query's terms stand on a page, so its set of terms is asked."""

    def __init__(self, words: Columns) -> None:
        self._words = words
        self._sets: dict[Layer, frozenset[str]] = {}

    def fits(self, part: Leaf) -> Iterable[int]:
        match part:
            case Term(layer, term):
                return self._places(layer, term)
            case Pattern(layer, pattern):
                fitting = _expression(pattern)
                return self._all_places(layer, filter(fitting.fullmatch, self.terms(layer)))
            case Fuzzy(layer, term, distance):
                near = extract(term, self.terms(layer), scorer=OSA.distance, score_cutoff=distance, limit=None)
                return self._all_places(layer, (found for found, _, _ in near))
            case Sequence(layer, terms):
                return self._sequence(layer, terms)
            case Near(layer, left, right, gap):
                return self._near(list(self._all_places(layer, left)), list(self._all_places(layer, right)), gap)

    def terms(self, layer: Layer) -> frozenset[str]:
        """Return the terms of a layer of the page."""
        if layer not in self._sets:
            self._sets[layer] = frozenset(self._column(layer))
        return self._sets[layer]

    def _column(self, layer: Layer) -> Many[str]:
        column: Many[str] = getattr(self._words, layer)
        return column

    def _places(self, layer: Layer, term: str) -> list[int]:
        if term not in self.terms(layer):
            return []
        column, found = self._column(layer), []
        at = column.index(term)
        with suppress(ValueError):
            while True:
                found.append(at)
                at = column.index(term, at + 1)
        return found

    def _all_places(self, layer: Layer, terms: Iterable[str]) -> Iterator[int]:
        return chain.from_iterable(self._places(layer, term) for term in terms)

    def _sequence(self, layer: Layer, terms: tuple[str, ...]) -> Iterator[int]:
        if not self.terms(layer).issuperset(terms):
            return
        positions = self._words.positions
        places = [{positions[at]: at for at in self._places(layer, term)} for term in terms]
        for start in places[0]:
            words = [found[start + offset] for offset, found in enumerate(places) if start + offset in found]
            if len(words) == len(terms):
                yield from words

    def _near(self, left: Iterable[int], right: Iterable[int], gap: int) -> Iterator[int]:
        positions = self._words.positions
        pairs = ((one, other) for one in left for other in right if abs(positions[one] - positions[other]) <= gap + 1)
        for one, other in pairs:
            yield one
            yield other


@lru_cache(maxsize=256)
def _expression(pattern: str) -> re.Pattern[str]:
    """Return what a word is matched with whole, in a time that grows with its length and no faster.

    Each part between stars is taken at its first place, never to be tried at another: what fits behind a later place fits behind
    the first one too. A plain ``.*`` for each star would try all places of all parts, for days on a long word of one letter.
    """
    first, *others = ("".join("." if sign == "?" else re.escape(sign) for sign in part) for part in pattern.split("*"))
    if not others:
        return re.compile(first, re.DOTALL)
    middle = "".join(f"(?>.*?{part})" for part in others[:-1] if part)
    return re.compile(f"{first}{middle}.*{others[-1]}", re.DOTALL)
