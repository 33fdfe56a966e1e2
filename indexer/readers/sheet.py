"""Plain text laid out on sheets, so that it has pages, boxes and an image like everything else.

The letters stand on a grid, one cell each, so every box is arithmetic: the image is drawn once and kept, and the words are
laid out again whenever the pages are read.
"""

import subprocess
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont, TiffImagePlugin

from indexer.readers.pagetext import Line, Piece, page_text
from paraq.errors import Unavailable
from paraq.records.model import Box, PageText

# A4 at 150 dpi, 10 points: readable on a screen, and a page takes some 10 kB in CCITT G4.
WIDTH, HEIGHT, MARGIN = 1240, 1754, 100
CELL_WIDTH, CELL_HEIGHT, LETTER = 13, 26, 21
COLUMNS = (WIDTH - 2 * MARGIN) // CELL_WIDTH
ROWS = (HEIGHT - 2 * MARGIN) // CELL_HEIGHT
DPI = 150
# Beyond this a text is no document but data: 2,000 pages, some 9 million characters.
MAX_PAGES = 2000
GOES_ON = f"The text goes on: only its first {MAX_PAGES} pages are read. Hand it over in parts"
FONTS = (
    "/usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf",
    "/usr/share/fonts/truetype/liberation2/LiberationMono-Regular.ttf",
    "/usr/share/fonts/truetype/noto/NotoSansMono-Regular.ttf",
)


@dataclass(frozen=True, slots=True)
class Sheets:
    """The rows of each page of a text, at least one page and at most :data:`MAX_PAGES`; ``cut`` if the text goes on."""

    pages: list[list[str]]
    cut: bool = False

    def text(self, number: int) -> PageText:
        """Return the page text of a page, from 1; the last one says so if the text goes on."""
        last = self.cut and number == len(self.pages)
        return text_of(self.pages[number - 1], GOES_ON if last else "")


def lay_out(text: str) -> Sheets:
    """Lay a text out on pages."""
    pages: list[list[str]] = [[]]
    for paragraph in text.replace("\r\n", "\n").replace("\r", "\n").split("\f"):
        if pages[-1]:
            pages.append([])
        for line in paragraph.split("\n"):
            for row in _wrapped(_printable(line)):
                if len(pages[-1]) == ROWS:
                    pages.append([])
                pages[-1].append(row)
        if len(pages) > MAX_PAGES + 1:
            break
    written = [page for page in pages if any(page)]
    return Sheets(written[:MAX_PAGES] or [[]], cut=len(written) > MAX_PAGES)


def _printable(line: str) -> str:
    normal = unicodedata.normalize("NFC", line.expandtabs(4))
    return "".join(sign for sign in normal if sign.isprintable()).rstrip()


def _wrapped(line: str) -> list[str]:
    """Break a line at blanks, or inside a word that is longer than a row."""
    rows = []
    while len(line) > COLUMNS:
        at = line.rfind(" ", 1, COLUMNS + 1)
        at = at if at > 0 else COLUMNS
        rows.append(line[:at].rstrip())
        line = line[at:].lstrip()
    return [*rows, line]


def text_of(rows: list[str], source_note: str = "") -> PageText:
    """Return the page text of laid out rows; an empty row separates blocks."""
    lines: list[Line] = []
    gap = False
    for number, row in enumerate(rows):
        top = MARGIN + number * CELL_HEIGHT
        line = Line([], new_block=gap)
        column = 0
        for word in row.split():
            column = row.index(word, column)
            box = Box(MARGIN + column * CELL_WIDTH, top, len(word) * CELL_WIDTH, CELL_HEIGHT)
            line.pieces.append(Piece(word, box))
            column += len(word)
        gap = not line.pieces
        if line.pieces:
            lines.append(line)
    return page_text(lines, "text", (WIDTH, HEIGHT), note=source_note)


def draw(pages: list[list[str]], target: Path) -> Path:
    """Write the images of laid out pages as one TIFF of CCITT G4 frames.

    Raises:
        Unavailable: No font with Kazakh letters is installed.
    """
    font = _font()
    # Frame by frame: Pillow's own way holds all images at once, 2 MB each.
    with TiffImagePlugin.AppendingTiffWriter(str(target), new=True) as frames:
        for rows in pages:
            _image(rows, font).save(frames, "TIFF", compression="group4", dpi=(DPI, DPI))
            frames.newFrame()
    return target


def _image(rows: list[str], font: ImageFont.FreeTypeFont) -> Image.Image:
    image = Image.new("1", (WIDTH, HEIGHT), 1)
    for number, row in enumerate(rows):
        for column, sign in enumerate(row):
            if sign != " ":
                place = MARGIN + (column - 1) * CELL_WIDTH, MARGIN + number * CELL_HEIGHT
                image.paste(0, place, _glyph(sign, font))
    return image


# Drawn once each: a page has thousands of signs and takes seven times as long otherwise.
@lru_cache(maxsize=4096)
def _glyph(sign: str, font: ImageFont.FreeTypeFont) -> Image.Image:
    """Return a sign as a mask of three cells by two, its own the upper one in the middle: marks may stand beside it."""
    mask = Image.new("1", (3 * CELL_WIDTH, 2 * CELL_HEIGHT), 0)
    ImageDraw.Draw(mask).text((CELL_WIDTH, 0), sign, font=font, fill=1)
    return mask


@lru_cache(maxsize=1)
def _font() -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(_font_path(), LETTER)


def _font_path() -> str:
    for path in FONTS:
        if Path(path).exists():
            return path
    try:
        command = ["fc-match", "--format=%{file}", "monospace:lang=kk"]
        path = subprocess.run(command, capture_output=True, text=True, check=True, timeout=20).stdout.strip()
    except (OSError, subprocess.SubprocessError) as error:
        raise _no_font() from error
    if not Path(path).exists():
        raise _no_font()
    return path


def _no_font() -> Unavailable:
    return Unavailable("No fixed-width font with Kazakh letters is installed", remedy="Install fonts-dejavu-core", code="font")
