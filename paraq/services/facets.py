"""What lists of hits are narrowed and counted by: the fields of the index, and what is told from them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from paraq.engines.document import NUMBER_FILTERS, TEXT_FILTERS
from paraq.engines.ports import Ask, Found
from paraq.errors import Invalid
from paraq.query.plan import AllOf, Among, AnyOf, Between, Plan
from paraq.query.values import any_number
from paraq.records.viewer import NEVER

# Mean confidence of a page's words, in percent: below 60 about every fifth word is wrong, below 85 one word on most lines.
QUALITIES: Final[dict[str, tuple[int, int]]] = {"good": (85, 100), "fair": (60, 84), "poor": (1, 59), "none": (0, 0)}
ACCESS: Final = ("open", "restricted", "closed")


def restriction(name: str, values: Sequence[str], today: date | None = None) -> Plan:
    """Return the plan of the pages with any of the values of a facet.

    ``year``, ``decade``, ``confidence`` also take ranges; ``quality`` is one of :data:`QUALITIES`, ``access`` of :data:`ACCESS`.

    Raises:
        Invalid: There is no such facet or value.
    """
    if name in ("quality", "access"):
        return AnyOf(tuple(_told(name, value, today or date.today()) for value in values))
    if name in TEXT_FILTERS:
        return Among(name, tuple(values))
    if name not in NUMBER_FILTERS:
        raise Invalid(f"There is no filter {name}", where="filters", code="filter-unknown")
    return any_number(name, tuple(values))


@dataclass(frozen=True, slots=True)
class Counting:
    """What an engine counts for some facets of a list.

    Attributes:
        own: Fields counted over the pages of the list itself.
        beside: What is counted over other pages, to be asked together with the list.
        places: The facet, and the value if that has a plan of its own, that each of ``beside`` is for.
    """

    names: tuple[str, ...]
    own: tuple[str, ...]
    beside: tuple[Ask, ...]
    places: tuple[tuple[str, str], ...]

    def read(self, found: Found, beside: Sequence[Found]) -> dict[str, dict[str, int]]:
        """Return the page counts by value of each facet, in the order in which they were asked for."""
        counts: dict[str, dict[str, int]] = {name: {} for name in self.names}
        counts |= {name: _values(name, found.facets) for name in self.names if _source(name) in self.own}
        for (name, value), one in zip(self.places, beside, strict=True):
            if not value:
                counts[name] = _values(name, one.facets)
            elif one.total:
                counts[name][value] = one.total
        return counts


def counting(names: Iterable[str], seen: Plan, restrictions: Mapping[str, Plan], today: date | None = None) -> Counting:
    """Return what to count for these facets of the pages that fit ``seen`` and every restriction.

    A facet that is itself restricted counts as if it were not, so that its other values can be chosen too.
    """
    wanted = tuple(dict.fromkeys(names))
    beside: dict[tuple[str, str], Ask] = {}
    for name in wanted:
        plan = restricted(seen, {other: part for other, part in restrictions.items() if other != name})
        if name == "access":
            beside |= {(name, value): Ask(AllOf((plan, _opens(value, today or date.today())))) for value in ACCESS}
        elif name in restrictions:
            beside[name, ""] = Ask(plan, facets=(_source(name),))
    own = sources(name for name in wanted if name not in restrictions)
    return Counting(wanted, tuple(own), tuple(beside.values()), tuple(beside))


def restricted(plan: Plan, restrictions: Mapping[str, Plan]) -> Plan:
    """Return the plan of the pages of another that also fit these restrictions."""
    return AllOf((plan, *restrictions.values())) if restrictions else plan


def sources(names: Iterable[str]) -> list[str]:
    """Return the fields of the index from which these facets are told."""
    return list(dict.fromkeys(_source(name) for name in names if name != "access"))


def _source(name: str) -> str:
    return "confidence" if name == "quality" else name


def _told(name: str, value: str, today: date) -> Plan:
    if name == "quality" and value in QUALITIES:
        return Between("confidence", *QUALITIES[value])
    if name == "access" and value in ACCESS:
        return _opens(value, today)
    known = ", ".join(QUALITIES if name == "quality" else ACCESS)
    raise Invalid(f"{value} is no value of {name}", where="filters", remedy=f"Values are {known}", code="filter-value")


def _opens(value: str, today: date) -> Between:
    """Return the pages that are open by today, that will be one day, or that never will."""
    now, never = int(today.strftime("%Y%m%d")), int(NEVER.replace("-", ""))
    return Between("opens", *{"open": (None, now), "restricted": (now + 1, never - 1), "closed": (never, None)}[value])


def _values(name: str, counted: Mapping[str, Mapping[str, int]]) -> dict[str, int]:
    return _qualities(counted["confidence"]) if name == "quality" else dict(counted[name])


def _qualities(confidences: Mapping[str, int]) -> dict[str, int]:
    sums = {
        name: sum(pages for value, pages in confidences.items() if low <= int(value) <= high)
        for name, (low, high) in QUALITIES.items()
    }
    return {name: pages for name, pages in sums.items() if pages}
