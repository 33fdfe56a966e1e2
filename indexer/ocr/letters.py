"""Letters that Tesseract takes for others, told by the dictionary: «помошью» is no word, «помощью» is; «0блыс» begins with О.

What was read stays an alternative, and is found in its place.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

from indexer.readers.pagetext import Line, Piece
from paraq.text.russian_readings import Readings

# A fifth of the errors on clean Russian pages, by bare Tesseract too.
_WORD: Final = re.compile("[а-яё]*ш[а-яё]*", re.IGNORECASE)
_ZERO: Final = re.compile("(?<![^\\W_])0(?=[а-яёәғқңөұүһі]{3})")


def with_letters(lines: Sequence[Line]) -> list[Line]:
    """Return the lines of a page with ш read for щ, and nought for О, put right where that alone makes a word.

    Where it may be a name, what the dictionary has is an alternative.
    """
    return [replace(line, pieces=[_mended(piece) for piece in line.pieces]) for line in lines]


def _mended(piece: Piece) -> Piece:
    text = _ZERO.sub("О", piece.text)
    other = _WORD.sub(lambda found: _with_tail(found.group()), text)
    if other != text and any(map(str.isupper, text)):
        # A name may be spelled so: Шербаков stays, and is found as Щербаков too.
        return replace(piece, alternatives=(*piece.alternatives, other))
    return piece if other == piece.text else replace(piece, text=other, alternatives=(*piece.alternatives, piece.text))


# Running text repeats its words.
@lru_cache(maxsize=10_000)
def _with_tail(word: str) -> str:
    """Return a word with щ for one ш if the dictionary has it so, and not as it is."""
    if _dictionary().knows(word.lower()):
        return word
    known = [other for other in _others(word) if _dictionary().knows(other.lower())]
    return known[0] if len(known) == 1 else word


def _others(word: str) -> Iterator[str]:
    for at, letter in enumerate(word):
        if letter in "шШ":
            yield word[:at] + ("щ" if letter == "ш" else "Щ") + word[at + 1 :]


@lru_cache(maxsize=1)
def _dictionary() -> Readings:
    return Readings()
