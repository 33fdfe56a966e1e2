"""Read: turn pages of a stored file into text with boxes, by their text layer or by OCR. Runs in a worker."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from indexer import readers
from indexer.reading import ReadOptions, ReadPage
from indexer.stages.look import contents_of
from paraq.catalogue.entries import Looked
from paraq.catalogue.words import pack
from paraq.records.model import PageText
from paraq.store import Store

VERSION = 3
"""Goes up when reading the same page again would give a better text; such pages are then read again by the next run."""

# A worker gives the rest of its pages back after this many seconds: opening a file again costs milliseconds beside it, and
# the pages of a scan spread over all cores instead of waiting behind one.
PATIENCE = 2.0


@dataclass(frozen=True, slots=True)
class PackedPage:
    """A page read, its words packed: hundreds of small objects would cost more to send to another process than to read."""

    number: int
    part: int
    text: PageText
    words: bytes


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one page or frame of a file gave: one page, or the two sheets of a spread."""

    number: int
    pages: tuple[PackedPage, ...]


def read(store: Store, sha256: str, looked: Looked, numbers: Sequence[int], options: ReadOptions) -> Iterator[Sheet]:
    """Give the pages of these numbers in their order, one by one; not all of them if that takes longer than ``PATIENCE``.

    Raises:
        Invalid: A page is broken; those before it have been given.
        Unavailable: A program that reading needs is missing.
    """
    started = time.monotonic()
    wanted = iter(numbers)
    number = next(wanted)
    parts: list[PackedPage] = []
    for page in readers.read(store.path(sha256), contents_of(looked, store), numbers, options):
        while page.number != number:
            yield Sheet(number, tuple(parts))
            if time.monotonic() - started > PATIENCE:
                return
            number, parts = next(wanted), []
        parts.append(_packed(page))
    yield Sheet(number, tuple(parts))


def _packed(page: ReadPage) -> PackedPage:
    return PackedPage(page.number, page.part, replace(page.text, words=()), pack(page.text.words, page.text.text))
