"""The sums of the catalogue: what came, what is searchable, what failed and why. They balance, or something was lost."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Engine, Select, distinct, func, or_, select, true
from sqlalchemy.orm import Session, aliased

from paraq.catalogue.database import reachable
from paraq.catalogue.entries import Arrival
from paraq.catalogue.tables import Document, Origin, Original, Outcome, Page, Part, Pending, Reading, Transfer
from paraq.catalogue.tables_transfers import Signature


@dataclass(frozen=True, slots=True)
class Failure:
    """A file (``page`` is None) or a page that is not searchable, the stage at which it failed, and why in plain words."""

    path: str
    page: int | None
    stage: str
    reason: str


@dataclass(frozen=True, slots=True)
class Sums:
    """What came and what became of it.

    ``files`` are those handed over, without the files inside them; ``files == searchable + failed_files + waiting_files`` and
    ``pages == searchable_pages + failed_pages + waiting_pages`` always hold, and nothing waits once a run has ended.

    Attributes:
        documents: Documents with at least one searchable page.
        duplicates: Files whose bytes were there already.
        unindexed: Pages in the outbox, which the engine has not been told yet.
        failures: Every failed file and page.
    """

    files: int
    searchable: int
    failed_files: int
    waiting_files: int
    documents: int
    pages: int
    searchable_pages: int
    failed_pages: int
    waiting_pages: int
    duplicates: int
    unindexed: int
    failures: tuple[Failure, ...]


class Report:
    """Counts over one transfer or over everything."""

    def __init__(self, database: Engine) -> None:
        self._database = database

    def sums(self, transfers: Sequence[int] | None = None) -> Sums:
        """Return the sums of these transfers, or of all: then a file that came twice is one file."""
        of = (Origin.transfer.in_(transfers) if transfers is not None else true()) & (Origin.role == "file")
        with reachable(), Session(self._database) as session:

            def count(query: Select[int]) -> int:
                return session.scalar(query) or 0

            handed = Origin.id if transfers is not None else Origin.sha256
            taken = select(func.count(distinct(handed))).where(of, Origin.inside.is_(False), Origin.sha256 != "")
            settled = taken.join(Outcome, (Outcome.sha256 == Origin.sha256) & (Outcome.page == 0))
            refused = count(_refused(of))
            files = count(taken) + refused
            searchable = count(settled.where(Outcome.outcome == "searchable"))
            failed = count(settled.where(Outcome.outcome == "failed")) + refused
            contents = select(Origin.sha256).where(of, Origin.sha256 != "")
            living = Page.original.in_(contents) & (Page.version > 0)
            pages = count(select(func.count()).select_from(Page).where(living))
            lost = count(select(func.count()).select_from(Outcome).where(*_failed_pages(contents)))
            waiting = _waiting_pages(session, contents)
            return Sums(
                files=files,
                searchable=searchable,
                failed_files=failed,
                waiting_files=files - searchable - failed,
                documents=count(select(func.count(distinct(Page.document))).where(living)),
                pages=pages + lost + waiting,
                searchable_pages=pages,
                failed_pages=lost,
                waiting_pages=waiting,
                duplicates=count(_duplicates(of, by_content=transfers is None)),
                unindexed=count(select(func.count()).select_from(Pending)),
                failures=tuple(self._failures(session, of, by_content=transfers is None)),
            )

    def _failures(self, session: Session, of: ColumnElement[bool], *, by_content: bool) -> list[Failure]:
        refused = (
            select(Origin.path, Origin.reason)
            .where(of, Origin.sha256 == "", ~_taken_elsewhere())
            .distinct()
            .order_by(Origin.path)
        )
        found = [Failure(path, None, "receive", reason) for path, reason in session.execute(refused)]
        # In a transfer each file is told; of everything, what came twice is told once.
        path = func.min(Origin.path) if by_content else Origin.path
        origins = select(Origin.sha256, path.label("path")).where(of, Origin.sha256 != "")
        paths = (origins.group_by(Origin.sha256) if by_content else origins).subquery()
        rows = session.execute(
            select(paths.c.path, Outcome.page, Outcome.stage, Outcome.reason)
            .join(paths, paths.c.sha256 == Outcome.sha256)
            .where(Outcome.outcome == "failed")
            .order_by(paths.c.path, Outcome.page.desc())
        )
        with_pages: set[str] = set()
        for path, page, stage, reason in rows:
            # A file that failed because all its pages did is told by its pages, which come first here.
            if page or path not in with_pages:
                found.append(Failure(path, page or None, stage, reason))
            with_pages.add(path)
        return sorted(found, key=lambda failure: (failure.path, failure.page or 0))

    def unreadable(self, transfers: Sequence[int] | None = None) -> list[Failure]:
        """Return the pages of these transfers, or of all, that were read in vain: kept, and found by their description alone."""
        of = (Origin.transfer.in_(transfers) if transfers is not None else true()) & (Origin.role == "file")
        paths = select(Origin.sha256, func.min(Origin.path).label("path")).where(of, Origin.sha256 != "").group_by(Origin.sha256)
        first = paths.subquery()
        query = (
            select(first.c.path, Outcome.page, Outcome.stage, Outcome.reason)
            .join(first, first.c.sha256 == Outcome.sha256)
            .where(Outcome.outcome == "searchable", Outcome.page > 0, Outcome.reason != "")
            .order_by(first.c.path, Outcome.page)
        )
        with reachable(), Session(self._database) as session:
            return [Failure(*row) for row in session.execute(query)]

    def read_before(self, version: int) -> int:
        """Return how many pages stand as an OCR read them at an earlier version of the stage that reads."""
        as_read = (Reading.page == Page.id) & (Reading.version == Page.version) & (Reading.source == "ocr")
        earlier = (Outcome.sha256 == Page.original) & (Outcome.page == Page.number) & (Outcome.version < version)
        query = select(func.count()).select_from(Page).join(Reading, as_read).join(Outcome, earlier & (Outcome.stage == "read"))
        with reachable(), Session(self._database) as session:
            return session.scalar(query) or 0

    def unfinished(self) -> list[tuple[int, str]]:
        """Return number and source of the transfers whose work has not ended, oldest first."""
        query = select(Transfer.id, Transfer.source).where(Transfer.finished.is_(None)).order_by(Transfer.id)
        with reachable(), Session(self._database) as session:
            return [(number, source) for number, source in session.execute(query)]

    def previous(self, source: str, transfer: int, path: str) -> str:
        """Return the SHA-256 of what stood at this path when the same source was taken in before; empty if nothing."""
        query = (
            select(Origin.sha256)
            .join(Transfer, Transfer.id == Origin.transfer)
            .where(Transfer.source == source, Transfer.id < transfer, Origin.path == path, Origin.sha256 != "")
            .order_by(Origin.id.desc())
            .limit(1)
        )
        with reachable(), Session(self._database) as session:
            return session.scalar(query) or ""

    def failed_contents(self) -> list[tuple[int, Arrival]]:
        """Return the first arrival, with its transfer, of every stored file that failed or has a failed page."""
        failed = select(Outcome.sha256).where(Outcome.outcome == "failed")
        return self._first_arrivals(Origin.sha256.in_(failed))

    def contents(self) -> list[tuple[int, Arrival]]:
        """Return the first arrival, with its transfer, of every stored file that was handed over, not those inside others."""
        return self._first_arrivals(Origin.inside.is_(False))

    def waiting_contents(self, transfers: Sequence[int]) -> list[tuple[int, Arrival]]:
        """Return the arrivals in these transfers of stored files that have no result yet."""
        settled = select(Outcome.sha256).where(Outcome.page == 0)
        return self._first_arrivals(Origin.transfer.in_(transfers) & Origin.inside.is_(False) & Origin.sha256.not_in(settled))

    def _first_arrivals(self, which: ColumnElement[bool]) -> list[tuple[int, Arrival]]:
        handed = (which, Origin.role == "file", Origin.sha256 != "")
        first = select(func.min(Origin.id)).where(*handed).group_by(Origin.sha256)
        with reachable(), Session(self._database) as session:
            return [
                (row.transfer, Arrival(row.path, row.sha256, inside=row.inside, about=row.about))
                for row in session.scalars(select(Origin).where(Origin.id.in_(first)).order_by(Origin.id))
            ]

    def paths_of(self, sha256: str) -> list[str]:
        """Return every path at which these bytes were handed over."""
        came = or_(Origin.sha256 == sha256, Origin.kept == sha256)
        query = select(Origin.path).where(came).group_by(Origin.path).order_by(Origin.path)
        with reachable(), Session(self._database) as session:
            return list(session.scalars(query))

    def orphans(self) -> list[str]:
        """Return, in sentences, what was made of something that the catalogue does not have: the database itself was damaged."""
        originals = select(Original.sha256)
        made = select(Original.rendition).where(Original.rendition != "")
        read = _was_read()
        checks = (
            ("page", select(Page.id).where(Page.original.not_in(originals)), "has no original"),
            ("page", select(Page.id).where(Page.image.not_in(originals.union(made)), read), "has an image made of nothing"),
            ("page", select(Page.id).where(Page.document.not_in(select(Document.id))), "has no document"),
            ("page", select(Page.id).where(Page.version > 0, ~_has_text()), "has no text"),
            ("text of page", select(Reading.page).where(Reading.page.not_in(select(Page.id))), "has no page"),
            ("document", select(Document.id).where(Document.original.not_in(originals)), "has no original"),
            ("inner file", select(Part.inner).where(Part.outer.not_in(originals)), "has no file around it"),
            ("signature", select(Signature.signature).where(Signature.signed.not_in(originals)), "signs nothing"),
        )
        with reachable(), Session(self._database) as session:
            return [f"The {kind} {name} {lack}" for kind, query, lack in checks for name in session.scalars(query.distinct())]

    def stored(self) -> Sequence[str]:
        """Return the SHA-256 of every file that must be in the store: originals, and what pages are drawn from."""
        originals = select(Original.sha256)
        renditions = select(Original.rendition).where(Original.rendition != "")
        images = select(Page.image).distinct()
        with reachable(), Session(self._database) as session:
            return sorted(session.scalars(originals.union(renditions, images)))


def _refused(of: ColumnElement[bool]) -> Select[int]:
    return select(func.count(distinct(Origin.path))).where(of, Origin.sha256 == "", Origin.inside.is_(False), ~_taken_elsewhere())


def _duplicates(of: ColumnElement[bool], *, by_content: bool) -> Select[int]:
    """Count files whose bytes were there before; of everything, each path of a content beyond its first, once."""
    handed = (of, Origin.inside.is_(False), Origin.sha256 != "")
    if not by_content:
        return select(func.count()).select_from(Origin).where(*handed, Origin.duplicate)
    places = select(Origin.sha256, Origin.path).where(*handed).distinct().subquery()
    return select(func.count() - func.count(distinct(places.c.sha256))).select_from(places)


def _has_text() -> ColumnElement[bool]:
    return select(Reading.page).where(Reading.page == Page.id, Reading.version == Page.version).exists()


def _was_read() -> ColumnElement[bool]:
    """A page that its file has no more, or that could not be read again, keeps the image of its earlier reading."""
    read = (Outcome.sha256 == Page.original, Outcome.page == Page.number, Outcome.outcome == "searchable")
    return select(Outcome.sha256).where(*read).exists() & (Page.version > 0)


def _taken_elsewhere() -> ColumnElement[bool]:
    """A path that was refused once and taken another time is no failure any more."""
    other = aliased(Origin)
    return select(other.id).where(other.path == Origin.path, other.sha256 != "", other.id > Origin.id).exists()


def _failed_pages(contents: Select[str]) -> tuple[ColumnElement[bool], ...]:
    """Pages without a text; one that could not be read again is found by its older text."""
    older = select(Page.id).where(Page.original == Outcome.sha256, Page.number == Outcome.page, Page.version > 0)
    return Outcome.sha256.in_(contents), Outcome.page > 0, Outcome.outcome == "failed", ~older.exists()


def _waiting_pages(session: Session, contents: Select[str]) -> int:
    """Count the pages that were seen in files still at work and have no result; a spread is one until it is read."""
    settled = select(Outcome.sha256).where(Outcome.page == 0)
    seen = select(func.coalesce(func.sum(Original.pages), 0)).where(
        Original.sha256.in_(contents), Original.sha256.not_in(settled)
    )
    done = (
        select(func.count())
        .select_from(Outcome)
        .where(Outcome.sha256.in_(contents), Outcome.page > 0, Outcome.sha256.not_in(settled))
    )
    return (session.scalar(seen) or 0) - (session.scalar(done) or 0)
