"""IIIF Image API 3.0, section 4: from the parts of an address to the picture. https://iiif.io/api/image/3.0/"""

import re
from dataclasses import dataclass
from typing import Any, Final

import pyvips

from api.drawing import TILE
from paraq.errors import Invalid
from paraq.records.model import Box

CONTEXT: Final = "http://iiif.io/api/image/3/context.json"
# An A2 sheet at 300 dpi. Larger answers would take memory that many readers share; regions give every detail.
MAX_AREA: Final = 40_000_000
QUALITIES: Final = ("default", "color", "gray", "bitonal")
MEDIA: Final = {"jpg": "image/jpeg", "png": "image/png", "webp": "image/webp", "tif": "image/tiff"}
# The formats that hold how transparent a pixel is, and whose readers heed it.
TRANSPARENT: Final = ("png", "webp")
# The grey in the middle: the scans are even enough that a measured threshold shows the same.
BLACK_BELOW: Final = 128
# As pictures elsewhere in the API; a screen shows no difference above.
JPEG_QUALITY: Final = 80
# Measured on scans of typewriting and ledgers: half the size of JPEG at 80 and no worse to read; the usual effort of 4 takes
# twice the time (15 ms a tile) for 4 % fewer bytes.
WEBP_QUALITY: Final = 70
WEBP_EFFORT: Final = 2

