"""``/v1/documents`` and ``/v1/archive``: what the archive holds, by document and by place."""

from collections.abc import Sequence
from typing import Annotated, Any, Final

from fastapi import APIRouter, Header, Path, Query, Request, Response

from api import shapes
from api.addresses import SEE_LINKED, linked_data
from api.dependencies import Needed, Viewing
from api.languages import Language, preferred
from api.parameters import TreeParameters
from api.routes.search import next_address
from api.schemas import DocumentOut
from api.schemas_archive import BranchOut, TreeOut, UnreadFileOut
from paraq.catalogue.coverage import Unread
from paraq.errors import Missing
from paraq.records.model import DocumentRecord
from paraq.records.reasons import reason_in
from paraq.services.holdings import Branch, Level, level_below

router = APIRouter(tags=["archive"])

DocumentId = Annotated[str, Path(description="Id of the document", examples=["0f3a9c1d2e4b5a67"], max_length=64)]
# More than these are read in the act of their transfer, not in a list.
MOST_UNREAD: Final = 200


def known_document_id(document_id: str) -> str:
    """Return an id that a document could have. Raises Missing if none could."""
    if not document_id.isalnum() or not document_id.isascii():
        raise Missing("There is no such document", where=document_id, code="document-missing")
    return document_id


@router.get(
    "/documents/{document_id}",
    operation_id="document",
    summary="Describe a document",
    response_model=DocumentOut,
    responses=SEE_LINKED,
)
def document(request: Request, document_id: DocumentId, parts: Needed, viewer: Viewing) -> DocumentOut | Response:
    """Return what is known of a document and the ids of its pages."""
    try:
        record: DocumentRecord = parts.records.document(known_document_id(document_id), viewer=viewer)
    except Missing as error:
        raise Missing(error.what, where=document_id, code="document-missing") from error
    return linked_data(request) or shapes.document(record)


@router.get("/archive", operation_id="archive", summary="Browse the archive", response_model=TreeOut, responses=SEE_LINKED)
def archive(
    request: Request,
    response: Response,
    asked: Annotated[TreeParameters, Query()],
    parts: Needed,
    viewer: Viewing,
    accept_language: Annotated[str, Header(description="Language of the reasons: kk, ru or en", max_length=200)] = "",
) -> TreeOut | Response:
    """Return the fonds of the archive, the inventories of a fonds, the files of an inventory or the sheets of a file.

    Every branch tells how many of its sheets can be searched, and what of it cannot be found by its words and why.
    """
    if elsewhere := linked_data(request):
        return elsewhere
    place = asked.place()
    level = level_below(place)
    language = preferred(accept_language)
    if level == "sheet" or asked.unplaced:
        answer = parts.holdings.sheets(place, viewer=viewer, limit=asked.limit, after=parts.seal.opened(asked.after))
        following = next_address(request, answer, parts.seal)
        if following:
            response.headers["Link"] = f'<{following}>; rel="next"'
        unread = parts.holdings.unread(place, viewer=viewer) if level == "sheet" else ()
        sheets = [shapes.summary(one.page) for one in answer.hits]
        return TreeOut(level="sheet", branches=[], unplaced=0, sheets=sheets, next=following, **_unread(unread, language))
    found = parts.holdings.below(place, viewer=viewer)
    branches = [_branch(one, level) for one in found.branches]
    told = _unread(found.unread, language)
    return TreeOut(level=level, branches=branches, unplaced=found.unplaced, sheets=[], next=None, **told)


def _branch(one: Branch, level: Level) -> BranchOut:
    return BranchOut(
        value=one.value,
        title=one.span.title if level == "fonds" else "",
        first=one.span.first,
        last=one.span.last,
        pages=one.pages,
        without_text=one.without_text,
        poorly_read=one.poorly_read,
        unread=one.unread,
    )


def _unread(found: Sequence[Unread], language: Language) -> dict[str, Any]:
    told = [UnreadFileOut(path=one.path, page=one.page, reason=reason_in(one.reason, language)) for one in found[:MOST_UNREAD]]
    return {"unread": told, "unread_total": len(found)}
