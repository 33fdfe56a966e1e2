"""Webhooks: other systems are told what happened, signed, again until it has arrived, and never more than they may know.

Signatures and headers are those of Standard Webhooks 1.0 (github.com/standard-webhooks), for which every language has a library.
"""

import base64
import hashlib
import hmac
import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final, Protocol

from paraq.catalogue.catalogue import Catalogue
from paraq.catalogue.tables import now
from paraq.errors import Forbidden, Invalid, Missing, ParaqError, Unavailable
from paraq.records.accounts import at_least
from paraq.records.viewer import OPERATOR, Viewer
from paraq.records.webhook import HAPPENINGS, Delivery, Happening, Webhook
from paraq.services.keyfile import key_in

KEY_NAME: Final = "webhook.key"
# The schedule that Standard Webhooks recommends: a restart of the receiver costs seconds, a lost weekend costs nothing.
WAITS: Final = tuple(timedelta(seconds=seconds) for seconds in (5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400))
# Long enough to look up what went wrong last month.
KEPT: Final = timedelta(days=30)
MOST: Final = 100
LONGEST_ADDRESS: Final = 2000
# What a receiver says when it is gone for good (RFC 9110).
GONE: Final = 410


class Post(Protocol):
    """What brings a telling to its receiver; the library itself speaks no HTTP."""

    def check(self, address: str) -> None:
        """Raise Invalid if nothing may be sent to an address."""

    def send(self, address: str, headers: Mapping[str, str], body: bytes) -> int:
        """Send and return the status of the answer, or raise Invalid or Unavailable if none comes."""


