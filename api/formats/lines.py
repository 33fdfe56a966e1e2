"""A page's words by line and block, in pixels of the sheet, as the formats of OCR want them."""

from dataclasses import dataclass
from itertools import groupby

from api.sheets import on_sheet, own_region
from paraq.records.model import Box, PageRecord, Word, around


@dataclass(frozen=True, slots=True)
class Line:
    """Words of one line with the box around them; boxes of words and line are in pixels of the sheet."""

    words: tuple[Word, ...]
    boxes: tuple[Box, ...]
    box: Box

    @property
    def text(self) -> str:
        """The words as they are written, with a blank between."""
        return " ".join(word.text for word in self.words)


@dataclass(frozen=True, slots=True)
class Block:
    """Lines with no empty line between, and the box around them."""

    lines: tuple[Line, ...]
    box: Box


def blocks(page: PageRecord) -> list[Block]:
    """Return the blocks of a page in reading order; a page without words has none."""
    text, region = page.text.text, own_region(page.text)
    found: list[list[Line]] = []
    before = -2
    for number, words in groupby(page.text.words, key=lambda word: text.count("\n", 0, word.start)):
        line = _line(tuple(words), region)
        if number - before > 1:
            found.append([])
        found[-1].append(line)
        before = number
    return [Block(tuple(lines), around([line.box for line in lines])) for lines in found]


def _line(words: tuple[Word, ...], region: Box) -> Line:
    boxes = tuple(on_sheet(word.box, region) for word in words)
    return Line(words, boxes, around(boxes))
