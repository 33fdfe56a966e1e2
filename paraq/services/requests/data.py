"""What the archive may change without a programmer: deadlines, holidays, wording, terms of keeping. TOML, its own before ours."""

import tomllib
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from paraq.errors import Invalid
from paraq.records.deadline import DeadlineRule, Holidays, rule_for

SHIPPED = files("paraq.services.requests") / "data"
# A rule or a holiday that an archive leaves out is one that it does not want; a word that it leaves out is ours.
MERGED = frozenset({"wording", "archive"})


class RequestData:
    """The data of one archive; a file under ``requests`` in its home takes the place of the shipped one of the same name."""

    def __init__(self, home: Path) -> None:
        self._own = home / "requests"
        self._calendar: tuple[dict[str, Any], Holidays] | None = None

    def table(self, name: str) -> dict[str, Any]:
        """Return a file as it is now; of words and letterheads an archive's file needs to hold only what it changes.

        Raises:
            Invalid: The archive's file is no TOML in UTF-8.
        """
        own = self._own / f"{name}.toml"
        try:
            if not own.is_file():
                return _shipped(name)
            about = own.stat()
            read = _read(own, about.st_mtime_ns, about.st_size)
            return _over(_shipped(name), read) if name in MERGED else read
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
            raise Invalid("The file cannot be read as TOML", where=str(own), remedy=str(error), code="request-data") from error

    def template(self, name: str) -> bytes:
        """Return a template of a paper: the archive's own, else the shipped one."""
        own = self._own / "templates" / f"{name}.docx"
        return own.read_bytes() if own.is_file() else (SHIPPED / "templates" / f"{name}.docx").read_bytes()

    def rule(self, received: str, kind: str) -> DeadlineRule:
        """Return the rule of deadlines of a request; see :func:`paraq.records.deadline.rule_for`."""
        return rule_for(self.rules(), received, kind)

    def rules(self) -> list[DeadlineRule]:
        """Return all rules of deadlines.

        Raises:
            Invalid: One lacks something or says what no rule says.
        """
        try:
            return [_rule(one) for one in self.table("deadlines")["rule"]]
        except (KeyError, TypeError, ValueError) as error:
            raise Invalid(
                "A rule of deadlines makes no sense", where="deadlines.toml", remedy=str(error), code="request-data"
            ) from error

    def holidays(self) -> Holidays:
        """Return the calendar.

        Raises:
            Invalid: It holds something that is no day.
        """
        table = self.table("holidays")
        # A list asks for the same days a thousand times, and the calendar keeps those that it has worked out.
        known = self._calendar
        if known is not None and known[0] is table:
            return known[1]
        try:
            self._calendar = (table, _holidays(table))
        except (KeyError, TypeError, ValueError) as error:
            raise Invalid("The calendar makes no sense", where="holidays.toml", remedy=str(error), code="request-data") from error
        return self._calendar[1]


def _over(ours: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """Return our table with what the archive's own has otherwise."""
    return ours | {
        name: _over(ours[name], value) if isinstance(value, dict) and isinstance(ours.get(name), dict) else value
        for name, value in own.items()
    }


def _rule(one: dict[str, Any]) -> DeadlineRule:
    rule = DeadlineRule(**{**one, "kinds": tuple(one.get("kinds", ()))})
    if (
        rule.days not in ("working", "calendar")
        or rule.answer < 1
        or min(rule.extension, rule.notice, rule.forward, rule.warn) < 0
    ):
        raise ValueError(rule.name)
    for day in filter(None, (rule.since, rule.until)):
        date.fromisoformat(day)
    return rule


def _holidays(table: dict[str, Any]) -> Holidays:
    return Holidays(
        yearly={day: (int(since), int(until)) for day, (since, until) in table["yearly"].items()},
        days_off=_days(table.get("days_off", {})),
        workdays=_days(table.get("workdays", {})),
        shift_weekend=int(table.get("shift_weekend_since", 0)),
        no_shift=frozenset(table.get("no_shift", ())),
    )


def _days(lists: dict[str, list[str]]) -> frozenset[date]:
    return frozenset(date.fromisoformat(day) for days in lists.values() for day in days)


# As many files as an archive has of its own, a few times over: one that is changed is read anew.
@lru_cache(maxsize=32)
def _read(path: Path, changed: int, size: int) -> dict[str, Any]:
    return tomllib.loads(path.read_text("utf-8-sig"))


@cache
def _shipped(name: str) -> dict[str, Any]:
    return tomllib.loads((SHIPPED / f"{name}.toml").read_text("utf-8"))
