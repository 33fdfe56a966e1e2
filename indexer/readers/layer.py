"""The text layer of a PDF page: its words in lines, with their boxes on the page image."""

import ctypes
import re
from collections.abc import Iterator
from typing import Any

from indexer.readers.annotations import annotation_lines, marked_lines
from indexer.readers.encoding import repair
from indexer.readers.pagetext import Line, Piece, page_text
from indexer.readers.tables import TableFinder
from paraq import imaging
from paraq.records.model import Box, PageText

WORD = re.compile(r"[^\s\x00\ufffe\x02]+[\ufffe\x02]?|[\r\n]+")
# Letters of alphabets that no word mixes; pdfium joins runs of two fonts that touch. (Latin in Cyrillic words is a look-alike.)
ALPHABETS_MEET = re.compile(
    r"(?<=[\u0370-\u03ff\u0590-\u08ff])(?=[A-Za-z\u0400-\u04ff])|(?<=[A-Za-z\u0400-\u04ff])(?=[\u0370-\u03ff\u0590-\u08ff])"
)
# Steps of the device grid on which pdfium is asked for the map from page to image; fine enough for a tenth of a pixel.
GRID = 100_000


def text_layer(page: Any, number: int, tables: TableFinder) -> PageText:
    """Return what a PDF page's own text says, ruled tables row by row; without words if it has none."""
    textpage = page.get_textpage()
    try:
        page_map = PageMap(page)
        lines = _lines(textpage, page_map)
        lines += annotation_lines(page, page_map.box) + marked_lines(page, page_map.box, lines)
        lines = tables.rows(page, number, lines, page_map.box)
        return page_text(lines, "text", (page_map.width, page_map.height))
    finally:
        textpage.close()


class PageMap:
    """Maps rectangles of a PDF page, in points, to boxes on its image, in pixels, whatever its rotation and crop."""

    def __init__(self, page: Any) -> None:
        self.width, self.height = imaging.pdf_page_size(page)
        origin, right, up = (self._probe(page, x, y) for x, y in ((0, 0), (1000, 0), (0, 1000)))
        self._x = (origin[0], (right[0] - origin[0]) / 1000, (up[0] - origin[0]) / 1000)
        self._y = (origin[1], (right[1] - origin[1]) / 1000, (up[1] - origin[1]) / 1000)

    def _probe(self, page: Any, x: float, y: float) -> tuple[float, float]:
        import pypdfium2.raw as pdfium

        across, down = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDF_PageToDevice(page, 0, 0, GRID, GRID, 0, x, y, across, down)
        return across.value * self.width / GRID, down.value * self.height / GRID

    def box(self, left: float, top: float, right: float, bottom: float) -> Box:
        """Return the box of a rectangle; on the page where it sticks out."""
        (start_x, across_x, up_x), (start_y, across_y, up_y) = self._x, self._y
        one, other = start_x + across_x * left + up_x * top, start_x + across_x * right + up_x * bottom
        first, last = (int(one), int(other) + 1) if one < other else (int(other), int(one) + 1)
        one, other = start_y + across_y * left + up_y * top, start_y + across_y * right + up_y * bottom
        upper, lower = (int(one), int(other) + 1) if one < other else (int(other), int(one) + 1)
        first, last = max(0, min(first, self.width - 1)), min(last, self.width)
        upper, lower = max(0, min(upper, self.height - 1)), min(lower, self.height)
        return Box(first, upper, max(1, last - first), max(1, lower - upper))


def _lines(textpage: Any, page_map: PageMap) -> list[Line]:
    import pypdfium2.raw as pdfium

    count = pdfium.FPDFText_CountChars(textpage)
    # Letter for letter, so every place stays what it was.
    text = repair(textpage.get_text_range(0, count)) if count > 0 else ""
    # The text leaves out characters that the page counts; only then is the slower way from one to the other needed.
    straight = len(text) == count
    rectangles = _Rectangles(textpage)
    lines = [Line()]
    for written, start, end in _tokens(text):
        if written[0] in "\r\n":
            lines.append(Line())
            continue
        first, last = start, end - 1
        if not straight:
            first, last = (pdfium.FPDFText_GetCharIndexFromTextIndex(textpage, at) for at in (first, last))
        bounds = rectangles.around(first, last + 1 - first)
        if bounds is not None:
            lines[-1].pieces.append(Piece(written.replace("\ufffe", "-").replace("\x02", "-"), page_map.box(*bounds)))
    return lines


def _tokens(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield the words and line ends of a text with their places."""
    for match in WORD.finditer(text):
        start = match.start()
        for part in ALPHABETS_MEET.split(match.group()) if not match.group().isascii() else [match.group()]:
            yield part, start, start + len(part)
            start += len(part)


class _Rectangles:
    """Asks pdfium for the rectangle around characters; its four numbers are made once a page, not once a word."""

    def __init__(self, textpage: Any) -> None:
        import pypdfium2.raw as pdfium

        self._textpage = textpage
        self._count, self._rectangle = pdfium.FPDFText_CountRects, pdfium.FPDFText_GetRect
        self._edges = [ctypes.c_double() for _ in range(4)]

    def around(self, first: int, length: int) -> tuple[float, float, float, float] | None:
        """Return left, top, right and bottom in points; None for characters without a place."""
        found: tuple[float, float, float, float] | None = None
        for index in range(self._count(self._textpage, first, length)):
            if self._rectangle(self._textpage, index, *self._edges):
                left, top, right, bottom = (edge.value for edge in self._edges)
                if found is None:
                    found = (left, top, right, bottom)
                else:
                    found = (min(found[0], left), max(found[1], top), max(found[2], right), min(found[3], bottom))
        return found
