"""The JSON of rules of deadlines and of the calendar of holidays."""

from typing import Annotated

from pydantic import BaseModel, Field

from api.schemas import Sent
from api.typed import AS_TYPED, Typed, Yearly
from paraq.records.deadline import Days
from paraq.records.request import Kind

# More rows than decades of rules and calendars have.
_MOST = 1000
Count = Annotated[int, Field(ge=-1_000_000, le=1_000_000)]
Year = Annotated[int, Field(ge=0, le=1_000_000)]
Line = Annotated[str, Field(max_length=2000)]


class DeadlineIn(Sent):
    """A rule of deadlines and the days of receipt for which it holds."""

    name: Line = Field(description="By which requests keep it", examples=["working-2027"])
    since: Typed = Field(description=f"First day of receipt. {AS_TYPED}", examples=["2027-01-01"])
    until: Typed = Field("", description="Last day of receipt; empty while it is in force", examples=[""])
    days: Line = Field(description="`working` or `calendar`: how all its terms are counted", examples=["working"])
    answer: Count = Field(description="Days to answer", examples=[10])
    extension: Count = Field(description="Days that an extension adds; 0 for none", examples=[20])
    notice: Count = Field(description="Days within which the applicant is told of an extension", examples=[3])
    forward: Count = Field(description="Days within which what belongs elsewhere is forwarded", examples=[3])
    warn: Count = Field(description="Working days before the end from which the queue warns", examples=[3])
    basis: Line = Field(description="The law or order that says so", examples=["Order 159 of 29.05.2020"])
    kinds: list[Annotated[str, Field(max_length=64)]] = Field(
        [], max_length=20, description="Kinds of request for which it holds; empty for all", examples=[["pay"]]
    )


class DeadlineOut(BaseModel):
    """A rule of deadlines and the days of receipt for which it holds."""

    name: str = Field(examples=["working-2020"])
    since: str = Field(description="First ISO day of receipt", examples=["2020-07-01"])
    until: str = Field(description="Last one; empty while it is in force", examples=[""])
    days: Days
    answer: int = Field(description="Days to answer", examples=[15])
    extension: int = Field(description="Days that an extension adds; 0 for none", examples=[30])
    notice: int = Field(description="Days within which the applicant is told of an extension", examples=[3])
    forward: int = Field(description="Days within which what belongs elsewhere is forwarded", examples=[3])
    warn: int = Field(description="Working days before the end from which the queue warns", examples=[3])
    basis: str = Field(examples=["Order 159 of 29.05.2020"])
    kinds: list[Kind] = Field(description="Kinds of request for which it holds; empty for all", examples=[[]])
    requests: int = Field(description="Requests that were registered under it; its terms cannot change if there are any")


class DueOut(BaseModel):
    """When a request of a kind that is registered today is due."""

    kind: Kind
    rule: str = Field(examples=["working-2020"])
    due: str = Field(description="ISO day by which it is answered", examples=["2026-12-22"])
    forward_by: str = Field(description="ISO day by which it is forwarded if it belongs elsewhere", examples=["2026-12-02"])


class DeadlinesOut(BaseModel):
    """The rules of deadlines, and what follows from them for a request of today."""

    own: bool = Field(description="Whether the archive has changed them; otherwise they are those that come with Paraq")
    rules: list[DeadlineOut]
    today: list[DueOut] = Field(description="For each kind of request that is registered today")


class DeadlinesIn(Sent):
    """All rules of deadlines."""

    rules: list[DeadlineIn] = Field(max_length=_MOST)


class YearlyIn(Sent):
    """A holiday of every year."""

    day: Yearly = Field(description="`MM-DD`, or as people write it: 21.03, 21 наурыз", examples=["03-21"])
    since: Year = Field(description="First year", examples=[2010])
    until: Year | None = Field(None, description="Last year; null while it is kept", examples=[None])
    moves: bool = Field(True, description="Whether it makes the next working day free if it falls on a weekend")


class YearlyOut(BaseModel):
    """A holiday of every year."""

    day: str = Field(description="`MM-DD`", examples=["03-21"])
    since: int = Field(examples=[2010])
    until: int | None = Field(description="Last year; null while it is kept", examples=[None])
    moves: bool = Field(description="Whether it makes the next working day free if it falls on a weekend")


class SingleIn(Sent):
    """A day that is free or is worked in one year."""

    day: Typed = Field(description=AS_TYPED, examples=["2027-05-16"])
    name: Line = Field(description="Why", examples=["Құрбан айт, Курбан-айт"])


class SingleOut(BaseModel):
    """A day that is free or is worked in one year."""

    day: str = Field(description="ISO day", examples=["2027-05-16"])
    name: str = Field(description="Why", examples=["Құрбан айт, Курбан-айт"])


class HolidaysIn(Sent):
    """The whole calendar."""

    shift_weekend: Year = Field(2002, description="Year from which holidays move from weekends; 0 for never")
    yearly: list[YearlyIn] = Field(max_length=_MOST)
    days_off: list[SingleIn] = Field([], max_length=_MOST, description="Days that are free in one year")
    workdays: list[SingleIn] = Field([], max_length=_MOST, description="Days of rest that are worked in one year")


class HolidaysOut(BaseModel):
    """The whole calendar."""

    own: bool = Field(description="Whether the archive has changed it; otherwise it is the one that comes with Paraq")
    shift_weekend: int = Field(description="Year from which holidays move from weekends; 0 for never", examples=[2002])
    yearly: list[YearlyOut]
    days_off: list[SingleOut]
    workdays: list[SingleOut]
    moved: int = Field(description="After a change: of how many open requests the deadline moved", examples=[0])
