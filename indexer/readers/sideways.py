"""Lines that stand sideways on a page, as of wide tables on upright sheets, in the order in which they are read."""

from collections.abc import Iterator, Sequence

from indexer.readers.pagetext import Line


def in_reading_order(lines: Sequence[Line]) -> list[Line]:
    """Return the lines with those that read from top to bottom going from right to left.

    PDF programs give all lines that stand sideways from left to right, which is right for those that read upwards alone.
    """
    if not any(_reads_down(line) for line in lines):
        return list(lines)
    return [line for run in _runs(lines) for line in run]


def _runs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Give the lines that have words in runs, each in its order."""
    run: list[Line] = []
    for line in lines:
        if not line.pieces:
            continue
        if _reads_down(line) or (run and _is_standing_word(line)):
            run.append(line)
            continue
        yield sorted(run, key=_from_right)
        run = []
        yield [line]
    yield sorted(run, key=_from_right)


def _reads_down(line: Line) -> bool:
    """Return whether the last word of a line stands below its first one and not beside it."""
    if len(line.pieces) < 2:
        return False
    first, last = line.pieces[0].box, line.pieces[-1].box
    beside = min(first.left + first.width, last.left + last.width) - max(first.left, last.left)
    return last.top >= first.top + first.height and 2 * beside > min(first.width, last.width) and first.height > first.width


def _is_standing_word(line: Line) -> bool:
    return len(line.pieces) == 1 and line.pieces[0].box.height > line.pieces[0].box.width


def _from_right(line: Line) -> int:
    return -line.pieces[0].box.left
