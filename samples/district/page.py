"""Pages as paragraphs and ruled tables, set in a real font: the same setting is drawn as a scan or as a born-digital PDF."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from PIL import ImageFont

LIBERATION, DEJAVU = Path("/usr/share/fonts/truetype/liberation2"), Path("/usr/share/fonts/truetype/dejavu")
FONTS = {
    "typewriter": (LIBERATION / "LiberationMono-Regular.ttf", LIBERATION / "LiberationMono-Bold.ttf"),
    "serif": (LIBERATION / "LiberationSerif-Regular.ttf", LIBERATION / "LiberationSerif-Bold.ttf"),
    "sans": (LIBERATION / "LiberationSans-Regular.ttf", LIBERATION / "LiberationSans-Bold.ttf"),
    "old_typewriter": (DEJAVU / "DejaVuSansMono.ttf", DEJAVU / "DejaVuSansMono-Bold.ttf"),
    "book": (DEJAVU / "DejaVuSerif.ttf", DEJAVU / "DejaVuSerif-Bold.ttf"),
}
MARK = re.compile(r"\{(\w+)\|([^}]*)\}")
A4 = (595.0, 842.0)
A4_WIDE = (842.0, 595.0)
LEADING = 1.32
"""Line distance in font sizes, as a typewriter's one and a half lines."""


class MissingGlyph(Exception):
    """A font lacks a letter of the text: it would be drawn as a box and look like an error of reading."""


@dataclass(frozen=True)
class Para:
    """A paragraph; ``gap`` is the space above it in lines."""

    text: str
    align: str = "left"
    bold: bool = False
    indent: bool = True
    gap: float = 0.0
    size: float = 1.0


@dataclass(frozen=True)
class Table:
    """A ruled table: cells by row, column widths as shares, the number of heading rows, and columns set to the right."""

    rows: Sequence[Sequence[str]]
    widths: Sequence[float]
    head: int = 1
    right: Sequence[int] = ()
    size: float = 0.85
    gap: float = 0.5


class NewPage:
    """The next block starts a new page."""


Block = Para | Table | NewPage


@dataclass(frozen=True)
class Run:
    """A piece of text at a place: left end and top of the letters, in points from the top left corner."""

    x: float
    y: float
    text: str
    size: float
    bold: bool


@dataclass
class Page:
    """A laid-out page: what is drawn, and its text line by line with the people named in it."""

    paper: tuple[float, float]
    font: str
    runs: list[Run] = field(default_factory=list)
    rules: list[tuple[float, float, float, float]] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    mentions: list[tuple[str, str]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The page's text: a line for each line or table row, cells parted by a tab."""
        return "\n".join(self.lines)


@cache
def _face(path: Path) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(path), 200)


@cache
def _drawn(path: Path, letter: str) -> bytes:
    return bytes(_face(path).getmask(letter))


def width_of(text: str, font: str, size: float, bold: bool = False) -> float:
    """Return the width of a text in points; refuse letters that the font lacks."""
    path = FONTS[font][bold]
    missing = {letter for letter in set(text) if letter.strip() and _drawn(path, letter) == _drawn(path, "\uffff")}
    if missing:
        raise MissingGlyph(f"{path.name} has no glyph for {''.join(sorted(missing))}")
    return _face(path).getlength(text) * size / 200


def wrap(text: str, font: str, size: float, width: float, indent: float = 0.0, bold: bool = False) -> list[str]:
    """Break a text into lines of at most ``width`` points, the first shorter by ``indent``."""
    lines, line, room = [], "", width - indent
    for word in text.split():
        longer = f"{line} {word}".strip()
        if line and width_of(longer, font, size, bold) > room:
            lines.append(line)
            line, room = word, width
        else:
            line = longer
    return [*lines, line]


