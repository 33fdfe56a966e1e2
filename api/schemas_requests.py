"""The JSON of requests and of the register."""

from typing import Annotated, Any

from pydantic import BaseModel, Field

from api.schemas import Sent
from api.schemas_asking import FilterValues
from api.schemas_gate import AccountName
from api.typed import AS_TYPED
from api.typed import LONGEST as LONGEST_TYPED
from paraq.records.request import LONGEST, LONGEST_NAME, Channel, Kind, PaperLanguage, State

Name = Annotated[str, Field(max_length=LONGEST_NAME)]


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


class RequestIn(Sent):
    """What is written of a request; what is left out stays as it is, or as usual in a new one."""

    number: str | None = Field(None, max_length=LONGEST_NAME, description="Left out, the next of the year")
    received: str | None = Field(None, max_length=LONGEST_TYPED, description=f"Left out, today. {AS_TYPED}")
    applicant: str | None = Field(None, max_length=LONGEST_NAME)
    channel: Channel | None = None
    proxy: str | None = Field(None, max_length=LONGEST_NAME)
    iin: str | None = Field(None, max_length=20)
    born: str | None = Field(None, max_length=LONGEST_TYPED, description="Date or year, ISO 8601 or as people write it")
    names: list[Name] | None = Field(None, max_length=20)
    kind: Kind | None = None
    organisation: str | None = Field(None, max_length=LONGEST_NAME)
    year_from: int | None = Field(None, ge=0, le=9999)
    year_to: int | None = Field(None, ge=0, le=9999)
    language: PaperLanguage | None = None
    address: str | None = Field(None, max_length=LONGEST_NAME)
    purpose: str | None = Field(None, max_length=LONGEST)
    wanted: str | None = Field(None, max_length=LONGEST)
    attachments: list[Name] | None = Field(None, max_length=50)

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
    next: str | None = Field(None, description="Address of the next ones; null at the end")


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
    ignored: list[str] = Field(description="Headings of columns that were not taken, because no field is called so")


class MoveIn(Sent):
    """Another state."""

    state: State
    note: str = Field("", max_length=LONGEST, description="Why it waits or is refused, or where it was forwarded to")


class ReasonIn(Sent):
    """Why a deadline is extended."""

    reason: str = Field(max_length=LONGEST)


class HandlersIn(Sent):
    """Who works on a request."""

    handlers: list[AccountName] = Field(max_length=20)


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


class RequestSearchIn(Sent):
    """A search to make for a request."""

    query: str = Field(max_length=1000)
    filters: dict[Annotated[str, Field(max_length=64)], FilterValues] = Field({}, max_length=20)


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
    by_day: list[Annotated[list[int], Field(min_length=3, max_length=3)]] = Field(description="Day, came, closed")


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
