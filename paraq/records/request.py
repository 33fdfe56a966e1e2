"""Requests of citizens and bodies: who asks for what, and the states that a request goes through."""

import re
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final, Literal, get_args

from paraq.errors import Conflict, Invalid
from paraq.records.accounts import at_least
from paraq.records.viewer import Role, Viewer

State = Literal["registered", "searching", "waiting", "drafted", "checked", "signed", "issued", "forwarded", "refused"]
Kind = Literal["employment", "pay", "award", "land", "education", "other"]
Channel = Literal["office", "post", "email", "egov", "e-archive", "centre"]
PaperLanguage = Literal["kk", "ru", "kk+ru"]
STATES: Final[tuple[State, ...]] = get_args(State)
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
CHANNELS: Final[tuple[Channel, ...]] = get_args(Channel)
PAPER_LANGUAGES: Final[tuple[PaperLanguage, ...]] = get_args(PaperLanguage)
CLOSED: Final[frozenset[State]] = frozenset({"issued", "forwarded", "refused"})
# ``drafted``, ``checked``, ``signed`` and ``issued`` come about by the papers themselves, never by hand.
BY_HAND: Final[dict[State, frozenset[State]]] = {
    "registered": frozenset({"searching", "waiting", "forwarded", "refused"}),
    "searching": frozenset({"registered", "waiting", "forwarded", "refused"}),
    "waiting": frozenset({"searching", "forwarded", "refused"}),
    "drafted": frozenset({"searching", "waiting"}),
    "checked": frozenset({"searching"}),
}
BY_PAPERS: Final[dict[State, frozenset[State]]] = {
    "registered": frozenset({"drafted"}),
    "searching": frozenset({"drafted"}),
    "waiting": frozenset({"drafted"}),
    "drafted": frozenset({"drafted", "checked"}),
    "checked": frozenset({"drafted", "signed", "issued", "forwarded"}),
    "signed": frozenset({"issued", "forwarded", "signed"}),
    "issued": frozenset({"issued", "signed"}),
    "forwarded": frozenset({"forwarded"}),
}
# A request fills a form of one page; what is longer was pasted into a wrong field.
LONGEST: Final = 4000
LONGEST_NAME: Final = 300


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request says; all texts are as the applicant wrote them.

    Attributes:
        number: Registration number in the archive.
        received: ISO day on which it came.
        channel: How it came.
        applicant: Full name of the person, or of the body.
        proxy: Who acts for the applicant, and by what authority; empty if nobody.
        iin: Individual identification number; empty if not given.
        born: ISO date or year of birth of the person whom the request is about.
        names: Names of that person as the papers may have them, former ones too; the applicant's name comes first.
        kind: What is asked.
        organisation: As the applicant calls it.
        year_from, year_to: The period; 0 if not told.
        language: In which the answer is wanted.
        address: Where the answer goes.
        purpose: For what it is needed.
        wanted: The request in the applicant's words.
        attachments: Names of what came with it.
    """

    number: str
    received: str
    applicant: str
    channel: Channel = "office"
    proxy: str = ""
    iin: str = ""
    born: str = ""
    names: tuple[str, ...] = ()
    kind: Kind = "other"
    organisation: str = ""
    year_from: int = 0
    year_to: int = 0
    language: PaperLanguage = "kk"
    address: str = ""
    purpose: str = ""
    wanted: str = ""
    attachments: tuple[str, ...] = ()

    def all_names(self) -> tuple[str, ...]:
        """Return the person's names, each once; without any of its own, the applicant's."""
        return tuple(dict.fromkeys(name for name in (self.names or (self.applicant,)) if name))


@dataclass(frozen=True, slots=True)
class RequestRecord:
    """A request as the register keeps it.

    Attributes:
        request_id: Stable id.
        asked: What it says.
        state: Where it stands.
        handlers: Accounts that work on it; only they and the heads see it. Empty: whoever takes it.
        version: Counts changes, so that nobody overwrites what another wrote.
        rule: Name of the rule of deadlines under which it came.
        due: ISO day by which it must be answered.
        extended: ISO day on which the deadline was extended; empty if it was not.
        notice_due: ISO day by which the applicant must be told of the extension.
        closed: ISO day on which it was answered, forwarded or refused.
        outcome: How: ``positive``, ``negative``, ``forwarded``, ``refused``; empty while open.
        note: Why it waits, was refused, or where it was forwarded to.
        blocked: ISO day on which the applicant's data were blocked or deleted; empty if they are there.
    """

    request_id: str
    asked: Asked
    state: State = "registered"
    handlers: tuple[str, ...] = ()
    version: int = 1
    rule: str = ""
    due: str = ""
    extended: str = ""
    notice_due: str = ""
    closed: str = ""
    outcome: str = ""
    note: str = ""
    blocked: str = ""

    def may_be_seen(self, viewer: Viewer) -> bool:
        """Return whether somebody works on it, may take it, or answers for all of them."""
        if not at_least(viewer.role, "archivist"):
            return False
        return at_least(viewer.role, "head") or not self.handlers or viewer.account in self.handlers


@dataclass(frozen=True, slots=True)
class Change:
    """A line of a request's history: who did what, and when."""

    at: str
    who: str
    role: Role
    what: str
    detail: dict[str, Any] = field(default_factory=dict)


