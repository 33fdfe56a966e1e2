"""What people change here is searchable within two seconds: a thread tells the engine while no run takes files in."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Final

from api.background import working
from paraq.wiring import House

# A quarter of the two seconds that a change may take; one look costs a query of a table that is mostly empty.
PAUSE_SECONDS: Final = 0.5
# Five hundred pages are analysed and written in about this time on a busy machine.
STOP_SECONDS: Final = 20.0


def publishing(house: House) -> AbstractContextManager[None]:
    """Apply changes to the index while the API runs; a run that takes files in applies them itself."""

    def turn(ending: Callable[[], bool]) -> bool:
        if not house.catalogue.outbox.count() or house.holder() is not None:
            return False
        # Changes that cannot be told now stay in the outbox for the next turn.
        return house.publishing.apply_all(lambda: ending() or house.holder() is not None) > 0

    return working("publishing", turn, pause=PAUSE_SECONDS, patience=STOP_SECONDS)
