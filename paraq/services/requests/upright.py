"""Pictures of sheets that were scanned on their side, turned so that their writing stands upright."""

from collections.abc import Sequence
from io import BytesIO
from typing import Final

from PIL import Image

from paraq.records.model import Word
from paraq.records.upright import turn_of

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
