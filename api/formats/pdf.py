"""Searchable PDF/A-2b: the scans of a document with their text, unseen, where it stands. ISO 19005-2."""

import struct
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from api.formats.alto import writable
from api.sheets import on_sheet, own_region
from paraq.errors import Unavailable
from paraq.records.model import PageRecord

Picture = Callable[[PageRecord], bytes]
"""Gives the picture of a sheet as a JPEG."""

FONT: Final = "DejaVuSans"
# Where Debian, Ubuntu, Fedora and Arch put it; script/setup installs it. It has every Kazakh letter, also those of 1929-40.
FOLDERS: Final = ("/usr/share/fonts/truetype/dejavu", "/usr/share/fonts/dejavu-sans-fonts", "/usr/share/fonts/TTF")
POINTS_PER_INCH: Final = 72
# Scans do not keep how large the paper was; archives scan at 300 dpi.
DPI: Final = 300
A4: Final = (595.28, 841.89)
# Height to width of A4 and of what is left of it when a sheet is cut at its edges.
A4_SHAPE: Final = (1.3, 1.52)
# Pages drawn at once: each holds its picture in memory until it is written.
TOGETHER: Final = 20
# Where the base line lies in the box of a word, in heights from below: half of the words have letters with tails.
BASE: Final = 0.2


def searchable_pdf(
    title: str, pages: Sequence[PageRecord], sizes: Sequence[tuple[int, int]], picture: Picture, target: Path
) -> None:
    """Write a document's sheets as one PDF/A-2b whose text can be searched and copied.

    Args:
        title: Heading of the document.
        pages: Its pages in order.
        sizes: Width and height of each sheet's picture in pixels.
        picture: Draws a sheet.
        target: Where the PDF goes.

    Raises:
        Unavailable: The font is not installed.
    """
    import pikepdf

    name = _font()
    with ExitStack() as opened, pikepdf.new() as whole:
        for number, some in enumerate(_batched(list(zip(pages, sizes, strict=True)))):
            piece = target.with_suffix(f".{number}.part")
            opened.callback(piece.unlink, missing_ok=True)
            _draw(piece, name, some, picture)
            whole.pages.extend(opened.enter_context(pikepdf.open(piece)).pages)
        _make_archival(whole, title)
        whole.save(target, min_version="1.7", deterministic_id=True)


def _batched(pages: list[tuple[PageRecord, tuple[int, int]]]) -> Iterator[list[tuple[PageRecord, tuple[int, int]]]]:
    for start in range(0, len(pages), TOGETHER):
        yield pages[start : start + TOGETHER]


@cache
def _font() -> str:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    path = next((path for folder in FOLDERS if (path := Path(folder) / f"{FONT}.ttf").exists()), None)
    if path is None:
        raise Unavailable("The font DejaVu Sans is missing", remedy="Install fonts-dejavu-core", code="font-missing")
    pdfmetrics.registerFont(TTFont(FONT, str(path)))
    return FONT


def _draw(target: Path, font: str, pages: list[tuple[PageRecord, tuple[int, int]]], picture: Picture) -> None:
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(target), invariant=True, pageCompression=1)
    for page, size in pages:
        points = paper(size)
        canvas.setPageSize(points)
        canvas.drawImage(ImageReader(BytesIO(picture(page))), 0, 0, *points)
        _write(canvas, font, page, points[0] / size[0], points[1])
        canvas.showPage()
    canvas.save()


def paper(size: tuple[int, int]) -> tuple[float, float]:
    """Return width and height in points of the paper that a sheet's picture, in pixels, is of."""
    long, short = max(size), min(size)
    if A4_SHAPE[0] <= long / short <= A4_SHAPE[1]:
        width = A4[0] if size[0] == short else A4[0] * size[0] / size[1]
        return width, width * size[1] / size[0]
    return size[0] * POINTS_PER_INCH / DPI, size[1] * POINTS_PER_INCH / DPI


def _write(canvas: Any, font: str, page: PageRecord, scale: float, height: float) -> None:
    from reportlab.pdfbase import pdfmetrics

    known = pdfmetrics.getFont(font).face.charToGlyph
    region = own_region(page.text)
    text = canvas.beginText()
    text.setTextRenderMode(3)
    for word in page.text.words:
        # A letter that the font lacks may not be written in an archival PDF at all.
        written = "".join(letter if ord(letter) in known else "?" for letter in writable(word.text))
        box = on_sheet(word.box, region)
        size = box.height * scale
        width = pdfmetrics.stringWidth(written, font, size)
        if not width or not box.width:
            continue
        text.setFont(font, size)
        text.setHorizScale(100 * box.width * scale / width)
        text.setTextOrigin(box.left * scale, height - (box.top + box.height * (1 - BASE)) * scale)
        text.textOut(written + " ")
    canvas.drawText(text)


def _make_archival(whole: Any, title: str) -> None:
    import pikepdf

    profile = pikepdf.Stream(whole, _srgb(), N=3)
    intent = pikepdf.Dictionary(
        Type=pikepdf.Name.OutputIntent,
        S=pikepdf.Name.GTS_PDFA1,
        OutputConditionIdentifier=pikepdf.String("sRGB"),
        DestOutputProfile=whole.make_indirect(profile),
    )
    whole.Root.OutputIntents = pikepdf.Array([whole.make_indirect(intent)])
    with whole.open_metadata(set_pikepdf_as_editor=False) as about:
        about["pdfaid:part"], about["pdfaid:conformance"] = "2", "B"
        about["dc:title"] = writable(title)
        about["pdf:Producer"] = "Paraq"


def _srgb() -> bytes:
    from PIL import ImageCms

    made = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    # ICC.1:2010, table 17: when it was made. The same document is to give the same bytes at any time.
    made[24:36] = struct.pack(">6H", 2000, 1, 1, 0, 0, 0)
    return bytes(made)
