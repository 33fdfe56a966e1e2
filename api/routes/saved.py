"""``/v1/saved-searches`` and ``/v1/search-records``: searches to hear of again, and records of what was searched."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response
from fastapi.responses import PlainTextResponse

from api.asking import Asked
from api.dependencies import Viewing
from api.routes.batches import cited
from api.schemas import InLanguages
from api.schemas_asking import (
    NewPageOut,
    NewPagesOut,
    RecordOut,
    RecordsOut,
    RecordSummary,
    SavedIn,
    SavedListOut,
    SavedOut,
    SearchIn,
    SeenIn,
    SeenOut,
)
from paraq.catalogue.searches import Written
from paraq.services.saved import SavedState
from paraq.services.scope_text import Language, printed

router = APIRouter(tags=["saved searches"])

SearchId = Annotated[str, Path(description="Id of the saved search", examples=["5f0c1a2b3c4d5e6f"], max_length=64)]
RecordId = Annotated[str, Path(description="Id of the record", examples=["5f0c1a2b3c4d5e6f"], max_length=64)]


@router.post("/saved-searches", operation_id="savedSearchCreate", summary="Save a search", status_code=201)
def save(request: Request, search: SavedIn, response: Response, asked: Asked, viewer: Viewing) -> SavedOut:
    """Keep a search; pages of new transfers are matched against it as they are published."""
    saved = asked.saved.add(search.name, search.query, viewer=viewer, filters=search.chosen(), require_all=search.require_all)
    request.state.audit = {"target": saved.search.search_id, "detail": search.model_dump_json()}
    response.headers["Location"] = f"/v1/saved-searches/{saved.search.search_id}"
    return _saved(saved)


@router.get("/saved-searches", operation_id="savedSearches", summary="List saved searches")
def saved_searches(asked: Asked, viewer: Viewing) -> SavedListOut:
    """Return your saved searches by name, each with the number of new pages."""
    return SavedListOut(searches=[_saved(one) for one in asked.saved.all(viewer=viewer)])


@router.get("/saved-searches/{search_id}", operation_id="savedSearch", summary="See a saved search")
def saved_search(search_id: SearchId, asked: Asked, viewer: Viewing) -> SavedOut:
    """Return a saved search with the number of new pages."""
    return _saved(asked.saved.one(search_id, viewer=viewer))


@router.delete("/saved-searches/{search_id}", operation_id="savedSearchDelete", summary="Forget a saved search", status_code=204)
def forget(search_id: SearchId, asked: Asked, viewer: Viewing) -> None:
    """Forget a search and what was new for it."""
    asked.saved.remove(search_id, viewer=viewer)


@router.get("/saved-searches/{search_id}/new", operation_id="savedSearchNew", summary="See what is new")
def new(
    search_id: SearchId,
    asked: Asked,
    viewer: Viewing,
    also_seen: Annotated[bool, Query(description="Also those seen already")] = False,
    limit: Annotated[int, Query(ge=1, le=1000, description="How many pages to give")] = 100,
) -> NewPagesOut:
    """Return the pages that the search finds since they came or were read anew, and that you have not seen yet."""
    found = asked.saved.new(search_id, viewer=viewer, also_seen=also_seen)
    pages = [NewPageOut(page=cited(one.page), found=one.found, seen=one.seen) for one in found[:limit]]
    return NewPagesOut(total=len(found), pages=pages)


@router.post("/saved-searches/{search_id}/seen", operation_id="savedSearchSeen", summary="Mark what is new as seen")
def seen(search_id: SearchId, which: SeenIn, asked: Asked, viewer: Viewing) -> SeenOut:
    """Mark new pages as seen: the named ones, or all."""
    return SeenOut(seen=asked.saved.seen(search_id, which.pages, viewer=viewer))


@router.post("/search-records", operation_id="searchRecordCreate", summary="Record what is searched", status_code=201)
def record(request: Request, search: SearchIn, response: Response, asked: Asked, viewer: Viewing) -> RecordOut:
    """Search, and write down what was searched and how: query, filters, scope, what could not be read, index, time, total.

    The record is never changed; cite its number in an answer, above all in a negative one.
    """
    written = asked.scope.record(search.query, viewer=viewer, filters=search.chosen(), require_all=search.require_all)
    request.state.audit = {"target": written.record_id, "detail": search.model_dump_json()}
    response.headers["Location"] = f"/v1/search-records/{written.record_id}"
    return _record(written)


@router.get("/search-records", operation_id="searchRecords", summary="List records of searches")
def records(asked: Asked, viewer: Viewing) -> RecordsOut:
    """Return your records, newest first."""
    return RecordsOut(records=[_summary(one) for one in asked.scope.all(viewer=viewer)])


@router.get("/search-records/{record_id}", operation_id="searchRecord", summary="Read a record of a search")
def one_record(record_id: RecordId, asked: Asked, viewer: Viewing) -> RecordOut:
    """Return a record with its text in three languages."""
    return _record(asked.scope.read(record_id, viewer=viewer))


@router.get(
    "/search-records/{record_id}/text",
    operation_id="searchRecordText",
    summary="Print a record of a search",
    response_class=PlainTextResponse,
)
def record_text(
    record_id: RecordId,
    asked: Asked,
    viewer: Viewing,
    language: Annotated[Language, Query(description="Language of the text")] = "kk",
) -> PlainTextResponse:
    """Return a record as plain text."""
    written = asked.scope.read(record_id, viewer=viewer)
    return PlainTextResponse(printed(written, language), headers={"Content-Language": language})


def _saved(state: SavedState) -> SavedOut:
    search = state.search
    return SavedOut(
        search_id=search.search_id,
        name=search.name,
        query=search.query,
        filters={name: list(values) for name, values in search.filters.items()},
        require_all=search.require_all,
        made=search.made,
        new=state.new,
        matched=state.matched,
    )


def _record(written: Written) -> RecordOut:
    return RecordOut(
        record_id=written.record_id,
        made=written.made,
        owner=written.owner,
        digest=written.digest,
        total=written.content["total"],
        content=dict(written.content),
        text=InLanguages(kk=printed(written, "kk"), ru=printed(written, "ru"), en=printed(written, "en")),
    )


def _summary(written: Written) -> RecordSummary:
    content = written.content
    return RecordSummary(
        record_id=written.record_id,
        made=written.made,
        query=content["query"],
        total=content["total"],
        files=sum(fonds["files"] for fonds in content["scope"]["fonds"]),
        pages=content["scope"]["pages"],
    )
