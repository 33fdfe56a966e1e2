"""The piece of a page's text that shows best why it was found."""

from typing import Final

from paraq.services.answers import Mark

# Three lines of a list of hits.
LENGTH: Final = 240


def snippet(text: str, marks: tuple[Mark, ...], length: int = LENGTH) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Return a piece of the text around its best cluster of marks, and the marks' (start, end) in it.

    The best cluster has the most different searched words, then the most marks, then comes first. The piece begins and ends
    between words and is one line.
    """
    first, _ = _cluster(marks, length)
    start = max(0, marks[first].start - length // 4) if marks else 0
    if start:
        blank = _blank(text, start)
        start = blank + 1 if blank - start < length // 4 else start
    end = min(len(text), start + length)
    if end < len(text):
        end = max(text.rfind(" ", start, end), text.rfind("\n", start, end), start + length // 2)
    piece = text[start:end].replace("\n", " ")
    places = ((max(mark.start, start) - start, min(mark.end, end) - start) for mark in marks)
    return piece, tuple((first, last) for first, last in places if first < last)


def _blank(text: str, start: int) -> int:
    found = [place for place in (text.find(" ", start), text.find("\n", start)) if place >= 0]
    return min(found, default=len(text))


def best_first(marks: tuple[Mark, ...], length: int = LENGTH) -> tuple[Mark, ...]:
    """Return marks with those of the best cluster, which :func:`snippet` shows, before all others."""
    first, last = _cluster(marks, length)
    return (*marks[first:last], *marks[:first], *marks[last:])


def _cluster(marks: tuple[Mark, ...], length: int) -> tuple[int, int]:
    """Return where the best cluster of marks begins and ends among them."""
    best = (0, 0)
    found = (0, 0)
    last = 0
    for first, mark in enumerate(marks):
        while last < len(marks) and marks[last].end <= mark.start + length * 3 // 4:
            last += 1
        inside = marks[first : max(last, first + 1)]
        worth = (len({other.term for other in inside}), len(inside))
        if worth > best:
            best, found = worth, (first, first + len(inside))
    return found
