"""Mailboxes in mbox (RFC 4155), as mail programs export them: containers of letters, each read as a document of its own."""

import mailbox
import re
from io import BytesIO
from pathlib import Path

from indexer.readers.archive import read
from indexer.readers.parts import Parts
from indexer.reading import Contents, ReadOptions

__all__ = ["look", "read"]

# Programs write a > before lines of a letter that would begin the next one, and one more before lines that have some.
_QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)


def look(path: Path, name: str, workspace: Path, options: ReadOptions, kind: str) -> Contents:
    """See :func:`indexer.readers.look`."""
    parts = Parts(workspace, path.stat().st_size)
    box = mailbox.mbox(path, create=False)
    try:
        for number, key in enumerate(box.keys(), start=1):
            parts.add(f"letter-{number}.eml", BytesIO(_QUOTED.sub(rb"\1", box.get_bytes(key))))
    finally:
        box.close()
    return Contents(kind, 0, parts=tuple(parts.found))
