"""The JSON of the API. Names and types here are promises: other systems build on them."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

Whole = Annotated[int, Field(le=2**62)]
Rectangle = Annotated[
    list[Whole],
    Field(
        min_length=4,
        max_length=4,
        description="`[left, top, width, height]` in pixels of the sheet",
        examples=[[412, 980, 233, 41]],
    ),
]
Span = Annotated[list[Whole], Field(min_length=2, max_length=2, description="`[start, end]` in characters", examples=[[17, 25]])]
Evidence = Literal["exact", "form", "spelling", "ocr", "initial"]


class Sent(BaseModel):
    """What clients send: unknown fields are refused, and so is a value of another type, which may hide a mistake."""

    model_config = ConfigDict(extra="forbid", strict=True)

    @model_validator(mode="before")
    @classmethod
    def _whole_numbers(cls, given: object) -> object:
        """Read 5.0 as 5: JSON has one kind of numbers, and JSON Schema calls both whole."""
        return {name: _whole(value) for name, value in given.items()} if isinstance(given, dict) else given


def _whole(value: object, deep: int = 2) -> object:
    # Lists of boxes and spans lie in lists; none lies deeper.
    if isinstance(value, list) and deep:
        return [_whole(one, deep - 1) for one in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


class InLanguages(BaseModel):
    """One text in the three languages of the archive."""

    kk: str = Field(examples=["Қор 12, тізімдеме 1, іс 45, 12-парақ"])
    ru: str = Field(examples=["Ф. 12. Оп. 1. Д. 45. Л. 12"])
    en: str = Field(examples=["Fonds 12, inventory 1, file 45, sheet 12"])


class ReferenceOut(BaseModel):
    """Where a sheet stands in the archive; parts that are unknown are empty."""

    fonds: str = Field(examples=["12"])
    inventory: str = Field(examples=["1 л/с"])
    file: str = Field(examples=["45а"])
    sheet: str = Field(examples=["12об"])
    text: InLanguages = Field(description="The reference as a certificate cites it")


class DescriptionOut(BaseModel):
    """What is known of a document besides its text."""

    title: str = Field(examples=["Бұйрық № 14"])
    type: str = Field(description="Kind of document, a code", examples=["order"])
    body: str = Field(description="Transferring body or author", examples=["«Ленин» кеңшары"])
    date: str = Field(description="ISO 8601 date or a part of one", examples=["1978-03-14"])
    fonds_title: str = Field(examples=["«Ленин» кеңшары"])


class MarkOut(BaseModel):
    """A marked place: its characters in the text, its boxes on the sheet and why it is marked."""

    start: int
    end: int
    text: str = Field(description="What is written there", examples=["Әбдіковті"])
    boxes: list[Rectangle]
    evidence: Evidence = Field(
        description="`exact` as written, `form` another grammatical form, `spelling` another spelling or script, "
        "`ocr` a look-alike or another reading, `initial` an initial instead of the name"
    )
    term: str = Field(description="The searched word that it answers", examples=["Әбдіков"])


class SheetOut(BaseModel):
    """The picture of a sheet: its size in pixels, to which all boxes belong, and where to get it."""

    width: int
    height: int
    image: str = Field(examples=["/v1/pages/0f3a9c1d2e4b5a67-3/image"])
    thumbnail: str = Field(examples=["/v1/pages/0f3a9c1d2e4b5a67-3/thumbnail"])


class PageSummary(BaseModel):
    """A page without its text."""

    page_id: str = Field(examples=["0f3a9c1d2e4b5a67-3"])
    document_id: str = Field(examples=["0f3a9c1d2e4b5a67"])
    number: int = Field(description="Its place in the document, from 1")
    part: int = Field(description="1 or 2 for the left and right sheet of a spread, else 0")
    reference: ReferenceOut
    description: DescriptionOut
    language: str = Field(description="`kk`, `ru`, `en` or `other`")
    source: Literal["text", "ocr", "none"] = Field(description="The file's own text, OCR, or nothing readable")
    confidence: float = Field(description="How sure the reading is, 0 to 100")
    note: str = Field(description="Why the text is poor or missing; empty if all is well")
    path: str = Field(description="The original's path in its transfer", examples=["fonds-12/orders-1978.pdf"])
    sheet: SheetOut


class SnippetOut(BaseModel):
    """A piece of the page's text with the marked words; `marks` count characters of `text`."""

    text: str
    marks: list[Span]


class WhyOut(BaseModel):
    """Why a page is a hit for one searched word."""

    term: str = Field(description="The searched word", examples=["Әбдіков"])
    evidence: Evidence = Field(description="In which layer it was found, as in the marks")
    written: list[str] = Field(description="How the page writes it", examples=[["Абдикова"]])
    count: int = Field(description="At how many places")
    boxes: list[Rectangle] = Field(description="Where on the sheet")


