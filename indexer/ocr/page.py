"""From a page image to the text that stands on it."""

import numpy as np
from PIL import Image

from indexer.ocr.clean import prepare, prepare_safely, skew, upright_paper
from indexer.ocr.initials import with_initials
from indexer.ocr.layout import sheets
from indexer.ocr.letters import with_letters
from indexer.ocr.measure import ink_mask, letter_height, line_direction, paper_of, pen_lines, shrink
from indexer.ocr.poor import CLEARLY_BETTER, read_better, strip_confidence
from indexer.ocr.second import mean_confidence, second_look
from indexer.ocr.signs import with_signs
from indexer.ocr.stamps import grey_of, without_stamps
from indexer.ocr.tesseract import RawWord, read_words
from indexer.ocr.view import Grey, View
from indexer.readers.pagetext import Line, Piece, page_text
from indexer.reading import ReadOptions
from paraq.imaging import is_grey
from paraq.records.model import PageText

# Upright pages measure 1.3 to 1.7, pages on their side 0.6 to 0.8; between them a strip is read in each way.
ON_ITS_SIDE, UPRIGHT = 0.85, 1.1
# Strips the wrong way up measure 0 to 60, the right way up 85 and more.
READS_WELL = 80.0
# Below this most words are wrong: handwriting, stamps, another script.
UNSURE = 50.0
UNREADABLE = (
    "OCR cannot read this page: handwriting, a stamp, or a script that it does not know. It is kept, and found by its description"
)
# On such a page words below this are nothing but strokes taken for letters: drawn and cursive handwriting gave 40 to 90% of them.
STROKES = 30.0
# One may be a crack, a fold or a thread.
PEN_LINES = 2
# Signs without letter or digit are dashes and brackets, or specks; the latter are read with less than this.
SPECK_CONFIDENCE = 40.0
# An A1 sheet at 350 dpi. A larger one is read in half its width and height: whole it needs more memory than a worker may use.
MAX_PIXELS = 90_000_000
# A second try must fit in the runner's time limit of a page, drawing it included.
SAFE_SECONDS = 60.0


def recognise(image: Image.Image, options: ReadOptions) -> list[PageText]:
    """Return what OCR reads on a page image: one text, or two for the sheets of a spread.

    Raises:
        Unavailable: Tesseract or a language is not installed.
        Invalid: Tesseract cannot read the image.
    """
    drawn = image.reduce(2) if image.width * image.height > MAX_PIXELS else image
    view = upright_paper(_grey(drawn)).drawn_from(image.size)
    small, _ = shrink(view.grey)
    view = _stood_up(view, line_direction(ink_mask(small)), options.languages)
    if view.grey.shape[1] > view.grey.shape[0]:
        angle = skew(view)
        view = view.straightened(angle, paper_of(small)) if angle else view
    found = sheets(view)
    return [_read_sheet(sheet, options, whole=len(found) == 1) for sheet in found]


def _grey(image: Image.Image) -> Grey:
    if image.mode in ("1", "L"):
        return np.asarray(image if image.mode == "L" else image.convert("L"), np.uint8)
    # Pillow converts by copying even what is right already, four bytes a pixel.
    pixels = np.asarray(image if image.mode == "RGB" else image.convert("RGB"), np.uint8)
    return pixels[:, :, 0].copy() if is_grey(pixels) else grey_of(pixels)


def _read_sheet(view: View, options: ReadOptions, *, whole: bool) -> PageText:
    if options.safe:
        sheet = prepare_safely(view)
        words = read_words(sheet.view.grey, options.languages, seconds=SAFE_SECONDS)
    else:
        sheet = prepare(view.with_grey(without_stamps(view.grey)))
        sheet, words = read_better(view, sheet, read_words(sheet.view.grey, options.languages), options.languages)
        words = second_look(sheet.view.grey, words, options.languages)
    unreadable = mean_confidence(words) < UNSURE if words else _is_written(view)
    height, width = view.grey.shape
    region = None if whole else view.box(0, 0, width, height)
    read = _lines([word for word in words if _is_writing(word, unreadable)], sheet.view)
    lines = with_initials(with_signs(with_letters(read)))
    return page_text(lines, "ocr", view.size, region=region, note=UNREADABLE if unreadable else "")


def _is_written(view: View) -> bool:
    """Return whether a sheet on which nothing was read bears strokes of the size of letters, or lines of a pen."""
    small, _ = shrink(view.grey)
    ink = ink_mask(small)
    return letter_height(ink) > 0 or pen_lines(ink) >= PEN_LINES


def _is_writing(word: RawWord, unreadable: bool) -> bool:
    if unreadable and word.confidence < STROKES:
        return False
    return word.confidence >= SPECK_CONFIDENCE or any(map(str.isalnum, word.text))


def _stood_up(view: View, direction: float, languages: str) -> View:
    """Return a page that lies on its side upright, the way in which a strip of it reads best."""
    if direction > UPRIGHT or direction == 1.0:
        return view
    # What strokes of few words on their side are taken for may look surer than the same words upside down.
    quarters = (1, 3) if direction < ON_ITS_SIDE else (0, 2, 1, 3)
    found: list[tuple[float, View]] = []
    for way in map(view.turned, quarters):
        found.append((strip_confidence(prepare(way).view, languages), way))
        if found[-1][0] >= READS_WELL:
            return way
    confidence, best = max(found, key=lambda one: one[0])
    return view if quarters[0] == 0 and confidence <= found[0][0] + CLEARLY_BETTER else best


def _lines(words: list[RawWord], view: View) -> list[Line]:
    lines: list[Line] = []
    last = (0, 0, 0)
    for word in words:
        if not lines or word.line != last:
            lines.append(Line([], new_block=bool(lines) and word.line[0] != last[0]))
            last = word.line
        lines[-1].pieces.append(Piece(word.text, view.box(*word.box), word.confidence, word.alternatives))
    return lines
