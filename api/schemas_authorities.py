"""The JSON of organisations, places and the archive's own lists."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field

from api.schemas import Sent
from api.typed import Old
from paraq.records.authority import Kind

AuthorityId = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=64)]
# A name of a person in any script: letters, and what joins two of them. The list separates names by "|".
PersonName = Annotated[str, Field(pattern=r"^[^\W\d_]+([-'’ ][^\W\d_]+)*$", max_length=100)]
# With a sign that is no blank among them.
Spoken = Annotated[str, Field(pattern=r"^[^\x00-\x1f\x7f]*[^\x00-\x20\x7f\s][^\x00-\x1f\x7f]*$", max_length=500)]
Line = Annotated[str, Field(pattern=r"^[^\x00-\x1f\x7f]*$", max_length=500)]


class BorneName(BaseModel):
    """A name and the time in which it was borne."""

    name: str = Field(examples=["совхоз Куандарья"])
    language: str = Field(examples=["ru"])
    start: str = Field(description="ISO 8601 date or a part of one; empty if unknown", examples=["1964"])
    end: str = Field(description="Likewise; empty also if still borne", examples=[""])


class RelatedOut(BaseModel):
    """A predecessor or successor."""

    id: str = Field(examples=["akzhar"])
    name: str = Field(description="Its preferred name", examples=["Ақжар ұжымшары"])


class AuthorityOut(BaseModel):
    """An organisation, a place or a term with all its names, the preferred one first."""

    id: str = Field(examples=["kuandarya"])
    kind: Kind
    name: str = Field(description="The preferred name", examples=["Қуаңдария кеңшары"])
    names: list[BorneName]
    before: list[RelatedOut] = Field(description="Predecessors")
    after: list[RelatedOut] = Field(description="Successors")
    note: str
    own: bool = Field(description="Whether the archive has added or changed it")
    query: str = Field(
        description="Query that finds the pages which name it under any name", examples=['org:"Қуаңдария кеңшары"']
    )


class AuthorityFull(AuthorityOut):
    """An organisation or a place, and how often it is named."""

    pages: int = Field(description="Pages that name it and that you may see", examples=[12])


class AuthoritiesOut(BaseModel):
    """Organisations, places or terms in the order of their names."""

    total: int
    found: list[AuthorityOut]
    next: str | None = Field(description="Address of the next ones; null at the end")


class BorneNameIn(Sent):
    """A name and the time in which it was borne."""

    name: Spoken = Field(examples=["совхоз Куандарья"])
    language: Literal["", "kk", "ru", "en"] = Field("", examples=["ru"])
    start: Old = Field(
        "", description="Date or a part of one, ISO 8601 or as people write it (03.1964); empty if unknown", examples=["1964"]
    )
    end: Old = Field("", description="Likewise; empty also if still borne", examples=["1997-03-01"])


class AuthorityIn(Sent):
    """An organisation, a place or a term with all its names, the preferred one first."""

    kind: Kind
    names: list[BorneNameIn] = Field(min_length=1, max_length=100)
    before: list[AuthorityId] = Field([], max_length=50, description="Ids of predecessors", examples=[["akzhar"]])
    after: list[AuthorityId] = Field([], max_length=50, description="Ids of successors", examples=[[]])
    note: Line = ""


class GroupOut(BaseModel):
    """Names that are one name."""

    kind: str = Field(description="`given` or `stem`, of a surname; for people alone", examples=["stem"])
    names: list[str] = Field(description="Without -ов, -ұлы and the like", examples=[["Қонай", "Кунай"]])
    note: str
    own: bool = Field(description="Whether the archive has added it; the others come with Paraq")


class GroupIn(Sent):
    """Names that are one name."""

    kind: Literal["given", "stem"] = "stem"
    names: list[PersonName] = Field(min_length=2, max_length=50, examples=[["Қонай", "Кунай"]])
    note: Line = ""


# More rows than the lists that come with Paraq have by far; each makes searches wider.
_MOST = 5000


class EquivalentsOut(BaseModel):
    """All groups of equivalent names, the archive's own first."""

    groups: list[GroupOut]


class EquivalentsIn(Sent):
    """The archive's own groups, all of them."""

    groups: list[GroupIn] = Field(max_length=_MOST)


class StemOut(BaseModel):
    """A word and the stem that it has against the rules."""

    word: str = Field(examples=["тоқтар"])
    stem: str = Field(examples=["тоқтар"])
    note: str
    own: bool = Field(description="Whether the archive has added it; the others come with Paraq")


class StemIn(Sent):
    """A word and the stem that it has against the rules."""

    word: PersonName = Field(examples=["тоқтар"])
    stem: PersonName = Field(examples=["тоқтар"])
    note: Line = ""


class StemsIn(Sent):
    """The archive's own exceptions, all of them."""

    exceptions: list[StemIn] = Field(max_length=_MOST)


class StemsOut(BaseModel):
    """All exceptions of stems of a language, the archive's own first."""

    exceptions: list[StemOut]
    reindex: bool = Field(description="Whether Paraq has to be started again and `paraq reindex` run before they are in force")
