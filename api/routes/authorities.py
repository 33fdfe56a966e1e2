"""``/v1/organisations``, ``/v1/places``, ``/v1/authorities``: what bodies and places were called, and when.

Readers look at organisations and places; who keeps the list changes it under ``/v1/authorities``.
"""

from collections.abc import Container
from typing import Annotated
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Path, Query, Request, Response

from api.addresses import base_address
from api.conditional import expected_state
from api.dependencies import Lists, Needed, Parts, Viewing
from api.formats.eac import record
from api.oai.answers import written_time
from api.parameters import AuthorityParameters, NamedParameters
from api.routes.lists import IfMatch, IfNoneMatch, tag
from api.schemas_authorities import AuthoritiesOut, AuthorityFull, AuthorityIn, AuthorityOut, BorneName, RelatedOut
from api.schemas_authorities import AuthorityId as Id
from paraq.errors import Missing
from paraq.query.fields import quotable
from paraq.records.authority import Authority, DatedName, Kind
from paraq.records.viewer import Viewer
from paraq.services.own_lists import OwnLists
from paraq.text.authorities import Authorities

router = APIRouter(tags=["organisations and places"])

OrganisationId = Annotated[str, Path(max_length=100, description="Id of the organisation", examples=["kuandarya"])]
PlaceId = Annotated[str, Path(max_length=100, description="Id of the place", examples=["kyzylorda"])]
AuthorityId = Annotated[Id, Path(description="Id of the entry, chosen by who makes it", examples=["kuandarya"])]
EAC: dict[int | str, dict[str, object]] = {
    200: {"content": {"application/xml": {"schema": {"type": "string", "format": "binary"}}}, "description": "EAC-CPF"}
}


@router.get("/organisations", operation_id="organisations", summary="List organisations")
def organisations(
    request: Request, response: Response, asked: Annotated[NamedParameters, Query()], lists: Lists
) -> AuthoritiesOut:
    """Return the organisations of the authority file with all their names through time."""
    return _list(request, response, "organisation", asked, lists)


@router.get("/organisations/{organisation_id}", operation_id="organisation", summary="See an organisation")
def organisation(organisation_id: OrganisationId, parts: Needed, lists: Lists, viewer: Viewing) -> AuthorityFull:
    """Return an organisation with its names, predecessors and successors, and how many pages name it."""
    return _full(parts, lists, viewer, "organisation", organisation_id)


@router.get(
    "/organisations/{organisation_id}/eac",
    operation_id="organisationEac",
    summary="An organisation as EAC-CPF",
    response_class=Response,
    responses=EAC,
)
def organisation_eac(request: Request, organisation_id: OrganisationId, parts: Needed, lists: Lists) -> Response:
    """Return an organisation as an archival authority record."""
    known = lists.authorities()
    body = _known(known, "organisation", organisation_id)
    base = base_address(request, parts)
    changed = written_time(lists.changed())
    written = record(body, known, lambda other: f"{base}/organisations/{quote(other, safe='')}/eac", changed)
    return Response(written, media_type="application/xml")


@router.get("/places", operation_id="places", summary="List places")
def places(request: Request, response: Response, asked: Annotated[NamedParameters, Query()], lists: Lists) -> AuthoritiesOut:
    """Return the places of the authority file with all their names through time."""
    return _list(request, response, "place", asked, lists)


@router.get("/places/{place_id}", operation_id="place", summary="See a place")
def place(place_id: PlaceId, parts: Needed, lists: Lists, viewer: Viewing) -> AuthorityFull:
    """Return a place with its names, predecessors and successors, and how many pages name it."""
    return _full(parts, lists, viewer, "place", place_id)


@router.get("/authorities", operation_id="authorities", summary="List the authority file")
def authorities(
    request: Request, response: Response, asked: Annotated[AuthorityParameters, Query()], lists: Lists
) -> AuthoritiesOut:
    """Return organisations, places and terms with all their names through time."""
    return _list(request, response, asked.kind, asked, lists)


