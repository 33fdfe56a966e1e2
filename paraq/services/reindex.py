"""Building the index anew beside the live one, while searching and taking in go on."""

import json
import os
import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Final

from paraq.catalogue.catalogue import Catalogue
from paraq.catalogue.versions import Published
from paraq.engines.document import BLANK, IndexedPage
from paraq.engines.ports import Build, Engine
from paraq.errors import Conflict
from paraq.query.plan import AllOf, Among, Term
from paraq.services.shaping import Shaping

# A killed build loses at most these, some 20 s of work.
BATCH: Final = 20_000
TOLD: Final = 500
# Pages that the new index must find by their own words before it goes live, and the words by which each is sought.
SAMPLE: Final = 50
WORDS: Final = 3


class Changes:
    """Ids of the pages that were told to the live engine while a new index is built beside it; kept in a file of the home."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def begun(self) -> bool:
        """Return whether changes are being noted: a build is under way, or was left unfinished."""
        return self._path.exists()

    def begin(self) -> None:
        """Note changes from now on."""
        self._path.write_text("", "utf-8")

    def end(self) -> None:
        """Note no more changes."""
        self._path.unlink(missing_ok=True)

    def note(self, page_ids: Sequence[str]) -> None:
        """Note pages, durably, if changes are being noted."""
        if not self.begun():
            return
        with self._path.open("a", encoding="utf-8") as file:
            file.write("".join(f"{json.dumps(page_id)}\n" for page_id in page_ids))
            file.flush()
            os.fsync(file.fileno())

    def since(self, place: int) -> tuple[list[str], int]:
        """Return the pages noted after a place in the file, each once, and the place where they end."""
        with self._path.open(encoding="utf-8") as file:
            file.seek(place)
            lines = file.readlines()
            return list(dict.fromkeys(json.loads(line) for line in lines)), file.tell()


def reindexed(
    catalogue: Catalogue,
    engine: Engine,
    fingerprint: str,
    shaping: Shaping,
    changes: Changes,
    alone: Callable[[], AbstractContextManager[None]],
    told: Callable[[int, int], None],
) -> int:
    """Build an index of all pages of the catalogue, without OCR, and make it the live one; return its page count.

    Killed at any moment and called again, it goes on where it was. Changes that others tell the live engine meanwhile are noted
    and made in the new one as well; only while the last of them are made, and counts and a sample compared, do others wait to
    tell the engine of more. The index before is kept.

    Raises:
        Conflict: Another process is building, or the new index does not have what the catalogue has; the live one stays.
    """
    with engine.build(fingerprint, resume=changes.begun()) as build:
        if not build.last:
            with alone():
                changes.begin()
        done = build.count() if build.last else 0
        everything = catalogue.count()
        told(done, everything)
        for batch in catalogue.versions.every(after=build.last, batch=BATCH):
            pages = _shaped(shaping, batch, lambda number, before=done: told(before + number, everything))  # type: ignore[misc]
            build.add(pages, batch[-1].page_id)
            done += len(batch)
            told(done, everything)
        place = _caught_up(catalogue, build, shaping, changes, 0)
        with alone():
            _caught_up(catalogue, build, shaping, changes, place)
            _compare(catalogue, build, shaping)
            build.swap()
            changes.end()
    return engine.count()


def _shaped(shaping: Shaping, batch: Sequence[Published], told: Callable[[int], None]) -> Iterator[IndexedPage]:
    for number, page in enumerate(shaping.shaped(batch), start=1):
        yield page
        if number % TOLD == 0:
            told(number)


def _caught_up(catalogue: Catalogue, build: Build, shaping: Shaping, changes: Changes, place: int) -> int:
    """Make the changes noted after a place in the new index too; return the place reached."""
    names, end = changes.since(place)
    for start in range(0, len(names), BATCH // 4):
        some = names[start : start + BATCH // 4]
        pages = catalogue.versions.of(some)
        build.change(shaping.shaped(list(pages.values())), removed=[name for name in some if name not in pages])
    return end


def _compare(catalogue: Catalogue, build: Build, shaping: Shaping) -> None:
    """Compare counts, and seek a sample of pages by their own words.

    Raises:
        Conflict: The new index lacks something.
    """
    count, expected, waiting = build.count(), catalogue.count(), catalogue.outbox.count()
    if abs(count - expected) > waiting:
        raise _differs(f"it has {count} pages, the catalogue {expected} and {waiting} changes waiting")
    sample = catalogue.versions.sample(SAMPLE)
    for page in shaping.shaped(sample):
        if not _finds(build, page):
            raise _differs(f"the page {page.page_id} is not found by its words")


def _finds(build: Build, page: IndexedPage) -> bool:
    terms = sorted({term for _, term in page.terms.get("exact", ())} - {BLANK})
    some = random.Random(page.page_id).sample(terms, min(WORDS, len(terms)))
    plan = AllOf((Among("page_id", (page.page_id,)), *(Term("exact", term) for term in some)))
    return [hit.page_id for hit in build.search(plan, 1).hits] == [page.page_id]


def _differs(how: str) -> Conflict:
    return Conflict(
        "The new index does not have what the catalogue has, so the old one stays",
        where="index",
        remedy=f"{how}; run paraq reindex again",
        code="reindex-differs",
    )
