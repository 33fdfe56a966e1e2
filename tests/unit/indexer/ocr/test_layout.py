"""Where the two sheets of a spread meet."""

import numpy as np
import numpy.typing as npt
import pytest

from indexer.ocr.layout import gutter

WIDTH, HEIGHT = 900, 640
Ink = npt.NDArray[np.uint8]


def _lines(ink: Ink, left: int, right: int) -> None:
    for top in range(40, HEIGHT - 40, 12):
        ink[top : top + 5, left:right] = 1


def _spread() -> Ink:
    ink = np.zeros((HEIGHT, WIDTH), np.uint8)
    _lines(ink, 40, 410)
    _lines(ink, 490, 860)
    return ink


def test_two_sheets_meet_in_the_free_strip_between_them() -> None:
    assert 410 <= gutter(_spread()) <= 490


@pytest.mark.parametrize("side", [0, 3, 7])
def test_the_shadow_of_a_fold_does_not_hide_the_gutter(side: int) -> None:
    ink = _spread()
    ink[:, 448:453] = 1
    # The shadow fades: every third row is still taken for ink.
    ink[::3, 448 - side : 453 + side] = 1
    assert 410 <= gutter(ink) <= 490


def test_lines_across_the_middle_are_one_sheet() -> None:
    ink = np.zeros((HEIGHT, WIDTH), np.uint8)
    _lines(ink, 40, 860)
    assert gutter(ink) == 0


def test_a_ruled_table_is_one_sheet() -> None:
    ink = _spread()
    for top in range(35, HEIGHT - 35, 12):
        ink[top, 40:860] = 1
    assert gutter(ink) == 0


def test_a_sheet_beside_an_empty_one_is_not_cut() -> None:
    ink = np.zeros((HEIGHT, WIDTH), np.uint8)
    _lines(ink, 40, 410)
    assert gutter(ink) == gutter(np.zeros((HEIGHT, WIDTH), np.uint8)) == 0
