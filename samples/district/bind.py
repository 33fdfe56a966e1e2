"""Pages bound into files: image PDF, TIFF, PNG, and born-digital PDF; the same pages always give the same bytes."""

import io
import time
from collections.abc import Sequence

from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from .page import FONTS, Page
from .scan import Condition, jpeg

TIMELESS = time.struct_time((2024, 1, 1, 0, 0, 0, 0, 1, 0))
"""The date in every file that must bear one."""


def image_pdf(images: Sequence[Image.Image], condition: Condition) -> bytes:
    """Return a PDF of scans alone, as a copier makes it: JPEG for grey pages, G4 for black and white ones."""
    out = io.BytesIO()
    how: dict[str, object] = {"quality": condition.quality} if condition.quality else {}
    how |= {"creationDate": TIMELESS, "modDate": TIMELESS}
    images[0].save(out, "PDF", save_all=True, append_images=images[1:], resolution=condition.dpi, **how)
    return out.getvalue()


def tiff(images: Sequence[Image.Image], condition: Condition) -> bytes:
    """Return a TIFF of one or more pages, G4 for black and white ones and JPEG for grey ones."""
    out = io.BytesIO()
    how = {"compression": "group4"} if images[0].mode == "1" else {"compression": "jpeg", "quality": condition.quality}
    images[0].save(out, "TIFF", save_all=True, append_images=images[1:], dpi=(condition.dpi, condition.dpi), **how)
    return out.getvalue()


def png(image: Image.Image, condition: Condition) -> bytes:
    """Return a PNG of few grey levels."""
    out = io.BytesIO()
    image.quantize(16).save(out, "PNG", dpi=(condition.dpi, condition.dpi), optimize=True)
    return out.getvalue()


def _font(name: str, bold: bool) -> str:
    label = f"{name}-{'bold' if bold else 'plain'}"
    if label not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(label, str(FONTS[name][bold])))
    return label


def _set_text(canvas: Canvas, page: Page) -> None:
    height = page.paper[1]
    canvas.setLineWidth(0.6)
    for x0, y0, x1, y1 in page.rules:
        canvas.line(x0, height - y0, x1, height - y1)
    for run in page.runs:
        canvas.setFont(_font(page.font, run.bold), run.size)
        canvas.drawString(run.x, height - run.y - run.size * 0.92, run.text)


def text_pdf(pages: Sequence[Page | Image.Image], title: str, condition: Condition | None = None, lock: str = "") -> bytes:
    """Return a born-digital PDF; images among the pages stand as scans, and ``lock`` is the password to open it."""
    out = io.BytesIO()
    encryption = None
    if lock:
        from reportlab.lib.pdfencrypt import StandardEncryption

        encryption = StandardEncryption(lock, strength=128)
    canvas = Canvas(out, invariant=1, pageCompression=1, encrypt=encryption)
    canvas.setTitle(title)
    canvas.setAuthor("Күмісөзек ауданы")
    for page in pages:
        if isinstance(page, Page):
            canvas.setPageSize(page.paper)
            _set_text(canvas, page)
        else:
            _set_image(canvas, page, condition or Condition())
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _set_image(canvas: Canvas, image: Image.Image, condition: Condition) -> tuple[float, float]:
    size = (image.width * 72 / condition.dpi, image.height * 72 / condition.dpi)
    canvas.setPageSize(size)
    canvas.drawImage(ImageReader(io.BytesIO(jpeg(image, condition))), 0, 0, *size)
    return size


def layered_pdf(images: Sequence[Image.Image], layers: Sequence[Page], condition: Condition) -> bytes:
    """Return a PDF of scans with an unseen text layer over each, such as OCR leaves behind."""
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1, pageCompression=1)
    for image, layer in zip(images, layers, strict=True):
        _, height = _set_image(canvas, image, condition)
        for run in layer.runs:
            text = canvas.beginText(run.x, height - run.y - run.size * 0.92)
            text.setTextRenderMode(3)
            text.setFont(_font(layer.font, run.bold), run.size)
            text.textOut(run.text)
            canvas.drawText(text)
        canvas.showPage()
    canvas.save()
    return out.getvalue()
