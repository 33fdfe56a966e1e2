"""Pictures of sheets on disk, each drawn once as a pyramid of tiles: a part of any size costs a few tiles."""

import contextlib
import hashlib
import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pyvips
from PIL import Image

from paraq.records.model import Box, PageRecord

Draw = Callable[[PageRecord, Path], None]
"""Writes the pyramid of a sheet, in pixels of its boxes, to a path."""

# A sheet of A4 at 300 dpi takes about 1 MB; two thousand of them are what an archive looks at in some days.
DISK_BYTES = 2 * 1024**3
# A drawing that takes longer than 20 s is ended; what is unfinished after a minute was left behind by a process that was killed.
UNFINISHED_SECONDS = 60
# Counted up whenever the same sheet would be drawn in another way.
DRAWING = "4"

# Tiles come from files that the system keeps in memory anyway.
pyvips.cache_set_max(0)
# A cut is some tiles; to start threads for it takes as long as to draw it, and other readers' cuts keep the cores at work.
pyvips.concurrency_set(1)


class Pyramids:
    """The sheets' pictures in a folder, the longest unused going first. Safe to use from several threads and processes.

    Args:
        folder: Where they are kept; may be emptied at any time.
        draw: Draws a sheet.
        capacity: Most bytes to keep.
    """

    def __init__(self, folder: Path, draw: Draw, capacity: int = DISK_BYTES) -> None:
        self._folder = folder
        self._draw = draw
        self._capacity = capacity
        self._lock = threading.Lock()
        self._drawing: dict[str, threading.Lock] = {}

    def size(self, page: PageRecord) -> tuple[int, int]:
        """Return width and height of a sheet's picture in pixels. Raises as :meth:`part` does."""
        text = page.text
        if text.width:
            return (text.region.width, text.region.height) if text.region else (text.width, text.height)
        # A page without text has no size of its own to keep to.
        picture = pyvips.Image.tiffload(str(self._path(page)))
        return picture.width, picture.height

    def part(self, page: PageRecord, region: Box, size: tuple[int, int]) -> pyvips.Image:
        """Return a region of a sheet, brought to a size in pixels; one that is not larger reads only the tiles it needs.

        Raises:
            Missing: The stored file is gone or cannot be drawn.
        """
        path = str(self._path(page))
        picture = pyvips.Image.tiffload(path)
        shrunk = min(region.width // size[0], region.height // size[1])
        level = min(max(shrunk, 1).bit_length(), picture.get("n-pages")) - 1
        if level:
            picture = pyvips.Image.tiffload(path, page=level)
        halved = 1 << level
        piece = picture.crop(*_within(region, halved, (picture.width, picture.height)))
        if (piece.width, piece.height) != size:
            piece = piece.resize(size[0] / piece.width, vscale=size[1] / piece.height)
        return piece

    def shown(self, page: PageRecord, region: Box, width: int) -> Image.Image:
        """Return a region of a sheet at most ``width`` pixels wide and never enlarged, in colour. Raises as :meth:`part` does."""
        factor = min(1.0, width / region.width)
        size = (max(1, round(region.width * factor)), max(1, round(region.height * factor)))
        piece = self.part(page, region, size)
        mode = "L" if piece.bands == 1 else "RGB"
        return Image.frombytes(mode, (piece.width, piece.height), piece.write_to_memory()).convert("RGB")

    def _path(self, page: PageRecord) -> Path:
        told = repr([DRAWING, page.image, page.image_number, page.text.width, page.text.height, page.text.region])
        name = hashlib.sha256(told.encode()).hexdigest()[:40]
        path = self._folder / name[:2] / f"{name}.tif"
        try:
            _touch(path)
        except FileNotFoundError:
            # One drawing serves all who ask for the same sheet at once; others are not held up.
            with self._lock:
                turn = self._drawing.setdefault(name, threading.Lock())
            with turn:
                if not path.exists():
                    self._draw(page, path)
                    _touch(path)
                    self._make_room()
            with self._lock:
                self._drawing.pop(name, None)
        return path

    def _make_room(self) -> None:
        """Remove the longest unused down to nine tenths, so that not every new sheet looks through the folder for long."""
        with self._lock:
            self._remove_unfinished()
            kept = [(file.stat(), file) for file in self._folder.glob("*/*.tif")]
            total = sum(state.st_size for state, _ in kept)
            if total <= self._capacity:
                return
            for state, file in sorted(kept, key=lambda pair: pair[0].st_mtime_ns):
                if total <= self._capacity * 9 // 10:
                    return
                file.unlink(missing_ok=True)
                total -= state.st_size

    def _remove_unfinished(self) -> None:
        """Remove what drawings that were killed have left."""
        for file in self._folder.glob("*/*.part"):
            with contextlib.suppress(FileNotFoundError):
                if time.time() - file.stat().st_mtime > UNFINISHED_SECONDS:
                    file.unlink()


def _touch(path: Path) -> None:
    """Note that a file was used now: the system's own times stand still for milliseconds, in which many tiles are asked for."""
    now = time.time_ns()
    os.utime(path, ns=(now, now))


def _within(region: Box, halved: int, size: tuple[int, int]) -> tuple[int, int, int, int]:
    """Return left, top, width and height of a region on a picture ``halved`` times smaller."""
    left, top = min(region.left // halved, size[0] - 1), min(region.top // halved, size[1] - 1)
    right, bottom = -(-(region.left + region.width) // halved), -(-(region.top + region.height) // halved)
    return left, top, max(1, min(right, size[0]) - left), max(1, min(bottom, size[1]) - top)
