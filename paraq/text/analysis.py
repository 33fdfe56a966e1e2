"""The one analysis that indexing, querying and marking share."""

import hashlib
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib.metadata import version

from paraq.records.model import PageText, Word
from paraq.text import english, kazakh, languages, latin, listed, russian, scripts, wordlist
from paraq.text.grams import grams_of
from paraq.text.listed import Listed
from paraq.text.numbers import roman_figures
from paraq.text.skeleton import is_yanalif, key_of
from paraq.text.token import Token
from paraq.text.tokens import LONGEST, pieces

VERSION = "7"
"""Goes up whenever the same text would give other terms; an index of another version is rebuilt."""

# Words of running text repeat: this many distinct ones with their terms take about 30 MB, and cover all but rare names.
_CACHE = 80_000
_SEPARATING_APOSTROPHE = re.compile("(?<=[бвгджзклмнпрстфхцчшщ])'(?=[еёюя])")
# Of a figure inside a word this is done without a look at the lists (scripts).
_FIGURE_AT_END = re.compile("[0346][а-яёәғқңөұүһі]{3,}|[а-яёәғқңөұүһі]{4,}[0346]", re.IGNORECASE)
_FIGURE_LETTERS = str.maketrans("0346", "озчб")


class Analyzer:
    """Turns text into tokens with a term in every layer."""

    def __init__(self) -> None:
        self._terms: dict[tuple[str, bool], _Known] = {}

    def analyze(self, text: str, language: str = "") -> list[Token]:
        """Return the words of a text in order; ``language`` is told from the text if empty.

        A token with ``alternative`` is another reading at the place of the token before it: the whole of a compound.
        """
        found = pieces(text, _is_word)
        runs = [(0, len(text), language)] if language else languages.runs(text)
        yanalif = is_yanalif(text)
        tokens: list[Token] = []
        spoken: str = language or "other"
        position, run, until, known = -1, -1, -1, self._known(spoken, yanalif)
        for start, end, surface, whole in found:
            if not whole:
                position += 1
            while start >= until and run + 1 < len(runs):
                run += 1
                _, until, spoken = runs[run]
                known = self._known(spoken, yanalif)
            exact, stem, key = known[surface]
            # The constructor of a named tuple takes three times as long.
            tokens.append(tuple.__new__(Token, (text[start:end], start, end, position, spoken, exact, stem, key, whole)))
        return tokens

    def analyze_page(self, page: PageText) -> list[Token]:
        """Return the words of a page and, at the same positions, those of its alternative readings."""
        tokens = self.analyze(page.text)
        if not any(word.alternatives for word in page.words):
            return tokens
        return sorted([*tokens, *self._alternatives(tokens, page.words)], key=lambda token: (token.position, token.alternative))

    def language(self, text: str) -> str:
        """Return ``kk``, ``ru``, ``en`` or ``other``."""
        return languages.language_of(text)

    def fingerprint(self) -> str:
        """Return what changes whenever the same text would give other terms."""
        packages = [f"{name} {version(name)}" for name in ("pymorphy3", "pymorphy3-dicts-ru", "pystemmer")]
        return hashlib.sha256("\n".join([VERSION, wordlist.fingerprint(), *packages]).encode()).hexdigest()[:16]

    def _alternatives(self, tokens: list[Token], words: Sequence[Word]) -> Iterator[Token]:
        own = [token for token in tokens if not token.alternative]
        starts = [token.start for token in own]
        for word in words:
            if not word.alternatives:
                continue
            first = max(bisect_right(starts, word.start) - 1, 0)
            beyond = bisect_right(starts, word.end - 1)
            places = [token for token in own[first:beyond] if token.end > word.start]
            for reading in word.alternatives if places else ():
                yield from self._reading(reading, word, places)

    def _reading(self, reading: str, word: Word, places: list[Token]) -> Iterator[Token]:
        """Return the words of another reading at the positions of those that stand in the text."""
        found = [piece for piece in pieces(reading) if not piece.whole]
        for index, piece in enumerate(found):
            place = places[min(index, len(places) - 1)]
            terms = self._known(place.language, False)[piece.surface]
            if terms[0] != place.exact:
                yield Token(piece.surface, word.start, word.end, place.position, place.language, *terms, alternative=True)

    def _known(self, language: str, yanalif: bool) -> "_Known":
        """Return the words met in a language, after making room if they are too many."""
        if sum(map(len, self._terms.values())) >= _CACHE:
            self._terms.clear()
        return self._terms.setdefault((language, yanalif), _Known(language, yanalif))


