"""How writing stands on its scan is told from the places of words, and boxes follow a picture that is turned."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from paraq.records.model import Box, Word
from paraq.records.upright import Turn, back, turn_of, turned

TURNS: tuple[Turn, ...] = (0, 90, 180, 270)
SIZE = (60, 40)


@given(st.integers(0, 50), st.integers(0, 30), st.integers(1, 9), st.integers(1, 9), st.sampled_from(TURNS))
def test_a_box_goes_where_its_picture_is_turned_and_comes_back(left: int, top: int, width: int, height: int, turn: Turn) -> None:
    box = Box(left, top, width, height)
    picture = Image.new("L", SIZE)
    picture.paste(255, (left, top, left + width, top + height))
    there = turned(box, turn, SIZE)
    drawn = picture.rotate(turn, expand=True)
    assert drawn.getbbox() == (there.left, there.top, there.left + there.width, there.top + there.height)
    assert turned(there, back(turn), drawn.size) == box


@pytest.mark.parametrize(("text", "turn"), [("слово", 180), ("ماقالا", 0)])
def test_words_that_go_left_are_upside_down_unless_their_script_does(text: str, turn: int) -> None:
    words = [Word(text, at, at + 5, Box(300 - 60 * at, 10, 50, 20), 90.0) for at in range(5)]
    assert turn_of(words) == turn
