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


def test_sheets_with_columns_meet_where_the_free_strip_is_widest() -> None:
    ink = np.zeros((HEIGHT, WIDTH), np.uint8)
    for left, right in ((40, 215), (240, 415), (485, 660), (685, 860)):
        _lines(ink, left, right)
    assert 415 <= gutter(ink) <= 485


@pytest.mark.parametrize("columns", [((40, 250), (470, 560)), ((40, 215), (240, 290), (310, 415), (485, 660), (685, 860))])
def test_a_list_without_rules_is_one_sheet(columns: tuple[tuple[int, int], ...]) -> None:
    ink = np.zeros((HEIGHT, WIDTH), np.uint8)
    for left, right in columns:
        _lines(ink, left, right)
    assert gutter(ink) == 0
