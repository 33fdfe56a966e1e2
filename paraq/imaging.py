"""Page images: how a page of a stored file is drawn.

The boxes of words are in pixels of exactly this image, so whoever reads a page and whoever shows it ask here for it and its size.
A picture is drawn as its file has it (turned as its EXIF orientation says); a PDF page at the resolution of the scan in it, or at
:data:`VECTOR_DPI` if it has none.
"""

import ctypes
import logging
import math
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image, UnidentifiedImageError

from paraq.errors import Invalid
from paraq.levels import in_256_levels

# It tells whoever waits for the end of a run how to build it anew, for each form that it draws without doing so.
logging.getLogger("pypdfium2").setLevel(logging.ERROR)

POINTS_PER_INCH = 72
# Tesseract is trained on letters as 300 dpi gives them; finer drawing costs time and gains nothing.
VECTOR_DPI = 300
# Scans below 72 dpi do not exist; above 600 dpi letters only get slower to read.
SCAN_DPI = (72, 600)
# An image that fills less of the page is a picture on it, not a scan of it.
SCAN_COVERAGE = 0.5
# An A2 sheet at 300 dpi has 35 million pixels; four such grey images fit into a worker's memory many times.
MAX_PDF_PIXELS = 40_000_000
# An A2 sheet at 600 dpi has 139 million pixels; files that claim more are bombs or need splitting by hand.
MAX_PICTURE_PIXELS = 150_000_000
# A few pixels tell most images that have colour: every so many of every so many rows.
SPARSE = 16
# A page with more objects than this is a drawing, not a scan in a few layers.
MAX_OBJECTS = 400
# EXIF 2.3, tag Orientation: how to turn a stored picture so that it stands upright.
EXIF_ORIENTATION = 0x0112
UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def draw(path: Path, number: int, password: str = "") -> Image.Image:
    """Return the image of a page, ``L`` or ``RGB``.

    Args:
        path: A PDF or a picture.
        number: Its page or frame, from 1.
        password: Opens a locked PDF.

    Raises:
        Invalid: The file is broken, too large, or has no such page.
    """
    if is_pdf(path):
        with open_pdf(path, password) as document:
            return draw_pdf_page(pdf_page(document, number))
    with open_picture(path) as picture:
        return picture_frame(picture, number)


def size(path: Path, number: int, password: str = "") -> tuple[int, int]:
    """Return width and height in pixels of what :func:`draw` draws, without drawing it. Raises as :func:`draw` does."""
    if is_pdf(path):
        with open_pdf(path, password) as document:
            return pdf_page_size(pdf_page(document, number))
    with open_picture(path) as picture:
        seek(picture, number)
        width, height = picture.size
        # Orientations 5 to 8 swap the sides; Pillow has done so already for TIFF.
        turned = picture.format != "TIFF" and picture.getexif().get(EXIF_ORIENTATION, 1) >= 5
        return (height, width) if turned else (width, height)


def is_pdf(path: Path) -> bool:
    """Tell whether a file is a PDF; its header may stand anywhere in the first kilobyte (ISO 32000-1, annex H)."""
    with path.open("rb") as file:
        return b"%PDF-" in file.read(1024)


