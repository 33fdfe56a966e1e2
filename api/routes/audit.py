"""``/v1/audit``: the record of who searched, saw, exported, changed and logged in, for heads and inspectors."""

from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import StreamingResponse
from pydantic import BeforeValidator

from api.dependencies import Guarding, Needed
from api.pieces import in_pieces
from api.schemas_gate import AuditLine, AuditOut, DayOut, MonthOut, VerdictOut
from api.typed import iso
from paraq.records.audit import Action
from paraq.services.audit import exported
from paraq.services.requests.report import month_of

router = APIRouter(prefix="/audit", tags=["audit"])

MEDIA = {"jsonl": "application/jsonl; charset=utf-8", "csv": "text/csv; charset=utf-8"}
Moment = Annotated[
    str,
    Query(pattern=r"^(\d{4}-\d\d-\d\d([T ][0-9:.+Z-]{0,20})?)?$", description="Day or time, UTC; a day also as people write it"),
    BeforeValidator(iso),
]
Actor = Annotated[str, Query(max_length=128, description="Of one account alone")]
COUNTED = {"searches": "search", "looks": "see", "exports": "export", "changes": "change"}
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
    found = list(guard.audit.lines(after, since=since, until=until, actor=actor, action=action or "", limit=limit + 1))
    parameters = [pair for pair in request.query_params.multi_items() if pair[0] != "after"]
    lines = found[:limit]
    following = f"{request.url.path}?{urlencode([*parameters, ('after', lines[-1].number)])}" if len(found) > limit else None
    return AuditOut(lines=[AuditLine.model_validate(line.as_json()) for line in lines], next=following)


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
    lines = exported(guard.audit.lines(since=since, until=until, actor=actor), form)
    headers = {"Content-Disposition": f'attachment; filename="audit.{form}"'}
    return StreamingResponse(in_pieces(lines), media_type=MEDIA[form], headers=headers)


@router.get("/month", operation_id="auditMonth", summary="Count what was done in a month")
def month(
    request: Request,
    guard: Guarding,
    parts: Needed,
    month: Annotated[str, Query(description="Like 2026-11; left out, this month", max_length=10)] = "",
) -> MonthOut:
    """Return searches, looks, exports and changes by day, and what was taken in; days are those of UTC."""
    request.state.audit = {"action": "see"}
    first, last = month_of(month or datetime.now(UTC).date().isoformat()[:7])
    counted = guard.audit.counts(first.isoformat(), (last + timedelta(days=1)).isoformat())
    dates = [first + timedelta(days=step) for step in range(last.day)]
    days = [
        DayOut(day=one.day, **{name: counted.get((one.isoformat(), action), 0) for name, action in COUNTED.items()})
        for one in dates
    ]
    named = first.isoformat()[:7]
    taken = (
        [one.number for one in parts.transferring.transfers.all() if one.finished and f"{one.finished:%Y-%m}" == named]
        if parts.transferring
        else []
    )
    pages = parts.transferring.report.sums(taken).pages if parts.transferring and taken else 0
    return MonthOut(month=named, days=days, transfers=len(taken), pages=pages)


@router.get("/verdict", operation_id="auditVerify", summary="Check the audit record")
def verify(guard: Guarding) -> VerdictOut:
    """Check that no line was changed, taken out or put in."""
    verdict = guard.audit.verify()
    return VerdictOut(lines=verdict.lines, faults=list(verdict.faults))
