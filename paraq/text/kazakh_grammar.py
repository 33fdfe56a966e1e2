"""Kazakh inflection read backwards: which stems and endings can a written word have?

All chains of suffixes are written out beforehand into endings, so that reading a word is a look-up of each of its tails. A word
is read as a stem with the endings of nouns, or as a verb's stem with those of verbs, participles taking the endings of nouns
again; voices (passive, reflexive, cooperative) are taken off the stems of verbs.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from paraq.text.kazakh_suffixes import (
    BACK,
    CLASS_OF,
    FINALS,
    FRONT,
    HARMONY,
    NOUNS,
    PARTICIPLE,
    SHAPES,
    SHORT_NOUNS,
    SHORT_VERBS,
    VERBS,
    VOICED_BACK_FRONT,
    VOICELESS_BACK_FRONT,
    VOICES,
    VOWELS,
    Suffixes,
)

Chain = tuple[str, ...]
# A stem has a vowel and two letters (ал, же, ту): one letter alone is what is left of a wrong cut.
SHORTEST = 2
PATRONYMIC = re.compile("...(ұл|қыз)$")
"""What a patronymic looks like before its last letter."""
_HARDENED = {"б": "п", "г": "к", "ғ": "қ"}
_BEFORE_DROPPED = frozenset("рлнйзмуптсш")
_DROPPED_BEFORE = frozenset("қкпрлнзсм")


class Reading(NamedTuple):
    """One way to read a word.

    Attributes:
        stem: The stem in its dictionary shape: final consonant and dropped vowel put back.
        kind: ``N`` for a stem with the endings of nouns, ``V`` for a verb's stem, ``W`` for the word as it stands.
        chain: Names of its suffixes from the stem outwards.
        ending: The letters of the word after the stem as written.
    """

    stem: str
    kind: str
    chain: Chain
    ending: str


class _Ending(NamedTuple):
    chain: Chain
    state: str
    fits: frozenset[tuple[str, int]]


Endings = dict[str, tuple[_Ending, ...]]


def _realise(template: str, before: str, harmony: int) -> str:
    """Write a template after a letter of class ``before`` in a back (0) or front (1) word."""
    vowel, written, inside = before == "V", "", ""
    for symbol in template:
        if symbol in "([":
            inside = symbol
        elif symbol in ")]":
            inside = ""
        elif not inside or vowel == (inside == "["):
            written += _letter(symbol, CLASS_OF[written[-1]] if written else before, harmony)
    return written


def _letter(symbol: str, before: str, harmony: int) -> str:
    if symbol in HARMONY:
        return HARMONY[symbol][harmony]
    if symbol == "G":
        return (VOICELESS_BACK_FRONT if before == "T" else VOICED_BACK_FRONT)[harmony]
    return SHAPES[symbol][before] if symbol in SHAPES else symbol


def _written_out(suffixes: Suffixes, start: str) -> Endings:
    """Return every chain of suffixes as written, with the stems that it fits: (class of the last letter, harmony)."""
    fits: dict[tuple[str, Chain, str], set[tuple[str, int]]] = defaultdict(set)

    def extend(state: str, ending: str, chain: Chain, before: str, origin: tuple[str, int]) -> None:
        for suffix in suffixes.get(state, ()):
            written = _realise(suffix.template, before, origin[1])
            if written:
                longer = (*chain, suffix.name)
                fits[ending + written, longer, suffix.to].add(origin)
                extend(suffix.to, ending + written, longer, CLASS_OF[written[-1]], origin)

    for final in FINALS:
        for harmony in (0, 1):
            extend(start, "", (), final, (final, harmony))
    table: dict[str, list[_Ending]] = defaultdict(list)
    for (ending, chain, state), origins in fits.items():
        table[ending].append(_Ending(chain, state, frozenset(origins)))
    return {ending: tuple(found) for ending, found in table.items()}


@lru_cache(maxsize=1)
def _tables() -> tuple[Endings, Endings, Endings]:
    return _written_out(NOUNS, "noun"), _written_out(VERBS, "verb"), _written_out(VOICES, "active")


def endings() -> set[str]:
    """Return every ending of nouns and verbs, as written."""
    nouns, verbs, _ = _tables()
    return set(nouns) | set(verbs)


def _harmonies(stem: str) -> tuple[int, ...]:
    """Return the harmonies that a stem can ask for; и, a soft sign and -ов leave it open (архиві, октябрьде, Әбдіковтің)."""
    if "ь" in stem[-2:] or stem.endswith(("ов", "ев", "ёв")):
        return (0, 1)
    for letter in reversed(stem):
        if letter in BACK:
            return (0,)
        if letter in FRONT:
            return (1,)
        if letter == "и":
            return (0, 1)
    return (0, 1)


def _cuts(word: str, table: Endings) -> Iterator[tuple[str, str, _Ending]]:
    """Yield (stem as written, tail, ending) for each tail of a word that fits what is before it."""
    for cut in range(len(word) - 1, SHORTEST - 1, -1):
        found = table.get(word[cut:])
        if found is None:
            continue
        stem = word[:cut]
        final = CLASS_OF.get(stem[-1])
        if final is None or VOWELS.isdisjoint(stem):
            continue
        wanted = [(final, harmony) for harmony in _harmonies(stem)]
        for ending in found:
            if any(pair in ending.fits for pair in wanted):
                yield stem, word[cut:], ending


def _noun_stems(stem: str, tail: str) -> list[str]:
    """Return the dictionary shapes of a noun's stem: кітаб-ы кітап, халқ-ы халық, клуб-ы клуб."""
    if tail[0] not in "ыі":
        return [stem]
    shapes = [stem]
    if stem[-1] in _HARDENED:
        shapes.append(stem[:-1] + _HARDENED[stem[-1]])
    # Only stems of two syllables drop their second vowel (орын, халық, көңіл), so one is left.
    if stem[-1] in _DROPPED_BEFORE and stem[-2] in _BEFORE_DROPPED and sum(letter in VOWELS for letter in stem) == 1:
        shapes.append(stem[:-1] + tail[0] + stem[-1])
    return shapes


