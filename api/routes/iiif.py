"""``/v1/iiif``: scans, documents and hits for viewers of the International Image Interoperability Framework."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response
from fastapi.responses import JSONResponse, RedirectResponse

from api.addresses import base_address
from api.dependencies import Needed, Parts, Viewing
from api.iiif import content, image, presentation
from api.iiif.presentation import Addresses
from api.parameters import ContentParameters, PlaceParameters
from api.routes.documents import DocumentId, known_document_id
from api.routes.images import CACHED, PICTURE, answer
from api.routes.pages import PageId, known_page
from api.routes.search import next_address

router = APIRouter(prefix="/iiif", tags=["iiif"])

IMAGE_JSON = f'application/ld+json;profile="{image.CONTEXT}"'
PRESENTATION_JSON = f'application/ld+json;profile="{presentation.CONTEXT}"'
SEARCH_JSON = f'application/ld+json;profile="{presentation.SEARCH_CONTEXT}"'
LEVEL = '<http://iiif.io/api/image/3/level2.json>;rel="profile"'

Region = Annotated[str, Path(max_length=60, description="`full`, `square`, `x,y,w,h` or `pct:x,y,w,h`", examples=["full"])]
Size = Annotated[str, Path(max_length=60, description="`max`, `w,`, `,h`, `pct:n`, `w,h` or `!w,h`", examples=["!800,800"])]
Rotation = Annotated[str, Path(max_length=60, description="Degrees clockwise, `!` before them to mirror", examples=["0"])]
Quality = Annotated[str, Path(max_length=60, description="`default`, `color`, `gray` or `bitonal`", examples=["default"])]
Format = Annotated[str, Path(max_length=60, description="`jpg`, `png`, `webp` or `tif`", examples=["jpg"])]


@router.get(
    "/pages/{page_id}",
    operation_id="iiifImage",
    summary="Redirect to a picture's description",
    status_code=303,
    response_class=Response,
)
def image_base(request: Request, page_id: PageId, parts: Needed, viewer: Viewing) -> RedirectResponse:
    """Redirect to `info.json`, as the Image API asks."""
    page = known_page(parts, page_id, viewer)
    return RedirectResponse(f"{_addresses(request, parts).image(page.page_id)}/info.json", status_code=303)


@router.get("/pages/{page_id}/info.json", operation_id="iiifImageInformation", summary="Describe a picture (IIIF Image 3)")
def image_information(request: Request, page_id: PageId, parts: Needed, viewer: Viewing) -> Response:
    """Return size, tiles and features of a sheet's picture."""
    page = known_page(parts, page_id, viewer)
    described = image.information(_addresses(request, parts).image(page.page_id), parts.sheets.size(page))
    return _document(request, described, IMAGE_JSON, {"Link": LEVEL})


@router.get("/pages/{page_id}/text", operation_id="iiifText", summary="Read a page as annotations (IIIF Presentation 3)")
def text(request: Request, page_id: PageId, parts: Needed, viewer: Viewing) -> Response:
    """Return the lines of a page's text, each with its place on the scan."""
    page = known_page(parts, page_id, viewer)
    return _document(request, presentation.text_annotations(page, _addresses(request, parts)), PRESENTATION_JSON)


@router.get(
    "/pages/{page_id}/{region}/{size}/{rotation}/{quality}.{format}",
    operation_id="iiifPicture",
    summary="See any part of a sheet (IIIF Image 3)",
    response_class=Response,
    responses=PICTURE,
)
def picture(
    request: Request,
    page_id: PageId,
    region: Region,
    size: Size,
    rotation: Rotation,
    quality: Quality,
    format: Format,
    parts: Needed,
    viewer: Viewing,
) -> Response:
    """Return any region of a sheet in any size, turned, in colour, grey or black and white."""
    page = known_page(parts, page_id, viewer)
    sheet = parts.sheets.size(page)
    asked = image.read(sheet, region, size, rotation, quality, format)
    canonical = image.canonical(sheet, asked)
    link = f'<{_addresses(request, parts).image(page.page_id)}/{canonical}>;rel="canonical", {LEVEL}'
    return answer(
        request,
        page,
        ["iiif", canonical],
        lambda: image.rendered(parts.sheets.part(page, asked.region, asked.size), asked),
        media_type=image.MEDIA[asked.format],
        headers={"Link": link},
    )


