"""Tables of requests, evidence and answers. What a row says stands in ``content`` as JSON; columns are what is asked for."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from paraq.catalogue.tables import SERIAL, SHA256, Base, Instant, now

ID = String(16)


class CitizenRequest(Base):
    """A request in the register; ``content`` is what the applicant says."""

    __tablename__ = "requests"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    number: Mapped[str] = mapped_column(Text, unique=True)
    received: Mapped[str] = mapped_column(String(10), index=True)
    state: Mapped[str] = mapped_column(String(12), index=True)
    due: Mapped[str] = mapped_column(String(10), index=True)
    closed: Mapped[str] = mapped_column(String(10), default="", index=True)
    version: Mapped[int]
    handlers: Mapped[list[str]] = mapped_column(JSON)
    content: Mapped[dict[str, Any]] = mapped_column(JSON)


class RequestChange(Base):
    """What was done to a request, by whom and when; lines are only added, and lose their values when a request is blocked."""

    __tablename__ = "request_changes"

    id: Mapped[int] = mapped_column(SERIAL, primary_key=True, autoincrement=True)
    request: Mapped[str] = mapped_column(ID, ForeignKey("requests.id"), index=True)
    at: Mapped[datetime] = mapped_column(Instant, default=now)
    who: Mapped[str] = mapped_column(Text)
    role: Mapped[str] = mapped_column(String(16))
    what: Mapped[str] = mapped_column(String(16))
    detail: Mapped[dict[str, Any]] = mapped_column(JSON)


class RequestItem(Base):
    """Evidence (``kind`` evidence), a search made (scope) or a draft (draft) of a request."""

    __tablename__ = "request_items"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    request: Mapped[str] = mapped_column(ID, ForeignKey("requests.id"), index=True)
    kind: Mapped[str] = mapped_column(String(12))
    made: Mapped[datetime] = mapped_column(Instant, default=now)
    who: Mapped[str] = mapped_column(Text)
    content: Mapped[dict[str, Any]] = mapped_column(JSON)


class IssuedPaper(Base):
    """A paper that was issued: ``sha256`` of its bytes, ``code`` by which anyone may ask whether it is genuine."""

    __tablename__ = "issued_papers"

    code: Mapped[str] = mapped_column(String(32), primary_key=True)
    request: Mapped[str] = mapped_column(ID, ForeignKey("requests.id"), index=True)
    sha256: Mapped[str] = mapped_column(SHA256, index=True)
    issued: Mapped[datetime] = mapped_column(Instant, default=now)
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
