"""Pages put straight into a catalogue, as many as one likes, without files or reading."""

from collections.abc import Iterable
from itertools import islice

from sqlalchemy import insert

from paraq.catalogue.database import open_database
from paraq.catalogue.records import description_columns, text_columns
from paraq.catalogue.tables import Document, Page, Pending, Reading
from paraq.catalogue.words import pack
from paraq.records.model import PageRecord

BATCH = 1000


def fill(address: str, pages: Iterable[PageRecord], *, announced: bool = False) -> None:
    """Write pages into the catalogue at an SQLAlchemy address, which may be a new one; ``announced`` ones are in the outbox."""
    database = open_database(address)
    left = iter(pages)
    known: set[str] = set()
    while batch := list(islice(left, BATCH)):
        documents = {page.document_id: page for page in batch if page.document_id not in known}
        known |= documents.keys()
        with database.begin() as connection:
            if documents:
                described = (
                    {"id": name, "original": page.original or name, **description_columns(page.description)}
                    for name, page in documents.items()
                )
                connection.execute(insert(Document), list(described))
            connection.execute(insert(Page), [_page(page) for page in batch])
            connection.execute(insert(Reading), [_reading(page) for page in batch])
            if announced:
                connection.execute(insert(Pending), [{"page": page.page_id} for page in batch])
    database.dispose()


def _page(page: PageRecord) -> dict[str, object]:
    return {
        "id": page.page_id,
        "document": page.document_id,
        "original": page.original or page.document_id,
        "number": page.number,
        "part": page.part,
        "sheet": page.sheet,
        "place": f"{page.number:08}".encode(),
        "image": page.image,
        "image_number": page.image_number,
        "version": page.version,
    }


def _reading(page: PageRecord) -> dict[str, object]:
    return {"page": page.page_id, "version": page.version, **text_columns(page.text, pack(page.text.words, page.text.text))}
