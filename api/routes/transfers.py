"""``/v1/transfers``: upload in resumable parts, state, receipt, retry."""

import json
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from typing import Annotated, Any, Literal

import anyio.from_thread
from fastapi import APIRouter, Depends, Header, Path, Query, Request, Response, UploadFile
from fastapi import File as FormFile

from api.dependencies import Viewing
from api.intake import Transferring
from api.inventories import LARGEST, understood
from api.languages import preferred
from api.schemas_transfers import (
    FailureOut,
    FileOut,
    InventoriesOut,
    ReceiptOut,
    TransferOut,
    TransfersOut,
    TransferSummary,
    UploadIn,
    UploadOut,
    UploadsOut,
)
from api.uploads import Announced, Upload
from paraq.catalogue.transfers import TransferRecord
from paraq.errors import Forbidden, Invalid, Missing, Unavailable
from paraq.records.reasons import reason_in
from paraq.records.viewer import Viewer
from paraq.services.receipt import act_of

router = APIRouter(prefix="/transfers", tags=["transfers"])

UploadId = Annotated[str, Path(description="Id of the upload", examples=["5f0c1a2b3c4d5e6f"], max_length=64)]
FileNumber = Annotated[int, Path(description="Number of the file, from 1", examples=[1], ge=1, le=999_999_999)]
Number = Annotated[int, Path(description="Number of the transfer", examples=[1], ge=1, le=999_999_999)]
Offset = Annotated[str, Header(description="Bytes of the file that are here already", examples=["0"], pattern=r"^\d{1,15}$")]

LOOKED_AT = {"file": ["Путь;Дело;Дата\n0012.jpg;45;1978\n"], "paths": "0012.jpg\n0013.jpg\n"}
UPLOADED = FormFile(min_length=1, description="The inventory: CSV, TSV, XLSX or EAD; of several, each one")
PATHS = FormFile(
    description="Paths of all files of the transfer, one a line in UTF-8, to tell rows without a file and files without a row"
)

RECEIPT: dict[int | str, dict[str, Any]] = {
    200: {
        "content": {
            "application/json": {"schema": {"type": "object", "description": "Sums, every file with its checksum, and failures"}},
            "application/pdf": {"schema": {"type": "string", "format": "binary"}},
        },
        "description": "The receipt, or the act",
    }
}


async def _transferring(request: Request) -> Transferring:
    found: Transferring | None = request.app.state.parts.transferring
    if found is None:
        raise Unavailable("Transfers are not set up here", code="transfers-missing")
    return found


Needed = Annotated[Transferring, Depends(_transferring)]


@router.post("/uploads", operation_id="uploadCreate", summary="Announce a transfer", status_code=201)
def announce(response: Response, asked: UploadIn, needed: Needed, viewer: Viewing) -> UploadOut:
    """Say which files will come; then send each in parts of at most 256 MB, and ask to take them in."""
    files = [Announced(one.path, one.size, one.sha256) for one in asked.files]
    upload = needed.uploads.begin(asked.name, files, viewer.name)
    response.headers["Location"] = f"/v1/transfers/uploads/{upload.upload_id}"
    return _upload(needed, upload)


@router.post(
    "/inventory",
    operation_id="transferInventory",
    summary="Look at an inventory before it is used",
    openapi_extra={"requestBody": {"content": {"multipart/form-data": {"example": LOOKED_AT}}}},
)
def inventory(
    needed: Needed,
    file: Annotated[list[UploadFile], UPLOADED],
    paths: Annotated[UploadFile | str | None, PATHS] = None,
    accept_language: Annotated[str, Header(description="Language of the reasons: kk, ru or en", max_length=200)] = "",
) -> InventoriesOut:
    """Return what the columns are taken for, the first rows as they will be read, and mistakes; nothing is kept.

    A name with folders, `2026/inventory.csv`, is the inventory's path in the transfer.
    """
    contents = {one.filename or "inventory.csv": one.file.read(LARGEST + 1) for one in file}
    beside = _written(paths)[:LARGEST].splitlines()
    found = understood(needed.intake, contents, [line for line in beside if line.strip()])
    language = preferred(accept_language)
    for one in (*found["refused"], *(mistake for told in found["inventories"] for mistake in told["mistakes"])):
        one["reason"] = reason_in(one["reason"], language)
    return InventoriesOut(**found)


