"""What the indexer writes into the catalogue. Every method is one transaction, and doing it again leaves it as done once."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from paraq.catalogue.access import AccessRules
from paraq.catalogue.database import reachable
from paraq.catalogue.entries import Arrival, Handled, InnerFile, Looked, NewPage, Result
from paraq.catalogue.headings import Headings
from paraq.catalogue.records import description, description_columns, heading_columns, text_columns
from paraq.catalogue.tables import Base, Document, Origin, Original, Outcome, Page, Part, Pending, Reading, Transfer, now
from paraq.catalogue.webhooks import happened
from paraq.catalogue.words import storable
from paraq.records.model import Description


class Intake:
    """The writing side of the catalogue, for the one process that takes files in."""

    def __init__(self, database: Engine) -> None:
        self._database = database
        self._access = AccessRules(database)
        self.headings = Headings(database)
        self._insert: Any = sqlite.insert if database.dialect.name == "sqlite" else postgresql.insert

    def begin(self, source: str) -> int:
        """Return the transfer that takes in this source: the unfinished one if there is one, else a new one."""
        open_one = select(Transfer.id).where(Transfer.source == source, Transfer.finished.is_(None))
        with self._writing() as session:
            transfer = session.scalar(open_one)
            if transfer is None:
                row = Transfer(source=source, started=now())
                session.add(row)
                session.flush()
                transfer = row.id
            return transfer

    def finish(self, transfer: int, receipt: Mapping[str, Any]) -> None:
        """Close a transfer with its receipt."""
        with self._writing() as session:
            session.execute(update(Transfer).where(Transfer.id == transfer).values(finished=now(), receipt=dict(receipt)))
            happened(session, "transfer.done", {"transfer": transfer})

    def arrived(self, transfer: int, arrivals: Sequence[Arrival]) -> None:
        """Note where files were found; one that is noted already is left as it is."""
        with self._writing() as session:
            known = {
                path: (number, sha)
                for number, path, sha in session.execute(
                    select(Origin.id, Origin.path, Origin.sha256).where(
                        Origin.transfer == transfer, Origin.path.in_([arrival.path for arrival in arrivals])
                    )
                )
            }
            for arrival in arrivals:
                number, sha256 = known.get(arrival.path, (None, ""))
                if number is not None and sha256 == arrival.sha256 and arrival.role != "absent":
                    continue
                if number is not None:
                    session.execute(delete(Origin).where(Origin.id == number))
                self._note(session, transfer, arrival)

    def _note(self, session: Session, transfer: int, arrival: Arrival) -> None:
        if stored := arrival.sha256 or arrival.kept:
            unseen = _unseen(stored, arrival.size)
            session.execute(self._insert(Original).values(unseen).on_conflict_do_nothing())
        before = (Origin.sha256 == arrival.sha256, Origin.role == "file")
        seen = session.scalar(select(func.count()).select_from(Origin).where(*before)) or 0
        session.add(
            Origin(
                transfer=transfer,
                path=arrival.path,
                sha256=arrival.sha256,
                inside=arrival.inside,
                duplicate=bool(arrival.sha256) and seen > 0,
                reason=arrival.reason,
                about=dict(arrival.about) if arrival.about is not None else None,
                role=arrival.role,
                signs=arrival.signs,
                kept=arrival.kept,
            )
        )
        session.flush()

    def content_at(self, transfer: int, path: str) -> str:
        """Return the SHA-256 of what was last taken in at a path of the same source; empty if nothing was."""
        source = select(Transfer.source).where(Transfer.id == transfer).scalar_subquery()
        query = (
            select(Origin.sha256)
            .join(Transfer, Transfer.id == Origin.transfer)
            .where(Transfer.source == source, Origin.path == path, Origin.sha256 != "")
            .order_by(Origin.id.desc())
            .limit(1)
        )
        with reachable(), Session(self._database) as session:
            return session.scalar(query) or ""

    def handled(self, sha256: str) -> Handled:
        """Return how far the work on a stored file is."""
        with reachable(), Session(self._database) as session:
            rows = session.scalars(select(Outcome).where(Outcome.sha256 == sha256))
            results = {row.page: Result(row.page, row.stage, row.version, row.outcome, row.reason) for row in rows}  # type: ignore[arg-type]
            original = session.get(Original, sha256)
            if original is None or not original.kind:
                return Handled(None, results)
            size = func.coalesce(Original.size, 0)
            inner = select(Part.name, Part.inner, size, Part.reason).outerjoin(Original, Original.sha256 == Part.inner)
            parts = session.execute(inner.where(Part.outer == sha256).order_by(Part.number))
            looked = Looked(
                original.kind,
                original.pages,
                original.rendition,
                original.title,
                original.note,
                tuple(InnerFile(*part) for part in parts),
            )
            return Handled(looked, results)

    def looked(self, sha256: str, found: Looked) -> None:
        """Note what was found in a stored file; of pages that it has no more, those on which no person wrote are withdrawn."""
        with self._writing() as session:
            read = (Reading.page == Page.id) & (Reading.version == Page.version) & (Reading.author == "")
            over = select(Page.id).join(Reading, read).where(Page.original == sha256, Page.number > found.pages)
            self._withdraw(session, list(session.scalars(over)))
            session.execute(
                update(Original)
                .where(Original.sha256 == sha256)
                .values(
                    kind=found.kind,
                    pages=found.pages,
                    rendition=found.rendition,
                    title=storable(found.title),
                    note=storable(found.note),
                )
            )
            session.execute(delete(Part).where(Part.outer == sha256))
            for number, part in enumerate(found.parts):
                if part.sha256:
                    session.execute(self._insert(Original).values(_unseen(part.sha256, part.size)).on_conflict_do_nothing())
                reason = storable(part.reason)
                session.add(Part(outer=sha256, number=number, name=part.name, inner=part.sha256, reason=reason))

    def described(self, document_id: str, original: str, about: Description, supersedes: str = "") -> bool:
        """Put a document in, or change its description and put its pages into the outbox; return whether anything changed.

        When it opens comes from the rules of access alone, whatever ``about`` says of it.
        """
        with self._writing() as session:
            columns = {name: storable(value) for name, value in description_columns(about).items()}
            known = session.get(Document, document_id)
            if known is None:
                session.add(Document(id=document_id, original=original, supersedes=supersedes, **columns))
                session.flush()
                self._open(session, document_id, about)
                return True
            before = description_columns(description(known))
            if before == {**columns, "opens": before["opens"]}:
                return False
            session.execute(update(Document).where(Document.id == document_id).values(**columns))
            self._open(session, document_id, about)
            pages = select(Page.id).where(Page.document == document_id, Page.version > 0)
            session.execute(self._insert(Pending).from_select(["page"], pages))
            return True

    def _open(self, session: Session, document_id: str, about: Description) -> None:
        opens = self._access.opens(session, document_id, about)
        session.execute(update(Document).where(Document.id == document_id).values(opens=opens))

    def description(self, document_id: str) -> Description | None:
        """Return what is known of a document; None if there is no such document."""
        with reachable(), Session(self._database) as session:
            known = session.get(Document, document_id)
            return description(known) if known else None

    def publish(self, document_id: str, original: str, pages: Sequence[NewPage], results: Sequence[Result]) -> None:
        """Put pages of a stored file in with their text, their results and their outbox rows: all of it or nothing.

        A page that is there already gets a new version of its text. Pages of the same numbers that are not given any more
        (a spread is now two sheets) are withdrawn: their texts stay, they are found no more. What a person wrote stays what is
        found: a program's later reading of that page is kept as a version that is not the current one.
        """
        with self._writing() as session:
            numbers = sorted({page.number for page in pages})
            there = select(Page.id, Page.number, Page.version).where(Page.original == original, Page.number.in_(numbers))
            before = {page: (number, version) for page, number, version in session.execute(there)}
            newest = dict(
                session.execute(
                    select(Reading.page, func.max(Reading.version)).where(Reading.page.in_(list(before))).group_by(Reading.page)
                ).all()
            )
            kept = _kept(pages, before, self._written_by_people(session, list(before)))
            # In one statement each for all pages: a statement a page takes longer than the page takes to read.
            versions = {page.page_id: newest.get(page.page_id, 0) + 1 for page in pages}
            readings = [
                {"page": page.page_id, "version": versions[page.page_id], "made": now(), **text_columns(page.text, page.words)}
                for page in pages
            ]
            current = versions | kept
            self._upsert(
                session, Page, ("id",), [_page_row(document_id, original, page, current[page.page_id]) for page in pages]
            )
            self._upsert(session, Reading, ("page", "version"), readings)
            self._withdraw(session, sorted(before.keys() - current.keys()))
            session.execute(update(Document).where(Document.id == document_id).values(changed=now()))
            session.add_all(Pending(page=page.page_id) for page in pages)
            self._settle(session, original, results)

    def _withdraw(self, session: Session, pages: Sequence[str]) -> None:
        if pages:
            session.execute(update(Page).where(Page.id.in_(pages)).values(version=0))
            session.add_all(Pending(page=page) for page in pages)

    def _written_by_people(self, session: Session, pages: Sequence[str]) -> list[str]:
        """Return those of these pages whose current text a person wrote."""
        query = (
            select(Page.id)
            .join(Reading, (Reading.page == Page.id) & (Reading.version == Page.version))
            .where(Page.id.in_(pages), Reading.author != "")
        )
        return list(session.scalars(query))

    def settle(self, sha256: str, results: Sequence[Result]) -> None:
        """Note what became of a file or of pages of it."""
        with self._writing() as session:
            self._settle(session, sha256, results)

    def _settle(self, session: Session, sha256: str, results: Sequence[Result]) -> None:
        rows = [
            {
                "sha256": sha256,
                "page": result.page,
                "stage": result.stage,
                "version": result.version,
                "outcome": result.outcome,
                "reason": storable(result.reason),
                "at": now(),
            }
            for result in results
        ]
        self._upsert(session, Outcome, ("sha256", "page"), rows)

    def _upsert(self, session: Session, table: type[Base], key: tuple[str, ...], rows: list[dict[str, Any]]) -> None:
        """Put rows in, or replace those of the same key."""
        if not rows:
            return
        insert = self._insert(table)
        changed = {name: insert.excluded[name] for name in rows[0] if name not in key}
        session.execute(insert.on_conflict_do_update(index_elements=list(key), set_=changed), rows)

    def forget(self, sha256: str, *, failed_only: bool = True) -> None:
        """Take away the results of a file, so that the next run does its work again; the texts stay until it has better ones."""
        taken = delete(Outcome).where(Outcome.sha256 == sha256)
        with self._writing() as session:
            session.execute(taken.where(Outcome.outcome == "failed") if failed_only else taken)
            session.execute(update(Original).where(Original.sha256 == sha256, Original.pages == 0).values(kind=""))

    @contextmanager
    def _writing(self) -> Iterator[Session]:
        with reachable(), Session(self._database) as session, session.begin():
            yield session


def _kept(pages: Sequence[NewPage], before: Mapping[str, tuple[int, int]], written: Sequence[str]) -> dict[str, int]:
    """Return the versions of pages that stay as they are for the sake of what people wrote.

    Where a later reading cuts the same image into other sheets than those that a person wrote on, the old sheets stay.
    """
    kept = {page: before[page][1] for page in written}
    for number in {before[page][0] for page in written}:
        given = {page.page_id for page in pages if page.number == number}
        live = {page: version for page, (of, version) in before.items() if of == number and version}
        if given != live.keys():
            kept |= dict.fromkeys(given, 0) | live
    return kept


def _unseen(sha256: str, size: int) -> dict[str, Any]:
    """Return the row of a stored file into which nobody has looked yet."""
    return {"sha256": sha256, "size": size, "kind": "", "pages": 0, "rendition": "", "title": "", "note": ""}


def _page_row(document_id: str, original: str, page: NewPage, version: int) -> dict[str, Any]:
    return {
        "id": page.page_id,
        "document": document_id,
        "original": original,
        "number": page.number,
        "part": page.part,
        "sheet": page.sheet,
        "place": page.place,
        "image": page.image,
        "image_number": page.image_number,
        "version": version,
        "heading": heading_columns(page.heading),
    }
