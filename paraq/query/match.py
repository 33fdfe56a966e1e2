"""The searched words on one page: the plan that the engine answered, against the words of the page."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from rapidfuzz.distance import OSA

from paraq.query.forms import Leaf
from paraq.query.plan import Fuzzy, Near, Pattern, Sequence, Term
from paraq.query.resolve import Resolved, Sought
from paraq.records.dates import find_dates
from paraq.text.analysis import grams
from paraq.text.token import Layer, Token

# The best reason first: a word that fits in several layers is marked for the first of them.
EVIDENCE: Final = ("exact", "form", "initial", "spelling", "ocr")


@dataclass(frozen=True, slots=True)
class Match:
    """A place on a page, ``text[start:end]``, that answers a searched word, and why."""

    start: int
    end: int
    word: str
    evidence: str


def matches(resolved: Resolved, tokens: list[Token], text: str) -> list[Match]:
    """Return the places of the searched words in a text with these tokens, in order, each once with its best reason."""
    page = _Page(tokens)
    best: dict[tuple[int, int], tuple[int, str]] = {}
    for wanted in resolved.sought:
        for token in page.fits(wanted.part):
            evidence = _reason(resolved, wanted, token, text)
            place = (token.start, token.end)
            known = best.get(place)
            if known is None or EVIDENCE.index(evidence) < known[0]:
                best[place] = (EVIDENCE.index(evidence), wanted.word)
    found = [Match(start, end, word, EVIDENCE[rank]) for (start, end), (rank, word) in sorted(best.items())]
    return _with_days(found, dict(resolved.days), text) if resolved.days else found


def _with_days(found: list[Match], days: dict[str, str], text: str) -> list[Match]:
    """Return the matches and the searched days as the text writes them; a day's own words are not marked apart."""
    whole = [Match(one.start, one.end, days[one.iso], "form") for one in find_dates(text) if one.iso in days]
    apart = [one for one in found if not any(day.start <= one.start and one.end <= day.end for day in whole)]
    return sorted([*apart, *whole], key=lambda one: one.start)


def _reason(resolved: Resolved, wanted: Sought, token: Token, text: str) -> str:
    """Return why a token fits; another reading of the OCR is never "as written"."""
    if token.alternative and text[token.start : token.end] != token.text:
        return "ocr"
    if len(token.key) == 1 and token.key.isalpha():
        return "initial"
    if token.exact in resolved.exact:
        return "exact"
    return "form" if token.stem in resolved.stems else wanted.evidence


class _Page:
    """The tokens of a page by layer, term and position; tables are made when first asked for."""

    def __init__(self, tokens: list[Token]) -> None:
        self._tokens = tokens
        self._tables: dict[Layer, dict[str, list[Token]]] = {}

    def fits(self, part: Leaf) -> Iterator[Token]:
        table = self._table(part.layer)
        match part:
            case Term(_, term):
                yield from table.get(term, ())
            case Pattern(_, pattern):
                fitting = _expression(pattern)
                yield from (token for term, found in table.items() if fitting.fullmatch(term) for token in found)
            case Fuzzy(_, term, distance):
                near = (found for other, found in table.items() if OSA.distance(term, other, score_cutoff=distance) <= distance)
                yield from (token for found in near for token in found)
            case Sequence(_, terms):
                yield from self._sequence(table, terms)
            case Near(_, left, right, gap):
                one, other = ([token for term in terms for token in table.get(term, ())] for terms in (left, right))
                yield from _near(one, other, gap)

    def _sequence(self, table: dict[str, list[Token]], terms: tuple[str, ...]) -> Iterator[Token]:
        places = [{token.position: token for token in table.get(term, ())} for term in terms]
        for start in places[0]:
            words = [found[start + offset] for offset, found in enumerate(places) if start + offset in found]
            if len(words) == len(terms):
                yield from words

    def _table(self, layer: Layer) -> dict[str, list[Token]]:
        if layer not in self._tables:
            table: defaultdict[str, list[Token]] = defaultdict(list)
            for token in self._tokens:
                for term in grams(token) if layer == "grams" else (str(getattr(token, layer)),):
                    table[term].append(token)
            self._tables[layer] = dict(table)
        return self._tables[layer]


def _near(left: Iterable[Token], right: Iterable[Token], gap: int) -> Iterator[Token]:
    pairs = ((one, other) for one in left for other in right if abs(one.position - other.position) <= gap + 1)
    for one, other in pairs:
        yield one
        yield other


@lru_cache(maxsize=256)
def _expression(pattern: str) -> re.Pattern[str]:
    return re.compile("".join(".*" if sign == "*" else "." if sign == "?" else re.escape(sign) for sign in pattern), re.DOTALL)
