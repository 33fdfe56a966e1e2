"""Signs that Tesseract takes for something else: «§ 1» for 81, as its languages have none, «№ 21» for «Ж 21», rules for |."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from indexer.readers.pagetext import Line, Piece
from paraq.records.model import Box

# Of 417 such signs on worn sample scans 8 stood for 360, 5 for 40, the others for a few.
_SIGN: Final = re.compile(r"(?P<sign>[85$])\s?(?P<number>\d{1,2})")
_HEADING: Final = re.compile(
    r"приказ|распоряжение|решение|постановление|протокол|ведомость|бұйрық|бұйрығы|өкім|өкімі|шешім|шешімі|қаулы|қаулысы|хаттама",
    re.IGNORECASE,
)
# What stood for № in 14 of 156 headings of sample scans, and what is near it in shape.
_TAKEN_FOR_NUMBER: Final = re.compile(r"[ЖЮЕШМНХN№][оoеe]?[.:°]?|[МЛ][еe]")
_RULES: Final = re.compile(r"^[|¦]+|[|¦]+$")
# A section has a sentence; numbers of the rows of a table have nothing between them.
LETTERS_BETWEEN: Final = 12
# Of the width of «§ 1»: the sign is as wide as a figure, and a blank follows.
SIGN_WIDTH: Final = 0.5


def with_signs(lines: Sequence[Line]) -> list[Line]:
    """Return the lines of a page with § and № where only they can stand, and without the rules of tables beside words."""
    return [_numbered(line) for line in _with_sections([_without_rules(line) for line in lines])]


def _without_rules(line: Line) -> Line:
    """Return a line without what is read of the rules of a table: «|Джанбулатов», or an upright stroke by itself."""
    pieces = [replace(piece, text=_RULES.sub("", piece.text)) for piece in line.pieces]
    return replace(line, pieces=[piece for piece in pieces if piece.text] or line.pieces)


def _numbered(line: Line) -> Line:
    """Return the heading of a paper, as «ПРИКАЗ Ж 21», with the sign of its number."""
    if len(line.pieces) < 3:
        return line
    first, sign, number, *_ = line.pieces
    if not (_HEADING.fullmatch(first.text) and _TAKEN_FOR_NUMBER.fullmatch(sign.text) and number.text[:1].isdecimal()):
        return line
    return replace(line, pieces=[first, replace(sign, text="№", alternatives=()), *line.pieces[2:]])


def _with_sections(lines: Sequence[Line]) -> list[Line]:
    """Return the lines of a page with § where lines of a number each count on from one section to the next."""
    numbers = {at: int(found["number"]) for at, line in enumerate(lines) if (found := _SIGN.fullmatch(_text(line)))}
    signs: set[int] = set()
    for one, other in pairwise(sorted(numbers)):
        if numbers[other] == numbers[one] + 1 and _letters(lines[one + 1 : other]) >= LETTERS_BETWEEN:
            signs |= {one, other}
    return [_marked(line) if at in signs else line for at, line in enumerate(lines)]


def _text(line: Line) -> str:
    return " ".join(piece.text for piece in line.pieces)


def _letters(lines: Sequence[Line]) -> int:
    return sum(map(str.isalpha, "".join(map(_text, lines))))


def _marked(line: Line) -> Line:
    first, *others = line.pieces
    if others:
        return replace(line, pieces=[replace(first, text="§", alternatives=()), *others])
    box, width = first.box, round(first.box.width * SIGN_WIDTH)
    sign = Piece("§", Box(box.left, box.top, width, box.height), first.confidence)
    number = Box(box.left + width, box.top, box.width - width, box.height)
    return replace(line, pieces=[sign, replace(first, text=first.text[1:], box=number, alternatives=())])
