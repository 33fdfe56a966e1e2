"""Work that goes on beside the answers: each kind in a thread of its own, for as long as the API runs."""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from paraq.errors import Conflict, ParaqError

log = logging.getLogger(__name__)

Turn = Callable[[Callable[[], bool]], object]
"""Does some of the work and returns whether there was any; is given what tells it that the API is to end."""


@contextmanager
def working(name: str, turn: Turn, *, pause: float, patience: float, stop: Callable[[], None] = lambda: None) -> Iterator[None]:
    """Take turns in a thread until the end; what a turn raises is logged, and the work waits for the next turn.

    Args:
        name: Of the thread, and of the work in the log.
        turn: Does some of the work.
        pause: Seconds to wait after a turn that found nothing to do, or failed.
        patience: Seconds that a turn under way has to end in.
        stop: Ends a turn under way sooner.
    """
    stopping = threading.Event()

    def work() -> None:
        while not stopping.is_set():
            if not _turned(name, turn, stopping.is_set):
                stopping.wait(pause)

    thread = threading.Thread(target=work, name=name, daemon=True)
    thread.start()
    try:
        yield
    finally:
        stopping.set()
        stop()
        thread.join(patience)


def _turned(name: str, turn: Turn, ending: Callable[[], bool]) -> object:
    try:
        return turn(ending)
    except Conflict:
        # Another process of this home is at it.
        return False
    except (ParaqError, OSError) as error:
        log.warning("%s: this waits for the next turn: %s", name, error)
    except Exception:
        log.exception("%s: this waits for the next turn", name)
    return False
