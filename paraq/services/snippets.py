"""The piece of a page's text that shows best why it was found."""

from collections import Counter
from typing import Final

from paraq.services.answers import Mark

# Three lines of a list of hits.
LENGTH: Final = 240


def snippet(text: str, marks: tuple[Mark, ...], first: int, length: int = LENGTH) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Return a piece of the text around the cluster of marks that begins with this one, and the marks' (start, end) in it.

    The piece begins and ends between words and is one line.
    """
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


def best_cluster(marks: tuple[Mark, ...], length: int = LENGTH) -> tuple[int, int]:
    """Return where the cluster of marks that shows most begins and ends among them.

    It has the most different searched words, then the most marks, then comes first.
    """
    best = found = (0, 0)
    last = 0
    inside: Counter[str] = Counter()
    for first, mark in enumerate(marks):
        # A mark that is longer than a piece stands for itself.
        while last < len(marks) and (last == first or marks[last].end <= mark.start + length * 3 // 4):
            inside[marks[last].term] += 1
            last += 1
        worth = (len(inside), last - first)
        if worth > best:
            best, found = worth, (first, last)
        inside[mark.term] -= 1
        if not inside[mark.term]:
            del inside[mark.term]
    return found
