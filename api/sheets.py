"""Which part of a sheet to show, and words marked on it as with a pen."""

from collections.abc import Iterable
from io import BytesIO
from statistics import median

from PIL import Image, ImageChops

from paraq.records.model import Box, PageText

# As a marker pen does: paper turns yellow, ink stays dark.
PEN = (255, 221, 87)
# Air around a marked word, as a part of its height, so that the pen does not cut through accents and tails.
PEN_MARGIN = 0.15
# The height of a word in a cut, in pixels: about what 15 px type has, the smallest that reads without effort.
CUT_WORD_HEIGHT = 16
# Good enough that stamps and pencil stay legible; 92 doubles the size and shows no more.
JPEG_QUALITY = 80


def own_region(text: PageText) -> Box:
    """Return the part of the page image that is this sheet."""
    return text.region or Box(0, 0, text.width, text.height)


def on_sheet(box: Box, region: Box) -> Box:
    """Return a box of the page image in pixels of the sheet."""
    return Box(box.left - region.left, box.top - region.top, box.width, box.height)


def marked(piece: Image.Image, region: Box, boxes: Iterable[Box]) -> Image.Image:
    """Return a picture of a region of a sheet with words marked, in colour."""
    piece = piece.convert("RGB")
    for box in boxes:
        _mark(piece, on_sheet(box, region), piece.width / region.width)
    return piece


def _mark(piece: Image.Image, box: Box, factor: float) -> None:
    # Where a scan lies on its side, a word is as wide as its letters are high.
    margin = min(box.height, box.width) * PEN_MARGIN
    edges = (box.left - margin, box.top - margin, box.left + box.width + margin, box.top + box.height + margin)
    left, top, right, bottom = (round(edge * factor) for edge in edges)
    left, top, right, bottom = max(left, 0), max(top, 0), min(right, piece.width), min(bottom, piece.height)
    if left < right and top < bottom:
        inked = piece.crop((left, top, right, bottom))
        piece.paste(ImageChops.multiply(inked, Image.new("RGB", inked.size, PEN)), (left, top))


def cut_region(
    sheet: tuple[int, int], boxes: list[Box], words: Iterable[Box], size: tuple[int, int], *, led: bool = False
) -> Box:
    """Return the part of a sheet to show for a hit: legible, and holding as many marked words as fit.

    Args:
        sheet: Width and height of the sheet in pixels.
        boxes: The marked words, best first.
        words: All words of the sheet, to tell how large the writing is.
        size: Width and height of the cut in pixels, which give its shape and scale.
        led: Whether the first marked word has to be there; else the place with most of them is shown.
    """
    heights = [box.height for box in boxes] or [box.height for box in words]
    scale = max(median(heights), 1) / CUT_WORD_HEIGHT if heights else sheet[0] / size[0]
    width = min(sheet[0], max(1, round(size[0] * scale)))
    height = min(sheet[1], max(1, round(size[1] * scale)))
    if not boxes:
        first = min((box.top for box in words), default=0)
        return Box(0, _within(first - height // 5, height, sheet[1]), width, height)
    windows = [_window(box, width, height, sheet) for box in boxes]
    # What is told of a hit and what is seen of it are the same place.
    windows = [window for window in windows if not led or _holds(window, boxes[0])] or windows[:1]
    best = max(windows, key=lambda window: sum(_holds(window, box) for box in boxes))
    held = [box for box in boxes if _holds(best, box)] or boxes[:1]
    middle = (min(b.left for b in held) + max(b.left + b.width for b in held)) // 2
    centre = (min(b.top for b in held) + max(b.top + b.height for b in held)) // 2
    return Box(_within(middle - width // 2, width, sheet[0]), _within(centre - height // 2, height, sheet[1]), width, height)


def _window(box: Box, width: int, height: int, sheet: tuple[int, int]) -> Box:
    # The word stands a quarter in and in the second line, since what explains it mostly follows it.
    left = _within(box.left - width // 4, width, sheet[0])
    return Box(left, _within(box.top - height // 4, height, sheet[1]), width, height)


def _within(start: int, length: int, whole: int) -> int:
    return max(0, min(start, whole - length))


def _holds(window: Box, box: Box) -> bool:
    across = window.left <= box.left and box.left + box.width <= window.left + window.width
    return across and window.top <= box.top and box.top + box.height <= window.top + window.height


def jpeg(picture: Image.Image) -> bytes:
    """Return the picture as a JPEG."""
    out = BytesIO()
    picture.save(out, "JPEG", quality=JPEG_QUALITY)
    return out.getvalue()