@router.get("/documents/{document_id}/manifest", operation_id="iiifManifest", summary="A document as a manifest")
def manifest(request: Request, document_id: DocumentId, parts: Needed, viewer: Viewing) -> Response:
    """Return a document for viewers of IIIF Presentation 3: a canvas for each sheet, its reference in three languages."""
    # No word stands in a manifest, and unpacking those of a thick file takes seconds.
    document, pages = parts.records.pages_of(known_document_id(document_id), viewer=viewer, words="doubtful")
    sizes = {page.page_id: parts.sheets.size(page) for page in pages}
    described = presentation.manifest(document, pages, sizes, _addresses(request, parts))
    return _document(request, described, PRESENTATION_JSON)


@router.get("/collection", operation_id="iiifCollection", summary="A place in the archive as a collection")
def collection(request: Request, asked: Annotated[PlaceParameters, Query()], parts: Needed, viewer: Viewing) -> Response:
    """Return the fonds of the archive, the inventories of a fonds, the files of an inventory or the documents of a file."""
    place = asked.place()
    below = parts.listing.below(place, viewer=viewer)
    documents = parts.listing.documents(place, viewer=viewer)
    title = below[0][1] if place.fonds and below else documents[0].description.fonds_title if documents else ""
    at = _addresses(request, parts)
    held = [(one.document_id, one.description) for one in documents]
    described = presentation.collection(place, title, [branch for branch, _ in below], held, at)
    return _document(request, described, PRESENTATION_JSON)


@router.get("/documents/{document_id}/search", operation_id="iiifSearch", summary="Search a document (IIIF Search 2)")
def search(
    request: Request, document_id: DocumentId, asked: Annotated[ContentParameters, Query()], parts: Needed, viewer: Viewing
) -> Response:
    """Return hits in a document as annotations with their places, for viewers of IIIF Content Search 2."""
    document = parts.records.document(known_document_id(document_id), viewer=viewer)
    at = _addresses(request, parts)
    found = parts.searching.search(
        asked.q,
        viewer=viewer,
        limit=asked.limit,
        after=parts.seal.opened(asked.after),
        order="reference",
        filters={"document_id": (document.document_id,)},
        require_all=True,
    )
    here = f"{at.base}/iiif/documents/{document.document_id}/search"
    following = next_address(request, found, parts.seal)
    following = f"{here}?{following.partition('?')[2]}" if following else None
    address = f"{here}?{request.url.query}" if request.url.query else here
    return _document(request, content.hits(address, found, following, asked.ignored(), at), SEARCH_JSON)


@router.get("/documents/{document_id}/autocomplete", operation_id="iiifAutocomplete", summary="Complete a word (IIIF Search 2)")
def autocomplete(
    request: Request, document_id: DocumentId, asked: Annotated[ContentParameters, Query()], parts: Needed, viewer: Viewing
) -> Response:
    """Return the words of a document that begin with what was typed."""
    document = parts.records.document(known_document_id(document_id), viewer=viewer)
    start = "".join(letter for letter in asked.q if letter.isalnum())
    found = parts.searching.search(
        f"{start}*" if start else "NOT *",
        viewer=viewer,
        limit=asked.limit,
        filters={"document_id": (document.document_id,)},
    )
    here = f"{_addresses(request, parts).base}/iiif/documents/{document.document_id}"
    return _document(
        request,
        content.terms(f"{here}/autocomplete?{request.url.query}", start, found, f"{here}/search", asked.ignored()),
        SEARCH_JSON,
    )


def _addresses(request: Request, parts: Parts) -> Addresses:
    return Addresses(base_address(request, parts))


def _document(request: Request, described: dict[str, Any], linked: str, headers: dict[str, str] | None = None) -> Response:
    """Return JSON in the media type that the client takes: viewers ask for linked data or for plain JSON."""
    media = linked if "application/ld+json" in request.headers.get("accept", "") else "application/json"
    return JSONResponse(described, headers={"Cache-Control": CACHED, "Vary": "Accept", **(headers or {})}, media_type=media)
