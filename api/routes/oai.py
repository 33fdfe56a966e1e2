"""``/v1/oai``: documents for harvesters (OAI-PMH 2.0); ``/v1/archive/ead``: a fonds as a finding aid (EAD3)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated, Final
from urllib.parse import parse_qsl
from xml.etree.ElementTree import Element, tostring

from fastapi import APIRouter, Depends, Query, Request, Response

from api.addresses import base_address
from api.dependencies import Needed, Parts, Viewing
from api.formats import ead
from api.oai import answers
from api.oai.arguments import Harvest, OaiError, check, format_of, harvest, instant
from api.parameters import FondsParameters, Label
from paraq.catalogue.listing import Listed
from paraq.errors import Missing
from paraq.records.model import Reference
from paraq.records.viewer import Viewer

router = APIRouter(tags=["harvesting"])

XML: Final = "text/xml; charset=utf-8"
# Harvesters time out after minutes; a hundred records take some milliseconds and some 100 kB.
TOGETHER: Final = 100
# A request by POST holds a verb and some arguments.
BODY: Final = 10_000
TOLD: dict[int | str, dict[str, object]] = {
    200: {"content": {"text/xml": {"schema": {"type": "string"}}}, "description": "XML of the protocol"}
}


async def arguments_of(request: Request) -> list[tuple[str, str]]:
    """Return the arguments of a request, from its address or its body."""
    if request.method == "POST":
        body = b""
        async for piece in request.stream():
            body += piece
            if len(body) > BODY:
                return []
        return parse_qsl(body.decode("latin-1"), keep_blank_values=True)
    return list(request.query_params.multi_items())


FOUND: dict[int | str, dict[str, object]] = {
    200: {"content": {"application/xml": {"schema": {"type": "string", "format": "binary"}}}, "description": "EAD3"}
}

Arguments = Annotated[list[tuple[str, str]], Depends(arguments_of)]


@router.get("/oai", operation_id="oai", summary="Harvest records (OAI-PMH 2.0)", response_class=Response, responses=TOLD)
def oai(
    request: Request,
    parts: Needed,
    viewer: Viewing,
    arguments: Arguments,
    verb: Annotated[Label, Query(description="Verb of the protocol", examples=["ListRecords"])] = "",
    metadataPrefix: Annotated[Label, Query(description="`oai_dc` or `ead`", examples=["oai_dc"])] = "",
) -> Response:
    """Answer `Identify`, `ListMetadataFormats`, `ListSets`, `ListIdentifiers`, `ListRecords` and `GetRecord`; sets are fonds."""
    return _answered(request, parts, viewer, arguments)


@router.post("/oai", operation_id="oaiPost", summary="Harvest records by POST", response_class=Response, responses=TOLD)
def oai_post(request: Request, parts: Needed, viewer: Viewing, arguments: Arguments) -> Response:
    """Answer as by GET; the arguments are a form in the body."""
    return _answered(request, parts, viewer, arguments)


@router.get(
    "/archive/ead", operation_id="ead", summary="A fonds as a finding aid (EAD3)", response_class=Response, responses=FOUND
)
def finding_aid(request: Request, asked: Annotated[FondsParameters, Query()], parts: Needed, viewer: Viewing) -> Response:
    """Return a fonds with its inventories, files and documents as EAD3."""
    titles = {place.fonds: title for place, title in parts.listing.below(Reference(), viewer=viewer)}
    if asked.fonds not in titles:
        raise Missing("There is no such fonds", where=asked.fonds, code="fonds-missing")
    newest = parts.listing.newest(asked.fonds, viewer=viewer)
    root = ead.finding_aid(
        asked.fonds,
        titles[asked.fonds],
        lambda place: parts.listing.below(place, viewer=viewer),
        lambda place: parts.listing.documents(place, viewer=viewer),
        lambda document: _link(request, parts, document),
        answers.written_time(newest),
    )
    return Response(tostring(root, encoding="utf-8", xml_declaration=True), media_type="application/xml")


def _link(request: Request, parts: Parts, document_id: str) -> str:
    return f"{base_address(request, parts)}/documents/{document_id}"


def _answered(request: Request, parts: Parts, viewer: Viewer, arguments: Sequence[tuple[str, str]]) -> Response:
    address = f"{base_address(request, parts)}/oai"
    try:
        verb, given = check(arguments)
        root = answers.start(address, {"verb": verb, **given})
        _fill(root, request, parts, viewer, verb, given)
        return Response(answers.finished(root), media_type=XML)
    except OaiError as error:
        return Response(answers.refused(address, dict(arguments), error), media_type=XML)


def _fill(root: Element, request: Request, parts: Parts, viewer: Viewer, verb: str, given: Mapping[str, str]) -> None:
    if verb == "Identify":
        first = parts.listing.changed(viewer=viewer, limit=1)
        told = (parts.archive.name, parts.archive.mail)
        answers.identify(root, f"{base_address(request, parts)}/oai", *told, first[0].changed if first else None)
    elif verb == "ListMetadataFormats":
        if "identifier" in given:
            _known(parts, viewer, given["identifier"])
        answers.formats(root)
    elif verb == "ListSets":
        answers.sets(root, [(place.fonds, title) for place, title in parts.listing.below(Reference(), viewer=viewer)])
    elif verb == "GetRecord":
        prefix = format_of(given["metadataPrefix"])
        document = _known(parts, viewer, given["identifier"])
        answers.record(answers.add(root, verb), document, prefix, _link(request, parts, document.document_id))
    else:
        _list(root, request, parts, viewer, verb, harvest(given))


def _known(parts: Parts, viewer: Viewer, identifier: str) -> Listed:
    name = identifier.removeprefix(answers.IDENTIFIER)
    found = parts.listing.one(name, viewer=viewer) if name != identifier and name.isalnum() and name.isascii() else None
    if found is None:
        raise OaiError("idDoesNotExist", f"There is no record {identifier}")
    return found


def _list(root: Element, request: Request, parts: Parts, viewer: Viewer, verb: str, asked: Harvest) -> None:
    after = (datetime.fromisoformat(asked.after[0]), asked.after[1]) if asked.after else None
    found = parts.listing.changed(
        viewer=viewer,
        fonds=asked.fonds,
        since=instant(asked.since) if asked.since else None,
        until=instant(asked.until, end=True) if asked.until else None,
        after=after,
        limit=TOGETHER + 1,
    )
    if not found:
        raise OaiError("badResumptionToken" if after else "noRecordsMatch", "No records match")
    part = answers.add(root, verb)
    for document in found[:TOGETHER]:
        if verb == "ListIdentifiers":
            answers.header(part, document)
        else:
            answers.record(part, document, asked.prefix, _link(request, parts, document.document_id))
    given = asked.given + len(found[:TOGETHER])
    if len(found) > TOGETHER:
        last = found[TOGETHER - 1]
        token = asked.token((last.changed.isoformat(), last.document_id), given)
        answers.add(part, "resumptionToken", token, cursor=str(asked.given))
    elif after:
        answers.add(part, "resumptionToken", cursor=str(asked.given), completeListSize=str(given))
