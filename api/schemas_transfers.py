"""The JSON of transfers: what comes in by the API, and what was taken in."""

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from api.schemas import Sent
from api.uploads import MOST_FILES


class FileIn(Sent):
    """A file that will come."""

    path: str = Field(description="Its path in the transfer", min_length=1, max_length=2000, examples=["Ф.12/Оп.1/Д.45/0012.jpg"])
    size: int = Field(description="Its size in bytes", ge=0, le=1 << 50, examples=[348211])
    sha256: str = Field("", description="Its SHA-256 in hexadecimal; checked when it is whole", pattern=r"^([0-9a-f]{64})?$")


class UploadIn(Sent):
    """A transfer that will come: files, a zip, a bag or a package."""

    name: str = Field(description="What it is called", min_length=1, max_length=200, examples=["Аудандық әкімдік, 2026"])
    files: list[FileIn] = Field(min_length=1, max_length=MOST_FILES)


class InventoryColumnOut(BaseModel):
    """What a column of an inventory is taken for."""

    heading: str
    field: str | None = Field(
        description="`path`, `fonds`, `inventory`, `file`, `reference`, `sheet_from`, `title`, `type`, `date`, `body` or "
        "`fonds_title`; null if the column is not used"
    )


class RowOut(BaseModel):
    """A row of an inventory as it will be read."""

    row: int = Field(description="Counted from 1 below the headings")
    path: str
    fonds: str
    inventory: str
    file: str
    sheets: str
    title: str
    type: str
    date: str = Field(description="ISO 8601 or a part of one; of a range the beginning")
    body: str
    fonds_title: str


class InventoryMistakeOut(BaseModel):
    """Something in a row that is not taken as it is written."""

    row: int
    reason: str


class AbsentOut(BaseModel):
    """A row of which no file came."""

    row: int
    names: str


class InventoryOut(BaseModel):
    """What an inventory is taken for. Long lists are cut; their totals are not. Null is what only the files can tell."""

    path: str
    encoding: str = Field(description="`UTF-8`, `UTF-16` or `Windows-1251`; empty for a spreadsheet and for EAD")
    separator: str
    columns: list[InventoryColumnOut]
    unmatched: list[str] = Field(description="Headings that are not understood")
    rows: int
    first: list[RowOut] = Field(description="The first rows as they will be read")
    mistakes: list[InventoryMistakeOut]
    mistakes_total: int
    rows_without_file: list[AbsentOut] | None
    rows_without_file_total: int | None
    files_without_row: list[str] | None
    files_without_row_total: int | None


class RefusedOut(BaseModel):
    """An inventory that cannot be used, and why."""

    path: str
    reason: str


class InventoriesOut(BaseModel):
    """What inventories are taken for, before anything is taken in."""

    inventories: list[InventoryOut]
    refused: list[RefusedOut]


class FileOut(BaseModel):
    """How much of a file is here."""

    number: int = Field(description="Its number in the transfer, from 1; it stands in its address")
    path: str
    size: int
    received: int = Field(description="Bytes that are here; go on from there")


class ReceiptOut(BaseModel):
    """What came and what became of it: `files` = `searchable` + failed files."""

    model_config = ConfigDict(extra="allow")

    files: int
    documents: int
    pages: int
    searchable: int
    duplicates: int
    failed: list[dict[str, Any]]


class UploadOut(BaseModel):
    """A transfer on its way in."""

    upload_id: str = Field(examples=["5f0c1a2b3c4d5e6f"])
    name: str
    state: Literal["uploading", "waiting", "running", "done", "failed"]
    reason: str = Field(description="Why nothing was taken in; empty if all is well")
    changed: datetime
    files: list[FileOut]
    receipt: ReceiptOut | None = Field(description="What became of it, once done")


class UploadsOut(BaseModel):
    """Transfers on their way in, the newest change first; `progress` is of the run that takes files in now."""

    uploads: list[UploadOut]
    progress: dict[str, Any] | None = Field(
        description="`files`, `files_done`, `pages`, `pages_done`, `failed`, `pages_a_minute`, `seconds_left`, `reading`; or null"
    )


class TransferSummary(BaseModel):
    """A transfer that was taken in."""

    number: int
    source: str = Field(description="The folder or file that was named")
    started: datetime
    finished: datetime | None = Field(description="Null while work goes on")


class TransfersOut(BaseModel):
    """All transfers, oldest first."""

    transfers: list[TransferSummary]


class FailureOut(BaseModel):
    """A file or a page that is not searchable, and why."""

    path: str
    page: int | None = Field(description="Null for a whole file")
    stage: str
    reason: str


class TransferOut(TransferSummary):
    """A transfer with its sums: what came is searchable, failed or waits."""

    files: int
    searchable_files: int
    failed_files: int
    waiting_files: int
    documents: int
    pages: int
    searchable_pages: int
    failed_pages: int
    waiting_pages: int
    duplicates: int
    failures: list[FailureOut]
