"""Sheets and acts drawn in processes of their own: a file that breaks its decoder ends one of them and never the API."""

import contextlib
import multiprocessing
import os
import resource
import signal
import tempfile
import threading
import time
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import numpy as np
from PIL import Image

from api.sheets import own_region
from paraq import imaging
from paraq.errors import Invalid, Missing, Unavailable
from paraq.records.model import Box, PageRecord
from paraq.services.receipt import Receipt
from paraq.store import Store

# The largest picture that is read, 150 million pixels in colour, is 450 MB; turning and cutting hold it up to four times.
MEMORY = 3 * 1024**3
# A sheet takes .2 s; what takes a hundred times as long will not come.
SECONDS = 20
# An orphan that waits costs nothing but memory.
PARENT_SECONDS = 2.0
# A tile of 512 pixels is one answer of some 40 kB; OpenSeadragon asks for about eight to fill a screen.
TILE = 512
# Of what is kept: a cut round a word is wide and low, and takes a fourth less time from these than from tiles of 512.
KEPT_TILE = 128
# Stamps and pencil stay legible, and colours true: from 90 on their edges keep their own place, though the tiles that are cut
# from it are compressed once more. The cases of the IIIF validator pass from here on.
QUALITY = 90


class Drawing:
    """Draws pages from the store into pyramids.

    Args:
        store: Where the files lie.
        processes: Sheets drawn at once.
    """

    def __init__(self, store: Store, processes: int = 2) -> None:
        self._store = store
        self._processes = processes
        self._pool: ProcessPoolExecutor | None = None
        self._lock = threading.Lock()

    def __call__(self, page: PageRecord, target: Path) -> None:
        """Write the picture of a sheet, in pixels of its boxes, as a pyramid of tiles.

        Raises:
            Missing: The stored file is gone or no longer a picture.
        """
        size = (page.text.width, page.text.height)
        region = own_region(page.text) if page.text.region else None
        try:
            asked = (self._store.path(page.image), page.image_number, size, region, target)
            try:
                self._started().submit(draw, *asked).result()
            except BrokenProcessPool:
                # Another's file may have ended the processes; whoever ends them twice is at fault.
                self.close()
                self._started().submit(draw, *asked).result()
        except (Invalid, OSError, BrokenProcessPool) as error:
            if isinstance(error, BrokenProcessPool):
                self.close()
            raise Missing("The picture of this sheet cannot be shown", where=page.page_id, code="picture-missing") from error

    def act(self, receipt: Receipt, language: str) -> bytes:
        """Return the act of acceptance of a transfer as PDF.

        Raises:
            Unavailable: No font with Kazakh letters is installed, or it is too large to be drawn.
        """
        try:
            return self._started().submit(act, receipt, language).result()
        except (BrokenProcessPool, MemoryError) as error:
            if isinstance(error, BrokenProcessPool):
                self.close()
            raise Unavailable("The receipt cannot be made", where=str(receipt["transfer"]), code="receipt") from error

    def warm(self) -> None:
        """Start the processes before somebody waits for them."""
        self._started().submit(os.getpid)

    def close(self) -> None:
        """End the processes."""
        with self._lock:
            if self._pool:
                self._pool.shutdown(wait=False, cancel_futures=True)
            self._pool = None

    def _started(self) -> ProcessPoolExecutor:
        with self._lock:
            if self._pool is None:
                own = multiprocessing.get_context("spawn")
                self._pool = ProcessPoolExecutor(self._processes, mp_context=own, initializer=_limited, initargs=(os.getpid(),))
            return self._pool


def _limited(parent: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    # Ctrl-C reaches the whole group; the API ends these itself when its requests are done.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: int) -> None:
    """End this process when the API is gone: killed, it cannot end it itself."""
    while os.getppid() == parent:
        time.sleep(PARENT_SECONDS)
    os._exit(0)


def draw(path: Path, number: int, size: tuple[int, int], region: Box | None, target: Path) -> None:
    """Draw a page of a file into a pyramid; ends this process if it takes more than :data:`SECONDS`.

    Args:
        path: A PDF or a picture.
        number: Its page or frame, from 1.
        size: Width and height that the picture is brought to; (0, 0) for its own.
        region: The part to keep; None for all of it.
        target: Where the pyramid goes; it is there whole or not at all.

    Raises:
        Invalid: The file is broken or too large.
    """
    signal.alarm(SECONDS)
    try:
        picture = imaging.draw(path, number)
        if all(size) and picture.size != size:
            picture = picture.resize(size, Image.Resampling.BILINEAR)
        if region:
            picture = picture.crop((region.left, region.top, region.left + region.width, region.top + region.height))
        save_pyramid(without_colour(picture), target)
    except MemoryError as error:
        raise Invalid("The picture is too large to be shown", where=path.name, code="too-large") from error
    finally:
        signal.alarm(0)


def act(receipt: Receipt, language: str) -> bytes:
    """Return the act of acceptance of a receipt as PDF."""
    # Only the process that draws has to know how.
    from paraq.services.act import draw_act

    return draw_act(receipt, language)  # type: ignore[arg-type]  # the route has checked it


def without_colour(picture: Image.Image) -> Image.Image:
    """Return a picture in colour that has none in grey, and any other as it is.

    Many scanners write grey as colour; in grey its parts take two thirds of the time and its pyramid a third of the room.
    """
    if picture.mode != "RGB" or not imaging.is_grey(np.asarray(picture)):
        return picture
    return picture.getchannel(0)


def save_pyramid(picture: Image.Image, target: Path) -> None:
    """Write a picture as a tiled TIFF with halved copies of itself."""
    import pyvips

    target.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=target.parent, suffix=".part")
    os.close(descriptor)
    try:
        image = pyvips.Image.new_from_array(np.asarray(picture))
        image.tiffsave(name, tile=True, tile_width=KEPT_TILE, tile_height=KEPT_TILE, pyramid=True, compression="jpeg", Q=QUALITY)
        Path(name).replace(target)
    except pyvips.Error as error:
        raise Invalid("The picture cannot be shown", where=str(error).strip(), code="broken") from error
    finally:
        with contextlib.suppress(FileNotFoundError):
            Path(name).unlink()
