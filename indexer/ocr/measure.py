"""What a page image is like: the measurements that decide how far it is cleaned. All together cost a few milliseconds a page."""

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

Grey = npt.NDArray[np.uint8]

# One worker process, one thread: more would fight over the cores with the other workers.
cv2.setNumThreads(1)

# A fourth of the pixels a side leaves letters of 300 dpi 8 pixels high: enough for lines and shading, 16 times less work.
SMALL_SIDE = 900
# Skew of sheets fed or photographed by hand; beyond it pages are turned, not skewed.
MAX_SKEW = 15.0
# Half of what separates two lines over a page's width, so that the peak is not stepped over.
COARSE_STEP = 0.5
FINE_STEP = 0.1
# Ink pixels that give the angle; more do not change it.
INK_SAMPLE = 40_000


@dataclass(frozen=True, slots=True)
class Measures:
    """What was measured on one page image.

    Attributes:
        noise: Standard deviation of the noise of the paper in grey levels.
        paper: Grey level of the paper.
        ink: Grey level of the darkest ink.
        shading: Difference between the brightest and the darkest part of the paper in grey levels.
        skew: Angle of the lines in degrees, positive where they fall to the right.
        upright: How much better lines fit the page than columns; below 1 the page lies on its side.
    """

    noise: float
    paper: float
    ink: float
    shading: float
    skew: float
    upright: float


def shrink(grey: Grey) -> Grey:
    """Return the image made smaller by a whole factor so that its longer side has about :data:`SMALL_SIDE` pixels."""
    factor = max(1, round(max(grey.shape) / SMALL_SIDE))
    if factor == 1:
        return grey
    height, width = grey.shape[0] // factor, grey.shape[1] // factor
    small = cv2.resize(grey[: height * factor, : width * factor], (width, height), interpolation=cv2.INTER_AREA)
    return small.astype(np.uint8, copy=False)


def measure(grey: Grey, small: Grey) -> Measures:
    """Measure a page: ``small`` is ``grey`` from :func:`shrink`, dark ink on bright paper."""
    paper = float(np.percentile(small, 75))
    ink = float(np.percentile(small, 1))
    light = paper_levels(small)
    ink_mask = (small.astype(np.int16) < light.astype(np.int16) - max(12.0, (paper - ink) * 0.35)).astype(np.uint8)
    skew, lines = line_angle(ink_mask)
    _, columns = line_angle(np.ascontiguousarray(ink_mask.T))
    middle = light[light.shape[0] // 20 : -max(1, light.shape[0] // 20), light.shape[1] // 20 : -max(1, light.shape[1] // 20)]
    shading = float(np.percentile(middle, 95) - np.percentile(middle, 5)) if middle.size else 0.0
    return Measures(noise_level(grey), paper, ink, shading, skew, lines / max(columns, 1e-6))


def paper_levels(small: Grey) -> Grey:
    """Return the brightness of the paper behind the ink, everywhere on a shrunken image."""
    # Wider than a letter's stroke and a line's height at this size, so that ink is closed over.
    closed = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((15, 15), np.uint8))
    return np.asarray(cv2.blur(closed, (31, 31)), dtype=np.uint8)


def noise_level(grey: Grey) -> float:
    """Return the noise of a page as a standard deviation, by Immerkaer's mask (1996) and the median over twelve patches.

    The median of absolute values leaves the strokes of letters out.
    """
    mask = np.array([[1, -2, 1], [-2, 4, -2], [1, -2, 1]], np.float32)
    height, width = grey.shape
    levels = []
    for down in (0.2, 0.4, 0.6, 0.8):
        for across in (0.25, 0.5, 0.75):
            top, left = int(down * height), int(across * width)
            patch = grey[top : top + 256, left : left + 256]
            if min(patch.shape) >= 3:
                levels.append(float(np.median(np.abs(cv2.filter2D(patch, cv2.CV_16S, mask)))))
    # The mask's gain is 6; a median absolute deviation is 0.6745 of a standard deviation.
    return float(np.median(levels)) / 6 / 0.6745 if levels else 0.0


def line_angle(ink: npt.NDArray[np.uint8]) -> tuple[float, float]:
    """Return the angle of the lines of writing in degrees and how clearly they stand out.

    Ink is projected along each angle; where lines fit, full rows stand beside empty ones.
    """
    rows, columns = np.nonzero(ink)
    if len(rows) < 50:
        return 0.0, 0.0
    step = len(rows) // INK_SAMPLE + 1
    rows, columns = rows[::step].astype(np.float32), columns[::step].astype(np.float32)
    coarse = np.arange(-MAX_SKEW, MAX_SKEW + 0.01, COARSE_STEP)
    scores = [_sharpness(rows, columns, angle) for angle in coarse]
    best = float(coarse[int(np.argmax(scores))])
    fine = np.arange(best - COARSE_STEP, best + COARSE_STEP + 0.01, FINE_STEP)
    fine_scores = [_sharpness(rows, columns, angle) for angle in fine]
    return float(fine[int(np.argmax(fine_scores))]), float(max(fine_scores)) / len(rows)


def _sharpness(rows: Any, columns: Any, angle: float) -> float:
    radians = np.deg2rad(angle)
    places = rows * np.cos(radians) - columns * np.sin(radians)
    profile = np.bincount((places - places.min()).astype(np.int32)).astype(np.float32)
    return float(np.square(np.diff(profile)).sum())
