"""Saved searches with what is new for each, and the records of what was searched."""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from paraq.catalogue.cited import Cited, cited
from paraq.catalogue.database import reachable
from paraq.catalogue.tables import Reading, now
from paraq.catalogue.tables_searches import SavedMatch, SavedSearch, SearchRecord, utc
from paraq.catalogue.webhooks import happened
from paraq.catalogue.words import storable
from paraq.records.viewer import Viewer

Filters = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Saved:
    """A search that its owner wants to hear of again."""

    search_id: str
    owner: str
    name: str
    query: str
    filters: Filters
    require_all: bool
    made: datetime


@dataclass(frozen=True, slots=True)
class Match:
    """A page that a saved search found when it came or was read anew."""

    page_id: str
    found: datetime
    seen: bool


@dataclass(frozen=True, slots=True)
class Written:
    """A record of what was searched; ``digest`` is the SHA-256 of its content as canonical JSON."""

    record_id: str
    owner: str
    made: datetime
    digest: str
    content: Mapping[str, Any]


class SavedSearches:
    """Searches that people keep, and the pages that are new for them."""

    def __init__(self, database: Engine) -> None:
        self._database = database
        self._insert: Any = sqlite.insert if database.dialect.name == "sqlite" else postgresql.insert

    def add(self, owner: str, name: str, query: str, filters: Filters, require_all: bool) -> Saved:
        """Keep a search and return it."""
        row = SavedSearch(
            id=secrets.token_hex(8),
            owner=owner,
            name=storable(name),
            query=storable(query),
            filters={field: list(values) for field, values in filters.items()},
            require_all=require_all,
            made=now(),
        )
        with reachable(), Session(self._database, expire_on_commit=False) as session, session.begin():
            session.add(row)
        return _saved(row)

    def of(self, owner: str, search_id: str = "") -> list[Saved]:
        """Return the searches of an owner by name, or the one with this id; none if it is somebody else's."""
        query = select(SavedSearch).where(SavedSearch.owner == owner).order_by(SavedSearch.name, SavedSearch.id)
        with reachable(), Session(self._database) as session:
            rows = session.scalars(query.where(SavedSearch.id == search_id) if search_id else query)
            return [_saved(row) for row in rows]

    def every(self) -> list[Saved]:
        """Return the searches of all owners."""
        with reachable(), Session(self._database) as session:
            return [_saved(row) for row in session.scalars(select(SavedSearch).order_by(SavedSearch.id))]

    def remove(self, search_id: str) -> None:
        """Forget a search and what was new for it."""
        with reachable(), Session(self._database) as session, session.begin():
            session.execute(delete(SavedMatch).where(SavedMatch.search == search_id))
            session.execute(delete(SavedSearch).where(SavedSearch.id == search_id))

    def matched(self, search_id: str, page_ids: Iterable[str]) -> None:
        """Note that a search finds these pages now; what is noted already stays as it is, seen or not."""
        rows = [{"search": search_id, "page": page_id, "found": now(), "seen": False} for page_id in page_ids]
        if not rows:
            return
        noted = select(SavedMatch.page).where(SavedMatch.search == search_id)
        with reachable(), Session(self._database) as session, session.begin():
            # Its owner may have removed the search meanwhile.
            owner = session.scalar(select(SavedSearch.owner).where(SavedSearch.id == search_id))
            if owner is not None:
                known = set(session.scalars(noted.where(SavedMatch.page.in_([row["page"] for row in rows]))))
                session.execute(self._insert(SavedMatch).on_conflict_do_nothing(), rows)
                fresh = [row["page"] for row in rows if row["page"] not in known]
                if fresh:
                    happened(session, "saved-search.new", {"search": search_id, "pages": fresh}, owner)

    def matches(self, search_id: str, *, unseen_only: bool) -> list[Match]:
        """Return the pages that were new for a search, newest first."""
        query = select(SavedMatch).where(SavedMatch.search == search_id).order_by(SavedMatch.found.desc(), SavedMatch.page)
        with reachable(), Session(self._database) as session:
            rows = session.scalars(query.where(SavedMatch.seen.is_(False)) if unseen_only else query)
            return [Match(row.page, utc(row.found), row.seen) for row in rows]

    def first_published(self, page_ids: Sequence[str]) -> Mapping[str, datetime]:
        """Return when these pages were first published, without those that do not exist."""
        query = select(Reading.page, Reading.made).where(Reading.version == 1, Reading.page.in_(page_ids))
        with reachable(), Session(self._database) as session:
            return {page: utc(made) for page, made in session.execute(query)}

    def seen(self, search_id: str, page_ids: Sequence[str]) -> int:
        """Note that the owner saw these pages; return how many of them were new till now."""
        done = 0
        with reachable(), Session(self._database) as session, session.begin():
            for start in range(0, len(page_ids), 10_000):
                chosen = (SavedMatch.search == search_id, SavedMatch.page.in_(page_ids[start : start + 10_000]))
                fresh = select(func.count()).select_from(SavedMatch).where(*chosen, SavedMatch.seen.is_(False))
                done += session.scalar(fresh) or 0
                session.execute(update(SavedMatch).where(*chosen).values(seen=True))
        return done

    def cited(self, page_ids: Sequence[str], viewer: Viewer) -> Mapping[str, Cited]:
        """Return these pages by id as they are cited, without those that are no more or that the viewer may not see."""
        return cited(self._database, page_ids, viewer)


class SearchRecords:
    """Records of what was searched: written once, read for ever."""

    def __init__(self, database: Engine) -> None:
        self._database = database

    def write(self, owner: str, made: datetime, digest: str, content: Mapping[str, Any]) -> Written:
        """Write a record and return it."""
        row = SearchRecord(id=secrets.token_hex(8), owner=owner, made=made, digest=digest, content=dict(content))
        with reachable(), Session(self._database, expire_on_commit=False) as session, session.begin():
            session.add(row)
        return _written(row)

    def find(self, record_id: str) -> Written | None:
        """Return a record; None if there is none of this id."""
        with reachable(), Session(self._database) as session:
            row = session.get(SearchRecord, record_id)
            return _written(row) if row else None

    def of(self, owner: str) -> list[Written]:
        """Return the records of an owner, newest first."""
        query = select(SearchRecord).where(SearchRecord.owner == owner).order_by(SearchRecord.made.desc(), SearchRecord.id)
        with reachable(), Session(self._database) as session:
            return [_written(row) for row in session.scalars(query)]


def _saved(row: SavedSearch) -> Saved:
    return Saved(row.id, row.owner, row.name, row.query, row.filters, row.require_all, utc(row.made))


def _written(row: SearchRecord) -> Written:
    return Written(row.id, row.owner, utc(row.made), row.digest, row.content)
