"""The text layer of a PDF page: its words in lines, with their boxes on the page image."""

import ctypes
import re
from collections.abc import Iterator
from typing import Any

from indexer.readers.annotations import annotation_lines, marked_lines
from indexer.readers.encoding import repair
from indexer.readers.pagemap import PageMap
from indexer.readers.pagetext import Line, Piece, page_text
from indexer.readers.rules import ruled_tables
from indexer.readers.tables import in_rows
from paraq.records.model import PageText

WORD = re.compile(r"[^\s\x00\ufffe\x02]+[\ufffe\x02]?|[\r\n]+")
# What pdfium gives for a hyphen at a line's end.
LINE_END_HYPHENS = "\ufffe\x02"
# Letters of alphabets that no word mixes; pdfium joins runs of two fonts that touch. (Latin in Cyrillic words is a look-alike.)
ALPHABETS_MEET = re.compile(
    r"(?<=[\u0370-\u03ff\u0590-\u08ff])(?=[A-Za-z\u0400-\u04ff])|(?<=[A-Za-z\u0400-\u04ff])(?=[\u0370-\u03ff\u0590-\u08ff])"
)


def text_layer(page: Any) -> PageText:
    """Return what a PDF page's own text says, ruled tables row by row; without words if it has none."""
    textpage = page.get_textpage()
    try:
        page_map = PageMap(page)
        lines = _lines(textpage, page_map)
        lines += annotation_lines(page, page_map.box) + marked_lines(page, page_map.box, lines)
        lines = in_rows(lines, ruled_tables(page, page_map)) if any(line.pieces for line in lines) else lines
        return page_text(lines, "text", (page_map.width, page_map.height))
    finally:
        textpage.close()


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
            hyphenated = written[-1] in LINE_END_HYPHENS
            lines[-1].pieces.append(Piece(written[:-1] + "-" if hyphenated else written, page_map.box(*bounds)))
            if hyphenated:
                # pdfium leaves out the line end after it; words are put together again where they are analysed.
                lines.append(Line())
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
