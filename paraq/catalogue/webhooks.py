"""Webhooks and what each has still to tell."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Engine, delete, select, update
from sqlalchemy.orm import Session

from paraq.catalogue.database import reachable
from paraq.catalogue.tables import now
from paraq.catalogue.tables_webhooks import DeliveryRow, WebhookRow
from paraq.records.viewer import account_of
from paraq.records.webhook import Delivery, DeliveryState, Happening, Webhook


def happened(session: Session, event: Happening, detail: Mapping[str, Any], owner: str = "") -> None:
    """Note, with what the session writes, that something happened; whoever is to hear of it is told once that is written.

    Args:
        session: Writes what happened.
        event: What happened.
        detail: Ids of what it happened to.
        owner: Whose thing it is; only their webhooks tell it. Empty if nobody's.
    """
    for hook in session.scalars(select(WebhookRow)):
        if event in hook.events and owner and account_of(owner) != hook.owner:
            continue
        if event in hook.events:
            session.add(DeliveryRow(id=f"msg_{secrets.token_hex(12)}", webhook=hook.id, event=event, detail=dict(detail)))


class Webhooks:
    """The webhooks of an installation and what they tell."""

    def __init__(self, database: Engine) -> None:
        self._database = database

    def add(self, owner: str, address: str, events: Sequence[Happening]) -> Webhook:
        """Keep a webhook and return it."""
        row = WebhookRow(id=secrets.token_hex(8), owner=owner, address=address, events=list(events), made=now())
        with reachable(), Session(self._database, expire_on_commit=False) as session, session.begin():
            session.add(row)
        return _webhook(row)

    def all(self) -> list[Webhook]:
        """Return every webhook, oldest first."""
        with reachable(), Session(self._database) as session:
            return [_webhook(row) for row in session.scalars(select(WebhookRow).order_by(WebhookRow.made, WebhookRow.id))]

    def find(self, webhook_id: str) -> Webhook | None:
        """Return a webhook; None if there is none of this id."""
        with reachable(), Session(self._database) as session:
            row = session.get(WebhookRow, webhook_id)
            return _webhook(row) if row else None

    def remove(self, webhook_id: str) -> None:
        """Forget a webhook and what it had still to tell."""
        with reachable(), Session(self._database) as session, session.begin():
            session.execute(delete(DeliveryRow).where(DeliveryRow.webhook == webhook_id))
            session.execute(delete(WebhookRow).where(WebhookRow.id == webhook_id))

    def due(self, at: datetime) -> Delivery | None:
        """Return what is to be told next; None if nothing is due."""
        query = select(DeliveryRow).where(DeliveryRow.state == "waiting", DeliveryRow.due <= at)
        with reachable(), Session(self._database) as session:
            row = session.scalar(query.order_by(DeliveryRow.due, DeliveryRow.at, DeliveryRow.id).limit(1))
            return _delivery(row) if row else None

    def deliveries(self, webhook_id: str, limit: int) -> list[Delivery]:
        """Return what a webhook told or has still to tell, newest first."""
        query = select(DeliveryRow).where(DeliveryRow.webhook == webhook_id)
        with reachable(), Session(self._database) as session:
            rows = session.scalars(query.order_by(DeliveryRow.at.desc(), DeliveryRow.id).limit(limit))
            return [_delivery(row) for row in rows]

    def ended(self, one: Delivery, state: DeliveryState, told: str) -> None:
        """Note that a telling is over."""
        with reachable(), Session(self._database) as session, session.begin():
            values = {"state": state, "told": told, "tries": one.tries + (state != "dropped")}
            session.execute(update(DeliveryRow).where(DeliveryRow.id == one.delivery_id).values(**values))

    def missed(self, one: Delivery, due: datetime, told: str) -> None:
        """Note that a try failed. All that the webhook has to tell waits until then: the same receiver would fail again."""
        with reachable(), Session(self._database) as session, session.begin():
            own = update(DeliveryRow).where(DeliveryRow.id == one.delivery_id)
            session.execute(own.values(tries=one.tries + 1, told=told, due=due))
            others = (DeliveryRow.webhook == one.webhook_id, DeliveryRow.state == "waiting", DeliveryRow.due < due)
            session.execute(update(DeliveryRow).where(*others).values(due=due))

    def forget(self, older: timedelta) -> None:
        """Forget what has been over for so long."""
        with reachable(), Session(self._database) as session, session.begin():
            session.execute(delete(DeliveryRow).where(DeliveryRow.state != "waiting", DeliveryRow.at < now() - older))


def _webhook(row: WebhookRow) -> Webhook:
    return Webhook(row.id, row.owner, row.address, tuple(row.events), row.made)  # type: ignore[arg-type]


def _delivery(row: DeliveryRow) -> Delivery:
    return Delivery(
        delivery_id=row.id,
        webhook_id=row.webhook,
        event=row.event,  # type: ignore[arg-type]
        detail=row.detail,
        at=row.at,
        state=row.state,  # type: ignore[arg-type]
        tries=row.tries,
        due=row.due,
        told=row.told,
    )
