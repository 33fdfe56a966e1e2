"""pymorphy3's readings of a word of plain letters, taken straight from its tables.

They are the readings that ``MorphAnalyzer.parse`` gives, in a third of the time: figures, hyphens and initials need not be
ruled out, and what a place in a paradigm says of its words is worked out once.
"""

import re
from collections.abc import Iterable, Iterator
from operator import attrgetter
from typing import NamedTuple

from pymorphy3 import MorphAnalyzer
from pymorphy3.dawg import ConditionalProbDistDAWG, PredictionSuffixesDAWG, PrefixMatcher
from pymorphy3.lang.ru.config import KNOWN_PREFIXES
from pymorphy3.opencorpora_dict.wrapper import Dictionary
from pymorphy3.tagset import OpencorporaTag
from pymorphy3.utils import word_splits

_PLAIN = re.compile("[а-яё]+")
# pymorphy3's own figures: the worth of a guess by a known prefix, by any prefix and by an ending, and the shortest word for each.
_KNOWN_PREFIX, _ANY_PREFIX, _ENDING = 0.75, 0.5, 0.5
_SHORTEST_REST, _SHORTEST = 3, 4
_SCORE = attrgetter("score")


class Said(NamedTuple):
    """What a tag says of a word.

    Attributes:
        tag: The tag itself.
        written: The tag as text.
        grammemes: All its grammemes.
        speech: The one that is the part of speech.
        productive: Whether new words are made like this one.
    """

    tag: OpencorporaTag
    written: str
    grammemes: frozenset[str]
    speech: str
    productive: bool


class Reading(NamedTuple):
    """A reading as pymorphy3 gives it, with its place if it has one: the numbers of paradigm and form."""

    word: str
    said: Said
    normal_form: str
    score: float
    place: tuple[int, int] | tuple[()]


Place = tuple[Said, str, slice, str]
"""A place in a paradigm: what it says of a word that stands there; what the lemma has before the part that it shares with the
word, that part, and what it has behind it."""


class _Places(dict[tuple[int, int], Place]):
    """The places met, by the numbers of paradigm and form: texts have some thousands of the 140,000."""

    def __init__(self, dictionary: Dictionary) -> None:
        super().__init__()
        self._dictionary = dictionary
        self._said: dict[int, Said] = {}

    def __missing__(self, numbers: tuple[int, int]) -> Place:
        number, form = numbers
        prefixes, suffixes = self._dictionary.paradigm_prefixes, self._dictionary.suffixes
        paradigm = self._dictionary.paradigms[number]
        size = len(paradigm) // 3
        prefix, suffix = prefixes[paradigm[2 * size + form]], suffixes[paradigm[form]]
        shared = slice(len(prefix), -len(suffix) or None)
        said = self._said_by(paradigm[size + form])
        place = self[numbers] = said, prefixes[paradigm[2 * size]], shared, suffixes[paradigm[0]]
        return place

    def _said_by(self, tag: int) -> Said:
        if tag not in self._said:
            self._said[tag] = said_by(self._dictionary.gramtab[tag])
        return self._said[tag]


def said_by(tag: OpencorporaTag) -> Said:
    """Return what a tag says."""
    return Said(tag, str(tag), tag.grammemes, tag.POS or "", tag.is_productive())


