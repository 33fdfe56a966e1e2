"""What the archive may change without a programmer: deadlines, holidays, wording, terms of keeping. TOML, its own before ours."""

import hashlib
import tomllib
from collections.abc import Sequence
from dataclasses import asdict
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import tomli_w

from paraq.errors import Invalid
from paraq.records.calendar import Calendar, calendar_of, table_of
from paraq.records.deadline import DeadlineRule, Holidays, rule_for
from paraq.records.deadline_rules import checked_rule
from paraq.services.own_file import replacing

SHIPPED = files("paraq.services.requests") / "data"
# A rule or a holiday that an archive leaves out is one that it does not want; a word that it leaves out is ours.
MERGED = frozenset({"wording", "archive"})
WRITTEN = "# Kept by Administration in the place of the file that comes with Paraq, which tells what each line means.\n\n"


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
        own = self._file(name)
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
            return [checked_rule(_rule(one), number) for number, one in enumerate(self.table("deadlines")["rule"], start=1)]
        except (KeyError, TypeError, ValueError) as error:
            raise Invalid(
                "A rule of deadlines makes no sense", where="deadlines.toml", remedy=str(error), code="request-data"
            ) from error

    def calendar(self) -> Calendar:
        """Return the calendar as it is kept.

        Raises:
            Invalid: It is written otherwise.
        """
        try:
            return calendar_of(self.table("holidays"))
        except (KeyError, TypeError, ValueError) as error:
            raise Invalid("The calendar makes no sense", where="holidays.toml", remedy=str(error), code="request-data") from error

    def holidays(self) -> Holidays:
        """Return which days are worked.

        Raises:
            Invalid: The calendar holds something that is no day.
        """
        table = self.table("holidays")
        # A list asks for the same days a thousand times, and the calendar keeps those that it has worked out.
        known = self._calendar
        if known is not None and known[0] is table:
            return known[1]
        try:
            self._calendar = (table, self.calendar().holidays())
        except ValueError as error:
            raise Invalid("The calendar makes no sense", where="holidays.toml", remedy=str(error), code="request-data") from error
        return self._calendar[1]

    def put_rules(self, rules: Sequence[DeadlineRule]) -> None:
        """Keep rules of deadlines as the archive's own, in the place of all that there were."""
        self._write("deadlines", {"rule": [asdict(one) | {"kinds": list(one.kinds)} for one in rules]})

    def put_calendar(self, calendar: Calendar) -> None:
        """Keep a calendar as the archive's own, in the place of the one that there was."""
        self._write("holidays", table_of(calendar))

    def is_own(self, name: str) -> bool:
        """Return whether the archive has a file of its own of this name."""
        return self._file(name).is_file()

    def version(self, name: str) -> str:
        """Return what differs between two states of the archive's own file; empty files and none are one."""
        return hashlib.sha256(self._file(name).read_bytes() if self.is_own(name) else b"").hexdigest()[:16]

    def _file(self, name: str) -> Path:
        return self._own / f"{name}.toml"

    def _write(self, name: str, table: dict[str, Any]) -> None:
        with replacing(self._file(name)) as aside:
            aside.write_text(WRITTEN + tomli_w.dumps(table), encoding="utf-8")


def _over(ours: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """Return our table with what the archive's own has otherwise."""
    return ours | {
        name: _over(ours[name], value) if isinstance(value, dict) and isinstance(ours.get(name), dict) else value
        for name, value in own.items()
    }


def _rule(one: dict[str, Any]) -> DeadlineRule:
    return DeadlineRule(**{**one, "kinds": tuple(one.get("kinds", ()))})


# As many files as an archive has of its own, a few times over: one that is changed is read anew.
@lru_cache(maxsize=32)
def _read(path: Path, changed: int, size: int) -> dict[str, Any]:
    return tomllib.loads(path.read_text("utf-8-sig"))


@cache
def _shipped(name: str) -> dict[str, Any]:
    return tomllib.loads((SHIPPED / f"{name}.toml").read_text("utf-8"))
