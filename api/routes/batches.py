"""``/v1/batches``: lists of names and queries, answered in the background row by row."""

import tempfile
from pathlib import Path as FilePath
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Path, Query, Request, Response
from fastapi.responses import FileResponse, StreamingResponse
from starlette.background import BackgroundTask

from api import shapes
from api.asking import Asked
from api.dependencies import Viewing
from api.languages import preferred
from api.list_upload import BODY, Uploaded
from api.pieces import in_pieces
from api.schemas_asking import (
    BatchesOut,
    BatchOut,
    BatchRowOut,
    BatchRowsOut,
    CellOut,
    CitedOut,
    ColumnOut,
    FoundPageOut,
    MatrixOut,
    MatrixRowOut,
)
from paraq.catalogue.batches import BatchSums
from paraq.catalogue.cited import Cited
from paraq.query.match import EVIDENCE
from paraq.services.batch import MOST_PAGES, PAGES_LIMIT, AnsweredRow, FoundPage
from paraq.services.batch_message import message_of
from paraq.services.batch_result import Language, csv_lines, matrix_of, write_workbook

router = APIRouter(prefix="/batches", tags=["batches"])

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BatchId = Annotated[str, Path(description="Id of the batch", examples=["5f0c1a2b3c4d5e6f"], max_length=64)]
AfterRow = Annotated[int, Query(ge=0, le=2**62, description="Number of the last row already seen")]
RowLimit = Annotated[int, Query(ge=1, le=200, description="How many rows to give")]
Wording = Annotated[Language, Query(description="Language of headings, references and kinds of document")]


@router.post("", operation_id="batchCreate", summary="Ask a whole list", status_code=201, openapi_extra=BODY)
def create(
    request: Request,
    upload: Uploaded,
    response: Response,
    asked: Asked,
    viewer: Viewing,
    pages: Annotated[int, Query(ge=1, le=PAGES_LIMIT, description="Most pages to keep of a row")] = MOST_PAGES,
) -> BatchOut:
    """Take in a CSV or XLSX of names or queries, one a row, with optional columns for organisation, years and year of birth.

    It is answered in the background, each row as the search bar would answer it. A row with a mistake has a message instead.
    """
    batch = asked.batch.add(upload.content, upload.name, viewer=viewer, most_pages=pages)
    # What is asked stands in the body, which the audit record does not see.
    request.state.audit = {"target": batch.batch_id, "detail": f"{batch.name}: {batch.rows} rows"}
    response.headers["Location"] = f"/v1/batches/{batch.batch_id}"
    return _batch(batch)


@router.get("", operation_id="batches", summary="List batches")
def batches(asked: Asked, viewer: Viewing) -> BatchesOut:
    """Return your batches with how far each is, newest first."""
    return BatchesOut(batches=[_batch(batch) for batch in asked.batch.all(viewer=viewer)])


@router.get("/{batch_id}", operation_id="batch", summary="See how far a batch is")
def batch(batch_id: BatchId, asked: Asked, viewer: Viewing) -> BatchOut:
    """Return how many rows are answered, how many have a mistake and how many wait."""
    return _batch(asked.batch.sums(batch_id, viewer=viewer))


@router.post("/{batch_id}/cancel", operation_id="batchCancel", summary="Stop a batch")
def cancel(batch_id: BatchId, asked: Asked, viewer: Viewing) -> BatchOut:
    """Leave the rows that wait unanswered; what is answered stays."""
    return _batch(asked.batch.cancel(batch_id, viewer=viewer))


@router.delete("/{batch_id}", operation_id="batchDelete", summary="Remove a batch", status_code=204)
def remove(batch_id: BatchId, asked: Asked, viewer: Viewing) -> None:
    """Stop a batch if it is not done and remove it with its answers."""
    asked.batch.remove(batch_id, viewer=viewer)


@router.get("/{batch_id}/rows", operation_id="batchRows", summary="Read the answers")
def rows(
    request: Request, batch_id: BatchId, asked: Asked, viewer: Viewing, after: AfterRow = 0, limit: RowLimit = 50
) -> BatchRowsOut:
    """Return rows in the order of the file, each with the pages found, their references and evidence."""
    found = asked.batch.rows(batch_id, viewer=viewer, after=after, limit=limit + 1)
    language = preferred(request.headers.get("accept-language", ""))
    return BatchRowsOut(rows=[_row(row, language) for row in found[:limit]], next=_next(batch_id, "rows", found, limit))


@router.get("/{batch_id}/matrix", operation_id="batchMatrix", summary="See who stands where by year")
def matrix(batch_id: BatchId, asked: Asked, viewer: Viewing, after: AfterRow = 0, limit: RowLimit = 50) -> MatrixOut:
    """Return for each row its pages by year, kind of document and evidence; an asked year without pages is `nothing`."""
    found = asked.batch.rows(batch_id, viewer=viewer, after=after, limit=limit + 1)
    shown = [_matrix_row(row) for row in found[:limit]]
    years = sorted({cell.year for row in shown for cell in row.cells if cell.year is not None})
    return MatrixOut(years=years, rows=shown, next=_next(batch_id, "matrix", found, limit))


