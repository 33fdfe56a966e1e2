"""Pictures of any depth and colour as grey or colour of 256 levels."""

from typing import cast

from PIL import Image

# Bits that scanners give a grey level; floating-point levels go to 1.
DEPTHS = (1, 8, 10, 12, 14, 16)


def in_256_levels(picture: Image.Image) -> Image.Image:
    """Return a picture as ``L`` or ``RGB``, what is transparent in it as white paper."""
    if picture.mode in ("L", "RGB"):
        return picture.copy()
    if picture.mode.startswith("I;16") or picture.mode in ("I", "F"):
        return _of_deep_levels(picture)
    if picture.mode in ("1",):
        return picture.convert("L")
    if picture.mode in ("LA", "PA", "RGBA", "RGBa", "La") or "transparency" in picture.info:
        picture = picture.convert("RGBA")
        paper = Image.new("RGB", picture.size, (255, 255, 255))
        paper.paste(picture, mask=picture.getchannel("A"))
        return paper
    return picture.convert("RGB")


def _of_deep_levels(picture: Image.Image) -> Image.Image:
    """Return a picture of more than 256 levels with 256; scanners leave 10 or 12 bits in files of 16."""
    levels = picture.convert("F")
    _, brightest = cast("tuple[float, float]", levels.getextrema())
    white = next((2**bits - 1 for bits in DEPTHS if brightest < 2**bits), brightest)
    return levels.point(lambda level: level * (255 / white) + 0.5).convert("L")
