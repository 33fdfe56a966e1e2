"""Organisations, places and terms through time: every name that one of them bore, so that a search can be widened.

The list is CSV, one name a row; rows with one ``id`` are one organisation. ``before`` and ``after`` hold the ids of predecessors
and successors, separated by ``|``. Dates are ISO 8601 or a part of one; an empty date is an open end.
"""

import csv
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal, cast, get_args

from paraq.errors import Invalid
from paraq.settings import read_settings
from paraq.text.skeleton import key_of
from paraq.text.tokens import pieces

SHIPPED = Path(__file__).parent / "data" / "authorities" / "authorities.csv"

Kind = Literal["organisation", "place", "term"]
Relation = Literal["name", "predecessor", "successor", "word"]

_COLUMNS = ("id", "kind", "name", "language", "from", "to", "before", "after", "note")
_DATE = re.compile(r"(?:\d{4}(?:-\d\d){0,2})?")
# Renamings of renamings lead far away; more than these steps is another organisation to most searchers.
_STEPS = 3


@dataclass(frozen=True, slots=True)
class DatedName:
    """A name and the time in which it was borne; ``""`` leaves an end open."""

    name: str
    language: str
    start: str
    end: str

    def was_borne(self, year: int) -> bool:
        """Tell whether the name was borne in some part of a year."""
        return (not self.start or int(self.start[:4]) <= year) and (not self.end or year <= int(self.end[:4]))


