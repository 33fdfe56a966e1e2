"""From the catalogue to the engine: the outbox is applied as it fills, and what differs between the two is found and mended."""

import fcntl
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import Final, NamedTuple, Protocol

from paraq.catalogue.catalogue import Catalogue
from paraq.catalogue.versions import Published
from paraq.engines.document import fingerprint
from paraq.engines.kept import KeptPages
from paraq.engines.ports import Engine
from paraq.services.reindex import Changes, reindexed
from paraq.services.shaping import Shaping
from paraq.text.analysis import Analyzer

# Elasticsearch gives at most 10,000 hits at once.
COMPARED: Final = 5000
# Changes told together: what a kill may cost is told again in seconds, and an engine writes so many nearly as fast as more.
AT_ONCE: Final = 500


class Watch(Protocol):
    """Who is told of pages as the engine learns of them."""

    def before(self, page_ids: Sequence[str]) -> Mapping[str, Collection[str]]:
        """Return which of these pages each saved search finds already."""

    def after(self, page_ids: Sequence[str], before: Mapping[str, Collection[str]]) -> None:
        """Note what each finds now and did not before."""


class Differences(NamedTuple):
    """Ids of pages that the index lacks, that it has and the catalogue has not, and that it has in an older state."""

    missing: list[str]
    needless: list[str]
    outdated: list[str]


class Publishing:
    """Keeps the engine in step with the catalogue; any process may, one at a time does.

    Args:
        catalogue, engine, analyzer: The parts that are kept in step.
        home: Folder of the installation, for the lock and the list of changes during a rebuild.
        kept: What analysis made of the pages.
        watch: Who is told of new pages.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        engine: Engine,
        analyzer: Analyzer,
        *,
        home: Path,
        kept: KeptPages,
        watch: Watch | None = None,
    ) -> None:
        self._watch = watch
        self._catalogue = catalogue
        self._engine = engine
        self._analyzer = analyzer
        self._home = home
        self._kept = kept
        self._changes = Changes(home / "reindex.changes")

    def apply(self, limit: int = AT_ONCE) -> int:
        """Tell the engine of up to ``limit`` changed pages, oldest first; return how many changes were taken out of the outbox.

        Killed at any moment, the changes not yet acknowledged are told again, which changes nothing.
        """
        with self._shaping() as shaping:
            return self._apply(limit, shaping)

    def apply_all(self, ending: Callable[[], bool] = lambda: False) -> int:
        """Tell the engine of every change waiting, or of those until ``ending`` says so; return how many there were."""
        done = 0
        with self._shaping() as shaping:
            while not ending() and (count := self._apply(AT_ONCE, shaping)):
                done += count
        return done

    def _apply(self, limit: int, shaping: Shaping) -> int:
        with self._alone():
            changes = self._catalogue.outbox.waiting(limit)
            if not changes:
                return 0
            names = list(dict.fromkeys(change.page_id for change in changes))
            found = self._watch.before(names) if self._watch else {}
            self._tell(names, shaping)
            if self._watch:
                self._watch.after(names, found)
            self._changes.note(names)
            self._catalogue.outbox.acknowledge(changes)
            return len(changes)

    def is_built_by_this(self) -> bool:
        """Return whether the index was built with the analysis and the shape of pages of this program."""
        return self._engine.fingerprint() == fingerprint(self._analyzer)

    def is_current(self) -> bool:
        """Return whether the index was built with the analysis of this program and lacks no page.

        An index lacks pages if they were taken in with another engine, or if a copy of home was put back without it.
        """
        if not self.is_built_by_this():
            return False
        return self._engine.count() + self._catalogue.outbox.count() >= self._catalogue.count()

    def differences(self) -> Differences:
        """Compare the index with the catalogue, page by page; what waits in the outbox is no difference."""
        waiting = {change.page_id for change in self._catalogue.outbox.waiting(self._catalogue.outbox.count())}
        found = Differences([], [], [])
        with self._shaping() as shaping:
            for batch in self._catalogue.versions.every(batch=COMPARED):
                there = self._engine.stamps_of([page.page_id for page in batch])
                for page_id, stamp in shaping.stamps(batch).items():
                    if page_id not in waiting and there.get(page_id) != stamp:
                        (found.outdated if page_id in there else found.missing).append(page_id)
        for names in _batches(self._engine.page_ids(), COMPARED):
            known = self._catalogue.versions.of(names)
            found.needless.extend(name for name in names if name not in known and name not in waiting)
        return self._again(found)

    def _again(self, found: Differences) -> Differences:
        """Return those differences that are still there: pages come and go while an index is compared."""
        waiting = {change.page_id for change in self._catalogue.outbox.waiting(self._catalogue.outbox.count())}
        still = Differences([], [], [])
        for kind, names in zip(still, found, strict=True):
            for some in _batches(iter(names), COMPARED):
                pages = self._catalogue.versions.of(some)
                there = self._engine.stamps_of(some)
                wanted = self._shaping().stamps(list(pages.values()))
                kind.extend(name for name in some if name not in waiting and there.get(name) != wanted.get(name))
        return still

    def mend(self, differences: Differences) -> None:
        """Tell the engine of pages in which it differs from the catalogue."""
        with self._shaping() as shaping:
            for names in _batches(chain.from_iterable(differences), COMPARED):
                with self._alone():
                    self._tell(names, shaping)
                    self._changes.note(names)

    def rebuild(self, told: Callable[[int, int], None] = lambda _done, _all: None) -> int:
        """Build the index anew from the catalogue beside the live one, swap it in, and return its page count.

        See :func:`paraq.services.reindex.reindexed`; ``told`` is called with the pages done and all pages.
        """
        with self._shaping() as shaping:
            return reindexed(
                self._catalogue, self._engine, fingerprint(self._analyzer), shaping, self._changes, self._alone, told
            )

    def _tell(self, names: Sequence[str], shaping: Shaping) -> None:
        pages: dict[str, Published] = self._catalogue.versions.of(names)
        gone = [name for name in names if name not in pages]
        self._engine.write(shaping.shaped(list(pages.values())), removed=gone)
        shaping.forget(gone)

    def _shaping(self) -> Shaping:
        return Shaping(self._catalogue, self._analyzer, self._kept)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Hold the right to tell the engine of changes, over all processes of this home."""
        self._home.mkdir(parents=True, exist_ok=True)
        with (self._home / "publish.lock").open("a+") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def _batches(names: Iterator[str], size: int) -> Iterator[list[str]]:
    batch: list[str] = []
    for name in names:
        batch.append(name)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
