"""Publish: put pages that were read into the catalogue, with their sheets' labels and their order in the archival file."""

from collections.abc import Sequence
from dataclasses import replace

from indexer.readers.pagetext import BLANK
from indexer.stages import read
from indexer.stages.describe import Place
from indexer.stages.headings import headings_of, headings_of_sheets
from indexer.stages.read import Sheet
from paraq.catalogue.entries import Looked, NewPage, Result
from paraq.catalogue.intake import Intake
from paraq.records.model import document_id, page_id
from paraq.records.natural import natural
from paraq.records.sheets import halves, labels_of

EMPTY = "the reader gave nothing for this page"


def publish(intake: Intake, sha256: str, looked: Looked, place: Place, sheets: Sequence[Sheet]) -> list[Result]:
    """Put what was read of a file into the catalogue in one transaction; return the results of its pages."""
    labels = labels_of(place.sheets, looked.pages)
    pages = [new for sheet in sheets for new in _pages(sha256, looked, place, sheet, labels[sheet.number - 1])]
    # Those of the pages between are known once all are read, see describe_pages; what is known now need not be indexed twice.
    if place.composite:
        headings = dict(headings_of_sheets((page.page_id, page.sheet, page.text.text) for page in pages))
    else:
        headings = dict(headings_of((page.page_id, page.text.text) for page in pages))
    pages = [replace(page, heading=headings[page.page_id]) for page in pages]
    results = [
        Result(sheet.number, "read", read.VERSION, "searchable", _in_vain(sheet))
        if sheet.pages
        else Result(sheet.number, "read", read.VERSION, "failed", EMPTY)
        for sheet in sheets
    ]
    intake.publish(place.document_id, sha256, pages, results)
    return results


def _in_vain(sheet: Sheet) -> str:
    """Return why nobody can read a sheet that is not blank; empty if it was read."""
    return next((page.text.note for page in sheet.pages if page.text.note not in ("", BLANK)), "")


def _pages(sha256: str, looked: Looked, place: Place, sheet: Sheet, of_image: str) -> list[NewPage]:
    made = []
    for page in sheet.pages:
        label = halves(of_image)[page.part - 1] if page.part else of_image
        name = page_id(document_id(sha256), page.number, page.part)
        made.append(
            NewPage(
                page_id=name,
                number=page.number,
                part=page.part,
                sheet=label,
                place=_order(label, place.path, page.number, page.part, name),
                image=looked.rendition or sha256,
                image_number=page.number,
                text=page.text,
                words=page.words,
            )
        )
    return made


def _order(label: str, path: str, number: int, part: int, name: str) -> bytes:
    """Return the key of a page in its archival file: by its sheet's label, those without one after by path; never two alike."""
    # "~" sorts after every digit and letter that a label has, so sheets without one follow those with one.
    return "\t".join((natural(label) if label else "~", natural(path), f"{number:08}.{part}", name)).encode()
