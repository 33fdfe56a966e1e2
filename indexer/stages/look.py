"""Look: tell what a stored file holds, keep what was unpacked or made of it. Runs in a worker."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from indexer import readers
from indexer.reading import Contents, Part, ReadOptions
from paraq.catalogue.entries import InnerFile, Looked
from paraq.store import Store

VERSION = 4
"""Goes up when looking again at the same file would find something else."""


def look(store: Store, sha256: str, name: str, workspace: Path, options: ReadOptions) -> Iterator[Looked]:
    """Give what is in a stored file, its parts and its rendition stored too.

    Raises:
        Invalid: It cannot be read or is of a kind that is not.
        Unavailable: A program that it needs is missing.
    """
    with TemporaryDirectory(dir=workspace) as folder:
        contents = readers.look(store.path(sha256), name, Path(folder), options)
        yield Looked(
            kind=contents.kind,
            pages=contents.pages,
            rendition=store.put(contents.rendition) if contents.rendition else "",
            title=contents.title,
            note=contents.note,
            parts=tuple(_kept(part, store) for part in contents.parts),
        )


def _kept(part: Part, store: Store) -> InnerFile:
    if part.path is None:
        return InnerFile(part.name, "", 0, part.reason)
    return InnerFile(part.name, store.put(part.path), part.path.stat().st_size)


def contents_of(looked: Looked, store: Store) -> Contents:
    """Return what :func:`look` found in the form that readers take."""
    rendition = store.path(looked.rendition) if looked.rendition else None
    return Contents(looked.kind, looked.pages, rendition, (), looked.title, looked.note)