def _written(sent: UploadFile | str | None) -> str:
    """Return a text that came as a file or as a field of a form."""
    return sent or "" if isinstance(sent, str | None) else sent.file.read(LARGEST).decode("utf-8", "replace")


@router.get("/uploads", operation_id="uploads", summary="Transfers on their way in")
def uploads(needed: Needed, viewer: Viewing) -> UploadsOut:
    """Return your transfers on their way in with their states, and how far the present run is."""
    own = [one for one in needed.uploads.all() if _may(one, viewer)]
    return UploadsOut(uploads=[_upload(needed, one) for one in own], progress=needed.intake.progress())


@router.get("/uploads/{upload_id}", operation_id="upload", summary="One transfer on its way in")
def upload(upload_id: UploadId, needed: Needed, viewer: Viewing) -> UploadOut:
    """Return its state, and for each file how much is here."""
    return _upload(needed, _own(needed, upload_id, viewer))


@router.delete("/uploads/{upload_id}", operation_id="uploadDelete", summary="Give a transfer up", status_code=204)
def forget(upload_id: UploadId, needed: Needed, viewer: Viewing) -> None:
    """Remove what came of it. What was taken in stays."""
    found = _own(needed, upload_id, viewer)
    if found.state == "running":
        raise Invalid("It is being taken in now", where=upload_id, remedy="Wait until it is done", code="upload-running")
    needed.uploads.remove(found)


@router.head(
    "/uploads/{upload_id}/files/{number}",
    operation_id="uploadOffset",
    summary="How much of a file is here",
    response_class=Response,
)
def offset(upload_id: UploadId, number: FileNumber, needed: Needed, viewer: Viewing) -> Response:
    """Return `Upload-Offset`, the bytes that are here, and `Upload-Length`, those announced."""
    found = _own(needed, upload_id, viewer)
    here = needed.uploads.received(found, number)
    return Response(headers={"Upload-Offset": str(here), "Upload-Length": str(found.files[number - 1].size)})


async def _parts(request: Request) -> AsyncIterator[bytes]:
    return request.stream()


@router.patch(
    "/uploads/{upload_id}/files/{number}",
    operation_id="uploadPart",
    summary="Send a part of a file",
    status_code=204,
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
        }
    },
)
def send(
    upload_id: UploadId,
    number: FileNumber,
    needed: Needed,
    viewer: Viewing,
    parts: Annotated[AsyncIterator[bytes], Depends(_parts)],
    upload_offset: Offset,
) -> Response:
    """Append the body to a file. `Upload-Offset` says where it begins; if that is not where the file ends, ask by HEAD."""
    found = _own(needed, upload_id, viewer)
    here = needed.uploads.write(found, number, int(upload_offset), _drawn(parts))
    return Response(status_code=204, headers={"Upload-Offset": str(here)})


def _drawn(parts: AsyncIterator[bytes]) -> Iterator[bytes]:
    """Give what comes in to this thread, piece by piece as it comes."""

    async def following() -> bytes | None:
        return await anext(parts, None)

    while (part := anyio.from_thread.run(following)) is not None:
        yield part


@router.post("/uploads/{upload_id}/ingest", operation_id="uploadIngest", summary="Take a transfer in", status_code=202)
def ingest(upload_id: UploadId, needed: Needed, viewer: Viewing) -> UploadOut:
    """Put a whole transfer into the queue; pages are searchable as they are read."""
    return _upload(needed, needed.uploads.close(_own(needed, upload_id, viewer)))


@router.post("/retry", operation_id="transfersRetry", summary="Try again what failed", status_code=202)
def retry(needed: Needed, viewer: Viewing) -> UploadOut:
    """Read everything again that failed before, with safer settings; its state is that of the answer's upload."""
    _all(viewer)
    return _upload(needed, needed.uploads.retry(viewer.name))


