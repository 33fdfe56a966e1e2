"""What was searched: a record of a search that a negative answer can cite, written once and never changed."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final, Protocol

from paraq.catalogue.coverage import Coverage, CoveredFile, Unread
from paraq.catalogue.outbox import Outbox
from paraq.catalogue.searches import SearchRecords, Written
from paraq.catalogue.words import storable
from paraq.errors import Invalid, Missing
from paraq.query.forms import Leaf
from paraq.query.parse import parse
from paraq.query.plan import Fuzzy, Near, Pattern, Term
from paraq.query.resolve import Resolved
from paraq.query.tree import And, Field, Not, Tree, Words
from paraq.query.values import spellings
from paraq.records.model import Description
from paraq.records.natural import natural
from paraq.records.viewer import Viewer
from paraq.services.answers import Answer

# Fields that say where one looks; the others say what for.
PLACES: Final = ("fonds", "inventory", "file")
SCOPE_FIELDS: Final = frozenset({*PLACES, "sheet", "type", "language", "from", "year", "date", "confidence"})
# Below this confidence OCR lost so many words that a person should look at the sheet.
POORLY_READ: Final = "1..59"
# A word of many spellings is told with the likeliest of them.
MOST_TERMS: Final = 40
OVERSEERS: Final = ("head", "administrator")


class Searches(Protocol):
    """What a record needs of the one way to search."""

    def search(
        self,
        query: str,
        *,
        viewer: Viewer,
        limit: int = 20,
        filters: Mapping[str, Sequence[str]] | None = None,
        require_all: bool = False,
    ) -> Answer:
        """Return the pages that answer a query."""

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

    def __init__(self, catalogue: Kept, searching: Searches, engine: Indexed) -> None:
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
        where = scope_fields(query)
        made = datetime.now(UTC).replace(microsecond=0)
        content = {
            "query": query,
            "filters": chosen,
            "require_all": require_all,
            "notice": notice,
            "understood": _understood(resolved),
            "total": found.total,
            "time": made.isoformat(),
            "viewer": _viewer_content(viewer),
            "scope": self._scope(where, chosen, viewer),
            "unread": self._unread(where, chosen, viewer),
            "index": {"engine": self._engine.name, "fingerprint": self._engine.fingerprint(), "pages": self._engine.count()},
            "catalogue": self._state(),
        }
        return self._catalogue.search_records.write(viewer.name, made, digest_of(content), content)

    def read(self, record_id: str, *, viewer: Viewer) -> Written:
        """Return a record: one's own, or anybody's for heads and administrators who may see all fonds.

        Raises:
            Missing: There is no such record for this viewer.
        """
        found = self._catalogue.search_records.find(record_id)
        oversees = viewer.role in OVERSEERS and viewer.fonds is None
        if found is None or (found.owner != viewer.name and not oversees):
            raise Missing("There is no such record of a search", where=record_id, code="record-missing")
        return found

    def all(self, *, viewer: Viewer) -> list[Written]:
        """Return the viewer's own records, newest first."""
        return self._catalogue.search_records.of(viewer.name)

    def _scope(self, where: Sequence[tuple[Field, bool]], filters: Mapping[str, Sequence[str]], viewer: Viewer) -> dict[str, Any]:
        query = _query_of(where)
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

    def _unread(
        self, where: Sequence[tuple[Field, bool]], filters: Mapping[str, Sequence[str]], viewer: Viewer
    ) -> dict[str, Any]:
        wanted = {name: set(filters[name]) for name in PLACES if name in filters}
        for field, positive in where:
            if positive and field.name in PLACES:
                wanted[field.name] = wanted.get(field.name, set()) | set(spellings(field.value))
        lying = [one for one in self._catalogue.coverage.unread() if _may_lie_in(one.description, wanted)]
        told = [one for one in lying if _may_be_told(one.description, viewer)]
        query = _query_of(where)

        def count(name: str, value: str) -> int:
            if name in filters:
                return 0
            return self._searching.search(query, viewer=viewer, limit=0, filters={**filters, name: (value,)}).total

        return {
            "failed": [_unread_content(one) for one in told],
            "not_told": len(lying) - len(told),
            "without_text": count("source", "none"),
            "poorly_read": count("confidence", POORLY_READ),
        }

    def _state(self) -> dict[str, Any]:
        last = self._catalogue.coverage.last_transfer()
        return {
            "pages": self._catalogue.count(),
            "waiting": self._catalogue.outbox.count(),
            "last_transfer": {"number": last[0], "time": last[1]} if last else None,
        }


