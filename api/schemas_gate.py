"""The JSON of accounts, keys, rules of access and the audit record."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from api.schemas import Sent
from api.typed import AS_TYPED, Typed
from paraq.records.accounts import Scope
from paraq.records.audit import Action
from paraq.records.viewer import Role

FondsList = Annotated[list[Annotated[str, Field(max_length=64)]], Field(max_length=1000)]
AccountName = Annotated[str, Field(min_length=1, max_length=64, examples=["asel"])]


class LogInIn(Sent):
    """Name and password."""

    name: str = Field(examples=["asel"], max_length=200)
    password: str = Field(max_length=512, examples=["correct horse battery"])
    next: str = Field("/", description="Address to go on to after the form", max_length=2000)


class ViewerOut(BaseModel):
    """Who asks, and what they may do."""

    name: str = Field(examples=["asel"])
    role: Role
    fonds: list[str] | None = Field(description="Fonds whose restricted and closed records they may see too; null for all")
    scopes: list[Scope]
    by: Literal["session", "key", "machine"] = Field(description="`machine`: no account yet, so this machine itself may ask")


FULL_NAME = "Name of the person, as papers show who made them"


class UserIn(Sent):
    """A new account."""

    name: AccountName
    password: str = Field(max_length=512, examples=["correct horse battery"])
    full_name: str = Field("", max_length=200, description=FULL_NAME, examples=["Серікова А.Б."])
    role: Role = "reader"
    fonds: FondsList | None = Field([], description="Fonds whose restricted and closed records they may see too; null for all")


class UserChange(Sent):
    """What changes of an account; what is left out stays. All its sessions end, but for a full name."""

    password: str | None = Field(None, max_length=512)
    full_name: str | None = Field(None, max_length=200, description=FULL_NAME)
    role: Role | None = None
    fonds: FondsList | None = Field(None, description="With `role`; null for all fonds")


class UserOut(BaseModel):
    """An account."""

    name: str = Field(examples=["asel"])
    role: Role
    fonds: list[str] | None
    created: datetime
    removed: datetime | None
    elsewhere: bool = Field(description="Logs in by OpenID Connect")
    full_name: str = Field(description=FULL_NAME)


class KeyIn(Sent):
    """A new key."""

    label: str = Field(min_length=1, max_length=200, examples=["e-government portal"])
    owner: AccountName
    scopes: list[Scope] = Field(["read"], min_length=1, max_length=3)
    days: int = Field(365, ge=1, le=731, description="How long it is in force")


class KeyOut(BaseModel):
    """A key, without its secret."""

    key_id: str = Field(examples=["860351cd53ca"])
    label: str
    owner: str
    scopes: list[Scope]
    created: datetime
    expires: datetime
    used: datetime | None = Field(description="Last use, to the minute")
    revoked: datetime | None


class NewKeyOut(KeyOut):
    """A key with what the system has to send as ``Authorization: Bearer``; it is told this once."""

    key: str


class RuleIn(Sent):
    """A rule of access. What it names must all fit a document; what it leaves empty fits any."""

    access: Literal["open", "restricted", "closed"]
    document: str = Field("", max_length=64)
    fonds: str = Field("", max_length=64, examples=["12"])
    inventory: str = Field("", max_length=64)
    file: str = Field("", max_length=64)
    types: list[Annotated[str, Field(max_length=64)]] = Field([], max_length=100, description="Kinds of document; any of them")
    words: list[Annotated[str, Field(max_length=200)]] = Field(
        [], max_length=200, description="Beginnings of words in the title, the number of the inventory or the title of the fonds"
    )
    years: int = Field(0, ge=0, le=1000, description="Term of a restriction")
    start: Literal["creation", "following-year"] = Field(
        "creation", description="From when the term counts: the day of the document, or 1 January of the year after"
    )
    until: Typed = Field("", description=f"Day from which it is open, instead of a term. {AS_TYPED}", examples=["2026-01-06"])
    basis: str = Field(min_length=1, max_length=1000, description="The law or order that says so")
    valid_from: Typed = Field("", description="First day on which the rule is in force; empty: always", examples=["2026-01-06"])
    valid_to: Typed = Field("", description="Last day; empty: without end", examples=[""])


class RuleOut(RuleIn):
    """A rule of access with its name."""

    model_config = ConfigDict(strict=False)

    name: str = Field(examples=["personal-kinds"])


class RulesChanged(BaseModel):
    """What a change of rules did."""

    rules: int = Field(description="Rules there are now")
    documents: int = Field(description="Documents whose access changed")


class AuditLine(BaseModel):
    """One line of the audit record."""

    number: int
    at: str = Field(description="UTC", examples=["2026-11-24T09:15:02.113+00:00"])
    actor: str
    role: str
    action: Action
    operation: str
    target: str
    detail: str
    request: str = Field(description="Number of the citizen's request for which it was done")
    request_id: str
    status: int
    digest: str


class AuditOut(BaseModel):
    """Lines of the audit record in order."""

    lines: list[AuditLine]
    next: str | None = Field(description="Address of the next lines; null at the end")


class DayOut(BaseModel):
    """What was done on a day."""

    day: int = Field(description="Of the month", examples=[24])
    searches: int
    looks: int = Field(description="Looks at sheets, documents and lists")
    exports: int
    changes: int


class MonthOut(BaseModel):
    """What was done in a month; it names nobody."""

    month: str = Field(examples=["2026-11"])
    days: list[DayOut]
    transfers: int = Field(description="Transfers whose taking in ended in the month")
    pages: int = Field(description="Pages that came with them")


class VerdictOut(BaseModel):
    """Whether the audit record is whole."""

    lines: int
    faults: list[str]