class Setter:
    """Sets blocks into pages of one paper, font and size."""

    def __init__(self, paper: tuple[float, float], font: str, size: float, margin: float, heads: Iterable[str] = ()) -> None:
        """``heads`` are labels for the top right corner of the pages in turn, as sheet numbers are pencilled."""
        self.paper, self.font, self.size, self.margin = paper, font, size, margin
        self.heads = list(heads)
        self.pages: list[Page] = []
        self.y = 0.0
        self._turn()

    def _turn(self) -> None:
        self.page = Page(self.paper, self.font)
        self.pages.append(self.page)
        self.y = self.margin
        if len(self.heads) >= len(self.pages) and (label := self.heads[len(self.pages) - 1]):
            x = self.paper[0] - 40 - width_of(label, self.font, 13)
            self.page.runs.append(Run(x, 26, label, 13, False))
            self.page.lines.append(label)

    def _room(self, height: float) -> None:
        if self.y + height > self.paper[1] - self.margin:
            self._turn()

    def compose(self, blocks: Iterable[Block]) -> list[Page]:
        """Set the blocks and return the pages."""
        for block in blocks:
            if isinstance(block, NewPage):
                self._turn()
            elif isinstance(block, Table):
                self._table(block)
            else:
                self._para(block)
        return self.pages

    def _para(self, block: Para) -> None:
        size = self.size * block.size
        room, lead = self.paper[0] - 2 * self.margin, size * LEADING
        indent = size * 2.4 if block.indent and block.align == "left" else 0.0
        plain = MARK.sub(r"\2", block.text)
        self.y += block.gap * lead
        left = set(MARK.findall(block.text))
        placed = ""
        for number, line in enumerate(wrap(plain, self.font, size, room, indent, block.bold)):
            before = self.page
            self._room(lead)
            if self.page is not before:
                placed = ""
            length = width_of(line, self.font, size, block.bold)
            shift = {"left": indent if number == 0 else 0.0, "center": (room - length) / 2, "right": room - length}[block.align]
            self.page.runs.append(Run(self.margin + shift, self.y, line, size, block.bold))
            self.page.lines.append(line)
            self.y += lead
            placed = f"{placed} {line}"
            self._note(left, placed)
        if left:
            raise ValueError(f"a name is cut by the end of a page: {left}")

    def _note(self, left: set[tuple[str, str]], placed: str) -> None:
        for mention in sorted(left):
            if re.search(rf"(?<!\w){re.escape(mention[1])}(?!\w)", placed):
                self.page.mentions.append(mention)
                left.discard(mention)

    def _table(self, block: Table) -> None:
        self.y += block.gap * self.size * LEADING
        for row in block.rows[: block.head]:
            self._row(block, row, True)
        for row in block.rows[block.head :]:
            self._row(block, row, False)
        self.y += self.size * LEADING

    def _row(self, block: Table, row: Sequence[str], head: bool) -> None:
        size = self.size * block.size
        room, lead = self.paper[0] - 2 * self.margin, size * 1.25
        total, pad = sum(block.widths), size * 0.3
        columns = [room * share / total for share in block.widths]
        cells = [MARK.sub(r"\2", cell) for cell in row]
        wrapped = [wrap(cell, self.font, size, wide - 2 * pad) for cell, wide in zip(cells, columns, strict=True)]
        height = max(map(len, wrapped)) * lead + pad
        self._room(height)
        x = self.margin
        for number, (lines, wide) in enumerate(zip(wrapped, columns, strict=True)):
            self.page.rules += [(x, self.y, x + wide, self.y), (x, self.y + height, x + wide, self.y + height)]
            self.page.rules += [(x, self.y, x, self.y + height), (x + wide, self.y, x + wide, self.y + height)]
            for step, line in enumerate(lines):
                length = width_of(line, self.font, size)
                shift = wide - pad - length if number in block.right and not head else (wide - length) / 2 if head else pad
                self.page.runs.append(Run(x + shift, self.y + pad * 0.7 + step * lead, line, size, False))
            x += wide
        self.page.lines.append("\t".join(cells))
        self.page.mentions += [mention for cell in row for mention in MARK.findall(cell)]
        self.y += height


def lay_out(
    blocks: Iterable[Block],
    font: str = "typewriter",
    size: float = 12,
    paper: tuple[float, float] = A4,
    margin: float = 62,
    heads: Iterable[str] = (),
) -> list[Page]:
    """Set blocks into pages."""
    return Setter(paper, font, size, margin, heads).compose(blocks)
