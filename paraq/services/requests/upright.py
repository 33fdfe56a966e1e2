"""Pictures of sheets that were scanned on their side, turned so that their writing stands upright."""

from collections.abc import Sequence
from io import BytesIO
from itertools import pairwise
from typing import Final, Literal

from PIL import Image

from paraq.records.model import Word

Turn = Literal[0, 90, 180, 270]
# It is coded a second time, so it loses less than the first time.
TURNED_QUALITY: Final = 90


def upright(picture: bytes, words: Sequence[Word]) -> bytes:
    """Return a picture with its writing upright: sheets are often scanned on their side."""
    turn = turn_of(words)
    if not turn:
        return picture
    out = BytesIO()
    with Image.open(BytesIO(picture)) as drawn:
        drawn.rotate(turn, expand=True).save(out, "JPEG", quality=TURNED_QUALITY)
    return out.getvalue()


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
        return 180 if across < 0 else 0
    wide = sum(len(word.text) > 2 and word.box.width > word.box.height for word in words)
    if wide * 2 > len(words):
        return 0
    return 90 if down > 0 else 270


def _sign(number: float) -> int:
    return (number > 0) - (number < 0)
