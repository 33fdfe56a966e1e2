"""A page of what OCR cannot read: joined strokes that run along lines as handwriting does, and are no letters."""

import math
import random
from pathlib import Path

from PIL import Image, ImageDraw

SIZE = (1200, 1600)


def write_by_hand(path: Path, seed: int = 1) -> None:
    """Draw twenty lines of made-up handwriting."""
    chance = random.Random(seed)
    picture = Image.new("L", SIZE, 250)
    draw = ImageDraw.Draw(picture)
    for line in range(20):
        at, base = 100.0, 120.0 + 70 * line
        while at < SIZE[0] - 200:
            width = chance.uniform(60, 180)
            draw.line(_word(chance, at, base, width), fill=40, width=4, joint="curve")
            at += width + chance.uniform(25, 45)
    path.parent.mkdir(parents=True, exist_ok=True)
    picture.save(path, dpi=(150, 150))


def _word(chance: random.Random, left: float, base: float, width: float) -> list[tuple[float, float]]:
    """Return the loops of one word, slanted to the right."""
    points, turn, height = [], 0.0, 14.0
    for step in range(int(width / 2)):
        turn += chance.uniform(0.25, 0.55)
        height += (chance.choice((10.0, 14.0, 26.0)) - height) * 0.15
        up = height * math.sin(turn)
        points.append((left + 2 * step + 7 * math.cos(turn) + 0.5 * up, base - up))
    return points
