"""The services of requests as the routes use them, and their records as JSON."""

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import Depends, Path, Request

from api.pyramids import Pyramids
from api.schemas_papers import DraftOut, EvidenceOut, PaperOut, SignatureOut
from api.schemas_requests import AskedOut, QueuedOut, RequestOut
from api.sheets import jpeg
from paraq.errors import Unavailable
from paraq.records.evidence import Evidence, Item, Paper
from paraq.records.model import Box, PageRecord, Reference
from paraq.records.reference import format_reference
from paraq.records.request import RequestRecord
from paraq.services.requests.desk import MOST_PIXELS, Desk, around
from paraq.services.requests.evidence import Draw
from paraq.services.requests.register import Queued


async def _desk(request: Request) -> Desk:
    desk: Desk | None = request.app.state.parts.desk
    if desk is None:
        raise Unavailable("Requests are not set up here", code="requests-missing")
    return desk


Desked = Annotated[Desk, Depends(_desk)]
"""What is done with requests."""
RequestId = Annotated[str, Path(description="Id of the request", examples=["5f0c1a2b3c4d5e6f"], max_length=64)]


def drawing(sheets: Pyramids) -> Draw:
    """Return what cuts scans by the processes that draw sheets, so that a broken file costs one cut and not the API."""

    def draw(page: PageRecord, box: Box | None) -> bytes:
        region = around(box, *sheets.size(page))
        return jpeg(sheets.shown(page, region, min(region.width, MOST_PIXELS)))

    return draw


def request_out(desk: Desk, record: RequestRecord) -> RequestOut:
    """Return a request as JSON."""
    whole = asdict(record)
    asked = AskedOut(**{**whole.pop("asked"), "names": record.asked.names, "attachments": record.asked.attachments})
    return RequestOut(**whole, asked=asked, forward_by=desk.register.forward_by(record))


def queued_out(desk: Desk, one: Queued) -> QueuedOut:
    """Return a request in the queue as JSON."""
    return QueuedOut(request=request_out(desk, one.record), working_days_left=one.left, warning=one.warning)


def evidence_out(one: Evidence) -> EvidenceOut:
    """Return evidence as JSON."""
    whole: dict[str, Any] = asdict(one)
    for name in ("cut", "fonds_title", "title"):
        whole.pop(name)
    at = Reference(one.fonds, one.inventory, one.file)
    cited = {language: format_reference(at, one.sheet, language) for language in ("kk", "ru", "en")}
    return EvidenceOut(**whole, text=one.text(), reference=cited)


def draft_out(item: Item) -> DraftOut:
    """Return a draft as JSON."""
    content = item.content
    return DraftOut(
        draft_id=item.item_id,
        made=item.made,
        author=item.who,
        kind=content["kind"],
        language=content["language"],
        state=content["state"],
        edited=content["edited"],
        checker=content.get("checker", ""),
        check_note=content.get("check_note", ""),
        warnings=content["warnings"],
    )


def paper_out(desk: Desk, paper: Paper) -> PaperOut:
    """Return a paper as JSON."""
    content = paper.content
    told = ("kind", "language", "number", "date", "state", "author", "checker", "maker")
    signatures = [
        SignatureOut(**{name: one.get(name, "") for name in SignatureOut.model_fields}) for one in content.get("signatures", [])
    ]
    return PaperOut(
        code=paper.code,
        sha256=paper.sha256,
        verify=desk.drafts.verify_address(paper.code),
        signatures=signatures,
        **{name: content[name] for name in told},
    )
