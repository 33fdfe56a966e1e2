"""Two readings of one page, text layer and OCR, into one page text."""

from collections.abc import Sequence
from dataclasses import replace

from indexer.readers.pagetext import Line, Piece, page_text
from paraq.records.model import Box, PageText, Word

# Cells in which words are looked up by place: about a line high and a word wide at 300 dpi.
CELL = 100
# Two boxes show the same word if they share half of the smaller one.
SAME_PLACE = 0.5
# Words that OCR found beside a good text layer count only if it was sure of them: pictures are full of what looks like letters.
SURE = 70.0


class _Places:
    """Words by their place on the page."""

    def __init__(self, words: Sequence[Word]) -> None:
        self._cells: dict[tuple[int, int], list[Word]] = {}
        for word in words:
            for cell in _cells(word.box):
                self._cells.setdefault(cell, []).append(word)

    def at(self, box: Box) -> list[Word]:
        found = {
            id(word): word for cell in _cells(box) for word in self._cells.get(cell, ()) if _shared(box, word.box) >= SAME_PLACE
        }
        return list(found.values())


def _cells(box: Box) -> list[tuple[int, int]]:
    across = range(box.left // CELL, (box.left + box.width) // CELL + 1)
    down = range(box.top // CELL, (box.top + box.height) // CELL + 1)
    return [(x, y) for x in across for y in down]


def _shared(one: Box, other: Box) -> float:
    """Return the area that two boxes share, of the smaller one's."""
    wide = min(one.left + one.width, other.left + other.width) - max(one.left, other.left)
    high = min(one.top + one.height, other.top + other.height) - max(one.top, other.top)
    smaller = min(one.width * one.height, other.width * other.height)
    return max(0, wide) * max(0, high) / smaller if wide > 0 and high > 0 and smaller else 0.0


def with_alternatives(page: PageText, other: PageText) -> PageText:
    """Return a page whose words have the other reading of the same place as an alternative where it differs."""
    places = _Places(other.words)
    words = []
    for word in page.words:
        readings = {found.text for found in places.at(word.box)} - {word.text, *word.alternatives}
        words.append(replace(word, alternatives=(*word.alternatives, *sorted(readings))) if readings else word)
    return replace(page, words=tuple(words))


def added(page: PageText, other: PageText) -> PageText:
    """Return a page with the sure words of the other reading that stand where it has none, as further lines."""
    places = _Places(page.words)
    new = [word for word in other.words if word.confidence >= SURE and not places.at(word.box)]
    if sum(len(word.text) >= 3 for word in new) < 2:
        return page
    lines = [*_lines(page, page.words), *_lines(other, tuple(new))]
    merged = page_text(lines, page.source, (page.width, page.height), region=page.region, note=page.note)
    return merged


def followed(page: PageText, further: Sequence[Line]) -> PageText:
    """Return a page with further lines after its own."""
    size, source = (page.width, page.height), page.source if page.words else "text"
    lines = [*_lines(page, page.words), *further]
    return page_text(lines, source, size, region=page.region, note=page.note if page.words else "")


def _lines(page: PageText, words: Sequence[Word]) -> list[Line]:
    lines: list[Line] = []
    before = 0
    for word in words:
        gap = page.text[before : word.start]
        if not lines or "\n" in gap:
            lines.append(Line([], new_block=not lines or gap.count("\n") > 1))
        lines[-1].pieces.append(Piece(word.text, word.box, word.confidence, word.alternatives))
        before = word.end
    return lines
