"""What people ask for again: batches, saved searches, records of what was searched; and the thread that answers batches."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Annotated, Final

from fastapi import Depends, Request

from paraq.errors import Conflict, Unavailable
from paraq.services.batch import Batch
from paraq.services.saved import SavedSearching
from paraq.services.scope import Scope

log = logging.getLogger(__name__)

# A list that was just sent begins within this time.
PAUSE_SECONDS: Final = 0.5
# A row is a search or two; what is not answered by then is answered after the next start.
STOP_SECONDS: Final = 10.0


@dataclass(frozen=True)
class Asking:
    """The services behind the routes of batches, saved searches and records."""

    batch: Batch
    saved: SavedSearching
    scope: Scope


def _asking(request: Request) -> Asking:
    asking: Asking | None = request.app.state.parts.asking
    if asking is None:
        raise Unavailable("Batches and saved searches are not set up here", code="asking-missing")
    return asking


Asked = Annotated[Asking, Depends(_asking)]


@contextmanager
def answering(batch: Batch) -> Iterator[None]:
    """Answer batches in a thread of this process; what an earlier process left undone goes on."""
    stopping = threading.Event()
    thread = threading.Thread(target=_answer, args=(batch, stopping), name="batches", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stopping.set()
        thread.join(STOP_SECONDS)


def _answer(batch: Batch, stopping: threading.Event) -> None:
    while not stopping.is_set():
        try:
            busy = batch.turn(stop=stopping.is_set)
        except Conflict:
            # Another process of this home is at it.
            busy = False
        except Unavailable as error:
            log.warning("Batches wait: %s", error)
            busy = False
        except Exception:
            log.exception("Batches wait")
            busy = False
        if not busy:
            stopping.wait(PAUSE_SECONDS)
