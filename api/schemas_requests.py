"""The JSON of requests, evidence, drafts and papers."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from paraq.records.evidence import Fact, PaperKind
from paraq.records.request import LONGEST, LONGEST_NAME, Channel, Kind, PaperLanguage, State


class AskedOut(BaseModel):
    """What a request says."""

    number: str = Field(examples=["12/2026"])
    received: str = Field(description="ISO day", examples=["2026-11-24"])
    applicant: str = Field(examples=["Жанболатов Сейіт Әбдіұлы"])
    channel: Channel
    proxy: str = Field(description="Who acts for the applicant, and by what authority")
    iin: str = Field(description="Twelve digits with a right control digit, or empty")
    born: str = Field(description="ISO date or year of birth of the person sought")
    names: list[str] = Field(description="Names of the person sought, former ones too")
    kind: Kind
    organisation: str
    year_from: int
    year_to: int
    language: PaperLanguage
    address: str
    purpose: str
    wanted: str
    attachments: list[str]


class RequestIn(BaseModel):
    """What is written of a request; what is left out stays as it is, or as usual in a new one."""

    model_config = ConfigDict(extra="forbid")

    number: str | None = Field(None, max_length=LONGEST_NAME, description="Left out, the next of the year")
    received: str | None = Field(None, max_length=10)
    applicant: str | None = Field(None, max_length=LONGEST_NAME)
    channel: Channel | None = None
    proxy: str | None = Field(None, max_length=LONGEST_NAME)
    iin: str | None = Field(None, max_length=20)
    born: str | None = Field(None, max_length=10)
    names: list[str] | None = Field(None, max_length=20)
    kind: Kind | None = None
    organisation: str | None = Field(None, max_length=LONGEST_NAME)
    year_from: int | None = Field(None, ge=0, le=9999)
    year_to: int | None = Field(None, ge=0, le=9999)
    language: PaperLanguage | None = None
    address: str | None = Field(None, max_length=LONGEST_NAME)
    purpose: str | None = Field(None, max_length=LONGEST)
    wanted: str | None = Field(None, max_length=LONGEST)
    attachments: list[str] | None = Field(None, max_length=50)

    def given(self) -> dict[str, Any]:
        """Return what was sent."""
        return self.model_dump(exclude_none=True)


class RequestOut(BaseModel):
    """A request as the register keeps it."""

    request_id: str
    version: int = Field(description="Send it back in If-Match with a change")
    asked: AskedOut
    state: State
    handlers: list[str] = Field(description="Accounts that work on it; empty: whoever takes it")
    rule: str = Field(description="Rule of deadlines under which it came")
    due: str
    forward_by: str = Field(description="Day by which it must be forwarded if it belongs elsewhere")
    extended: str
    notice_due: str = Field(description="Day by which the applicant must be told of the extension")
    closed: str
    outcome: str
    note: str
    blocked: str = Field(description="Day on which the applicant's data were blocked")


class QueuedOut(BaseModel):
    """A request in the queue."""

    request: RequestOut
    working_days_left: int = Field(description="Negative if it is overdue")
    warning: str = Field(description="`overdue`, `soon` or empty")


class QueueOut(BaseModel):
    """Open requests by the time that is left."""

    total: int
    overdue: int
    soon: int
    requests: list[QueuedOut]


class RequestsOut(BaseModel):
    """Requests of the register."""

    total: int
    requests: list[RequestOut]


class TakenOut(BaseModel):
    """What became of a row of a list."""

    row: int
    number: str
    request_id: str = Field(description="Empty if the row was not taken")
    message: str = Field(description="Why it was not taken; empty if it was")
    where: str = Field(description="The field with the mistake")


class ImportOut(BaseModel):
    """What became of a list."""

    taken: int
    refused: int
    rows: list[TakenOut]


class MoveIn(BaseModel):
    """Another state."""

    model_config = ConfigDict(extra="forbid")

    state: State
    note: str = Field("", max_length=LONGEST, description="Why it waits or is refused, or where it was forwarded to")


class ReasonIn(BaseModel):
    """Why a deadline is extended."""

    model_config = ConfigDict(extra="forbid")

    reason: str = Field(max_length=LONGEST)


class HandlersIn(BaseModel):
    """Who works on a request."""

    model_config = ConfigDict(extra="forbid")

    handlers: list[str] = Field(max_length=20)


class ChangeOut(BaseModel):
    """A line of the history."""

    at: str
    who: str
    role: str
    what: str
    detail: dict[str, Any]


class HistoryOut(BaseModel):
    """What was done to a request and who looked."""

    changes: list[ChangeOut]


class SuggestedOut(BaseModel):
    """A query to begin with."""

    query: str
    filters: dict[str, list[str]]
    why: str = Field(description="Code of what it looks for")


class NameOut(BaseModel):
    """A name of the organisation through time."""

    name: str
    relation: str
    start: str
    end: str


class SearchMadeOut(BaseModel):
    """A search made for the request."""

    record_id: str
    made: str
    who: str
    query: str
    total: int
    files: int
    pages: int


class YearOut(BaseModel):
    """A year of the matrix."""

    year: int
    proved: dict[str, list[str]] = Field(description="Ids of evidence by fact")
    found: dict[str, int] = Field(description="Pages that name the person, by kind of document")
    missing: bool = Field(description="Nothing is proved for this year")


class PlanOut(BaseModel):
    """What to search, what was searched, and what is proved."""

    suggested: list[SuggestedOut]
    names: list[NameOut]
    searches: list[SearchMadeOut]
    matrix: list[YearOut]


class RequestSearchIn(BaseModel):
    """A search to make for a request."""

    model_config = ConfigDict(extra="forbid")

    query: str = Field(max_length=1000)
    filters: dict[str, list[str]] = Field({}, max_length=20)


class SelectionIn(BaseModel):
    """What was selected on a sheet: words by their characters, or a region in pixels of the sheet."""

    model_config = ConfigDict(extra="forbid")

    page_id: str = Field(max_length=64)
    spans: list[tuple[int, int]] = Field([], max_length=500, description="`[start, end]` in the page's text")
    region: tuple[int, int, int, int] | None = Field(None, description="`[left, top, width, height]`")
    unreadable: list[tuple[int, int]] = Field([], max_length=500, description="Words in it that cannot be read")


class EvidenceValues(BaseModel):
    """What is said of evidence; what is left out is as the sheet seems to say."""

    model_config = ConfigDict(extra="forbid")

    fact: Fact | None = None
    date: str | None = Field(None, max_length=10, pattern=r"^(\d{4}(-\d\d(-\d\d)?)?)?$")
    sheet: str | None = Field(None, max_length=20)
    document: str | None = Field(None, max_length=40)
    document_date: str | None = Field(None, max_length=10, pattern=r"^(\d{4}(-\d\d(-\d\d)?)?)?$")
    document_number: str | None = Field(None, max_length=40)
    person: str | None = Field(None, max_length=LONGEST_NAME)
    year: int | None = Field(None, ge=0, le=9999)
    amounts: list[tuple[str, str]] | None = Field(None, max_length=60)
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
    spans: list[tuple[int, int]]
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
    amounts: list[tuple[str, str]]
    currency: str
    discrepancies: list[DiscrepancyOut]
    doubtful: list[str] = Field(description="Words of which OCR is not sure")
    note: str


class EvidencesOut(BaseModel):
    """The evidence of a request in the order of events."""

    evidence: list[EvidenceOut]


class DraftIn(BaseModel):
    """A paper to draft."""

    model_config = ConfigDict(extra="forbid")

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


class CheckIn(BaseModel):
    """What the second person says."""

    model_config = ConfigDict(extra="forbid")

    accept: bool = True
    note: str = Field("", max_length=LONGEST)


class PaperIn(BaseModel):
    """The number that a paper is to bear; empty for the next of its request."""

    model_config = ConfigDict(extra="forbid")

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


class ReportOut(BaseModel):
    """The numbers of a month."""

    month: str
    came: int
    answered: int
    by_kind: dict[str, int]
    by_channel: dict[str, int]
    by_outcome: dict[str, int]
    in_time: int
    late: int
    open_at_end: int
    overdue_at_end: int
    extended: int
    working_days_median: float
    working_days_most: int
    by_day: list[tuple[int, int, int]] = Field(description="Day, came, closed")


class LookOut(BaseModel):
    """That somebody saw or changed an applicant's data."""

    request_number: str
    at: str
    who: str
    role: str
    what: str


class LooksOut(BaseModel):
    """Who looked at a person's data."""

    looks: list[LookOut]


class BlockedOut(BaseModel):
    """Requests whose applicants' data were blocked."""

    numbers: list[str]
