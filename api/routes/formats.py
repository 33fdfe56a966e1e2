"""Pages and documents in the formats of other programs."""

import hashlib
import os
import shutil
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path as File
from urllib.parse import quote

from fastapi import APIRouter, Request, Response
from fastapi.responses import FileResponse
from starlette.background import BackgroundTask
from starlette.types import Receive, Scope, Send

from api.conditional import is_known
from api.dependencies import Needed, Parts, Viewing
from api.formats.alto import alto
from api.formats.hocr import hocr
from api.formats.pdf import searchable_pdf
from api.routes.documents import DocumentId, known_document_id
from api.routes.pages import PageId, known_page
from api.sheets import JPEG_QUALITY
from paraq.records.model import Box, DocumentRecord, PageRecord
from paraq.records.viewer import Viewer

router = APIRouter(tags=["formats"])

ALTO = "application/xml"
HOCR = "text/html; charset=utf-8"
TEXT = "text/plain; charset=utf-8"
# How files are written at present; another number makes clients ask for them anew.
WRITING = 1


def _told(media: str, meaning: str) -> dict[int | str, dict[str, object]]:
    kind = media.partition(";")[0]
    return {200: {"content": {kind: {"schema": {"type": "string", "format": "binary"}}}, "description": meaning}}


@router.get(
    "/pages/{page_id}/text",
    operation_id="pageText",
    summary="A page as plain text",
    response_class=Response,
    responses=_told(TEXT, "The text"),
)
def page_text(page_id: PageId, parts: Needed, viewer: Viewing) -> Response:
    """Return a page's text as it is searched, line by line; `ETag` is its version."""
    page = known_page(parts, page_id, viewer)
    # What a correction of it has to name by `If-Match`; asked for again each time, as anybody may correct it.
    return Response(page.text.text, media_type=TEXT, headers={"ETag": f'"{page.version}"', "Cache-Control": "private, no-cache"})


@router.get(
    "/pages/{page_id}/alto",
    operation_id="pageAlto",
    summary="A page as ALTO 4",
    response_class=Response,
    responses=_told(ALTO, "ALTO"),
)
def page_alto(page_id: PageId, parts: Needed, viewer: Viewing) -> Response:
    """Return a page's words with their places, confidences and other readings as ALTO 4."""
    page = known_page(parts, page_id, viewer)
    return Response(alto(page, parts.sheets.size(page)), media_type=ALTO)


@router.get(
    "/pages/{page_id}/hocr",
    operation_id="pageHocr",
    summary="A page as hOCR",
    response_class=Response,
    responses=_told(HOCR, "hOCR"),
)
def page_hocr(page_id: PageId, parts: Needed, viewer: Viewing) -> Response:
    """Return a page's words with their places and confidences as hOCR 1.2."""
    page = known_page(parts, page_id, viewer)
    return Response(hocr(page.description.title, [(page, parts.sheets.size(page))]), media_type=HOCR)


@router.get(
    "/documents/{document_id}/text",
    operation_id="documentText",
    summary="A document as plain text",
    response_class=Response,
    responses=_told(TEXT, "The text"),
)
def document_text(document_id: DocumentId, parts: Needed, viewer: Viewing) -> Response:
    """Return the text of all pages, with a form feed between pages."""
    _, pages = _pages(parts, document_id, viewer)
    return Response("\f".join(page.text.text for page in pages), media_type=TEXT)


@router.get(
    "/documents/{document_id}/hocr",
    operation_id="documentHocr",
    summary="A document as hOCR",
    response_class=Response,
    responses=_told(HOCR, "hOCR"),
)
def document_hocr(document_id: DocumentId, parts: Needed, viewer: Viewing) -> Response:
    """Return the words of all pages with their places and confidences as hOCR 1.2."""
    document, pages = _pages(parts, document_id, viewer)
    return Response(hocr(document.description.title, [(page, parts.sheets.size(page)) for page in pages]), media_type=HOCR)


