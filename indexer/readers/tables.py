"""Ruled tables of born-digital PDF pages: the words of a row stay together, cell after cell."""

import ctypes
import signal
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from indexer.readers.pagetext import Line, Piece
from paraq.records.model import Box

# A page with more paths is a map or a drawing; pdfplumber would take minutes over it.
MAX_PATHS = 5_000
# A page with more objects, those inside its forms included, has no place for a table that somebody reads.
MAX_OBJECTS = 20_000
# The densest ledger has some 3,000 words on a sheet.
MAX_WORDS = 10_000
# Shorter strokes, in points, are the ends of thin rectangles and parts of signs; a row of 6-point letters is higher.
SHORTEST_RULE = 5.0
# A stroke whose ends differ by less than this many points is level or upright.
STRAIGHT = 0.5
# The smallest tables that have a row of two cells and more than one row or column to mix up: 2 + 3 rules.
FEWEST_RULES = 5
# A full ledger page takes pdfplumber about a third of a second; whatever takes this long does not end.
SECONDS = 10.0
# Lines of running text side by side stand in two columns (two languages); records that no rule parts have more, on many lines.
RECORD_CELLS, RECORD_LINES = 3, 3
# Cells are looked up by bands of the page image, in pixels; about a row of a ledger at 300 dpi.
BAND = 100

Row = list[Box]
Table = list[Row]
# Number of a table, of a row in it and of a cell in that.
Place = tuple[int, int, int]
Edges = tuple[float, float, float, float]


class TableFinder:
    """Finds the ruled tables of a PDF's pages; the file is opened by pdfplumber when the first page with rules comes."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._document: Any = None
        self._refused = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._document is not None:
            self._document.close()

    def rows(self, page: Any, number: int, lines: list[Line], box_of: Any) -> list[Line]:
        """Return the lines of a page with every ruled table row by row; as they are if it has none that can be found.

        Args:
            page: The page, open in pypdfium2.
            number: Its number, from 1.
            lines: Its words, with boxes on the page image.
            box_of: Maps left, top, right and bottom in points to such a box.
        """
        words = sum(len(line.pieces) for line in lines)
        if self._refused or not 0 < words <= MAX_WORDS or not is_ruled(page):
            return lines
        found = [[[box_of(*cell) for cell in row] for row in table] for table in self._cells(number)]
        return in_rows(lines, found)

    def _cells(self, number: int) -> list[list[list[Edges]]]:
        try:
            with _time_limit(SECONDS):
                if self._document is None:
                    import pdfplumber

                    self._document = pdfplumber.open(self._path)
                page = self._document.pages[number - 1]
                try:
                    return [[_on_page(page, row) for row in table.rows] for table in page.find_tables()]
                finally:
                    page.close()
        except Exception:  # noqa: BLE001  # whatever pdfplumber throws at a hostile file, the page has its text without it
            # What it cannot read once it would fail to read on every page, each time at full cost.
            self._refused = True
            return []


def is_ruled(page: Any) -> bool:
    """Tell whether an open PDF page has level and upright strokes enough for a table, and not so many that it is a drawing."""
    levels: set[tuple[bool, int]] = set()
    paths = 0
    for count, path in enumerate(_objects(page)):
        if count >= MAX_OBJECTS:
            return False
        if path is None:
            continue
        paths += _segments(path)
        if paths > MAX_PATHS:
            return False
        levels |= _rules(path)
    upright = sum(stands for stands, _ in levels)
    return len(levels) >= FEWEST_RULES and 2 <= upright <= len(levels) - 2


def _objects(page: Any) -> Iterator[Any]:
    """Yield the paths of a page and of the forms on it, None for every other object."""
    import pypdfium2.raw as pdfium

    holders = [(page, pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject)]
    while holders:
        holder, count, get = holders.pop()
        for index in range(count(holder)):
            handle = get(holder, index)
            kind = pdfium.FPDFPageObj_GetType(handle)
            if kind == pdfium.FPDF_PAGEOBJ_FORM:
                holders.append((handle, pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject))
            yield handle if kind == pdfium.FPDF_PAGEOBJ_PATH else None


def _segments(path: Any) -> int:
    import pypdfium2.raw as pdfium

    return max(1, int(pdfium.FPDFPath_CountSegments(path)))


def _rules(path: Any) -> set[tuple[bool, int]]:
    """Return where a path has straight strokes: whether upright, and at which point across or up the page."""
    import pypdfium2.raw as pdfium

    matrix = pdfium.FS_MATRIX(1, 0, 0, 1, 0, 0)
    pdfium.FPDFPageObj_GetMatrix(path, matrix)
    found: set[tuple[bool, int]] = set()
    x, y = ctypes.c_float(), ctypes.c_float()
    before: tuple[float, float] | None = None
    for index in range(pdfium.FPDFPath_CountSegments(path)):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        at = (matrix.a * x.value + matrix.c * y.value + matrix.e, matrix.b * x.value + matrix.d * y.value + matrix.f)
        if before is not None and pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_LINETO:
            across, up = abs(at[0] - before[0]), abs(at[1] - before[1])
            if across < STRAIGHT and up >= SHORTEST_RULE:
                found.add((True, round(at[0])))
            elif up < STRAIGHT and across >= SHORTEST_RULE:
                found.add((False, round(at[1])))
        before = at
    return found


def _on_page(page: Any, row: Any) -> list[Edges]:
    """Return the cells of a row in the page's own points; pdfplumber gives them from the top left corner of the turned page."""
    left, bottom, right, top = page.page_obj.mediabox
    found = []
    for cell in row.cells:
        if cell is None:
            # Part of a cell of another row.
            continue
        x, y = (cell[0] - page.mediabox[0], cell[2] - page.mediabox[0]), (cell[1] - page.mediabox[1], cell[3] - page.mediabox[1])
        height = page.mediabox[3] - page.mediabox[1]
        ends_x, ends_y = {
            0: ([left + x[0], left + x[1]], [bottom + height - y[0], bottom + height - y[1]]),
            90: ([left + y[0], left + y[1]], [bottom + x[0], bottom + x[1]]),
            180: ([right - x[0], right - x[1]], [bottom + y[0], bottom + y[1]]),
            270: ([right - y[0], right - y[1]], [top - x[0], top - x[1]]),
        }[page.rotation]
        found.append((min(ends_x), max(ends_y), max(ends_x), min(ends_y)))
    return found


