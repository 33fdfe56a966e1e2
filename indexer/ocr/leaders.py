"""Rows of dots on forms, on which somebody wrote: Tesseract takes them for figures and loses what stands on them."""

from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from indexer.ocr.clean import SPECKS_TOLERATED
from indexer.ocr.measure import Measures
from indexer.ocr.view import Grey

# A row of numbers for each part of an image that hangs together: left, top, width, height, pixels; the first is the paper.
Parts = npt.NDArray[Any]

# All in heights of letters. A full stop is .15 to .25 high and as wide.
DOT = 0.4
# Typists and printers set leaders .3 to 1.2 apart; full stops of writing have letters between them, and are further apart.
APART = 1.3
# Leaders on a sheet that lies askew climb.
CLIMB = 0.3
# Dots stand on one line but for the paper's waves.
IN_LINE = 0.15
# Three dots are an ellipsis, and words are left out by a few more.
ROW = 8
# Specks lie in patches, leaders in rows at least so many times as long as high.
SLENDER = 4.0
# Beyond the edge of a dot its ink fades within so many pixels.
FADES = 2
# Letters of a heading at 600 dpi, in pixels; what is higher is a rule, a frame or a picture.
LETTERS_HIGHEST = 150


def without_leaders(grey: Grey, measures: Measures) -> Grey | None:
    """Return a page without its rows of dots; None if it has none.

    Args:
        grey: The page, dark on bright.
        measures: What was measured on it.
    """
    if measures.specks > SPECKS_TOLERATED:
        return None
    ink = (grey < (measures.paper + measures.ink) / 2).astype(np.uint8)
    _, labels, found, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    stats = np.asarray(found)
    letter = _letter_height(stats)
    dots = np.asarray(_are_dots(stats, letter)[labels], np.uint8)
    leaders = _in_rows(dots, letter)
    if not leaders.any():
        return None
    wider = cv2.dilate(leaders, np.ones((2 * FADES + 1, 2 * FADES + 1), np.uint8))
    # What belongs to letters stays, however near.
    letters = cv2.dilate(ink & (1 - dots), np.ones((3, 3), np.uint8))
    return np.asarray(np.where((wider > 0) & (letters == 0), np.uint8(measures.paper), grey), np.uint8)


def _letter_height(stats: Parts) -> float:
    """Return the height of that part of the ink below and above which half of it lies: dots are many, but of little ink."""
    high, area = stats[1:, cv2.CC_STAT_HEIGHT], stats[1:, cv2.CC_STAT_AREA]
    writing = high <= LETTERS_HIGHEST
    high, area = high[writing], area[writing]
    if not len(high):
        return 0.0
    order = np.argsort(high)
    below = np.cumsum(area[order])
    return float(high[order][np.searchsorted(below, below[-1] / 2)])


def _are_dots(stats: Parts, letter: float) -> npt.NDArray[np.bool_]:
    """Tell of each part of the ink whether it is no larger than a full stop, nor smaller than a third of one."""
    wide, high, area = (stats[:, column] for column in (cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT, cv2.CC_STAT_AREA))
    small = (wide <= DOT * letter) & (high <= DOT * letter) & (area >= (DOT * letter / 4) ** 2)
    small[0] = False
    return np.asarray(small, np.bool_)


def _in_rows(dots: Grey, letter: float) -> Grey:
    """Return the dots that stand in a row with many others, close together, and those further on in the same line."""
    reach = np.ones((max(1, round(CLIMB * letter)), max(1, round(APART * letter))), np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(cv2.dilate(dots, reach), connectivity=8)
    found, each, _, centres = cv2.connectedComponentsWithStats(dots, connectivity=8)
    across, down = centres[1:found].T
    row = labels[down.round().astype(int), across.round().astype(int)]
    members = np.bincount(row, minlength=len(stats))
    slender = stats[:, cv2.CC_STAT_WIDTH] >= SLENDER * stats[:, cv2.CC_STAT_HEIGHT]
    leaders = np.zeros(found, bool)
    for at in np.flatnonzero((members >= ROW) & slender):
        of_row = row == at
        climb, start = np.polyfit(across[of_row], down[of_row], 1)
        # Writing hides some of the dots on which it stands; the rest would be read with it.
        leaders[1:] |= np.abs(climb * across + start - down) <= IN_LINE * letter
    return np.asarray(leaders[each], np.uint8)
