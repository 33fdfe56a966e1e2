"""Pages that read poorly: other ways to clean and to turn them, tried on a strip; the best is read as a whole."""

import re
from collections.abc import Iterator

import numpy as np

from indexer.ocr.bleed import without_bleed
from indexer.ocr.clean import NOISE_TOLERATED, Sheet, prepare, prepare_grainy
from indexer.ocr.leaders import without_leaders
from indexer.ocr.second import mean_confidence
from indexer.ocr.tesseract import RawWord, read_words
from indexer.ocr.view import View
from paraq.errors import Invalid

# Mean confidence: pages upside down measure 20 to 30, worn but upright ones above 80.
POOR = 60.0
# Clean pages measure 92 to 95, worn ones 85 and more; those through which the back shows in patches 65 to 85.
DOUBTED = 88.0
# Strips are the fullest part of a page, which reads a little better than the rest.
SURER = 4.0
# By this much a strip must read better another way than the page did, so that poor pages are not read twice for nothing.
CLEARLY_BETTER = 20.0
# A strip takes a fifth of a page's time.
STRIP_SECONDS = 30.0
# A strip this high, of the page's height, has some lines in it.
STRIP = 0.12
# Rows of dots as Tesseract reads them, where it is as sure of them as of words; an ellipsis or two is writing.
LEADERS = re.compile(r"[.,·…]{4}")
LEADERS_NEEDED = 3
# In pixels: a lower one cuts through the few lines of a slip of paper.
STRIP_LEAST = 300


def read_better(view: View, sheet: Sheet, words: list[RawWord], languages: str) -> tuple[Sheet, list[RawWord]]:
    """Return the sheet and words of a reading, or those of a clearly better one where it is poor.

    Args:
        view: The sheet before it was cleaned.
        sheet: The cleaned sheet that was read.
        words: What was read.
        languages: Tesseract languages joined by ``+``.
    """
    confidence = _confidence(sheet, words)
    if confidence < DOUBTED or _is_dotted(words):
        view, sheet, words = _read_on_dots(view, sheet, words, languages)
        confidence = _confidence(sheet, words)
    if confidence >= POOR:
        return _read_in_front(view, sheet, words, confidence, languages) if confidence < DOUBTED else (sheet, words)
    best, chosen = confidence + CLEARLY_BETTER, None
    for other in _other_ways(view, sheet):
        found = strip_confidence(other.view, languages)
        if found > best:
            best, chosen = found, other
        if best >= POOR + CLEARLY_BETTER:
            break
    if chosen is None:
        return sheet, words
    return chosen, read_words(chosen.view.grey, languages)


def _confidence(sheet: Sheet, words: list[RawWord]) -> float:
    # Nothing read is right of a blank sheet only.
    return mean_confidence(words) if words or not sheet.measures.letter else 0.0


def _is_dotted(words: list[RawWord]) -> bool:
    return sum(bool(LEADERS.search(word.text)) for word in words) >= LEADERS_NEEDED


def _read_on_dots(view: View, sheet: Sheet, words: list[RawWord], languages: str) -> tuple[View, Sheet, list[RawWord]]:
    """Return a form read without the dots on which it was filled in, if that is not less sure, and the view without them."""
    cleaned = without_leaders(view.grey, sheet.measures)
    if cleaned is None:
        return view, sheet, words
    plain = view.with_grey(cleaned)
    undotted = prepare(plain)
    again = read_words(undotted.view.grey, languages)
    # Tesseract may be surer of the dots themselves than of any word.
    surer = mean_confidence(_letters(again)) > mean_confidence(_letters(words)) - SURER
    return (plain, undotted, again) if surer else (view, sheet, words)


def _letters(words: list[RawWord]) -> list[RawWord]:
    return [word for word in words if any(map(str.isalnum, word.text)) and not LEADERS.search(word.text)]


def _read_in_front(
    view: View, sheet: Sheet, words: list[RawWord], confidence: float, languages: str
) -> tuple[Sheet, list[RawWord]]:
    """Return the reading without the paler of two inks, where that is surer: the back of a sheet adds specks and commas."""
    cleaned = without_bleed(view.grey)
    if cleaned is None:
        return sheet, words
    front = prepare(view.with_grey(cleaned))
    if strip_confidence(front.view, languages) <= confidence + SURER:
        return sheet, words
    again = read_words(front.view.grey, languages)
    return (front, again) if mean_confidence(again) > confidence + SURER else (sheet, words)


def strip_confidence(view: View, languages: str) -> float:
    """Return the confidence with which the fullest strip of a cleaned view reads."""
    height, width = view.grey.shape
    dark = (view.grey < 128).sum(axis=1)
    strip = min(height, max(STRIP_LEAST, int(height * STRIP)))
    sums = np.convolve(dark, np.ones(strip), "valid")
    top = int(np.argmax(sums))
    fullest = view.cropped(0, top, width, top + strip).grey
    try:
        # Taken for one block a strip of a ruled table may give nothing at all.
        words = read_words(fullest, languages, layout=6, seconds=STRIP_SECONDS)
        words = words or read_words(fullest, languages, layout=3, seconds=STRIP_SECONDS)
    except Invalid:
        # Nothing that is the right way up takes so long.
        return 0.0
    return mean_confidence(words) if words else 0.0


def _other_ways(view: View, sheet: Sheet) -> Iterator[Sheet]:
    """Yield the sheet upside down, and cleaned in other ways, each both ways up."""
    yield _turned(sheet)
    cleaned = without_bleed(view.grey)
    if cleaned is not None:
        front = prepare(view.with_grey(cleaned))
        yield front
        yield _turned(front)
    if sheet.measures.noise > NOISE_TOLERATED:
        calm = prepare_grainy(view)
        yield calm
        yield _turned(calm)


def _turned(sheet: Sheet) -> Sheet:
    return Sheet(sheet.view.turned(2), sheet.measures)
