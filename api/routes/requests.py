"""``/v1/requests``: the register, its queue, lists in and out, searching for a request, the report of a month."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Header, Query, Request, Response
from fastapi.responses import StreamingResponse

from api.conditional import expected_version
from api.dependencies import Viewing
from api.errors import detail_of
from api.languages import preferred
from api.list_upload import BODY, Uploaded
from api.pieces import in_pieces
from api.requesting import Desked, RequestId, queued_out, request_out
from api.routes.batches import XLSX
from api.schemas_requests import (
    BlockedOut,
    ChangeOut,
    HandlersIn,
    HistoryOut,
    ImportOut,
    LookOut,
    LooksOut,
    MoveIn,
    NameOut,
    PlanOut,
    QueueOut,
    ReasonIn,
    ReportOut,
    RequestIn,
    RequestOut,
    RequestSearchIn,
    RequestsOut,
    SearchMadeOut,
    SuggestedOut,
    TakenOut,
    YearOut,
)
from paraq.errors import Invalid
from paraq.records.request import RequestRecord
from paraq.services.requests.exchange import csv_lines, left_out, take_in, workbook
from paraq.services.requests.report import month_report

router = APIRouter(prefix="/requests", tags=["requests"])

IfMatch = Annotated[str, Header(description="The `version` that was read; `*` for whichever", examples=['"3"'])]
Since = Annotated[str, Query(pattern=r"^(\d{4}-\d\d-\d\d)?$", description="First day of receipt")]
Until = Annotated[str, Query(pattern=r"^(\d{4}-\d\d-\d\d)?$", description="Last day of receipt")]
FILE: dict[int | str, dict[str, Any]] = {
    200: {
        "content": {"text/csv": {"schema": {"type": "string"}}, XLSX: {"schema": {"type": "string", "format": "binary"}}},
        "description": "The register",
    }
}


@router.post("", operation_id="requestAdd", summary="Enter a request", status_code=201)
def add(request: Request, wanted: RequestIn, response: Response, desk: Desked, viewer: Viewing) -> RequestOut:
    """Enter a request; without a number it is given the next of its year."""
    record = desk.register.add(wanted.given(), viewer=viewer)
    request.state.audit = {"target": record.request_id, "detail": record.asked.number}
    response.headers["Location"] = f"/v1/requests/{record.request_id}"
    return request_out(desk, record)


@router.get("", operation_id="requests", summary="List requests")
def requests(
    request: Request,
    response: Response,
    desk: Desked,
    viewer: Viewing,
    since: Since = "",
    until: Until = "",
    named: Annotated[str, Query(max_length=100, description="A part of the number or of the applicant's name")] = "",
    order: Annotated[Literal["due", "received"], Query(description="The most urgent first, or the newest")] = "due",
    limit: Annotated[int, Query(ge=1, le=2**62, description="The most to return; left out, all. `total` counts all")] = 1_000_000,
    after: Annotated[str, Query(max_length=64, description="Id of the last request already seen")] = "",
) -> RequestsOut:
    """Return the requests that you may see, the most urgent first or the newest; a long list goes on at `next`."""
    found = desk.register.named(named, viewer=viewer, since=since, until=until)
    if order == "received":
        found.sort(key=lambda record: record.asked.received, reverse=True)
    start = _behind(found, after)
    shown = found[start : start + limit]
    following = None
    if start + len(shown) < len(found):
        parameters = [pair for pair in request.query_params.multi_items() if pair[0] != "after"]
        following = f"{request.url.path}?{urlencode([*parameters, ('after', shown[-1].request_id)])}"
        response.headers["Link"] = f'<{following}>; rel="next"'
    return RequestsOut(total=len(found), requests=[request_out(desk, record) for record in shown], next=following)


def _behind(found: Sequence[RequestRecord], after: str) -> int:
    """Return the place in a list behind a request; new ones before it move nothing that was seen."""
    if not after:
        return 0
    place = next((at for at, record in enumerate(found, start=1) if record.request_id == after), None)
    if place is None:
        raise Invalid("The list has no such request to go on behind", where="after", code="requests-after")
    return place


@router.get("/queue", operation_id="requestQueue", summary="See what is urgent")
def queue(desk: Desked, viewer: Viewing) -> QueueOut:
    """Return open requests by the time that is left, with warnings."""
    found = desk.register.queue(viewer=viewer)
    warned = [one.warning for one in found]
    return QueueOut(
        total=len(found),
        overdue=warned.count("overdue"),
        soon=warned.count("soon"),
        requests=[queued_out(desk, one) for one in found],
    )


@router.get("/report", operation_id="requestReport", summary="The report of a month")
def report(
    desk: Desked,
    viewer: Viewing,
    month: Annotated[str, Query(description="Like 2026-11; left out, this month")] = "",
) -> ReportOut:
    """Return what came, how it was answered and how fast; it names nobody."""
    found = month_report(desk.requests, desk.data, month or date.today().isoformat()[:7], viewer=viewer)
    return ReportOut(**asdict(found))


@router.get("/looks", operation_id="requestLooks", summary="Who looked at a person's data")
def looks(
    desk: Desked,
    viewer: Viewing,
    person: Annotated[str, Query(min_length=1, max_length=300, description="IIN or number of a request")],
) -> LooksOut:
    """Return who saw or changed a person's data, for that person to be told. For heads."""
    return LooksOut(looks=[LookOut(**asdict(one)) for one in desk.privacy.looks(person, viewer=viewer)])


