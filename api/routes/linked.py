"""Records as linked data: ``jsonld`` beside documents, pages and places of the archive."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse

from api.addresses import base_address
from api.dependencies import Needed, Parts, Viewing
from api.formats.schema_org import MEDIA, Linked
from api.parameters import PlaceParameters
from api.routes.documents import DocumentId, known_document_id
from api.routes.pages import PageId, known_page
from paraq.errors import Missing

router = APIRouter(tags=["formats"])

TOLD: dict[int | str, dict[str, Any]] = {200: {"content": {MEDIA: {"schema": {"type": "object"}}}, "description": "schema.org"}}


class JsonLd(JSONResponse):
    """An answer in JSON-LD."""

    media_type = MEDIA


@router.get(
    "/documents/{document_id}/jsonld",
    operation_id="documentJsonld",
    summary="A document as linked data",
    response_class=JsonLd,
    responses=TOLD,
)
def document(request: Request, document_id: DocumentId, parts: Needed, viewer: Viewing) -> JsonLd:
    """Return a document as an ArchiveComponent of schema.org, with its place in the archive and its pages."""
    try:
        record = parts.records.document(known_document_id(document_id), viewer=viewer)
    except Missing as error:
        raise Missing(error.what, where=document_id, code="document-missing") from error
    return JsonLd(_linked(request, parts).document(record))


@router.get(
    "/pages/{page_id}/jsonld",
    operation_id="pageJsonld",
    summary="A page as linked data",
    response_class=JsonLd,
    responses=TOLD,
)
def page(request: Request, page_id: PageId, parts: Needed, viewer: Viewing) -> JsonLd:
    """Return a page as an ArchiveComponent of schema.org, with its document and the addresses of its scan and text."""
    return JsonLd(_linked(request, parts).page(known_page(parts, page_id, viewer)))


@router.get(
    "/archive/jsonld",
    operation_id="archiveJsonld",
    summary="A place in the archive as linked data",
    response_class=JsonLd,
    responses=TOLD,
)
def place(request: Request, asked: Annotated[PlaceParameters, Query()], parts: Needed, viewer: Viewing) -> JsonLd:
    """Return a fonds, an inventory or a file as an ArchiveComponent of schema.org with what stands in it; or the whole archive.

    A place without anything in it that you may see is not there.
    """
    at = asked.place()
    below = parts.listing.below(at, viewer=viewer)
    documents = parts.listing.documents(at, viewer=viewer) if at.fonds else []
    if at.fonds and not below and not documents:
        where = " / ".join(filter(None, (at.fonds, at.inventory, at.file)))
        raise Missing("There is nothing at this place", where=where, code="place-missing")
    title = below[0][1] if below else documents[0].description.fonds_title if documents else ""
    held = [(one.document_id, one.description) for one in documents]
    return JsonLd(_linked(request, parts).place(at, title, [branch for branch, _ in below], held))


def _linked(request: Request, parts: Parts) -> Linked:
    return Linked(base_address(request, parts))