@router.get(
    "/{batch_id}/result.csv",
    operation_id="batchCsv",
    summary="Take the answers as CSV",
    response_class=Response,
    responses={200: {"content": {"text/csv": {"schema": {"type": "string"}}}, "description": "A line for each page of each row"}},
)
def result_csv(request: Request, batch_id: BatchId, asked: Asked, viewer: Viewing, language: Wording = "ru") -> Response:
    """Return all rows answered so far, a line for each page, with semicolons and a mark by which Excel knows UTF-8."""
    name = asked.batch.sums(batch_id, viewer=viewer).name
    request.state.audit = {"action": "export"}
    lines = csv_lines(asked.batch.every_row(batch_id, viewer=viewer), language)
    return StreamingResponse(in_pieces(lines), media_type="text/csv; charset=utf-8", headers=_attached(name, "csv"))


@router.get(
    "/{batch_id}/result.xlsx",
    operation_id="batchXlsx",
    summary="Take the answers as XLSX",
    response_class=Response,
    responses={
        200: {"content": {XLSX: {"schema": {"type": "string", "format": "binary"}}}, "description": "Rows, pages and years"}
    },
)
def result_xlsx(request: Request, batch_id: BatchId, asked: Asked, viewer: Viewing, language: Wording = "ru") -> Response:
    """Return a workbook with the sheets of rows, of pages, and of who stands where by year."""
    name = asked.batch.sums(batch_id, viewer=viewer).name
    request.state.audit = {"action": "export"}
    with tempfile.NamedTemporaryFile(prefix="paraq-batch-", suffix=".xlsx", delete=False) as file:
        path = FilePath(file.name)
    try:
        every = asked.batch.every_row(batch_id, viewer=viewer)
        write_workbook(path, every, asked.batch.every_row(batch_id, viewer=viewer), language)
    except BaseException:
        path.unlink()
        raise
    return FileResponse(path, media_type=XLSX, headers=_attached(name, "xlsx"), background=BackgroundTask(path.unlink))


def _attached(name: str, ending: str) -> dict[str, str]:
    stem = name.rpartition("/")[2].rpartition(".")[0] or "batch"
    return {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(stem, safe='')}.{ending}"}


def _next(batch_id: str, view: str, found: list[AnsweredRow], limit: int) -> str | None:
    """Return the address of the rows after these, of which one more than is shown was asked for."""
    if len(found) <= limit:
        return None
    return f"/v1/batches/{batch_id}/{view}?after={found[limit - 1].number}&limit={limit}"


def _batch(batch: BatchSums) -> BatchOut:
    return BatchOut(
        batch_id=batch.batch_id,
        name=batch.name,
        state=batch.state,
        rows=batch.rows,
        answered=batch.answered,
        failed=batch.failed,
        waiting=batch.waiting,
        found=batch.found,
        pages_a_row=batch.most_pages,
        made=batch.made,
        ended=batch.ended,
        columns=[ColumnOut(heading=heading, field=field) for heading, field in batch.columns],
    )


def _row(row: AnsweredRow, language: Language) -> BatchRowOut:
    told: dict[str, Any] = {
        "row": row.number,
        "label": row.label,
        "asked": row.cells,
        "state": row.state,
        "query": row.query,
        "message": message_of(row, language),
        "total": row.total,
        "wider": row.wider,
        "pages": [_found(page) for page in row.pages],
    }
    return BatchRowOut(**told)


def _found(found: FoundPage) -> FoundPageOut:
    written: dict[str, Any] = {tag: list(found.evidence[tag]) for tag in EVIDENCE if tag in found.evidence}
    tags: list[Any] = list(written)
    return FoundPageOut(
        page=cited(found.page), year=found.year, evidence=tags, written=written, birth=found.birth, early=found.early
    )


def _matrix_row(row: AnsweredRow) -> MatrixRowOut:
    cells = sorted(matrix_of(row).items(), key=lambda cell: (cell[0][0] or 0, cell[0][1]))
    shown = []
    for (year, kind), counts in cells:
        ways: dict[Any, int] = {tag: counts[tag] for tag in EVIDENCE if counts[tag]}
        shown.append(CellOut(year=year, kind=kind, pages=sum(counts.values()), evidence=ways))
    return MatrixRowOut(row=row.number, label=row.label, cells=shown)


def cited(page: Cited) -> CitedOut:
    """Return a page as it is cited."""
    return CitedOut(
        page_id=page.page_id,
        document_id=page.document_id,
        number=page.number,
        reference=shapes.reference(page.description, page.sheet),
        description=shapes.description(page.description),
        path=page.path,
    )
