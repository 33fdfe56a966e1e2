"""Stamps and pen strokes over writing: their ring joins lines of text, of which OCR then reads none.

What is over writing is told from it by colour, by grey level or, in black and white, by being a circle. A stamp that stands
free is left alone: nothing is lost by it, and its number may be what someone looks for.
"""

from collections.abc import Iterator

import cv2
import numpy as np
import numpy.typing as npt

from indexer.ocr.measure import ink_mask, letter_height, noise_level, paper_of, shrink
from indexer.ocr.view import Grey

Mask = npt.NDArray[np.uint8]
Colour = npt.NDArray[np.uint8]
Points = npt.NDArray[np.float64]
Box = tuple[int, int, int, int]

# A stamp is 3 to 5 cm wide, 10 to 20 letters high; headings and rubbed words are lower.
LETTERS_HIGH = 4.0
# Round and square stamps, and those of a registry; rules and table rows are longer.
LONGEST_SIDE = 3.0
# A ring or frame with a few words in it fills up to .13 of its box, pictures and blots fill more.
MOST_FILLED = 0.3
# A stamp of 5 by 5 cm is .04 of an A4 page; tables and frames of forms are larger.
LARGEST_SHARE = 0.12
# Thin pale lines have only this share of the darkest ink's depth on a shrunken image.
PALE_INK = 0.15
# Grey levels a bin. Stamps were measured at 90 to 119 where writing is 0 to 70: bins of 10 show the valley, finer ones noise.
BIN = 10
# The valley lies below this share of both peaks; between pale and dark strokes of one ink there is none.
VALLEY = 0.65
# Levels between the peaks: less is one ink, pressed harder here and there.
PEAKS_APART = 30
# Each of two inks has this share of the strokes at least.
LEAST_SHARE = 0.08
# Strokes are this much darker than the paper; its grain, smoothed, is not.
STROKE = 40
# Noise of more levels than this fills a valley; smoothing of less only takes thin strokes away.
NOISE_HIDES = 3.0
# Pixels around the dark ink of a letter, where it fades into the paper.
EDGE = 5
# Levels between the strongest and the weakest colour of a pixel: yellowed paper and black ink stay below; blue, violet and
# red ink reach 80 to 200, and thin lines keep a third of that on a shrunken image.
CHROMA = 25
# Black writing is this dark in its brightest colour; what coloured ink covers stays so.
BLACK = 120
# Ink on a page is coloured as a rule, as carbon copies are violet: then colour tells no stamp.
COLOURED_PAGE = 0.4
# Share of a circle's degrees on which there must be ink; writing is met on a third of them.
ROUND = 0.85
CIRCLE_TRIES = 400
# A printed ring is dark on most of its circle; lines of letters across it are so on a quarter at most.
RING_DARK = 0.4


def grey_of(colour: Colour) -> Grey:
    """Return the grey image of a colour scan, with coloured stamps and strokes over black writing made paper."""
    grey = np.asarray(cv2.cvtColor(colour, cv2.COLOR_RGB2GRAY), np.uint8)
    small, factor = shrink(grey)
    sized = np.asarray(cv2.resize(colour, small.shape[::-1], interpolation=cv2.INTER_AREA), np.uint8)
    paper = np.maximum(np.percentile(sized.reshape(-1, 3), 75, axis=0), 1.0)
    _, chroma = _tint(sized, paper)
    ink = ink_mask(small)
    coloured = ((chroma > CHROMA) & (ink > 0)).astype(np.uint8)
    written = int(ink.sum())
    if not 0 < int(coloured.sum()) < COLOURED_PAGE * written:
        return grey
    black = ((chroma <= CHROMA) & (ink > 0)).astype(np.uint8)
    letter = letter_height(ink)
    # Rings are broken by wear and by the letters that they cross; whatever is coloured inside goes with them.
    gap = max(5, round(letter))
    closed = np.asarray(cv2.morphologyEx(coloured, cv2.MORPH_CLOSE, np.ones((gap, gap), np.uint8)), np.uint8)
    for left, top, width, height in _stamp_boxes(closed, letter, 1.0):
        over = black[top : top + height, left : left + width]
        if over.sum() < LEAST_SHARE * coloured[top : top + height, left : left + width].sum():
            continue
        part = np.s_[top * factor : (top + height) * factor, left * factor : (left + width) * factor]
        bright, strength = _tint(_calm(colour[part]), paper)
        grey[part][(strength > CHROMA) & (bright >= BLACK)] = int(paper_of(small))
    return grey


