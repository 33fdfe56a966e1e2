"""Searching for a request: queries to begin with, every search kept as scope, and what is proved for which year."""

import csv
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cache
from importlib.resources import files
from typing import Any, Protocol

from paraq.catalogue.requests import Requests
from paraq.catalogue.searches import Written
from paraq.query.fields import quotable
from paraq.records.evidence import Evidence, Item
from paraq.records.request import RequestRecord
from paraq.records.viewer import Viewer
from paraq.services.answers import Searches
from paraq.services.requests.evidence import EvidenceKeeping
from paraq.services.requests.register import Register
from paraq.services.requests.sight import sees_counts
from paraq.text.authorities import Authorities, installed

MOST_NAMES = 12


@dataclass(frozen=True, slots=True)
class Suggested:
    """A query to begin with: ``why`` is its code in queries.tsv, ``organisation`` the name through which it is widened."""

    query: str
    filters: Mapping[str, Sequence[str]]
    why: str


@dataclass(frozen=True, slots=True)
class NameInTime:
    """A name of the organisation, of what it was before or became, with its dates."""

    name: str
    relation: str
    start: str
    end: str


@dataclass(frozen=True, slots=True)
class MatrixYear:
    """A year of the period: evidence ids by fact, pages found by kind of document, and whether nothing is there at all."""

    year: int
    proved: Mapping[str, Sequence[str]]
    found: Mapping[str, int]
    missing: bool


@dataclass(frozen=True, slots=True)
class MadeSearch:
    """A search made for a request, with the id of its record in the register of scopes."""

    record_id: str
    made: str
    who: str
    query: str
    total: int
    files: int
    pages: int


class Scopes(Protocol):
    """What searching for a request needs of records of searches."""

    def record(
        self, query: str, *, viewer: Viewer, filters: Mapping[str, Sequence[str]] | None = None, require_all: bool = False
    ) -> Written:
        """Search and write down what was searched."""


