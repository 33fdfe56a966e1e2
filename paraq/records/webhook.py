"""Webhooks: which system is told of what, and each telling until it has arrived or is given up."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal, get_args

Happening = Literal["transfer.done", "saved-search.new"]
HAPPENINGS: Final[tuple[Happening, ...]] = get_args(Happening)
DeliveryState = Literal["waiting", "done", "failed", "dropped"]
"""``dropped``: nothing of it may be told to the owner of the webhook any more."""


@dataclass(frozen=True, slots=True)
class Webhook:
    """An address that is told of happenings.

    Attributes:
        webhook_id: Its id.
        owner: Account with whose rights it is told.
        address: Where it is told, http or https.
        events: What it is told of.
        made: When it was made; it is told of nothing that was before.
    """

    webhook_id: str
    owner: str
    address: str
    events: tuple[Happening, ...]
    made: datetime


@dataclass(frozen=True, slots=True)
class Delivery:
    """One telling.

    Attributes:
        delivery_id: The same at every try, so that a receiver can tell a second telling of the same.
        webhook_id: Which webhook tells it.
        event, detail, at: What happened, of what, and when.
        state: Whether it arrived.
        tries: How often it was tried.
        due: When it is tried next.
        told: What came of the last try, in plain words.
    """

    delivery_id: str
    webhook_id: str
    event: Happening
    detail: Mapping[str, Any]
    at: datetime
    state: DeliveryState
    tries: int
    due: datetime
    told: str