def _verb_stems(stem: str, tail: str) -> list[str]:
    """Return the dictionary shapes of a verb's stem: шығ-ып шық, жау-ып жап, оқ-у оқы."""
    if tail[0] not in VOWELS:
        return [stem]
    shapes = [stem[:-1] + _HARDENED.get(stem[-1], stem[-1])]
    if stem[-1] == "у" and tail[0] in "ыі":
        shapes.append(stem[:-1] + "п")
    if tail == "у" and stem[-1] not in VOWELS:
        shapes.extend(stem + "ыі"[harmony] for harmony in _harmonies(stem))
    return shapes


def _spellings(word: str) -> list[str]:
    """Return a word with я, ю and и also written as the two sounds that a border of suffixes may part."""
    spellings = [word]
    if "я" in word[1:] or "ю" in word[1:]:
        spellings.append(word.replace("я", "йа").replace("ю", "йу"))
    if "и" in word[1:]:
        spellings.extend(word[0] + word[1:].replace("и", sounds) for sounds in ("ый", "ій"))
    return spellings


def _respelled(stem: str) -> str:
    return stem.replace("йа", "я").replace("йу", "ю").replace("ый", "и").replace("ій", "и")


def read(word: str) -> list[Reading]:
    """Return the readings of a lower-case word, the word as it stands first; each stem and kind once, by its shortest chain."""
    found: dict[tuple[str, str], Reading] = {(word, "W"): Reading(word, "W", (), "")}
    for spelling in _spellings(word):
        for reading in _readings(spelling):
            stem = reading.stem if spelling is word else _respelled(reading.stem)
            if len(stem) <= SHORTEST and stem not in (SHORT_VERBS if reading.kind == "V" else SHORT_NOUNS):
                continue
            known = found.get((stem, reading.kind))
            if known is None or len(reading.chain) < len(known.chain):
                found[stem, reading.kind] = reading._replace(stem=stem)
    return list(found.values())


def _readings(word: str) -> Iterator[Reading]:
    nouns, verbs, _ = _tables()
    for stem, tail, ending in _cuts(word, verbs):
        yield from _verbs(stem, tail, ending.chain, tail)
    for stem, tail, ending in _cuts(word, nouns):
        # A patronymic is a possessive by its form and declines as one: Момышұлына is of Момышұлы.
        if ending.chain[0] == "p3" and len(ending.chain) > 1 and PATRONYMIC.search(stem):
            yield Reading(stem + tail[0], "N", ending.chain[1:], tail[1:])
        for shape in _noun_stems(stem, tail):
            yield Reading(shape, "N", ending.chain, tail)
        for inner, inner_tail, participle in _cuts(stem, verbs):
            if participle.state == PARTICIPLE:
                yield from _verbs(inner, inner_tail, participle.chain + ending.chain, inner_tail + tail)


def _verbs(stem: str, tail: str, chain: Chain, ending: str) -> Iterator[Reading]:
    voices = _tables()[2]
    for shape in _verb_stems(stem, tail):
        yield Reading(shape, "V", chain, ending)
        for inner, voice_tail, voice in _cuts(shape, voices):
            for inner_shape in _verb_stems(inner, voice_tail):
                yield Reading(inner_shape, "V", voice.chain + chain, voice_tail + ending)
                for innermost, second_tail, second in _cuts(inner_shape, voices):
                    for innermost_shape in _verb_stems(innermost, second_tail):
                        yield Reading(innermost_shape, "V", second.chain + voice.chain + chain, second_tail + voice_tail + ending)
