"""7z containers, unpacked as far as they are whole."""

import lzma
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import py7zr
from py7zr.exceptions import ArchiveError, PasswordRequired

from indexer.readers.parts import CHUNK, refuse_when_full

# Files packed together in one block are lost together. Each block is opened anew, which for so many takes seconds.
_MOST_BLOCKS = 200


@dataclass(frozen=True, slots=True)
class Member:
    """A file in a 7z container: its size and checksum unpacked, None if it has none, and the block in which it is packed."""

    name: str
    size: int
    checksum: int | None
    block: int


class SevenZip:
    """A 7z container; its methods raise PasswordRequired or one of ``BROKEN``."""

    # What the library raises for damaged containers, and with a wrong password.
    BROKEN = (
        *(ArchiveError, lzma.LZMAError, zlib.error, EOFError, OSError, ValueError, NotImplementedError),
        *(TypeError, AttributeError, KeyError, IndexError, AssertionError),
    )

    def __init__(self, path: Path, password: str) -> None:
        self._path = path
        self._password = password or None

    def members(self) -> list[Member]:
        """Return the files in it, without folders and links; of several of one name, the last."""
        with self._open() as package:
            if package.needs_password() and not self._password:
                raise PasswordRequired
            blocks = {file.filename: id(file.folder) for file in package.files}
            found = [
                Member(one.filename, one.uncompressed or 0, one.crc32, blocks.get(one.filename, 0))
                for one in package.list()
                if not one.is_directory and not one.is_symlink
            ]
        return list({member.name: member for member in found}.values())

    def unpack(self, folder: Path) -> dict[str, Path]:
        """Unpack into an empty folder and return where each whole file is.

        Raises:
            Unavailable: There is no room for it.
        """
        members = self.members()
        try:
            self._extract(folder, members)
        except self.BROKEN as error:
            if isinstance(error, OSError):
                refuse_when_full(error)
            return self._saved(folder, members, error)
        return {member.name: folder / member.name for member in members if _is_file(folder / member.name)}

    def _saved(self, folder: Path, members: list[Member], error: BaseException) -> dict[str, Path]:
        """Unpack block by block after all at once has failed; what comes out is believed for its checksum only."""
        for block in list(dict.fromkeys(member.block for member in members))[:_MOST_BLOCKS]:
            left = [member for member in members if member.block == block and not _is_whole(folder, member)]
            with suppress(*self.BROKEN):
                self._extract(folder, left)
        whole = {member.name: folder / member.name for member in members if _is_whole(folder, member)}
        if not whole:
            raise error
        return whole

    def _extract(self, folder: Path, members: Iterable[Member]) -> None:
        with self._open() as package:
            package.extract(folder, targets=[member.name for member in members])

    @contextmanager
    def _open(self) -> Iterator[Any]:
        # Given a name, the library would open the file anew in a thread for each block, and leave it open where one is broken.
        with self._path.open("rb") as file, py7zr.SevenZipFile(file, password=self._password) as package:
            yield package


def _is_whole(folder: Path, member: Member) -> bool:
    path = folder / member.name
    if not _is_file(path) or path.stat().st_size != member.size:
        return False
    if member.checksum is None:
        # Empty files have none; of others nothing tells that they are whole.
        return member.size == 0
    checksum = 0
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            checksum = zlib.crc32(chunk, checksum)
    return checksum == member.checksum


def _is_file(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()