class HitOut(BaseModel):
    """A page that answers the search."""

    page: PageSummary
    score: float = Field(
        description="How many of the words the page has, and how surely, in steps; the hits of a step stand best first",
        examples=[150.0],
    )
    snippet: SnippetOut
    marks: list[MarkOut]
    cut: str = Field(description="Address of a cut of the scan round the best marked words")
    why: list[WhyOut] = Field(description="Which words, in which layer and where; all places of the page")
    group: str = Field(description="In a grouped list the value of `document_id` or `file_key` that gives the group's hits")
    count: int = Field(description="In a grouped list how many pages of the group answer the search, else 1")


class FacetValue(BaseModel):
    """How many of the found pages have this value."""

    value: str
    pages: int


class MistakeOut(BaseModel):
    """A mistake in a query."""

    code: str = Field(description="Stable name of the kind of mistake", examples=["query-bracket-open"])
    position: int = Field(description="The character at which it is seen, from 1; 0 for the whole query")
    text: str = Field(description="What is wrong and what to do, in the language of Accept-Language")
    suggestion: str = Field(description="The query as it may have been meant; empty if nobody can tell")


class SpellingOut(BaseModel):
    """A word that finds nothing or little, and a word of the archive that may be meant."""

    word: str = Field(examples=["механизатр"])
    instead: str = Field(examples=["механизатор"])
    pages: int = Field(description="How many pages have it")


class SuggestionOut(BaseModel):
    """A name that goes on like what was typed."""

    kind: Literal["person", "organisation", "fonds"]
    text: str = Field(description="As a page writes it", examples=["Әбдіков С.Ж."])
    query: str = Field(description="The query that finds it", examples=['name:"Әбдіков С.Ж."'])


class SuggestionsOut(BaseModel):
    """Names of persons, organisations and fonds, the most frequent first."""

    suggestions: list[SuggestionOut]


class SearchOut(BaseModel):
    """The answer to a search."""

    total: int = Field(description="Exact number of pages found")
    hits: list[HitOut]
    facets: dict[str, list[FacetValue]] = Field(description="For each asked facet its values, most pages first")
    notice: str = Field(
        description="Empty, or how the query was read when it could not be read as written, in the language of Accept-Language"
    )
    mistake: MistakeOut | None = Field(description="What is wrong with a query that could not be read as written")
    groups: int = Field(description="Exact number of groups; 0 if the list is not grouped")
    corrections: list[SpellingOut] = Field(description="Words that may be meant instead of those that find nothing or little")
    meant: str = Field(description="The whole query with these words; empty if there are none")
    next: str | None = Field(description="Address of the next hits; null at the end")


class WordOut(BaseModel):
    """One written word."""

    text: str
    start: int
    end: int
    box: Rectangle
    confidence: float
    alternatives: list[str] = Field(description="Other readings of the same place, likeliest first")


class NeighboursOut(BaseModel):
    """Ids of the sheets before and after in the archival file; null at its ends."""

    previous: str | None
    next: str | None


class PageOut(PageSummary):
    """A page with its text and the place of every word."""

    text: str
    version: int = Field(description="Number of this version of the text, from 1")
    turn: int = Field(description="Degrees by which the picture has to be turned clockwise, so that the writing stands upright")
    words: list[WordOut]
    marks: list[MarkOut] = Field(description="What `q` marks on this page; empty without `q`")
    neighbours: NeighboursOut


class DocumentOut(BaseModel):
    """One document: the same bytes are one document, wherever they came from."""

    document_id: str
    reference: ReferenceOut
    description: DescriptionOut
    paths: list[str] = Field(description="All places where these bytes were handed over")
    pages: list[str] = Field(description="Ids of its pages in order")


class HealthOut(BaseModel):
    """Whether the installation can answer."""

    status: Literal["ok"]
    pages: int | None = Field(default=None, description="Pages that can be searched")


class ProblemOut(BaseModel):
    """A refusal (RFC 9457), in the language of Accept-Language."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "type": "urn:paraq:problem:page-missing",
                    "title": "Табылмады",
                    "status": 404,
                    "detail": "Мұндай парақ жоқ. Іздеу нәтижесіндегі нөмірін қолданыңыз",
                    "instance": "/v1/pages/0f3a9c1d2e4b5a67-3",
                    "code": "page-missing",
                    "request_id": "5f0c1a2b3c4d5e6f",
                    "where": "0f3a9c1d2e4b5a67-3",
                }
            ]
        }
    )

    type: str = Field(examples=["urn:paraq:problem:page-missing"])
    title: str = Field(examples=["Табылмады"])
    status: int = Field(examples=[404])
    detail: str = Field(examples=["Мұндай парақ жоқ. Іздеу нәтижесіндегі нөмірін қолданыңыз"])
    instance: str = Field(examples=["/v1/pages/0f3a9c1d2e4b5a67-3"])
    code: str = Field(description="Stable name of this refusal", examples=["page-missing"])
    request_id: str = Field(examples=["5f0c1a2b3c4d5e6f"])
    where: str | None = None
    errors: list[dict[str, str]] | None = Field(default=None, description="The wrong parameters, each with its reason")
