from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from api.sheets import cut_region, marked
from paraq.records.model import Box

SHEET = (1000, 1400)
BOXES = st.builds(Box, st.integers(0, 950), st.integers(0, 1350), st.integers(1, 300), st.integers(1, 60))


@given(boxes=st.lists(BOXES, max_size=8), width=st.integers(64, 1600), height=st.integers(32, 1200))
def test_cut_lies_on_the_sheet(boxes: list[Box], width: int, height: int) -> None:
    region = cut_region(SHEET, boxes, boxes, (width, height))
    assert region.left >= 0 and region.top >= 0 and region.width > 0 and region.height > 0
    assert region.left + region.width <= SHEET[0] and region.top + region.height <= SHEET[1]


def test_cut_shows_the_place_where_most_words_stand_together() -> None:
    alone = Box(100, 100, 120, 30)
    together = [Box(400, 900, 120, 30), Box(540, 900, 120, 30)]
    region = cut_region(SHEET, [alone, *together], [], (400, 120))
    assert all(region.left <= box.left and box.left + box.width <= region.left + region.width for box in together)
    assert region.top <= 900 <= region.top + region.height


def test_a_cut_shows_the_word_that_leads_wherever_others_are() -> None:
    boxes = [Box(100, 100, 120, 30), Box(400, 900, 120, 30), Box(540, 900, 120, 30)]
    region = cut_region(SHEET, boxes, [], (400, 120), led=True)
    assert region.left <= 100 and region.top <= 100 and region.top + region.height >= 130


def test_writing_of_any_size_comes_out_equally_large() -> None:
    small = cut_region((4000, 6000), [Box(500, 500, 200, 30)], [], (600, 150))
    large = cut_region((4000, 6000), [Box(500, 500, 400, 60)], [], (600, 150))
    assert (large.width, large.height) == (small.width * 2, small.height * 2)


def test_mark_keeps_the_ink_dark_and_the_rest_white() -> None:
    sheet = Image.new("L", (100, 100), 255)
    sheet.paste(0, (40, 40, 50, 50))
    shown = marked(sheet, Box(0, 0, 100, 100), [Box(30, 30, 40, 40)])
    assert max(shown.getpixel((45, 45))) == 0  # type: ignore[arg-type]
    assert shown.getpixel((35, 35)) == (255, 221, 87)
    assert shown.getpixel((5, 5)) == (255, 255, 255)
