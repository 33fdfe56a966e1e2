"""What a page image is like: the measurements that decide how far it is cleaned. All together cost some 20 ms a page."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from indexer.ocr.view import Grey

# One worker process, one thread: more would fight over the cores with the other workers.
cv2.setNumThreads(1)

# A quarter of the pixels a side leaves letters of 300 dpi 6 pixels high: enough for lines and shading, with 16 times less work.
SMALL_SIDE = 900
# Averaging divides noise by the factor; what is left above this looks like ink where ink is faint, or like letters.
GRAIN = 6.0
# A page is inverse if even its median is darker than this.
DARK_PAPER = 110
# Ink is darker than the paper around it by this share of what the darkest ink is, and by more than paper's own grain.
INK_SHARE = 0.35
INK_LEAST = 12.0
# Skew of sheets fed or photographed by hand reaches 15 degrees, and measuring may miss some; beyond it pages are turned.
MAX_SKEW = 16.0
# Half of what separates two lines over a page's width, so that the peak is not stepped over.
COARSE_STEP = 0.5
FINE_STEP = 0.1
# Ink pixels that give the angle; more do not change it.
INK_SAMPLE = 40_000
# Writing that grew together on a shrunken image is no longer than this; rules, frames and pictures are.
WORD_SIDE = 60
# A full stop of 12 points has 16 pixels at 300 dpi, 8 at 200.
SPECK = 4
# Pages with less ink than this have no lines to measure.
INK_NEEDED = 50
# A line written without lifting the pen is long and low, and its outline 3 times as long as the line; that of a rule is as long,
# of a row of boxes up to 2.8 times, but of straight lines. Stains are about as high as they are long.
LONG, WINDING, STRAIGHT = 3.0, 2.0, 0.3
STRAIGHT_RUN = 25
# Higher than so many times the stroke is wide; and lower than what passes for a letter.
PEN_HEIGHT, LINE_HEIGHT = 3.0, 100


@dataclass(frozen=True, slots=True)
class Measures:
    """What was measured on one page image.

    Attributes:
        noise: Standard deviation of the paper's noise in grey levels.
        paper: Grey level of the paper.
        ink: Grey level of the darkest ink.
        letter: Height of most letters in pixels; 0 if there are none.
        specks: Dark specks smaller than a full stop in a square of 256 pixels.
    """

    noise: float
    paper: float
    ink: float
    letter: float
    specks: float


def shrink(grey: Grey) -> tuple[Grey, int]:
    """Return the image made smaller by a whole factor to a longer side of about :data:`SMALL_SIDE`, and the factor."""
    factor = max(1, round(max(grey.shape) / SMALL_SIDE))
    height, width = max(1, grey.shape[0] // factor), max(1, grey.shape[1] // factor)
    if factor == 1:
        return grey, 1
    small = cv2.resize(grey[: height * factor, : width * factor], (width, height), interpolation=cv2.INTER_AREA)
    if noise_level(grey) / factor > GRAIN:
        small = cv2.GaussianBlur(small, (0, 0), 1.0)
    return np.asarray(small, np.uint8), factor


def measure(grey: Grey, small: Grey, factor: int) -> Measures:
    """Measure a page of dark ink on bright paper; ``small`` and ``factor`` from :func:`shrink`."""
    paper, darkest = percentiles(small, 75, 1)
    # At half their depth letters are as high as they were before noise was averaged away.
    letter = letter_height(ink_mask(small, share=0.5)) * factor
    return Measures(noise_level(grey), paper, darkest, letter, specks(grey, (paper + darkest) / 2))


def shading(light: Grey) -> float:
    """Return how much brighter the brightest part of the paper is than the darkest, edges left out; from :func:`paper_levels`."""
    high, wide = light.shape[0] // 20, light.shape[1] // 20
    middle = light[high : light.shape[0] - high, wide : light.shape[1] - wide]
    bright, dim = percentiles(middle, 95, 5)
    return bright - dim


def paper_levels(small: Grey) -> Grey:
    """Return the brightness of the paper behind the ink, everywhere on a shrunken image."""
    # Wider than strokes and higher than lines at this size, so that ink is closed over.
    closed = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((15, 15), np.uint8))
    return np.asarray(cv2.blur(closed, (31, 31)), np.uint8)


def ink_mask(small: Grey, light: Grey | None = None, share: float = INK_SHARE) -> npt.NDArray[np.uint8]:
    """Return 1 where a shrunken image has ink, at least this share as deep as the darkest.

    ``light`` is from :func:`paper_levels`, if it is at hand.
    """
    light = paper_levels(small) if light is None else light
    paper, darkest = percentiles(small, 75, 1)
    depth = max(INK_LEAST, (paper - darkest) * share)
    return (small.astype(np.int16) < light.astype(np.int16) - int(depth)).astype(np.uint8)


def noise_level(grey: Grey) -> float:
    """Return the noise of a page as a standard deviation, by Immerkaer's mask (1996) and the median over twelve patches.

    The median of absolute values leaves the strokes of letters out.
    """
    mask = np.array([[1, -2, 1], [-2, 4, -2], [1, -2, 1]], np.float32)
    levels = [_median(np.abs(cv2.filter2D(patch, cv2.CV_16S, mask))) for patch in _patches(grey) if min(patch.shape) >= 3]
    # The mask's gain is 6; a median absolute deviation is 0.6745 of a standard deviation.
    return float(np.median(levels)) / 6 / 0.6745 if levels else 0.0


def _median(values: npt.NDArray[np.int16]) -> float:
    """Return the median of small numbers from 0, by how often there is each; sorting costs seven times as much."""
    return _at(np.cumsum(np.bincount(values.ravel())), 0.5)


def percentiles(grey: Grey, *shares: float) -> tuple[float, ...]:
    """Return the levels below which these hundredths of an image's pixels lie, as :func:`numpy.percentile` does by sorting."""
    up_to = np.cumsum(np.bincount(grey.ravel(), minlength=256))
    return tuple(_at(up_to, share / 100) for share in shares)


