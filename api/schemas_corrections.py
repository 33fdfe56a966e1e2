"""The JSON of corrections."""

from datetime import datetime

from pydantic import BaseModel, Field

from api.schemas import Sent
from paraq.records.correction import LONGEST


class CorrectionIn(Sent):
    """A page's whole text as it should be."""

    text: str = Field(
        max_length=LONGEST,
        description="Lines are lines of the page, an empty line parts blocks",
        examples=["БҰЙРЫҚ № 14\nӘбдіков Серік жұмысқа қабылдансын"],
    )


class CorrectionOut(BaseModel):
    """What a correction made."""

    page_id: str = Field(examples=["0f3a9c1d2e4b5a67-3"])
    version: int = Field(description="Number of the new version, also its `ETag`")


class VersionOut(BaseModel):
    """One version of a page's text."""

    version: int
    made: datetime
    author: str = Field(description="Who wrote it; empty if a program read it")
    source: str = Field(description="`text`, `ocr` or `none`")
    confidence: float = Field(description="How sure the reading is, 0 to 100")
    current: bool = Field(description="Whether this is the one that is found")


class VersionsOut(BaseModel):
    """All versions, newest first."""

    versions: list[VersionOut]


class VersionTextOut(BaseModel):
    """The text of one version."""

    version: int
    text: str
