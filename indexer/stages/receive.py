"""Receive: keep each file of a transfer under its content and note where it was found."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from indexer.transfers.offered import About, Offered
from paraq.catalogue.entries import Arrival
from paraq.catalogue.intake import Intake
from paraq.errors import Unavailable
from paraq.store import Store


@dataclass(frozen=True, slots=True)
class Received:
    """A stored file of a transfer, to be looked into and read; ``depth`` counts the files around it."""

    transfer: int
    sha256: str
    path: str
    about: About
    depth: int = 0


def receive(intake: Intake, store: Store, transfer: int, offers: Iterator[Offered]) -> Iterator[Received]:
    """Store what is offered, one file at a time as it is asked for; a file that cannot be taken is noted with the reason."""
    for offer in offers:
        reason, sha256, size = offer.reason, "", 0
        if not reason:
            try:
                size = offer.file.stat().st_size
                sha256 = store.put(offer.file)
            except OSError as error:
                reason = f"The file cannot be read: {error.strerror or error}"
        intake.arrived(transfer, [Arrival(offer.path, sha256, size, False, reason, offer.about.as_json())])
        if sha256:
            yield Received(transfer, sha256, offer.path, offer.about)


def refuse_when_full(store_root: Path, least: int = 64 << 20) -> None:
    """Raise Unavailable if there is no room to take anything in; a database needs some to say that it has none."""
    room = os.statvfs(store_root)
    if room.f_bavail * room.f_frsize < least:
        raise Unavailable(
            "There is no room left", where=str(store_root), remedy="Free some disk space and start again", code="disk-full"
        )
