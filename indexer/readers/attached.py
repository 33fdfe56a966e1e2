"""Files inside a PDF: those of its list of attachments, and those pinned to a place on a page."""

import hashlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from indexer.readers.parts import Parts
from indexer.reading import Part


def attachments(document: Any, path: Path, workspace: Path, password: str) -> tuple[Part, ...]:
    """Return the files inside an open PDF, written out; one that is both listed and pinned comes once."""
    parts = Parts(workspace, path.stat().st_size)
    seen = set()
    for name, content in (*_listed(document), *_pinned(path, password)):
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


def _pinned(path: Path, password: str) -> Iterator[tuple[str, bytes]]:
    """Yield the files of annotations (ISO 32000-1, 12.5.6.15); pdfium would parse every page for them, 5 ms each."""
    import pikepdf

    try:
        with pikepdf.open(path, password=password) as document:
            for page in document.pages:
                for annotation in page.obj.get("/Annots", ()):
                    if isinstance(annotation, pikepdf.Dictionary) and annotation.get("/Subtype") == "/FileAttachment":
                        file = annotation["/FS"]
                        held = file["/EF"]
                        yield str(file.get("/UF", file.get("/F", ""))), (held.get("/F") or held["/UF"]).read_bytes()
    except (pikepdf.PdfError, pikepdf.PasswordError, ValueError, TypeError, KeyError, AttributeError, RuntimeError):
        # What pdfium mends this may not; its pages are read all the same.
        return
