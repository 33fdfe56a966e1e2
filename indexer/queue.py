"""What waits for a worker: files to be looked into, pages to be read, and at the end those that failed once."""

import time
from collections import deque
from dataclasses import replace
from pathlib import Path

from indexer.reading import ReadOptions
from indexer.stages import look, read
from indexer.work import FileWork, Given
from indexer.workers import Task
from paraq.store import Store

# Looking into a file may mean converting a long document or unpacking an archive: as long as this many pages.
_LOOK_PAGES = 3


class Queue:
    """The work of a run that nobody does yet.

    Args:
        store: Where files lie.
        workspace: Folder for what workers unpack.
        options: How to read; second tries are safer.
        page_seconds: A page that takes longer has failed.
    """

    def __init__(self, store: Store, workspace: Path, options: ReadOptions, page_seconds: float) -> None:
        self._store = store
        self._workspace = workspace
        self._options = options
        self._page_seconds = page_seconds
        self._ready: deque[FileWork] = deque()
        self._again: deque[tuple[FileWork, int]] = deque()

    def __bool__(self) -> bool:
        return bool(self._ready or self._again)

    def add(self, work: FileWork) -> None:
        """Put in a file to be looked into, or one with waiting pages."""
        self._ready.append(work)

    def try_again(self, work: FileWork, number: int) -> None:
        """Put a page, or with 0 the look into its file, to the end of the queue, to be tried with safer settings."""
        self._again.append((work, number))

    def wait(self, work: FileWork, numbers: list[int]) -> None:
        """Let pages of a file wait again, before those that wait already."""
        work.waiting.extendleft(reversed(numbers))
        if numbers and work not in self._ready:
            self._ready.append(work)

    def give_back(self, given: Given) -> None:
        """Let what a worker was given and did not do be given out again soon."""
        if not given.numbers:
            self._ready.appendleft(given.work)
        elif given.safe:
            self._again.extendleft((given.work, number) for number in given.left)
        else:
            self.wait(given.work, given.left)

    def next_task(self, idle: int = 1) -> Task | None:
        """Take out what a worker is to do next; None if nothing waits.

        ``idle`` workers share the pages of a file that waits alone: whoever takes all of a scan keeps them for a while.
        """
        while self._ready:
            work = self._ready[0]
            if work.looked is None:
                self._ready.popleft()
                return self._look_task(work)
            if work.waiting:
                among = idle if len(self._ready) == 1 else 1
                return self._read_task(work, work.next_chunk(among), safe=False)
            self._ready.popleft()
        if self._again:
            work, number = self._again.popleft()
            return self._look_task(work) if number == 0 else self._read_task(work, (number,), safe=True)
        return None

    def _look_task(self, work: FileWork) -> Task:
        options = replace(self._options, safe=work.safe)
        name = work.received.path.rpartition("/")[2]
        arguments = (self._store, work.received.sha256, name, self._workspace, options)
        return Task(look.look, arguments, self._page_seconds * _LOOK_PAGES, Given(work, (), work.safe, time.monotonic()))

    def _read_task(self, work: FileWork, numbers: tuple[int, ...], *, safe: bool) -> Task:
        options = replace(self._options, safe=safe)
        arguments = (self._store, work.received.sha256, work.looked, numbers, options)
        return Task(read.read, arguments, self._page_seconds, Given(work, numbers, safe, time.monotonic()))
