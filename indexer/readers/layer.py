"""The text layer of a PDF page: its words in lines, with their boxes on the page image."""

import ctypes
import re
from collections.abc import Iterator
from typing import Any

from indexer.readers.annotations import annotation_lines, marked_lines
from indexer.readers.pagetext import Line, Piece, page_text
from paraq import imaging
from paraq.records.model import Box, PageText

WORD = re.compile(r"[^\s\x00\ufffe\x02]+[\ufffe\x02]?|[\r\n]+")
# Letters of alphabets that no word mixes; pdfium joins runs of two fonts that touch. (Latin in Cyrillic words is a look-alike.)
ALPHABETS_MEET = re.compile(
    r"(?<=[\u0370-\u03ff\u0590-\u08ff])(?=[A-Za-z\u0400-\u04ff])|(?<=[A-Za-z\u0400-\u04ff])(?=[\u0370-\u03ff\u0590-\u08ff])"
)
# Steps of the device grid on which pdfium is asked for the map from page to image; fine enough for a tenth of a pixel.
GRID = 100_000


def text_layer(page: Any) -> PageText:
    """Return what a PDF page's own text says; without words if it has none."""
    textpage = page.get_textpage()
    try:
        page_map = PageMap(page)
        lines = _lines(textpage, page_map)
        lines += annotation_lines(page, page_map.box) + marked_lines(page, page_map.box, lines)
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
        xs = [self._x[0] + self._x[1] * x + self._x[2] * y for x, y in ((left, top), (right, bottom))]
        ys = [self._y[0] + self._y[1] * x + self._y[2] * y for x, y in ((left, top), (right, bottom))]
        first, last = max(0, min(int(min(xs)), self.width - 1)), max(1, min(int(max(xs)) + 1, self.width))
        upper, lower = max(0, min(int(min(ys)), self.height - 1)), max(1, min(int(max(ys)) + 1, self.height))
        return Box(first, upper, max(1, last - first), max(1, lower - upper))


def _lines(textpage: Any, page_map: PageMap) -> list[Line]:
    import pypdfium2.raw as pdfium

    count = pdfium.FPDFText_CountChars(textpage)
    text = textpage.get_text_range(0, count) if count > 0 else ""
    # The text leaves out characters that the page counts; only then is the slower way from one to the other needed.
    straight = len(text) == count
    lines = [Line()]
    for written, start, end in _tokens(text):
        if written[0] in "\r\n":
            lines.append(Line())
            continue
        first, last = start, end - 1
        if not straight:
            first, last = (pdfium.FPDFText_GetCharIndexFromTextIndex(textpage, at) for at in (first, last))
        box = _box(textpage, first, last + 1 - first, page_map)
        if box is not None:
            lines[-1].pieces.append(Piece(written.replace("\ufffe", "-").replace("\x02", "-"), box))
    return lines


def _tokens(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield the words and line ends of a text with their places."""
    for match in WORD.finditer(text):
        start = match.start()
        for part in ALPHABETS_MEET.split(match.group()) if not match.group().isascii() else [match.group()]:
            yield part, start, start + len(part)
            start += len(part)


def _box(textpage: Any, first: int, length: int, page_map: PageMap) -> Box | None:
    import pypdfium2.raw as pdfium

    left, top, right, bottom = ctypes.c_double(), ctypes.c_double(), ctypes.c_double(), ctypes.c_double()
    edges = []
    for index in range(pdfium.FPDFText_CountRects(textpage, first, length)):
        if pdfium.FPDFText_GetRect(textpage, index, left, top, right, bottom):
            edges.append((left.value, top.value, right.value, bottom.value))
    if not edges:
        return None
    return page_map.box(
        min(edge[0] for edge in edges),
        max(edge[1] for edge in edges),
        max(edge[2] for edge in edges),
        min(edge[3] for edge in edges),
    )
