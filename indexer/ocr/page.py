"""From a page image to the text that stands on it."""

import numpy as np
from PIL import Image

from indexer.ocr.clean import Affine, clean
from indexer.ocr.tesseract import RawWord, read_words
from indexer.readers.pagetext import Line, Piece, page_text
from indexer.reading import ReadOptions
from paraq.records.model import Box, PageText


def recognise(image: Image.Image, options: ReadOptions) -> list[PageText]:
    """Return what OCR reads on a page image: one text, or two for the sheets of a spread.

    Raises:
        Unavailable: Tesseract or a language is not installed.
        Invalid: Tesseract cannot read the image.
    """
    grey = np.asarray(image.convert("L"), dtype=np.uint8)
    cleaned = clean(grey)
    words = read_words(cleaned.grey, options.languages)
    lines = _lines(words, cleaned.to_original, image.size)
    return [page_text(lines, "ocr", image.size)]


def _lines(words: list[RawWord], to_original: Affine, size: tuple[int, int]) -> list[Line]:
    lines: list[Line] = []
    last = (0, 0, 0)
    for word in words:
        if not lines or word.line != last:
            lines.append(Line([], new_block=bool(lines) and word.line[0] != last[0]))
            last = word.line
        lines[-1].pieces.append(Piece(word.text, map_box(word.box, to_original, size), word.confidence))
    return lines


def map_box(box: tuple[int, int, int, int], to_original: Affine, size: tuple[int, int]) -> Box:
    """Return a box of the cleaned image as the upright box around it on the original image of that size."""
    left, top, width, height = box
    corners = np.array([[left, top, 1], [left + width, top, 1], [left, top + height, 1], [left + width, top + height, 1]])
    points = corners @ to_original.T
    low = np.clip(np.floor(points.min(axis=0)), 0, (size[0] - 1, size[1] - 1)).astype(int)
    high = np.clip(np.ceil(points.max(axis=0)), 1, size).astype(int)
    return Box(int(low[0]), int(low[1]), int(max(1, high[0] - low[0])), int(max(1, high[1] - low[1])))
