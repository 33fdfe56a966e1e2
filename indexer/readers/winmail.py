"""Outlook's ``winmail.dat`` (MS-OXTNEF), in which letters to other programs hide their attachments: a container of files."""

import struct
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from indexer.readers.archive import BROKEN_MEMBER, BROKEN_REST, REST, read
from indexer.readers.encoding import decode
from indexer.readers.outlook import unpacked_rtf
from indexer.readers.parts import Parts
from indexer.reading import Contents, ReadOptions
from paraq.errors import Invalid

__all__ = ["look", "read"]

# MS-OXTNEF 2.1.3.2: what an attribute holds, by the lower half of its id.
BODY, NEW_ATTACHMENT, TITLE, DATA = 0x800C, 0x9002, 0x8010, 0x800F
LETTER_PROPERTIES, ATTACHMENT_PROPERTIES = 0x9003, 0x9005
# MS-OXPROPS: PidTagBody, PidTagRtfCompressed, PidTagHtml, PidTagAttachLongFilename, PidTagAttachDataBinary.
TEXT, RTF, HTML, LONG_NAME, CONTENT = 0x1000, 0x1009, 0x1013, 0x3707, 0x3701
# MS-OXTNEF 2.1.3.4: bytes of a value of each type, filled up to four; the others tell their own length.
FIXED = {0x02: 4, 0x03: 4, 0x04: 4, 0x05: 8, 0x06: 8, 0x07: 8, 0x0A: 4, 0x0B: 4, 0x14: 8, 0x40: 8, 0x48: 16}
UNICODE, OBJECT, MANY = 0x1F, 0x0D, 0x1000
# An object begins with the id of its interface.
INTERFACE = 16


def look(path: Path, name: str, workspace: Path, options: ReadOptions, kind: str) -> Contents:
    """See :func:`indexer.readers.look`."""
    parts = Parts(workspace, path.stat().st_size)
    try:
        for inner, content in _files(path.read_bytes()):
            if content is None:
                parts.lose(inner, BROKEN_MEMBER)
            else:
                parts.add(inner, BytesIO(content))
    except (struct.error, IndexError) as error:
        if not parts.found:
            raise Invalid("The letter is broken and cannot be opened", where=name, code="broken") from error
        parts.lose(REST, BROKEN_REST)
    return Contents(kind, 0, parts=tuple(parts.found))


def _files(content: bytes) -> Iterator[tuple[str, bytes | None]]:
    """Yield the letter's text, if it is there, and each attachment; None for one that is broken."""
    attachment: dict[int, bytes] | None = None
    name = ""
    for attribute, value in _attributes(content):
        if attribute == LETTER_PROPERTIES:
            yield from _text(dict(_properties(value)))
        elif attribute == BODY:
            yield "letter.txt", value.rstrip(b"\0")
        elif attribute == NEW_ATTACHMENT:
            yield from _attached(attachment, name)
            attachment, name = {}, ""
        elif attachment is not None and attribute == TITLE:
            name = decode(value.rstrip(b"\0"))
        elif attachment is not None and attribute == DATA:
            attachment[CONTENT] = value
        elif attachment is not None and attribute == ATTACHMENT_PROPERTIES:
            attachment = dict(_properties(value)) | attachment
    yield from _attached(attachment, name)


def _text(properties: dict[int, bytes]) -> Iterator[tuple[str, bytes | None]]:
    if RTF in properties:
        try:
            yield "letter.rtf", unpacked_rtf(properties[RTF])
        except ValueError:
            yield "letter.rtf", None
    elif HTML in properties:
        yield "letter.html", properties[HTML]
    elif TEXT in properties:
        yield "letter.txt", properties[TEXT]


def _attached(properties: dict[int, bytes] | None, name: str) -> Iterator[tuple[str, bytes]]:
    if properties and CONTENT in properties:
        yield decode(properties.get(LONG_NAME, b"")) or name, properties[CONTENT]


def _attributes(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the lower half of the id and the value of each attribute, behind the signature and a key."""
    at = 6
    while at < len(content):
        _, attribute, _, size = struct.unpack_from("<BHHI", content, at)
        at += 9
        if at + size > len(content):
            raise IndexError
        yield attribute, content[at : at + size]
        # Two bytes of checksum follow.
        at += size + 2


def _properties(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the ids and the first values of the properties of an attribute; strings in UTF-8 or as they came."""
    (count,), at = struct.unpack_from("<I", content), 4
    for _ in range(count):
        kind, number = struct.unpack_from("<HH", content, at)
        at += 4
        if number >= 0x8000:
            at += INTERFACE
            named, size = struct.unpack_from("<II", content, at)
            at += 8 + (-(-size // 4) * 4 if named else 0)
        width = FIXED.get(kind & ~MANY, 0)
        many = 1
        if kind & MANY or not width:
            (many,) = struct.unpack_from("<I", content, at)
            at += 4
        values = []
        for _ in range(many):
            size = width
            if not width:
                (size,) = struct.unpack_from("<I", content, at)
                at += 4
            if at + size > len(content):
                raise IndexError
            values.append(content[at : at + size])
            at += -(-size // 4) * 4
        if values and number < 0x8000:
            yield number, _value(kind & ~MANY, values[0])


def _value(kind: int, value: bytes) -> bytes:
    if kind == UNICODE:
        return value.decode("utf-16-le", "replace").rstrip("\0").encode()
    if kind == 0x1E:
        return value.rstrip(b"\0")
    return value[INTERFACE:] if kind == OBJECT else value
