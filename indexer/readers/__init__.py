"""Readers: one module per kind of file. ``look`` says what a file holds, ``read`` reads some of its pages.

Each reader module has ``look(path, name, workspace, options, kind)`` and ``read(path, contents, numbers, options)`` with the
contracts given here, and is loaded when its kind is met: native libraries cost more to start than a page costs to read.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol, cast

from indexer.readers.kinds import kind_of, reader_of
from indexer.reading import Contents, ReadOptions, ReadPage
from paraq.errors import Invalid


class Reader(Protocol):
    """What every reader module offers."""

    def look(self, path: Path, name: str, workspace: Path, options: ReadOptions, kind: str) -> Contents:
        """See :func:`look`."""

    def read(self, path: Path, contents: Contents, numbers: Sequence[int], options: ReadOptions) -> Iterator[ReadPage]:
        """See :func:`read`."""


def look(path: Path, name: str, workspace: Path, options: ReadOptions) -> Contents:
    """Say what a file holds.

    Args:
        path: The file; its name there says nothing.
        name: The file's name in its transfer, for messages and where content leaves the kind open.
        workspace: Existing directory for renditions and parts; the caller removes it.
        options: How to read.

    Raises:
        Invalid: The file cannot be read: locked, broken, empty, too large, or of a kind that is kept but not searchable.
        Unavailable: A program that this kind needs is not installed.
    """
    kind = kind_of(path, name)
    return _reader(kind).look(path, name, workspace, options, kind)


def read(path: Path, contents: Contents, numbers: Sequence[int], options: ReadOptions) -> Iterator[ReadPage]:
    """Yield pages of a file as they are read; a spread gives two.

    Args:
        path: The file that was looked at.
        contents: What :func:`look` said about it.
        numbers: The pages or frames to read, from 1.
        options: How to read.

    Raises:
        Invalid: A page is broken; pages before it have been yielded.
        Unavailable: A program that reading needs is not installed.
    """
    return _reader(contents.kind).read(path, contents, numbers, options)


def extract(path: Path, options: ReadOptions) -> Iterator[ReadPage]:
    """Yield all pages of a file, its parts' pages not included, and keep nothing; a page that fails is tried again safely.

    Raises:
        Invalid, Unavailable: As :func:`look` and :func:`read` do.
    """
    with TemporaryDirectory(prefix="paraq-extract-") as folder:
        contents = look(path, path.name, Path(folder), options)
        done = 0
        while done < contents.pages:
            try:
                for page in read(path, contents, range(done + 1, contents.pages + 1), options):
                    done = page.number
                    yield page
                return
            except Invalid:
                yield from read(path, contents, [done + 1], replace(options, safe=True))
                done += 1


def _reader(kind: str) -> Reader:
    module = reader_of(kind)
    if not module:
        why = "of what kind it is cannot be told" if kind == "unknown" else f"files of the kind {kind} are not read"
        raise Invalid(f"Kept, not searchable: {why}", code="not-searchable")
    return cast("Reader", import_module(f"indexer.readers.{module}"))