@router.post("/block", operation_id="requestBlock", summary="Block what is kept long enough")
def block(desk: Desked, viewer: Viewing) -> BlockedOut:
    """Block or delete applicants' data whose term is over, as the archive's own data say. For heads."""
    return BlockedOut(numbers=desk.privacy.end(viewer=viewer))


@router.post("/import", operation_id="requestImport", summary="Enter a list of requests", openapi_extra=BODY)
def take(request: Request, upload: Uploaded, desk: Desked, viewer: Viewing) -> ImportOut:
    """Enter every row of a CSV or XLSX; a row with a mistake has a message, and the others are taken."""
    rows = take_in(desk.register, upload.content, viewer=viewer)
    taken = sum(bool(row.request_id) for row in rows)
    request.state.audit = {"detail": f"{upload.name[:100]}: {taken} of {len(rows)} rows"}
    language = preferred(request.headers.get("accept-language", ""))
    told = [
        TakenOut(
            row=row.row,
            number=row.number,
            request_id=row.request_id,
            message=detail_of(row.error, language) if row.error else row.message,
            where=row.where,
        )
        for row in rows
    ]
    return ImportOut(taken=taken, refused=len(rows) - taken, rows=told, ignored=left_out(upload.content))


@router.get("/file", operation_id="requestExport", summary="Take the register out", response_class=Response, responses=FILE)
def export(
    desk: Desked,
    viewer: Viewing,
    form: Annotated[Literal["csv", "xlsx"], Query(alias="format", description="Kind of file")] = "csv",
    since: Since = "",
    until: Until = "",
) -> Response:
    """Return the requests that you may see as a list that can be entered elsewhere."""
    found = desk.register.all(viewer=viewer, since=since, until=until)
    headers = {"Content-Disposition": f'attachment; filename="requests.{form}"'}
    if form == "xlsx":
        return Response(workbook(found), media_type=XLSX, headers=headers)
    return StreamingResponse(in_pieces(csv_lines(found)), media_type="text/csv; charset=utf-8", headers=headers)


@router.get("/{request_id}", operation_id="request", summary="See a request")
def one(request_id: RequestId, response: Response, desk: Desked, viewer: Viewing) -> RequestOut:
    """Return a request; that you looked is noted."""
    record = desk.register.one(request_id, viewer=viewer)
    response.headers["ETag"] = f'"{record.version}"'
    return request_out(desk, record)


