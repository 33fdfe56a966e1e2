"""Cleaning: only as far as the page needs, decided from what was measured on it."""

from dataclasses import dataclass, replace

import cv2
import numpy as np

from indexer.ocr.measure import (
    DARK_PAPER,
    MAX_SKEW,
    Measures,
    ink_mask,
    letter_height,
    measure,
    noise_level,
    paper_levels,
    paper_of,
    percentiles,
    shading,
    shrink,
    skew_angle,
)
from indexer.ocr.view import Grey, View

# Tesseract reads lines that are this straight as well as straightened ones: office pages at 0.7 degrees lose nothing measurable
# (CER 0.0042, straightened 0.0045); worn pages at 2 degrees lose half their letters.
SKEW_TOLERATED = 0.8
# JPEG leaves about 1, an office scanner 5 to 10; worn pages measure 13 and more and are unreadable without smoothing.
NOISE_TOLERATED = 11.0
# Copies full of dots, dust and dithered paper: Tesseract takes minutes over them. Clean pages have 0 to 5 in 256 by 256 pixels.
SPECKS_TOLERATED = 40.0
# Paper is no ink, whatever Otsu's threshold says of a page without any: ink is this much darker, and so many times the noise.
INK_DEPTH, INK_OVER_NOISE = 25.0, 4.0
# Enough for letters of 8 points on A4; larger scans only cost time and memory.
SAFE_SIDE = 2500
# Paper that varies more than this loses strokes to one global threshold.
SHADING_TOLERATED = 40.0
# Ink that stands out less than this is brought to full black.
CONTRAST_NEEDED = 110.0
# Letters in pixels: 12 points give 24 at 300 dpi. At 14 noise and smoothing eat them (CER 23%, enlarged 1.3%); at 21 enlarging
# gains nothing and doubles the time; above 44 Tesseract only gets slower.
LETTER_SMALL, LETTER_GOOD, LETTER_LARGE = 18.0, 26.0, 44.0
MAX_ENLARGED = 3.0
# Tesseract brings every line to 36 pixels itself: what is larger than these letters only costs its layout analysis time (a tenth
# of the page's; CER .0074 with and without). Footnotes are half as high again as letters that are hard to read.
LETTER_READ = 22.0
# Its time goes with the length of lines. Letters narrower by this are read in 13 % less, and better: 24 pages of four conditions
# CER .0083 at 1, .0072 at .85; on six of them .0105 at 1, .0083 at .9, .0089 at .8, .0097 at .7, .0228 at .6.
NARROWED = 0.85
# Tesseract packs the picture of every line as PNG on the way to its network: a tenth of its time where the paper has grain.
# What is nearer to the paper than this share of the depth of the ink is made like it: 4 % less time, the same letters.
PAPER_GRAIN = 0.03
# Filter strength of non-local means, in standard deviations of the noise (Buades 2011 gives .4 to .9 for larger patches).
GRAIN_STRENGTH = 0.9
# Scanner lids and table tops are darker than this share of the paper; stamps and pictures on a page do not touch its edge.
LID_SHARE = 0.45
# What belongs to the lid is not brighter than its own level by more than this share of the way to the paper.
LID_VARIES = 0.3
# A step of this share of the paper's brightness within six pixels of a shrunken image; shadows take a tenth of the page's width.
LID_STEP = 0.25


@dataclass(frozen=True, slots=True)
class Sheet:
    """A view made ready for OCR, with what was measured on it."""

    view: View
    measures: Measures


def upright_paper(grey: Grey) -> View:
    """Return the view of an image as dark ink on evenly bright paper, dark edges of the scanner's lid or table made paper."""
    small, _ = shrink(grey)
    if percentiles(small, 50)[0] < DARK_PAPER and _is_inverse(small):
        return upright_paper(np.asarray(255 - grey, np.uint8))
    return View.whole(_evenly_lit(_without_lid(grey, small)))


