"""Laid-out pages as scans: ink on paper, then what age, a copier and a careless hand do to them."""

import hashlib
import io
import math
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

from .page import FONTS, Page

INK_JITTER = 0.25
"""How far a typewriter's letters stray from their line, in points."""


@dataclass(frozen=True)
class Condition:
    """How a page was scanned and how well it has kept.

    Attributes:
        dpi: Dots an inch of the scan.
        skew: Degrees by which the sheet lies askew.
        blur: Gaussian blur in pixels.
        noise: Standard deviation of the grain, in grey levels.
        ink: Grey level of the letters, 0 black.
        paper: Grey level of the sheet, 255 white.
        fade: Share of the ink lost towards the lower right corner.
        stains: Number of stains.
        turn: Degrees by which the whole sheet lies turned: 0, 90, 180 or 270.
        quality: JPEG quality; 0 makes a black and white page.
        stamp: Words of a stamp set over the text.
    """

    dpi: int = 200
    skew: float = 0.0
    blur: float = 0.5
    noise: float = 3.0
    ink: int = 25
    paper: int = 238
    fade: float = 0.0
    stains: int = 0
    turn: int = 0
    quality: int = 38
    stamp: str = ""


PLAIN = Condition()
OFFICE = Condition(dpi=200, skew=0.5, paper=245)
COPY = Condition(dpi=300, skew=0.4, noise=0, blur=0.0, ink=0, paper=255, quality=0)
WORN = Condition(dpi=200, skew=1.8, blur=0.9, noise=9, ink=70, paper=215, stains=2, quality=30)
FADED = Condition(dpi=200, skew=-0.8, blur=0.6, noise=5, ink=95, paper=225, fade=0.45, quality=35)
LOW = Condition(dpi=130, skew=0.6, blur=0.4, noise=4, ink=30, paper=240, quality=55)
OLD = Condition(dpi=200, skew=-1.4, blur=0.7, noise=6, ink=60, paper=205, stains=3, quality=33)


def seed_of(name: str) -> int:
    """Return the seed of everything random about a document: changing one document leaves the others alone."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big")


def _letters(page: Page, condition: Condition, rng: np.random.Generator) -> Image.Image:
    scale = condition.dpi / 72
    image = Image.new("L", (round(page.paper[0] * scale), round(page.paper[1] * scale)), 255)
    pen = ImageDraw.Draw(image)
    for x0, y0, x1, y1 in page.rules:
        pen.line([x0 * scale, y0 * scale, x1 * scale, y1 * scale], fill=40, width=max(1, round(0.6 * scale)))
    typed = "typewriter" in page.font
    for run in page.runs:
        face = ImageFont.truetype(str(FONTS[page.font][run.bold]), run.size * scale)
        if not typed:
            pen.text((run.x * scale, run.y * scale), run.text, font=face, fill=0)
            continue
        step = face.getlength("о")
        for place, letter in enumerate(run.text):
            shift = rng.normal(0, INK_JITTER) * scale * 0.5
            pen.text((run.x * scale + place * step, run.y * scale + shift), letter, font=face, fill=int(rng.integers(0, 45)))
    return image


def _stamp(size: tuple[int, int], words: str, dpi: int, rng: np.random.Generator) -> Image.Image:
    side = round(1.6 * dpi)
    mark = Image.new("L", (side, side), 255)
    pen = ImageDraw.Draw(mark)
    for inset in (4, round(side * 0.06)):
        pen.ellipse([inset, inset, side - inset, side - inset], outline=90, width=max(2, dpi // 70))
    face = ImageFont.truetype(str(FONTS["sans"][1]), dpi * 0.13)
    for number, line in enumerate(words.split("\n")):
        length = face.getlength(line)
        pen.text(((side - length) / 2, side * 0.3 + number * dpi * 0.18), line, font=face, fill=100)
    mark = mark.rotate(float(rng.uniform(-25, 25)), fillcolor=255, resample=Image.Resampling.BICUBIC)
    sheet = Image.new("L", size, 255)
    sheet.paste(mark, (round(size[0] * rng.uniform(0.3, 0.55)), round(size[1] * rng.uniform(0.14, 0.24))))
    return sheet


def _stains(shape: tuple[int, int], count: int, rng: np.random.Generator) -> np.ndarray:
    height, width = shape
    rows, columns = np.mgrid[0:height:8, 0:width:8].astype(np.float32)
    shade = np.zeros(rows.shape, np.float32)
    for _ in range(count):
        y, x, size = rng.uniform(0, height), rng.uniform(0, width), rng.uniform(0.05, 0.16) * width
        distance = np.hypot(rows - y, (columns - x) * rng.uniform(0.6, 1.4)) / size
        shade += 22 * np.exp(-(distance**2)) + 14 * np.exp(-((distance - 1) ** 2) * 90)
    small = Image.fromarray(np.clip(shade, 0, 255).astype(np.uint8))
    return np.asarray(small.resize((width, height), Image.Resampling.BICUBIC), dtype=np.float32)


def scan(pages: list[Page], condition: Condition, name: str) -> Image.Image:
    """Return the scan of one page, or of two pages of an open book; mode L, or 1 for a black and white copy."""
    rng = np.random.default_rng(seed_of(name))
    sheets = [_letters(page, condition, rng) for page in pages]
    image = Image.new("L", (sum(sheet.width for sheet in sheets), sheets[0].height), 255)
    for number, sheet in enumerate(sheets):
        image.paste(sheet, (number * sheets[0].width, 0))
    if condition.stamp:
        image = ImageChops.darker(image, _stamp(image.size, condition.stamp, condition.dpi, rng))
    image = image.rotate(condition.skew, fillcolor=255, resample=Image.Resampling.BICUBIC)
    if condition.quality == 0:
        return image.point(lambda level: 255 if level > 150 else 0).convert("1").rotate(condition.turn, expand=True)
    return _aged(image, condition, rng, len(sheets) == 2).rotate(condition.turn, expand=True)


def _aged(image: Image.Image, condition: Condition, rng: np.random.Generator, spread: bool) -> Image.Image:
    cover = 1 - np.asarray(image.filter(ImageFilter.GaussianBlur(condition.blur)), dtype=np.float32) / 255
    height, width = cover.shape
    if condition.fade:
        slope = np.linspace(0, 1, width, dtype=np.float32)[None, :] + np.linspace(0, 1, height, dtype=np.float32)[:, None]
        cover *= 1 - condition.fade * slope / 2
    paper = np.full((height, width), condition.paper, np.float32) - 7 * np.sin(np.linspace(0, math.pi * 1.3, width))[None, :]
    if condition.stains:
        paper -= _stains((height, width), condition.stains, rng)
    if spread:
        paper -= 90 * np.exp(-(((np.arange(width) - width / 2) / (width * 0.012)) ** 2))[None, :]
    grey = paper - cover * (paper - condition.ink)
    if condition.noise:
        grey += rng.normal(0, condition.noise, (height, width)).astype(np.float32)
    return Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8)).filter(ImageFilter.GaussianBlur(0.5))


def jpeg(image: Image.Image, condition: Condition) -> bytes:
    """Return a scan as the bytes of a JPEG file."""
    out = io.BytesIO()
    image.convert("L").save(out, "JPEG", quality=condition.quality or 60, dpi=(condition.dpi, condition.dpi))
    return out.getvalue()