@router.get(
    "/documents/{document_id}/alto",
    operation_id="documentAlto",
    summary="A document as ALTO 4",
    response_class=FileResponse,
    responses=_told("application/zip", "A zip with an ALTO file for each page"),
)
def document_alto(request: Request, document_id: DocumentId, parts: Needed, viewer: Viewing) -> Response:
    """Return a zip with an ALTO 4 file for each page."""
    document, pages = _pages(parts, document_id, viewer)
    tag = _tag("alto", document, pages)
    if is_known(request, tag):
        return Response(status_code=304, headers={"ETag": tag})
    target = _place() / "alto.zip"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for page in pages:
            # Without a time of its own: the same document gives the same bytes at any time.
            entry = zipfile.ZipInfo(f"{page.page_id}.xml")
            packed.writestr(entry, alto(page, parts.sheets.size(page)), zipfile.ZIP_DEFLATED)
    return _file(target, document, "zip", "application/zip", tag)


@router.get(
    "/documents/{document_id}/pdf",
    operation_id="documentPdf",
    summary="A document as searchable PDF/A",
    response_class=FileResponse,
    responses=_told("application/pdf", "A PDF/A-2b"),
)
def document_pdf(request: Request, document_id: DocumentId, parts: Needed, viewer: Viewing) -> Response:
    """Return the scans of all pages with their text unseen behind it, so that it can be searched and copied."""
    document, pages = _pages(parts, document_id, viewer)
    tag = _tag("pdf", document, pages)
    if is_known(request, tag):
        return Response(status_code=304, headers={"ETag": tag})

    def picture(page: PageRecord) -> bytes:
        size = parts.sheets.size(page)
        written: bytes = parts.sheets.part(page, Box(0, 0, *size), size).write_to_buffer(".jpg", Q=JPEG_QUALITY)
        return written

    target = _place() / "document.pdf"
    try:
        searchable_pdf(document.description.title, pages, [parts.sheets.size(page) for page in pages], picture, target)
    except BaseException:
        shutil.rmtree(target.parent, ignore_errors=True)
        raise
    return _file(target, document, "pdf", "application/pdf", tag)


def _pages(parts: Parts, document_id: str, viewer: Viewer) -> tuple[DocumentRecord, Sequence[PageRecord]]:
    return parts.records.pages_of(known_document_id(document_id), viewer=viewer)


class _Made(FileResponse):
    """A file made for one answer: when it was made says nothing of what is in it, and parts of two would not fit together."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.headers["accept-ranges"] = "none"
        asked = [(name, value) for name, value in scope["headers"] if name != b"range"]
        await super().__call__({**scope, "headers": asked}, receive, send)

    def set_stat_headers(self, stat_result: os.stat_result) -> None:
        self.headers.setdefault("content-length", str(stat_result.st_size))


def _place() -> File:
    return File(tempfile.mkdtemp(prefix="paraq-format-"))


def _tag(form: str, document: DocumentRecord, pages: Sequence[PageRecord]) -> str:
    """Return the `ETag` of a document in a format: weak, as a PDF tells when it was made."""
    told = [(page.page_id, page.version, page.image, page.image_number, page.part) for page in pages]
    return f'W/"{hashlib.sha256(repr([WRITING, form, document, told]).encode()).hexdigest()[:32]}"'


def _file(target: File, document: DocumentRecord, ending: str, media: str, tag: str) -> FileResponse:
    """Return a file that is removed once it is sent."""
    about = document.description.reference
    name = "-".join(part for part in (about.fonds, about.inventory, about.file, document.document_id) if part) + f".{ending}"
    disposition = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    remove = BackgroundTask(shutil.rmtree, target.parent, ignore_errors=True)
    return _Made(target, media_type=media, headers={"Content-Disposition": disposition, "ETag": tag}, background=remove)
