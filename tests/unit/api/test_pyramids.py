import os
import threading
from pathlib import Path

import pytest
import pyvips
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from api.drawing import save_pyramid, without_colour
from api.pyramids import Pyramids
from paraq.records.model import Box, PageRecord
from tests.fakes.archive import PAGES, SIZE, draw, pyramids

DRAWN = pyramids()


class Counting:
    def __init__(self) -> None:
        self.drawn: list[str] = []

    def __call__(self, page: PageRecord, target: Path) -> None:
        self.drawn.append(page.page_id)
        save_pyramid(draw(page), target)


@settings(max_examples=40)
@given(st.integers(0, 1190), st.integers(0, 1690), st.integers(1, 1200), st.integers(1, 1700), st.integers(1, 2000))
def test_part_has_the_asked_size_and_shape(left: int, top: int, width: int, height: int, asked: int) -> None:
    region = Box(left, top, min(width, SIZE[0] - left), min(height, SIZE[1] - top))
    shown = DRAWN.shown(PAGES[0], region, asked)
    assert shown.width == min(asked, region.width)
    assert abs(shown.height - region.height * shown.width / region.width) <= 1


def test_ink_stands_where_the_word_does_at_every_scale() -> None:
    box = PAGES[0].text.words[0].box
    for width in (SIZE[0], 600, 300, 150):
        shown = DRAWN.shown(PAGES[0], Box(0, 0, *SIZE), width).convert("L")
        factor = width / SIZE[0]
        middle = (round((box.left + box.width / 2) * factor), round((box.top + box.height / 2) * factor))
        assert shown.getpixel(middle) < 60  # type: ignore[operator]
        assert shown.getpixel((round(30 * factor), round(30 * factor))) > 240  # type: ignore[operator]


@settings(max_examples=40)
@given(st.integers(0, 299), st.integers(0, 199), st.integers(0, 2), st.integers(1, 155))
def test_one_coloured_pixel_keeps_the_colour_of_a_sheet(left: int, top: int, band: int, more: int) -> None:
    plain = Image.effect_noise((300, 200), 40)
    grey = plain.convert("RGB")
    assert without_colour(grey).tobytes() == plain.tobytes()
    stamp = [100, 100, 100]
    stamp[band] += more
    grey.putpixel((left, top), tuple(stamp))
    assert without_colour(grey) is grey


def test_grey_that_is_written_as_colour_is_kept_as_grey(tmp_path: Path) -> None:
    for name, paper in (("grey", (230, 230, 230)), ("yellowed", (230, 220, 180))):
        save_pyramid(without_colour(Image.new("RGB", (300, 200), paper)), tmp_path / f"{name}.tif")
    kept = {path.stem: pyvips.Image.tiffload(str(path)).bands for path in tmp_path.glob("*.tif")}
    assert kept == {"grey": 1, "yellowed": 3}


def test_longest_unused_sheets_make_room(tmp_path: Path) -> None:
    counting = Counting()
    whole = Box(0, 0, *SIZE)
    Pyramids(tmp_path, counting).shown(PAGES[0], whole, 100)
    one = next(tmp_path.glob("*/*.tif")).stat().st_size
    few = Pyramids(tmp_path, counting, capacity=one * 5 // 2)
    for page in (PAGES[1], PAGES[0], PAGES[2], PAGES[0]):
        few.shown(page, whole, 100)
    assert counting.drawn == [page.page_id for page in PAGES[:3]]
    few.shown(PAGES[1], whole, 100)
    assert counting.drawn[-1] == PAGES[1].page_id
    assert sum(file.stat().st_size for file in tmp_path.glob("*/*.tif")) <= one * 5 // 2


def test_what_a_killed_drawing_left_is_removed_and_one_that_is_drawn_is_not(tmp_path: Path) -> None:
    left, drawn = tmp_path / "00" / "left.part", tmp_path / "00" / "drawn.part"
    left.parent.mkdir()
    for file in (left, drawn):
        file.write_bytes(b"half a picture")
    os.utime(left, (0, 0))
    Pyramids(tmp_path, Counting()).shown(PAGES[0], Box(0, 0, *SIZE), 100)
    assert drawn.exists() and not left.exists()


def test_many_who_ask_at_once_wait_for_one_drawing(tmp_path: Path) -> None:
    counting = Counting()
    sheets = Pyramids(tmp_path, counting)
    threads = [threading.Thread(target=sheets.shown, args=(PAGES[0], Box(0, 0, *SIZE), 100)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert counting.drawn == [PAGES[0].page_id]


def test_drawing_that_failed_is_tried_again(tmp_path: Path) -> None:
    failures = [OSError("busy")]

    def unsteady(page: PageRecord, target: Path) -> None:
        if failures:
            raise failures.pop()
        save_pyramid(draw(page), target)

    sheets = Pyramids(tmp_path, unsteady)
    with pytest.raises(OSError):
        sheets.shown(PAGES[0], Box(0, 0, *SIZE), 100)
    assert sheets.shown(PAGES[0], Box(0, 0, *SIZE), 100).width == 100
    assert not list(tmp_path.glob("**/*.part"))
