"""Describe: say what a document is: its place in the archive, and its heading, kind and date as its first page tells them."""

from dataclasses import dataclass
from itertools import islice

from indexer.stages.headings import described_by_text, headings_of, headings_of_sheets
from indexer.transfers.offered import About, filled
from paraq.catalogue.entries import Looked
from paraq.catalogue.intake import Intake
from paraq.records.model import Description, PageText, content_hash, document_id

# Kinds that show one sheet and come in numbers; a multi-page TIFF or PDF is a document by itself.
PICTURES = frozenset({"tiff", "jpeg", "png", "jpeg2000", "bmp", "webp", "heic", "gif"})

# Pages whose headings are written in one transaction; databases take so many ids in a question.
_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Place:
    """Where the pages of a file belong: the document, its sheets as they are written (``12``, ``7-9об``), and the file's path."""

    document_id: str
    sheets: str
    path: str
    composite: bool


def place_of(sha256: str, path: str, about: About, looked: Looked) -> Place:
    """Return where the pages of a file belong.

    A picture of an archival file handed over sheet by sheet belongs to the document of that file, whose id comes from the
    reference, so that a sheet added later changes no id. Every other file is a document by itself, with the id of its content.
    """
    reference = about.description.reference
    sheet_by_sheet = about.sheet or about.of_file
    if sheet_by_sheet and reference.file and looked.kind in PICTURES and looked.pages == 1:
        cipher = "\t".join(("file", reference.fonds, reference.inventory, reference.file))
        return Place(document_id(content_hash(cipher.encode())), about.sheet, path, composite=True)
    sheets = about.sheets or about.description.sheet_from
    if not sheets and looked.pages == 1 and about.sheet != reference.file:
        # A file of many pages, or one named as its archival file, is not named after a sheet.
        sheets = about.sheet
    return Place(document_id(sha256), sheets, path, composite=False)


def describe(intake: Intake, place: Place, sha256: str, about: About, looked: Looked, supersedes: str = "") -> None:
    """Put the document into the catalogue with what is known before it is read; what is known already stays."""
    known = about.description
    if not place.composite:
        known = filled(known, Description(title=looked.title))
    before = intake.description(place.document_id)
    if before is not None:
        known = filled(before, known)
    intake.described(place.document_id, sha256, known, supersedes)


def describe_by_text(intake: Intake, place: Place, sha256: str, first_page: PageText) -> None:
    """Fill what is still unknown of a document from its first page."""
    before = intake.description(place.document_id)
    if before is None or place.composite:
        return
    intake.described(place.document_id, sha256, filled(before, described_by_text(first_page.text)))


def describe_pages(intake: Intake, place: Place | None, sha256: str) -> None:
    """Say of each page of a stored file, once all are read, under which heading it stands.

    Of an archival file that is handed over sheet by sheet this is said of all sheets anew, since one more may part two.
    """
    if place and place.composite:
        pages = headings_of_sheets(intake.headings.sheets(place.document_id))
    else:
        pages = headings_of(intake.headings.beginnings(sha256))
    while some := dict(islice(pages, _AT_ONCE)):
        intake.headings.put(some)