class Readings:
    """Reads lower-case words."""

    def __init__(self) -> None:
        """Load the dictionary: 0.1 s, 25 MB."""
        self._whole = MorphAnalyzer(result_type=None)
        dictionary = self._whole.dictionary
        self._words, self._letters = dictionary.words, self._whole.char_substitutes
        self._places = _Places(dictionary)
        self._prefixes = PrefixMatcher(KNOWN_PREFIXES).prefixes
        # As pymorphy3 tries them: rarer prefixes of forms first, longer endings first.
        self._endings = list(zip(dictionary.paradigm_prefixes, dictionary.prediction_suffixes_dawgs, strict=True))[::-1]
        self._longest = dictionary.meta["compile_options"]["max_suffix_length"]
        self._unknown = said_by(self._whole.TagClass("UNKN"))
        self._counts: ConditionalProbDistDAWG = self._whole.prob_estimator.p_t_given_w

    def of(self, word: str) -> tuple[bool, list[Reading]]:
        """Return whether the dictionary has a word, and its readings, the likeliest first."""
        if not _PLAIN.fullmatch(word):
            parses = self._whole.parse(word)
            return self.knows(word), [Reading(one, said_by(tag), lemma, score, ()) for one, tag, lemma, score, _ in parses]
        found = self.listed(word)
        readings = found or self._guessed(word)
        return bool(found), (len(readings) > 1 and self._counted(word, readings)) or readings

    def knows(self, word: str) -> bool:
        """Tell whether the dictionary has a word."""
        return bool(self._whole.word_is_known(word))

    def listed(self, word: str) -> list[Reading]:
        """Return the readings of a word that the dictionary has, in no order; of another word none."""
        found: list[Reading] = []
        for spelled, places in self._words.similar_items(word, self._letters):
            for place in places:
                said, before, shared, behind = self._places[place]
                # The constructor of a named tuple takes three times as long, here and below.
                found.append(tuple.__new__(Reading, (spelled, said, before + spelled[shared] + behind, 1.0, place)))
        return found

    def _counted(self, word: str, readings: list[Reading]) -> list[Reading]:
        """Return the readings of a word by their counts in texts; none if there are no counts."""
        if not self._counts.has_keys_with_prefix(f"{word}:"):
            return []
        counts = [self._counts.prob(word, reading.said.written) for reading in readings]
        if not any(counts):
            return []
        counted = [reading._replace(score=count) for reading, count in zip(readings, counts, strict=True)]
        return sorted(counted, key=_SCORE, reverse=True)

    def _weighed(self, word: str) -> list[Reading]:
        """Return the readings of a word with scores that can be compared to those of another."""
        readings = self.listed(word) or self._guessed(word)
        if counted := self._counted(word, readings):
            return counted
        share = 1.0 / sum(reading.score for reading in readings)
        return [reading._replace(score=reading.score * share) for reading in readings]

    def _guessed(self, word: str) -> list[Reading]:
        seen: set[object] = set()
        guesses = self._by_known_prefix(word, seen)
        if not guesses:
            guesses = [*self._by_any_prefix(word, seen), *self._by_ending(word, seen)]
        return guesses or [Reading(word, self._unknown, word, 1.0, ())]

    def _by_known_prefix(self, word: str, seen: set[object]) -> list[Reading]:
        found: list[Reading] = []
        for prefix in sorted(self._prefixes(word), key=len, reverse=True):
            rest = word[len(prefix) :]
            if len(rest) >= _SHORTEST_REST:
                found += _behind(prefix, self._weighed(rest), _KNOWN_PREFIX, seen)
        return found

    def _by_any_prefix(self, word: str, seen: set[object]) -> list[Reading]:
        found: list[Reading] = []
        for prefix, rest in word_splits(word, _SHORTEST_REST):
            if readings := self.listed(rest):
                found += _behind(prefix, readings, _ANY_PREFIX, seen)
        return found

    def _by_ending(self, word: str, seen: set[object]) -> list[Reading]:
        found: list[Reading] = []
        for prefix, endings in self._endings if len(word) >= _SHORTEST else ():
            if word.startswith(prefix):
                found += self._alike(word, endings, seen)
        return sorted(found, key=_SCORE, reverse=True)

    def _alike(self, word: str, endings: PredictionSuffixesDAWG, seen: set[object]) -> list[Reading]:
        """Return how words with the same last letters, as many as possible, are read."""
        counted: list[tuple[str, Said, str, int, tuple[int, int]]] = []
        total = 1
        for length in range(self._longest, 0, -1):
            for ending, places in endings.similar_items(word[-length:], self._letters):
                spelled = word[:-length] + ending
                for count, paradigm, form in places:
                    said, before, shared, behind = self._places[paradigm, form]
                    if not said.productive:
                        continue
                    total += count
                    if (key := (spelled, said.written, paradigm)) not in seen:
                        seen.add(key)
                        lemma = before + spelled[shared] + behind
                        counted.append((spelled, said, lemma, count, (paradigm, form)))
            if total > 1:
                break
        return [
            tuple.__new__(Reading, (spelled, said, lemma, count / total * _ENDING, place))
            for spelled, said, lemma, count, place in counted
        ]


def _behind(prefix: str, readings: Iterable[Reading], worth: float, seen: set[object]) -> Iterator[Reading]:
    """Yield those readings of a word for the word with a prefix before it that were not seen."""
    for word, said, normal_form, score, place in readings:
        key = prefix + word, said.written, *place[:1]
        if said.productive and key not in seen:
            seen.add(key)
            yield Reading(prefix + word, said, prefix + normal_form, score * worth, place)
