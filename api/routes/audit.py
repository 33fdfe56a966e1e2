"""``/v1/audit``: the record of who searched, saw, exported, changed and logged in, for heads and inspectors."""

from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import StreamingResponse

from api.dependencies import Guarding
from api.schemas_gate import AuditLine, AuditOut, VerdictOut
from paraq.records.audit import Action
from paraq.services.audit import exported

router = APIRouter(prefix="/audit", tags=["audit"])

MEDIA = {"jsonl": "application/jsonl; charset=utf-8", "csv": "text/csv; charset=utf-8"}
Moment = Annotated[str, Query(pattern=r"^(\d{4}-\d\d-\d\d([T ][0-9:.+Z-]{0,20})?)?$", description="Day or time, UTC")]
Actor = Annotated[str, Query(max_length=128, description="Of one account alone")]
BINARY = {"schema": {"type": "string", "format": "binary"}}
FILE: dict[int | str, dict[str, Any]] = {
    200: {"description": "The record, a line each", "content": {kind.partition(";")[0]: BINARY for kind in MEDIA.values()}}
}


@router.get("", operation_id="audit", summary="Read the audit record")
def audit(
    request: Request,
    guard: Guarding,
    after: Annotated[int, Query(ge=0, le=2**62, description="Number of the last line already seen")] = 0,
    limit: Annotated[int, Query(ge=1, le=1000, description="How many lines to give")] = 100,
    since: Moment = "",
    until: Moment = "",
    actor: Actor = "",
    action: Annotated[Action | None, Query(description="Of one kind alone")] = None,
) -> AuditOut:
    """Return lines of the record in order."""
    found = list(guard.audit.lines(after, since=since, until=until, actor=actor, action=action or "", limit=limit))
    parameters = [pair for pair in request.query_params.multi_items() if pair[0] != "after"]
    following = f"{request.url.path}?{urlencode([*parameters, ('after', found[-1].number)])}" if len(found) == limit else None
    return AuditOut(lines=[AuditLine.model_validate(line.as_json()) for line in found], next=following)


@router.get(
    "/file", operation_id="auditExport", summary="Export the audit record", response_class=StreamingResponse, responses=FILE
)
def export(
    guard: Guarding,
    form: Annotated[Literal["jsonl", "csv"], Query(description="JSON lines, or CSV for a spreadsheet")] = "jsonl",
    since: Moment = "",
    until: Moment = "",
    actor: Actor = "",
) -> StreamingResponse:
    """Return the record for an inspector; the chain can be checked with nothing but SHA-256."""
    pieces = exported(guard.audit.lines(since=since, until=until, actor=actor), form)
    headers = {"Content-Disposition": f'attachment; filename="audit.{form}"'}
    return StreamingResponse(pieces, media_type=MEDIA[form], headers=headers)


@router.get("/verdict", operation_id="auditVerify", summary="Check the audit record")
def verify(guard: Guarding) -> VerdictOut:
    """Check that no line was changed, taken out or put in."""
    verdict = guard.audit.verify()
    return VerdictOut(lines=verdict.lines, faults=list(verdict.faults))
