"""One document of the archive: its place, its description, its bytes, and the truth about its pages."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PIL import Image

from . import bind
from .page import A4, Block, Page, lay_out
from .scan import PLAIN, Condition, jpeg, scan


@dataclass(frozen=True)
class TruthPage:
    """The truth of one page: its label (``3``, or ``3.1`` for the left sheet of a spread), text, and people as written."""

    label: str
    text: str
    mentions: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Item:
    """A document as handed over; ``sheet`` is the label of its first sheet, ``kind`` a code of document type."""

    path: str
    reference: tuple[str, str, str]
    sheet: str
    title: str
    kind: str
    date: str
    language: str
    content: bytes
    truth: tuple[TruthPage, ...] = ()


def truth_of(pages: Sequence[Page], spread: bool = False) -> tuple[TruthPage, ...]:
    """Return the truth of laid-out pages; of a spread's two pages each has its part."""
    labels = [f"{n // 2 + 1}.{n % 2 + 1}" if spread else str(n + 1) for n in range(len(pages))]
    return tuple(TruthPage(label, page.text, tuple(page.mentions)) for label, page in zip(labels, pages, strict=True))


def scans_of(
    path: str, pages: Sequence[Page], condition: Condition, turns: dict[int, int] | None = None, spread: bool = False
) -> list[Image.Image]:
    """Return the scans of pages; ``turns`` are images that lie turned (number from 0: degrees)."""
    step = 2 if spread else 1
    groups = [list(pages[start : start + step]) for start in range(0, len(pages), step)]
    return [
        scan(group, replace(condition, turn=turns[n]) if turns and n in turns else condition, f"{path}#{n}")
        for n, group in enumerate(groups)
    ]


Binder = Callable[[list[Image.Image], Condition], bytes]
BINDERS: dict[str, Binder] = {
    "pdf": bind.image_pdf,
    "tif": bind.tiff,
    "jpg": lambda images, condition: jpeg(images[0], condition),
    "png": lambda images, condition: bind.png(images[0], condition),
}


def sheet_labels(first: str, count: int, both_sides: bool = False) -> list[str]:
    """Return labels of following sheets: 12, 13, ... or 12, 12об, 13, ..."""
    start = int(first)
    if both_sides:
        return [f"{start + n // 2}{'об' if n % 2 else ''}" for n in range(count)]
    return [str(start + n) for n in range(count)]


@dataclass(frozen=True)
class Look:
    """How a scanned document is set and scanned."""

    font: str = "typewriter"
    size: float = 12
    paper: tuple[float, float] = A4
    margin: float = 62
    condition: Condition = PLAIN
    turns: tuple[tuple[int, int], ...] = ()
    spread: bool = False
    numbered: bool = True


def scanned(
    path: str, reference: str, sheet: str, title: str, kind: str, date: str, language: str, blocks: Sequence[Block], look: Look
) -> Item:
    """Return a document that was scanned: set, drawn, aged and bound as its path's ending says."""
    labels = sheet_labels(sheet, 60) if look.numbered else []
    pages = lay_out(blocks, look.font, look.size, look.paper, look.margin, labels)
    if look.spread and len(pages) % 2:
        pages.append(Page(look.paper, look.font))
    images = scans_of(path, pages, look.condition, dict(look.turns), look.spread)
    content = BINDERS[path.rpartition(".")[2]](images, look.condition)
    return Item(path, _reference(reference), sheet, title, kind, date, language, content, truth_of(pages, look.spread))


def born(
    path: str,
    reference: str,
    sheet: str,
    title: str,
    kind: str,
    date: str,
    language: str,
    blocks: Sequence[Block],
    font: str = "serif",
    size: float = 12,
    paper: tuple[float, float] = A4,
    lock: str = "",
) -> Item:
    """Return a born-digital PDF."""  # fmt: skip
    pages = lay_out(blocks, font, size, paper, 62)
    content = bind.text_pdf(pages, title, lock=lock)
    return Item(path, _reference(reference), sheet, title, kind, date, language, content, truth_of(pages))


def _reference(text: str) -> tuple[str, str, str]:
    fonds, inventory, file = text.split("/", 2)
    return fonds, inventory, file
