"""Letters: EML (RFC 5322) and Outlook's MSG. Heading and text become pages, attachments become parts."""

import email
import email.policy
import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from indexer.readers.encoding import decode, repair
from indexer.readers.markup import text_of_html
from indexer.readers.parts import Parts
from indexer.readers.sheet import draw, lay_out, text_of
from indexer.readers.writing import decode_markup
from indexer.reading import Contents, ReadOptions, ReadPage
from paraq.errors import Invalid

HEADINGS = ("From", "To", "Cc", "Date", "Subject")


def look(path: Path, name: str, workspace: Path, options: ReadOptions, kind: str) -> Contents:
    """See :func:`indexer.readers.look`."""
    text, title, attachments = _opened(path, name, kind)
    parts = Parts(workspace, path.stat().st_size)
    for attached, content in attachments:
        parts.add(attached, io.BytesIO(content))
    pages = lay_out(text)
    return Contents(kind, len(pages), rendition=draw(pages, workspace / "mail.tif"), parts=tuple(parts.found), title=title)


def read(path: Path, contents: Contents, numbers: Sequence[int], options: ReadOptions) -> Iterator[ReadPage]:
    """See :func:`indexer.readers.read`."""
    pages = lay_out(_opened(path, path.name, contents.kind)[0])
    for number in numbers:
        yield ReadPage(number, 0, text_of(pages[number - 1]))


def _opened(path: Path, name: str, kind: str) -> tuple[str, str, list[tuple[str, bytes]]]:
    """Return text, subject and attachments of a letter."""
    try:
        return _open_eml(path) if kind == "eml" else _open_msg(path)
    except (ValueError, LookupError, TypeError, AttributeError, OSError, RecursionError, AssertionError) as error:
        raise Invalid("The letter is broken and cannot be opened", where=name, code="broken") from error


def _open_eml(path: Path) -> tuple[str, str, list[tuple[str, bytes]]]:
    with path.open("rb") as file:
        letter = email.message_from_binary_file(file, policy=email.policy.default)
    headings = [f"{heading}: {letter[heading]}" for heading in HEADINGS if letter[heading]]
    body = letter.get_body(("plain", "html"))
    attachments = []
    for number, part in enumerate(letter.iter_attachments(), start=1):
        attachments.append((part.get_filename() or _unnamed(part, number), _content(part)))
    text = _body_text(body) if body is not None else ""
    return repair("\n".join([*headings, "", text])), str(letter["Subject"] or ""), attachments


def _unnamed(part: Any, number: int) -> str:
    return f"attachment-{number}" + (".eml" if part.get_content_type() == "message/rfc822" else "")


def _content(part: Any) -> bytes:
    if part.get_content_type() == "message/rfc822":
        return bytes(part.get_payload(0).as_bytes())
    return part.get_payload(decode=True) or b""


def _body_text(body: Any) -> str:
    content = body.get_payload(decode=True) or b""
    charset = body.get_content_charset()
    try:
        written = content.decode(charset) if charset else decode(content)
    except (LookupError, UnicodeError):
        written = decode(content)
    return text_of_html(written) if body.get_content_type() == "text/html" else written


def _open_msg(path: Path) -> tuple[str, str, list[tuple[str, bytes]]]:
    from oxmsg import Message

    letter = Message.load(str(path))
    to = ", ".join(f"{one.name} <{one.email_address}>" for one in letter.recipients)
    facts = {"From": letter.sender, "To": to, "Date": letter.sent_date, "Subject": letter.subject}
    headings = [f"{heading}: {value}" for heading, value in facts.items() if value]
    text = letter.body or (text_of_html(decode_markup(letter.html_body.encode())) if letter.html_body else "")
    attachments = [
        (one.file_name or f"attachment-{n}", one.file_bytes or b"") for n, one in enumerate(letter.attachments, start=1)
    ]
    return repair("\n".join([*headings, "", text])), letter.subject or "", attachments
