"""Kazakh fonts from before Unicode: their names say what they are, and what their signs mean is learnt from the words.

Such fonts ("Times New Roman KZ", "KZ Arial" ...) draw Kazakh letters for signs of other meaning, each maker for others. So the
map of a font is made from what is written in it: a sign is the letter that makes words of the Kazakh list, and the map is taken
only if many of the words that it touches are then known.
"""

import re
from collections import Counter, defaultdict
from itertools import product

# KZ, Kaz, Kazakh, Qaz as a part of a font's name: "TimesNewRomanKZ", "KZTimes", "Arial Kazakh", "ABCDEF+KZ_Arial".
NAME = re.compile(r"(?:^|[^A-Z])KZ|K[Zz](?:[^a-z]|$)|[Kk]azakh|KAZ|Kaz(?![a-z])|[Qq]azaq|Казах|Қазақ")
RUSSIAN, LETTERS = "абвгдежзийклмнопрстуфхцчшщъыьэюяё", "әғқңөұүһі"
# What may stand at the ends of a word and in it, and means itself in every font.
EDGES = "0123456789.,:;!?()«»„“”\"'’-–—№%/…\xad\ufffe\x02"
PLAIN = frozenset(RUSSIAN + LETTERS + EDGES)
WORD = re.compile(r"\S+")
# What is learnt from so many words does not change any more.
MOST_WORDS = 2000
# With three unknown signs a word fits too many others.
MOST_UNKNOWN = 2
# A sign means what most words say, if at least so many do; words that fit several letters count for each in part.
VOTES, MAJORITY = 0.5, 0.5
# Names are in no list; of running Kazakh text seven words of ten are, of wrong readings one of a hundred.
KNOWN = 0.4
# What fewer words say may be chance.
WORDS_NEEDED = 3


def is_kazakh_font(name: str) -> bool:
    """Tell whether a font's name says that it draws Kazakh letters for other signs."""
    return NAME.search(name.rpartition("+")[2]) is not None


def strange(word: str) -> set[str]:
    """Return the signs in a Cyrillic word that no alphabet of ours has; none if it is no Cyrillic word."""
    bare = word.strip(EDGES)
    return {sign for sign in bare if sign.lower() not in PLAIN} if any(sign in RUSSIAN for sign in bare.lower()) else set()


def learnt(text: str) -> dict[str, str]:
    """Return which letter each strange sign of a text, written in one font, stands for; empty if no reading makes words of it."""
    words = {word.strip(EDGES): strange(word) for word in WORD.findall(text)[:MOST_WORDS]}
    words = {word: signs for word, signs in words.items() if signs}
    meaning: dict[str, str] = {}
    while new := _decided(words, meaning):
        meaning |= new
    touched = [word for word, signs in words.items() if signs <= meaning.keys()]
    if len(touched) < WORDS_NEEDED or sum(_is_known(word, meaning) for word in touched) < KNOWN * len(touched):
        return {}
    return {sign: _cased(sign, meaning, words) for sign in meaning}


def _decided(words: dict[str, set[str]], meaning: dict[str, str]) -> dict[str, str]:
    """Return the signs about which the words agree, given the meaning of others."""
    votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for word, signs in words.items():
        unknown = sorted(signs - meaning.keys())
        if not 0 < len(unknown) <= MOST_UNKNOWN:
            continue
        readings = [letters for letters in product(LETTERS, repeat=len(unknown)) if _fits(word, unknown, letters, meaning)]
        for letters in readings:
            for sign, letter in zip(unknown, letters, strict=True):
                votes[sign][letter] += 1 / len(readings)  # type: ignore[assignment]  # a Counter of parts
    best = {sign: counted.most_common(1)[0] for sign, counted in votes.items()}
    return {sign: letter for sign, (letter, count) in best.items() if count >= max(VOTES, MAJORITY * votes[sign].total())}


def _fits(word: str, unknown: list[str], letters: tuple[str, ...], meaning: dict[str, str]) -> bool:
    return _is_known(word, meaning | dict(zip(unknown, letters, strict=True)))


def _is_known(word: str, meaning: dict[str, str]) -> bool:
    from paraq.text import kazakh

    return kazakh.knows("".join(meaning.get(sign, sign) for sign in word).lower())


def _cased(sign: str, meaning: dict[str, str], words: dict[str, set[str]]) -> str:
    """Return a sign's letter as a capital if it stands among capitals, or if another sign, found more often, is the small one."""
    inside = {one: [word for word, signs in words.items() if one in signs] for one in meaning if meaning[one] == meaning[sign]}
    among_capitals = sum(2 * sum(map(str.isupper, word)) >= len(word) - 1 for word in inside[sign])
    rarer = any(len(inside[sign]) < len(others) for others in inside.values())
    return meaning[sign].upper() if rarer or 2 * among_capitals > len(inside[sign]) else meaning[sign]