def paper_of(small: Grey) -> float:
    """Return the level of the paper of a page, which covers most of it."""
    return percentiles(small, 75)[0]


def _at(up_to: npt.NDArray[np.int64], share: float) -> float:
    """Return the number at a share of the way through sorted ones, given how many there are up to each."""
    place = share * (int(up_to[-1]) - 1)
    below = int(place)
    low, high = (int(level) for level in np.searchsorted(up_to, (below, min(below + 1, int(up_to[-1]) - 1)), side="right"))
    return low + (high - low) * (place - below)


def specks(grey: Grey, level: float) -> float:
    """Return how many dark specks a patch of 256 by 256 pixels has that are smaller than a full stop, the median of twelve."""
    counts = []
    for patch in _patches(grey):
        _, _, boxes, _ = cv2.connectedComponentsWithStats((patch < level).astype(np.uint8), connectivity=8)
        counts.append(int((boxes[1:, cv2.CC_STAT_AREA] <= SPECK).sum()))
    return float(np.median(counts))


def _patches(grey: Grey) -> Iterator[Grey]:
    height, width = grey.shape
    for down in (0.2, 0.4, 0.6, 0.8):
        for across in (0.25, 0.5, 0.75):
            top, left = int(down * height), int(across * width)
            yield grey[top : top + 256, left : left + 256]


def line_direction(ink: npt.NDArray[np.uint8]) -> float:
    """Return how much more ink grows together along rows than along columns: letters of a word stand closer than lines do.

    1.3 to 1.7 for upright pages, 0.6 to 0.8 for pages on their side, printed or typewritten. Rules and pictures are left out.
    """
    _, labels, boxes, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    small = (boxes[:, cv2.CC_STAT_WIDTH] <= WORD_SIDE) & (boxes[:, cv2.CC_STAT_HEIGHT] <= WORD_SIDE)
    small[0] = False
    letters = small.astype(np.uint8)[labels]
    along = cv2.morphologyEx(letters, cv2.MORPH_CLOSE, np.ones((1, 5), np.uint8))
    across = cv2.morphologyEx(letters, cv2.MORPH_CLOSE, np.ones((5, 1), np.uint8))
    return float(along.sum()) / float(across.sum()) if letters.sum() >= INK_NEEDED else 1.0


def letter_height(ink: npt.NDArray[np.uint8]) -> float:
    """Return the median height of what may be letters, in pixels; 0 if there are too few to tell."""
    _, _, boxes, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    heights = boxes[1:, cv2.CC_STAT_HEIGHT]
    letters = heights[(heights > 2) & (heights < 100) & (boxes[1:, cv2.CC_STAT_WIDTH] > 1)]
    return float(np.median(letters)) if len(letters) >= INK_NEEDED else 0.0


def pen_lines(ink: npt.NDArray[np.uint8]) -> int:
    """Return how many lines look as if written without lifting the pen: none of their parts has the size of a letter."""
    _, labels, boxes, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    straight = np.asarray(cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, STRAIGHT_RUN), np.uint8)), np.uint8)
    return sum(
        _is_pen_line((labels[top : top + high, left : left + wide] == number).astype(np.uint8), straight[top:, left:])
        for number, (left, top, wide, high, _) in enumerate(boxes)
        if number and max(wide, high) > WORD_SIDE
    )


def _is_pen_line(part: npt.NDArray[np.uint8], straight: npt.NDArray[np.uint8]) -> bool:
    if (part & straight[: part.shape[0], : part.shape[1]]).sum() > STRAIGHT * part.sum():
        return False
    part = np.pad(part, 1)
    thick = 2 * float(cv2.distanceTransform(part, cv2.DIST_L2, 3).max())
    outlines, _ = cv2.findContours(part, cv2.RETR_LIST, cv2.CHAIN_APPROX_NONE)
    low, long = sorted(cv2.minAreaRect(np.argwhere(part).astype(np.float32))[1])
    winding = sum(cv2.arcLength(outline, True) for outline in outlines) / 2 / long
    return PEN_HEIGHT * thick < low < LINE_HEIGHT and long > LONG * low and winding > WINDING


def skew_angle(ink: npt.NDArray[np.uint8]) -> float:
    """Return the angle of the lines of writing in degrees, positive where they fall to the right.

    Ink is projected along each angle; where lines fit, full rows stand beside empty ones.
    """
    rows, columns = np.nonzero(ink)
    if len(rows) < INK_NEEDED:
        return 0.0
    step = len(rows) // INK_SAMPLE + 1
    rows, columns = rows[::step].astype(np.float32), columns[::step].astype(np.float32)
    coarse = np.arange(-MAX_SKEW, MAX_SKEW + 0.01, COARSE_STEP)
    best = float(coarse[int(np.argmax([_sharpness(rows, columns, angle) for angle in coarse]))])
    fine = np.arange(best - COARSE_STEP, best + COARSE_STEP + 0.01, FINE_STEP)
    return float(fine[int(np.argmax([_sharpness(rows, columns, angle) for angle in fine]))])


def _sharpness(rows: Any, columns: Any, angle: float) -> float:
    radians = np.deg2rad(angle)
    places = rows * np.cos(radians) - columns * np.sin(radians)
    profile = np.bincount((places - places.min()).astype(np.int32)).astype(np.float32)
    return float(np.square(np.diff(profile)).sum())