@contextmanager
def open_pdf(path: Path, password: str = "") -> "Iterator[Any]":
    """Open a PDF as a ``pypdfium2.PdfDocument``.

    Raises:
        Invalid: It is locked (code ``locked``) or broken (code ``broken``).
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(path, password=password or None)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == pypdfium2.raw.FPDF_ERR_PASSWORD:
            remedy = "Give its password" if not password else "The password given does not open it"
            raise Invalid("The file is locked with a password", where=path.name, remedy=remedy, code="locked") from error
        raise Invalid("The PDF is broken and cannot be opened", where=path.name, code="broken") from error
    try:
        # Without its forms a page is drawn without what was filled in.
        document.init_forms()
        yield document
    finally:
        document.close()


def pdf_page(document: Any, number: int) -> Any:
    """Return a page of an open PDF. Raises Invalid if there is none, or it is broken."""
    import pypdfium2

    if not 1 <= number <= len(document):
        raise Invalid(f"There is no page {number}", remedy=f"The file has {len(document)} pages", code="page")
    try:
        return document[number - 1]
    except pypdfium2.PdfiumError as error:
        raise Invalid(f"Page {number} is broken and cannot be opened", code="broken") from error


def draw_pdf_page(page: Any) -> Image.Image:
    """Return the image of an open PDF page; ``L`` if nothing on it has a colour."""
    bitmap = page.render(scale=pdf_scale(page))
    pixels = bitmap.to_numpy()
    # Drawn grey at once it would cost PDFium twice the time.
    if bitmap.mode == "BGR" and is_grey(pixels):
        return Image.fromarray(pixels[:, :, 0].copy())
    image: Image.Image = bitmap.to_pil()
    return image if image.mode in ("L", "RGB") else image.convert("RGB")


def is_grey(pixels: Any) -> bool:
    """Return whether an image in colour, as an array of rows of pixels of three bytes, has none."""
    return all(
        bool((some[..., 0] == some[..., 1]).all() and (some[..., 1] == some[..., 2]).all())
        for some in (pixels[::SPARSE, ::SPARSE], pixels)
    )


def pdf_page_size(page: Any) -> tuple[int, int]:
    """Return width and height of an open PDF page's image in pixels."""
    scale = pdf_scale(page)
    width, height = page.get_size()
    return math.ceil(width * scale), math.ceil(height * scale)


def pdf_scale(page: Any) -> float:
    """Return pixels per point at which a PDF page is drawn: its scan's own resolution, or :data:`VECTOR_DPI`."""
    width, height = page.get_size()
    area = max(width * height, 1.0)
    densities = [picture.density for picture in _pictures(page) if picture.area / area >= SCAN_COVERAGE]
    low, high = (dpi / POINTS_PER_INCH for dpi in SCAN_DPI)
    scale = min(max(max(densities), low), high) if densities else VECTOR_DPI / POINTS_PER_INCH
    return float(min(scale, math.sqrt(MAX_PDF_PIXELS / area)))


def image_coverage(page: Any) -> float:
    """Return which share of an open PDF page its largest picture covers, 0 to 1."""
    width, height = page.get_size()
    largest = max((picture.area for picture in _pictures(page)), default=0.0)
    return float(min(1.0, largest / max(width * height, 1.0)))


def picture_bounds(page: Any, coverage: float) -> list[tuple[float, float, float, float]]:
    """Return left, top, right and bottom in points of the pictures that cover at least this share of an open PDF page."""
    width, height = page.get_size()
    return [picture.bounds for picture in _pictures(page) if picture.area >= coverage * width * height]


def has_drawing(page: Any) -> bool:
    """Tell whether anything at all is drawn on an open PDF page."""
    import pypdfium2.raw as pdfium

    return bool(pdfium.FPDFPage_CountObjects(page) > 0 or pdfium.FPDFPage_GetAnnotCount(page) > 0)


@dataclass(frozen=True, slots=True)
class _Picture:
    """A picture on a PDF page: its area and bounds in points, and its pixels per point."""

    area: float
    bounds: tuple[float, float, float, float]
    density: float


def _pictures(page: Any) -> list[_Picture]:
    import pypdfium2.raw as pdfium

    found = []
    for handle, outer in _objects(page):
        if pdfium.FPDFPageObj_GetType(handle) != pdfium.FPDF_PAGEOBJ_IMAGE:
            continue
        matrix = pdfium.FS_MATRIX()
        columns, rows = ctypes.c_uint(), ctypes.c_uint()
        if not pdfium.FPDFPageObj_GetMatrix(handle, matrix) or not pdfium.FPDFImageObj_GetImagePixelSize(handle, columns, rows):
            continue
        wide, high = math.hypot(matrix.a, matrix.b) * outer, math.hypot(matrix.c, matrix.d) * outer
        if wide > 0 and high > 0:
            edges = [ctypes.c_float() for _ in range(4)]
            pdfium.FPDFPageObj_GetBounds(handle, *edges)
            left, bottom, right, top = (edge.value for edge in edges)
            found.append(_Picture(wide * high, (left, top, right, bottom), max(columns.value / wide, rows.value / high)))
    return found


