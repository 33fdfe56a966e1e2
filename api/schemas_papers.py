"""The JSON of evidence, drafts and papers."""

from typing import Annotated

from pydantic import BaseModel, Field

from api.schemas import Rectangle, Sent, Span
from api.typed import LONGEST as LONGEST_TYPED
from paraq.records.evidence import Fact, PaperKind
from paraq.records.request import LONGEST, LONGEST_NAME, PaperLanguage

PARTLY = "Date or a part of one, ISO 8601 or as people write it: 14.03.1978, 03.1978, 1978"
Amount = Annotated[
    list[Annotated[str, Field(max_length=LONGEST_NAME)]],
    Field(min_length=2, max_length=2, description="What it is for, and how much"),
]


class SelectionIn(Sent):
    """What was selected on a sheet: words by their characters, or a region in pixels of the sheet."""

    page_id: str = Field(max_length=64)
    spans: list[Span] = Field([], max_length=500, description="Characters of the page's text")
    region: Rectangle | None = None
    unreadable: list[Span] = Field([], max_length=500, description="Words in it that cannot be read")


class EvidenceValues(Sent):
    """What is said of evidence; what is left out is as the sheet seems to say."""

    fact: Fact | None = None
    date: str | None = Field(None, max_length=LONGEST_TYPED, description=PARTLY)
    sheet: str | None = Field(None, max_length=20)
    document: str | None = Field(None, max_length=40)
    document_date: str | None = Field(None, max_length=LONGEST_TYPED, description=PARTLY)
    document_number: str | None = Field(None, max_length=40)
    person: str | None = Field(None, max_length=LONGEST_NAME)
    year: int | None = Field(None, ge=0, le=9999)
    amounts: list[Amount] | None = Field(None, max_length=60)
    currency: str | None = Field(None, max_length=40)
    note: str | None = Field(None, max_length=LONGEST)


class EvidenceIn(SelectionIn):
    """A selection and what is said of it."""

    values: EvidenceValues = EvidenceValues()


class PieceOut(BaseModel):
    """A part of a quotation."""

    text: str
    gap: bool
    unreadable: bool


class DiscrepancyOut(BaseModel):
    """What the sheet has otherwise than the request."""

    what: str
    written: str
    expected: str


class EvidenceOut(BaseModel):
    """A fact and the sheet that proves it."""

    evidence_id: str
    page_id: str
    version: int
    fact: Fact
    date: str
    text: str = Field(description="The quotation in one, with dots for omissions")
    quotation: list[PieceOut]
    spans: list[Span]
    box: list[int]
    fonds: str
    inventory: str
    file: str
    sheet: str
    reference: dict[str, str] = Field(description="As cited in kk, ru and en")
    document: str
    document_date: str
    document_number: str
    person: str
    year: int
    amounts: list[Amount]
    currency: str
    discrepancies: list[DiscrepancyOut]
    doubtful: list[str] = Field(description="Words of which OCR is not sure")
    note: str


class EvidencesOut(BaseModel):
    """The evidence of a request in the order of events."""

    evidence: list[EvidenceOut]


class DraftIn(Sent):
    """A paper to draft."""

    kind: PaperKind
    language: PaperLanguage | None = None
    recipient: str = Field("", max_length=LONGEST_NAME)
    institution: str = Field("", max_length=LONGEST_NAME, description="Where to turn, or to whom it is forwarded")
    note: str = Field("", max_length=LONGEST)


class DraftOut(BaseModel):
    """A draft."""

    draft_id: str
    made: str
    author: str
    kind: PaperKind
    language: PaperLanguage
    state: str = Field(description="`draft`, `returned`, `checked` or `made`")
    edited: bool
    checker: str
    check_note: str
    warnings: list[dict[str, str]] = Field(description="What the second person should look at")


class DraftsOut(BaseModel):
    """The drafts of a request."""

    drafts: list[DraftOut]


class CheckIn(Sent):
    """What the second person says."""

    accept: bool = True
    note: str = Field("", max_length=LONGEST)


class PaperIn(Sent):
    """The number that a paper is to bear; empty for the next of its request."""

    number: str = Field("", max_length=60)


class SignatureOut(BaseModel):
    """A signature attached to a paper."""

    name: str
    status: str = Field(description="`valid`, or `unknown` if its algorithm cannot be checked here")
    reason: str
    signer: str
    issuer: str
    signed_at: str


class PaperOut(BaseModel):
    """A paper that was made."""

    code: str
    kind: PaperKind
    language: PaperLanguage
    number: str
    date: str
    state: str = Field(description="`made` or `issued`")
    sha256: str
    author: str
    checker: str
    maker: str
    verify: str = Field(description="Where anybody can verify it")
    signatures: list[SignatureOut]


class PapersOut(BaseModel):
    """The papers of a request."""

    papers: list[PaperOut]


class VerifiedOut(BaseModel):
    """What anybody may know of a paper."""

    genuine: bool
    state: str = Field(description="`issued`, `same-bytes`, `other-bytes` or `unknown`")
    kind: str
    number: str
    date: str
    sha256: str
    signed: str
