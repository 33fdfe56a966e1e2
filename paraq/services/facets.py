"""What lists of hits are narrowed and counted by: the fields of the index, and what is told from them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from paraq.engines.document import NUMBER_FILTERS, TEXT_FILTERS
from paraq.engines.ports import Engine
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


def counted(engine: Engine, plan: Plan, names: Iterable[str], today: date | None = None) -> dict[str, dict[str, int]]:
    """Return the number of pages that fit, by value, for each of these facets."""
    wanted = list(names)
    asked = [_source(name) for name in wanted if name != "access"]
    found = engine.search(plan, limit=0, facets=list(dict.fromkeys(asked))).facets if asked else {}
    return read(engine, plan, wanted, found, today)


def read(
    engine: Engine, plan: Plan, names: Iterable[str], found: Mapping[str, Mapping[str, int]], today: date | None = None
) -> dict[str, dict[str, int]]:
    """Return facets from what the engine counted for :func:`sources` of them."""
    counts: dict[str, dict[str, int]] = {}
    for name in names:
        if name == "quality":
            counts[name] = _qualities(found["confidence"])
        elif name == "access":
            counts[name] = _access(engine, plan, today or date.today())
        else:
            counts[name] = dict(found[name])
    return counts


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


def _access(engine: Engine, plan: Plan, today: date) -> dict[str, int]:
    totals = {value: engine.search(AllOf((plan, _opens(value, today))), limit=0).total for value in ACCESS}
    return {value: total for value, total in totals.items() if total}


def _qualities(confidences: Mapping[str, int]) -> dict[str, int]:
    sums = {
        name: sum(pages for value, pages in confidences.items() if low <= int(value) <= high)
        for name, (low, high) in QUALITIES.items()
    }
    return {name: pages for name, pages in sums.items() if pages}
