"""The values that every part of Paraq passes on: a page's text with the place of every word, and what it belongs to."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

TextSource = Literal["text", "ocr", "none"]
"""Where a page's text comes from: the file's own text layer, OCR, or nowhere (nothing readable)."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the page image, in its pixels, origin top left."""

    left: int
    top: int
    width: int
    height: int

    def as_list(self) -> list[int]:
        """Return ``[left, top, width, height]``, the form of the commands and the API."""
        return [self.left, self.top, self.width, self.height]


def around(boxes: Sequence[Box]) -> Box:
    """Return the smallest box that holds these; there must be one."""
    left, top = min(box.left for box in boxes), min(box.top for box in boxes)
    right, bottom = max(box.left + box.width for box in boxes), max(box.top + box.height for box in boxes)
    return Box(left, top, right - left, bottom - top)


@dataclass(frozen=True, slots=True)
class Word:
    """One written word as it stands on the page.

    Attributes:
        text: The reading that stands in the page's text.
        start, end: Its characters in the page's text, ``text[start:end]``.
        box: Where it stands on the page image.
        confidence: 0 (guess) to 100 (sure); 100 for born-digital text.
        alternatives: Other readings of the same place, likeliest first.
    """

    text: str
    start: int
    end: int
    box: Box
    confidence: float = 100.0
    alternatives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PageText:
    """What is written on one page, and where.

    ``text`` is the words joined by one blank inside a line and a line feed between lines; an empty line separates blocks.

    Attributes:
        text: The page's text in reading order.
        words: The words in the order of the text.
        source: Where the text comes from.
        language: ``kk``, ``ru``, ``en`` or ``other`` for most of the page.
        confidence: Mean confidence of the words weighted by length, 0 to 100; 0 without words.
        width, height: Size of the page image to which the boxes belong, in pixels.
        region: The part of the image that is this page, where an image shows a spread of two; None for all of it.
        note: Why the text is poor or missing, in plain words; empty if all is well.
    """

    text: str
    words: Sequence[Word]
    source: TextSource
    language: str
    confidence: float
    width: int
    height: int
    region: Box | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """The archival reference of a document: fonds, inventory, file; text (``Р-12``, ``1 л/с``, ``45а``), empty if unknown."""

    fonds: str = ""
    inventory: str = ""
    file: str = ""


@dataclass(frozen=True, slots=True)
class Description:
    """What is known of a document besides its text.

    Attributes:
        title: Heading of the document.
        type: Kind of document, a code of the glossary (``order``, ``minutes``, ``pay_ledger`` ...); empty if unknown.
        body: The transferring body or the author, as written.
        date: ISO 8601 date or a part of one (``1978``, ``1978-03``); empty if unknown.
        reference: Where the document stands in the archive.
        sheet_from: Label of the first sheet in its file; empty if unknown.
        fonds_title: Title of the fonds; empty if unknown.
        opens: ISO day from which anyone may see the document; empty if it is open, :data:`paraq.records.viewer.NEVER` if closed.
    """

    title: str = ""
    type: str = ""
    body: str = ""
    date: str = ""
    reference: Reference = field(default_factory=Reference)
    sheet_from: str = ""
    fonds_title: str = ""
    opens: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """What heads the paper that a page belongs to, where a document holds several: fields as of :class:`Description`."""

    title: str
    type: str
    date: str = ""


def under(about: Description, heading: Heading | None) -> Description:
    """Return the description of a document as it is true of a page under this heading."""
    return replace(about, title=heading.title, type=heading.type, date=heading.date) if heading else about


def content_hash(content: bytes) -> str:
    """Return the SHA-256 of an original as 64 hexadecimal digits, its name in the store."""
    return hashlib.sha256(content).hexdigest()


def document_id(content_sha256: str) -> str:
    """Return the id of the document with this content: the same bytes are the same document wherever they came from."""
    return content_sha256[:16]


def page_id(document: str, number: int, part: int = 0) -> str:
    """Return the id of a document's page, the same in every run.

    ``number`` counts the images or PDF pages of the document from 1; ``part`` is 1 or 2 for the left and right sheet of a
    spread, else 0.
    """
    return f"{document}-{number}.{part}" if part else f"{document}-{number}"


@dataclass(frozen=True, slots=True)
class PageRecord:
    """One page as the catalogue knows it.

    Attributes:
        page_id, document_id: Stable ids, see :func:`page_id` and :func:`document_id`.
        number, part: The page's place in its document, see :func:`page_id`.
        sheet: Label of the sheet in the archival file (``12``, ``12об``, ``12а``); empty if unknown.
        text: The newest version of the page's text.
        version: Number of that version, from 1.
        image: SHA-256 of the stored file from which the page image is drawn: the original, or a PDF or picture made of it.
        image_number: Which page or frame of that file, from 1.
        original: SHA-256 of the stored original.
        path: Path of the original in its transfer, with ``/``.
        description: What is known of its document; title, type and date are those of the page's own paper where it holds several.
    """

    page_id: str
    document_id: str
    number: int
    part: int
    sheet: str
    text: PageText
    version: int
    image: str
    image_number: int
    original: str
    path: str
    description: Description


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """One document as the catalogue knows it; ``paths`` are all places where the same bytes were handed over."""

    document_id: str
    original: str
    paths: tuple[str, ...]
    description: Description
    page_ids: tuple[str, ...]
