"""Evidence: what a sheet says of a person, word for word, with its reference; and the papers that rest on it."""

from dataclasses import dataclass
from typing import Any, Final, Literal, get_args

Fact = Literal["hired", "transferred", "dismissed", "paid", "workdays", "awarded", "land", "studied", "renamed", "other"]
FACTS: Final[tuple[Fact, ...]] = get_args(Fact)
PaperKind = Literal["certificate", "copy", "extract", "negative", "forwarding"]
PAPER_KINDS: Final[tuple[PaperKind, ...]] = get_args(PaperKind)


@dataclass(frozen=True, slots=True)
class Item:
    """Something that belongs to a request: evidence, a search made, a draft."""

    item_id: str
    request_id: str
    kind: str
    made: str
    who: str
    content: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper that was issued; ``content`` holds its kind, language, number, and what is known of its signature."""

    code: str
    request_id: str
    sha256: str
    issued: str
    content: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a quotation: words as they stand, an omission (``gap``) or a place that cannot be read (``unreadable``)."""

    text: str = ""
    gap: bool = False
    unreadable: bool = False


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """What the sheet has otherwise than the request: ``what`` is name, birth, date or order."""

    what: Literal["name", "birth", "date", "order"]
    written: str
    expected: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """A fact and the sheet that proves it.

    Attributes:
        evidence_id: Stable id.
        page_id, version: The page and the version of its text from which the words are.
        fact: What it proves.
        date: ISO date of the event, or a part of one.
        quotation: The words exactly as they stand.
        spans: Where they stand in the page's text.
        box: Their place on the sheet, ``[left, top, width, height]`` in its pixels.
        fonds, inventory, file, sheet: The reference.
        fonds_title, title, document, document_date, document_number: The paper that says so, and the file that it lies in.
        person: The person's name as the sheet has it; empty if it has none.
        year: Year of a pay; 0 otherwise.
        amounts: Months or other columns with what stands in them, as written.
        currency: As written.
        discrepancies: What the sheet has otherwise than the request.
        doubtful: Words of which OCR is not sure; they want a look at the scan.
        cut: SHA-256 of the kept cut of the scan; empty if it could not be drawn.
        note: Of the archivist, not for the paper.
    """

    evidence_id: str
    page_id: str
    version: int
    fact: Fact
    date: str
    quotation: tuple[Piece, ...]
    spans: tuple[tuple[int, int], ...]
    box: tuple[int, int, int, int]
    fonds: str
    inventory: str
    file: str
    sheet: str
    fonds_title: str = ""
    title: str = ""
    document: str = ""
    document_date: str = ""
    document_number: str = ""
    person: str = ""
    year: int = 0
    amounts: tuple[tuple[str, str], ...] = ()
    currency: str = ""
    discrepancies: tuple[Discrepancy, ...] = ()
    doubtful: tuple[str, ...] = ()
    cut: str = ""
    note: str = ""

    def text(self, unreadable: str = "[…]") -> str:
        """Return the quotation as one text, with dots for omissions and this for what cannot be read."""
        parts = ["…" if piece.gap else unreadable if piece.unreadable else piece.text for piece in self.quotation]
        return " ".join(part for part in parts if part)
