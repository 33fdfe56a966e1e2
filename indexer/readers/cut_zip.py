"""ZIP containers that were cut off: their directory stood at the end and is lost, but each member has a heading of its own."""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

# APPNOTE 6.3.10, 4.3.7: signature, version, flags, method, time, date, CRC, packed and unpacked size, lengths of name and extra.
_HEADING = struct.Struct("<4s5H3L2H")
_SIGNATURE, _DESCRIPTOR = b"PK\3\4", b"PK\7\x08"
# Bits of a member's flags (4.4.4): it is encrypted; sizes and CRC stand behind its data; its name is UTF-8.
ENCRYPTED, _BEHIND, UTF8_NAME = 0x1, 0x8, 0x800
_STORED, _DEFLATED = 0, 8
_CHUNK = 1 << 16


class CutMember:
    """A member of a ZIP without its directory; whoever reads it to its end without an error has it whole.

    Attributes:
        info: Its name as ``zipfile`` gives it.
        whole: True once it was read to its end and its checksum was right.
    """

    def __init__(self, file: IO[bytes], at: int) -> None:
        """Read the heading at a place; raises BadZipFile if it is cut off."""
        file.seek(at)
        heading = file.read(_HEADING.size)
        if len(heading) < _HEADING.size:
            raise zipfile.BadZipFile
        _, _, self._flags, self._method, _, _, self._checksum, self._left, _, name, extra = _HEADING.unpack(heading)
        written = file.read(name).decode("utf-8" if self._flags & UTF8_NAME else "cp437", "replace")
        file.seek(extra, 1)
        self.info = zipfile.ZipInfo(written)
        self.info.flag_bits = self._flags
        self.whole = False
        self._file = file
        self._inflating = zlib.decompressobj(-zlib.MAX_WBITS)
        self._running = 0

    def read(self, size: int) -> bytes:
        """Return the next bytes, none at the end; raises BadZipFile, EOFError or zlib.error where the member is broken."""
        if self._flags & ENCRYPTED or self._method not in (_STORED, _DEFLATED):
            raise zipfile.BadZipFile
        given = self._inflated(size) if self._method == _DEFLATED else self._stored(size)
        self._running = zlib.crc32(given, self._running)
        if not given:
            self._check()
        return given

    def _inflated(self, size: int) -> bytes:
        while not self._inflating.eof:
            packed = self._inflating.unconsumed_tail or self._file.read(_CHUNK)
            if not packed:
                raise EOFError
            if given := self._inflating.decompress(packed, size):
                return given
        return b""

    def _stored(self, size: int) -> bytes:
        if self._flags & _BEHIND:
            # Nothing tells where it ends.
            raise zipfile.BadZipFile
        given = self._file.read(min(size, self._left))
        if self._left and not given:
            raise EOFError
        self._left -= len(given)
        return given

    def _check(self) -> None:
        """Compare checksums at the end of the data, and leave the file where that is."""
        self._file.seek(-len(self._inflating.unused_data), 1)
        expected = self._checksum
        if self._flags & _BEHIND:
            end = self._file.tell()
            expected = int.from_bytes(self._file.read(8).removeprefix(_DESCRIPTOR)[:4], "little")
            self._file.seek(end)
        if expected != self._running:
            raise zipfile.BadZipFile
        self.whole = True


def cut_members(path: Path) -> Iterator[CutMember]:
    """Give the members of a ZIP by their headings; each is to be read before the next one is asked for."""
    with path.open("rb") as file:
        at = 0
        while (at := _find(file, at)) >= 0:
            try:
                member = CutMember(file, at)
            except zipfile.BadZipFile:
                return
            yield member
            at = file.tell() if member.whole else at + len(_SIGNATURE)


def _find(file: IO[bytes], at: int) -> int:
    """Return where the next heading stands; -1 if there is none."""
    file.seek(at)
    kept = b""
    while chunk := file.read(_CHUNK):
        if (found := (kept + chunk).find(_SIGNATURE)) >= 0:
            return at - len(kept) + found
        at += len(chunk)
        kept = chunk[1 - len(_SIGNATURE) :]
    return -1
