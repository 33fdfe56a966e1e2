"""Tesseract ended from outside costs its page nothing; ended again and again, it is refused."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from indexer.ocr import tesseract
from indexer.ocr.tesseract import FORGIVEN_KILLS, PROGRAM, read_words
from indexer.ocr.view import Grey
from paraq.errors import Invalid
from tests.integration.paraq_home import write_picture


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Grey:
    path = tmp_path_factory.mktemp("page") / "page.png"
    write_picture(path, "ХАТТАМА № 7\nҚатысқандар: Омаров Берік")
    with Image.open(path) as picture:
        return np.asarray(picture.convert("L"))


@contextmanager
def killing(times: int) -> Iterator[list[int]]:
    """End so many of this process's Tesseracts as soon as they run; gives the list of those that were ended."""
    killed: list[int] = []
    over = threading.Event()

    def hunt() -> None:
        while not over.is_set() and len(killed) < times:
            for pid in tesseracts():
                if pid not in killed and len(killed) < times:
                    os.kill(pid, signal.SIGKILL)
                    killed.append(pid)
            time.sleep(0.002)

    hunter = threading.Thread(target=hunt)
    hunter.start()
    try:
        yield killed
    finally:
        over.set()
        hunter.join()


def tesseracts() -> list[int]:
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            name, _, rest = status.read_text().partition("(")[2].rpartition(")")
        except OSError:
            continue
        if name in ("tesseract", PROGRAM) and int(rest.split()[1]) == os.getpid():
            found.append(int(status.parent.name))
    return found


def test_a_killed_tesseract_is_started_again(page: Grey) -> None:
    expected = read_words(page, "kaz+rus")
    with killing(FORGIVEN_KILLS) as killed:
        words = read_words(page, "kaz+rus")
    assert len(killed) == FORGIVEN_KILLS
    assert words == expected
    assert "Омаров" in [word.text for word in words]


def test_a_tesseract_that_is_always_killed_is_refused(page: Grey) -> None:
    with killing(FORGIVEN_KILLS + 1) as killed, pytest.raises(Invalid, match="Tesseract cannot read"):
        read_words(page, "kaz+rus")
    assert len(killed) == FORGIVEN_KILLS + 1


def test_the_systems_tesseract_reads_where_ours_is_missing(page: Grey, monkeypatch: pytest.MonkeyPatch) -> None:
    def read(program: str) -> list[str]:
        monkeypatch.setattr(tesseract, "PROGRAM", program)
        tesseract._program.cache_clear()
        assert Path(tesseract._program()[0]).name == (program if program == PROGRAM else "tesseract")
        return [word.text for word in read_words(page, "kaz+rus")]

    assert read("no-such-program") == read(PROGRAM)