@router.get("", operation_id="transfers", summary="List transfers")
def transfers(needed: Needed, viewer: Viewing) -> TransfersOut:
    """Return all transfers that were taken in, oldest first."""
    _all(viewer)
    return TransfersOut(transfers=[TransferSummary(**_summary(one)) for one in needed.transfers.all()])


@router.get("/{number:int}", operation_id="transfer", summary="One transfer and its sums")
def transfer(
    number: Number,
    needed: Needed,
    viewer: Viewing,
    accept_language: Annotated[str, Header(description="Language of the reasons: kk, ru or en", max_length=200)] = "",
) -> TransferOut:
    """Return what came, what is searchable, what waits, and what failed and why, in the reader's language."""
    language = preferred(accept_language)
    found = _known(needed, number, viewer)
    sums = needed.report.sums([found.number])
    return TransferOut(
        **_summary(found),
        files=sums.files,
        searchable_files=sums.searchable,
        failed_files=sums.failed_files,
        waiting_files=sums.waiting_files,
        documents=sums.documents,
        pages=sums.pages,
        searchable_pages=sums.searchable_pages,
        failed_pages=sums.failed_pages,
        waiting_pages=sums.waiting_pages,
        duplicates=sums.duplicates,
        failures=[
            FailureOut(path=one.path, page=one.page, stage=one.stage, reason=reason_in(one.reason, language))
            for one in sums.failures
        ],
    )


@router.get(
    "/{number:int}/receipt",
    operation_id="transferReceipt",
    summary="Receipt of a transfer",
    response_class=Response,
    responses=RECEIPT,
)
def receipt(
    number: Number,
    needed: Needed,
    viewer: Viewing,
    format: Annotated[Literal["json", "pdf"], Query(description="Data, or an act of acceptance to be signed")] = "json",
    language: Annotated[Literal["kk", "ru"], Query(description="Language of the act")] = "kk",
) -> Response:
    """Return what came with checksums, duplicates, failures and signatures, or the act of acceptance as PDF."""
    made = act_of(needed.transfers, needed.report, _known(needed, number, viewer))
    if format == "json":
        return Response(json.dumps(made, ensure_ascii=False).encode(), media_type="application/json")
    return Response(needed.acts.pdf(made, language), media_type="application/pdf")


def _may(upload: Upload, viewer: Viewer) -> bool:
    return viewer.fonds is None or upload.owner == viewer.name


def _own(needed: Transferring, upload_id: str, viewer: Viewer) -> Upload:
    found = needed.uploads.one(upload_id)
    if not _may(found, viewer):
        raise Missing("There is no such upload", where=upload_id, code="upload-missing")
    return found


def _all(viewer: Viewer) -> None:
    """Refuse who may not see everything: names of files tell what is in them, whatever fonds they belong to."""
    if viewer.fonds is not None:
        raise Forbidden("Transfers are shown to those who may see all fonds", code="transfers-all")


def _known(needed: Transferring, number: int, viewer: Viewer) -> TransferRecord:
    _all(viewer)
    found = needed.transfers.find(str(number))
    if found is None:
        raise Missing("There is no such transfer", where=str(number), code="transfer-missing")
    return found


def _summary(one: TransferRecord) -> dict[str, object]:
    return {"number": one.number, "source": one.source, "started": one.started, "finished": one.finished}


def _upload(needed: Transferring, one: Upload) -> UploadOut:
    def here(number: int, size: int) -> int:
        return needed.uploads.received(one, number) if one.state == "uploading" else size

    return UploadOut(
        upload_id=one.upload_id,
        name=one.name,
        state=one.state,
        reason=one.reason,
        changed=datetime.fromtimestamp(one.changed, UTC),
        files=[
            FileOut(number=number, path=file.path, size=file.size, received=here(number, file.size))
            for number, file in enumerate(one.files, 1)
        ],
        receipt=ReceiptOut(**one.receipt) if one.receipt else None,
    )
