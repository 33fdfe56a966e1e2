"""Files inside files, written out under names that cannot leave their folder, with limits against bombs."""

import errno
import re
from collections import Counter
from io import RawIOBase
from pathlib import Path, PurePosixPath
from typing import Protocol

from indexer.reading import Part
from paraq.errors import Invalid, Unavailable

# The largest transfers seen in peers' reports have some 16,000 files; a bomb has as many as it likes.
MAX_PARTS = 20_000
# What one container may unpack to.
MAX_BYTES = 8_000_000_000
# Office files pack 10 to 50 times, blank scans up to 1,000; a bomb more. Small containers may.
MAX_RATIO, RATIO_FREE = 1000, 100_000_000
CHUNK = 1 << 20


class Source(Protocol):
    """What a part is read from."""

    def read(self, size: int, /) -> bytes:
        """Return up to so many bytes, none at the end."""


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
        self._names: set[str] = set()
        self._copies: Counter[tuple[str, str]] = Counter()
        self.found: list[Part] = []

    def add(self, name: str, source: Source) -> None:
        """Write a part out.

        Raises:
            Invalid: The container unpacks to too much (code ``bomb``).
            Unavailable: There is no room for it.
        """
        self.check(self._written, len(self.found) + 1)
        target = self._folder / f"{len(self.found):05d}"
        # Unbuffered, so that a disk that is full says so here and is not taken for a broken part.
        with target.open("wb", buffering=0) as file:
            while chunk := source.read(CHUNK):
                self._written += len(chunk)
                self.check(self._written)
                write(file, chunk)
        self.found.append(Part(self._name(name), target))

    def lose(self, name: str, reason: str) -> None:
        """Note a part that cannot be unpacked; what was written of it is taken away."""
        self.check(self._written, len(self.found) + 1)
        (self._folder / f"{len(self.found):05d}").unlink(missing_ok=True)
        self.found.append(Part(self._name(name), None, reason))

    def _name(self, name: str) -> str:
        """Return a name that no other part has, for a part is known by its name."""
        safe = safe_name(name, len(self.found))
        stem, dot, ending = safe.rpartition(".") if "." in safe.rpartition("/")[2][1:] else (safe, "", "")
        while safe in self._names:
            self._copies[stem, ending] += 1
            safe = f"{stem} ({self._copies[stem, ending] + 1}){dot}{ending}"
        self._names.add(safe)
        return safe

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


def refuse_when_full(error: OSError) -> None:
    """Raise Unavailable if an error says that there is no room left; a later try may find some."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        raise Unavailable("There is no room left", remedy="Free some disk space and start again", code="store") from error


def write(file: RawIOBase, chunk: bytes) -> None:
    """Write all of a chunk; raises Unavailable if there is no room for it."""
    rest = memoryview(chunk)
    try:
        while rest:
            rest = rest[file.write(rest) or 0 :]
    except OSError as error:
        refuse_when_full(error)
        raise


def _bomb(what: str) -> Invalid:
    return Invalid(f"The container unpacks to {what}", remedy="Unpack it by hand and hand over what is needed", code="bomb")
