"""Tesseract through pytesseract: one process a page, words as TSV."""

import os
import shlex
import shutil
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import cv2

from indexer.ocr.view import Grey
from indexer.programs import LanguageData, language_data
from paraq.errors import Invalid, Unavailable

# More than one OCR thread a worker makes workers fight over the cores: 31 times slower was measured by others.
os.environ["OMP_THREAD_LIMIT"] = "1"
# A dense page takes 5 s, three times as much on a busy machine; beyond this Tesseract is lost among specks.
PAGE_SECONDS = 100.0
# Whoever ends Tesseract from outside (a person, the system when memory is short for a moment) does so once or twice; the page
# bears no blame, and the safer settings of a second try would read it worse. When memory stays short, the refusal stands.
FORGIVEN_KILLS = 2
# TIFF 6.0, tag Compression.
UNCOMPRESSED = 1
# What :mod:`indexer.ocr.program` is installed as. One of that name on the PATH goes before it.
PROGRAM = "paraq-tesseract"


@dataclass(frozen=True, slots=True)
class RawWord:
    """A word as Tesseract gives it: its line as (block, paragraph, line), its box as left, top, width, height."""

    text: str
    line: tuple[int, int, int]
    box: tuple[int, int, int, int]
    confidence: float
    alternatives: tuple[str, ...] = ()


def read_words(grey: Grey, languages: str, *, layout: int = 3, dpi: int = 300, seconds: float = PAGE_SECONDS) -> list[RawWord]:
    """Return the words of an image in reading order.

    Args:
        grey: The image.
        languages: Tesseract languages joined by ``+``.
        layout: Page segmentation mode: 3 a page, 4 one column, 6 one block, 7 one line, 8 one word.
        dpi: Resolution to assume.
        seconds: Stop after this time, and end Tesseract's process.

    Raises:
        Unavailable: Tesseract or one of the languages is not installed.
        Invalid: Tesseract gave up on the image.
    """
    tsv = _run(grey, languages, f"--psm {layout} --dpi {dpi}", seconds)
    return [word for line in tsv.splitlines()[1:] if (word := _word(line)) is not None]


def installed() -> frozenset[str]:
    """Return the languages that Tesseract has.

    Raises:
        Unavailable: Tesseract is not installed.
    """
    return _data().languages


@lru_cache(maxsize=1)
def _data() -> LanguageData:
    if shutil.which("tesseract") is None:
        raise _missing()
    return language_data()


@lru_cache(maxsize=1)
def _program() -> tuple[str, str]:
    """Return the program that reads and the options that it needs; the system's own, a fifth slower, where ours is missing."""
    folder = _data().folder
    beside = str(Path(sys.executable).parent)
    ours = shutil.which(PROGRAM, path=os.pathsep.join((os.environ.get("PATH", ""), beside)))
    return (ours, f"--tessdata-dir {shlex.quote(folder)}") if ours and folder else ("tesseract", "-c tessedit_create_tsv=1")


def _word(row: str) -> RawWord | None:
    cells = row.split("\t")
    # TSV columns: level, page, block, paragraph, line, word, left, top, width, height, confidence, text; level 5 is a word.
    if len(cells) != 12 or cells[0] != "5" or not cells[11].strip():
        return None
    left, top, width, height = (int(cell) for cell in cells[6:10])
    return RawWord(_plain(cells[11]), (int(cells[2]), int(cells[3]), int(cells[4])), (left, top, width, height), float(cells[10]))


def _plain(text: str) -> str:
    # The Kazakh model writes the low quotation mark for many a comma.
    return text.strip().replace("\u201a", ",")


def _run(grey: Grey, languages: str, config: str, seconds: float) -> str:
    pytesseract = _pytesseract()
    pytesseract.tesseract_cmd, options = _program()
    with TemporaryDirectory(prefix="paraq-ocr-") as folder:
        # Plain TIFF is the cheapest on both sides: PNG costs 0.1 s of CPU to write, and PGM 0.15 s to read.
        path = Path(folder) / "page.tif"
        cv2.imwrite(str(path), grey, [cv2.IMWRITE_TIFF_COMPRESSION, UNCOMPRESSED])
        flags = f"{config} {options}"
        try:
            return _patiently(partial(pytesseract.run_and_get_output, str(path), "tsv", languages, flags, timeout=seconds))
        except pytesseract.TesseractNotFoundError as error:
            raise _missing() from error
        except pytesseract.TesseractError as error:
            raise _refusal(str(error.message), languages) from error
        except RuntimeError as error:
            raise Invalid(f"OCR took longer than {seconds:.0f} seconds", code="ocr-time") from error


def _patiently(run: Callable[[], object]) -> str:
    """Run Tesseract, and again if somebody ended it."""
    for _ in range(FORGIVEN_KILLS):
        try:
            return str(run())
        except _pytesseract().TesseractError as error:
            if error.status != -signal.SIGKILL:
                raise
    return str(run())


def _missing() -> Unavailable:
    remedy = "Install tesseract-ocr with its languages kaz, rus, eng and osd"
    return Unavailable("Tesseract is not installed", remedy=remedy, code="tesseract")


def _refusal(message: str, languages: str) -> Unavailable | Invalid:
    if "Error opening data file" in message or "Failed loading language" in message:
        return Unavailable(
            f"A language of {languages} is not installed for Tesseract", remedy="Install its tesseract-ocr package"
        )
    return Invalid("Tesseract cannot read this image", where=message.strip()[:200], code="ocr")


def _pytesseract() -> Any:
    """Import pytesseract without pandas, which it would load for a function not used here at the price of half a page's OCR."""
    if "pytesseract" not in sys.modules and "pandas" not in sys.modules:
        sys.modules["pandas"] = None  # type: ignore[assignment]
        try:
            import pytesseract.pytesseract as module
        finally:
            del sys.modules["pandas"]
        return module
    import pytesseract.pytesseract as module

    return module
