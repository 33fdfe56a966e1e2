"""Rules of access: which records are open, restricted until a day, or closed. The rules are data; this is how they are read."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from paraq.errors import Invalid
from paraq.records.dates import is_day
from paraq.records.model import Description
from paraq.records.viewer import NEVER

Access = Literal["open", "restricted", "closed"]
Start = Literal["creation", "following-year"]
ACCESS: Final[tuple[Access, ...]] = ("open", "restricted", "closed")
STARTS: Final[tuple[Start, ...]] = ("creation", "following-year")
# Longer than any term of any archive law, short enough that every sum of it and a date is a date.
MOST_YEARS: Final = 1000
NAME: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of access. What it names must all fit a document; what it leaves empty fits any.

    Attributes:
        name: Slug by which it is kept and cited.
        access: ``open``, ``restricted`` (until a term has passed or a day has come) or ``closed``.
        document: Id of one document.
        fonds, inventory, file: Numbers of a place in the archive.
        types: Kinds of document, codes of the glossary; any of them.
        words: Beginnings of words, any of which stands in the title, the number of the inventory or the title of the fonds.
        years: Term of a restriction in years, counted from ``start``.
        start: ``creation``: the day of the document, of a year alone its last; ``following-year``: 1 January of the year after.
        until: Day from which a restricted record is open, instead of a term.
        basis: The law or order that says so, as it is cited.
        valid_from, valid_to: First and last day on which the rule is in force; empty if without end.
    """

    name: str
    access: Access
    document: str = ""
    fonds: str = ""
    inventory: str = ""
    file: str = ""
    types: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    years: int = 0
    start: Start = "creation"
    until: str = ""
    basis: str = ""
    valid_from: str = ""
    valid_to: str = ""

    @property
    def breadth(self) -> int:
        """Of rules that fit, those of the least breadth decide: one document, a file, an inventory, a fonds, a kind, all."""
        narrowest = (self.document, self.file, self.inventory, self.fonds, self.types or self.words)
        return next((place for place, named in enumerate(narrowest) if named), len(narrowest))

    def in_force(self, today: date) -> bool:
        """Return whether the rule is in force on a day."""
        day = today.isoformat()
        return self.valid_from <= day and (not self.valid_to or day <= self.valid_to)

    def fits(self, document_id: str, about: Description) -> bool:
        """Return whether the rule is about this document."""
        at = about.reference
        places = ((self.document, document_id), (self.fonds, at.fonds), (self.inventory, at.inventory), (self.file, at.file))
        if any(asked and _folded(asked) != _folded(is_) for asked, is_ in places):
            return False
        if self.types and about.type not in self.types:
            return False
        told = _folded(f"{about.title} {at.inventory} {about.fonds_title}")
        return not self.words or any(_begins(_folded(word), told) for word in self.words)

    def opens(self, about: Description) -> str:
        """Return the day from which anyone may see a document that fits; closed where the day cannot be reckoned."""
        if self.access == "open":
            return ""
        if self.access == "closed":
            return NEVER
        if self.until:
            return self.until
        return _after(about.date, self.years, self.start)


def opens(rules: Iterable[Rule], document_id: str, about: Description, today: date) -> str:
    """Return the ISO day from which anyone may see a document: empty if it is open, :data:`NEVER` if closed.

    Of the rules in force that fit, the narrowest decide; of equally narrow ones the one that keeps longest. A document that
    no rule fits is open.
    """
    fitting = [rule for rule in rules if rule.in_force(today) and rule.fits(document_id, about)]
    if not fitting:
        return ""
    least = min(rule.breadth for rule in fitting)
    return max(rule.opens(about) for rule in fitting if rule.breadth == least)


def turning_days(rules: Sequence[Rule]) -> list[str]:
    """Return the days on which a rule comes into force or ends, when documents must be looked at again, in order."""
    ends = [(date.fromisoformat(rule.valid_to) + timedelta(days=1)).isoformat() for rule in rules if rule.valid_to]
    return sorted({*ends, *(rule.valid_from for rule in rules if rule.valid_from)})


def checked(rule: Rule) -> Rule:
    """Return the rule if it makes sense.

    Raises:
        Invalid: It does not; the message names its name and what is wrong.
    """
    wrong = _wrong(rule)
    if wrong:
        field, what = wrong
        raise Invalid(f"Rule {rule.name}: {what}", where=field, code="access-rule")
    return rule


def _wrong(rule: Rule) -> tuple[str, str] | None:
    """Return the field that is wrong, and how."""
    if not NAME.fullmatch(rule.name):
        return "name", "the name of a rule is small Latin letters, digits and hyphens, 64 at most"
    if rule.access not in ACCESS or rule.start not in STARTS:
        return "access", f"access is one of {', '.join(ACCESS)} and start one of {', '.join(STARTS)}"
    for field in ("until", "valid_from", "valid_to"):
        day = getattr(rule, field)
        if day and not is_day(day):
            return field, f"{day} is no day such as 2026-01-06"
    if rule.valid_to and rule.valid_to < rule.valid_from:
        return "valid_order", "it ends before it is in force"
    if not 0 <= rule.years <= MOST_YEARS:
        return "years", f"a term is 0 to {MOST_YEARS} years"
    if (rule.access == "restricted") != bool(rule.years or rule.until) or (rule.years and rule.until):
        return "term", "a restricted record needs years or until, one of them; open and closed ones have neither"
    if (rule.file and not rule.inventory) or (rule.inventory and not rule.fonds):
        return "place", "a file needs its inventory, and an inventory its fonds"
    return None if rule.basis else ("basis", "a rule must cite its basis")


def _after(created: str, years: int, start: Start) -> str:
    year, _, rest = created.partition("-")
    if not re.fullmatch(r"\d{4}", year):
        return NEVER
    ends = int(year) + years
    if start == "following-year":
        return _day(ends + 1, "01-01")
    # Of a month or a year alone, the end: a record is never open too early.
    month, _, day = rest.partition("-")
    return _day(ends, f"{month or '12'}-{day or '31'}")


def _day(year: int, rest: str) -> str:
    return f"{year:04}-{rest}" if year <= date.max.year else NEVER


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold().strip()


def _begins(word: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(word)}", text) is not None
