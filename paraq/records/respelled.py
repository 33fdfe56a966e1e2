"""A text with stretches written in another way, and where each of its characters stood before."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate


@dataclass(frozen=True, slots=True)
class Respelled:
    """A text with stretches of its source written in another way.

    Attributes:
        text: The text as it reads now.
        starts: Where the pieces of the text begin.
        sources: Which characters of the source each piece is.
    """

    text: str
    starts: tuple[int, ...]
    sources: tuple[tuple[int, int], ...]

    @staticmethod
    def of(source: str, changes: Iterable[tuple[int, int, str]]) -> "Respelled":
        """Return a text with some of its stretches, in order, written as is told."""
        parts: list[tuple[str, int, int]] = []
        done = 0
        for start, end, written in changes:
            parts += [(source[done:start], done, start), (written, start, end)]
            done = end
        parts = [part for part in (*parts, (source[done:], done, len(source))) if part[0]]
        starts = accumulate((len(part) for part, _, _ in parts[:-1]), initial=0)
        return Respelled("".join(part for part, _, _ in parts), tuple(starts), tuple((start, end) for _, start, end in parts))

    def source(self, start: int, end: int) -> tuple[int, int]:
        """Return the characters of the source for those of the text, of which there is at least one."""
        return self._place(start, 0), self._place(end - 1, 1)

    def _place(self, at: int, end: int) -> int:
        piece = bisect_right(self.starts, at) - 1
        first, last = self.sources[piece]
        length = (self.starts[piece + 1] if piece + 1 < len(self.starts) else len(self.text)) - self.starts[piece]
        # What is written in another way is one piece of another length; all others are as they were.
        if length != last - first:
            return last if end else first
        return first + at - self.starts[piece] + end
