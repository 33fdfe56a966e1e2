"""The store: every file under the SHA-256 of its content, written once and never again."""

import contextlib
import hashlib
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from paraq.errors import Missing, Unavailable

Filler = Callable[[BinaryIO], object]
"""Writes the bytes of a new file."""

_NAME = re.compile(r"[0-9a-f]{64}")
# Large enough that reading a scan is a handful of calls, small enough to stay in the cache.
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Damage:
    """A stored file that is not what its name says; ``reason`` is ``missing`` or ``changed``."""

    sha256: str
    reason: str


class Store:
    """A folder of files, ``ab/cd/abcd...``, durable and complete as soon as they are there.

    Args:
        root: The store's folder; made if missing.
    """

    def __init__(self, root: Path) -> None:
        self._root = root

    def put(self, source: Path | bytes) -> str:
        """Keep a file's bytes and return their SHA-256. Bytes that are there already are not written again.

        Raises:
            Unavailable: There is no room or no right to write.
            OSError: The source cannot be read.
        """
        if isinstance(source, bytes):
            sha256 = hashlib.sha256(source).hexdigest()
            return sha256 if self.has(sha256) else self._write(lambda target: target.write(source))
        with source.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
            if self.has(sha256):
                return sha256
            file.seek(0)
            # The name is that of the bytes copied: the source may have changed between the two readings.
            return self._write(lambda target: shutil.copyfileobj(file, target, _CHUNK))

    def _write(self, fill: Filler) -> str:
        try:
            incoming = self._root / "incoming"
            incoming.mkdir(parents=True, exist_ok=True)
            descriptor, name = tempfile.mkstemp(dir=incoming)
            temporary = Path(name)
            try:
                with os.fdopen(descriptor, "w+b") as target:
                    fill(target)
                    target.flush()
                    target.seek(0)
                    sha256 = hashlib.file_digest(target, "sha256").hexdigest()
                    os.fchmod(target.fileno(), 0o444)
                    os.fsync(target.fileno())
                place = self._place(sha256)
                place.parent.mkdir(parents=True, exist_ok=True)
                temporary.replace(place)
                _sync_folder(place.parent)
            finally:
                temporary.unlink(missing_ok=True)
        except OSError as error:
            raise Unavailable(
                "A file cannot be kept",
                where=str(self._root),
                remedy=f"Check its room and rights: {error.strerror}",
                code="store",
            ) from error
        return sha256

    def has(self, sha256: str) -> bool:
        """Return whether a file of this name is kept."""
        return self._place(sha256).is_file()

    def path(self, sha256: str) -> Path:
        """Return where a kept file lies; it must only be read.

        Raises:
            Missing: No such file is kept.
        """
        place = self._place(sha256)
        if not place.is_file():
            raise Missing(
                "The store does not have this file", where=sha256, remedy="Take the transfer in again", code="store-missing"
            )
        return place

    def verify(self, names: Iterable[str]) -> Iterator[Damage]:
        """Read every named file and give those that are missing or changed."""
        for name in names:
            if not self.has(name):
                yield Damage(name, "missing")
                continue
            with self._place(name).open("rb") as file:
                if hashlib.file_digest(file, "sha256").hexdigest() != name:
                    yield Damage(name, "changed")

    def names(self) -> Iterator[str]:
        """Give the name of every file that is kept, in no order."""
        for path in self._root.glob("[0-9a-f][0-9a-f]/[0-9a-f][0-9a-f]/*"):
            yield path.name

    def clear_incoming(self) -> None:
        """Remove what a killed process was still writing. Only for the one process that takes files in."""
        with contextlib.suppress(FileNotFoundError):
            shutil.rmtree(self._root / "incoming")

    def _place(self, sha256: str) -> Path:
        if not _NAME.fullmatch(sha256):
            raise Missing("This is no name of a stored file", where=sha256, code="store-missing")
        return self._root / sha256[:2] / sha256[2:4] / sha256


def _sync_folder(folder: Path) -> None:
    """Make the name itself durable, not only the bytes behind it."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
