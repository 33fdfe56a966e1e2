"""Rows of the catalogue as the values that the rest of Paraq works with, and back."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any, Literal

from sqlalchemy import ColumnElement, Select, or_, select, true

from paraq.catalogue.tables import Document, Origin, Page, Reading
from paraq.catalogue.words import PackedWords, storable
from paraq.records.model import Box, Description, Heading, PageRecord, PageText, Reference, under
from paraq.records.viewer import Viewer

Words = Literal["all", "doubtful"]
"""Which words of a page are wanted: analysis needs those with other readings alone, and they are few."""

FIRST_PATH = (
    select(Origin.path).where(Origin.sha256 == Page.original).order_by(Origin.id).limit(1).correlate(Page).scalar_subquery()
)
"""The place where a page's file was first handed over."""


def page_query() -> Select[Any]:
    """Return the query of all pages with the newest version of their text; a page withdrawn has version 0 and no text."""
    return (
        select(Page, Reading, Document, FIRST_PATH.label("path"))
        .join(Reading, (Reading.page == Page.id) & (Reading.version == Page.version))
        .join(Document, Document.id == Page.document)
    )


def visible(viewer: Viewer | None) -> ColumnElement[bool]:
    """Return the condition on documents that this viewer may see them; None stands for the house itself, which sees all.

    It is part of the query, so that what may not be seen takes the same way, and as long, as what does not exist.
    """
    if viewer is None or viewer.fonds is None:
        return true()
    opened = Document.opens <= date.today().isoformat()
    return or_(opened, Document.fonds.in_(sorted(viewer.fonds))) if viewer.fonds else opened


def page_record(row: Sequence[Any], words: Words = "all") -> PageRecord:
    """Return the page of a row of :func:`page_query`."""
    page: Page = row[0]
    reading: Reading = row[1]
    document: Document = row[2]
    path: str | None = row[3]
    return PageRecord(
        page_id=page.id,
        document_id=page.document,
        number=page.number,
        part=page.part,
        sheet=page.sheet,
        text=page_text(reading, words),
        version=reading.version,
        image=page.image,
        image_number=page.image_number,
        original=page.original,
        path=path or "",
        description=under(description(document), heading(page.heading)),
    )


def heading(columns: Mapping[str, str] | None) -> Heading | None:
    """Return the heading that a page's row holds."""
    return Heading(**columns) if columns else None


def heading_columns(heading: Heading | None) -> dict[str, str] | None:
    """Return a heading as a page's row holds it."""
    return {name: storable(value) for name, value in asdict(heading).items()} if heading else None


def page_text(reading: Reading, words: Words = "all") -> PageText:
    """Return one version of a page's text."""
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


def description(document: Document) -> Description:
    """Return what a document's row says of it."""
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
