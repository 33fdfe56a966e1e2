"""The queue of signatures that wait to be checked by workers."""

from collections import deque

from indexer.signatures import check
from indexer.stages.receive import Signed
from indexer.workers import Happening, Item, Lost, Refused, Task
from paraq.catalogue.entries import Checked
from paraq.catalogue.transfers import Transfers
from paraq.store import Store


class Checking:
    """Gives out signatures to be checked and notes what checking said; each is checked once."""

    def __init__(self, transfers: Transfers, store: Store, seconds: float) -> None:
        self._transfers = transfers
        self._store = store
        self._seconds = seconds
        self._waiting: deque[Signed] = deque()
        self._tried: set[Signed] = set()

    def __bool__(self) -> bool:
        return bool(self._waiting)

    def add(self, signed: Signed) -> None:
        """Take up a signature, unless it was checked against this file before."""
        if not self._transfers.is_checked(signed.signature, signed.signed):
            self._waiting.append(signed)

    def next_task(self) -> Task:
        """Return the work on the next signature; there must be one."""
        signed = self._waiting.popleft()
        return Task(check, (self._store, signed.signature, signed.signed, signed.path), self._seconds, signed)

    def happened(self, signed: Signed, happening: Happening) -> None:
        """Note what checking said; a signature that takes its checker down cannot be checked."""
        if isinstance(happening, Item):
            self._transfers.checked(signed.signature, signed.signed, happening.value)
        elif isinstance(happening, Lost) and happening.from_outside and signed not in self._tried:
            self._tried.add(signed)
            self._waiting.append(signed)
        elif isinstance(happening, Refused | Lost):
            reason = happening.reason[:1].upper() + happening.reason[1:]
            self._transfers.checked(signed.signature, signed.signed, Checked("unknown", reason))
