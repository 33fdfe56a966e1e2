"""Tables of webhooks and of what they are to tell."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from paraq.catalogue.tables import Base, Instant, now
from paraq.catalogue.tables_searches import ID


class WebhookRow(Base):
    """An address that is told of happenings; its secret is made from its id and a key in home, and kept nowhere."""

    __tablename__ = "webhooks"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    owner: Mapped[str] = mapped_column(Text)
    address: Mapped[str] = mapped_column(Text)
    events: Mapped[list[str]] = mapped_column(JSON)
    made: Mapped[datetime] = mapped_column(Instant, default=now)


class DeliveryRow(Base):
    """One telling; ``state`` is ``waiting``, ``done``, ``failed`` or ``dropped``."""

    __tablename__ = "deliveries"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    webhook: Mapped[str] = mapped_column(ID, ForeignKey("webhooks.id"), index=True)
    event: Mapped[str] = mapped_column(String(32))
    detail: Mapped[dict[str, Any]] = mapped_column(JSON)
    at: Mapped[datetime] = mapped_column(Instant, default=now)
    state: Mapped[str] = mapped_column(String(16), default="waiting")
    tries: Mapped[int] = mapped_column(default=0)
    due: Mapped[datetime] = mapped_column(Instant, default=now, index=True)
    told: Mapped[str] = mapped_column(Text, default="")
