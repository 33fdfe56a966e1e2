"""``GET /v1/search/export``."""

import tempfile
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import StreamingResponse

from api.addresses import base_address
from api.dependencies import Needed, Viewing
from api.languages import preferred
from api.parameters import ExportParameters
from api.pieces import in_pieces
from paraq.services.export import MEDIA, Row, as_csv, as_jsonl, rows, write_workbook

router = APIRouter(tags=["search"])
BLOCK = 64 * 1024
BINARY = {"schema": {"type": "string", "format": "binary"}}


@router.get(
    "/search/export",
    operation_id="export",
    summary="Take all results as a table",
    response_class=StreamingResponse,
    responses={200: {"description": "The table", "content": {kind.partition(";")[0]: BINARY for kind in MEDIA.values()}}},
)
def export(request: Request, asked: Annotated[ExportParameters, Query()], parts: Needed, viewer: Viewing) -> StreamingResponse:
    """Give every page that answers a query as a row with its reference, snippet and link, as CSV, XLSX or JSON lines.

    The answer begins before the last page is found and has no limit. Cells that a spreadsheet would take for a formula begin
    with an apostrophe.
    """
    table = rows(
        parts.searching,
        asked.q,
        viewer=viewer,
        order=asked.order,
        filters=asked.filters(),
        require_all=asked.require_all,
        language=asked.wording or preferred(request.headers.get("accept-language", "")),
        address=base_address(request, parts).removesuffix("/v1"),
    )
    content = {"csv": as_csv, "jsonl": as_jsonl, "xlsx": _as_workbook}[asked.format](table)
    name = f"paraq-{date.today().isoformat()}.{asked.format}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Vary": "Accept-Language"}
    return StreamingResponse(in_pieces(content), media_type=MEDIA[asked.format], headers=headers)


def _as_workbook(table: Iterable[Row]) -> Iterator[bytes]:
    """Return a workbook, which can only be read once its last row is known; until then it lies on disk."""
    with tempfile.TemporaryDirectory(prefix="paraq-export-") as folder:
        path = Path(folder) / "table.xlsx"
        write_workbook(table, path)
        with path.open("rb") as file:
            while block := file.read(BLOCK):
                yield block
