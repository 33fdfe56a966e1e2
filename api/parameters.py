"""What clients may ask: the query parameters with their limits. A parameter that is not listed is refused, not ignored."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from paraq.engines.ports import Order
from paraq.records.authority import Kind
from paraq.records.model import Reference
from paraq.services.export import Format
from paraq.services.holdings import level_below

# A value of a filter is a label from the archive; longer or more ones are mistakes.
Label = Annotated[str, Field(max_length=200)]
Labels = Annotated[list[Label], Field(max_length=50)]
Facet = Literal[
    "fonds", "inventory", "file", "type", "language", "body", "source", "year", "decade", "access", "quality", "confidence"
]
# Longer than any name, phrase or list of a request; what is longer was pasted by mistake.
Words = Annotated[str, Field(max_length=1000)]
# Elasticsearch names the state of its index by some 250 characters and some 100 for each shard, and a sealed cursor is longer by
# 8 in 10; a request line of 8 kB passes every proxy.
Cursor = Annotated[str, Field(max_length=4000)]
MarkedSpan = Annotated[str, Field(pattern=r"^\d{1,7}-\d{1,7}$")]

LABEL_FILTERS = (
    "fonds",
    "inventory",
    "file",
    "type",
    "language",
    "body",
    "source",
    "document_id",
    "file_key",
    "access",
    "quality",
)


class _Parameters(BaseModel):
    model_config = ConfigDict(extra="forbid")


class FoundParameters(_Parameters):
    """Query and filters. A filter given several times takes any of its values."""

    q: Words = Field("", description='Words, names, "phrases"; empty finds all that fit the filters', examples=["Абдиков"])
    require_all: bool = Field(False, description="Only pages with all the words")
    fonds: Labels = Field([], description="Number of the fonds")
    inventory: Labels = Field([], description="Number of the inventory")
    file: Labels = Field([], description="Number of the file")
    type: Labels = Field([], description="Kind of document, a code as in the `type` facet")
    language: Labels = Field([], description="Language of the page: `kk`, `ru`, `en`, `other`")
    body: Labels = Field([], description="Transferring body or author")
    source: Labels = Field([], description="`text`, `ocr` or `none`")
    document_id: Labels = Field([], description="Only pages of these documents")
    file_key: Labels = Field([], description="Only pages of these archival files, as `group` of a hit names them")
    decade: Annotated[list[Annotated[int, Field(le=2**62)]], Field(max_length=50)] = Field(
        [], description="First year of a decade", examples=[[1970]]
    )
    access: Labels = Field([], description="`open`, `restricted` until a day to come, or `closed`")
    quality: Labels = Field([], description="How well a page was read: `good`, `fair`, `poor` or `none`")
    year_from: int | None = Field(None, ge=1, le=9999, description="Documents of this year and later")
    year_to: int | None = Field(None, ge=1, le=9999, description="Documents of this year and earlier")

    def filters(self) -> dict[str, tuple[str, ...]]:
        """Return the filters that were given; years as a range such as ``1978..1986``, open where an end is not given."""
        found = {name: tuple(getattr(self, name)) for name in LABEL_FILTERS if getattr(self, name)}
        if self.year_from or self.year_to:
            found["year"] = (f"{self.year_from or ''}..{self.year_to or ''}",)
        if self.decade:
            found["decade"] = tuple(map(str, self.decade))
        return found


class SearchParameters(FoundParameters):
    """Query, filters and shape of the answer. A filter given several times takes any of its values."""

    limit: int = Field(20, ge=1, le=100, description="How many hits to give")
    after: Cursor = Field("", description="Cursor from the `next` address of the hits before")
    order: Order = Field("relevance", description="Best first, or by date or reference")
    group: Literal["", "document", "file"] = Field("", description="One hit for each document or archival file, its first")
    facets: Annotated[list[Facet], Field(max_length=12)] = Field([], description="Count the found pages by these")


class SimilarParameters(_Parameters):
    """How much of a list to give."""

    limit: int = Field(20, ge=1, le=100, description="How many hits to give")
    after: Cursor = Field("", description="Cursor from the `next` address of the hits before")


class SuggestParameters(_Parameters):
    """What is typed."""

    q: Label = Field("", description="The beginning of a name, an organisation or a title of a fonds", examples=["Абд"])
    limit: int = Field(10, ge=1, le=20, description="How many names to give")


class UnreadParameters(FoundParameters):
    """Query and filters. A filter given several times takes any of its values."""

    limit: int = Field(100, ge=1, le=1000, description="How much of what failed to give")


class ExportParameters(FoundParameters):
    """Query, filters and form of the table. A filter given several times takes any of its values."""

    wording: Literal["", "kk", "ru", "en"] = Field("", description="Language of the references; that of Accept-Language if empty")

    format: Format = Field("csv", description="`csv`, `xlsx` or `jsonl`")
    order: Order = Field("reference", description="Best first, or by date or reference")


class MarkParameters(_Parameters):
    """Which words to mark."""

    q: Words = Field("", description="Mark what this query finds on the page", examples=["Абдиков"])


class _Marked(MarkParameters):
    mark: Annotated[list[MarkedSpan], Field(max_length=200)] = Field(
        [], description="Mark these characters of the page's text, `start-end`", examples=[["17-25"]]
    )


class ImageParameters(_Marked):
    """Which part of the sheet, how large, with which words marked."""

    # A screen of 4K shows no more; a sheet is never enlarged.
    width: int = Field(1600, ge=16, le=4000, description="Width of the picture in pixels; a sheet is never enlarged")
    region: str = Field(
        "",
        pattern=r"^(\d{1,6},\d{1,6},[1-9]\d{0,5},[1-9]\d{0,5})?$",
        description="`left,top,width,height` in pixels of the sheet",
    )
    turn: int = Field(0, ge=0, le=270, multiple_of=90, description="Degrees by which the picture is turned clockwise")


class CutParameters(_Marked):
    """Size of the cut."""

    width: int = Field(640, ge=64, le=1600, description="Width of the cut in pixels")
    height: int = Field(144, ge=32, le=1200, description="Height of the cut in pixels")


class ThumbnailParameters(_Parameters):
    """Size of the thumbnail."""

    width: int = Field(160, ge=16, le=400, description="Width in pixels")


class PlaceParameters(_Parameters):
    """A place in the archive; nothing given means the whole."""

    fonds: Label = Field("", description="Number of the fonds", examples=["12"])
    inventory: Label = Field("", description="Number of the inventory; needs `fonds`", examples=["1"])
    file: Label = Field("", description="Number of the file; needs `inventory`", examples=["45"])

    def place(self) -> Reference:
        """Return the place.

        Raises:
            Invalid: A file without its inventory, or an inventory without its fonds.
        """
        place = Reference(self.fonds, self.inventory, self.file)
        level_below(place)
        return place


class TreeParameters(PlaceParameters):
    """A place in the archive, and how much of what lies there."""

    unplaced: bool = Field(False, description="Give the sheets of this place that belong to nothing below it")
    limit: int = Field(100, ge=1, le=100, description="How many sheets of a file to give")
    after: Cursor = Field("", description="Cursor from the `next` address")


class ContentParameters(_Parameters):
    """Parameters of IIIF Content Search 2; those of annotations by people are taken and not looked at."""

    q: Words = Field("", description="What to find in the document", examples=["Абдиков"])
    limit: int = Field(100, ge=1, le=100, description="How many pages to give")
    after: Cursor = Field("", description="Cursor from the `next` address")
    motivation: Label = Field("", description="Not looked at")
    date: Label = Field("", description="Not looked at")
    user: Label = Field("", description="Not looked at")
    min: Label = Field("", description="Not looked at")

    def ignored(self) -> list[str]:
        """Return the names of the given parameters that change nothing."""
        return [name for name in ("motivation", "date", "user", "min") if getattr(self, name)]


class FondsParameters(_Parameters):
    """One fonds."""

    fonds: Annotated[str, Field(min_length=1, max_length=200, description="Number of the fonds", examples=["12"])]


class NamedParameters(_Parameters):
    """Which organisations, places or terms."""

    q: Label = Field("", description="A part of one of their names, in any spelling", examples=["Куандар"])
    year: int | None = Field(None, ge=1, le=9999, description="Only those with such a name in this year", examples=[1970])
    limit: int = Field(100, ge=1, le=1000, description="How many to give")
    after: int = Field(0, ge=0, le=1_000_000, description="How many to pass over; stands in the `next` address")


class AuthorityParameters(NamedParameters):
    """Which entries of the authority file."""

    kind: Kind | None = Field(None, description="Only organisations, places or terms (words with another name)")
