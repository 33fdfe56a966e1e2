"""The rules drawn on a PDF page, and the tables that they make."""

import ctypes
import math
from bisect import bisect
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from indexer.readers.pagemap import PageMap
from paraq.records.model import Box

# A page with more segments of paths is a map or a drawing.
MAX_SEGMENTS = 20_000
# A page with more objects, those inside its forms included, has no place for a table that somebody reads.
MAX_OBJECTS = 20_000
# Forms lie in forms two or three deep; deeper ones are made to hang programs.
MAX_DEPTH = 5
# Where rules may cross. pdfplumber's time grows with the square: a full ledger (60 rows, 30 columns) takes it 0.3 s, this 1.5 s.
MAX_CROSSINGS = 4_000
# Shorter strokes, in points, are the ends of thin rectangles and parts of signs; a row of 6-point letters is higher.
SHORTEST_RULE = 5.0
# A stroke whose ends differ by less than this many points is level or upright.
STRAIGHT = 0.5
# Points between strokes that one rule is drawn of, the default of pdfplumber; both sides of the thickest rules are nearer.
SAME_RULE = 3.0
# The smallest tables with more than one row and column to mix up have 2 and 3 rules.
FEWEST, FEWEST_ALL = 2, 5

Cells = list[Box]
Table = list[Cells]
Point = tuple[float, float]
# Left, top, right and bottom in pixels of the page image.
Edges = tuple[float, float, float, float]
# a, b, c, d, e and f of ISO 32000-1, 8.3.4.
Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)


def ruled_tables(page: Any, page_map: PageMap) -> list[Table]:
    """Return the tables that rules part into cells on an open PDF page: rows of cells on the page image, each from left to right.

    None are found on pages with more rules than any ledger has.
    """
    level: set[Edges] = set()
    upright: set[Edges] = set()
    for start, end in _segments(page):
        stroke = _on_image(start, end, page_map)
        across, down = stroke[2] - stroke[0], stroke[3] - stroke[1]
        if down < STRAIGHT * page_map.scale and across >= SHORTEST_RULE * page_map.scale:
            level.add(stroke)
        elif across < STRAIGHT * page_map.scale and down >= SHORTEST_RULE * page_map.scale:
            upright.add(stroke)
    if len(_places(level, 1)) < FEWEST or len(_places(upright, 0)) < FEWEST:
        return []
    if len(_places(level, 1)) + len(_places(upright, 0)) < FEWEST_ALL:
        return []
    return _tables(level, upright, SAME_RULE * page_map.scale)


def _places(strokes: set[Edges], axis: int) -> set[int]:
    return {round(stroke[axis]) for stroke in strokes}


def _on_image(start: Point, end: Point, page_map: PageMap) -> Edges:
    (one_x, one_y), (other_x, other_y) = page_map.point(*start), page_map.point(*end)
    return min(one_x, other_x), min(one_y, other_y), max(one_x, other_x), max(one_y, other_y)


def _tables(level: set[Edges], upright: set[Edges], tolerance: float) -> list[Table]:
    # Pages without rules do not pay for loading it.
    from pdfplumber import table as plumber

    edges = [_edge(stroke, "h") for stroke in sorted(level)] + [_edge(stroke, "v") for stroke in sorted(upright)]
    edges = plumber.merge_edges(edges, tolerance, tolerance, tolerance, tolerance)
    across = sum(edge["orientation"] == "h" for edge in edges)
    if across * (len(edges) - across) > MAX_CROSSINGS:
        return []
    cells = _cells(plumber.edges_to_intersections(edges, tolerance, tolerance))
    return [_rows(found) for found in plumber.cells_to_tables(cells)]


