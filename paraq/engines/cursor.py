"""Where a list of hits goes on: the cursor that a client hands back, and the snapshots of an index that keep a list stable."""

import base64
import binascii
import json
import secrets
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from paraq.errors import Invalid

# A reader needs minutes for a page of hits; a snapshot holds files that were replaced since, so it is not kept for ever.
SNAPSHOT_SECONDS: Final = 600.0
SNAPSHOTS: Final = 32

Searcher = TypeVar("Searcher")


@dataclass(frozen=True, slots=True)
class Cursor:
    """The place after a hit.

    Attributes:
        order: The order of the list, which the next call must ask for again.
        snapshot: Key of the state of the index that the list is read from; the list goes on without it if it is gone.
        start: Rank of the first hit with this hit's score.
        score: The hit's score.
        key: The hit's sort key, in lists by relevance its page id.
        way: Number of the shortcut by which the hit was found, 0 for none.
    """

    order: str
    snapshot: str
    start: int
    score: float
    key: str
    way: int = 0

    def written(self) -> str:
        """Return the cursor as text for an address."""
        values = (self.order, self.snapshot, self.start, self.score, self.key, self.way)
        return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")

    @staticmethod
    def read(text: str, order: str) -> "Cursor | None":
        """Return the cursor of a text, None for an empty one.

        Raises:
            Invalid: The text is no cursor, or one of a list in another order.
        """
        if not text:
            return None
        try:
            values = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
            way = int(values[5]) if len(values) > 5 else 0
            cursor = Cursor(str(values[0]), str(values[1]), int(values[2]), float(values[3]), str(values[4]), way)
        except (ValueError, TypeError, LookupError, OverflowError, binascii.Error) as error:
            raise Invalid("This is no cursor", where="after", remedy="Take it from a hit", code="cursor") from error
        if cursor.order != order or cursor.start < 0:
            raise Invalid("The cursor belongs to another list", where="after", remedy="Begin the list anew", code="cursor")
        return cursor


class Snapshots(Generic[Searcher]):
    """The last used states of an index, by key; safe for threads."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, tuple[float, Searcher]] = OrderedDict()
        self._lock = threading.Lock()

    def keep(self, searcher: Searcher) -> str:
        """Return the key under which a state can be found again."""
        with self._lock:
            key = next((key for key, (_, kept) in self._kept.items() if kept is searcher), secrets.token_hex(6))
            self._kept[key] = (time.monotonic(), searcher)
            self._kept.move_to_end(key)
            while len(self._kept) > SNAPSHOTS or next(iter(self._kept.values()))[0] < time.monotonic() - SNAPSHOT_SECONDS:
                self._kept.popitem(last=False)
            return key

    def get(self, key: str) -> Searcher | None:
        """Return the state kept under this key, None if it is gone."""
        with self._lock:
            kept = self._kept.get(key)
            return kept[1] if kept else None

    def clear(self) -> None:
        """Forget all."""
        with self._lock:
            self._kept.clear()