_NUMBER = r"(?:\d{1,9}(?:\.\d{1,9})?|\.\d{1,9})"
_PIXELS: Final = re.compile(r"(\d{1,9}),(\d{1,9}),(\d{1,9}),(\d{1,9})")
_PERCENT: Final = re.compile(rf"pct:({_NUMBER}),({_NUMBER}),({_NUMBER}),({_NUMBER})")
_SIZE: Final = re.compile(
    rf"(?P<up>\^)?(?:(?P<max>max)|pct:(?P<percent>{_NUMBER})|(?P<fit>!)?(?P<width>\d{{1,9}})?,(?P<height>\d{{1,9}})?)"
)
_ROTATION: Final = re.compile(rf"(!)?({_NUMBER})")


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of one sheet.

    Attributes:
        region: The part of the sheet in its pixels.
        size: Width and height to bring it to, before it is turned.
        mirrored: Swapped left and right before it is turned.
        degrees: Turned by, clockwise.
        quality: ``default``, ``color``, ``gray`` or ``bitonal``.
        format: ``jpg``, ``png``, ``webp`` or ``tif``.
    """

    region: Box
    size: tuple[int, int]
    mirrored: bool
    degrees: float
    quality: str
    format: str


def read(sheet: tuple[int, int], region: str, size: str, rotation: str, quality: str, format: str) -> Asked:
    """Return what the parts of an address ask of a sheet of this width and height.

    Raises:
        Invalid: A part is none of the specification's, or asks for nothing or too much.
    """
    part = _region(region, sheet)
    turn = _ROTATION.fullmatch(rotation)
    if not turn or float(turn[2]) > 360:
        raise _wrong("rotation", rotation, "Write degrees from 0 to 360, with ! before them to mirror")
    if quality not in QUALITIES:
        raise _wrong("quality", quality, f"Write one of {', '.join(QUALITIES)}")
    if format not in MEDIA:
        raise _wrong("format", format, f"Write one of {', '.join(MEDIA)}")
    return Asked(part, _size(size, part), bool(turn[1]), float(turn[2]) % 360, quality, format)


def _wrong(name: str, value: str, remedy: str) -> Invalid:
    return Invalid(f"{value} is no {name} of a picture", where=name, remedy=remedy, code=f"iiif-{name}")


def _region(text: str, sheet: tuple[int, int]) -> Box:
    width, height = sheet
    if text == "full":
        return Box(0, 0, width, height)
    if text == "square":
        side = min(sheet)
        return Box((width - side) // 2, (height - side) // 2, side, side)
    if match := _PIXELS.fullmatch(text):
        left, top, wide, high = (int(part) for part in match.groups())
    elif match := _PERCENT.fullmatch(text):
        shares = [float(part) / 100 for part in match.groups()]
        left, top, wide, high = (round(share * side) for share, side in zip(shares, (*sheet, *sheet), strict=True))
    else:
        raise _wrong("region", text, "Write full, square, x,y,w,h or pct:x,y,w,h")
    if left >= width or top >= height or not wide or not high:
        raise _wrong("region", text, f"The sheet is {width} pixels wide and {height} high")
    return Box(left, top, min(wide, width - left), min(high, height - top))


def _size(text: str, region: Box) -> tuple[int, int]:
    match = _SIZE.fullmatch(text)
    if not match or not (match["max"] or match["percent"] or match["width"] or match["height"]):
        raise _wrong("size", text, "Write max, w, or ,h or pct:n or w,h or !w,h, with ^ before it to enlarge")
    if any(match[name] and not float(match[name]) for name in ("width", "height", "percent")):
        raise _wrong("size", text, "Ask for at least one pixel")
    if match["fit"] and not (match["width"] and match["height"]):
        raise _wrong("size", text, "Write both width and height after !")
    width, height = _asked_size(match, region)
    if width * height > MAX_AREA and match["max"]:
        factor = (MAX_AREA / (width * height)) ** 0.5
        width, height = width * factor, height * factor
    size = int(width + 0.5), int(height + 0.5)
    if match["max"]:
        size = int(width), int(height)
    if not all(size) or size[0] * size[1] > MAX_AREA:
        raise _wrong("size", text, f"Ask for 1 to {MAX_AREA} pixels")
    if not match["up"] and (size[0] > region.width or size[1] > region.height):
        raise _wrong("size", text, "Write ^ before it to enlarge")
    return size


def _asked_size(match: re.Match[str], region: Box) -> tuple[float, float]:
    width, height = float(region.width), float(region.height)
    if match["max"]:
        factor = (MAX_AREA / (width * height)) ** 0.5 if match["up"] else 1.0
        return width * factor, height * factor
    if match["percent"]:
        factor = float(match["percent"]) / 100
        return width * factor, height * factor
    wide, high = (float(match[name]) if match[name] else None for name in ("width", "height"))
    if wide is not None and high is not None and not match["fit"]:
        return wide, high
    factor = min(wide / width if wide is not None else high / height, high / height if high is not None else wide / width)  # type: ignore[operator]
    if match["fit"] and not match["up"]:
        factor = min(factor, 1.0)
    return max(1.0, width * factor), max(1.0, height * factor)


def rendered(piece: pyvips.Image, asked: Asked) -> bytes:
    """Return a region that has its size already, mirrored, turned, in its quality and format."""
    if asked.mirrored:
        piece = piece.fliphor()
    if asked.quality in ("gray", "bitonal") and piece.bands > 1:
        piece = piece.colourspace("b-w")
    if asked.degrees:
        piece = _turned(piece, asked)
    if asked.quality == "bitonal":
        piece = (piece >= BLACK_BELOW).ifthenelse(255, 0).cast("uchar")
    return _written(piece, asked)


def _turned(piece: pyvips.Image, asked: Asked) -> pyvips.Image:
    """Turn a picture; what comes empty at its corners is transparent where the format can say so, section 4.3, else white."""
    quarter = {90.0: "rot90", 180.0: "rot180", 270.0: "rot270"}.get(asked.degrees)
    if quarter:
        # Turning by quarters reads from the end of the picture, which tiles give as well as any other place.
        found: pyvips.Image = getattr(piece, quarter)()
        return found
    background = [255.0] * piece.bands
    if asked.format in TRANSPARENT and asked.quality != "bitonal":
        piece, background = piece.addalpha(), [*background, 0.0]
    return piece.copy_memory().rotate(asked.degrees, background=background)


def _written(piece: pyvips.Image, asked: Asked) -> bytes:
    options: dict[str, Any] = {"compression": "deflate"} if asked.format == "tif" else {}
    if asked.format == "jpg":
        options["Q"] = JPEG_QUALITY
    if asked.format == "webp":
        options |= {"Q": WEBP_QUALITY, "effort": WEBP_EFFORT}
    if asked.quality == "bitonal" and asked.format in ("png", "tif"):
        options["bitdepth"] = 1
    written: bytes = piece.write_to_buffer(f".{asked.format}", **options)
    return written


def information(address: str, sheet: tuple[int, int]) -> dict[str, Any]:
    """Return the description of a sheet's picture, section 5, under its address."""
    width, height = sheet
    factors = [1]
    while max(sheet) > TILE * factors[-1]:
        factors.append(factors[-1] * 2)
    sizes = [{"width": -(-width // factor), "height": -(-height // factor)} for factor in reversed(factors)]
    return {
        "@context": CONTEXT,
        "id": address,
        "type": "ImageService3",
        "protocol": "http://iiif.io/api/image",
        "profile": "level2",
        "width": width,
        "height": height,
        "maxArea": MAX_AREA,
        "sizes": sizes,
        "tiles": [{"width": TILE, "height": TILE, "scaleFactors": factors}],
        "preferredFormats": ["jpg"],
        "extraFormats": ["webp", "tif"],
        "extraQualities": ["color", "gray", "bitonal"],
        "extraFeatures": ["mirroring", "rotationArbitrary", "sizeUpscaling", "canonicalLinkHeader", "profileLinkHeader"],
    }


def canonical(sheet: tuple[int, int], asked: Asked) -> str:
    """Return the one form of the address that all ways to ask for the same picture have, section 4.7."""
    part, whole = asked.region, Box(0, 0, *sheet)
    region = "full" if part == whole else f"{part.left},{part.top},{part.width},{part.height}"
    unscaled = asked.size == (part.width, part.height)
    enlarged = "^" if asked.size[0] > part.width or asked.size[1] > part.height else ""
    size = "max" if unscaled else f"{enlarged}{asked.size[0]},{asked.size[1]}"
    degrees = f"{'!' if asked.mirrored else ''}{asked.degrees:g}"
    return f"{region}/{size}/{degrees}/{asked.quality}.{asked.format}"
