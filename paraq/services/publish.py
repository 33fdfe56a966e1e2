"""From the catalogue to the engine: the outbox is applied as it fills, and the whole index can be made anew at any time."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Protocol

from paraq.catalogue.catalogue import Catalogue
from paraq.engines.document import IndexedPage, fingerprint, indexed
from paraq.engines.ports import Engine
from paraq.text.analysis import Analyzer


class Watch(Protocol):
    """Who is told of pages as the engine learns of them."""

    def before(self, page_ids: Sequence[str]) -> Mapping[str, Collection[str]]:
        """Return which of these pages each saved search finds already."""

    def after(self, page_ids: Sequence[str], before: Mapping[str, Collection[str]]) -> None:
        """Note what each finds now and did not before."""


class Publishing:
    """Keeps the engine in step with the catalogue; one process at a time does."""

    def __init__(self, catalogue: Catalogue, engine: Engine, analyzer: Analyzer, watch: Watch | None = None) -> None:
        self._watch = watch
        self._catalogue = catalogue
        self._engine = engine
        self._analyzer = analyzer

    def apply(self, limit: int = 500) -> int:
        """Tell the engine of up to ``limit`` changed pages, oldest first; return how many changes were taken out of the outbox.

        Killed at any moment, the changes not yet acknowledged are told again, which changes nothing.
        """
        changes = self._catalogue.outbox.waiting(limit)
        if not changes:
            return 0
        names = list(dict.fromkeys(change.page_id for change in changes))
        pages = self._catalogue.pages(names, words="doubtful")
        there = {page.page_id for page in pages}
        found = self._watch.before(names) if self._watch else {}
        self._engine.write(
            (indexed(page, self._analyzer) for page in pages), removed=[name for name in names if name not in there]
        )
        if self._watch:
            self._watch.after(names, found)
        self._catalogue.outbox.acknowledge(changes)
        return len(changes)

    def apply_all(self) -> int:
        """Tell the engine of every change waiting; return how many there were."""
        done = 0
        while count := self.apply():
            done += count
        return done

    def is_current(self) -> bool:
        """Return whether the index was built with the analysis of this program and lacks no page.

        An index lacks pages if they were taken in with another engine, or if a copy of home was put back without it.
        """
        if self._engine.fingerprint() != fingerprint(self._analyzer):
            return False
        return self._engine.count() + self._catalogue.outbox.count() >= self._catalogue.count()

    def differences(self) -> tuple[list[str], list[str]]:
        """Return the ids of pages that the index lacks, and of those that it has and the catalogue has not."""
        waiting = {change.page_id for change in self._catalogue.outbox.waiting(self._catalogue.outbox.count())}
        known = {page.page_id for batch in self._catalogue.every_page(words="doubtful") for page in batch}
        indexed = set(self._engine.page_ids())
        return sorted(known - indexed - waiting), sorted(indexed - known - waiting)

    def rebuild(self) -> int:
        """Build the index anew from the catalogue beside the live one, swap it in, and return its page count."""
        batches: Iterator[list[IndexedPage]] = (
            [indexed(page, self._analyzer) for page in batch] for batch in self._catalogue.every_page(words="doubtful")
        )
        count = self._engine.rebuilt(batches, fingerprint(self._analyzer))
        # What changed while the new index was built is still in the outbox; what is in both is written twice, to no effect.
        self.apply_all()
        return count
