"""Ruled tables of born-digital PDF pages: the words of a row stay together, cell after cell."""

from collections.abc import Iterator, Sequence

from indexer.readers.pagetext import Line, Piece
from indexer.readers.rules import Table
from paraq.records.model import Box

# Lines of running text side by side stand in two columns (two languages); records that no rule parts have more, on many lines.
RECORD_CELLS, RECORD_LINES = 3, 3
# Cells are looked up by squares of the page image, in pixels: about a row of a ledger high at 300 dpi.
SQUARE = 100

# Number of a table, of a row in it and of a cell in that.
Place = tuple[int, int, int]
Squares = dict[tuple[int, int], list[tuple[Box, Place]]]


def in_rows(lines: Sequence[Line], tables: Sequence[Table]) -> list[Line]:
    """Return lines with the words of every table in its rows, where the first of them stood; all others stay in their order."""
    squares = _squares(tables)
    begun: set[int] = set()
    inside: dict[Place, list[Piece]] = {}
    outside: list[tuple[Line, int | None]] = []
    for line in lines:
        rest = Line([], line.new_block)
        for piece in line.pieces:
            place = _place(squares, piece.box)
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


def _squares(tables: Sequence[Table]) -> Squares:
    """Return the cells by the squares on which they stand; frames around a single column are no tables."""
    cells = [
        (cell, (number, row_number, cell_number))
        for number, table in enumerate(tables)
        if max(map(len, table), default=0) > 1
        for row_number, row in enumerate(table)
        for cell_number, cell in enumerate(row)
    ]
    # In a cell that holds a table of its own, the word belongs to the inner one.
    cells.sort(key=lambda entry: entry[0].width * entry[0].height)
    squares: Squares = {}
    for cell, place in cells:
        for across in range(cell.left // SQUARE, (cell.left + cell.width) // SQUARE + 1):
            for down in range(cell.top // SQUARE, (cell.top + cell.height) // SQUARE + 1):
                squares.setdefault((across, down), []).append((cell, place))
    return squares


def _place(squares: Squares, box: Box) -> Place | None:
    """Return the cell in which the middle of a word stands."""
    across, down = box.left + box.width // 2, box.top + box.height // 2
    for cell, place in squares.get((across // SQUARE, down // SQUARE), ()):
        if cell.left <= across < cell.left + cell.width and cell.top <= down < cell.top + cell.height:
            return place
    return None


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
