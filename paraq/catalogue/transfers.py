"""What was handed over, file by file: the lines of an act of acceptance, signatures, and the files of watched folders."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, delete, func, or_, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session, aliased

from paraq.catalogue.database import reachable
from paraq.catalogue.entries import Checked
from paraq.catalogue.tables import Document, Origin, Original, Outcome, Page, Transfer, now
from paraq.catalogue.tables_transfers import Signature, Watched


@dataclass(frozen=True, slots=True)
class TransferRecord:
    """A transfer: its number, what was named when it was taken in, and when; ``finished`` is None while work goes on."""

    number: int
    source: str
    started: datetime
    finished: datetime | None


@dataclass(frozen=True, slots=True)
class Line:
    """One file of a transfer, or what accompanies files.

    Attributes:
        path: Its path in the transfer; of an absent file what the inventory calls it.
        role: ``file``, ``signature``, ``inventory``, ``packaging`` or ``absent``.
        inside: True if it came out of another file.
        sha256, size: Its checksum and its size in bytes; empty and 0 if it could not be read.
        kind: What it is, told from its content.
        pages: Pages of it that are searchable.
        outcome: ``searchable``, ``failed``, ``waiting``, ``absent``, or ``kept`` for what only accompanies files.
        reason: Why it failed.
        first: Where the same bytes came first, as (source, path); empty if here.
    """

    path: str
    role: str
    inside: bool
    sha256: str
    size: int
    kind: str
    pages: int
    outcome: str
    reason: str
    first: tuple[str, str] | tuple[()] = ()


@dataclass(frozen=True, slots=True)
class SignatureRecord:
    """A signature of a file, and what checking it said; ``path`` and ``signs`` are where both were first handed over."""

    path: str
    signs: str
    sha256: str
    signed: str
    result: Checked
    checked: datetime


class Transfers:
    """The transfers of an installation."""

    def __init__(self, database: Engine) -> None:
        self._database = database
        self._insert: Any = sqlite.insert if database.dialect.name == "sqlite" else postgresql.insert

    def all(self) -> list[TransferRecord]:
        """Return every transfer, oldest first."""
        with reachable(), Session(self._database) as session:
            return [_record(row) for row in session.scalars(select(Transfer).order_by(Transfer.id))]

    def find(self, named: str) -> TransferRecord | None:
        """Return the transfer of a number, or the latest of a source: its whole address or the name of its folder."""
        query = select(Transfer).order_by(Transfer.id.desc()).limit(1)
        if named.isdecimal() and len(named) < 18:
            query = query.where(Transfer.id == int(named))
        else:
            place = named.rstrip("/")
            ending = "%/" + place.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
            query = query.where(or_(Transfer.source.in_([place, f"{place}/*"]), Transfer.source.like(ending, escape="\\")))
        with reachable(), Session(self._database) as session:
            row = session.scalar(query)
            return _record(row) if row else None

    def lines(self, transfer: int) -> Iterator[Line]:
        """Give what came in a transfer, in the order in which it came."""
        earliest = aliased(Origin)
        first = (
            select(func.min(earliest.id))
            .where(earliest.sha256 == Origin.sha256, earliest.role == "file", earliest.sha256 != "")
            .correlate(Origin)
            .scalar_subquery()
        )
        pages = select(func.count()).where(Page.original == Origin.sha256, Page.version > 0).correlate(Origin).scalar_subquery()
        query = (
            select(Origin, Original.size, Original.kind, Outcome.outcome, Outcome.reason, first, pages)
            .outerjoin(Original, Original.sha256 == func.coalesce(func.nullif(Origin.sha256, ""), Origin.kept))
            .outerjoin(Outcome, (Outcome.sha256 == Origin.sha256) & (Outcome.page == 0))
            .where(Origin.transfer == transfer)
            .order_by(Origin.id)
        )
        with reachable(), Session(self._database) as session:
            rows = session.execute(query).all()
            origins = {row[5] for row in rows if row[5] and row[5] != row[0].id}
            places = self._places(session, sorted(origins))
        for origin, size, kind, outcome, reason, earliest_id, count in rows:
            yield Line(
                path=origin.reason if origin.role == "absent" else origin.path,
                role=origin.role,
                inside=origin.inside,
                sha256=origin.sha256 or origin.kept,
                size=size or 0,
                kind=kind or "",
                pages=count if origin.role == "file" and origin.sha256 else 0,
                outcome=_outcome(origin, outcome),
                reason="" if origin.role == "absent" else origin.reason or (reason if origin.role == "file" else "") or "",
                first=places.get(earliest_id, ()) if origin.role == "file" and earliest_id != origin.id else (),
            )

    def _places(self, session: Session, origins: list[int]) -> dict[int, tuple[str, str]]:
        places: dict[int, tuple[str, str]] = {}
        for start in range(0, len(origins), 10_000):
            some = origins[start : start + 10_000]
            query = select(Origin.id, Transfer.source, Origin.path).join(Transfer, Transfer.id == Origin.transfer)
            places |= {number: (source, path) for number, source, path in session.execute(query.where(Origin.id.in_(some)))}
        return places

    # Signatures -----------------------------------------------------------------------------------------------------------------

    def is_checked(self, signature: str, signed: str) -> bool:
        """Return whether a signature has been checked against a file; both are named by SHA-256."""
        with reachable(), Session(self._database) as session:
            return session.get(Signature, (signature, signed)) is not None

    def checked(self, signature: str, signed: str, result: Checked) -> None:
        """Note what checking a signature against a file said; a later check takes the place of an earlier one."""
        row = {"signature": signature, "signed": signed, "checked": now()} | asdict(result)
        insert = self._insert(Signature)
        changes = {name: insert.excluded[name] for name in row if name not in ("signature", "signed")}
        with reachable(), Session(self._database) as session, session.begin():
            session.execute(insert.on_conflict_do_update(index_elements=["signature", "signed"], set_=changes), [row])

    def signatures_of(self, document_id: str) -> list[SignatureRecord]:
        """Return the signatures of a document's files."""
        files = (
            select(Page.original)
            .where(Page.document == document_id)
            .union(select(Document.original).where(Document.id == document_id))
        )
        return self._signatures(Signature.signed.in_(files))

    def signatures_in(self, transfer: int | None = None) -> list[SignatureRecord]:
        """Return the signatures that came in a transfer, or all."""
        if transfer is None:
            return self._signatures(Signature.signature != "")
        came = select(Origin.sha256).where(Origin.transfer == transfer, Origin.signs != "")
        return self._signatures(Signature.signature.in_(came))

    def _signatures(self, which: Any) -> list[SignatureRecord]:
        # The same bytes may be handed over as a signature of several files: each is told with the file that it was checked with.
        document = aliased(Origin)
        together = (
            (document.transfer == Origin.transfer) & (document.path == Origin.signs) & (document.sha256 == Signature.signed)
        )
        first = (
            select(func.min(Origin.id))
            .join(document, together)
            .where(Origin.sha256 == Signature.signature)
            .correlate(Signature)
            .scalar_subquery()
        )
        handed_over = aliased(Origin)
        joined: Any = select(Signature, handed_over.path, handed_over.signs).outerjoin(handed_over, handed_over.id == first)
        with reachable(), Session(self._database) as session:
            found = [
                SignatureRecord(
                    path=here or "",
                    signs=there or "",
                    sha256=row.signature,
                    signed=row.signed,
                    result=Checked(row.status, row.reason, row.signer, row.issuer, row.algorithm, row.signed_at),
                    checked=row.checked,
                )
                for row, here, there in session.execute(joined.where(which))
            ]
        return sorted(found, key=lambda one: (one.path, one.signs))

    # Watched folders ------------------------------------------------------------------------------------------------------------

    def watched(self, folder: str) -> dict[str, tuple[int, int]]:
        """Return the files of a watched folder that were taken in, with their size and time of change as they were then."""
        query = select(Watched.path, Watched.size, Watched.modified).where(Watched.folder == folder)
        with reachable(), Session(self._database) as session:
            return {path: (size, modified) for path, size, modified in session.execute(query)}

    def watch(self, folder: str, taken: Mapping[str, tuple[int, int]], gone: Iterable[str] = ()) -> None:
        """Note files of a watched folder that were taken in, and forget those that are there no more."""
        rows = [{"folder": folder, "path": path, "size": size, "modified": modified} for path, (size, modified) in taken.items()]
        insert = self._insert(Watched)
        changes = {"size": insert.excluded.size, "modified": insert.excluded.modified}
        with reachable(), Session(self._database) as session, session.begin():
            if rows:
                session.execute(insert.on_conflict_do_update(index_elements=["folder", "path"], set_=changes), rows)
            for path in gone:
                session.execute(delete(Watched).where(Watched.folder == folder, Watched.path == path))


def _record(row: Transfer) -> TransferRecord:
    return TransferRecord(row.id, row.source, row.started, row.finished)


def _outcome(origin: Origin, outcome: str | None) -> str:
    if origin.role == "absent":
        return "absent"
    if origin.role != "file":
        return "kept"
    return "failed" if not origin.sha256 else outcome or "waiting"