@router.get("/authorities/{authority_id}", operation_id="authority", summary="See an entry of the authority file")
def authority(response: Response, authority_id: AuthorityId, lists: Lists) -> AuthorityOut:
    """Return an organisation, place or term; `ETag` names the state of the whole list."""
    response.headers["ETag"] = tag(lists.version("authorities"))
    return _one(lists, None, authority_id)


@router.put(
    "/authorities/{authority_id}",
    operation_id="authorityPut",
    summary="Add or change an entry of the authority file",
    responses={201: {"model": AuthorityOut, "description": "Added"}},
)
def authority_put(
    response: Response,
    authority_id: AuthorityId,
    wanted: AuthorityIn,
    lists: Lists,
    if_match: IfMatch = "",
    if_none_match: IfNoneMatch = "",
) -> AuthorityOut:
    """Add an organisation, place or term, or put this in the place of what is known of it. Searches are widened by it at once."""
    names = tuple(DatedName(" ".join(one.name.split()), one.language, one.start, one.end) for one in wanted.names)
    before, after = (tuple(dict.fromkeys(ids)) for ids in (wanted.before, wanted.after))
    entry = Authority(authority_id, wanted.kind, names, before, after, wanted.note.strip())
    new = lists.put_authority(entry, expected_state(if_match), only_new=if_none_match.strip() == "*")
    response.status_code = 201 if new else 200
    return authority(response, authority_id, lists)


@router.delete(
    "/authorities/{authority_id}",
    operation_id="authorityRemove",
    summary="Take back a change of the authority file",
    status_code=204,
)
def authority_remove(authority_id: AuthorityId, lists: Lists, if_match: IfMatch = "") -> None:
    """Take out what the archive's list says of an entry; if it comes with Paraq, that is in force again."""
    lists.remove_authority(authority_id, expected_state(if_match))


def _list(request: Request, response: Response, kind: Kind | None, asked: NamedParameters, lists: OwnLists) -> AuthoritiesOut:
    known, own = lists.authorities(), lists.own_authorities()
    every = known.all(kind, asked.q, asked.year)
    found = every[asked.after : asked.after + asked.limit]
    following = None
    if asked.after + len(found) < len(every):
        parameters = [pair for pair in request.query_params.multi_items() if pair[0] != "after"]
        following = f"{request.url.path}?{urlencode([*parameters, ('after', asked.after + len(found))])}"
        response.headers["Link"] = f'<{following}>; rel="next"'
    return AuthoritiesOut(total=len(every), found=[_told(one, known, own) for one in found], next=following)


def _full(parts: Parts, lists: OwnLists, viewer: Viewer, kind: Kind, name: str) -> AuthorityFull:
    told = _one(lists, kind, name)
    pages = parts.searching.search(told.query, viewer=viewer, limit=1).total
    return AuthorityFull(**told.model_dump(), pages=pages)


def _one(lists: OwnLists, kind: Kind | None, name: str) -> AuthorityOut:
    known = lists.authorities()
    return _told(_known(known, kind, name), known, lists.own_authorities())


def _known(known: Authorities, kind: Kind | None, name: str) -> Authority:
    found = known.get(name)
    if found is None or kind not in (None, found.kind):
        raise Missing("It is not in the authority file", where=name, code="authority-missing")
    return found


def _told(one: Authority, known: Authorities, own: Container[str]) -> AuthorityOut:
    before, after = (
        [RelatedOut(id=other.id, name=other.name) for other in map(known.get, ids) if other] for ids in (one.before, one.after)
    )
    return AuthorityOut(
        id=one.id,
        kind=one.kind,
        name=one.name,
        names=[BorneName(name=each.name, language=each.language, start=each.start, end=each.end) for each in one.names],
        before=before,
        after=after,
        note=one.note,
        own=one.id in own,
        query=f'org:"{quotable(one.name)}"',
    )
