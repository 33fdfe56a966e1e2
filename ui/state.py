"""What the reader asked for. The address holds all of it, so every state can be copied, opened anew and gone back from."""

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from typing import Any, Protocol

ORDERS = ("relevance", "date", "reference")
FACETS = ("fonds", "decade", "type", "language")
PAGE = 20
# What is longer than these the API would refuse anyway; an address that was tampered with must still show a screen.
LONGEST_QUERY, LONGEST_VALUE, MOST_VALUES = 1000, 200, 50


class Address(Protocol):
    """The part of ``st.query_params`` that is read."""

    def get_all(self, key: str) -> list[str]:
        """Return all values of a parameter."""


@dataclass(frozen=True)
class Asked:
    """A search as the address has it.

    Attributes:
        q: The query.
        every: Only pages with all its words.
        order: One of :data:`ORDERS`.
        fonds, type, language: Chosen values of facets; any of them fits.
        decade: First year of the chosen decade, empty for all.
        after: Cursor of the list's part that is shown, empty for its beginning.
        start: How many hits lie before that part.
    """

    q: str = ""
    every: bool = False
    order: str = "relevance"
    fonds: tuple[str, ...] = ()
    type: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    decade: str = ""
    after: str = ""
    start: int = 0

    @property
    def empty(self) -> bool:
        """True if nothing at all is asked for."""
        return not (self.q.strip() or self.filtered)

    @property
    def filtered(self) -> bool:
        """True if some facet is chosen."""
        return bool(self.fonds or self.type or self.language or self.decade)

    def address(self) -> dict[str, str | list[str]]:
        """Return the parameters of the address; what is as usual is left out."""
        found: dict[str, str | list[str]] = {}
        for field in fields(self):
            value = getattr(self, field.name)
            if value != field.default:
                found[field.name] = list(value) if isinstance(value, tuple) else "1" if value is True else str(value)
        return found

    def parameters(self) -> dict[str, Any]:
        """Return what to ask the API for."""
        years = {"year_from": int(self.decade), "year_to": int(self.decade) + 9} if self.decade else {}
        chosen = {"fonds": list(self.fonds), "type": list(self.type), "language": list(self.language)}
        return {"q": self.q.strip(), "require_all": self.every, "order": self.order, "after": self.after, **chosen, **years}

    def changed(self, **values: Any) -> "Asked":
        """Return the search with these values, from the beginning of its list."""
        return replace(self, **{"after": "", "start": 0, **values})


def read(address: Address) -> Asked:
    """Return the search in an address; what makes no sense in it is left out."""
    start = _one(address, "start", str.isdecimal)
    return Asked(
        q=_one(address, "q", lambda value: True)[:LONGEST_QUERY],
        every=_one(address, "every", lambda value: value == "1") == "1",
        order=_one(address, "order", lambda value: value in ORDERS) or "relevance",
        fonds=_many(address, "fonds"),
        type=_many(address, "type"),
        language=_many(address, "language"),
        decade=_one(address, "decade", is_decade),
        after=_one(address, "after", lambda value: len(value) <= 500),
        start=int(start[:9] or 0),
    )


def is_decade(value: str) -> bool:
    """Tell whether this is the first year of a decade."""
    return len(value) == 4 and value.isascii() and value.isdecimal() and value.endswith("0") and value > "0000"


def _one(address: Address, name: str, fits: Callable[[str], bool]) -> str:
    values = address.get_all(name)
    return values[-1] if values and values[-1].isprintable() and fits(values[-1]) else ""


def _many(address: Address, name: str) -> tuple[str, ...]:
    values = [value for value in address.get_all(name) if 0 < len(value) <= LONGEST_VALUE]
    return tuple(dict.fromkeys(values))[:MOST_VALUES]
