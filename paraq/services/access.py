"""Who may see what: the one restriction that every search carries, and the rules from which it comes."""

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Protocol

from paraq.errors import Conflict, Invalid, Missing
from paraq.query.plan import Among, AnyOf, Between, Everything, Plan
from paraq.records.access import Rule, checked
from paraq.records.access_text import parse_rules
from paraq.records.viewer import Viewer


def sight(viewer: Viewer, today: date | None = None) -> Plan:
    """Return the plan of the pages that a viewer may see: those open by today, and all of the viewer's own fonds."""
    if viewer.fonds is None:
        return Everything()
    day = today or date.today()
    opened = Between("opens", None, int(day.strftime("%Y%m%d")))
    return AnyOf((opened, Among("fonds", tuple(sorted(viewer.fonds))))) if viewer.fonds else opened


class Rules(Protocol):
    """What the catalogue keeps of the rules."""

    def rules(self) -> list[Rule]:
        """Return the rules in the order of their names."""

    def replace(self, rules: Sequence[Rule]) -> int:
        """Put these rules in the place of all others, look at every document again and return how many changed."""

    def apply(self) -> int:
        """Look at every document again and return how many changed."""

    def due(self) -> bool:
        """Return whether a rule came into force or ended since the rules were applied last."""


class Following(Protocol):
    """What brings the index after the catalogue."""

    def follow(self) -> None:
        """Tell the index of what changed, now, or leave it to the process that is at it."""


class AccessControl:
    """Keeps the rules of access and sees that documents and index follow them."""

    def __init__(self, rules: Rules, index: Following) -> None:
        self._rules = rules
        self._index = index

    def rules(self) -> list[Rule]:
        """Return the rules in the order of their names."""
        return self._rules.rules()

    def rule(self, name: str) -> Rule:
        """Return a rule.

        Raises:
            Missing: There is none of this name.
        """
        found = next((rule for rule in self._rules.rules() if rule.name == name), None)
        if found is None:
            raise Missing("There is no rule of this name", where=name, code="rule-missing")
        return found

    def put(self, rule: Rule) -> int:
        """Put a rule in or replace the one of its name; return how many documents changed.

        Raises:
            Invalid: It makes no sense.
        """
        return self.load([*(one for one in self._rules.rules() if one.name != rule.name), rule])

    def remove(self, name: str) -> int:
        """Take a rule out; return how many documents changed.

        Raises:
            Missing: There is none of this name.
        """
        self.rule(name)
        return self.load([one for one in self._rules.rules() if one.name != name])

    def load(self, rules: Iterable[Rule]) -> int:
        """Put these rules in the place of all others; return how many documents changed.

        Raises:
            Invalid: One of them makes no sense.
            Conflict: Two have the same name.
        """
        given = [checked(rule) for rule in rules]
        if len({rule.name for rule in given}) < len(given):
            raise Conflict("Two rules have the same name", code="rule-double")
        changed = self._rules.replace(given)
        self._index.follow()
        return changed

    def apply(self) -> int:
        """Look at every document again; return how many changed."""
        changed = self._rules.apply()
        self._index.follow()
        return changed

    def apply_if_due(self) -> int:
        """Look at every document again if a rule came into force or ended since that was done last."""
        return self.apply() if self._rules.due() else 0


def read_rules(path: Path) -> list[Rule]:
    """Return the rules of a TOML or CSV file.

    Raises:
        Missing: There is no such file.
        Invalid: It is no such file, or a rule in it makes no sense.
    """
    try:
        text = path.read_text("utf-8-sig")
    except FileNotFoundError as error:
        raise Missing("There is no such file", where=str(path), code="access-file") from error
    except (OSError, UnicodeDecodeError) as error:
        raise Invalid("The file cannot be read as text in UTF-8", where=str(path), code="access-file") from error
    return parse_rules(text, "csv" if path.suffix.lower() == ".csv" else "toml", str(path))
