"""What people change here is searchable within two seconds: a thread tells the engine while no run takes files in."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from paraq.errors import ParaqError
from paraq.wiring import House

log = logging.getLogger(__name__)

# A quarter of the two seconds that a change may take; one look costs a query of a table that is mostly empty.
PAUSE_SECONDS: Final = 0.5
# Five hundred pages are analysed and written in about this time on a busy machine.
STOP_SECONDS: Final = 20.0


@contextmanager
def publishing(house: House) -> Iterator[None]:
    """Apply changes to the index while the API runs; a run that takes files in applies them itself."""
    stopping = threading.Event()
    thread = threading.Thread(target=_publish, args=(house, stopping), name="publishing", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stopping.set()
        thread.join(STOP_SECONDS)


def _publish(house: House, stopping: threading.Event) -> None:
    while not stopping.wait(PAUSE_SECONDS):
        try:
            if house.catalogue.outbox.count() and house.holder() is None:
                house.publishing.apply()
        except ParaqError as error:
            # The changes stay in the outbox and are told with the next try.
            log.warning("Changes wait to become searchable: %s", error)
