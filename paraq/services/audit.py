"""The audit record: who searched, saw, exported, changed, logged in, and for which request. It can be added to and read."""

import csv
import io
import json
import secrets
import threading
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from queue import SimpleQueue
from typing import Any, Final, Literal, Protocol

from paraq.errors import Unavailable
from paraq.records.audit import Event, Head, Line, Verdict, verified
from paraq.services.cells import is_formula
from paraq.services.keyfile import key_in

# As many as wait after one write are written with the next; a transaction of so many lines still takes milliseconds.
TOGETHER: Final = 200
KEY_NAME: Final = "audit.key"
END_NAME: Final = "audit.end"
Form = Literal["jsonl", "csv"]


class Ledger(Protocol):
    """What keeps the lines; see :class:`paraq.catalogue.audit.AuditRecord`."""

    def append(self, events: Sequence[Event], key: bytes) -> Head:
        """Add events in one transaction and return the new end of the chain."""

    def head(self) -> Head | None:
        """Return the end of the chain."""

    def digest(self, number: int) -> str:
        """Return the digest of a line; empty if there is none."""

    def lines(
        self, after: int = 0, *, since: str = "", until: str = "", actor: str = "", action: str = "", limit: int = 0
    ) -> Iterator[Line]:
        """Yield lines in order."""

    def counts(self, since: str, until: str) -> dict[tuple[str, str], int]:
        """Return how many lines each day has of each action."""


class Audit:
    """Adds to the record and checks it.

    Lines that come at the same time are written in one transaction by one thread, so that fifty readers wait for one write and
    not for fifty. Who adds a line waits until it is durable: nothing is shown that the record does not know.
    """

    def __init__(self, ledger: Ledger, home: Path) -> None:
        self._ledger = ledger
        self._home = home
        self._waiting: SimpleQueue[tuple[Event, Future[None]] | None] = SimpleQueue()
        self._writer: threading.Thread | None = None
        self._starting = threading.Lock()
        self.lines = ledger.lines
        self.counts = ledger.counts

    def write(self, event: Event) -> None:
        """Add an event; durable on return.

        Raises:
            Unavailable: It cannot be written.
        """
        self.hand_over(event).result()

    def hand_over(self, event: Event) -> "Future[None]":
        """Return at once what is done when the event is durable."""
        with self._starting:
            if self._writer is None:
                self._writer = threading.Thread(target=self._write_all, name="audit", daemon=True)
                self._writer.start()
        written: Future[None] = Future()
        # Who waits may give up, as when an answer took too long; what was done is written all the same.
        written.set_running_or_notify_cancel()
        self._waiting.put((event, written))
        return written

    def close(self) -> None:
        """Write what waits and end the writer."""
        if self._writer is not None:
            self._waiting.put(None)
            self._writer.join()
            self._writer = None

    def _write_all(self) -> None:
        while (first := self._waiting.get()) is not None:
            batch = [first]
            ended = False
            while not self._waiting.empty() and len(batch) < TOGETHER and not ended:
                more = self._waiting.get()
                ended = more is None
                batch += [more] if more is not None else []
            self._write_batch(batch)
            if ended:
                return

    def _write_batch(self, batch: "list[tuple[Event, Future[None]]]") -> None:
        try:
            self._note(self._ledger.append([event for event, _ in batch], self._key()))
        except Exception as error:  # noqa: BLE001  # Whatever it is, those who wait must be told of it.
            for _, written in batch:
                written.set_exception(error)
        else:
            for _, written in batch:
                written.set_result(None)

    def verify(self) -> Verdict:
        """Return whether the record is whole."""
        ends: list[Head | None] = []

        def every_line() -> Iterator[Line]:
            last = 0
            for line in self._ledger.lines():
                last = line.number
                yield line
            # Read after the lines, so that a line beyond the end was put in and not added meanwhile.
            ends.append(end := self._ledger.head())
            yield from (line for line in self._ledger.lines(last) if end and line.number <= end.number)

        noted = self._noted()
        found = verified(every_line(), ends, self._key(), noted)
        if found.lines and noted is None:
            return replace(found, faults=(*found.faults, f"{END_NAME} is missing in home, so lines cut off may go unseen"))
        return found

    def _note(self, end: Head) -> None:
        """Note the end in home: who cuts lines off in the database can put an older end there, but not here.

        An end that the record no longer holds stays noted, so that what is missing is not forgotten as the record grows.
        """
        noted = self._noted()
        if noted is None or (noted.number < end.number and self._ledger.digest(noted.number) == noted.digest):
            new = self._home / f"{END_NAME}.{secrets.token_hex(4)}"
            new.write_text(f"{end.number} {end.digest} {end.seal}\n")
            new.replace(self._home / END_NAME)

    def _noted(self) -> Head | None:
        try:
            number, digest, seal = (self._home / END_NAME).read_text().split()
            return Head(int(number), digest, seal)
        except (OSError, ValueError):
            return None

    def _key(self) -> bytes:
        """Return the key of the seals, which is made once and lies beside the catalogue, not in it."""
        path = self._home / KEY_NAME
        try:
            return key_in(path)
        except OSError as error:
            raise Unavailable(
                "The key of the audit record cannot be read or made", where=str(path), remedy="Check PARAQ_HOME", code="audit-key"
            ) from error


def exported(lines: Iterable[Line], form: Form) -> Iterator[str]:
    """Yield the record for an inspector, line by line, as JSON objects or CSV rows with a heading."""
    if form == "jsonl":
        for line in lines:
            yield json.dumps(line.as_json(), ensure_ascii=False) + "\n"
        return
    yield "\ufeff"
    heading = True
    for line in lines:
        row: dict[str, Any] = line.as_json()
        out = io.StringIO()
        writer = csv.DictWriter(out, row)
        if heading:
            writer.writeheader()
            heading = False
        writer.writerow({name: _plain(value) for name, value in row.items()})
        yield out.getvalue()


def _plain(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and is_formula(value) else value
