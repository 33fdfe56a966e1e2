"""The JSON of batches, saved searches and records of what was searched."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from api.schemas import DescriptionOut, Evidence, InLanguages, ReferenceOut, Sent

Id = Annotated[str, Field(examples=["5f0c1a2b3c4d5e6f"])]
FilterName = Literal[
    "fonds", "inventory", "file", "type", "language", "body", "source", "document_id", "year", "confidence", "quality"
]
FilterValues = Annotated[list[Annotated[str, Field(max_length=200)]], Field(max_length=50)]


class CitedOut(BaseModel):
    """A page without its text, as it is cited."""

    page_id: str = Field(examples=["0f3a9c1d2e4b5a67-3"])
    document_id: str = Field(examples=["0f3a9c1d2e4b5a67"])
    number: int = Field(description="Its place in the document, from 1")
    reference: ReferenceOut
    description: DescriptionOut
    path: str = Field(description="The original's path in its transfer")


class ColumnOut(BaseModel):
    """A heading of a list and the field that it is taken for; empty if for none."""

    heading: str = Field(examples=["Аты-жөні"])
    field: str = Field(examples=["name"])


class BatchOut(BaseModel):
    """A batch and how far it is: `rows` are `answered`, `failed` and `waiting` ones."""

    batch_id: Id
    name: str = Field(description="Name of the list", examples=["sovkhoz.csv"])
    state: Literal["waiting", "done", "cancelled"] = Field(description="`waiting` as long as rows wait for their answers")
    rows: int
    answered: int
    failed: int = Field(description="Rows with a mistake, which stands in their message")
    waiting: int
    found: int = Field(description="Answered rows that have pages")
    pages_a_row: int = Field(description="Most pages kept of a row; its total is exact all the same")
    made: datetime
    ended: datetime | None
    columns: list[ColumnOut] = Field(description="What each heading was taken for; none for a list without headings")


class BatchesOut(BaseModel):
    """The batches of whoever asks, newest first."""

    batches: list[BatchOut]


class FoundPageOut(BaseModel):
    """A page that answers a row."""

    page: CitedOut
    year: int | None = Field(description="Year of the document, or of the first date in its text")
    evidence: list[Evidence] = Field(description="Why it answers, the surest first")
    written: dict[Evidence, list[str]] = Field(description="How the words are written on the page, by evidence")
    birth: bool | None = Field(description="Whether the year of birth stands on the page; null if it was not given")
    early: bool = Field(description="The document is older than the person")


class BatchRowOut(BaseModel):
    """A row and its answer."""

    row: int = Field(description="Number of the row in the file, from 1")
    label: str = Field(description="The name or query as written", examples=["Әбдіков С.Ж."])
    asked: dict[str, str] = Field(description="The cells by field", examples=[{"name": "Әбдіков С.Ж.", "years": "1978-1986"}])
    state: Literal["waiting", "answered", "failed"]
    query: str = Field(description="What the search bar would be asked", examples=['name:"Әбдіков С.Ж." year:1978..1986'])
    message: str = Field(description="What is wrong with the row, or how its query was read; empty if all is well")
    total: int = Field(description="Exact number of pages found")
    wider: int | None = Field(description="Where nothing was found: pages without organisation and years")
    pages: list[FoundPageOut]


class BatchRowsOut(BaseModel):
    """Rows in the order of the file."""

    rows: list[BatchRowOut]
    next: str | None = Field(description="Address of the next rows; null at the end")


class CellOut(BaseModel):
    """Pages of a year and a kind of document, by the surest way in which they name what was asked."""

    year: int | None = Field(description="null for pages without a year")
    kind: str = Field(description="Kind of document, `other` if unknown, `nothing` for an asked year without pages")
    pages: int
    evidence: dict[Evidence, int]


class MatrixRowOut(BaseModel):
    """A row's pages by year and kind of document."""

    row: int
    label: str
    cells: list[CellOut]


class MatrixOut(BaseModel):
    """Who stands in which year in what."""

    years: list[int] = Field(description="The years of these rows")
    rows: list[MatrixRowOut]
    next: str | None = Field(description="Address of the next rows; null at the end")


class SearchIn(Sent):
    """A search: query, filters and whether all words must be there."""

    query: str = Field("", max_length=1000, examples=['name:"Әбдіков С.Ж." year:1978..1986'])
    filters: dict[FilterName, FilterValues] = Field(
        {}, description="Values by field, any of them; years also as ranges", examples=[{"fonds": ["12"]}]
    )
    require_all: bool = False

    def chosen(self) -> dict[str, tuple[str, ...]]:
        """Return the filters that were given."""
        return {str(name): tuple(values) for name, values in self.filters.items()}


class UnreadPageOut(BaseModel):
    """A page, or a whole file, of which nothing could be read."""

    path: str = Field(description="The original's path in its transfer", examples=["fonds-12/orders-1978.pdf"])
    page: int | None = Field(description="Its place in the file, from 1; null for the whole file")
    reason: str = Field(description="Why, in plain words")
    fonds: str
    inventory: str
    file: str


class UnreadOut(BaseModel):
    """What could not be read where a search looks, and may hold what it seeks."""

    failed: list[UnreadPageOut] = Field(description="What failed and may be told of, at most `limit`")
    failed_total: int = Field(description="How many of them there are")
    without_text: int = Field(description="Pages on which nothing could be read")
    poorly_read: int = Field(description="Pages whose words are surer than nothing and less sure than 60 %")


class SavedIn(SearchIn):
    """A search to be kept under a name."""

    name: str = Field(max_length=200, examples=["Әбдіковтер"])


class SavedOut(BaseModel):
    """A saved search."""

    search_id: Id
    name: str
    query: str
    filters: dict[str, list[str]]
    require_all: bool
    made: datetime
    new: int = Field(description="Pages that came since it was saved and were not seen yet")
    matched: int = Field(description="All pages that came since it was saved")


class SavedListOut(BaseModel):
    """The saved searches of whoever asks, by name."""

    searches: list[SavedOut]


class NewPageOut(BaseModel):
    """A page that a saved search found when it came or was read anew."""

    page: CitedOut
    found: datetime
    seen: bool


class NewPagesOut(BaseModel):
    """What is new for a saved search, newest first."""

    total: int
    pages: list[NewPageOut]


class SeenIn(Sent):
    """The new pages that were seen; none named means all of them."""

    pages: list[Annotated[str, Field(max_length=64)]] = Field([], max_length=1000)


class SeenOut(BaseModel):
    """How many pages were new till now."""

    seen: int


class RecordOut(BaseModel):
    """A record of what was searched; it is never changed."""

    record_id: Id
    made: datetime
    owner: str
    digest: str = Field(description="SHA-256 of `content` as JSON with sorted keys and without blanks")
    total: int = Field(description="Pages found")
    content: dict[str, Any] = Field(
        description="`query`, `filters`, `understood`, `total`, `time`, `viewer`, `scope` (fonds, files, pages), `unread`, "
        "`index`, `catalogue`"
    )
    text: InLanguages = Field(description="The record as text, to be cited and printed")


class RecordSummary(BaseModel):
    """A record in a list."""

    record_id: Id
    made: datetime
    query: str
    total: int
    files: int = Field(description="Archival files covered")
    pages: int = Field(description="Pages covered")


class RecordsOut(BaseModel):
    """The records of whoever asks, newest first."""

    records: list[RecordSummary]
