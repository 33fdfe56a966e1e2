"""The text layer of a PDF page: its words in lines, with their boxes on the page image."""

import ctypes
import re
from collections.abc import Iterator
from typing import Any

from indexer.readers import kazakh_fonts
from indexer.readers.annotations import annotation_lines, marked_lines
from indexer.readers.encoding import repair
from indexer.readers.pagemap import PageMap
from indexer.readers.pagetext import Line, Piece, page_text
from indexer.readers.rules import ruled_tables
from indexer.readers.sideways import in_reading_order
from indexer.readers.tables import in_rows
from paraq.records.model import PageText

USUAL = re.escape(
    kazakh_fonts.RUSSIAN + kazakh_fonts.RUSSIAN.upper() + kazakh_fonts.LETTERS + kazakh_fonts.LETTERS.upper() + kazakh_fonts.EDGES
)
WORD = re.compile(r"[^\s\x00\ufffe\x02]+[\ufffe\x02]?|[\r\n]+")
# What pdfium gives for a hyphen at a line's end.
LINE_END_HYPHENS = "\ufffe\x02"
# A sign beside a Cyrillic letter that is neither Russian nor Kazakh nor usual there: most pages have none.
UNEXPECTED = re.compile(f"(?<=[а-яёА-ЯЁ])[^\\s{USUAL}]|[^\\s{USUAL}](?=[а-яё])")
# Letters of alphabets that no word mixes; pdfium joins runs of two fonts that touch. (Latin in Cyrillic words is a look-alike.)
ALPHABETS_MEET = re.compile(
    r"(?<=[\u0370-\u03ff\u0590-\u08ff])(?=[A-Za-z\u0400-\u04ff])|(?<=[A-Za-z\u0400-\u04ff])(?=[\u0370-\u03ff\u0590-\u08ff])"
)


def text_layer(page: Any) -> PageText:
    """Return what a PDF page's own text says, ruled tables row by row; without words if it has none."""
    textpage = page.get_textpage()
    try:
        page_map = PageMap(page)
        lines = in_reading_order(_lines(textpage, page_map))
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
    text = _in_kazakh_letters(textpage, text, straight)
    rectangles = _Rectangles(textpage)
    lines = [Line()]
    for written, start, end in _tokens(text):
        if written[0] in "\r\n":
            lines.append(Line())
            continue
        first, last = (start, end - 1) if straight else (_character(textpage, at, straight) for at in (start, end - 1))
        bounds = rectangles.around(first, last + 1 - first)
        if bounds is not None:
            hyphenated = written[-1] in LINE_END_HYPHENS
            lines[-1].pieces.append(Piece(written[:-1] + "-" if hyphenated else written, page_map.box(*bounds)))
            if hyphenated:
                # pdfium leaves out the line end after it; words are put together again where they are analysed.
                lines.append(Line())
    return lines


def _character(textpage: Any, at: int, straight: bool) -> int:
    """Return the number of the character that stands at a place in the text."""
    import pypdfium2.raw as pdfium

    return at if straight else int(pdfium.FPDFText_GetCharIndexFromTextIndex(textpage, at))


def _in_kazakh_letters(textpage: Any, text: str, straight: bool) -> str:
    """Return a text, of the same length, with the signs of old Kazakh fonts as the letters that they show."""
    if not UNEXPECTED.search(text):
        return text
    words: dict[str, list[tuple[int, str]]] = {}
    for match in kazakh_fonts.WORD.finditer(text):
        word = match.group()
        signs = kazakh_fonts.strange(word)
        if signs:
            at = match.start() + min(map(word.index, signs))
            words.setdefault(_font(textpage, _character(textpage, at, straight)), []).append((match.start(), word))
    for font, written in words.items():
        if not kazakh_fonts.is_kazakh_font(font):
            continue
        meaning = str.maketrans(kazakh_fonts.learnt(" ".join(word for _, word in written)))
        for start, word in written:
            text = text[:start] + word.translate(meaning) + text[start + len(word) :]
    return text


def _font(textpage: Any, character: int) -> str:
    import pypdfium2.raw as pdfium

    name, flags = ctypes.create_string_buffer(200), ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(textpage, character, name, len(name), flags)
    return name.value.decode("utf-8", "replace")


def _tokens(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield the words and line ends of a text with their places."""
    mixed = ALPHABETS_MEET.search(text) is not None
    for match in WORD.finditer(text):
        start = match.start()
        for part in ALPHABETS_MEET.split(match.group()) if mixed else [match.group()]:
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
