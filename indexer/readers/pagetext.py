"""Words in lines into the text of a page, the same for every reader."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from indexer.readers.language import language_of
from paraq.records.model import Box, PageText, TextSource, Word

BLANK = "Nothing is written on this page"


@dataclass(frozen=True, slots=True)
class Piece:
    """A word of a line before the page's text is put together; see :class:`paraq.records.model.Word`."""

    text: str
    box: Box
    confidence: float = 100.0
    alternatives: tuple[str, ...] = ()


@dataclass(slots=True)
class Line:
    """A line of words; ``new_block`` where it does not go on from the line before."""

    pieces: list[Piece] = field(default_factory=list)
    new_block: bool = False


def page_text(
    lines: Iterable[Line], source: TextSource, size: tuple[int, int], *, region: Box | None = None, note: str = ""
) -> PageText:
    """Put the text of a page together: blanks in a line, a line feed between lines, an empty line between blocks."""
    words: list[Word] = []
    parts: list[str] = []
    at = 0
    for line in lines:
        if not line.pieces:
            continue
        gap = "" if not words else "\n\n" if line.new_block else "\n"
        for piece in line.pieces:
            parts.append(gap)
            at += len(gap)
            parts.append(piece.text)
            words.append(Word(piece.text, at, at + len(piece.text), piece.box, piece.confidence, piece.alternatives))
            at += len(piece.text)
            gap = " "
    text = "".join(parts)
    weight = sum(len(word.text) for word in words)
    confidence = round(sum(word.confidence * len(word.text) for word in words) / weight, 1) if weight else 0.0
    if not words:
        return PageText("", (), "none", "other", 0.0, *size, region=region, note=note or BLANK)
    return PageText(text, tuple(words), source, language_of(text), confidence, *size, region=region, note=note)
