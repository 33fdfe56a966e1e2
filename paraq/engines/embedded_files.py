"""The files of the embedded index: generations beside each other, the one that is live, and the right to write."""

import fcntl
import json
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from paraq.errors import Conflict, Unavailable

# Writers hold the lock for one batch, so another one waits that long before it gives up.
LOCK_SECONDS: Final = 30.0


@dataclass(frozen=True, slots=True)
class Live:
    """The generation that is searched, and what it was built with."""

    path: Path
    fingerprint: str


class Generations:
    """``folder/live.json`` names the live generation; each is a Tantivy index of its own in ``folder/generation-N``.

    A new one is built beside the live one and swapped in by renaming one small file; the one before is kept until the next swap.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._pointer = folder / "live.json"

    def live(self) -> Live | None:
        """Return the live generation, None in a new folder.

        Raises:
            Unavailable: The pointer cannot be read.
        """
        try:
            named = json.loads(self._pointer.read_text("utf-8"))
            return Live(self.folder / named["generation"], named["fingerprint"])
        except FileNotFoundError:
            return None
        except (OSError, ValueError, LookupError) as error:
            raise Unavailable(
                "The index cannot be read", where=str(self._pointer), remedy="Run paraq reindex", code="index"
            ) from error

    def begin(self, unfinished: str = "") -> Path:
        """Return the generation that was begun with this fingerprint and not finished, or else make a new, empty one.

        All others that are not live are removed.
        """
        known = self._known()
        live = self.live()
        number = int(known[-1].name.rpartition("-")[2]) + 1 if known else 1
        begun = [path for path in known if unfinished and live and path > live.path and _mark(path)[:1] == [unfinished]]
        going = begun[-1] if begun else None
        self.drop(but=going)
        if going:
            return going
        fresh = self.folder / f"generation-{number:06}"
        fresh.mkdir()
        return fresh

    def drop(self, but: Path | None = None) -> int:
        """Remove the generations that are not live, but for one; return how many."""
        live = self.live()
        gone = [path for path in self._known() if path != but and not (live and path == live.path)]
        for path in gone:
            shutil.rmtree(path)
        return len(gone)

    def mark(self, generation: Path, fingerprint: str, last: str) -> None:
        """Note how far an unfinished generation is."""
        temporary = generation / "unfinished.new"
        temporary.write_text(json.dumps([fingerprint, last]), "utf-8")
        temporary.replace(generation / "unfinished.json")

    def marked(self, generation: Path) -> str:
        """Return how far an unfinished generation is; empty for a new one."""
        return (_mark(generation) or ["", ""])[1]

    def _known(self) -> list[Path]:
        return sorted(path for path in self.folder.glob("generation-*") if path.is_dir())

    def swap(self, fresh: Path, fingerprint: str) -> None:
        """Make this generation the live one."""
        temporary = self._pointer.with_suffix(".new")
        temporary.write_text(json.dumps({"generation": fresh.name, "fingerprint": fingerprint}), "utf-8")
        temporary.replace(self._pointer)

    @contextmanager
    def lock(self, name: str = "writer", patience: float | None = None) -> Iterator[None]:
        """Hold the right to write, over all processes; the system gives it back if a process dies.

        Raises:
            Conflict: Another process has held it for too long.
        """
        with (self.folder / f"{name}.lock").open("w") as handle:
            deadline = time.monotonic() + (LOCK_SECONDS if patience is None else patience)
            while True:
                try:
                    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except BlockingIOError as error:
                    if time.monotonic() > deadline:
                        raise Conflict(
                            "Another process is writing to the index",
                            where=str(self.folder),
                            remedy="Try again later",
                            code="index-busy",
                        ) from error
                    time.sleep(0.02)
            yield


def _mark(generation: Path) -> list[str]:
    try:
        mark: list[str] = json.loads((generation / "unfinished.json").read_text("utf-8"))
    except (OSError, ValueError):
        return []
    return mark
