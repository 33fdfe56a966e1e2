"""``/v1/pages``: a page's text and words."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response

from api import shapes
from api.addresses import SEE_LINKED, linked_data
from api.dependencies import Needed, Parts, Viewing
from api.parameters import MarkParameters
from api.schemas import PageOut
from paraq.errors import Missing
from paraq.records.model import PageRecord
from paraq.records.viewer import Viewer

router = APIRouter(prefix="/pages", tags=["pages"])

PageId = Annotated[str, Path(description="Id of the page", examples=["0f3a9c1d2e4b5a67-3"], max_length=64)]


def known_page(parts: Parts, page_id: str, viewer: Viewer) -> PageRecord:
    """Return a page that this viewer may see.

    Raises:
        Missing: There is none with this id for this viewer, or the id could be none's.
    """
    # Databases differ in what they make of odd characters; no id has any.
    if not page_id.replace("-", "").replace(".", "").isalnum() or not page_id.isascii():
        raise Missing("There is no such page", where=page_id, code="page-missing")
    try:
        return parts.records.page(page_id, viewer=viewer)
    except Missing as error:
        raise Missing(error.what, where=page_id, code="page-missing") from error


@router.get("/{page_id}", operation_id="page", summary="Read a page", response_model=PageOut, responses=SEE_LINKED)
def page(
    request: Request, page_id: PageId, asked: Annotated[MarkParameters, Query()], parts: Needed, viewer: Viewing
) -> PageOut | Response:
    """Return a page's text, its words with boxes, its reference in three languages and the sheets next to it."""
    record = known_page(parts, page_id, viewer)
    if elsewhere := linked_data(request):
        return elsewhere
    return shapes.page(record, parts.marks(record, asked.q), parts.records.neighbours(record.page_id, viewer=viewer))