class _Known(dict[str, tuple[str, str, str]]):
    """The words met in a language, by how they are written, with their terms; a word not met is read."""

    def __init__(self, language: str, yanalif: bool) -> None:
        super().__init__()
        self._language = language
        self._yanalif = yanalif

    def __missing__(self, surface: str) -> tuple[str, str, str]:
        exact, stem, key = _made(surface[:LONGEST], self._language, self._yanalif)
        if len(surface) == 1 and surface.islower():
            # Beside a surname a small letter is a word (с, и, г.) and no initial, which has the key of its capital.
            key = f"{key}."
        # Equal terms are kept once, which saves a fifth of the memory.
        exact = surface if exact == surface else exact
        terms = self[surface] = (exact, exact if stem == exact else stem, exact if key == exact else key)
        return terms


def _is_word(word: str) -> bool:
    return kazakh.knows(word) or russian.knows(word)


def _made(surface: str, language: str, yanalif: bool) -> tuple[str, str, str]:
    """Return the terms of a word in the layers ``exact``, ``stem`` and ``key``; a compound's are written without hyphens."""
    lowered = surface.lower()
    # Neither figures nor Roman ones are in small letters, as most words are.
    if not surface.islower() and (figures := surface if surface.isdecimal() and surface.isascii() else roman_figures(surface)):
        return figures, figures, figures
    if (found := listed.find(lowered)) and (stem := _listed_stem(lowered, found, language)):
        return _without_yo(lowered), _without_yo(stem), found.key
    lowered = _letters_at_ends(scripts.cyrillic_restored(surface)).lower().replace("i\u0307", "i")[:LONGEST]
    joined = lowered.replace("-", "")
    exact = _without_yo(joined.strip("'") or joined)
    key = key_of(joined, yanalif)
    script = scripts.script_of(exact)
    if script == "other":
        return exact, exact, key
    if script == "cyrillic":
        lowered = _SEPARATING_APOSTROPHE.sub("ъ", lowered)
        exact = _without_yo(lowered.replace("-", "").strip("'"))
    return exact, _without_yo(_stem(lowered, exact, script, language, yanalif).replace("-", "")) or exact, key


def _letters_at_ends(word: str) -> str:
    """Return a word whose first or last letter is read as a figure (``3авод``, ``прика3``) as it is listed; others unchanged."""
    if not _FIGURE_AT_END.fullmatch(word):
        return word
    first, last = word[0].translate(_FIGURE_LETTERS), word[-1].translate(_FIGURE_LETTERS)
    letters = f"{first}{word[1:-1]}{last}".lower()
    return letters if listed.find(letters) else word


def _without_yo(word: str) -> str:
    """Return a word as Russian writes it without its two dots, which are put or left at will (учётчик, учетчик)."""
    return word.replace("ё", "е") if "ё" in word else word


def _listed_stem(lowered: str, found: Listed, language: str) -> str:
    """Return the stem of a listed word if nothing but the list decides it, else nothing."""
    if language == "kk":
        return kazakh.listed_stem(lowered, found)
    return russian.listed_stem(lowered, found) if language == "ru" else lowered


def _stem(lowered: str, exact: str, script: str, language: str, yanalif: bool) -> str:
    if language == "kk":
        return kazakh.stem(kazakh.restore(lowered if script == "cyrillic" else latin.to_cyrillic(lowered, yanalif)))
    if language == "ru" and script == "cyrillic":
        return russian.stem(scripts.modern_russian(lowered))
    return english.stem(exact) if language == "en" and script == "latin" else exact


def grams(token: Token) -> str:
    """Return the letter-folded character 4-grams of a word, with its borders marked and a space between.

    Kazakh in other scripts has those of its key, and Kazakh whose letters an OCR for Russian lost those of the word restored.
    """
    if token.language != "kk":
        return grams_of(token.exact)
    return _kazakh_grams(token.exact, token.key)


# The words of a thousand pages; 5 MB.
@lru_cache(maxsize=20_000)
def _kazakh_grams(exact: str, key: str) -> str:
    foreign = scripts.script_of(exact) in {"latin", "arabic"}
    return grams_of(key if foreign else kazakh.restore(exact))