def _is_inverse(small: Grey) -> bool:
    """Tell white ink on dark paper from a sheet in the middle of a dark table: there the middle is bright."""
    height, width = small.shape
    middle = small[height // 4 : max(height // 4 + 1, 3 * height // 4), width // 4 : max(width // 4 + 1, 3 * width // 4)]
    return percentiles(middle, 50)[0] < DARK_PAPER


def _without_lid(grey: Grey, small: Grey) -> Grey:
    paper = paper_of(small)
    edges = np.concatenate([small[0], small[-1], small[:, 0], small[:, -1]])
    darker = edges[edges < paper * LID_SHARE]
    # A few dark pixels at the edge are writing or rules that run off it.
    if len(darker) < 0.02 * len(edges):
        return grey
    level = float(np.median(darker))
    level += LID_VARIES * (paper - level)
    # Opening leaves strokes and rules out.
    dark = np.asarray(cv2.morphologyEx((small < level).astype(np.uint8), cv2.MORPH_OPEN, np.ones((7, 7), np.uint8)), np.uint8)
    _, labels, _, _ = cv2.connectedComponentsWithStats(dark, connectivity=4)
    touching = np.unique(np.concatenate([labels[0], labels[-1], labels[:, 0], labels[:, -1]]))
    lid = np.zeros_like(dark)
    for label in touching[touching > 0]:
        part = (labels == label).astype(np.uint8)
        if _ends_sharply(part, small, paper):
            lid |= part
    if not lid.any():
        return grey
    wider = cv2.dilate(lid, np.ones((5, 5), np.uint8))
    mask = cv2.resize(wider, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_NEAREST)
    cleaned: Grey = grey.copy()
    cleaned[mask > 0] = int(paper)
    return cleaned


def _ends_sharply(part: Grey, small: Grey, paper: float) -> bool:
    """Tell a lid or table from the shadow of a fold or a lamp, which grows paler by degrees and has writing in it."""
    ring = cv2.dilate(part, np.ones((13, 13), np.uint8)) - cv2.dilate(part, np.ones((5, 5), np.uint8))
    beside, within = small[ring > 0], small[part > 0]
    return not len(beside) or float(np.median(beside)) - float(np.median(within)) > LID_STEP * paper


def skew(view: View) -> float:
    """Return the skew of a view's lines in degrees; 0 if none is worth straightening."""
    small, _ = shrink(view.grey)
    angle = skew_angle(ink_mask(small))
    return angle if SKEW_TOLERATED < abs(angle) <= MAX_SKEW else 0.0


def prepare(view: View) -> Sheet:
    """Clean the view of one sheet as far as it needs: noise, skew, size, contrast."""
    small, factor = shrink(view.grey)
    measures = measure(view.grey, small, factor)
    if measures.specks > SPECKS_TOLERATED and measures.noise <= NOISE_TOLERATED:
        # Before anything else: specks look like small letters, and would be enlarged.
        view = view.with_grey(np.asarray(cv2.medianBlur(view.grey, 3), np.uint8))
        small, factor = shrink(view.grey)
        measures = measure(view.grey, small, factor)
    measures = _measured_straight(measures, small, factor)
    larger = enlargement(measures.letter)
    if larger != 1.0:
        # Before smoothing: what smoothing takes from small letters is not there to be enlarged.
        view = view.scaled(larger)
    noisy = measures.noise > NOISE_TOLERATED
    if noisy:
        view = view.with_grey(smooth(view.grey, larger))
    angle = skew(view)
    if angle:
        view = view.straightened(angle, measures.paper)
    if noisy or measures.paper - measures.ink < CONTRAST_NEEDED:
        view = view.with_grey(binarise(view.grey, measures.paper))
    else:
        view = view.with_grey(_without_grain(view.grey, measures))
    return Sheet(_sized(view, measures.letter * larger), measures)


def _measured_straight(measures: Measures, small: Grey, factor: int) -> Measures:
    """Return measures with the height of letters as it is on straight lines: words that grew together are higher aslant."""
    if measures.letter <= LETTER_READ:
        return measures
    angle = skew_angle(ink_mask(small))
    if not SKEW_TOLERATED < abs(angle) <= MAX_SKEW:
        return measures
    straight = View.whole(small).straightened(angle, measures.paper).grey
    letter = letter_height(ink_mask(straight, share=0.5)) * factor
    # Turning an image blurs it, which makes letters higher by a pixel of the shrunken one.
    return replace(measures, letter=min(letter or measures.letter, measures.letter))


def _sized(view: View, letter: float) -> View:
    """Make a cleaned page as small as Tesseract reads it well; after all else, so that black on white keeps its soft edges."""
    return view.narrowed(min(1.0, LETTER_READ / letter) if letter else 1.0, NARROWED)


def _without_grain(grey: Grey, measures: Measures) -> Grey:
    """Return the image with paper of one level all over."""
    levels = np.arange(256)
    # White would stand out from the paper between the letters, and shift the level by which Tesseract tells ink from paper.
    grain = levels > measures.paper - PAPER_GRAIN * (measures.paper - measures.ink)
    return np.asarray(cv2.LUT(grey, np.where(grain, measures.paper, levels).astype(np.uint8)), np.uint8)


def enlargement(letter: float) -> float:
    """Return by how much to enlarge a page whose letters are so many pixels high."""
    if letter == 0 or LETTER_SMALL <= letter <= LETTER_LARGE:
        return 1.0
    return min(MAX_ENLARGED, LETTER_GOOD / letter)


def _evenly_lit(grey: Grey) -> Grey:
    """Make the paper equally bright everywhere if it is not: faint ink in the light is as bright as paper in the shadow."""
    small, _ = shrink(grey)
    levels = paper_levels(small)
    if shading(levels) <= SHADING_TOLERATED:
        return grey
    light = cv2.resize(levels, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(grey, light, scale=235), np.uint8)


def smooth(grey: Grey, enlarged: float = 1.0) -> Grey:
    """Take noise away that is finer than strokes; on an enlarged image it is coarser by as much."""
    if enlarged > 1.0:
        return np.asarray(cv2.GaussianBlur(grey, (0, 0), enlarged), np.uint8)
    return np.asarray(cv2.GaussianBlur(cv2.medianBlur(grey, 3), (0, 0), 0.8), np.uint8)


def binarise(grey: Grey, paper: float) -> Grey:
    """Return black ink on white by Otsu's threshold, or a lower one where that would take the paper's grain for ink."""
    level = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)[0]
    level = min(level, paper - max(INK_DEPTH, INK_OVER_NOISE * noise_level(grey)))
    return np.asarray(cv2.threshold(grey, max(0.0, level), 255, cv2.THRESH_BINARY)[1], np.uint8)


