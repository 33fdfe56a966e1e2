"""What the reader asked for. The address holds all of it, so every state can be copied, opened anew and gone back from."""

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from typing import Any, Protocol

ORDERS = ("relevance", "date", "reference")
GROUPS = ("", "file", "document")
FACETS = ("fonds", "type", "body", "language", "quality")
PAGE = 20
# What is longer than these the API would refuse anyway; an address that was tampered with must still show a screen.
LONGEST_QUERY, LONGEST_VALUE, LONGEST_CURSOR, MOST_VALUES = 1000, 200, 4000, 50
# A group is opened by a request of its own, and more than these nobody has read before going on.
MOST_OPEN = 10


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
        group: One of :data:`GROUPS`: a hit for each page, archival file or document.
        open: The groups of which all hits are shown.
        like: Instead of a query, the page whose like is sought.
        fonds, type, body, language, quality: Chosen values of facets; any of them fits.
        year_from, year_to: First and last year, empty for an open end.
        after: Cursor of the list's part that is shown, empty for its beginning.
        start: How many hits lie before that part.
    """

    q: str = ""
    every: bool = False
    order: str = "relevance"
    group: str = ""
    open: tuple[str, ...] = ()
    like: str = ""
    fonds: tuple[str, ...] = ()
    type: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    quality: tuple[str, ...] = ()
    year_from: str = ""
    year_to: str = ""
    after: str = ""
    start: int = 0

    @property
    def empty(self) -> bool:
        """True if nothing at all is asked for."""
        return not (self.q.strip() or self.like or self.filtered)

    @property
    def filtered(self) -> bool:
        """True if some facet or year is chosen."""
        return bool(self.year_from or self.year_to or any(getattr(self, facet) for facet in FACETS))

    def address(self) -> dict[str, str | list[str]]:
        """Return the parameters of the address; what is as usual is left out."""
        found: dict[str, str | list[str]] = {}
        for field in fields(self):
            value = getattr(self, field.name)
            if value != field.default:
                found[field.name] = list(value) if isinstance(value, tuple) else "1" if value is True else str(value)
        return found

    def sought(self) -> dict[str, Any]:
        """Return query and choices as the API's parameters, without how the list is shown."""
        chosen: dict[str, Any] = {facet: list(getattr(self, facet)) for facet in FACETS}
        years = {name: int(getattr(self, name)) for name in ("year_from", "year_to") if getattr(self, name)}
        return {"q": self.q.strip(), "require_all": self.every, **chosen, **years}

    def parameters(self) -> dict[str, Any]:
        """Return what to ask the API for."""
        return {**self.sought(), "order": self.order, "group": self.group, "after": self.after}

    def kept(self) -> dict[str, Any]:
        """Return the search as the API keeps and records one."""
        filters = {facet: list(getattr(self, facet)) for facet in FACETS if getattr(self, facet)}
        if self.year_from or self.year_to:
            filters["year"] = [f"{self.year_from}..{self.year_to}"]
        return {"query": self.q.strip(), "filters": filters, "require_all": self.every}

    def changed(self, **values: Any) -> "Asked":
        """Return the search with these values, from the beginning of its list, with its groups closed."""
        return replace(self, **{"after": "", "start": 0, "open": (), **values})


def read(address: Address) -> Asked:
    """Return the search in an address; what makes no sense in it is left out."""
    start = _one(address, "start", str.isdecimal)
    first, last = (_one(address, name, is_year) for name in ("year_from", "year_to"))
    if first and last and first > last:
        first, last = last, first
    chosen: dict[str, Any] = {facet: _many(address, facet) for facet in FACETS}
    return Asked(
        q=_one(address, "q", lambda value: True)[:LONGEST_QUERY],
        every=_one(address, "every", lambda value: value == "1") == "1",
        order=_one(address, "order", lambda value: value in ORDERS) or "relevance",
        group=_one(address, "group", lambda value: value in GROUPS),
        open=_many(address, "open")[:MOST_OPEN],
        like=_one(address, "like", lambda value: len(value) <= LONGEST_VALUE),
        **chosen,
        year_from=first,
        year_to=last,
        after=_one(address, "after", lambda value: len(value) <= LONGEST_CURSOR),
        start=int(start[:9] or 0),
    )


def searched_again(saved: dict[str, Any]) -> Asked:
    """Return the search that the API kept or recorded."""
    filters = saved["filters"]
    first, _, last = (filters.get("year") or [""])[0].partition("..")
    chosen: dict[str, Any] = {facet: tuple(filters.get(facet, ())) for facet in FACETS}
    return Asked(
        q=saved["query"],
        every=saved["require_all"],
        **chosen,
        year_from=first if is_year(first) else "",
        year_to=last if is_year(last) else "",
    )


def is_year(value: str) -> bool:
    """Tell whether this is a year of four digits."""
    return len(value) == 4 and value.isascii() and value.isdecimal() and value > "0000"


def _one(address: Address, name: str, fits: Callable[[str], bool]) -> str:
    values = address.get_all(name)
    return values[-1] if values and values[-1].isprintable() and fits(values[-1]) else ""


def _many(address: Address, name: str) -> tuple[str, ...]:
    values = [value for value in address.get_all(name) if 0 < len(value) <= LONGEST_VALUE]
    return tuple(dict.fromkeys(values))[:MOST_VALUES]
