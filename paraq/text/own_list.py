"""Lists that come with Paraq and that the archive changes: what it writes is in force without a restart."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Generic, TypeVar

from paraq.settings import read_settings

Read = TypeVar("Read")

# A look at a file takes longer than a name takes to compare; nobody notices a second.
_LOOK_SECONDS = 1.0


class OwnList(Generic[Read]):
    """A list read from the shipped file and, if there is one, the archive's under ``PARAQ_HOME``; read anew when that changes."""

    def __init__(self, name: str, shipped: Path, read: Callable[..., Read]) -> None:
        """Take the path of the archive's file under the home, Paraq's own file, and what reads one or both of them."""
        self._name = name
        self._shipped = shipped
        self._read = read
        self._kept: tuple[tuple[Path, object], Read] | None = None
        self._look_at = 0.0

    def __call__(self) -> Read:
        """Return the list as it is now.

        Raises:
            Invalid: The archive's file cannot be read.
        """
        now = time.monotonic()
        if self._kept is None or now >= self._look_at:
            own = read_settings().home / self._name
            stamp = _stamp(own)
            if self._kept is None or stamp != self._kept[0]:
                self._kept = (stamp, self._read(self._shipped, *([own] if stamp[1] is not None else [])))
            self._look_at = now + _LOOK_SECONDS
        return self._kept[1]

    def cache_clear(self) -> None:
        """Look at the files again when the list is next asked for."""
        self._kept = None
        self._look_at = 0.0


def _stamp(path: Path) -> tuple[Path, object]:
    """Return what differs between two states of a file; its second part is None if there is none."""
    try:
        state = path.stat()
    except OSError:
        return path, None
    return path, (state.st_mtime_ns, state.st_size, state.st_ino)
