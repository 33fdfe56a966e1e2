"""Cleaning: only as far as the page needs, decided from what was measured on it.

Every step that moves pixels is kept in one affine map, so that each word's box can be given on the original image.
"""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from indexer.ocr.measure import Grey, Measures, measure, paper_levels, shrink

Affine = npt.NDArray[np.float64]

# Tesseract reads lines that are this straight as well as straight ones (office pages with 0.7 degrees lose nothing measurable,
# pages with 2 degrees lose half their letters).
SKEW_TOLERATED = 0.4
# JPEG leaves about 1, an office scanner 5 to 10; worn pages measure 13 and more and are unreadable without smoothing.
NOISE_TOLERATED = 11.0
# Paper that varies more than this loses strokes to one global threshold.
SHADING_TOLERATED = 40.0
# Ink that stands out less than this is stretched to the full range.
CONTRAST_NEEDED = 110.0


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A page as OCR sees it.

    Attributes:
        grey: The cleaned image.
        to_original: 2x3 affine map from its pixels to those of the original image.
        measures: What was measured on the original.
    """

    grey: Grey
    to_original: Affine
    measures: Measures


def clean(grey: Grey) -> Cleaned:
    """Clean a page image as far as it needs."""
    small = shrink(grey)
    if np.median(small) < 110:
        grey, small = 255 - grey, 255 - small
    measures = measure(grey, small)
    to_original: Affine = np.array([[1, 0, 0], [0, 1, 0]], np.float64)
    if measures.shading > SHADING_TOLERATED:
        grey = flatten(grey, small)
    if measures.noise > NOISE_TOLERATED:
        grey = smooth(grey)
    if abs(measures.skew) > SKEW_TOLERATED:
        grey, to_original = straighten(grey, measures.skew, measures.paper)
    if measures.noise > NOISE_TOLERATED or measures.paper - measures.ink < CONTRAST_NEEDED:
        grey = binarise(grey)
    return Cleaned(grey, to_original, measures)


def flatten(grey: Grey, small: Grey) -> Grey:
    """Make the paper equally bright everywhere."""
    light = cv2.resize(paper_levels(small), (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(grey, light, scale=235), dtype=np.uint8)


def smooth(grey: Grey) -> Grey:
    """Take noise away that is finer than strokes."""
    return np.asarray(cv2.GaussianBlur(cv2.medianBlur(grey, 3), (0, 0), 0.8), dtype=np.uint8)


def straighten(grey: Grey, skew: float, paper: float) -> tuple[Grey, Affine]:
    """Turn the page about its middle so that its lines are level; return it and the map back."""
    height, width = grey.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), skew, 1.0)
    radians = np.deg2rad(abs(skew))
    wide = int(np.ceil(width * np.cos(radians) + height * np.sin(radians)))
    high = int(np.ceil(height * np.cos(radians) + width * np.sin(radians)))
    turn[:, 2] += ((wide - width) / 2, (high - height) / 2)
    turned = cv2.warpAffine(grey, turn, (wide, high), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=paper)
    return np.asarray(turned, dtype=np.uint8), np.asarray(cv2.invertAffineTransform(turn), dtype=np.float64)


def binarise(grey: Grey) -> Grey:
    """Return black ink on white by Otsu's threshold."""
    return np.asarray(cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)[1], dtype=np.uint8)
