"""Pictures of a page: the sheet, a cut of it, a thumbnail. All JPEG, all with an ETag that changes when the picture would."""

import hashlib
from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.conditional import is_known
from api.dependencies import Needed, Parts, Viewing
from api.parameters import CutParameters, ImageParameters, ThumbnailParameters
from api.routes.pages import PageId, known_page
from api.sheets import cut_region, jpeg, marked, on_sheet, own_region
from paraq.catalogue.words import within
from paraq.errors import Invalid
from paraq.records.model import Box, PageRecord
from paraq.records.upright import back, turn_of, turned

router = APIRouter(prefix="/pages", tags=["pictures"])

# Counted up whenever the same request would give another picture.
DRAWING = "5"
# A reader goes back and forth between a list and its sheets within minutes; a day-old picture is asked for again.
CACHED = "private, max-age=3600"
PICTURE: dict[int | str, dict[str, object]] = {
    200: {"content": {"image/jpeg": {"schema": {"type": "string", "format": "binary"}}}, "description": "A picture"},
    304: {"description": "The picture that the client has is still right"},
}


@router.get("/{page_id}/image", operation_id="pageImage", summary="See a sheet", response_class=Response, responses=PICTURE)
def image(
    request: Request, page_id: PageId, asked: Annotated[ImageParameters, Query()], parts: Needed, viewer: Viewing
) -> Response:
    """Return the scan of a sheet or a region of it, with the words marked that `q` finds or `mark` names."""
    page = known_page(parts, page_id, viewer)
    boxes = _boxes(parts, page, asked.q, asked.mark)

    def draw() -> bytes:
        region = _region(asked.region, parts.sheets.size(page))
        return jpeg(marked(parts.sheets.shown(page, region, asked.width), region, boxes).rotate(-asked.turn, expand=True))

    return answer(request, page, [asked.region, asked.width, asked.turn, boxes], draw)


@router.get("/{page_id}/cut", operation_id="pageCut", summary="See the marked words", response_class=Response, responses=PICTURE)
def cut(request: Request, page_id: PageId, asked: Annotated[CutParameters, Query()], parts: Needed, viewer: Viewing) -> Response:
    """Return the part of a sheet that shows the most marked words, legible and upright; without words its first lines."""
    page = known_page(parts, page_id, viewer)
    boxes = _boxes(parts, page, asked.q, asked.mark)

    def draw() -> bytes:
        own, size, turn = own_region(page.text), parts.sheets.size(page), turn_of(page.text.words)
        upright = size if turn in (0, 180) else size[::-1]
        # Where nothing is marked, the words tell how large the writing is and where it begins.
        words = [] if boxes else [turned(on_sheet(word.box, own), turn, size) for word in page.text.words]
        turned_boxes, drawn = [turned(box, turn, size) for box in boxes], (asked.width, asked.height)
        there = cut_region(upright, turned_boxes, words, drawn, led=bool(asked.mark))
        region = turned(there, back(turn), upright)
        width = round(asked.width * region.width / there.width)
        return jpeg(marked(parts.sheets.shown(page, region, width), region, boxes).rotate(turn, expand=True))

    return answer(request, page, ["cut", asked.width, asked.height, boxes], draw)


@router.get(
    "/{page_id}/thumbnail", operation_id="pageThumbnail", summary="See a sheet small", response_class=Response, responses=PICTURE
)
def thumbnail(
    request: Request, page_id: PageId, asked: Annotated[ThumbnailParameters, Query()], parts: Needed, viewer: Viewing
) -> Response:
    """Return a small picture of the whole sheet, its writing upright."""
    page = known_page(parts, page_id, viewer)

    def draw() -> bytes:
        whole, turn = Box(0, 0, *parts.sheets.size(page)), turn_of(page.text.words)
        width = asked.width if turn in (0, 180) else round(asked.width * whole.width / whole.height)
        return jpeg(parts.sheets.shown(page, whole, width).rotate(turn, expand=True))

    return answer(request, page, ["thumbnail", asked.width], draw)


def answer(
    request: Request,
    page: PageRecord,
    asked: list[object],
    draw: Callable[[], bytes],
    media_type: str = "image/jpeg",
    headers: dict[str, str] | None = None,
) -> Response:
    """Return a picture of a page, or that the client has it already; ``asked`` is all that tells it from other pictures."""
    told = repr([DRAWING, page.image, page.image_number, page.part, page.version, *asked])
    tag = f'"{hashlib.sha256(told.encode()).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": CACHED, **(headers or {})}
    if is_known(request, tag):
        return Response(status_code=304, headers=headers)
    return Response(draw(), media_type=media_type, headers=headers)


def _boxes(parts: Parts, page: PageRecord, query: str, spans: list[str]) -> list[Box]:
    """Return the boxes to mark, in pixels of the sheet, those of named spans first."""
    found = [box for span in spans for box in _named(page, span)]
    found += [box for mark in parts.marks(page, query) for box in mark.boxes]
    own = own_region(page.text)
    return [on_sheet(box, own) for box in dict.fromkeys(found)]


def _named(page: PageRecord, span: str) -> list[Box]:
    start, end = (int(number) for number in span.split("-"))
    if not start < end <= len(page.text.text):
        raise Invalid("A mark must lie in the text of the sheet", where=span, code="mark")
    return [word.box for word in within(page.text.words, start, end)]


def _region(asked: str, size: tuple[int, int]) -> Box:
    if not asked:
        return Box(0, 0, *size)
    left, top, width, height = (int(number) for number in asked.split(","))
    if left >= size[0] or top >= size[1]:
        raise Invalid("The region must lie on the sheet", where=asked, code="region")
    return Box(left, top, min(width, size[0] - left), min(height, size[1] - top))