@dataclass(frozen=True, slots=True)
class Authority:
    """An organisation, a place or a term with all its names, first the one that is preferred."""

    id: str
    kind: Kind
    names: tuple[DatedName, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Expansion:
    """Another name for a phrase: a ``name`` of the same, of a ``predecessor`` or ``successor``, or with a ``word`` exchanged."""

    name: str
    relation: Relation
    authority: str
    start: str = ""
    end: str = ""


class Authorities:
    """The authority file: finds an organisation, place or term by any of its names in any spelling."""

    def __init__(self, authorities: Iterable[Authority]) -> None:
        self._by_id = {authority.id: authority for authority in authorities}
        self._by_key: dict[str, list[str]] = defaultdict(list)
        for authority in self._by_id.values():
            for dated in authority.names:
                key = _key(dated.name)
                if authority.id not in self._by_key[key]:
                    self._by_key[key].append(authority.id)

    @classmethod
    def read(cls, *paths: Path) -> "Authorities":
        """Return the authorities of CSV files; rows of a later file add to those of an earlier one.

        Raises:
            Invalid: A column is missing, a kind or date is none, or an id of a predecessor or successor does not exist.
        """
        rows: dict[str, list[dict[str, str]]] = defaultdict(list)
        for path in paths:
            for line, row in enumerate(_rows(path), start=2):
                if row["kind"] not in get_args(Kind) or not _DATE.fullmatch(row["from"]) or not _DATE.fullmatch(row["to"]):
                    raise _refused(path, f"line {line}", "Kind is organisation, place or term; dates are like 1964 or 1964-03-01")
                rows[row["id"]].append(row)
        read = cls(_authority(id_, named) for id_, named in rows.items())
        missing = {id_ for one in read._by_id.values() for id_ in one.before + one.after} - set(read._by_id)
        if missing:
            raise _refused(paths[-1], ", ".join(sorted(missing)), "before and after must be ids of the list")
        return read

    def get(self, id_: str) -> Authority | None:
        """Return the authority with this id."""
        return self._by_id.get(id_)

    def find(self, phrase: str) -> list[Authority]:
        """Return what bears or bore a name, in whatever spelling the name is written."""
        return [self._by_id[id_] for id_ in self._by_key.get(_key(phrase), ())]

    def expand(self, phrase: str, year: int | None = None) -> list[Expansion]:
        """Return the other names for a phrase: of the same, of predecessors and successors; else with its words exchanged.

        Args:
            phrase: A name of an organisation or place, or words with a known one among them (Ленин кеңшары, Кармакчинский РОНО).
            year: If given, only names borne then.
        """
        found = [expansion for authority in self.find(phrase) for expansion in self._names(authority, year)]
        if not found:
            found = self._exchanged(phrase, year)
        own = _key(phrase)
        return list({_key(one.name): one for one in reversed(found) if _key(one.name) != own}.values())[::-1]

    def _names(self, authority: Authority, year: int | None) -> list[Expansion]:
        related: list[tuple[Authority, Relation]] = [(authority, "name")]
        related += [(one, "predecessor") for one in self._chain(authority, "before")]
        related += [(one, "successor") for one in self._chain(authority, "after")]
        return [
            Expansion(dated.name, relation, one.id, dated.start, dated.end)
            for one, relation in related
            for dated in one.names
            if year is None or dated.was_borne(year)
        ]

    def _chain(self, authority: Authority, direction: Literal["before", "after"]) -> list[Authority]:
        chain: dict[str, Authority] = {}
        edge = [authority]
        for _ in range(_STEPS):
            ids = [id_ for one in edge for id_ in getattr(one, direction) if id_ not in chain and id_ != authority.id]
            edge = [self._by_id[id_] for id_ in ids]
            chain.update({one.id: one for one in edge})
        return list(chain.values())

    def _exchanged(self, phrase: str, year: int | None) -> list[Expansion]:
        """Return the phrase with one of its words, or two side by side, in other names; the rest stays."""
        found = [piece for piece in pieces(phrase) if not piece.whole]
        expansions = []
        for size in (2, 1):
            for start in range(len(found) - size + 1):
                first, last = found[start].start, found[start + size - 1].end
                for authority in self.find(phrase[first:last]):
                    for other in self._names(authority, year):
                        name = phrase[:first] + other.name + phrase[last:]
                        expansions.append(Expansion(name, "word", authority.id, other.start, other.end))
        return expansions


@lru_cache(maxsize=1)
def installed() -> Authorities:
    """Return the authority file that comes with Paraq and that of the archive, ``authorities.csv`` under ``PARAQ_HOME``.

    Raises:
        Invalid: The archive's list cannot be read.
    """
    own = read_settings().home / "authorities.csv"
    return Authorities.read(SHIPPED, *([own] if own.is_file() else []))


def expand(phrase: str, year: int | None = None, known: Authorities | None = None) -> list[Expansion]:
    """Return the other names for a phrase, see :meth:`Authorities.expand`."""
    return (known or installed()).expand(phrase, year)


# Endings that a name has beside another (Ленин кеңшары, аудан әкімі) or in Russian cases (района): the word is the same.
_ENDING = re.compile(r"(?<=....)(?:с?и|[ауе]|ом|инин?)$")


def _key(phrase: str) -> str:
    """Return what is equal for all spellings of a phrase; hyphens and blanks do not count (Кзыл-Орда, Қызылорда)."""
    return "".join(_ENDING.sub("", key_of(piece.surface.lower())) for piece in pieces(phrase) if not piece.whole)


def _rows(path: Path) -> list[dict[str, str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            if not set(_COLUMNS[:3]) <= set(reader.fieldnames or ()):
                raise _refused(path, "line 1", f"The columns are {', '.join(_COLUMNS)}")
            return [{name: (row.get(name) or "").strip() for name in _COLUMNS} for row in reader if (row.get("id") or "").strip()]
    except (UnicodeDecodeError, csv.Error) as error:
        raise _refused(path, "", "It must be CSV in UTF-8") from error


def _authority(id_: str, rows: list[dict[str, str]]) -> Authority:
    names = tuple(DatedName(row["name"], row["language"], row["from"], row["to"]) for row in rows if row["name"])
    before, after = (
        tuple(dict.fromkeys(one.strip() for row in rows for one in row[column].split("|") if one.strip()))
        for column in ("before", "after")
    )
    note = " ".join(row["note"] for row in rows if row["note"])
    return Authority(id_, cast(Kind, rows[0]["kind"]), names, before, after, note)


def _refused(path: Path, where: str, remedy: str) -> Invalid:
    place = f"{path}, {where}" if where else str(path)
    return Invalid("The authority file cannot be read", where=place, remedy=remedy, code="authorities")
