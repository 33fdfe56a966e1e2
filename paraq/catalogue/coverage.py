"""What a search covers: archival files with their pages, and what of them could not be read."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from paraq.catalogue.database import reachable
from paraq.catalogue.records import description
from paraq.catalogue.tables import Document, Origin, Outcome, Page, Pending, Transfer
from paraq.catalogue.tables_searches import utc
from paraq.records.model import Description, Reference


@dataclass(frozen=True, slots=True)
class CoveredFile:
    """An archival file, or the documents of which no file is known, with its pages and the ends of its documents' dates."""

    reference: Reference
    fonds_title: str
    pages: int
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Unread:
    """A file (``page`` is None) or a page of it that could not be read, and why.

    ``reference`` is where it belongs by its document or by the inventory that came with it, empty if neither tells;
    ``description`` is its document's, None if it did not become one.
    """

    path: str
    page: int | None
    reason: str
    reference: Reference
    description: Description | None


class Coverage:
    """Counts over what can be searched."""

    def __init__(self, database: Engine) -> None:
        self._database = database

    def files(self, batches: Iterable[Sequence[str]] | None = None) -> list[CoveredFile]:
        """Return the archival files of pages that come in batches of ids, or of all that the index was told of, in no order.

        A page that changed and waits for the index is counted with its file; one that is new and waits is not.
        """
        dates = func.min(func.nullif(Document.date, "")), func.max(Document.date)
        place = (Document.fonds, Document.inventory, Document.file)
        query = (
            select(*place, func.max(Document.fonds_title), func.count(), *dates)
            .join(Page, Page.document == Document.id)
            .where(Page.version > 0)
            .group_by(*place)
        )
        found: dict[Reference, CoveredFile] = {}
        with reachable(), Session(self._database) as session:
            fresh = select(Pending.id).where(Pending.page == Page.id, Page.version == 1).exists()
            pieces = [query.where(~fresh)] if batches is None else (query.where(Page.id.in_(ids)) for ids in batches)
            for piece in pieces:
                for fonds, inventory, file, title, pages, first, last in session.execute(piece):
                    one = CoveredFile(Reference(fonds, inventory, file), title, pages, first or "", last or "")
                    known = found.get(one.reference)
                    found[one.reference] = _joined(known, one) if known else one
        return list(found.values())

    def unread(self) -> list[Unread]:
        """Return every file and page without a text, by path; one that was read before is found by its older text."""
        older = select(Page.id).where(Page.original == Outcome.sha256, Page.number == Outcome.page, Page.version > 0)
        first = select(func.min(Origin.id)).where(Origin.sha256 != "").group_by(Origin.sha256)
        failed = (
            select(Origin, Outcome, Document)
            .join(Outcome, Outcome.sha256 == Origin.sha256)
            .outerjoin(Document, Document.original == Outcome.sha256)
            .where(Origin.id.in_(first), Outcome.outcome == "failed", ~older.exists())
            .order_by(Origin.path, Outcome.page.desc())
        )
        taken = select(Origin.path).where(Origin.sha256 != "")
        refused = select(Origin).where(Origin.sha256 == "", Origin.path.not_in(taken)).order_by(Origin.id)
        with reachable(), Session(self._database) as session:
            # A path that was refused time and again is told once, with what was said last.
            last = {origin.path: origin for origin in session.scalars(refused)}
            found = [Unread(path, None, one.reason, _place(one.about), None) for path, one in last.items()]
            told: set[str] = set()
            for origin, outcome, document in session.execute(failed):
                # A file that failed because all its pages did is told by its pages, which come first here.
                if outcome.page or origin.path not in told:
                    about = description(document) if document else None
                    place = about.reference if about and about.reference != Reference() else _place(origin.about)
                    found.append(Unread(origin.path, outcome.page or None, outcome.reason, place, about))
                told.add(origin.path)
        return sorted(found, key=lambda one: (one.path, one.page or 0))

    def last_transfer(self) -> tuple[int, str] | None:
        """Return number and time of the newest transfer whose work has ended; None if there is none."""
        query = select(Transfer).where(Transfer.finished.is_not(None)).order_by(Transfer.finished.desc()).limit(1)
        with reachable(), Session(self._database) as session:
            row = session.scalar(query)
            return (row.id, utc(row.finished).isoformat(timespec="seconds")) if row and row.finished else None


def _place(about: Mapping[str, Any] | None) -> Reference:
    """Return the reference that an inventory gives a file, as the indexer notes it."""
    known = (about or {}).get("description", {}).get("reference", {})
    return Reference(known.get("fonds", ""), known.get("inventory", ""), known.get("file", ""))


def _joined(one: CoveredFile, other: CoveredFile) -> CoveredFile:
    first = min(filter(None, (one.first, other.first)), default="")
    return CoveredFile(
        one.reference, one.fonds_title or other.fonds_title, one.pages + other.pages, first, max(one.last, other.last)
    )
