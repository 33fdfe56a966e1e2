"""``/v1/requests/{id}/evidence``, ``/drafts``, ``/papers``: from selected words to the issued paper."""

from collections.abc import Sequence
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Path, Request, Response

from api.dependencies import Viewing
from api.list_upload import Uploaded, body_of
from api.requesting import Desked, RequestId, draft_out, evidence_out, paper_out
from api.schemas_papers import (
    CheckIn,
    DraftIn,
    DraftOut,
    DraftsOut,
    EvidenceIn,
    EvidenceOut,
    EvidencesOut,
    EvidenceValues,
    PaperIn,
    PaperOut,
    PapersOut,
    SelectionIn,
)
from paraq.records.model import Box

router = APIRouter(prefix="/requests/{request_id}", tags=["papers"])

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"
BINARY = {"schema": {"type": "string", "format": "binary"}}
EvidenceId = Annotated[str, Path(description="Id of the evidence", max_length=64)]
DraftId = Annotated[str, Path(description="Id of the draft", max_length=64)]
Code = Annotated[str, Path(description="Code of the paper", max_length=64)]


def _file(kind: str, meaning: str) -> dict[int | str, dict[str, Any]]:
    return {200: {"content": {kind: BINARY}, "description": meaning}}


@router.get("/evidence", operation_id="evidence", summary="List evidence")
def evidence(request_id: RequestId, desk: Desked, viewer: Viewing) -> EvidencesOut:
    """Return the evidence in the order of events, with what differs from the request."""
    return EvidencesOut(evidence=[evidence_out(one) for one in desk.evidence.all(request_id, viewer=viewer)])


@router.post("/evidence/proposal", operation_id="evidencePropose", summary="Read a selection")
def propose(request_id: RequestId, wanted: SelectionIn, desk: Desked, viewer: Viewing) -> EvidenceOut:
    """Return what a selection would be as evidence, without keeping it."""
    selection = _selection(wanted)
    return evidence_out(desk.evidence.propose(request_id, wanted.page_id, viewer=viewer, **selection))


@router.post("/evidence", operation_id="evidenceAdd", summary="Keep a selection as evidence", status_code=201)
def add(request: Request, request_id: RequestId, wanted: EvidenceIn, desk: Desked, viewer: Viewing) -> EvidenceOut:
    """Keep selected words or a region with quotation, reference and a cut of the scan."""
    values = wanted.values.model_dump(exclude_none=True)
    kept = desk.evidence.add(request_id, wanted.page_id, values, viewer=viewer, **_selection(wanted))
    request.state.audit = {"target": f"{request_id} {kept.evidence_id}", "detail": kept.page_id}
    return evidence_out(kept)


@router.patch("/evidence/{evidence_id}", operation_id="evidenceChange", summary="Set evidence right")
def change(request_id: RequestId, evidence_id: EvidenceId, wanted: EvidenceValues, desk: Desked, viewer: Viewing) -> EvidenceOut:
    """Set right what is said of evidence; its words stay those of the sheet."""
    values = wanted.model_dump(exclude_none=True)
    return evidence_out(desk.evidence.change(request_id, evidence_id, values, viewer=viewer))


@router.delete("/evidence/{evidence_id}", operation_id="evidenceRemove", summary="Take evidence away", status_code=204)
def remove(request_id: RequestId, evidence_id: EvidenceId, desk: Desked, viewer: Viewing) -> None:
    """Take evidence away; the history keeps that it was there."""
    desk.evidence.remove(request_id, evidence_id, viewer=viewer)


@router.get(
    "/evidence/{evidence_id}/cut",
    operation_id="evidenceCut",
    summary="See the cut of the scan",
    response_class=Response,
    responses=_file("image/jpeg", "The cut"),
)
def cut(request_id: RequestId, evidence_id: EvidenceId, desk: Desked, viewer: Viewing) -> Response:
    """Return the part of the scan that proves the fact, as it was when the evidence was kept."""
    return Response(desk.evidence.cut(request_id, evidence_id, viewer=viewer), media_type="image/jpeg")


@router.get("/drafts", operation_id="drafts", summary="List drafts")
def drafts(request_id: RequestId, desk: Desked, viewer: Viewing) -> DraftsOut:
    """Return the drafts of a request, oldest first."""
    return DraftsOut(drafts=[draft_out(item) for item in desk.drafts.all(request_id, viewer=viewer)])


@router.post("/drafts", operation_id="draftMake", summary="Draft a paper", status_code=201)
def draft(request_id: RequestId, wanted: DraftIn, desk: Desked, viewer: Viewing) -> DraftOut:
    """Make a draft of a certificate, copy, extract, negative answer or forwarding letter."""
    given = {name: getattr(wanted, name) for name in ("recipient", "institution", "note")}
    return draft_out(desk.drafts.draft(request_id, wanted.kind, viewer=viewer, language=wanted.language or "", given=given))


