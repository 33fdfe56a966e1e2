"""What people ask for again: batches, saved searches, records of what was searched; and the thread that answers batches."""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Annotated, Final

from fastapi import Depends, Request

from api.background import working
from paraq.errors import Unavailable
from paraq.services.batch import Batch
from paraq.services.saved import SavedSearching
from paraq.services.scope import Scope

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


async def _asking(request: Request) -> Asking:
    asking: Asking | None = request.app.state.parts.asking
    if asking is None:
        raise Unavailable("Batches and saved searches are not set up here", code="asking-missing")
    return asking


Asked = Annotated[Asking, Depends(_asking)]


def answering(batch: Batch) -> AbstractContextManager[None]:
    """Answer batches in a thread of this process; what an earlier process left undone goes on."""
    return working("batches", lambda ending: batch.turn(stop=ending), pause=PAUSE_SECONDS, patience=STOP_SECONDS)
