"""Ink that shows through from the back of a sheet."""

import cv2
import numpy as np

from indexer.ocr.clean import smooth
from indexer.ocr.measure import paper_of, shrink
from indexer.ocr.stamps import EDGE, valley
from indexer.ocr.view import Grey


def without_bleed(grey: Grey) -> Grey | None:
    """Return a page without the paler of its two inks; None if it has one ink.

    Pale ink may as well be writing of its own, as beside a stronger pen: for pages that read poorly with both.
    """
    small, _ = shrink(grey)
    paper = paper_of(small)
    calm = smooth(grey)
    level = valley(calm, paper)
    if not level:
        return None
    front = cv2.dilate((calm < level).astype(np.uint8), np.ones((EDGE, EDGE), np.uint8))
    return np.asarray(np.where(front > 0, grey, np.uint8(paper)), np.uint8)
