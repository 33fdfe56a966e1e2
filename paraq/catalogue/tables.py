"""The tables of the catalogue. Every key is derived from content, so that doing a thing twice leaves it as done once."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Text,
    TypeDecorator,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

# SQLite gives out numbers by itself only to a column of the type INTEGER.
SERIAL = BigInteger().with_variant(Integer, "sqlite")
SHA256 = String(64)

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_name)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


def now() -> datetime:
    """Return the time that goes into records, in UTC."""
    return datetime.now(UTC)


class Instant(TypeDecorator[datetime]):
    """A time in UTC, also from databases that forget its zone (SQLite)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Take a time with its zone to UTC; one without is in UTC already."""
        return value.astimezone(UTC) if value is not None and value.tzinfo else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give a time its zone."""
        return value.replace(tzinfo=UTC) if value is not None and value.tzinfo is None else value


class Base(DeclarativeBase):
    """Root of the tables; its names of keys are the same on every database."""

    metadata = MetaData(naming_convention=NAMES)


class Transfer(Base):
    """One handing-over: what was named when it was taken in, and its receipt once all of it was done."""

    __tablename__ = "transfers"

    id: Mapped[int] = mapped_column(SERIAL, primary_key=True, autoincrement=True)
    source: Mapped[str] = mapped_column(Text, index=True)
    started: Mapped[datetime] = mapped_column(Instant, default=now)
    finished: Mapped[datetime | None] = mapped_column(Instant)
    receipt: Mapped[dict[str, Any] | None] = mapped_column(JSON)


class Original(Base):
    """A stored file, and what was found in it; ``kind`` is empty until it was looked into."""

    __tablename__ = "originals"

    sha256: Mapped[str] = mapped_column(SHA256, primary_key=True)
    size: Mapped[int] = mapped_column(BigInteger)
    kind: Mapped[str] = mapped_column(Text, default="")
    pages: Mapped[int] = mapped_column(Integer, default=0)
    rendition: Mapped[str] = mapped_column(SHA256, default="")
    title: Mapped[str] = mapped_column(Text, default="")
    note: Mapped[str] = mapped_column(Text, default="")


class Part(Base):
    """A file inside a file: ``name`` is its path inside. Without ``inner`` it could not be unpacked, for ``reason``."""

    __tablename__ = "parts"

    outer: Mapped[str] = mapped_column(SHA256, primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(Text)
    inner: Mapped[str] = mapped_column(SHA256)
    reason: Mapped[str] = mapped_column(Text, default="", server_default="")


class Origin(Base):
    """A place in a transfer where a file was found. Without ``sha256`` it could not be taken, for ``reason``;
    ``kept`` is then what is in it, as far as that could be read.

    ``inside`` marks files that came out of another file and so were not handed over by themselves; ``duplicate`` those whose
    bytes were there already. ``role`` is what the file is in its transfer: ``file``, or what only accompanies files:
    ``signature`` (of the file at the path ``signs``), ``inventory``, ``packaging``; ``absent`` is listed and did not come.
    """

    __tablename__ = "origins"
    id: Mapped[int] = mapped_column(SERIAL, primary_key=True, autoincrement=True)
    transfer: Mapped[int] = mapped_column(SERIAL, ForeignKey("transfers.id"), index=True)
    path: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(SHA256, default="", index=True)
    inside: Mapped[bool] = mapped_column(default=False)
    duplicate: Mapped[bool] = mapped_column(default=False)
    reason: Mapped[str] = mapped_column(Text, default="")
    about: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    role: Mapped[str] = mapped_column(String(12), default="file", server_default="file")
    signs: Mapped[str] = mapped_column(Text, default="", server_default="")
    kept: Mapped[str] = mapped_column(SHA256, default="", server_default="")


class Document(Base):
    """A document and its description; ``supersedes`` is the document that stood at the same path before it was changed.

    ``changed`` is when its description or its pages last were.
    """

    __tablename__ = "documents"
    __table_args__ = (Index("ix_documents_reference", "fonds", "inventory", "file"),)

    id: Mapped[str] = mapped_column(String(16), primary_key=True)
    original: Mapped[str] = mapped_column(SHA256, index=True)
    supersedes: Mapped[str] = mapped_column(String(16), default="")
    title: Mapped[str] = mapped_column(Text, default="")
    type: Mapped[str] = mapped_column(Text, default="")
    body: Mapped[str] = mapped_column(Text, default="")
    date: Mapped[str] = mapped_column(String(10), default="")
    fonds: Mapped[str] = mapped_column(Text, default="")
    inventory: Mapped[str] = mapped_column(Text, default="")
    file: Mapped[str] = mapped_column(Text, default="")
    sheet_from: Mapped[str] = mapped_column(Text, default="")
    fonds_title: Mapped[str] = mapped_column(Text, default="")
    opens: Mapped[str] = mapped_column(String(10), default="", server_default="")
    changed: Mapped[datetime] = mapped_column(
        Instant, default=now, onupdate=now, server_default="1970-01-01 00:00:00", index=True
    )


class Page(Base):
    """A page; ``place`` sorts the pages of an archival file in the order of their sheets, byte by byte.

    ``heading`` is title, type and date of its own paper where a document holds several; None where the document's are true of it.
    """

    __tablename__ = "pages"
    __table_args__ = (Index("ix_pages_document_place", "document", "place"),)

    id: Mapped[str] = mapped_column(String(48), primary_key=True)
    document: Mapped[str] = mapped_column(String(16), ForeignKey("documents.id"))
    original: Mapped[str] = mapped_column(SHA256, index=True)
    number: Mapped[int]
    part: Mapped[int]
    sheet: Mapped[str] = mapped_column(Text, default="")
    place: Mapped[bytes] = mapped_column(LargeBinary)
    image: Mapped[str] = mapped_column(SHA256)
    image_number: Mapped[int]
    version: Mapped[int]
    heading: Mapped[dict[str, str] | None] = mapped_column(JSON(none_as_null=True))


class Reading(Base):
    """One version of a page's text; never changed, a better reading is a new version. ``words`` is packed, see ``words.py``.

    ``author`` is the person who wrote this version; empty if a program read it.
    """

    __tablename__ = "page_texts"

    page: Mapped[str] = mapped_column(String(48), ForeignKey("pages.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    made: Mapped[datetime] = mapped_column(Instant, default=now)
    source: Mapped[str] = mapped_column(String(8))
    language: Mapped[str] = mapped_column(String(8))
    confidence: Mapped[float]
    width: Mapped[int]
    height: Mapped[int]
    region: Mapped[list[int] | None] = mapped_column(JSON)
    note: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    words: Mapped[bytes] = mapped_column(LargeBinary)
    author: Mapped[str] = mapped_column(Text, default="", server_default="")


class Outcome(Base):
    """What became of a file (page 0) or one of its pages in a stage: the checkpoint from which a killed run goes on.

    ``outcome`` is ``searchable`` or ``failed``; ``version`` is that of the stage, so that a better stage does its work again.
    """

    __tablename__ = "outcomes"

    sha256: Mapped[str] = mapped_column(SHA256, primary_key=True)
    page: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    stage: Mapped[str] = mapped_column(String(16))
    version: Mapped[int]
    outcome: Mapped[str] = mapped_column(String(16), index=True)
    reason: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime] = mapped_column(Instant, default=now)


class Pending(Base):
    """A page that the search engine must be told about, written in the transaction that changed it."""

    __tablename__ = "outbox"

    id: Mapped[int] = mapped_column(SERIAL, primary_key=True, autoincrement=True)
    page: Mapped[str] = mapped_column(String(48))