@router.patch("/{request_id}", operation_id="requestChange", summary="Change a request")
def change(request_id: RequestId, wanted: RequestIn, desk: Desked, viewer: Viewing, if_match: IfMatch = "") -> RequestOut:
    """Write some of what a request says anew. Needs `If-Match`, so that nobody overwrites what another has written meanwhile."""
    return request_out(desk, desk.register.change(request_id, wanted.given(), viewer=viewer, version=_version(if_match)))


@router.post("/{request_id}/state", operation_id="requestMove", summary="Move a request on")
def move(request_id: RequestId, wanted: MoveIn, desk: Desked, viewer: Viewing, if_match: IfMatch = "") -> RequestOut:
    """Move a request to another state. What papers bring about (drafted, checked, signed, issued) is not set by hand.
    Needs `If-Match`.
    """
    version = _version(if_match)
    return request_out(desk, desk.register.move(request_id, wanted.state, viewer=viewer, note=wanted.note, version=version))


@router.post("/{request_id}/extension", operation_id="requestExtend", summary="Extend a deadline")
def extend(request_id: RequestId, wanted: ReasonIn, desk: Desked, viewer: Viewing) -> RequestOut:
    """Extend the deadline once, and learn by when the applicant must be told."""
    return request_out(desk, desk.register.extend(request_id, wanted.reason, viewer=viewer))


@router.put("/{request_id}/handlers", operation_id="requestAssign", summary="Say who works on a request")
def assign(request_id: RequestId, wanted: HandlersIn, desk: Desked, viewer: Viewing) -> RequestOut:
    """Say who works on a request; only they and the heads see it from then on."""
    return request_out(desk, desk.register.assign(request_id, tuple(wanted.handlers), viewer=viewer))


@router.get("/{request_id}/history", operation_id="requestHistory", summary="History of a request")
def history(request_id: RequestId, desk: Desked, viewer: Viewing) -> HistoryOut:
    """Return what was done to a request, by whom and when, and who looked."""
    return HistoryOut(changes=[ChangeOut(**asdict(one)) for one in desk.evidence.history(request_id, viewer=viewer)])


@router.get("/{request_id}/plan", operation_id="requestPlan", summary="What to search and what is proved")
def plan(request_id: RequestId, desk: Desked, viewer: Viewing) -> PlanOut:
    """Return suggested queries, the organisation's names, the searches made, and the matrix of years."""
    suggested = desk.searching.suggested(request_id, viewer=viewer)
    return PlanOut(
        suggested=[
            SuggestedOut(query=one.query, filters={name: list(some) for name, some in one.filters.items()}, why=one.why)
            for one in suggested
        ],
        names=[NameOut(**asdict(one)) for one in desk.searching.names_through_time(request_id, viewer=viewer)],
        searches=[SearchMadeOut(**asdict(one)) for one in desk.searching.made(request_id, viewer=viewer)],
        matrix=[YearOut(**asdict(one)) for one in desk.searching.matrix(request_id, viewer=viewer)],
    )


@router.post("/{request_id}/searches", operation_id="requestSearch", summary="Search for a request", status_code=201)
def search(request: Request, request_id: RequestId, wanted: RequestSearchIn, desk: Desked, viewer: Viewing) -> SearchMadeOut:
    """Search and keep what was searched, to be cited in an answer. The hits themselves are at `/v1/search`."""
    request.state.audit = {"action": "search", "target": request_id, "detail": wanted.model_dump_json()}
    return SearchMadeOut(**asdict(desk.searching.search(request_id, wanted.query, viewer=viewer, filters=wanted.filters)))


def _version(if_match: str) -> int:
    """Return the version that a change is meant for; unlike elsewhere whoever means any has to say so by ``*``."""
    if not if_match.strip():
        raise Invalid(
            "Say which version you have read", where="If-Match", remedy='Send its number, as If-Match: "1"', code="version-needed"
        )
    return expected_version(if_match)