def moved(record: RequestRecord, state: State, *, by_papers: bool = False) -> RequestRecord:
    """Return a request in another state.

    Raises:
        Conflict: It may not go there from where it stands.
    """
    allowed = (BY_PAPERS if by_papers else BY_HAND).get(record.state, frozenset())
    if state not in allowed:
        raise Conflict(
            f"A request that is {record.state} cannot become {state}",
            where=record.asked.number,
            remedy=f"From here: {', '.join(sorted(allowed)) or 'nothing; it is closed'}",
            code="request-state",
        )
    return replace(record, state=state)


def checked_asked(asked: Asked, today: date) -> Asked:
    """Return what a request says once it is sound.

    Raises:
        Invalid: Something in it makes no sense; ``where`` names the field.
    """
    for name in ("number", "applicant"):
        if not getattr(asked, name).strip():
            raise Invalid("This must be given", where=name, code="request-field")
    for name in ("number", "applicant", "proxy", "organisation", "address"):
        if len(getattr(asked, name)) > LONGEST_NAME:
            raise Invalid(f"It has more than {LONGEST_NAME} characters", where=name, code="request-field")
    if len(asked.wanted) > LONGEST or len(asked.purpose) > LONGEST:
        raise Invalid(f"It has more than {LONGEST} characters", where="wanted", code="request-field")
    _check_choices(asked)
    if asked.born and not re.fullmatch(r"\d{4}(-\d\d){0,2}", asked.born, re.ASCII):
        raise Invalid("A date of birth is written like 05.05.1938, or is a year", where="born", code="request-field")
    received = _day(asked.received)
    if received is None or received > today:
        raise Invalid("The day of receipt is a day up to today, like 2026-11-24", where="received", code="request-field")
    if (asked.year_from or asked.year_to) and not 1800 <= asked.year_from <= asked.year_to <= today.year:
        raise Invalid("The period is two years, the first not after the second", where="year_from", code="request-field")
    if asked.iin:
        _check_iin_fits(asked)
    return asked


def _check_choices(asked: Asked) -> None:
    choices = (("kind", KINDS), ("channel", CHANNELS), ("language", PAPER_LANGUAGES))
    for name, known in choices:
        if getattr(asked, name) not in known:
            raise Invalid(f"It is one of {', '.join(known)}", where=name, code="request-field")


def _check_iin_fits(asked: Asked) -> None:
    born = checked_iin(asked.iin)
    # A son may ask for his father's papers: then the number is the applicant's and the date of birth another's.
    if born and len(asked.born) == 10 and asked.born != born and not asked.names:
        raise Invalid(f"The IIN is of somebody born on {born}", where="born", code="request-iin-born")


def _day(iso: str) -> date | None:
    try:
        return date.fromisoformat(iso)
    except ValueError:
        return None


# Resolution on the national registers of identification numbers: a second row of weights where the first gives 10.
_WEIGHTS: Final = ((1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11), (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2))


def iin_control(first: str) -> int:
    """Return the control digit of the first eleven digits of an IIN; 10 if no number may begin so."""
    digits = [int(digit) for digit in first]
    remainder = 10
    for weights in _WEIGHTS:
        remainder = sum(digit * weight for digit, weight in zip(digits, weights, strict=True)) % 11
        if remainder < 10:
            break
    return remainder


def checked_iin(written: str) -> str:
    """Return the ISO date of birth in an IIN; empty for a foreigner's, which leaves the century open.

    Raises:
        Invalid: It has not twelve digits, its control digit is wrong, or it holds no date.
    """
    if len(written) != 12 or not (written.isascii() and written.isdecimal()):
        raise Invalid("An IIN has twelve digits", where="iin", code="request-iin")
    if iin_control(written[:11]) != int(written[11]):
        raise Invalid(
            "The control digit of the IIN is wrong", where="iin", remedy="Compare it with the document", code="request-iin"
        )
    # The seventh digit: 1, 2 of the nineteenth century; 3, 4 of the twentieth; 5, 6 of the twenty-first (men odd, women even).
    # A foreigner's is 0 and leaves the century open.
    if written[6] == "0":
        return ""
    century = {"1": 18, "2": 18, "3": 19, "4": 19, "5": 20, "6": 20}.get(written[6])
    iso = f"{century}{written[:2]}-{written[2:4]}-{written[4:6]}"
    if century is None or _day(iso) is None:
        raise Invalid("The IIN holds no date of birth", where="iin", code="request-iin")
    return iso
