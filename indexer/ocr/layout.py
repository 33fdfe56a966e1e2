"""The layout of a scan: whether it shows one sheet or a spread of two."""

import cv2
import numpy as np
import numpy.typing as npt

from indexer.ocr.measure import ink_mask, shrink
from indexer.ocr.view import View

# Two A-format sheets side by side are 1.41 times as wide as high; books opened for scanning lie between 1.2 and 1.7.
SPREAD_SIDES = 1.15
# The gutter stands near the middle.
GUTTER_WINDOW = (0.35, 0.65)
# Inner margins: at least this share of the width is free of writing from top to bottom.
GUTTER_WIDTH = 0.02
# What is free between a list's names and its sums may be a quarter of the width; two inner margins are a tenth to a sixth, and
# more only beside short lines. The sums then stand in a narrow column, the lines of a sheet take more of the width.
GUTTER_WIDEST, LINES = 0.2, 0.2
# Printed sheets have columns, with less between them than the gutter has; the columns of a table are narrower than those.
WIDER, COLUMN = 1.8, 0.15
# Specks allowed in a column of the gutter, and the fold's own shadow, which fills it.
SPECKS, FOLD = 0.01, 0.6
# A fold's shadow fades to both sides over less than this share of the width, too dark for a margin and too light for a fold.
SHADOW_SIDE = 0.01
# Each sheet of a spread carries at least this share of the ink.
SHEET_INK = 0.15


def sheets(view: View) -> list[View]:
    """Return the views of the sheets on a scan: itself, or the two of a spread, left first."""
    height, width = view.grey.shape
    if width < SPREAD_SIDES * height:
        return [view]
    small, factor = shrink(view.grey)
    split = gutter(ink_mask(small))
    if not split:
        return [view]
    return [view.cropped(0, 0, split * factor, height), view.cropped(split * factor, 0, width, height)]


def gutter(ink: npt.NDArray[np.uint8]) -> int:
    """Return the column where two sheets meet; 0 if there is one sheet.

    A wide table has rules across its middle, or more free strips than one between narrow columns; neither is split.
    """
    width = ink.shape[1]
    rows = np.flatnonzero(ink.sum(axis=1))
    if not len(rows):
        return 0
    filled = ink.sum(axis=0) / max(1, rows[-1] - rows[0] + 1)
    total = float(filled.sum())
    free = _free(filled)
    gaps = [(start, end) for start, end in _runs(free) if end - start >= GUTTER_WIDTH * width]
    written = np.flatnonzero(free == 0)
    if not len(written):
        return 0
    inner = [(start, end) for start, end in gaps if start > written[0] and end <= written[-1]]
    start, end = max(inner, key=lambda gap: gap[1] - gap[0], default=(0, 0))
    low, high = (share * width for share in GUTTER_WINDOW)
    if not low <= (start + end) / 2 <= high:
        return 0
    if end - start > GUTTER_WIDEST * width and min(start - written[0], written[-1] - end) < LINES * width:
        return 0
    edges = [int(written[0]), *(edge for gap in inner for edge in gap), int(written[-1])]
    if len(inner) > 1 and not _is_between_columns(end - start, inner, edges, width):
        return 0
    middle = (start + end) // 2
    left = float(filled[:middle].sum())
    return middle if SHEET_INK * total <= left <= (1 - SHEET_INK) * total else 0


def _free(filled: npt.NDArray[np.float64]) -> npt.NDArray[np.uint8]:
    """Return 1 for columns of the image without writing, by how much of each is ink; a fold with its shadow is free, too."""
    free = ((filled < SPECKS) | (filled > FOLD)).astype(np.uint8)
    shadow = np.ones((1, max(5, round(SHADOW_SIDE * len(filled)))), np.uint8)
    return np.asarray(cv2.morphologyEx(free.reshape(1, -1), cv2.MORPH_CLOSE, shadow), np.uint8).ravel()


def _is_between_columns(gutter: int, gaps: list[tuple[int, int]], edges: list[int], width: int) -> bool:
    """Tell the gutter between sheets that have columns from the widest strip between the columns of a table."""
    next_widest = sorted(end - start for start, end in gaps)[-2]
    columns = [right - left for left, right in zip(edges[::2], edges[1::2], strict=True)]
    return gutter >= WIDER * next_widest and min(columns) >= COLUMN * width


def _runs(flags: npt.NDArray[np.uint8]) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate([[0], flags, [0]])))
    return [(int(start), int(end)) for start, end in zip(edges[::2], edges[1::2], strict=True)]
