"""The archive's own lists beside those of Paraq: authorities, equivalent names and exceptions of stems, kept as CSV in the home.

What is written is checked first and put in place whole, so that a search never reads half a list.
"""

import csv
import hashlib
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from paraq.errors import Conflict, Invalid, Missing
from paraq.records.authority import Authority
from paraq.records.dates import typed_date
from paraq.services.own_file import replacing
from paraq.text import authorities, names_spelling
from paraq.text.authorities import Authorities
from paraq.text.authorities_file import read_rows, rows_of, write_rows
from paraq.text.exceptions import SHIPPED_FOLDER as EXCEPTIONS
from paraq.text.exceptions import read_exceptions
from paraq.text.names_spelling import Equivalents, name_key, root_of

LANGUAGES: Final = ("kk", "ru")


@dataclass(frozen=True, slots=True)
class Group:
    """Names that are one name; ``own`` tells whether the archive has added them."""

    kind: str
    names: tuple[str, ...]
    note: str = ""
    own: bool = True


@dataclass(frozen=True, slots=True)
class StemException:
    """A word and the stem that it has against the rules; ``own`` tells whether the archive has added it."""

    word: str
    stem: str
    note: str = ""
    own: bool = True


class OwnLists:
    """Reads and changes the lists of one installation."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._lock = threading.Lock()

    def authorities(self) -> Authorities:
        """Return Paraq's authorities and those of the archive.

        Raises:
            Invalid: The archive's file cannot be read.
        """
        own = self._authorities_file
        return Authorities.read(authorities.SHIPPED, *([own] if own.is_file() else []))

    def own_authorities(self) -> frozenset[str]:
        """Return the ids of which the archive's file tells."""
        return frozenset(read_rows(self._authorities_file)) if self._authorities_file.is_file() else frozenset()

    def put_authority(self, wanted: Authority, expected: str = "", *, only_new: bool = False) -> bool:
        """Add an authority, or put this in the place of the one with its id; return whether it is new.

        Raises:
            Invalid: A date is none, a time ends before it begins, or a predecessor or successor does not exist or is itself.
            Conflict: The list is not in the state ``expected``, see :meth:`version`, or has such an id though ``only_new``.
        """
        _check_times(wanted)
        with self._lock:
            self._check_version("authorities", expected)
            known = self.authorities()
            if only_new and known.get(wanted.id) is not None:
                raise Conflict("The list has an entry with this id already", where=wanted.id, code="authority-there")
            _check_relations(wanted, known)
            rows = read_rows(self._authorities_file) if self._authorities_file.is_file() else {}
            rows[wanted.id] = rows_of(wanted, replaces=wanted.id in read_rows(authorities.SHIPPED))
            with replacing(self._authorities_file) as aside:
                write_rows(aside, rows)
            authorities.installed.cache_clear()
            return known.get(wanted.id) is None

    def remove_authority(self, id_: str, expected: str = "") -> None:
        """Take out what the archive's file tells of an id; what Paraq's list tells of it is in force again.

        Raises:
            Missing: The archive's file tells nothing of it.
            Conflict: It is a predecessor or successor of another one, or the list is not in the state ``expected``.
        """
        with self._lock:
            self._check_version("authorities", expected)
            rows = read_rows(self._authorities_file) if self._authorities_file.is_file() else {}
            if rows.pop(id_, None) is None:
                raise Missing("The archive's list has no such entry", where=id_, code="authority-missing")
            if id_ not in read_rows(authorities.SHIPPED):
                naming = [one.id for one in self.authorities().all() if id_ in one.before + one.after]
                if naming:
                    raise Conflict("Others name it as before or after them", where=", ".join(naming), code="authority-named")
            with replacing(self._authorities_file) as aside:
                write_rows(aside, rows)
            authorities.installed.cache_clear()

    def equivalents(self) -> list[Group]:
        """Return the groups of equivalent names, the archive's own first."""
        own, shipped = (_table(path, Equivalents.read) for path in (self._equivalents_file, names_spelling.SHIPPED))
        return [
            Group(row.get("kind", ""), tuple(_names(row["names"])), row.get("note", ""), mine)
            for rows, mine in ((own, True), (shipped, False))
            for row in rows
        ]

    def put_equivalents(self, groups: Sequence[Group], expected: str = "") -> None:
        """Put these groups in the place of the archive's own.

        Raises:
            Invalid: A group has no two names that differ.
            Conflict: The list is not in the state ``expected``, see :meth:`version`.
        """
        for number, group in enumerate(groups, start=1):
            if len({root_of(name_key(name)) for name in group.names}) < 2:
                raise Invalid(
                    "A group needs two names that differ by more than spelling",
                    where=f"{number}: {'|'.join(group.names)}",
                    code="equivalents-group",
                )
        rows = [{"kind": group.kind, "names": "|".join(group.names), "note": group.note} for group in groups]
        self._write("equivalents", expected, ("kind", "names", "note"), rows, Equivalents.read)
        names_spelling.installed.cache_clear()

    def exceptions(self, language: str) -> list[StemException]:
        """Return the exceptions of stems of a language, the archive's own first."""
        paths = self._exceptions_file(language), EXCEPTIONS / f"exceptions_{language}.csv"
        own, shipped = (_table(path, read_exceptions) for path in paths)
        return [
            StemException(row["word"], row["stem"], row.get("note", ""), mine)
            for rows, mine in ((own, True), (shipped, False))
            for row in rows
        ]

    def put_exceptions(self, language: str, exceptions: Sequence[StemException], expected: str = "") -> None:
        """Put these exceptions in the place of the archive's own; they are in force after a restart and ``paraq reindex``.

        Raises:
            Conflict: The list is not in the state ``expected``, see :meth:`version`.
        """
        rows = [{"word": one.word.lower(), "stem": one.stem.lower(), "note": one.note} for one in exceptions]
        self._write(language, expected, ("word", "stem", "note"), rows, read_exceptions)

    def changed(self) -> datetime:
        """Return when the list of authorities was last changed, Paraq's or the archive's."""
        files = [path for path in (authorities.SHIPPED, self._authorities_file) if path.is_file()]
        return datetime.fromtimestamp(max(path.stat().st_mtime for path in files), UTC)

    def version(self, name: str) -> str:
        """Return what differs between two states of the archive's own list: ``authorities``, ``equivalents`` or a language."""
        path = self._file(name)
        return hashlib.sha256(path.read_bytes() if path.is_file() else b"").hexdigest()[:16]

    def _check_version(self, name: str, expected: str) -> None:
        if expected and expected != self.version(name):
            raise Conflict("Somebody else has changed the list meanwhile", where=name, code="list-changed")

    def _write(
        self,
        name: str,
        expected: str,
        columns: Sequence[str],
        rows: Sequence[dict[str, str]],
        check: Callable[[Path], object],
    ) -> None:
        with self._lock:
            self._check_version(name, expected)
            with replacing(self._file(name)) as aside:
                with aside.open("w", encoding="utf-8", newline="") as file:
                    writer = csv.DictWriter(file, columns, lineterminator="\n")
                    writer.writeheader()
                    writer.writerows(rows)
                check(aside)

    def _file(self, name: str) -> Path:
        if name in LANGUAGES:
            return self._exceptions_file(name)
        return self._authorities_file if name == "authorities" else self._equivalents_file

    @property
    def _authorities_file(self) -> Path:
        return self._home / "authorities.csv"

    @property
    def _equivalents_file(self) -> Path:
        return self._home / "names" / "equivalents.csv"

    def _exceptions_file(self, language: str) -> Path:
        return self._home / "exceptions" / f"{language}.csv"


def _check_times(wanted: Authority) -> None:
    for one in wanted.names:
        wrong = [day for day in (one.start, one.end) if day and typed_date(day) != day]
        if wrong:
            raise Invalid(f"{wrong[0]} is no date", where=one.name, code="authority-date")
        # Parts of dates compare as far as both go: 1964-03 does not end before 1964-03-05.
        shared = min(len(one.start), len(one.end))
        if one.start[:shared] > one.end[:shared]:
            raise Invalid("The time of a name ends before it begins", where=one.name, code="authority-times")


def _check_relations(wanted: Authority, known: Authorities) -> None:
    wrong = [id_ for id_ in wanted.before + wanted.after if id_ == wanted.id or known.get(id_) is None]
    if wrong:
        raise Invalid("There is no such predecessor or successor", where=", ".join(wrong), code="authority-relation")


def _names(written: str) -> list[str]:
    return [name.strip() for name in written.split("|") if name.strip()]


def _table(path: Path, check: Callable[[Path], object]) -> list[dict[str, str]]:
    if not path.is_file():
        return []
    check(path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [{name: (value or "").strip() for name, value in row.items() if name} for row in csv.DictReader(file)]
