"""Files inside files, written out under names that cannot leave their folder, with limits against bombs."""

import re
from pathlib import Path, PurePosixPath
from typing import IO

from indexer.reading import Part
from paraq.errors import Invalid

# The largest transfers seen in peers' reports have some 16,000 files; a bomb has as many as it likes.
MAX_PARTS = 20_000
# What one container may unpack to.
MAX_BYTES = 8_000_000_000
# Office files pack 10 to 50 times, blank scans up to 1,000; a bomb more. Small containers may.
MAX_RATIO, RATIO_FREE = 1000, 100_000_000
CHUNK = 1 << 20


class Parts:
    """Collects the parts of one container.

    Args:
        workspace: Where they are written.
        packed: Size of the container in bytes.
    """

    def __init__(self, workspace: Path, packed: int) -> None:
        self._folder = workspace / "parts"
        self._folder.mkdir(exist_ok=True)
        self._packed = max(1, packed)
        self._written = 0
        self.found: list[Part] = []

    def add(self, name: str, source: IO[bytes]) -> None:
        """Write a part out.

        Raises:
            Invalid: The container unpacks to too much (code ``bomb``).
        """
        self.check(self._written, len(self.found) + 1)
        target = self._folder / f"{len(self.found):05d}"
        with target.open("wb") as file:
            while chunk := source.read(CHUNK):
                self._written += len(chunk)
                self.check(self._written)
                file.write(chunk)
        self.found.append(Part(safe_name(name, len(self.found)), target))

    def folder(self, name: str) -> Path:
        """Return a new folder beside the parts, for programs that can only unpack into one."""
        beside = self._folder.parent / name
        beside.mkdir()
        return beside

    def check(self, size: int, files: int = 0) -> None:
        """Raise Invalid if so many bytes or files are more than the container may unpack to."""
        if files > MAX_PARTS:
            raise _bomb(f"more than {MAX_PARTS} files")
        if size > MAX_BYTES:
            raise _bomb(f"more than {MAX_BYTES // 1_000_000_000} GB")
        if size > RATIO_FREE and size > MAX_RATIO * self._packed:
            raise _bomb(f"more than {MAX_RATIO} times its own size")


def safe_name(name: str, number: int) -> str:
    """Return a part's name as a relative path with ``/`` that does not climb, never empty."""
    steps = [step for step in PurePosixPath(name.replace("\\", "/")).parts if step not in ("/", "..", ".") and ":" not in step]
    cleaned = "/".join("".join(sign for sign in step if sign.isprintable()) for step in steps).strip("/")
    return cleaned or f"part-{number + 1}"


def leads_out(name: str) -> bool:
    """Tell whether a name in a container is that of a place outside the folder into which it is unpacked."""
    path = PurePosixPath(name.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts or bool(re.match("[A-Za-z]:", name))


def _bomb(what: str) -> Invalid:
    return Invalid(f"The container unpacks to {what}", remedy="Unpack it by hand and hand over what is needed", code="bomb")
