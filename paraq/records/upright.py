"""How the writing of a sheet stands on its scan: many are scanned on their side, some upside down."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final, Literal, Protocol, runtime_checkable

from paraq.records.model import Box, Word

Turn = Literal[0, 90, 180, 270]
"""Degrees against the clock."""
# Words of these letters follow each other to the left, and stand upright nevertheless.
_LEFTWARD: Final = re.compile("[\u0590-\u08ff]")


@runtime_checkable
class Placed(Protocol):
    """Words that know where they stand without each being unpacked."""

    def middles(self) -> Sequence[tuple[float, float]]:
        """Return the middle of each word's box, in pixels from the left and from the top."""


def turn_of(words: Sequence[Word]) -> Turn:
    """Return how a picture must be turned, in degrees against the clock, so that its writing stands upright."""
    across = down = 0
    for (left, top), (next_left, next_top) in pairwise(_middles(words)):
        right, below = next_left - left, next_top - top
        # On a crooked scan every word stands a little higher or lower than the last: the longer way tells.
        if abs(right) >= abs(below):
            across += _sign(right)
        else:
            down += _sign(below)
    # Upright writing goes right at every word and down only at the end of a line.
    if abs(across) >= abs(down):
        return 180 if across < 0 and not _is_leftward(words) else 0
    wide = sum(len(word.text) > 2 and word.box.width > word.box.height for word in words)
    if wide * 2 > len(words):
        return 0
    return 90 if down > 0 else 270


def turned(box: Box, turn: Turn, size: tuple[int, int]) -> Box:
    """Return where a box of a picture of this width and height stands once the picture is turned against the clock."""
    width, height = size
    match turn:
        case 90:
            return Box(box.top, width - box.left - box.width, box.height, box.width)
        case 180:
            return Box(width - box.left - box.width, height - box.top - box.height, box.width, box.height)
        case 270:
            return Box(height - box.top - box.height, box.left, box.height, box.width)
        case _:
            return box


def back(turn: Turn) -> Turn:
    """Return the turn that undoes a turn."""
    undone: dict[Turn, Turn] = {0: 0, 90: 270, 180: 180, 270: 90}
    return undone[turn]


def _middles(words: Sequence[Word]) -> Sequence[tuple[float, float]]:
    if isinstance(words, Placed):
        return words.middles()
    return [(word.box.left + word.box.width / 2, word.box.top + word.box.height / 2) for word in words]


def _is_leftward(words: Sequence[Word]) -> bool:
    return sum(bool(_LEFTWARD.search(word.text)) for word in words) * 2 > len(words)


def _sign(number: float) -> int:
    return (number > 0) - (number < 0)
