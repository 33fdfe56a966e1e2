"""A table of words on disk, mapped into memory: loaded at once, shared by all worker processes, quick to look up.

A word's hash says which slot holds the place of its record; if another word has that slot, the next free one does.
"""

import mmap
from array import array
from codecs import charmap_encode
from collections.abc import Iterable
from encodings.kz1048 import encoding_table
from pathlib import Path
from struct import Struct
from typing import Final
from zlib import crc32

ENCODING = "kz1048"
"""Of words: one byte a letter, Kazakh or Russian, half of what UTF-8 takes."""
_HEAD = Struct("=I")
# Places in the machine's own order of bytes: the table is built where it is used.
_PLACE: Final = "I"


def pack(records: Iterable[tuple[str, bytes]]) -> bytes:
    """Return a table of Kazakh and Russian words and what is known of each, as it is kept on disk.

    A word has no space, and a record, its word and a space included, at most 255 bytes.
    """
    known = sorted(records)
    # At most half of the slots are taken, so that a word is in its own slot or in the next one or two.
    size = 1 << (2 * len(known)).bit_length()
    slots = array(_PLACE, bytes(_HEAD.size * size))
    # No record is at place 0, which marks a free slot.
    body = bytearray(1)
    for word, value in known:
        key = f"{word} ".encode(ENCODING)
        slot = crc32(key) % size
        while slots[slot]:
            slot = (slot + 1) % size
        slots[slot] = len(body)
        body += bytes([len(key) + len(value)]) + key + value
    return _HEAD.pack(size) + slots.tobytes() + body


class HashTable:
    """Looks words up in a packed table."""

    def __init__(self, path: Path) -> None:
        """Map the file."""
        with path.open("rb") as file:
            self._data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        (self._size,) = _HEAD.unpack_from(self._data)
        self._body = _HEAD.size * (1 + self._size)
        self._slots = memoryview(self._data)[_HEAD.size : self._body].cast(_PLACE)

    def get(self, word: str) -> bytes | None:
        """Return what is known of a word, or nothing if the table lacks it."""
        key: bytes = charmap_encode(f"{word} ", "replace", encoding_table)[0]
        slot = crc32(key) % self._size
        while place := self._slots[slot]:
            start = self._body + place + 1
            record = self._data[start : start + self._data[start - 1]]
            if record.startswith(key):
                return record[len(key) :]
            slot = (slot + 1) % self._size
        return None
