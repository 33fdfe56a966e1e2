"""Pictures drawn in processes of their own, from good files and from those that end their decoder."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psutil
import pytest
from PIL import Image

from api.drawing import Drawing
from api.pyramids import Pyramids
from paraq.errors import Missing
from paraq.records.model import Box, PageRecord
from paraq.store import Store
from tests.fakes.archive import PAGES


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


@pytest.fixture
def drawing(store: Store) -> Iterator[Drawing]:
    made = Drawing(store, processes=1)
    yield made
    made.close()


def record(image: str) -> PageRecord:
    return replace(PAGES[0], image=image, image_number=1, original=image)


def stored(store: Store, folder: Path, picture: Image.Image) -> str:
    picture.save(folder / "sheet.png")
    return store.put(folder / "sheet.png")


def test_picture_comes_in_the_size_of_its_boxes(store: Store, drawing: Drawing, tmp_path: Path) -> None:
    page = record(stored(store, tmp_path, Image.new("RGB", (600, 850), (200, 30, 30))))
    sheets = Pyramids(tmp_path / "cache", drawing)
    shown = sheets.shown(page, Box(0, 0, 1200, 1700), 300)
    assert shown.size == (300, 425)
    red, green, blue = shown.getpixel((100, 100))  # type: ignore[misc]
    assert red > 180 and green < 60 and blue < 60


def test_file_that_is_no_picture_is_missing_and_the_next_is_drawn(store: Store, drawing: Drawing, tmp_path: Path) -> None:
    sheets = Pyramids(tmp_path / "cache", drawing)
    with pytest.raises(Missing):
        sheets.shown(record(store.put(b"no picture at all")), Box(0, 0, 100, 100), 100)
    with pytest.raises(Missing):
        sheets.shown(record("f" * 64), Box(0, 0, 100, 100), 100)
    good = record(stored(store, tmp_path, Image.new("L", (300, 300), 255)))
    assert sheets.shown(good, Box(0, 0, 1200, 1700), 100).width == 100


def test_death_of_the_drawing_process_costs_nothing(store: Store, drawing: Drawing, tmp_path: Path) -> None:
    sheets = Pyramids(tmp_path / "cache", drawing)
    good = record(stored(store, tmp_path, Image.new("L", (300, 300), 255)))
    sheets.shown(good, Box(0, 0, 1200, 1700), 100)
    children = [child for child in psutil.Process().children() if "spawn_main" in " ".join(child.cmdline())]
    assert children
    for child in children:
        child.kill()
        child.wait()
    other = replace(good, text=replace(good.text, width=1000, height=1400))
    assert sheets.shown(other, Box(0, 0, 1000, 1400), 100).width == 100


ORPHAN = """
import os, sys, time
from pathlib import Path
from api.drawing import Drawing
from paraq.store import Store
if __name__ == "__main__":
    drawing = Drawing(Store(Path(sys.argv[1])), processes=1)
    drawing.warm()
    drawing._started().submit(os.getpid).result()
    print(drawing._started().submit(os.getpid).result(), flush=True)
    time.sleep(60)
"""


def test_killed_api_leaves_no_process_behind(tmp_path: Path) -> None:
    script = tmp_path / "orphan.py"
    script.write_text(ORPHAN)
    parent = subprocess.Popen([sys.executable, str(script), str(tmp_path)], stdout=subprocess.PIPE, text=True)
    assert parent.stdout
    child = psutil.Process(int(parent.stdout.readline()))
    os.kill(parent.pid, signal.SIGKILL)
    parent.wait()
    parent.stdout.close()
    for _ in range(300):
        if not child.is_running() or child.status() == psutil.STATUS_ZOMBIE:
            return
        time.sleep(0.1)
    pytest.fail("The drawing process outlived the API")
