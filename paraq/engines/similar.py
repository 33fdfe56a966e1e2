"""Terms that are nearly a given one, for suggestions such as "did you mean"."""

import heapq
from collections.abc import Iterator, Mapping
from typing import Final

from rapidfuzz.distance import OSA

from paraq.engines.document import BLANK

# The letters of Kazakh, Russian and English, and the digits.
LETTERS: Final = "абвгдеёжзийклмнопрстуфхцчшщъыьэюяәғқңөұүһіabcdefghijklmnopqrstuvwxyz0123456789"
# Two edits may change the beginning; so many letters are taken to be right, in their order or with one of them wrong.
BEGINNING: Final = 2


def edited(word: str) -> Iterator[str]:
    """Return every string one edit away: a letter left out, put in, changed, or two neighbours exchanged."""
    for at in range(len(word) + 1):
        before, after = word[:at], word[at:]
        yield from (before + letter + after for letter in LETTERS)
        if after:
            yield before + after[1:]
            yield from (before + letter + after[1:] for letter in LETTERS)
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]


def beginnings(word: str) -> tuple[str, ...]:
    """Return how terms two edits away may begin: like the word, like it without its first letter, or with two exchanged."""
    start = word[:BEGINNING]
    return tuple(dict.fromkeys(part for part in (start, start[::-1], word[1 : 1 + BEGINNING]) if part))


def nearest(word: str, counted: Mapping[str, int], distance: int, limit: int) -> list[tuple[str, int]]:
    """Return the best of some terms with their counts: nearest first, then most frequent, then in order of their letters."""
    found = []
    for term, pages in counted.items():
        edits = OSA.distance(word, term, score_cutoff=distance)
        if 0 < edits <= distance and term != BLANK:
            found.append((edits, -pages, term))
    return [(term, -pages) for _, pages, term in heapq.nsmallest(limit, found)]
