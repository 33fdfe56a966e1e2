"""What was searched: a record of a search that a negative answer can cite, written once and never changed."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import product
from typing import Any, Final, Protocol

from paraq.catalogue.coverage import Coverage, CoveredFile, Unread
from paraq.catalogue.outbox import Outbox
from paraq.catalogue.searches import SearchRecords, Written
from paraq.catalogue.words import storable
from paraq.errors import Missing
from paraq.query.plan import Between
from paraq.query.resolved import Resolved
from paraq.query.tree import Tree
from paraq.query.values import numbers, spellings
from paraq.records.model import Reference
from paraq.records.natural import natural
from paraq.records.viewer import Viewer
from paraq.services.answers import Searches
from paraq.services.facets import QUALITIES
from paraq.services.holdings import NO_TEXT, POORLY_READ, may_be_told
from paraq.services.scope_query import PLACES, any_of, query_of, scope_parts, understood_words

MOST_YEARS: Final = 200
OVERSEERS: Final = ("head", "administrator")


class ScopeSearches(Searches, Protocol):
    """Searching as a record needs it."""

    def understood(self, query: str, *, require_all: bool = False) -> tuple[Resolved, str]:
        """Return what a query seeks, and the notice of how it was read."""

    def every_id(
        self, query: str, *, viewer: Viewer, filters: Mapping[str, Sequence[str]] | None = None
    ) -> Iterator[tuple[str, ...]]:
        """Return the ids of all pages of a search, many at a time."""


class Indexed(Protocol):
    """What a record needs of the engine."""

    name: str

    def fingerprint(self) -> str:
        """Return what the index was built with."""

    def count(self) -> int:
        """Return the number of pages in the index."""


class Kept(Protocol):
    """What a record needs of the catalogue."""

    coverage: Coverage
    outbox: Outbox
    search_records: SearchRecords

    def count(self) -> int:
        """Return the number of published pages."""


class Scope:
    """Writes records of searches and gives them back."""

    def __init__(self, catalogue: Kept, searching: ScopeSearches, engine: Indexed) -> None:
        self._catalogue = catalogue
        self._searching = searching
        self._engine = engine

    def record(
        self, query: str, *, viewer: Viewer, filters: Mapping[str, Sequence[str]] | None = None, require_all: bool = False
    ) -> Written:
        """Search and write down what was searched, how, and what was found.

        Raises:
            Invalid: A filter that does not exist.
            Unavailable: Engine or catalogue does not answer.
        """
        query = storable(query)
        chosen = {name: [storable(value) for value in values] for name, values in (filters or {}).items() if values}
        resolved, notice = self._searching.understood(query, require_all=require_all)
        found = self._searching.search(query, viewer=viewer, limit=0, filters=chosen, require_all=require_all)
        where = scope_parts(query)
        made = datetime.now(UTC).replace(microsecond=0)
        content = {
            "query": query,
            "filters": chosen,
            "require_all": require_all,
            "notice": notice,
            "understood": understood_words(resolved),
            "total": found.total,
            "time": made.isoformat(),
            "viewer": _viewer_content(viewer),
            "scope": self._scope(where, chosen, viewer),
            "unread": self._unread(where, chosen, viewer),
            "index": {"engine": self._engine.name, "fingerprint": self._engine.fingerprint(), "pages": self._pages(viewer)},
            "catalogue": self._state(viewer),
        }
        return self._catalogue.search_records.write(viewer.name, made, digest_of(content), content)

    def unread(self, query: str, *, viewer: Viewer, filters: Mapping[str, Sequence[str]] | None = None) -> Mapping[str, Any]:
        """Return what could not be read where a search looks, as a record of it would say.

        Raises:
            Invalid: A filter that does not exist.
            Unavailable: Engine or catalogue does not answer.
        """
        chosen = {name: [storable(value) for value in values] for name, values in (filters or {}).items() if values}
        return self._unread(scope_parts(storable(query)), chosen, viewer)

    def read(self, record_id: str, *, viewer: Viewer) -> Written:
        """Return a record: one's own, or anybody's for heads and administrators who may see all fonds.

        Raises:
            Missing: There is no such record for this viewer, who may have had more rights when it was written.
        """
        found = self._catalogue.search_records.find(record_id)
        oversees = viewer.role in OVERSEERS and viewer.fonds is None
        if found is None or not (oversees or (found.owner == viewer.name and _still_theirs(found, viewer))):
            raise Missing("There is no such record of a search", where=record_id, code="record-missing")
        return found

    def all(self, *, viewer: Viewer) -> list[Written]:
        """Return the viewer's own records, newest first."""
        return [one for one in self._catalogue.search_records.of(viewer.name) if _still_theirs(one, viewer)]

    def _scope(self, where: Sequence[Tree], filters: Mapping[str, Sequence[str]], viewer: Viewer) -> dict[str, Any]:
        query = query_of(where)
        if not query and not filters and viewer.fonds is None:
            files = self._catalogue.coverage.files()
        else:
            files = self._catalogue.coverage.files(self._searching.every_id(query, viewer=viewer, filters=filters))
        files.sort(key=lambda one: tuple(natural(part) for part in _place(one)))
        fonds: defaultdict[str, list[CoveredFile]] = defaultdict(list)
        for one in files:
            fonds[one.reference.fonds].append(one)
        return {
            "query": query,
            "pages": sum(one.pages for one in files),
            "years_without": self._years_without(where, filters, viewer),
            "fonds": [
                {
                    "fonds": name,
                    "title": next((one.fonds_title for one in covered if one.fonds_title), ""),
                    "files": sum(bool(one.reference.file) for one in covered),
                    "pages": sum(one.pages for one in covered),
                }
                for name, covered in fonds.items()
            ],
            "files": [
                {
                    **dict(zip(PLACES, _place(one), strict=True)),
                    "pages": one.pages,
                    "first": one.first,
                    "last": one.last,
                }
                for one in files
            ],
        }

    def _years_without(self, where: Sequence[Tree], filters: Mapping[str, Sequence[str]], viewer: Viewer) -> list[int]:
        """Return the years that were asked for and of which nothing is there."""
        spans = [numbers("year", value) for part in where for value in any_of(part, "year")]
        spans += [numbers("year", value) for value in filters.get("year", ())]
        asked = {year for span in spans for year in _years(span)}
        if not asked:
            return []
        counts = self._searching.search(query_of(where), viewer=viewer, limit=0, facets=("year",), filters=filters).facets["year"]
        return sorted(asked - {int(year) for year in counts})

    def _unread(self, where: Sequence[Tree], filters: Mapping[str, Sequence[str]], viewer: Viewer) -> dict[str, Any]:
        wanted = {name: set(filters[name]) for name in PLACES if name in filters}
        for part, name in product(where, PLACES):
            if values := any_of(part, name):
                wanted[name] = wanted.get(name, set()) | {way for value in values for way in spellings(value)}
        lying = [one for one in self._catalogue.coverage.unread() if _may_lie_in(one.reference, wanted)]
        told = [one for one in lying if may_be_told(one.description, viewer)]
        query = query_of(where)

        def count(name: str, value: str) -> int:
            if name in filters:
                return 0
            return self._searching.search(query, viewer=viewer, limit=0, filters={**filters, name: (value,)}).total

        return {
            "failed": [_unread_content(one) for one in told],
            "not_told": len(lying) - len(told),
            "without_text": count("source", NO_TEXT),
            "poorly_read": count("confidence", "{}..{}".format(*QUALITIES[POORLY_READ])),
        }

    def _pages(self, viewer: Viewer) -> int:
        """Return how many pages are in the index for this viewer: how many others there are is not theirs to know."""
        return self._engine.count() if viewer.fonds is None else self._searching.search("", viewer=viewer, limit=0).total

    def _state(self, viewer: Viewer) -> dict[str, Any]:
        last = self._catalogue.coverage.last_transfer() if viewer.fonds is None else None
        return {
            "pages": self._catalogue.count() if viewer.fonds is None else self._pages(viewer),
            "waiting": self._catalogue.outbox.count() if viewer.fonds is None else 0,
            "last_transfer": {"number": last[0], "time": last[1]} if last else None,
        }