class Webhooks:
    """Keeps webhooks and tells what they are to tell.

    Args:
        catalogue: Where they are kept, and what happened stands.
        home: Where the key lies of which their secrets are made.
        allowed: Whether the archive has switched them on.
        alone: Gives the right to tell, over all processes of this home, or raises Conflict.
    """

    def __init__(
        self, catalogue: Catalogue, home: Path, *, allowed: bool, alone: Callable[[], AbstractContextManager[None]]
    ) -> None:
        self._catalogue = catalogue
        self._book = catalogue.webhooks
        self._home = home
        self._allowed = allowed
        self._alone = alone

    def add(self, address: str, events: Sequence[Happening], owner: str, post: Post | None = None) -> tuple[Webhook, str]:
        """Keep a webhook and return it with the secret that its receiver needs.

        Args:
            address: Where it tells.
            events: What it tells.
            owner: Account with whose rights it tells.
            post: What will bring it there, to refuse an address now that would be refused later.

        Raises:
            Forbidden: Webhooks are switched off, or the owner may not know of this.
            Invalid: Address or events cannot be used, or there are too many.
            Missing: There is no such account.
        """
        self._check_allowed()
        viewer = self._viewer(owner)
        if viewer is None:
            raise Missing("There is no such account", where=owner, code="account-missing")
        if not events or not set(events) <= set(HAPPENINGS):
            raise Invalid(f"A webhook tells of {' or '.join(HAPPENINGS)}", where="events", code="webhook-events")
        if "transfer.done" in events and not _may_see_transfers(viewer):
            raise Forbidden("Transfers are shown to those who may see all fonds", where=owner, code="transfers-all")
        if len(self._book.all()) >= MOST:
            raise Invalid(f"At most {MOST} webhooks can be kept", remedy="Remove some", code="webhook-many")
        if post is not None:
            post.check(address)
        ordered = tuple(event for event in HAPPENINGS if event in events)
        kept = self._book.add(owner, address, ordered)
        return kept, self.secret(kept.webhook_id)

    def all(self) -> list[Webhook]:
        """Return every webhook, oldest first."""
        return self._book.all()

    def remove(self, webhook_id: str) -> None:
        """Forget a webhook and what it had still to tell.

        Raises:
            Missing: There is no such webhook.
        """
        self._book.remove(self._known(webhook_id).webhook_id)

    def deliveries(self, webhook_id: str, limit: int = 100) -> list[Delivery]:
        """Return what a webhook told or has still to tell, newest first.

        Raises:
            Missing: There is no such webhook.
        """
        return self._book.deliveries(self._known(webhook_id).webhook_id, limit)

    def secret(self, webhook_id: str) -> str:
        """Return the secret of a webhook: ``whsec_`` and 32 bytes in base64.

        Raises:
            Unavailable: The key of which it is made cannot be read.
        """
        try:
            key = key_in(self._home / KEY_NAME)
        except OSError as error:
            raise Unavailable("The key of webhooks cannot be read", where=KEY_NAME, code="webhook-key") from error
        made = hmac.digest(key, f"webhook {webhook_id}".encode(), hashlib.sha256)
        return "whsec_" + base64.b64encode(made).decode()

    def turn(self, post: Post, *, stop: Callable[[], bool] = lambda: False, at: Callable[[], datetime] = now) -> bool:
        """Tell what is due and return whether there was anything.

        Raises:
            Conflict: Another process tells.
        """
        if not self._allowed or self._book.due(at()) is None:
            return False
        with self._alone():
            self._book.forget(KEPT)
            while not stop() and (one := self._book.due(at())) is not None:
                self._tell(one, post, at())
        return True

    def _tell(self, one: Delivery, post: Post, at: datetime) -> None:
        hook = self._known(one.webhook_id)
        viewer = self._viewer(hook.owner)
        data = self._data(one, viewer) if viewer else None
        if data is None:
            self._book.ended(one, "dropped", "Nothing of it may be told any more")
            return
        body = json.dumps({"type": one.event, "timestamp": one.at.isoformat(), "data": data}, ensure_ascii=False).encode()
        try:
            status = post.send(hook.address, self._signed(one, body, at), body)
        except ParaqError as error:
            self._missed(one, str(error), at)
            return
        if 200 <= status < 300:
            self._book.ended(one, "done", f"HTTP {status}")
        elif status == GONE:
            self._book.ended(one, "failed", f"HTTP {status}")
        else:
            self._missed(one, f"HTTP {status}", at)

    def _missed(self, one: Delivery, told: str, at: datetime) -> None:
        if one.tries < len(WAITS):
            self._book.missed(one, at + WAITS[one.tries], told)
        else:
            self._book.ended(one, "failed", told)

    def _signed(self, one: Delivery, body: bytes, at: datetime) -> dict[str, str]:
        moment = str(int(at.timestamp()))
        key = base64.b64decode(self.secret(one.webhook_id).removeprefix("whsec_"))
        said = hmac.digest(key, f"{one.delivery_id}.{moment}.".encode() + body, hashlib.sha256)
        return {
            "webhook-id": one.delivery_id,
            "webhook-timestamp": moment,
            "webhook-signature": f"v1,{base64.b64encode(said).decode()}",
            "content-type": "application/json",
            "user-agent": "Paraq",
        }

    def _data(self, one: Delivery, viewer: Viewer) -> dict[str, Any] | None:
        """Return what a viewer may know of what happened, by the rights of now; None if nothing."""
        return self._transfer(one, viewer) if one.event == "transfer.done" else self._new_pages(one, viewer)

    def _transfer(self, one: Delivery, viewer: Viewer) -> dict[str, Any] | None:
        number = one.detail["transfer"]
        found = self._catalogue.transfers.find(str(number))
        if found is None or not _may_see_transfers(viewer):
            return None
        sums = asdict(self._catalogue.report.sums([number]))
        names = ("files", "searchable", "failed_files", "documents", "pages", "searchable_pages", "failed_pages")
        return {"number": number, "address": f"/v1/transfers/{number}", **{name: sums[name] for name in names}}

    def _new_pages(self, one: Delivery, viewer: Viewer) -> dict[str, Any] | None:
        search_id = one.detail["search"]
        name = next((search.name for search in self._catalogue.saved.every() if search.search_id == search_id), None)
        pages = sorted(self._catalogue.saved.cited(one.detail["pages"], viewer))
        if name is None or not pages:
            return None
        return {"search_id": search_id, "name": name, "address": f"/v1/saved-searches/{search_id}/new", "pages": pages}

    def _viewer(self, owner: str) -> Viewer | None:
        if owner == OPERATOR.name:
            return OPERATOR
        found = self._catalogue.accounts.find(owner)
        return found[0].viewer() if found else None

    def _known(self, webhook_id: str) -> Webhook:
        found = self._book.find(webhook_id)
        if found is None:
            raise Missing("There is no such webhook", where=webhook_id, code="webhook-missing")
        return found

    def _check_allowed(self) -> None:
        if not self._allowed:
            raise Forbidden("Webhooks are switched off", remedy="Set PARAQ_WEBHOOKS=true", code="webhooks-off")


def _may_see_transfers(viewer: Viewer) -> bool:
    return viewer.fonds is None and at_least(viewer.role, "archivist")