@router.get(
    "/drafts/{draft_id}/docx",
    operation_id="draftDocx",
    summary="Take a draft out to edit",
    response_class=Response,
    responses=_file(DOCX, "The draft"),
)
def docx(request_id: RequestId, draft_id: DraftId, desk: Desked, viewer: Viewing) -> Response:
    """Return the draft as DOCX; the marks for number and date must stay in it."""
    return _download(desk.drafts.docx(request_id, draft_id, viewer=viewer), DOCX, f"{draft_id}.docx")


@router.put(
    "/drafts/{draft_id}/docx",
    operation_id="draftReplace",
    summary="Put an edited draft back",
    openapi_extra=body_of("The edited DOCX"),
)
def replace(request_id: RequestId, draft_id: DraftId, upload: Uploaded, desk: Desked, viewer: Viewing) -> DraftOut:
    """Put an edited DOCX in the place of a draft; it must be checked again, by somebody else."""
    return draft_out(desk.drafts.replace(request_id, draft_id, upload.content, viewer=viewer))


@router.post("/drafts/{draft_id}/check", operation_id="draftCheck", summary="Check a draft as a second person")
def check(request_id: RequestId, draft_id: DraftId, wanted: CheckIn, desk: Desked, viewer: Viewing) -> DraftOut:
    """Say that somebody else's draft is right, or send it back with a note."""
    return draft_out(desk.drafts.check(request_id, draft_id, viewer=viewer, accept=wanted.accept, note=wanted.note))


@router.post("/drafts/{draft_id}/paper", operation_id="paperMake", summary="Make the paper", status_code=201)
def make(request_id: RequestId, draft_id: DraftId, wanted: PaperIn, desk: Desked, viewer: Viewing) -> PaperOut:
    """Make the PDF/A of a checked draft, whose bytes never change from now on; sign it outside, then issue it."""
    return paper_out(desk, desk.papers.make(request_id, draft_id, viewer=viewer, number=wanted.number))


@router.get("/papers", operation_id="papers", summary="List papers")
def papers(request_id: RequestId, desk: Desked, viewer: Viewing) -> PapersOut:
    """Return the papers of a request."""
    return PapersOut(papers=[paper_out(desk, paper) for paper in desk.papers.papers(request_id, viewer=viewer)])


@router.get(
    "/papers/{code}/pdf",
    operation_id="paperPdf",
    summary="Take a paper out",
    response_class=Response,
    responses=_file(PDF, "The paper"),
)
def pdf(request_id: RequestId, code: Code, desk: Desked, viewer: Viewing) -> Response:
    """Return the exact bytes of a paper."""
    return _download(desk.papers.pdf(request_id, code, viewer=viewer), PDF, f"{code}.pdf")


@router.post(
    "/papers/{code}/signatures",
    operation_id="paperSign",
    summary="Attach a signature",
    openapi_extra=body_of("A detached CMS signature"),
)
def sign(
    request_id: RequestId,
    code: Code,
    upload: Uploaded,
    desk: Desked,
    viewer: Viewing,
) -> PaperOut:
    """Attach a .cms or .p7s that was made outside of the exact bytes; one of other bytes is refused."""
    paper, _ = desk.papers.sign(request_id, code, upload.content, upload.name or "signature.p7s", viewer=viewer)
    return paper_out(desk, paper)


@router.get(
    "/papers/{code}/signatures/{number}",
    operation_id="paperSignature",
    summary="Take a signature out",
    response_class=Response,
    responses=_file("application/pkcs7-signature", "The signature"),
)
def signature(
    request_id: RequestId,
    code: Code,
    number: Annotated[int, Path(ge=1, le=100, description="Which of the paper's signatures, from 1")],
    desk: Desked,
    viewer: Viewing,
) -> Response:
    """Return a signature as it was attached."""
    name, content = desk.papers.signature(request_id, code, number, viewer=viewer)
    return _download(content, "application/pkcs7-signature", name)


@router.post("/papers/{code}/issue", operation_id="paperIssue", summary="Issue a paper")
def issue(request_id: RequestId, code: Code, desk: Desked, viewer: Viewing) -> PaperOut:
    """Issue a paper and close its request; from now on anybody can verify it."""
    return paper_out(desk, desk.papers.issue(request_id, code, viewer=viewer))


def _selection(wanted: SelectionIn) -> dict[str, Any]:
    box = Box(*wanted.region) if wanted.region else None
    return {"spans": _pairs(wanted.spans), "box": box, "unreadable": _pairs(wanted.unreadable)}


def _pairs(spans: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
    return [(start, end) for start, end in spans]


def _download(content: bytes, kind: str, name: str) -> Response:
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}", "Cache-Control": "private, no-store"}
    return Response(content, media_type=kind, headers=headers)
