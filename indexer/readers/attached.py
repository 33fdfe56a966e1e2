"""Files inside a PDF: those of its list of attachments, those pinned to a page, and what was filled into an XFA form."""

import hashlib
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from indexer.readers.parts import Parts
from indexer.reading import Part

_XFA_DATA = re.compile(rb"<xfa:data[\s>].*</xfa:data>", re.DOTALL)


def attachments(document: Any, path: Path, workspace: Path, password: str) -> tuple[Part, ...]:
    """Return the files inside an open PDF, written out; one that is both listed and pinned comes once."""
    parts = Parts(workspace, path.stat().st_size)
    seen = set()
    for name, content in (*_listed(document), *_hidden(path, password)):
        known = (name, hashlib.sha256(content).digest())
        if known not in seen:
            seen.add(known)
            parts.add(name, BytesIO(content))
    return tuple(parts.found)


def _listed(document: Any) -> Iterator[tuple[str, bytes]]:
    import pypdfium2

    for index in range(max(0, document.count_attachments())):
        attachment = document.get_attachment(index)
        try:
            yield attachment.get_name(), bytes(attachment.get_data())
        except pypdfium2.PdfiumError:
            # An entry without a file in it.
            continue


def _hidden(path: Path, password: str) -> Iterator[tuple[str, bytes]]:
    """Yield what pdfium does not give, or only by parsing every page, 5 ms each."""
    import pikepdf

    try:
        with pikepdf.open(path, password=password) as document:
            yield from _filled_in(document)
            for page in document.pages:
                yield from _pinned(page)
    except (pikepdf.PdfError, pikepdf.PasswordError, ValueError, TypeError, KeyError, AttributeError, RuntimeError):
        # What pdfium mends this may not; its pages are read all the same.
        return


def _pinned(page: Any) -> Iterator[tuple[str, bytes]]:
    """Yield the files of annotations (ISO 32000-1, 12.5.6.15)."""
    import pikepdf

    for annotation in page.obj.get("/Annots", ()):
        if isinstance(annotation, pikepdf.Dictionary) and annotation.get("/Subtype") == "/FileAttachment":
            file = annotation["/FS"]
            held = file["/EF"]
            yield str(file.get("/UF", file.get("/F", ""))), (held.get("/F") or held["/UF"]).read_bytes()


def _filled_in(document: Any) -> Iterator[tuple[str, bytes]]:
    """Yield the data of a form (ISO 32000-1, 12.7.8) whose pages only ask for Adobe's program to show it: it has no fields."""
    import pikepdf

    form = document.Root.get("/AcroForm")
    if form is None or "/XFA" not in form or len(form.get("/Fields", ())):
        return
    packets = form["/XFA"]
    # A stream with all of the form, or its packets each behind its name.
    whole = (
        packets.read_bytes()
        if isinstance(packets, pikepdf.Stream)
        else b"".join(part.read_bytes() for part in list(packets)[1::2])
    )
    if found := _XFA_DATA.search(whole):
        yield "form.xml", b'<?xml version="1.0"?>\n' + found[0]
