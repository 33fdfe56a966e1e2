"""The JSON of the archive's tree."""

from typing import Literal

from pydantic import BaseModel, Field

from api.schemas import PageSummary


class BranchOut(BaseModel):
    """One branch of the archive's tree below the asked place."""

    value: str
    title: str = Field(description="Title of the fonds; empty elsewhere or if unknown")
    first: str = Field(description="Date of its first document, as exactly as known; empty if unknown", examples=["1953"])
    last: str = Field(description="Likewise of the last one", examples=["1978-03-14"])
    pages: int = Field(description="Sheets that can be searched")
    without_text: int = Field(description="Of them, sheets on which nothing could be read")
    poorly_read: int = Field(description="Of them, sheets read so badly that words are lost")
    unread: int = Field(description="Files and sheets that could not be opened or read at all")


class UnreadFileOut(BaseModel):
    """A file, or a page of one, that no search can find."""

    path: str = Field(description="Its path in its transfer", examples=["orders/1987.tif"])
    page: int | None = Field(description="Page of the file; null for all of it")
    reason: str = Field(description="Why, in the language of Accept-Language", examples=["The picture is broken"])


class TreeOut(BaseModel):
    """What lies below a place in the archive: fonds, inventories of a fonds, files of an inventory or sheets of a file."""

    level: Literal["fonds", "inventory", "file", "sheet"]
    branches: list[BranchOut]
    unplaced: int = Field(description="Sheets of this place that belong to none of its branches; ask for them with `unplaced`")
    unread: list[UnreadFileOut] = Field(description="What of this place could not be opened or read, at most 200")
    unread_total: int = Field(description="How much that is in all")
    sheets: list[PageSummary] = Field(description="The sheets in order, when a file or what is unplaced is asked for")
    next: str | None = Field(description="Address of the next sheets; null at the end")
