"""Initials that are read as figures: «Шарипова 3. 0.» is «З. О.»; the other reading is kept beside, and found in its place."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from indexer.readers.pagetext import Line, Piece

# Figures of the shape of capital letters; only these two were read so on the sample scans, 42 times.
LETTERS: Final = {"0": "О", "3": "З"}
_FIGURE: Final = re.compile(r"(?P<figure>[03])(?P<stop>[.,]+)")
_NAME: Final = re.compile(r"[А-ЯЁӘҒҚҢӨҰҮҺІ][а-яёәғқңөұүһі]{2,}(?:-[А-ЯЁӘҒҚҢӨҰҮҺІ]?[а-яёәғқңөұүһі]+)?")


def with_initials(lines: Sequence[Line]) -> list[Line]:
    """Return the lines of a page whose figures beside a name, or beside such an initial, are also known as letters."""
    return [replace(line, pieces=_pieces(line.pieces)) if len(line.pieces) > 1 else line for line in lines]


def _pieces(pieces: Sequence[Piece]) -> list[Piece]:
    found = list(pieces)
    for order in (range(1, len(found)), range(len(found) - 2, -1, -1)):
        for at, beside in pairwise((order.start - order.step, *order)):
            if _is_of_a_name(found[at]) and (known := _letter(found[beside])) not in ("", *found[beside].alternatives):
                found[beside] = replace(found[beside], alternatives=(*found[beside].alternatives, known))
    return found


def _is_of_a_name(piece: Piece) -> bool:
    return bool(_NAME.fullmatch(piece.text)) or _letter(piece) in piece.alternatives


def _letter(piece: Piece) -> str:
    """Return the initial that a figure may be; empty if it may be none."""
    found = _FIGURE.fullmatch(piece.text)
    return f"{LETTERS[found['figure']]}." if found else ""
