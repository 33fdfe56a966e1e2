"""Tables of what people ask for again: saved searches and what is new for them, batches, records of what was searched."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from paraq.catalogue.tables import Base, Instant, now

ID = String(16)


def utc(moment: datetime) -> datetime:
    """Return a time read from a record with its zone, which SQLite does not keep."""
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


class SavedSearch(Base):
    """A search that its owner wants to hear of again; ``filters`` are values by field."""

    __tablename__ = "saved_searches"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    owner: Mapped[str] = mapped_column(Text, index=True)
    name: Mapped[str] = mapped_column(Text)
    query: Mapped[str] = mapped_column(Text)
    filters: Mapped[dict[str, Any]] = mapped_column(JSON)
    require_all: Mapped[bool]
    made: Mapped[datetime] = mapped_column(Instant, default=now)


class SavedMatch(Base):
    """A page that a saved search finds since it was published or read anew; ``seen`` once its owner said so."""

    __tablename__ = "saved_matches"

    search: Mapped[str] = mapped_column(ID, ForeignKey("saved_searches.id"), primary_key=True)
    page: Mapped[str] = mapped_column(String(48), primary_key=True)
    found: Mapped[datetime] = mapped_column(Instant, default=now)
    seen: Mapped[bool] = mapped_column(default=False)


class Batch(Base):
    """A list of questions. ``viewer`` is who asked, with the rights of that time; ``turn`` is when a part was last answered."""

    __tablename__ = "batches"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    owner: Mapped[str] = mapped_column(Text, index=True)
    viewer: Mapped[dict[str, Any]] = mapped_column(JSON)
    name: Mapped[str] = mapped_column(Text)
    content: Mapped[str] = mapped_column(String(64))
    columns: Mapped[list[list[str]]] = mapped_column(JSON)
    most_pages: Mapped[int]
    state: Mapped[str] = mapped_column(String(16), index=True)
    made: Mapped[datetime] = mapped_column(Instant, default=now)
    turn: Mapped[datetime] = mapped_column(Instant, default=now)
    ended: Mapped[datetime | None] = mapped_column(Instant)


class BatchRow(Base):
    """One question of a batch and its answer; ``state`` is ``waiting``, ``answered`` or ``failed``."""

    __tablename__ = "batch_rows"

    batch: Mapped[str] = mapped_column(ID, ForeignKey("batches.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    asked: Mapped[dict[str, Any]] = mapped_column(JSON)
    state: Mapped[str] = mapped_column(String(16))
    query: Mapped[str] = mapped_column(Text, default="")
    message: Mapped[str] = mapped_column(Text, default="")
    total: Mapped[int] = mapped_column(default=0)
    wider: Mapped[int | None]
    pages: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)


class SearchRecord(Base):
    """What was searched, for whom and how: written once; triggers of the database refuse every change."""

    __tablename__ = "search_records"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    owner: Mapped[str] = mapped_column(Text, index=True)
    made: Mapped[datetime] = mapped_column(Instant)
    digest: Mapped[str] = mapped_column(String(64))
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
