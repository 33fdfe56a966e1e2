"""Rows of the catalogue as the values that the rest of Paraq works with, and back."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any, Final, Literal

from sqlalchemy import Boolean, ColumnElement, Row, Select, bindparam, false, or_, select, true

from paraq.catalogue.tables import Document, Origin, Page, Reading
from paraq.catalogue.words import PackedWords, storable
from paraq.records.model import Box, Description, Heading, PageRecord, PageText, Reference, under
from paraq.records.viewer import Viewer

Words = Literal["all", "doubtful"]
"""Which words of a page are wanted: analysis needs those with other readings alone, and they are few."""

_TEXT = ("source", "language", "confidence", "width", "height", "region", "note", "text", "words")
_DESCRIPTION = ("title", "type", "body", "date", "fonds", "inventory", "file", "sheet_from", "fonds_title", "opens")

FIRST_PATH = (
    select(Origin.path).where(Origin.sha256 == Page.original).order_by(Origin.id).limit(1).correlate(Page).scalar_subquery()
)
"""The place where a page's file was first handed over."""


# Columns and not whole rows of the three tables: a list of hits reads many pages, and an object for each row costs as much again.
_PAGE = (Page.id, Page.document, Page.number, Page.part, Page.sheet, Page.image, Page.image_number, Page.original, Page.heading)
_READING = tuple(getattr(Reading, name) for name in ("version", *_TEXT))
_DOCUMENT = tuple(getattr(Document, name) for name in _DESCRIPTION)
_PAGES = (
    select(*_PAGE, *_READING, *_DOCUMENT, FIRST_PATH.label("path"))
    .join_from(Page, Reading, (Reading.page == Page.id) & (Reading.version == Page.version))
    .join(Document, Document.id == Page.document)
)


def page_query() -> Select[Any]:
    """Return the query of all pages with the newest version of their text; a page withdrawn has version 0 and no text."""
    return _PAGES


def _may_be_seen(everything: ColumnElement[bool], today: Any, fonds: Any) -> ColumnElement[bool]:
    """Return the condition of the gate on documents, for values or for parameters that stand for them."""
    return or_(everything, Document.opens <= today, Document.fonds.in_(fonds))


def visible(viewer: Viewer | None) -> ColumnElement[bool]:
    """Return the condition on documents that this viewer may see them; None stands for the house itself, which sees all.

    It is part of the query, so that what may not be seen takes the same way, and as long, as what does not exist.
    """
    who = looking(viewer)
    return _may_be_seen(true() if who["everything"] else false(), who["today"], who["fonds"])


# One page is what most requests need: a statement made once, which takes who looks as parameters, costs a third.
ONE_PAGE: Final = _PAGES.where(
    Page.id == bindparam("page"),
    _may_be_seen(bindparam("everything", type_=Boolean), bindparam("today"), bindparam("fonds", expanding=True)),
)

# So do lists of hits.
SOME_PAGES: Final = _PAGES.where(Page.id.in_(bindparam("pages", expanding=True)))


def looking(viewer: Viewer | None) -> dict[str, Any]:
    """Return who looks as the condition of the gate asks it, which are the parameters of :data:`ONE_PAGE`."""
    fonds = None if viewer is None else viewer.fonds
    return {"everything": fonds is None, "today": date.today().isoformat(), "fonds": sorted(fonds or ())}


def page_record(row: Row[Any], words: Words = "all") -> PageRecord:
    """Return the page of a row of :func:`page_query`."""
    return PageRecord(
        page_id=row.id,
        document_id=row.document,
        number=row.number,
        part=row.part,
        sheet=row.sheet,
        text=page_text(row, words),
        version=row.version,
        image=row.image,
        image_number=row.image_number,
        original=row.original,
        path=row.path or "",
        description=under(description(row), heading(row.heading)),
    )


def heading(columns: Mapping[str, str] | None) -> Heading | None:
    """Return the heading that a page's row holds."""
    return Heading(**columns) if columns else None


def heading_columns(heading: Heading | None) -> dict[str, str] | None:
    """Return a heading as a page's row holds it."""
    return {name: storable(value) for name, value in asdict(heading).items()} if heading else None


def page_text(reading: Reading | Row[Any], words: Words = "all") -> PageText:
    """Return the text of a row with the columns of one version of it."""
    packed = PackedWords(reading.words, reading.text)
    return PageText(
        text=reading.text,
        words=packed.doubtful() if words == "doubtful" else packed,
        source=reading.source,  # type: ignore[arg-type]  # written from a PageText
        language=reading.language,
        confidence=reading.confidence,
        width=reading.width,
        height=reading.height,
        region=Box(*reading.region) if reading.region else None,
        note=reading.note,
    )


def text_columns(text: PageText, words: bytes) -> dict[str, Any]:
    """Return the columns of a version's row for a page's text, its words as :func:`paraq.catalogue.words.pack` packs them."""
    return {
        "source": text.source,
        "language": text.language,
        "confidence": text.confidence,
        "width": text.width,
        "height": text.height,
        "region": text.region.as_list() if text.region else None,
        "note": storable(text.note),
        "text": storable(text.text),
        "words": words,
    }


def description(document: Document | Row[Any]) -> Description:
    """Return what a row with the columns of a document says of it."""
    return Description(
        title=document.title,
        type=document.type,
        body=document.body,
        date=document.date,
        reference=Reference(document.fonds, document.inventory, document.file),
        sheet_from=document.sheet_from,
        fonds_title=document.fonds_title,
        opens=document.opens,
    )


def description_columns(described: Description) -> dict[str, str]:
    """Return the columns of a document's row for a description."""
    return {
        "title": described.title,
        "type": described.type,
        "body": described.body,
        "date": described.date,
        "fonds": described.reference.fonds,
        "inventory": described.reference.inventory,
        "file": described.reference.file,
        "sheet_from": described.sheet_from,
        "fonds_title": described.fonds_title,
        "opens": described.opens,
    }