def prepare_grainy(view: View) -> Sheet:
    """Clean a page whose noise is as strong as its ink: strokes are averaged with strokes like them, paper with paper.

    Costs a second and more; plain smoothing does as well on all but the worst pages.
    """
    small, factor = shrink(view.grey)
    measures = measure(view.grey, small, factor)
    smooth = cv2.fastNlMeansDenoising(view.grey, None, GRAIN_STRENGTH * measures.noise, 5, 15)
    view = view.with_grey(np.asarray(smooth, np.uint8))
    larger = enlargement(measures.letter)
    if larger > 1.0:
        view = view.scaled(larger)
    angle = skew(view)
    if angle:
        view = view.straightened(angle, measures.paper)
    view = view.with_grey(binarise(view.grey, measures.paper))
    return Sheet(_sized(view, measures.letter * max(1.0, larger)), measures)


def prepare_safely(view: View) -> Sheet:
    """Clean a page on which OCR failed: smaller, smooth, black on white; what OCR does on it takes little time and memory."""
    small, factor = shrink(view.grey)
    measures = measure(view.grey, small, factor)
    longest = max(view.grey.shape)
    if longest > SAFE_SIDE:
        view = view.scaled(SAFE_SIDE / longest)
    view = view.with_grey(smooth(view.grey))
    angle = skew(view)
    if angle:
        view = view.straightened(angle, measures.paper)
    return Sheet(view.with_grey(binarise(view.grey, measures.paper)), measures)
