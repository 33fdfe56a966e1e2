"""How the writing of a sheet stands on its scan: many are scanned on their side, some upside down."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final, Literal

from paraq.records.model import Box, Word

Turn = Literal[0, 90, 180, 270]
"""Degrees against the clock."""
# Words of these letters follow each other to the left, and stand upright nevertheless.
_LEFTWARD: Final = re.compile("[\u0590-\u08ff]")


def turn_of(words: Sequence[Word]) -> Turn:
    """Return how a picture must be turned, in degrees against the clock, so that its writing stands upright."""
    across = down = 0
    for before, after in pairwise(words):
        right = after.box.left + after.box.width / 2 - before.box.left - before.box.width / 2
        below = after.box.top + after.box.height / 2 - before.box.top - before.box.height / 2
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


def _is_leftward(words: Sequence[Word]) -> bool:
    return sum(bool(_LEFTWARD.search(word.text)) for word in words) * 2 > len(words)


def _sign(number: float) -> int:
    return (number > 0) - (number < 0)
