"""Pages of the catalogue in the shape that engines take: as they were kept when they were published, or analysed anew."""

import multiprocessing
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from types import TracebackType
from typing import Final

from paraq.catalogue.catalogue import Catalogue
from paraq.catalogue.versions import Published
from paraq.engines.document import IndexedPage, fingerprint, indexed, stamp_of
from paraq.engines.kept import KeptPages, Packed, packed, unpacked
from paraq.records.model import PageRecord
from paraq.text.analysis import Analyzer

# Few enough that processes are kept busy to the end, many enough that handing over costs little.
AT_A_TIME: Final = 100
# Fewer pages are analysed sooner than another process has loaded its word lists.
WORTH_PROCESSES: Final = 500


class Shaping:
    """Makes pages ready for an engine; as a context manager it analyses many of them in one process a core."""

    def __init__(self, catalogue: Catalogue, analyzer: Analyzer, kept: KeptPages) -> None:
        self._catalogue = catalogue
        self._analyzer = analyzer
        self._kept = kept
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> "Shaping":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._pool:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None

    def stamps(self, pages: Sequence[Published]) -> dict[str, int]:
        """Return what these pages ought to be indexed as."""
        built = fingerprint(self._analyzer)
        return {page.page_id: stamp_of(page.page_id, page.version, page.sheet, page.description, built) for page in pages}

    def shaped(self, pages: Sequence[Published]) -> Iterator[IndexedPage]:
        """Return these pages ready for an engine, in any order; those that vanished meanwhile are left out."""
        left: list[str] = []
        for start in range(0, len(pages), AT_A_TIME):
            wanted = self.stamps(pages[start : start + AT_A_TIME])
            kept = self._kept.shapes(wanted)
            yield from kept.values()
            left += [page_id for page_id in wanted if page_id not in kept]
        for made in self._analysed(left):
            self._kept.put(made)
            yield from map(unpacked, made)

    def forget(self, page_ids: Sequence[str]) -> None:
        """Drop what is kept of pages that are no more."""
        self._kept.remove(page_ids)

    def _analysed(self, page_ids: Sequence[str]) -> Iterator[list[Packed]]:
        parts = (page_ids[start : start + AT_A_TIME] for start in range(0, len(page_ids), AT_A_TIME))
        read = (self._catalogue.pages(part, words="doubtful") for part in parts)
        if len(page_ids) < WORTH_PROCESSES:
            yield from (_packed(pages, self._analyzer) for pages in read)
            return
        if self._pool is None:
            cores = len(os.sched_getaffinity(0))
            self._pool = ProcessPoolExecutor(cores, multiprocessing.get_context("forkserver"))
        yield from self._pool.map(_analyse, list(read))


def _packed(pages: Sequence[PageRecord], analyzer: Analyzer) -> list[Packed]:
    made = []
    for page in pages:
        tokens = analyzer.analyze_page(page.text)
        made.append(packed(indexed(page, analyzer, tokens), tokens))
    return made


def _analyse(pages: Sequence[PageRecord]) -> list[Packed]:
    return _packed(pages, _analyzer())


@cache
def _analyzer() -> Analyzer:
    """Return the analyser of a worker process, which remembers the words that it has met."""
    return Analyzer()
