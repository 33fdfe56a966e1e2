"""Long tables on their way out: lines are gathered, as to hand a piece from a thread to the connection costs more than a line."""

from collections.abc import Iterable, Iterator
from typing import Final

# Some 80 rows of a list of pages, so that the answer begins with what was found first.
PIECE: Final = 32 * 1024


def in_pieces(lines: Iterable[str] | Iterable[bytes]) -> Iterator[bytes]:
    """Yield the bytes of all lines in pieces of at least :data:`PIECE`, but for the last."""
    waiting = bytearray()
    for line in lines:
        waiting += line.encode() if isinstance(line, str) else line
        if len(waiting) >= PIECE:
            yield bytes(waiting)
            waiting.clear()
    if waiting:
        yield bytes(waiting)
