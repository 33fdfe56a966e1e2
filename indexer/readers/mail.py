"""Letters: EML (RFC 5322) and Outlook's MSG. Heading and text become pages, attachments become parts."""

import email
import email.policy
import io
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from indexer.readers.encoding import decode, decode_declared, repair
from indexer.readers.markup import text_of_html
from indexer.readers.outlook import open_outlook
from indexer.readers.parts import Parts
from indexer.readers.sheet import draw, lay_out
from indexer.reading import Contents, ReadOptions, ReadPage
from paraq.errors import Invalid

# Old programs wrote names of attachments as they were, without saying in which encoding.
_RAW_NAME = re.compile(r"name\s*=\s*\"?([^\";\r\n]+)", re.IGNORECASE)
HEADINGS = ("From", "To", "Cc", "Date", "Subject")


def look(path: Path, name: str, workspace: Path, options: ReadOptions, kind: str) -> Contents:
    """See :func:`indexer.readers.look`."""
    text, title, attachments = _opened(path, name, kind)
    parts = Parts(workspace, path.stat().st_size)
    for attached, content in attachments:
        parts.add(attached, io.BytesIO(content))
    sheets = lay_out(text)
    rendition = draw(sheets.pages, workspace / "mail.tif")
    return Contents(kind, len(sheets.pages), rendition=rendition, parts=tuple(parts.found), title=title)


def read(path: Path, contents: Contents, numbers: Sequence[int], options: ReadOptions) -> Iterator[ReadPage]:
    """See :func:`indexer.readers.read`."""
    sheets = lay_out(_opened(path, path.name, contents.kind)[0])
    for number in numbers:
        yield ReadPage(number, 0, sheets.text(number))


def _opened(path: Path, name: str, kind: str) -> tuple[str, str, list[tuple[str, bytes]]]:
    """Return text, subject and attachments of a letter."""
    try:
        return _open_eml(path) if kind == "eml" else open_outlook(path)
    except (ValueError, LookupError, TypeError, AttributeError, OSError, RecursionError, AssertionError) as error:
        raise Invalid("The letter is broken and cannot be opened", where=name, code="broken") from error


def _open_eml(path: Path) -> tuple[str, str, list[tuple[str, bytes]]]:
    with path.open("rb") as file:
        letter = email.message_from_binary_file(file, policy=email.policy.default)
    headings = {heading: _heading(letter, heading) for heading in HEADINGS if letter[heading]}
    body = letter.get_body(("plain", "html"))
    attachments = []
    for number, part in enumerate(_attached(letter, body), start=1):
        attachments.append((_file_name(part) or _unnamed(part, number), _content(part)))
    text = _body_text(body) if body is not None else ""
    lines = [f"{heading}: {value}" for heading, value in headings.items()]
    return repair("\n".join([*lines, "", text])), headings.get("Subject", ""), attachments


def _attached(part: Any, body: Any, *, other_form: bool = False) -> Iterator[Any]:
    """Yield the parts of a letter that are neither its text nor another form of it, those shown inside the text too."""
    if part.get_content_maintype() == "multipart" and part.is_multipart():
        for inner in part.iter_parts():
            yield from _attached(inner, body, other_form=other_form or part.get_content_subtype() == "alternative")
    elif part is not body and not (other_form and part.get_content_maintype() == "text" and not part.get_filename()):
        yield part


def _heading(letter: Any, name: str) -> str:
    value = " ".join(str(letter[name]).split())
    if "\ufffd" in value:
        # Old programs wrote Cyrillic headings as they were, in an encoding that only the letters tell.
        raw = next(content for heading, content in letter.raw_items() if heading.lower() == name.lower())
        value = " ".join(decode(raw.encode("ascii", "surrogateescape")).split())
    return value


def _file_name(part: Any) -> str:
    name = part.get_filename() or ""
    if "\ufffd" not in name:
        return name
    for heading, content in part.raw_items():
        if found := _RAW_NAME.search(content) if heading.lower() in ("content-disposition", "content-type") else None:
            return decode(found[1].encode("ascii", "surrogateescape"))
    return name


def _unnamed(part: Any, number: int) -> str:
    return f"attachment-{number}" + (".eml" if part.get_content_type() == "message/rfc822" else "")


def _content(part: Any) -> bytes:
    if part.get_content_type() == "message/rfc822":
        return bytes(part.get_payload(0).as_bytes())
    return part.get_payload(decode=True) or b""


def _body_text(body: Any) -> str:
    content = body.get_payload(decode=True) or b""
    written = decode_declared(content, body.get_content_charset() or "")
    return repair(text_of_html(written) if body.get_content_type() == "text/html" else written)