def _cells(crossings: dict[Point, Any]) -> list[Edges]:
    """Return the smallest rectangles that rules enclose, as pdfplumber's ``intersections_to_cells``, whose time is quadratic."""
    rules = {at: {id(rule) for kind in "vh" for rule in crossing[kind]} for at, crossing in crossings.items()}
    columns: dict[float, list[Point]] = {}
    rows: dict[float, list[Point]] = {}
    for at in sorted(crossings):
        columns.setdefault(at[0], []).append(at)
        rows.setdefault(at[1], []).append(at)
    found = []
    for places in columns.values():
        for number, at in enumerate(places):
            row = rows[at[1]]
            right = [other for other in row[bisect(row, at) :] if rules[at] & rules[other]]
            below = (other for other in places[number + 1 :] if rules[at] & rules[other])
            corners = ((right_of[0], under[1], right_of, under) for under in below for right_of in right)
            for x, y, right_of, under in corners:
                opposite = rules.get((x, y), set())
                if opposite & rules[right_of] and opposite & rules[under]:
                    found.append((*at, x, y))
                    break
    return found


def _rows(cells: list[Edges]) -> Table:
    """Return the cells of a table in rows, those that begin at one height."""
    ordered = sorted(cells, key=lambda cell: (cell[1], cell[0]))
    return [[_box(cell) for cell in row] for _, row in groupby(ordered, key=lambda cell: cell[1])]


def _edge(stroke: Edges, orientation: str) -> dict[str, Any]:
    """Return a stroke in the form that pdfplumber's functions take."""
    left, top, right, bottom = stroke
    sizes = {"width": right - left, "height": bottom - top}
    return {"x0": left, "top": top, "x1": right, "bottom": bottom, "orientation": orientation, **sizes}


def _box(cell: Edges) -> Box:
    left, top, right, bottom = (round(edge) for edge in cell)
    return Box(left, top, right - left, bottom - top)


def _segments(page: Any) -> Iterator[tuple[Point, Point]]:
    """Yield the straight segments of the paths on a page as pairs of points on it; none at all of a page with too many."""
    import pypdfium2.raw as pdfium

    paths = []
    segments = 0
    for count, (path, matrix) in enumerate(_objects(page)):
        if path is not None:
            segments += max(1, pdfium.FPDFPath_CountSegments(path))
            paths.append((path, matrix))
        if count >= MAX_OBJECTS or segments > MAX_SEGMENTS:
            return
    for path, matrix in paths:
        yield from _straight(path, _times(_matrix(path), matrix))


def _objects(page: Any) -> Iterator[tuple[Any, Matrix]]:
    """Yield the paths of a page and of the forms on it, each with the matrix of its forms; None for every other object."""
    import pypdfium2.raw as pdfium

    holders = [(page, IDENTITY, 0, pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject)]
    while holders:
        holder, matrix, depth, count, get = holders.pop()
        for index in range(count(holder)):
            handle = get(holder, index)
            kind = pdfium.FPDFPageObj_GetType(handle)
            if kind == pdfium.FPDF_PAGEOBJ_FORM and depth < MAX_DEPTH:
                inner = _times(_matrix(handle), matrix)
                holders.append((handle, inner, depth + 1, pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject))
            yield (handle if kind == pdfium.FPDF_PAGEOBJ_PATH else None), matrix


def _straight(path: Any, matrix: Matrix) -> Iterator[tuple[Point, Point]]:
    import pypdfium2.raw as pdfium

    a, b, c, d, e, f = matrix
    x, y = ctypes.c_float(), ctypes.c_float()
    first = before = (math.nan, math.nan)
    for index in range(pdfium.FPDFPath_CountSegments(path)):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        at = (a * x.value + c * y.value + e, b * x.value + d * y.value + f)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            first = at
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            yield before, at
        if pdfium.FPDFPathSegment_GetClose(segment):
            yield at, first
        before = at


def _matrix(handle: Any) -> Matrix:
    import pypdfium2.raw as pdfium

    found = pdfium.FS_MATRIX(*IDENTITY)
    pdfium.FPDFPageObj_GetMatrix(handle, found)
    return found.a, found.b, found.c, found.d, found.e, found.f


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    """Return the matrix that does ``inner`` first."""
    if outer == IDENTITY:
        return inner
    a, b, c, d, e, f = inner
    k, m, n, o, p, q = outer
    return a * k + b * n, a * m + b * o, c * k + d * n, c * m + d * o, e * k + f * n + p, e * m + f * o + q
