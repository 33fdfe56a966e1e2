"""Outlook's letters (MS-OXMSG); a letter inside a letter becomes a part of its own, written as EML."""

import email.policy
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from indexer.readers.encoding import repair
from indexer.readers.markup import text_of_html
from indexer.readers.writing import decode_markup

# MS-OXMSG 2.4.1.2: bytes before the properties of a letter inside another one.
INNER_HEADER = 24
# MS-OXPROPS: PidTagHtml, PidTagRtfCompressed and PidTagAttachFilename (eight letters and an ending).
HTML, RTF, SHORT_NAME = 0x1013, 0x1009, 0x3704
# The storage in which an attachment keeps a letter: its content (0x3701) as an object.
INNER_LETTER = "__substg1.0_3701000D"
# There are letters in letters in letters; deeper ones are made to exhaust whoever opens them.
DEEPEST = 8

Attachment = tuple[str, bytes]


def open_outlook(path: Path) -> tuple[str, str, list[Attachment]]:
    """Return text, subject and attachments of a letter."""
    from oxmsg import Message

    letter = Message.load(str(path))
    headings = [f"{heading}: {value}" for heading, value in _headings(letter).items()]
    return repair("\n".join([*headings, "", _text(letter)])), letter.subject or "", list(_attachments(letter, 1))


def _headings(letter: Any) -> dict[str, str]:
    to = ", ".join(f"{one.name} <{one.email_address}>" for one in letter.recipients)
    facts = {"From": letter.sender, "To": to, "Date": letter.sent_date, "Subject": letter.subject}
    return {heading: " ".join(str(value).split()) for heading, value in facts.items() if value}


def _text(letter: Any) -> str:
    if letter.body:
        return str(letter.body)
    # Its bytes first: the code page that the letter names for them may be wrong.
    markup = letter.properties.binary_prop_value(HTML)
    html = decode_markup(markup) if markup else letter.html_body
    return text_of_html(html) if html else _text_of_rtf(letter.properties.binary_prop_value(RTF) or b"")


def unpacked_rtf(packed: bytes) -> bytes:
    """Return RTF that was compressed (MS-OXRTFCP). Raises ValueError if it is broken."""
    from compressed_rtf import decompress

    try:
        return bytes(decompress(packed))
    except Exception as error:
        # The library knows no narrower one.
        raise ValueError("Compressed RTF is broken") from error


def _text_of_rtf(packed: bytes) -> str:
    """Return what a letter says that is kept as compressed RTF alone (MS-OXRTFCP); HTML in it is read as RTF programs do."""
    if not packed:
        return ""
    from striprtf.striprtf import rtf_to_text

    # RTF is ASCII; other letters are told by their numbers in the code page of their font.
    written: str = rtf_to_text(unpacked_rtf(packed).decode("latin-1"), errors="replace")  # type: ignore[no-untyped-call]
    return written.strip()


def _attachments(letter: Any, depth: int) -> Iterator[Attachment]:
    for number, attachment in enumerate(letter.attachments, start=1):
        name = attachment.file_name or attachment.properties.str_prop_value(SHORT_NAME)
        inner = next((one for one in attachment._storage.storages if one.name == INNER_LETTER), None)
        if inner is None:
            yield name or f"attachment-{number}", attachment.file_bytes or b""
        elif depth < DEEPEST:
            yield f"{name or f'attachment-{number}'}.eml", _as_eml(inner, depth)


def _as_eml(storage: Any, depth: int) -> bytes:
    from oxmsg import Message
    from oxmsg.properties import Properties

    letter = Message(storage)
    # Else it would look for its properties where those of a letter in a file begin.
    letter.__dict__["_properties"] = Properties(storage, properties_header_offset=INNER_HEADER)
    written = EmailMessage(policy=email.policy.SMTPUTF8)
    for heading, value in _headings(letter).items():
        written[heading] = value
    written.set_content(_text(letter))
    for name, content in _attachments(letter, depth + 1):
        written.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return written.as_bytes()
