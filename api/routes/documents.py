"""``/v1/documents`` and ``/v1/archive``: what the archive holds, by document and by place."""

from collections.abc import Sequence
from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query, Request, Response

from api import shapes
from api.dependencies import Needed, Parts, Viewing
from api.parameters import TreeParameters
from api.routes.search import next_address
from api.schemas import BranchOut, DocumentOut, TreeOut
from paraq.errors import Invalid, Missing
from paraq.records.model import DocumentRecord
from paraq.records.natural import natural
from paraq.records.viewer import Viewer

router = APIRouter(tags=["archive"])

DocumentId = Annotated[str, Path(description="Id of the document", examples=["0f3a9c1d2e4b5a67"], max_length=64)]
Level = Literal["fonds", "inventory", "file", "sheet"]
LEVELS: Sequence[Level] = ("fonds", "inventory", "file", "sheet")


def known_document_id(document_id: str) -> str:
    """Return an id that a document could have. Raises Missing if none could."""
    if not document_id.isalnum() or not document_id.isascii():
        raise Missing("There is no such document", where=document_id, code="document-missing")
    return document_id


@router.get("/documents/{document_id}", operation_id="document", summary="Describe a document")
def document(
    document_id: DocumentId,
    parts: Needed,
    viewer: Viewing,
) -> DocumentOut:
    """Return what is known of a document and the ids of its pages."""
    try:
        record: DocumentRecord = parts.records.document(known_document_id(document_id), viewer=viewer)
    except Missing as error:
        raise Missing(error.what, where=document_id, code="document-missing") from error
    return shapes.document(record)


@router.get("/archive", operation_id="archive", summary="Browse the archive")
def archive(
    request: Request, response: Response, asked: Annotated[TreeParameters, Query()], parts: Needed, viewer: Viewing
) -> TreeOut:
    """Return the fonds of the archive, the inventories of a fonds, the files of an inventory or the sheets of a file."""
    place = (asked.fonds, asked.inventory, asked.file)
    depth = next((index for index, part in enumerate(place) if not part), len(place))
    if any(place[depth:]):
        raise Invalid("A file needs its inventory, and an inventory its fonds", where=LEVELS[depth], code="place")
    filters: dict[str, tuple[str, ...]] = {name: (part,) for name, part in zip(LEVELS, place, strict=False) if part}
    level = LEVELS[depth]
    if level == "sheet":
        answer = parts.searching.search(
            "", viewer=viewer, limit=asked.limit, after=asked.after, order="reference", filters=filters
        )
        following = next_address(request, answer, asked.limit)
        if following:
            response.headers["Link"] = f'<{following}>; rel="next"'
        return TreeOut(level=level, branches=[], sheets=[shapes.summary(one.page) for one in answer.hits], next=following)
    counts = parts.searching.search("", viewer=viewer, limit=1, facets=(level,), filters=filters).facets.get(level, {})
    branches = [
        BranchOut(value=value, title=_fonds_title(parts, viewer, value) if level == "fonds" else "", pages=pages)
        for value, pages in sorted(counts.items(), key=lambda branch: natural(branch[0]))
    ]
    return TreeOut(level=level, branches=branches, sheets=[], next=None)


def _fonds_title(parts: Parts, viewer: Viewer, fonds: str) -> str:
    """Return the title that the first sheet of a fonds gives it."""
    first = parts.searching.search("", viewer=viewer, limit=1, order="reference", filters={"fonds": (fonds,)}).hits
    return first[0].page.description.fonds_title if first else ""
