"""Plain text, HTML, XML and JSON."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from indexer.readers.encoding import decode, decode_declared, repair
from indexer.readers.markup import text_of_html, text_of_xml, title_of_html
from indexer.readers.sheet import draw, lay_out
from indexer.reading import Contents, ReadOptions, ReadPage
from paraq.errors import Invalid

# 64 MB of text are 15,000 pages: no document, and more than a worker should hold several times over.
MAX_BYTES = 64_000_000
# HTML and XML may name their encoding, as ASCII, near their start.
DECLARED = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?([A-Za-z0-9_.:-]+)", re.IGNORECASE)

# Programs write letters outside ASCII into JSON by their numbers; those below are controls, quotation marks and ASCII.
_ESCAPED = re.compile(r"(?:\\u(?!00[0-7])[0-9a-fA-F]{4})+")


def look(path: Path, name: str, workspace: Path, options: ReadOptions, kind: str) -> Contents:
    """See :func:`indexer.readers.look`."""
    sheets = lay_out(_text(path, kind))
    title = repair(title_of_html(_markup(path))) if kind == "html" else ""
    return Contents(kind, len(sheets.pages), rendition=draw(sheets.pages, workspace / "text.tif"), title=title)


def read(path: Path, contents: Contents, numbers: Sequence[int], options: ReadOptions) -> Iterator[ReadPage]:
    """See :func:`indexer.readers.read`."""
    sheets = lay_out(_text(path, contents.kind))
    for number in numbers:
        yield ReadPage(number, 0, sheets.text(number))


def _text(path: Path, kind: str) -> str:
    if path.stat().st_size > MAX_BYTES:
        raise Invalid(f"The text is longer than {MAX_BYTES // 1_000_000} MB", remedy="Hand it over in parts", code="too-large")
    if kind == "html":
        # Between tags of Latin letters the wrong ones of a short text are too few to be told.
        return repair(text_of_html(_markup(path)))
    if kind == "xml":
        return repair(text_of_xml(_markup(path)))
    content = path.read_bytes()
    # Zeros after the text fill a block; between its letters they belong to them (UTF-16).
    bare = content.rstrip(b"\0")
    written = repair(decode(content if b"\0" in bare else bare))
    return _ESCAPED.sub(_letters, written) if kind == "json" else written


def _letters(escaped: "re.Match[str]") -> str:
    """Return what JSON's numbers of letters stand for, as it is where they are no letters."""
    return escaped[0].encode("ascii").decode("unicode-escape").encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _markup(path: Path) -> str:
    return decode_markup(path.read_bytes())


def decode_markup(content: bytes) -> str:
    """Return the text of HTML or XML by the encoding it declares, or by its letters if that is wrong."""
    declared = DECLARED.search(content[:2048])
    return repair(decode_declared(content, declared[1].decode("ascii") if declared else ""))