@contextmanager
def _time_limit(seconds: float) -> Iterator[None]:
    """Raise TimeoutError in the code inside after so long, and again every second if that was caught; main thread only."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(*_: Any) -> None:
        raise TimeoutError

    handler = signal.signal(signal.SIGALRM, stop)
    timer = signal.setitimer(signal.ITIMER_REAL, seconds, 1)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, handler)
        signal.setitimer(signal.ITIMER_REAL, *timer)


def in_rows(lines: Sequence[Line], tables: Sequence[Table]) -> list[Line]:
    """Return lines with the words of every table in its rows, where the first of them stood; all others stay in their order."""
    bands = _bands(tables)
    begun: set[int] = set()
    inside: dict[Place, list[Piece]] = {}
    outside: list[tuple[Line, int | None]] = []
    for line in lines:
        rest = Line([], line.new_block)
        for piece in line.pieces:
            near = bands.get(int(piece.box.top + piece.box.height / 2) // BAND, ())
            place = next((place for cell, place in near if _holds(cell, piece.box)), None)
            if place is None:
                rest.pieces.append(piece)
                continue
            if place[0] not in begun:
                begun.add(place[0])
                outside += [(rest, None), (Line(), place[0])]
                rest = Line()
            inside.setdefault(place, []).append(piece)
        outside.append((rest, None))
    if not inside or _upright([piece for pieces in inside.values() for piece in pieces]):
        return list(lines)
    return [made for line, table in outside for made in ([line] if table is None else _table_lines(inside, table))]


def _bands(tables: Sequence[Table]) -> dict[int, list[tuple[Box, Place]]]:
    """Return the cells by the bands of the page image on which they stand; frames around a single column are no tables."""
    cells = [
        (cell, (number, row_number, cell_number))
        for number, table in enumerate(tables)
        if max(map(len, table), default=0) > 1
        for row_number, row in enumerate(table)
        for cell_number, cell in enumerate(row)
    ]
    # In a cell that holds a table of its own, the word belongs to the inner one.
    cells.sort(key=lambda entry: entry[0].width * entry[0].height)
    bands: dict[int, list[tuple[Box, Place]]] = {}
    for cell, place in cells:
        for band in range(cell.top // BAND, (cell.top + cell.height) // BAND + 1):
            bands.setdefault(band, []).append((cell, place))
    return bands


def _holds(cell: Box, box: Box) -> bool:
    across, down = box.left + box.width / 2, box.top + box.height / 2
    return cell.left <= across < cell.left + cell.width and cell.top <= down < cell.top + cell.height


def _upright(pieces: list[Piece]) -> bool:
    """Tell whether writing stands on its side: then what look like rows are columns."""
    long = [piece.box for piece in pieces if len(piece.text) >= 3]
    return sum(box.height > box.width for box in long) * 2 > len(long)


def _table_lines(inside: dict[Place, list[Piece]], table: int) -> Iterator[Line]:
    rows: dict[int, list[list[Piece]]] = {}
    for key in sorted(key for key in inside if key[0] == table):
        rows.setdefault(key[1], []).append(inside[key])
    for row in rows.values():
        yield from (Line(pieces) for pieces in _records(row))


def _records(row: list[list[Piece]]) -> list[list[Piece]]:
    """Return a row's words in one piece, or by lines where rules part the columns only and every line is a record."""
    heights: list[tuple[float, set[int], list[Piece]]] = []
    for number, cell in enumerate(row):
        for piece in cell:
            middle = piece.box.top + piece.box.height / 2
            level = next((entry for entry in heights if abs(entry[0] - middle) < piece.box.height / 2), None)
            if level is None:
                level = (middle, set(), [])
                heights.append(level)
            level[1].add(number)
            level[2].append(piece)
    if len(heights) >= RECORD_LINES and all(len(cells) >= RECORD_CELLS for _, cells, _ in heights):
        return [pieces for _, _, pieces in sorted(heights, key=lambda entry: entry[0])]
    return [[piece for cell in row for piece in cell]]