class RequestSearching:
    """Searches for requests and shows what is proved."""

    def __init__(
        self, requests: Requests, register: Register, evidence: EvidenceKeeping, searches: Searches, scopes: Scopes
    ) -> None:
        self._requests = requests
        self._register = register
        self._evidence = evidence
        self._searches = searches
        self._scopes = scopes

    def suggested(self, request_id: str, *, viewer: Viewer) -> list[Suggested]:
        """Return queries to begin with, by what is asked: names, organisation and years are filled in.

        Raises:
            Missing: There is no such request for this viewer.
        """
        record = self._register.known(request_id, viewer=viewer)
        asked = record.asked
        names = asked.all_names()
        sought = " OR ".join(f'name:"{quotable(one)}"' for one in names)
        name = f"({sought})" if len(names) > 1 else sought
        years = {"year": (_years(asked.year_from, asked.year_to),)} if asked.year_from else {}
        found = [Suggested(name, years, "name"), *([Suggested(name, {}, "name-any-year")] if years else [])]
        for row in _queries():
            if row["kind"] == asked.kind:
                types = {"type": tuple(row["types"].split("|"))} if row["types"] else {}
                # Ledgers often have no kind and no date in their inventory: words find them in any year.
                query, within = (f"{name} AND ({row['words']})", {}) if row["words"] else (name, years)
                found.append(Suggested(query, {**within, **types}, row["why"]))
        if organisation := quotable(asked.organisation):
            # Both fields look under every name that the organisation bore, had before or took after.
            found.append(Suggested(f'org:"{organisation}" OR from:"{organisation}"', years, "organisation"))
        return found

    def names_through_time(self, request_id: str, *, viewer: Viewer) -> list[NameInTime]:
        """Return the names of the organisation through time, with those of predecessors and successors.

        Raises:
            Missing: There is no such request for this viewer.
        """
        return organisation_names(self._register.known(request_id, viewer=viewer).asked.organisation)

    def search(
        self, request_id: str, query: str, *, viewer: Viewer, filters: Mapping[str, Sequence[str]] | None = None
    ) -> MadeSearch:
        """Search for a request; what was searched and what could not be read is kept, and can be cited.

        Raises:
            Missing: There is no such request for this viewer.
            Conflict: It is closed.
        """
        record = self._register.open(request_id, viewer=viewer)
        return self._keep(record, query, viewer, filters or {}, False)

    def _keep(
        self, record: RequestRecord, query: str, viewer: Viewer, filters: Mapping[str, Sequence[str]], require_all: bool
    ) -> MadeSearch:
        for_it = replace(viewer, request=record.asked.number)
        written = self._scopes.record(query, viewer=for_it, filters=filters, require_all=require_all)
        fonds = None if viewer.fonds is None else sorted(viewer.fonds)
        content = {"record": written.record_id, "digest": written.digest, "scope": dict(written.content), "fonds": fonds}
        item = self._requests.add_item(record.request_id, "scope", viewer.name, content)
        if record.state == "registered":
            self._register.move(record.request_id, "searching", viewer=viewer)
        return _made(item.made, item.who, content)

    def note(
        self,
        query: str,
        *,
        viewer: Viewer,
        filters: Mapping[str, Sequence[str]] | None = None,
        require_all: bool = False,
        today: date | None = None,
    ) -> None:
        """Keep a search that somebody made while answering the request that ``viewer`` names, once a day.

        A number that the register does not have, of a closed request or of one that they may not see is left alone: the
        search itself is answered, and the audit record has it with that number.
        """
        record = self._requests.find(viewer.request) if viewer.request else None
        if record is None or record.closed or not record.may_be_seen(viewer):
            return
        day = (today or datetime.now(UTC).date()).isoformat()
        chosen = {name: list(values) for name, values in (filters or {}).items()}
        for item in self._requests.items(record.request_id, "scope"):
            scope = item.content["scope"]
            same = (scope["query"], scope["filters"], scope["require_all"]) == (query, chosen, require_all)
            if same and item.who == viewer.name and item.made[:10] == day:
                return
        self._keep(record, query, viewer, chosen, require_all)

    def made(self, request_id: str, *, viewer: Viewer) -> list[MadeSearch]:
        """Return the searches made for a request.

        Raises:
            Missing: There is no such request for this viewer.
        """
        return [_made(item.made, item.who, item.content) for item in self._searches_seen(request_id, viewer)]

    def scopes(self, request_id: str, *, viewer: Viewer) -> list[Mapping[str, Any]]:
        """Return what the searches made for a request looked through.

        Raises:
            Missing: There is no such request for this viewer.
        """
        return [item.content["scope"] for item in self._searches_seen(request_id, viewer)]

    def _searches_seen(self, request_id: str, viewer: Viewer) -> list[Item]:
        """Return the searches of those who may see no more than this viewer: what they found is counted with what they see."""
        items = self._requests.items(self._register.known(request_id, viewer=viewer).request_id, "scope")
        return [item for item in items if sees_counts(item.content.get("fonds"), viewer)]

    def matrix(self, request_id: str, *, viewer: Viewer) -> list[MatrixYear]:
        """Return for each year of the period what is proved, what was found and what is missing.

        Raises:
            Missing: There is no such request for this viewer.
        """
        record = self._register.known(request_id, viewer=viewer)
        facts = self._evidence.all(record.request_id, viewer=viewer)
        proved: defaultdict[int, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for one in facts:
            if one.date[:4].isdecimal():
                proved[int(one.date[:4])][one.fact].append(one.evidence_id)
        found = self._found(record, viewer)
        first, last = _period(record, facts)
        return [
            MatrixYear(year, {fact: tuple(ids) for fact, ids in proved[year].items()}, found.get(year, {}), not proved[year])
            for year in range(first, last + 1)
        ]

    def _found(self, record: RequestRecord, viewer: Viewer) -> dict[int, dict[str, int]]:
        """Return pages that name the person by year and kind of document: one search for each kind, none for each year."""
        counts: defaultdict[int, dict[str, int]] = defaultdict(dict)
        asked = record.asked
        if not asked.year_from:
            return {}
        years = {"year": (_years(asked.year_from, asked.year_to),)}
        for name in (f'name:"{quotable(one)}"' for one in asked.all_names()[:3]):
            kinds = self._searches.search(name, viewer=viewer, limit=0, facets=("type",), filters=years).facets["type"]
            for kind in kinds:
                # A field that is filtered is counted by a search of its own, so the years are picked from all of them.
                chosen = {"type": (kind,)}
                facet = self._searches.search(name, viewer=viewer, limit=0, facets=("year",), filters=chosen).facets["year"]
                for year, pages in facet.items():
                    if asked.year_from <= int(year) <= asked.year_to:
                        counts[int(year)][kind] = max(counts[int(year)].get(kind, 0), pages)
        return counts


def organisation_names(organisation: str, known: Authorities | None = None) -> list[NameInTime]:
    """Return the names that an organisation bore, and those of predecessors and successors, by their dates."""
    if not organisation:
        return []
    authorities = known or installed()
    own = [NameInTime(one.name, "name", one.start, one.end) for found in authorities.find(organisation) for one in found.names]
    others = [NameInTime(one.name, one.relation, one.start, one.end) for one in authorities.expand(organisation)]
    names = {one.name: one for one in [*others, *own]}.values()
    return sorted(names, key=lambda one: (one.start or "9999", one.name))[:MOST_NAMES]


def _made(made: str, who: str, content: Mapping[str, Any]) -> MadeSearch:
    scope = content["scope"]
    files_searched = sum(one["files"] for one in scope["scope"]["fonds"])
    return MadeSearch(content["record"], made, who, scope["query"], scope["total"], files_searched, scope["scope"]["pages"])


def _years(first: int, last: int) -> str:
    return f"{first}..{last}"


def _period(record: RequestRecord, facts: Sequence[Evidence]) -> tuple[int, int]:
    years = [int(one.date[:4]) for one in facts if one.date[:4].isdecimal()]
    first = record.asked.year_from or min(years, default=1)
    last = record.asked.year_to or max(years, default=0)
    return min([first, *years]), max([last, *years])


@cache
def _queries() -> list[dict[str, str]]:
    text = (files("paraq.services.requests") / "queries.tsv").read_text("utf-8")
    return list(csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))
