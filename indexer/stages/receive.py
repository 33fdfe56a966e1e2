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


@dataclass(frozen=True, slots=True)
class Signed:
    """A stored signature to be checked against the stored file that it signs; both may be one file."""

    transfer: int
    signature: str
    signed: str
    path: str


def receive(intake: Intake, store: Store, transfer: int, offers: Iterator[Offered]) -> Iterator[Received | Signed]:
    """Store what is offered, one file at a time as it is asked for; what cannot be taken is kept, with the reason."""
    for offer in offers:
        reason, sha256, size = offer.reason, "", 0
        try:
            if not reason or offer.file.is_file():
                size = offer.file.stat().st_size
                sha256 = store.put(offer.file)
        except OSError as error:
            reason = reason or f"The file cannot be read: {error.strerror or error}"
        yield from note(intake, transfer, offer, sha256, size, reason)


def note(
    intake: Intake, transfer: int, offer: Offered, sha256: str, size: int, reason: str, depth: int = 0
) -> Iterator[Received | Signed]:
    """Put a file, with the reason if it is refused, into the catalogue, and give the work that it asks for."""
    signed = intake.content_at(transfer, offer.signs) if offer.role == "signature" and sha256 else ""
    if offer.role == "signature" and sha256 and not signed:
        reason = reason or f"{offer.signs}, which it signs, could not be taken"
    sha256, kept = ("", sha256) if reason else (sha256, "")
    role = "file" if reason and offer.role != "absent" else offer.role
    about = offer.about.as_json()
    intake.arrived(transfer, [Arrival(offer.path, sha256, size, depth > 0, reason, about, role, offer.signs, kept)])
    if not sha256:
        return
    if role == "file":
        yield Received(transfer, sha256, offer.path, offer.about, depth)
    # A document inside its signature is there to be checked once it is unpacked.
    if offer.signs and (signed or offer.signs == offer.path):
        yield Signed(transfer, sha256, signed or sha256, offer.path)


def refuse_when_full(store_root: Path, least: int = 64 << 20) -> None:
    """Raise Unavailable if there is no room to take anything in; a database needs some to say that it has none."""
    room = os.statvfs(store_root)
    if room.f_bavail * room.f_frsize < least:
        raise Unavailable(
            "There is no room left", where=str(store_root), remedy="Free some disk space and start again", code="disk-full"
        )