def _years(span: Between) -> range:
    """Return the years of a range; none of one that is open or longer than any archive's."""
    low, high = span.low, span.high
    return range(low, high + 1) if low is not None and high is not None and high - low < MOST_YEARS else range(0)


def digest_of(content: Mapping[str, Any]) -> str:
    """Return the SHA-256 of a record's content, written as JSON with sorted keys and without blanks."""
    written = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def _still_theirs(written: Written, viewer: Viewer) -> bool:
    """Return whether a viewer may still see all that they could when they wrote a record."""
    then = written.content["viewer"]["fonds"]
    return viewer.fonds is None or (then is not None and viewer.fonds.issuperset(then))


def _viewer_content(viewer: Viewer) -> dict[str, Any]:
    fonds = None if viewer.fonds is None else sorted(viewer.fonds)
    return {"name": viewer.name, "role": viewer.role, "fonds": fonds, "request": viewer.request}


def _place(one: CoveredFile) -> tuple[str, str, str]:
    return one.reference.fonds, one.reference.inventory, one.reference.file


def _may_lie_in(at: Reference, wanted: Mapping[str, set[str]]) -> bool:
    """Whether what could not be read may belong to the places searched: what is unknown of it may."""
    known = dict(zip(PLACES, (at.fonds, at.inventory, at.file), strict=True))
    return all(not known[name] or known[name] in values for name, values in wanted.items())


def _unread_content(one: Unread) -> dict[str, Any]:
    at = one.reference
    place = dict(zip(PLACES, (at.fonds, at.inventory, at.file), strict=True))
    return {"path": one.path, "page": one.page, "reason": one.reason, **place}
