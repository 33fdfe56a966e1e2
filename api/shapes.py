"""From records and answers to the JSON of the API. Boxes become pixels of the sheet, which may be half of an image."""

from urllib.parse import urlencode

from api.schemas import (
    DescriptionOut,
    DocumentOut,
    HitOut,
    InLanguages,
    MarkOut,
    NeighboursOut,
    PageOut,
    PageSummary,
    ReferenceOut,
    SheetOut,
    SnippetOut,
    WhyOut,
    WordOut,
)
from api.sheets import on_sheet, own_region
from paraq.records.model import Box, Description, DocumentRecord, PageRecord
from paraq.records.reference import format_reference
from paraq.records.upright import back, turn_of
from paraq.services.answers import Mark, PageHit, Why

# A page of a list may hold hundreds of fits of a frequent word; a hit shows the first of them, the page itself all.
HIT_MARKS = 40
# What the query's weights give for a word that is there and for being sure of it are multiples of this. What BM25 adds rests on
# how rare words are in the whole archive, also on sheets that the reader may not see, so it orders hits and is not told.
STEP = 50


def page_address(page_id: str, view: str = "", **parameters: str | int | list[str]) -> str:
    """Return the address of a page or of one of its views."""
    path = f"/v1/pages/{page_id}{'/' if view else ''}{view}"
    given = {name: value for name, value in parameters.items() if value}
    return f"{path}?{urlencode(given, doseq=True)}" if given else path


def summary(page: PageRecord) -> PageSummary:
    """Return a page without its text."""
    return PageSummary(**_summary(page))


def _summary(page: PageRecord) -> dict[str, object]:
    region = own_region(page.text)
    return {
        "page_id": page.page_id,
        "document_id": page.document_id,
        "number": page.number,
        "part": page.part,
        "reference": reference(page.description, page.sheet),
        "description": description(page.description),
        "language": page.text.language,
        "source": page.text.source,
        "confidence": round(page.text.confidence, 1),
        "note": page.text.note,
        "path": page.path,
        "sheet": SheetOut(
            width=region.width,
            height=region.height,
            image=page_address(page.page_id, "image"),
            thumbnail=page_address(page.page_id, "thumbnail"),
        ),
    }


def reference(of: Description, sheet: str) -> ReferenceOut:
    """Return a reference in its parts and as cited in each language."""
    at = of.reference
    cited = InLanguages(
        kk=format_reference(at, sheet, "kk"), ru=format_reference(at, sheet, "ru"), en=format_reference(at, sheet, "en")
    )
    return ReferenceOut(fonds=at.fonds, inventory=at.inventory, file=at.file, sheet=sheet, text=cited)


def description(of: Description) -> DescriptionOut:
    """Return a description as JSON."""
    return DescriptionOut(title=of.title, type=of.type, body=of.body, date=of.date, fonds_title=of.fonds_title)


def mark(one: Mark, page: PageRecord, region: Box) -> MarkOut:
    """Return a mark with its boxes in pixels of the sheet, which is this region of the image."""
    boxes = [on_sheet(box, region).as_list() for box in one.boxes]
    written = page.text.text[one.start : one.end]
    return MarkOut(start=one.start, end=one.end, text=written, boxes=boxes, evidence=one.evidence, term=one.term)


def why(one: Why, region: Box) -> WhyOut:
    """Return why a page was found, with the first places in pixels of the sheet, which is this region of the image."""
    boxes = [on_sheet(box, region).as_list() for mark in one.marks[:HIT_MARKS] for box in mark.boxes]
    return WhyOut(term=one.term, evidence=one.evidence, written=list(one.written), count=len(one.marks), boxes=boxes)


def hit(one: PageHit) -> HitOut:
    """Return a hit; its cut is addressed by the marks, so that showing it needs no second search."""
    region = own_region(one.page.text)
    marks = one.marks[:HIT_MARKS]
    spans = [f"{each.start}-{each.end}" for each in one.best_first[:HIT_MARKS]]
    return HitOut(
        page=summary(one.page),
        score=one.score // STEP * STEP,
        snippet=SnippetOut(text=one.snippet, marks=[list(pair) for pair in one.snippet_marks]),
        marks=[mark(each, one.page, region) for each in marks],
        cut=page_address(one.page.page_id, "cut", mark=spans),
        why=[why(each, region) for each in one.why],
        group=one.group,
        count=one.count,
    )


def page(one: PageRecord, marks: tuple[Mark, ...], neighbours: tuple[str | None, str | None]) -> PageOut:
    """Return a page with its text, words and marks."""
    region = own_region(one.text)
    words = [
        WordOut(
            text=word.text,
            start=word.start,
            end=word.end,
            box=on_sheet(word.box, region).as_list(),
            confidence=round(word.confidence, 1),
            alternatives=list(word.alternatives),
        )
        for word in one.text.words
    ]
    return PageOut(
        **_summary(one),
        text=one.text.text,
        version=one.version,
        turn=back(turn_of(one.text.words)),
        words=words,
        marks=[mark(each, one, region) for each in marks],
        neighbours=NeighboursOut(previous=neighbours[0], next=neighbours[1]),
    )


def document(one: DocumentRecord) -> DocumentOut:
    """Return a document."""
    return DocumentOut(
        document_id=one.document_id,
        reference=reference(one.description, ""),
        description=description(one.description),
        paths=list(one.paths),
        pages=list(one.page_ids),
    )
