"""Signatures with their document inside: the document is their only part."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path

from indexer.readers.parts import Parts
from indexer.reading import Contents, ReadOptions, ReadPage
from indexer.signatures.enclosed import enclosed, inner_name
from paraq.errors import Invalid


def look(path: Path, name: str, workspace: Path, options: ReadOptions, kind: str) -> Contents:
    """See :func:`indexer.readers.look`."""
    document = enclosed(path)
    if document is None:
        raise Invalid("The file is a signature and holds no document", where=name, code="empty")
    parts = Parts(workspace, path.stat().st_size)
    parts.add(inner_name(name), BytesIO(document))
    return Contents(kind, 0, parts=tuple(parts.found))


def read(path: Path, contents: Contents, numbers: Sequence[int], options: ReadOptions) -> Iterator[ReadPage]:
    """Yield nothing: the document inside has the pages."""
    yield from ()