def without_stamps(grey: Grey) -> Grey:
    """Return a page of dark ink on bright paper without the stamps over its writing, as far as they can be told from it."""
    small, factor = shrink(grey)
    letter = letter_height(ink_mask(small))
    ink = ink_mask(small, share=PALE_INK)
    cleaned = grey
    noisy = noise_level(grey) > NOISE_HIDES
    for box in _stamp_boxes(ink, letter, MOST_FILLED):
        left, top, width, height = (side * factor for side in box)
        part = np.s_[top : top + height, left : left + width]
        paper = paper_of(small)
        calm = _calm(grey[part]) if noisy else grey[part]
        level = valley(calm, paper)
        if cleaned is grey:
            cleaned = grey.copy()
        if level:
            writing = cv2.dilate((calm < level).astype(np.uint8), np.ones((EDGE, EDGE), np.uint8))
            cleaned[part][writing == 0] = int(paper)
        else:
            small_part = np.s_[box[1] : box[1] + box[3], box[0] : box[0] + box[2]]
            cleaned[part] = _erase_rings(cleaned[part], ink[small_part], factor, paper)
    return cleaned


def _calm(part: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    """Return a part without noise."""
    return np.asarray(cv2.GaussianBlur(cv2.medianBlur(np.ascontiguousarray(part), 3), (0, 0), 0.8), np.uint8)


def _tint(colour: Colour, paper: Points) -> tuple[npt.NDArray[np.int16], npt.NDArray[np.int16]]:
    """Return the brightest of each pixel's colours and how far they lie apart, as if the paper were white."""
    white = np.minimum(colour * (255.0 / paper), 255).astype(np.int16)
    brightest = white.max(axis=2)
    return brightest, brightest - white.min(axis=2)


def _stamp_boxes(ink: Mask, letter: float, filled: float) -> Iterator[Box]:
    """Yield where something larger than letters stands that is as wide as high, and mostly paper."""
    if not letter:
        return
    least, largest = LETTERS_HIGH * letter, LARGEST_SHARE * ink.size
    _, _, found, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    for left, top, width, height, area in found[1:].tolist():
        longest = max(width, height)
        stamp_like = min(width, height) >= least and longest <= LONGEST_SIDE * min(width, height)
        if stamp_like and width * height <= largest and area <= filled * width * height:
            yield left, top, width, height


def valley(part: Grey, paper: float) -> int:
    """Return the level between two inks, the darker one writing and the paler one a stamp; 0 if there is one ink."""
    # Strokes by their darkest pixels: their edges have all levels up to the paper's.
    darkest = (part == cv2.erode(part, np.ones((5, 5), np.uint8))) & (part < paper - STROKE)
    counts, _ = np.histogram(part[darkest], bins=np.arange(0, 256 + BIN, BIN))
    counts = np.convolve(counts, [0.25, 0.5, 0.25], "same")
    total = counts.sum()
    if not total:
        return 0
    best, level = VALLEY, 0
    for place in range(1, len(counts) - 1):
        dark, pale = int(np.argmax(counts[:place])), place + 1 + int(np.argmax(counts[place + 1 :]))
        depth = counts[place] / max(1.0, min(counts[dark], counts[pale]))
        shares = counts[:place].sum() / total, counts[place + 1 :].sum() / total
        if depth < best and (pale - dark) * BIN >= PEAKS_APART and min(shares) >= LEAST_SHARE:
            best, level = depth, place * BIN + BIN // 2
    return level


def _erase_rings(part: Grey, ink: Mask, factor: int, paper: float) -> Grey:
    """Take away the circles of a stamp as dark as the writing; strokes that cross them are drawn on."""
    rows, columns = np.nonzero(ink)
    circle = _circle(np.stack([columns, rows], axis=1).astype(np.float64), max(ink.shape))
    if circle is None:
        return part
    rows, columns = np.nonzero(part < (paper + float(part.min())) / 2)
    points = np.stack([columns, rows], axis=1).astype(np.float64)
    coarse = (circle + np.array([0.5, 0.5, 0.0])) * factor
    x, y = coarse[:2]
    for width in (1.5 * factor, 0.75 * factor):
        x, y = _fitted(points[np.abs(np.hypot(points[:, 0] - x, points[:, 1] - y) - coarse[2]) <= width])
    away = np.hypot(points[:, 0] - x, points[:, 1] - y).round().astype(int)
    # Dark pixels by radius against those of a full circle there.
    radii = np.arange(int(away.max()) + 1)
    dark = np.bincount(away) / np.maximum(1.0, 2 * np.pi * radii)
    rings = (dark >= RING_DARK) & (radii >= coarse[2] / 2)
    grown = np.convolve(rings, np.ones(3), "same") > 0
    high, wide = np.indices(part.shape)
    across = np.hypot(wide - x, high - y).round().astype(int)
    mask = grown[np.minimum(across, len(grown) - 1)] & (across < len(grown))
    return np.asarray(cv2.inpaint(np.ascontiguousarray(part), mask.astype(np.uint8), 3, cv2.INPAINT_TELEA), np.uint8)


def _fitted(points: Points) -> tuple[float, float]:
    """Return the centre of the circle that lies nearest to points, by least squares of x²+y² (Kasa 1976)."""
    unknowns = np.column_stack([points, np.ones(len(points))])
    solution = np.linalg.lstsq(unknowns, (points**2).sum(axis=1), rcond=None)[0]
    return float(solution[0]) / 2, float(solution[1]) / 2


def _circle(points: Points, side: int) -> Points | None:
    """Return centre and radius of the circle on which the points lie around; None if there is none."""
    rng = np.random.default_rng(len(points))
    circles = _through(*points[rng.integers(0, len(points), (3, CIRCLE_TRIES))])
    circles = circles[(circles[:, 2] >= 0.35 * side) & (circles[:, 2] <= 0.6 * side)]
    coverages = [_coverage(points, circle) for circle in circles]
    if not coverages or max(coverages) < ROUND:
        return None
    return np.asarray(circles[int(np.argmax(coverages))], np.float64)


def _coverage(points: Points, circle: Points) -> float:
    """Return the share of a circle that has points within a pixel of it, by steps of 4 degrees."""
    across, down = (points - circle[:2]).T
    near = np.abs(np.hypot(across, down) - circle[2]) <= 1
    return len(np.unique(np.degrees(np.arctan2(down[near], across[near])).astype(int) % 360 // 4)) / 90


def _through(one: Points, two: Points, three: Points) -> Points:
    """Return centres and radii of the circles through points taken by threes, without those that lie on a line."""
    first, second = two - one, three - one
    twice = 2 * (first[:, 0] * second[:, 1] - first[:, 1] * second[:, 0])
    bent = np.abs(twice) > 1
    one, first, second, twice = one[bent], first[bent], second[bent], twice[bent]
    lengths, others = (first**2).sum(axis=1), (second**2).sum(axis=1)
    x = (second[:, 1] * lengths - first[:, 1] * others) / twice
    y = (first[:, 0] * others - second[:, 0] * lengths) / twice
    return np.column_stack([one[:, 0] + x, one[:, 1] + y, np.hypot(x, y)])
