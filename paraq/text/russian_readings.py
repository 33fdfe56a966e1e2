"""pymorphy3's readings of a word of plain letters, asked only of those of its units that can say something about one.

They are the readings that ``MorphAnalyzer.parse`` gives, in two thirds of the time: figures, hyphens and initials need not be
ruled out.
"""

import re
from typing import NamedTuple

from pymorphy3 import MorphAnalyzer
from pymorphy3.lang.ru.config import KNOWN_PREFIXES
from pymorphy3.tagset import OpencorporaTag
from pymorphy3.units import DictionaryAnalyzer, KnownPrefixAnalyzer, KnownSuffixAnalyzer, UnknownPrefixAnalyzer

_PLAIN = re.compile("[а-яё]+")


class Reading(NamedTuple):
    """A reading as pymorphy3 gives it."""

    word: str
    tag: OpencorporaTag
    normal_form: str
    score: float
    methods_stack: tuple[object, ...]


class Readings:
    """Reads lower-case words."""

    def __init__(self) -> None:
        """Load the dictionary: 0.1 s, 25 MB."""
        self._whole = MorphAnalyzer(result_type=None)
        self._dictionary = DictionaryAnalyzer()
        self._known_prefix = KnownPrefixAnalyzer(known_prefixes=KNOWN_PREFIXES)
        self._guesses = UnknownPrefixAnalyzer(), KnownSuffixAnalyzer()
        for unit in (self._dictionary, self._known_prefix, *self._guesses):
            unit.init(self._whole)
        self._estimator = self._whole.prob_estimator

    def of(self, word: str) -> tuple[bool, list[Reading]]:
        """Return whether the dictionary has a word, and its readings, the likeliest first."""
        if not _PLAIN.fullmatch(word):
            return self.knows(word), list(map(Reading._make, self._whole.parse(word)))
        found = self._dictionary.parse(word, word, set())
        readings = found or self._guessed(word) or self._whole.parse(word)
        if len(readings) > 1 and self._estimator.p_t_given_w.has_keys_with_prefix(f"{word}:"):
            readings = self._estimator.apply_to_parses(word, word, readings)
        return bool(found), list(map(Reading._make, readings))

    def knows(self, word: str) -> bool:
        """Tell whether the dictionary has a word."""
        return bool(self._whole.word_is_known(word))

    def _guessed(self, word: str) -> list[tuple[object, ...]]:
        seen: set[object] = set()
        found: list[tuple[object, ...]] = self._known_prefix.parse(word, word, seen)
        return found or [guess for unit in self._guesses for guess in unit.parse(word, word, seen)]
