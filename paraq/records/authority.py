"""Organisations, places and terms with every name that they bore: authority records in the sense of ISAAR(CPF)."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["organisation", "place", "term"]


@dataclass(frozen=True, slots=True)
class DatedName:
    """A name and the time in which it was borne, as ISO 8601 dates or parts of one; ``""`` leaves an end open."""

    name: str
    language: str
    start: str
    end: str

    def was_borne(self, year: int) -> bool:
        """Tell whether the name was borne in some part of a year."""
        return (not self.start or int(self.start[:4]) <= year) and (not self.end or year <= int(self.end[:4]))


@dataclass(frozen=True, slots=True)
class Authority:
    """An organisation, a place or a term with all its names, first the one that is preferred.

    ``before`` and ``after`` are the ids of predecessors and successors.
    """

    id: str
    kind: Kind
    names: tuple[DatedName, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]
    note: str = ""

    @property
    def name(self) -> str:
        """Its preferred name; the id if the list gives none."""
        return self.names[0].name if self.names else self.id