def scope_fields(query: str) -> list[tuple[Field, bool]]:
    """Return the fields of a query that say where it looks, each with False if it says where not to look.

    A query with mistakes is searched as plain words, which say nothing of it.
    """
    try:
        tree = parse(query)
    except Invalid:
        return []
    return list(_fields_of(tree))


def _fields_of(tree: Tree) -> Iterator[tuple[Field, bool]]:
    match tree:
        case Field(name) if name in SCOPE_FIELDS:
            yield tree, True
        case Not(Field(name) as field) if name in SCOPE_FIELDS:
            yield field, False
        case Words(parts) | And(parts):
            for part in parts:
                yield from _fields_of(part)


def _query_of(fields: Sequence[tuple[Field, bool]]) -> str:
    return " ".join(f'{"" if positive else "-"}{field.name}:"{field.value}"' for field, positive in fields)


def digest_of(content: Mapping[str, Any]) -> str:
    """Return the SHA-256 of a record's content, written as JSON with sorted keys and without blanks."""
    written = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def _understood(resolved: Resolved) -> list[dict[str, Any]]:
    """Return for every searched word the terms that were looked up, by why they are the word's."""
    words: dict[str, defaultdict[str, dict[str, None]]] = {}
    for sought in resolved.sought:
        ways = words.setdefault(sought.word, defaultdict(dict))
        ways[sought.evidence].update(dict.fromkeys(_terms(sought.part)))
    return [
        {"word": word, "ways": {evidence: list(terms)[:MOST_TERMS] for evidence, terms in ways.items()}}
        for word, ways in words.items()
    ]


def _terms(part: Leaf) -> tuple[str, ...]:
    match part:
        case Term(_, term):
            return (term,)
        case Fuzzy(_, term, distance):
            return (f"{term}~{distance}",)
        case Pattern(_, pattern):
            return (pattern,)
        case Near(_, left, right):
            return (f"{' | '.join(left)} … {' | '.join(right)}",)
        case sequence:
            return (" ".join(sequence.terms),)


def _viewer_content(viewer: Viewer) -> dict[str, Any]:
    fonds = None if viewer.fonds is None else sorted(viewer.fonds)
    return {"name": viewer.name, "role": viewer.role, "fonds": fonds, "request": viewer.request}


def _place(one: CoveredFile) -> tuple[str, str, str]:
    return one.reference.fonds, one.reference.inventory, one.reference.file


def _may_lie_in(about: Description | None, wanted: Mapping[str, set[str]]) -> bool:
    """Whether what could not be read may belong to the places searched: what is unknown of it may."""
    known = (
        {}
        if about is None
        else dict(zip(PLACES, (about.reference.fonds, about.reference.inventory, about.reference.file), strict=True))
    )
    return all(not known.get(name) or known[name] in values for name, values in wanted.items())


def _may_be_told(about: Description | None, viewer: Viewer) -> bool:
    if about is None:
        return viewer.fonds is None
    return viewer.may_see(about.opens, about.reference.fonds, datetime.now().date())


def _unread_content(one: Unread) -> dict[str, Any]:
    at = one.description.reference if one.description else None
    place = dict(zip(PLACES, (at.fonds, at.inventory, at.file), strict=True)) if at else dict.fromkeys(PLACES, "")
    return {"path": one.path, "page": one.page, "reason": one.reason, **place}
