"""Stamps over writing are taken away; stamps that stand free, tables and the writing itself are not."""

import cv2
import numpy as np
import pytest

from indexer.ocr.stamps import grey_of, without_stamps

PAPER, INK, STAMP = 240, 20, 105
CENTRE, RADIUS = (700, 500), 180


def written(width=1400, height=1800):
    """Return a page of lines of upright strokes, letters 24 pixels high, and the places of their ink."""
    page = np.full((height, width), PAPER, np.uint8)
    for top in range(120, height - 120, 60):
        for left in range(100, width - 100, 14):
            if left % 98:
                page[top : top + 24, left : left + 5] = INK
                page[top + 20 : top + 24, left : left + 10] = INK
    return page


def ring(level=255):
    """Return where a stamp of two rings stands."""
    mask = np.zeros((1800, 1400), np.uint8)
    for radius in (RADIUS, RADIUS - 16):
        cv2.circle(mask, CENTRE, radius, level, 4)
    return mask > 0


def stamped(level):
    page = written()
    page[ring() & (page > level)] = level
    return page


@pytest.mark.parametrize("level", [90, STAMP, 150])
def test_a_paler_stamp_is_taken_away_and_the_writing_under_it_stays(level):
    page, clean = written(), without_stamps(stamped(level))
    assert (clean[page == INK] == INK).all()
    left = ring() & (page == PAPER) & (clean < PAPER - 40)
    # Beside letters a rim of the ring is left.
    assert left.sum() < 0.35 * (ring() & (page == PAPER)).sum()


def test_a_ring_as_dark_as_the_writing_is_taken_away():
    page, clean = written(), without_stamps(stamped(INK))
    between = ring() & (page == PAPER)
    assert (clean[between] < 128).mean() < 0.25
    far = ~cv2.dilate(ring().astype(np.uint8), np.ones((25, 25), np.uint8)).astype(bool)
    assert (clean[far] == page[far]).all()


def test_a_page_without_stamp_is_the_same_page():
    page = written()
    assert without_stamps(page) is page


def test_a_ruled_table_is_left_alone():
    page = written()
    for at in range(90, 1400, 300):
        page[100:1700, at : at + 4] = INK
    for at in range(100, 1700, 60):
        page[at : at + 4, 90:1294] = INK
    assert (without_stamps(page) == page).all()


def coloured(grey, ink, where):
    colour = np.repeat(grey[:, :, None], 3, axis=2)
    mark = where & (grey > 128)
    colour[mark] = ink
    return colour


@pytest.mark.parametrize("ink", [(40, 60, 170), (110, 60, 150), (190, 40, 40)])
def test_a_coloured_stamp_over_black_writing_is_dropped_by_its_colour(ink):
    page = written()
    clean = grey_of(coloured(page, ink, ring()))
    assert (clean[ring() & (page == PAPER)] > 200).mean() > 0.9
    assert (clean[page == INK] < 60).mean() > 0.999


def test_a_coloured_stamp_that_stands_free_stays():
    page = np.full((1800, 1400), PAPER, np.uint8)
    page[900:] = written()[900:]
    grey = grey_of(coloured(page, (40, 60, 170), ring()))
    assert (grey[ring()] < 100).all()


def test_a_page_written_in_violet_stays():
    page = written()
    colour = np.repeat(page[:, :, None], 3, axis=2)
    colour[page == INK] = (110, 60, 150)
    colour[ring() & (page == PAPER)] = (110, 60, 150)
    grey = grey_of(colour)
    assert (grey[page == INK] < 110).all()
