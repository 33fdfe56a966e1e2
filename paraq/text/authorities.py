"""Organisations, places and terms through time: every name that one of them bore, so that a search can be widened."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations, product, zip_longest
from pathlib import Path
from typing import Literal

from paraq.records.authority import Authority, DatedName, Kind
from paraq.text.authorities_file import read_authorities
from paraq.text.own_list import OwnList
from paraq.text.skeleton import key_of
from paraq.text.tokens import pieces

SHIPPED = Path(__file__).parent / "data" / "authorities" / "authorities.csv"

Relation = Literal["name", "predecessor", "successor", "word"]

# Renamings of renamings lead far away; more than these steps is another organisation to most searchers.
_STEPS = 3
# Two exchanges at once multiply: a district of nine names with a department of six.
_MOST_EXCHANGED = 8
# Words of a part of a phrase: районный отдел народного образования.
_LONGEST_PART = 5


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
        """Return the authorities of CSV files; see :mod:`paraq.text.authorities_file`.

        Raises:
            Invalid: A column is missing, a kind or date is none, or an id of a predecessor or successor does not exist.
        """
        return cls(read_authorities(*paths))

    def get(self, id_: str) -> Authority | None:
        """Return the authority with this id."""
        return self._by_id.get(id_)

    def all(self, kind: Kind | None = None, part: str = "", year: int | None = None) -> list[Authority]:
        """Return those of a kind in the order of their preferred names.

        Args:
            kind: Organisation, place or term; None for all.
            part: If given, only those with a name that holds it, in whatever spelling.
            year: If given, only those with a name borne then.
        """
        wanted = _key(part)
        found = [
            one
            for one in self._by_id.values()
            if kind in (None, one.kind)
            and any((year is None or dated.was_borne(year)) and wanted in _key(dated.name) for dated in one.names)
        ]
        return sorted(found, key=lambda one: (one.name.casefold(), one.id))

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
        return [
            Expansion(dated.name, relation, one.id, dated.start, dated.end)
            for one, relation in self._related(authority)
            for dated in one.names
            if year is None or dated.was_borne(year)
        ]

    def _dated(self, authority: Authority, year: int | None) -> Iterator[tuple[DatedName, Authority]]:
        for one, _ in self._related(authority):
            yield from ((dated, one) for dated in one.names if year is None or dated.was_borne(year))

    def _related(self, authority: Authority) -> list[tuple[Authority, Relation]]:
        related: list[tuple[Authority, Relation]] = [(authority, "name")]
        related += [(one, "predecessor") for one in self._chain(authority, "before")]
        return related + [(one, "successor") for one in self._chain(authority, "after")]

    def _chain(self, authority: Authority, direction: Literal["before", "after"]) -> list[Authority]:
        chain: dict[str, Authority] = {}
        edge = [authority]
        for _ in range(_STEPS):
            ids = [id_ for one in edge for id_ in getattr(one, direction) if id_ not in chain and id_ != authority.id]
            edge = [self._by_id[id_] for id_ in ids]
            chain.update({one.id: one for one in edge})
        return list(chain.values())

    def _exchanged(self, phrase: str, year: int | None) -> list[Expansion]:
        """Return the phrase with its parts in other names: each alone, and by turns two in those of one language and time.

        What has no other names stays.
        """
        known = list(self._known_parts(phrase, year))
        alone = [Expansion(name.put_into(phrase), "word", name.authority, name.start, name.end) for name in known]
        both: dict[str, list[Expansion]] = defaultdict(list)
        for one, other in combinations(sorted(known, key=lambda name: name.first), 2):
            if one.beyond <= other.first and one.language == other.language and one.was_borne_with(other):
                name = one.put_into(other.put_into(phrase))
                both[one.language].append(Expansion(name, "word", one.authority, *one.time_with(other)))
        # Those of fewer words are found inside the others: Қармақшы аудандық оқу бөлімі, not ... ауданы аудандық ...
        shortest = [sorted(names, key=lambda one: one.name.count(" "))[:_MOST_EXCHANGED] for names in both.values()]
        return [one for turn in zip_longest(alone, *shortest) for one in turn if one]

    def _known_parts(self, phrase: str, year: int | None) -> Iterator["_Exchanged"]:
        """Yield the names of the parts of a phrase, of those that overlap the longest."""
        found = [piece for piece in pieces(phrase) if not piece.whole]
        taken: set[int] = set()
        for size, start in product(range(min(len(found), _LONGEST_PART), 0, -1), range(len(found))):
            words = range(start, start + size)
            if start + size > len(found) or not taken.isdisjoint(words):
                continue
            first, beyond = found[start].start, found[start + size - 1].end
            for authority in self.find(phrase[first:beyond]):
                taken.update(words)
                for dated, one in self._dated(authority, year):
                    yield _Exchanged(first, beyond, dated.name, dated.language, one.id, dated.start, dated.end)


@dataclass(frozen=True, slots=True)
class _Exchanged:
    """Another name for a part of a phrase, ``phrase[first:beyond]``."""

    first: int
    beyond: int
    name: str
    language: str
    authority: str
    start: str
    end: str

    def put_into(self, phrase: str) -> str:
        return phrase[: self.first] + self.name + phrase[self.beyond :]

    def time_with(self, other: "_Exchanged") -> tuple[str, str]:
        """Return since when and until when both were borne."""
        return max(self.start, other.start), min(filter(None, (self.end, other.end)), default="")

    def was_borne_with(self, other: "_Exchanged") -> bool:
        start, end = self.time_with(other)
        return not end or start[:4] <= end[:4]


installed = OwnList("authorities.csv", SHIPPED, Authorities.read)
"""The authority file that comes with Paraq and that of the archive, ``authorities.csv`` under ``PARAQ_HOME``."""


def expand(phrase: str, year: int | None = None, known: Authorities | None = None) -> list[Expansion]:
    """Return the other names for a phrase, see :meth:`Authorities.expand`."""
    return (known or installed()).expand(phrase, year)


# Endings that a name has beside another (Ленин кеңшары, аудан әкімі) or in Russian cases (района): the word is the same.
_ENDING = re.compile(r"(?<=....)(?:с?и|[ауе]|ом|инин?)$")


def _key(phrase: str) -> str:
    """Return what is equal for all spellings of a phrase; hyphens and blanks do not count (Кзыл-Орда, Қызылорда)."""
    return "".join(_ENDING.sub("", key_of(piece.surface.lower())) for piece in pieces(phrase) if not piece.whole)
