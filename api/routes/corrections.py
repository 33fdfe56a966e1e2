"""``/v1/pages/{page_id}/text`` and its versions: what people correct, with history and undo."""

from typing import Annotated

from fastapi import APIRouter, Header, Path, Request, Response

from api.conditional import expected_version
from api.dependencies import Needed, Viewing
from api.routes.pages import PageId, known_page
from api.schemas_corrections import CorrectionIn, CorrectionOut, VersionOut, VersionsOut, VersionTextOut
from paraq.errors import Invalid

router = APIRouter(prefix="/pages", tags=["corrections"])

Version = Annotated[int, Path(ge=1, le=999_999_999, description="Number of a version of the text", examples=[1])]
IfMatch = Annotated[str, Header(description="The version that was read, from `ETag` or `version`", examples=['"1"'])]


@router.put("/{page_id}/text", operation_id="pageCorrect", summary="Correct a page's text")
def correct(
    request: Request,
    response: Response,
    page_id: PageId,
    wanted: CorrectionIn,
    parts: Needed,
    viewer: Viewing,
    if_match: IfMatch = "",
) -> CorrectionOut:
    """Write the whole text anew. Words that stay keep their places on the scan; changed ones take those of the old.

    It is searchable within two seconds. Needs `If-Match`, so that no one overwrites what another has written meanwhile.
    """
    page = known_page(parts, page_id, viewer)
    version = parts.correcting.correct(page.page_id, wanted.text, viewer=viewer, expected=_expected(if_match))
    return _written(request, response, page.page_id, version)


@router.get("/{page_id}/versions", operation_id="pageVersions", summary="History of a page's text")
def versions(page_id: PageId, parts: Needed, viewer: Viewing) -> VersionsOut:
    """Return all versions, newest first: what programs read and what people wrote."""
    page = known_page(parts, page_id, viewer)
    found = parts.correcting.history(page.page_id, viewer=viewer)
    return VersionsOut(
        versions=[
            VersionOut(
                version=one.version,
                made=one.made,
                author=one.author,
                source=one.source,
                confidence=round(one.confidence, 1),
                current=one.current,
            )
            for one in found
        ]
    )


@router.get("/{page_id}/versions/{version}", operation_id="pageVersion", summary="One version of a page's text")
def version(page_id: PageId, version: Version, parts: Needed, viewer: Viewing) -> VersionTextOut:
    """Return the text as this version has it."""
    page = known_page(parts, page_id, viewer)
    found = parts.correcting.text(page.page_id, version, viewer=viewer)
    return VersionTextOut(version=version, text=found.text)


@router.post("/{page_id}/versions/{version}/restore", operation_id="pageRestore", summary="Undo: bring back a version")
def restore(
    request: Request,
    response: Response,
    page_id: PageId,
    version: Version,
    parts: Needed,
    viewer: Viewing,
    if_match: IfMatch = "",
) -> CorrectionOut:
    """Make an older text the current one again, as a new version; nothing is lost. Needs `If-Match`."""
    page = known_page(parts, page_id, viewer)
    made = parts.correcting.restore(page.page_id, version, viewer=viewer, expected=_expected(if_match))
    return _written(request, response, page.page_id, made)


def _expected(if_match: str) -> int:
    version = expected_version(if_match)
    if not version:
        raise Invalid(
            "Say which version you have read", where="If-Match", remedy='Send its number, as If-Match: "1"', code="version-needed"
        )
    return version


def _written(request: Request, response: Response, page_id: str, version: int) -> CorrectionOut:
    request.state.audit = {"target": page_id, "detail": f"version {version}"}
    response.headers["ETag"] = f'"{version}"'
    return CorrectionOut(page_id=page_id, version=version)