def _objects(page: Any) -> Iterator[tuple[Any, float]]:
    """Yield a page's objects and those one form deep, with the form's scale."""
    import pypdfium2.raw as pdfium

    for index in range(min(pdfium.FPDFPage_CountObjects(page), MAX_OBJECTS)):
        handle = pdfium.FPDFPage_GetObject(page, index)
        if pdfium.FPDFPageObj_GetType(handle) != pdfium.FPDF_PAGEOBJ_FORM:
            yield handle, 1.0
            continue
        matrix = pdfium.FS_MATRIX()
        scale = math.hypot(matrix.a, matrix.b) if pdfium.FPDFPageObj_GetMatrix(handle, matrix) else 1.0
        for inner in range(min(pdfium.FPDFFormObj_CountObjects(handle), MAX_OBJECTS)):
            yield pdfium.FPDFFormObj_GetObject(handle, inner), scale


@contextmanager
def open_picture(path: Path) -> Iterator[Image.Image]:
    """Open a picture of any kind that Pillow reads, and HEIC.

    Raises:
        Invalid: It is broken or no picture (code ``broken``), or too large (code ``too-large``).
    """
    _register_heif(path)
    # By a file object: by a path Pillow 13 maps plain TIFF into memory and scrambles those that lie on their side.
    with path.open("rb") as file:
        try:
            with warnings.catch_warnings():
                # Pillow warns of what the check below refuses, and of odd tags that do no harm.
                warnings.simplefilter("ignore")
                picture = Image.open(file)
        except Image.DecompressionBombError as error:
            raise _too_large(path) from error
        except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
            raise Invalid("The picture is broken and cannot be opened", where=path.name, code="broken") from error
        with picture:
            if picture.width * picture.height > MAX_PICTURE_PIXELS:
                raise _too_large(path)
            yield picture


def _too_large(path: Path) -> Invalid:
    limit = MAX_PICTURE_PIXELS // 1_000_000
    return Invalid(
        f"The picture has more than {limit} million pixels",
        where=path.name,
        remedy="Save it smaller or in parts",
        code="too-large",
    )


def _register_heif(path: Path) -> None:
    with path.open("rb") as file:
        # ISO 14496-12: the file type box; only HEIF needs the extra decoder.
        if file.read(12)[4:8] != b"ftyp":
            return
    import pillow_heif

    pillow_heif.register_heif_opener()


def seek(picture: Image.Image, number: int) -> None:
    """Go to a frame, from 1. Raises Invalid if there is none, or it is broken or too large."""
    try:
        picture.seek(number - 1)
    except EOFError as error:
        raise Invalid(f"There is no page {number}", code="page") from error
    except (OSError, SyntaxError, ValueError, TypeError, KeyError) as error:
        raise Invalid(f"Page {number} is broken and cannot be opened", code="broken") from error
    if picture.width * picture.height > MAX_PICTURE_PIXELS:
        raise _too_large(Path(str(getattr(picture, "filename", ""))))


def picture_frame(picture: Image.Image, number: int) -> Image.Image:
    """Return a frame of an open picture, upright as its EXIF orientation says, ``L`` or ``RGB``, on white.

    Raises:
        Invalid: There is no such frame, or it is broken.
    """
    seek(picture, number)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            picture.load()
            turn = UPRIGHT.get(picture.getexif().get(EXIF_ORIENTATION, 1))
            plain = in_256_levels(picture)
            return plain if turn is None else plain.transpose(turn)
    except (OSError, SyntaxError, ValueError, TypeError, KeyError, EOFError, MemoryError) as error:
        raise Invalid(f"Page {number} is broken and cannot be drawn", code="broken") from error
