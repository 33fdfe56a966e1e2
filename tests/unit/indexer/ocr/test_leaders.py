"""Rows of dots on forms are taken away; the writing on them, full stops and specks are not."""

import cv2
import numpy as np
import pytest

from indexer.ocr.leaders import without_leaders
from indexer.ocr.measure import measure, shrink

PAPER, INK = 240, 20


def written(width=1400, height=900):
    """Return a page of lines of upright strokes, letters 24 pixels high, words of six with a full stop after each."""
    page = np.full((height, width), PAPER, np.uint8)
    for top in range(120, height - 120, 90):
        for number, left in enumerate(range(100, width // 2, 16)):
            if number % 7:
                page[top : top + 24, left : left + 5] = INK
                page[top + 20 : top + 24, left : left + 10] = INK
            else:
                page[top + 20 : top + 24, left : left + 4] = INK
    return page


def dotted(page, apart, climb=0.0):
    """Return where rows of dots stand that begin under the writing and go on far beyond it."""
    mask = np.zeros_like(page)
    for top in range(120, page.shape[0] - 120, 90):
        for left in range(300, page.shape[1] - 80, apart):
            cv2.circle(mask, (left, top + 22 + round(climb * (left - 300))), 2, 255, -1)
    return mask > 0


def cleaned(page):
    return without_leaders(page, measure(page, *shrink(page)))


@pytest.mark.parametrize("climb", [0.0, 0.05])
@pytest.mark.parametrize("apart", [9, 14, 20])
def test_dots_are_taken_away_and_the_writing_on_them_stays(apart, climb):
    page = written()
    dots = dotted(page, apart, climb)
    clean = cleaned(np.where(dots, np.uint8(INK), page))
    assert clean is not None
    # Full stops in the line of dots go with them; what is higher stays to the last pixel.
    tall = page.copy()
    tall[:, :] = PAPER
    for top in range(120, page.shape[0] - 120, 90):
        tall[top : top + 18] = page[top : top + 18]
    assert (clean[tall == INK] == INK).all()
    free = dots & (page == PAPER)
    free[:, : page.shape[1] // 2 + 10] = False
    assert (clean[free] > PAPER - 40).mean() > 0.99


def test_full_stops_after_words_are_no_row_of_dots():
    assert cleaned(written()) is None


def test_an_ellipsis_is_no_row_of_dots():
    page = written()
    for left in range(1000, 1060, 12):
        cv2.circle(page, (left, 142), 2, INK, -1)
    assert cleaned(page) is None


def test_specks_all_over_are_no_row_of_dots():
    page = written()
    at = np.random.default_rng(5).integers(0, page.size, 30_000)
    page.reshape(-1)[at] = INK
    assert cleaned(page) is None


def test_a_blank_page_has_none():
    assert cleaned(np.full((900, 1400), PAPER, np.uint8)) is None
