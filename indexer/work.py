"""The work on one file of a transfer: which of its pages wait, are being read, failed once, are done."""

from collections import deque
from dataclasses import dataclass, field

from indexer.stages import read
from indexer.stages.describe import Place
from indexer.stages.read import Sheet
from indexer.stages.receive import Received
from paraq.catalogue.entries import Looked, Result

# Born-digital pages take milliseconds: fewer at a time would spend as much on opening the file as on reading it.
LARGEST_CHUNK = 64
# A file whose first pages all crash the reader will not get better; each crash costs a new worker.
MOST_CRASHES = 5
# Whoever ends workers by hand may go on for long; a file for which the system ends them, for lack of memory, must not.
MOST_KILLS = 20


@dataclass(slots=True)
class FileWork:
    """One stored file on its way.

    Attributes:
        received: The file and where it came from.
        looked: What is in it; None until a worker has looked.
        place: Where its pages belong; None until then.
        results: What became of its pages so far, of earlier runs too.
        waiting: Numbers of pages that nobody reads yet.
        failed_once: Why a page's first try failed.
        crashes, kills: How often in a row its reader crashed, and how often it was ended from outside.
        chunk: How many pages a worker gets at a time.
        safe: True once looking has failed and is tried again with safer settings.
        before: What an earlier run found in it, if it is looked into again.
    """

    received: Received
    looked: Looked | None = None
    place: Place | None = None
    results: dict[int, Result] = field(default_factory=dict)
    waiting: deque[int] = field(default_factory=deque)
    failed_once: dict[int, str] = field(default_factory=dict)
    safe: bool = False
    before: Looked | None = None
    crashes: int = 0
    kills: int = 0
    chunk: int = LARGEST_CHUNK

    @property
    def is_done(self) -> bool:
        """Whether every page has its result."""
        return self.looked is not None and all(number in self.results for number in range(1, self.looked.pages + 1))

    def found(self, looked: Looked, place: Place) -> None:
        """Note what is in the file; pages that an earlier run has dealt with, at this stage's version, need no reading."""
        self.looked, self.place = looked, place
        self.results = {number: result for number, result in self.results.items() if result.version == read.VERSION}
        self.waiting.extend(number for number in range(1, looked.pages + 1) if number not in self.results)

    def was_killed(self) -> bool:
        """Count that a worker was ended from outside; return whether that is to be forgiven."""
        self.kills += 1
        return self.kills <= MOST_KILLS

    def next_chunk(self, among: int = 1) -> tuple[int, ...]:
        """Take the numbers that a worker reads next, if it shares the pages ``among`` so many workers."""
        share = -(-len(self.waiting) // among)
        return tuple(self.waiting.popleft() for _ in range(min(self.chunk, share)))

    def verdict(self) -> Result:
        """Return what becomes of the file as a whole: searchable if any of its pages is, or if it only holds other files."""
        assert self.looked is not None
        if self.looked.pages == 0 and not self.looked.parts:
            return Result(0, "look", read.VERSION, "failed", self.looked.note or "The file holds nothing that can be read")
        pages = [result for number, result in self.results.items() if number]
        if pages and all(result.outcome == "failed" for result in pages):
            return Result(0, "read", read.VERSION, "failed", "None of its pages could be read")
        return Result(0, "read", read.VERSION, "searchable")


@dataclass(frozen=True, slots=True)
class Given:
    """What a worker was given: pages of a file or, without ``numbers``, to look into it; and what it has ``read`` so far."""

    work: FileWork
    numbers: tuple[int, ...]
    safe: bool
    started: float
    read: list[Sheet] = field(default_factory=list)

    @property
    def path(self) -> str:
        """The file's path in its transfer."""
        return self.work.received.path

    @property
    def left(self) -> list[int]:
        """The pages that have not been read."""
        done = {sheet.number for sheet in self.read}
        return [number for number in self.numbers if number not in done]
