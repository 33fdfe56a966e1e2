"""What makes a set of rules of deadlines sound, and what of a rule registered requests hold fast."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, get_args

from paraq.errors import Conflict, Invalid
from paraq.records.dates import is_day
from paraq.records.deadline import Days, DeadlineRule, rule_in_force
from paraq.records.request import KINDS

# Longer than any term of an answer that a law gives.
MOST_DAYS: Final = 1000
LONGEST_BASIS: Final = 1000
NAME: Final = re.compile(r"[^\x00-\x20\x7f][^\x00-\x1f\x7f]{0,63}")
_LEAST: Final = {"answer": 1, "extension": 0, "notice": 0, "forward": 0, "warn": 0}


@dataclass(frozen=True, slots=True)
class RuleUse:
    """The requests that came under a rule: how many, the first and the last ISO day of receipt, and of which kinds."""

    count: int
    first: str
    last: str
    kinds: frozenset[str]


def checked_rule(rule: DeadlineRule, number: int = 1) -> DeadlineRule:
    """Return the rule if it makes sense by itself.

    Raises:
        Invalid: It does not; ``where`` names its row and field as ``2.answer``.
    """
    if not NAME.fullmatch(rule.name):
        raise _wrong("The name is one line of 1 to 64 characters", number, "name")
    for field in ("since", "until"):
        day = getattr(rule, field)
        if (day or field == "since") and not is_day(day):
            raise _wrong("It is no day such as 2026-01-06", number, field, "date")
    if rule.until and rule.until < rule.since:
        raise _wrong("The rule ends before it begins", number, "until", "order")
    if rule.days not in get_args(Days):
        raise _wrong(f"It is one of {', '.join(get_args(Days))}", number, "days")
    for field, least in _LEAST.items():
        if not least <= getattr(rule, field) <= MOST_DAYS:
            raise _wrong(f"It is a number of days from {least} to {MOST_DAYS}", number, field)
    return rule


def _wrong(what: str, number: int, field: str, code: str = "") -> Invalid:
    return Invalid(what, where=f"{number}.{field}", code=f"deadline-{code or field}")


def checked_rules(rules: Sequence[DeadlineRule], today: date) -> Sequence[DeadlineRule]:
    """Return the rules if they make sense together: of every request that comes today one of them tells when it is due.

    Raises:
        Invalid: They do not; ``where`` names the row and field, or the kind of request for which there is no rule.
    """
    begun: set[tuple[str, str]] = set()
    names: set[str] = set()
    for number, rule in enumerate(rules, start=1):
        checked_rule(rule, number)
        if not 0 < len(rule.basis.strip()) <= LONGEST_BASIS:
            raise _wrong("A rule must cite its basis", number, "basis")
        if set(rule.kinds) - set(KINDS):
            raise _wrong(f"It is some of {', '.join(KINDS)}", number, "kinds")
        if rule.name in names:
            raise _wrong("There is another rule of this name", number, "name", "twice")
        names.add(rule.name)
        starts = {(rule.since, kind) for kind in rule.kinds or ("",)}
        if begun & starts:
            raise _wrong("Another rule for the same requests begins on this day", number, "since", "overlap")
        begun |= starts
    for kind in KINDS:
        if rule_in_force(rules, today.isoformat(), kind) is None:
            raise Invalid("No rule is in force today for such requests", where=kind, code="deadline-none")
    return rules


def check_kept(before: Sequence[DeadlineRule], after: Sequence[DeadlineRule], used: Mapping[str, RuleUse]) -> None:
    """See that requests keep the rule under which they came: only its last day, its warning and its basis may change.

    Raises:
        Conflict: A rule that requests have would be gone, say something else, or no longer hold on the days when they came.
    """
    new = {rule.name: rule for rule in after}
    for rule in before:
        use = used.get(rule.name)
        if use is None:
            continue
        where = f"{rule.name} ({use.count})"
        now = new.get(rule.name)
        if now is None:
            raise Conflict("Requests were registered under this rule", where=where, code="deadline-used")
        kept = replace(now, since=rule.since, until=rule.until, warn=rule.warn, basis=rule.basis, kinds=rule.kinds)
        if kept != rule or (now.kinds and not use.kinds <= set(now.kinds)):
            raise Conflict("Requests were registered under this rule", where=where, code="deadline-used")
        if now.since > use.first or (now.until and now.until < use.last):
            where = f"{rule.name}: {use.first} – {use.last}"
            raise Conflict("Requests came on days on which the rule would not hold", where=where, code="deadline-days-used")
