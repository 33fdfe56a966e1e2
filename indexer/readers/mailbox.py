"""Mailboxes in mbox (RFC 4155), as mail programs export them: containers of letters, each read as a document of its own."""

import mailbox
from collections.abc import Iterator, Sequence
from pathlib import Path

from indexer.readers.parts import Parts
from indexer.reading import Contents, ReadOptions, ReadPage


def look(path: Path, name: str, workspace: Path, options: ReadOptions, kind: str) -> Contents:
    """See :func:`indexer.readers.look`."""
    parts = Parts(workspace, path.stat().st_size)
    box = mailbox.mbox(path, create=False)
    try:
        for number, key in enumerate(box.keys(), start=1):
            parts.add(f"letter-{number}.eml", box.get_file(key))
    finally:
        box.close()
    return Contents(kind, 0, parts=tuple(parts.found))


def read(path: Path, contents: Contents, numbers: Sequence[int], options: ReadOptions) -> Iterator[ReadPage]:
    """Yield nothing: a mailbox has no pages."""
    yield from ()
