"""The one analysis that indexing, querying and marking share."""

import hashlib
from bisect import bisect_right
from collections.abc import Iterator

from paraq.records.model import PageText, Word
from paraq.text import scripts
from paraq.text.grams import grams_of
from paraq.text.skeleton import key_of
from paraq.text.token import Token
from paraq.text.tokens import LONGEST, Piece, pieces

VERSION = "1"
"""Goes up whenever the same text would give other terms; an index of another version is rebuilt."""

# Words of running text repeat: this many distinct ones cover a large archive's vocabulary at some 100 bytes each.
_CACHE = 250_000

_KAZAKH_LETTERS = frozenset("әғқңөұүһі")


class Analyzer:
    """Turns text into tokens with a term in every layer."""

    def __init__(self) -> None:
        self._terms: dict[tuple[str, str], tuple[str, str, str]] = {}

    def analyze(self, text: str, language: str = "") -> list[Token]:
        """Return the words of a text in order; ``language`` is told from the text if empty.

        A token with ``alternative`` is another reading at the place of the token before it: the whole of a compound.
        """
        found = pieces(text)
        runs = [(0, len(text), language)] if language else _runs(text)
        starts = [start for start, _, _ in runs]
        tokens: list[Token] = []
        position = -1
        for start, end, surface, whole in found:
            if not whole:
                position += 1
            spoken = runs[bisect_right(starts, start) - 1][2] if runs else "other"
            exact, stem, key = self._terms_of(surface, spoken)
            tokens.append(Token(text[start:end], start, end, position, spoken, exact, stem, key, whole))
        return tokens

    def analyze_page(self, page: PageText) -> list[Token]:
        """Return the words of a page and, at the same positions, those of its alternative readings."""
        tokens = self.analyze(page.text)
        if not any(word.alternatives for word in page.words):
            return tokens
        return sorted([*tokens, *self._alternatives(tokens, page.words)], key=lambda token: (token.position, token.alternative))

    def language(self, text: str) -> str:
        """Return ``kk``, ``ru``, ``en`` or ``other``."""
        runs = _runs(text)
        return runs[0][2] if runs else "other"

    def fingerprint(self) -> str:
        """Return what changes whenever the same text would give other terms."""
        return hashlib.sha256(VERSION.encode()).hexdigest()[:16]

    def _alternatives(self, tokens: list[Token], words: tuple[Word, ...]) -> Iterator[Token]:
        own = [token for token in tokens if not token.alternative]
        starts = [token.start for token in own]
        for word in words:
            if not word.alternatives:
                continue
            first = max(bisect_right(starts, word.start) - 1, 0)
            places = [token for token in own[first : first + 8] if token.start < word.end and token.end > word.start]
            if not places:
                continue
            for reading in word.alternatives:
                yield from self._reading(reading, word, places)

    def _reading(self, reading: str, word: Word, places: list[Token]) -> Iterator[Token]:
        found = [piece for piece in pieces(reading) if not piece.whole]
        for index, piece in enumerate(found):
            place = places[min(index, len(places) - 1)]
            exact, stem, key = self._terms_of(piece.surface, place.language)
            yield Token(piece.surface, word.start, word.end, place.position, place.language, exact, stem, key, True)

    def _terms_of(self, surface: str, language: str) -> tuple[str, str, str]:
        terms = self._terms.get((surface, language))
        if terms is None:
            if len(self._terms) >= _CACHE:
                self._terms.clear()
            terms = self._terms[surface, language] = self._made(surface, language)
        return terms

    def _made(self, surface: str, language: str) -> tuple[str, str, str]:
        exact = scripts.cyrillic_restored(surface[:LONGEST]).lower().strip("'")[:LONGEST]
        return exact, exact, key_of(exact)


def grams(token: Token) -> tuple[str, ...]:
    """Return the letter-folded character 4-grams of a word, with its borders marked."""
    return grams_of(token.exact)


def _runs(text: str) -> list[tuple[int, int, str]]:
    lowered = set(text.lower())
    if lowered & _KAZAKH_LETTERS:
        language = "kk"
    else:
        language = {"cyrillic": "ru", "latin": "en"}.get(scripts.script_of(text[:1000]), "other")
    return [(0, len(text), language)]


__all__ = ["Analyzer", "Piece", "grams"]
