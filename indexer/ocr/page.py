"""From a page image to the text that stands on it."""

import numpy as np
from PIL import Image

from indexer.ocr.clean import Sheet, prepare, skew, upright_paper
from indexer.ocr.layout import sheets
from indexer.ocr.measure import ink_mask, line_direction, shrink
from indexer.ocr.second import mean_confidence, second_look
from indexer.ocr.stamps import grey_of, without_stamps
from indexer.ocr.tesseract import RawWord, read_words
from indexer.ocr.view import Grey, View
from indexer.readers.pagetext import Line, Piece, page_text
from indexer.reading import ReadOptions
from paraq.records.model import PageText

# Upright pages measure 1.3 to 1.7, pages on their side 0.6 to 0.8; between them a strip is read in each way.
ON_ITS_SIDE, UPRIGHT = 0.85, 1.1
# Mean confidence: pages upside down measure 20 to 30, worn but upright ones above 80.
POOR = 60.0
# By this much a strip must read better turned than the page did, so that poor pages are not turned for nothing.
CLEARLY_BETTER = 20.0
# Below this most words are wrong: handwriting, stamps, another script.
UNSURE = 50.0
UNREADABLE = "OCR is unsure of most words: handwriting, a stamp, or a script that it does not know"
# A strip this high, of the page's height, has some lines in it.
STRIP = 0.12


def recognise(image: Image.Image, options: ReadOptions) -> list[PageText]:
    """Return what OCR reads on a page image: one text, or two for the sheets of a spread.

    Raises:
        Unavailable: Tesseract or a language is not installed.
        Invalid: Tesseract cannot read the image.
    """
    view = upright_paper(_grey(image))
    small, _ = shrink(view.grey)
    view = _stood_up(view, line_direction(ink_mask(small)), options.languages)
    if view.grey.shape[1] > view.grey.shape[0]:
        angle = skew(view)
        view = view.straightened(angle, float(np.percentile(small, 75))) if angle else view
    found = sheets(view)
    return [_read_sheet(sheet, options, whole=len(found) == 1) for sheet in found]


def _grey(image: Image.Image) -> Grey:
    if image.mode in ("1", "L"):
        return np.asarray(image.convert("L"), np.uint8)
    return grey_of(np.asarray(image.convert("RGB"), np.uint8))


def _read_sheet(view: View, options: ReadOptions, *, whole: bool) -> PageText:
    sheet = prepare(view.with_grey(without_stamps(view.grey)))
    words = read_words(sheet.view.grey, options.languages)
    if mean_confidence(words) < POOR:
        turned = View(sheet.view.grey, sheet.view.to_original, sheet.view.size).turned(2)
        if _strip_confidence(turned, options.languages) > mean_confidence(words) + CLEARLY_BETTER:
            sheet = Sheet(turned, sheet.measures)
            words = read_words(turned.grey, options.languages)
    words = second_look(sheet.view.grey, words, options.languages)
    height, width = view.grey.shape
    region = None if whole else view.box(0, 0, width, height)
    note = UNREADABLE if words and mean_confidence(words) < UNSURE else ""
    return page_text(_lines(words, sheet.view), "ocr", view.size, region=region, note=note)


def _stood_up(view: View, direction: float, languages: str) -> View:
    """Return a page that lies on its side upright, the way in which a strip of it reads best."""
    if direction > UPRIGHT or direction == 1.0:
        return view
    ways = [view.turned(1), view.turned(3)] if direction < ON_ITS_SIDE else [view, view.turned(1), view.turned(3)]
    return max(ways, key=lambda way: _strip_confidence(prepare(way).view, languages))


def _strip_confidence(view: View, languages: str) -> float:
    """Return the confidence with which the fullest strip of a cleaned view reads."""
    height, width = view.grey.shape
    dark = (view.grey < 128).sum(axis=1)
    strip = max(1, int(height * STRIP))
    sums = np.convolve(dark, np.ones(strip), "valid")
    top = int(np.argmax(sums))
    return mean_confidence(read_words(view.cropped(0, top, width, top + strip).grey, languages, layout=6))


def _lines(words: list[RawWord], view: View) -> list[Line]:
    lines: list[Line] = []
    last = (0, 0, 0)
    for word in words:
        if not lines or word.line != last:
            lines.append(Line([], new_block=bool(lines) and word.line[0] != last[0]))
            last = word.line
        lines[-1].pieces.append(Piece(word.text, view.box(*word.box), word.confidence, word.alternatives))
    return lines
