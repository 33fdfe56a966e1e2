"""The run: files in, pages out, over worker processes; whatever crashes, hangs or is killed costs a page at most.

The order of work: files and pages that wait, then those that failed once. One thread does all the writing.
"""

import time
from collections.abc import Callable, Iterator

from indexer.checking import Checking
from indexer.progress import Progress
from indexer.queue import Queue
from indexer.readers.kinds import SIGNED
from indexer.reading import ReadOptions
from indexer.stages import look, read
from indexer.stages.describe import describe, describe_by_text, describe_pages, place_of
from indexer.stages.publish import publish
from indexer.stages.read import Sheet
from indexer.stages.receive import Received, Signed, note
from indexer.transfers.container import Inside
from indexer.work import LARGEST_CHUNK, MOST_CRASHES, FileWork, Given
from indexer.workers import Ended, Happening, Item, Lost, Refused, Task, Workers
from paraq.catalogue.entries import Looked, Result
from paraq.catalogue.intake import Intake
from paraq.services.publish import Publishing
from paraq.store import Store

# What is read becomes searchable within about this many seconds; each commit of an index costs tens of milliseconds.
PUBLISH_SECONDS = 1.5
# Letters with archives with letters: four would do. There are archives that hold themselves without end.
_DEEPEST = 8


class Runner:
    """Takes files through look and read, publishing as it goes.

    Args:
        intake: Where results go.
        store: Where files lie.
        publishing: Keeps the engine in step.
        workers: Who reads.
        options: How to read.
        inside: Gives what containers offer, and the folder for what workers unpack.
        forget: True to read again what was read before, inside other files too.
        checking: The queue of signatures.
        page_seconds: A page that takes longer has failed.
        supersedes: Gives the id of the document that a received file replaces; empty if none.
        progress: Who is told.

    Attributes:
        lacking: What the machine lacks for what failed, as sentences: ``Tesseract is not installed``.
    """

    def __init__(
        self,
        *,
        intake: Intake,
        store: Store,
        publishing: Publishing,
        workers: Workers,
        options: ReadOptions,
        inside: Inside,
        forget: bool,
        checking: Checking,
        page_seconds: float,
        supersedes: Callable[[Received], str],
        progress: Progress,
    ) -> None:
        self._intake = intake
        self._publishing = publishing
        self._workers = workers
        self._inside = inside
        self._forget = forget
        self._supersedes = supersedes
        self._progress = progress
        self._queue = Queue(store, inside.workspace, options, page_seconds)
        self._checking = checking
        self._busy: set[str] = set()
        self._forgotten: set[str] = set()
        self.lacking: set[str] = set()
        self._published = time.monotonic()

    def run(self, arriving: Iterator[Received | Signed]) -> None:
        """Do all the work on what arrives; return when everything has its result and the engine knows it."""
        more = True
        while more or self._queue or self._checking or self._workers.tasks:
            while self._workers.idle and (task := self._next_task(1 if more else self._workers.idle)):
                self._workers.give(task)
                self._progress.working(tuple(dict.fromkeys(task.subject.path for task in self._workers.tasks)))
            if more and self._workers.idle:
                received = next(arriving, None)
                more = received is not None
                if received:
                    self._take_up(received)
                continue
            for happening in self._workers.happenings(PUBLISH_SECONDS):
                self._handle(happening)
            if time.monotonic() - self._published > PUBLISH_SECONDS:
                self._publishing.apply()
                self._published = time.monotonic()
        self._publishing.apply_all()

    def _next_task(self, idle: int) -> Task | None:
        return self._checking.next_task() if self._checking else self._queue.next_task(idle)

    # Taking files up ------------------------------------------------------------------------------------------------------------

    def _take_up(self, received: Received | Signed) -> None:
        """Begin or go on with a file, unless it is done or in hand already."""
        if isinstance(received, Signed):
            self._checking.add(received)
            return
        if received.sha256 in self._busy:
            return
        if self._forget and received.sha256 not in self._forgotten:
            self._look_again(received)
            return
        handled = self._intake.handled(received.sha256)
        work = FileWork(received, results=dict(handled.results))
        self._progress.seen(1, 0)
        finished = handled.results.get(0)
        if finished is not None and finished.version == (read.VERSION if handled.looked else look.VERSION):
            self._know_again(work, handled.looked)
            return
        self._busy.add(received.sha256)
        work.results.pop(0, None)
        if handled.looked is not None:
            self._found(work, handled.looked)
        else:
            self._queue.add(work)

    def _look_again(self, received: Received) -> None:
        """Begin with a file as if it were new: an earlier Paraq may have taken it for something else."""
        self._forgotten.add(received.sha256)
        before = self._intake.handled(received.sha256).looked
        self._intake.forget(received.sha256, failed_only=False)
        self._progress.seen(1, 0)
        self._busy.add(received.sha256)
        self._queue.add(FileWork(received, before=before))

    def _know_again(self, work: FileWork, looked: Looked | None) -> None:
        """A file that was dealt with before: only its place is new, and perhaps what the inventory says of it."""
        received = work.received
        if looked is not None:
            if looked.pages:
                place = place_of(received.sha256, received.path, received.about, looked)
                if self._intake.description(place.document_id) is not None:
                    describe(self._intake, place, received.sha256, received.about, looked)
            self._take_up_parts(work, looked)
        self._progress.seen(0, len(work.results) - 1)
        self._progress.done(1, len(work.results) - 1, 0)

    # Taking results in ----------------------------------------------------------------------------------------------------------

    def _handle(self, happening: Happening) -> None:
        if isinstance(happening.task.subject, Signed):
            self._checking.happened(happening.task.subject, happening)
            return
        given: Given = happening.task.subject
        if isinstance(happening, Refused) and happening.lacking:
            self.lacking.add(_capital(happening.reason))
        if isinstance(happening, Item):
            if given.numbers:
                given.read.append(happening.value)
            else:
                self._looked(given.work, happening.value)
            return
        if isinstance(happening, Lost) and happening.from_outside and given.work.was_killed():
            self._give_back(given)
        elif given.numbers:
            self._chunk_over(given, happening)
        elif isinstance(happening, Refused | Lost):
            self._look_failed(given.work, happening)

    def _give_back(self, given: Given) -> None:
        """A worker was killed, for which its work bears no blame: what it had read is published, the rest waits again."""
        work = given.work
        self._publish(work, given.read)
        self._queue.give_back(given)
        if given.numbers and work.is_done:
            self._finish(work)

    def _looked(self, work: FileWork, looked: Looked) -> None:
        self._intake.looked(work.received.sha256, looked)
        self._found(work, looked)

    def _found(self, work: FileWork, looked: Looked) -> None:
        received = work.received
        place = place_of(received.sha256, received.path, received.about, looked)
        work.found(looked, place)
        self._progress.seen(0, looked.pages)
        self._progress.done(0, looked.pages - len(work.waiting), 0)
        if looked.pages:
            describe(self._intake, place, received.sha256, received.about, looked, self._supersedes(received))
        self._take_up_parts(work, looked)
        if work.is_done:
            self._finish(work)
        else:
            self._queue.add(work)

    def _take_up_parts(self, work: FileWork, looked: Looked) -> None:
        """Take up the files inside a file; those too deep are noted as failed."""
        outer = work.received
        if not looked.parts:
            return
        depth = outer.depth + 1
        too_deep = f"It lies inside more than {_DEEPEST} files" if depth > _DEEPEST else ""
        for offered, part in self._inside.offers(outer.path, outer.about, looked.parts):
            reason = offered.reason or too_deep
            sha256, size = (part.sha256, part.size) if part else ("", 0)
            for arrived in note(self._intake, outer.transfer, offered, sha256, size, reason, depth):
                self._take_up(arrived)
            if looked.kind == SIGNED and sha256 and not reason:
                self._checking.add(Signed(outer.transfer, outer.sha256, sha256, outer.path))

    def _look_failed(self, work: FileWork, why: Refused | Lost) -> None:
        if not work.safe and not (isinstance(why, Refused) and why.lasting):
            work.safe = True
            self._queue.try_again(work, 0)
            return
        if work.before is not None and (work.before.pages or work.before.parts):
            # Without its password or its program this time, the file still holds what was found in it.
            self._progress.note(f"{work.received.path} is left as it was read before: {_capital(why.reason)}")
            self._looked(work, work.before)
            return
        self._intake.settle(work.received.sha256, [Result(0, "look", look.VERSION, "failed", _capital(why.reason))])
        self._busy.discard(work.received.sha256)
        self._progress.done(1, 0, 1)

    def _chunk_over(self, given: Given, happening: Ended | Refused | Lost) -> None:
        """Publish what a worker read; its other pages wait on, the one at which it failed goes to the back of the queue."""
        work = given.work
        left = given.left
        seconds = (time.monotonic() - given.started) / max(1, len(given.read))
        work.chunk = max(1, min(LARGEST_CHUNK, int(read.PATIENCE / max(seconds, 0.001))))
        self._publish(work, given.read)
        if left and isinstance(happening, Ended) and not given.read:
            happening = Refused(happening.task, "the reader gave nothing for this page", lasting=True)
        if left and not isinstance(happening, Ended):
            self._page_failed(given, left.pop(0), happening)
        self._queue.wait(work, left)
        if work.is_done:
            self._finish(work)

    def _publish(self, work: FileWork, sheets: list[Sheet]) -> None:
        if not sheets:
            return
        assert work.looked is not None and work.place is not None
        work.crashes = 0
        first = next((sheet.pages[0] for sheet in sheets if sheet.number == 1 and sheet.pages), None)
        if first:
            describe_by_text(self._intake, work.place, work.received.sha256, first.text)
        results = publish(self._intake, work.received.sha256, work.looked, work.place, sheets)
        self._settled(work, results)

    def _page_failed(self, given: Given, number: int, why: Refused | Lost) -> None:
        work = given.work
        work.crashes += isinstance(why, Lost)
        if not given.safe and work.crashes < MOST_CRASHES:
            work.failed_once[number] = why.reason
            self._queue.try_again(work, number)
            return
        given_up = [number]
        if work.crashes >= MOST_CRASHES:
            given_up += work.waiting
            work.waiting.clear()
        results = [Result(page, "read", read.VERSION, "failed", _capital(why.reason)) for page in given_up]
        self._intake.settle(work.received.sha256, results)
        self._settled(work, results)

    def _settled(self, work: FileWork, results: list[Result]) -> None:
        work.results |= {result.page: result for result in results}
        self._progress.done(0, len(results), sum(result.outcome == "failed" for result in results))

    def _finish(self, work: FileWork) -> None:
        describe_pages(self._intake, work.place, work.received.sha256)
        self._intake.settle(work.received.sha256, [work.verdict()])
        self._busy.discard(work.received.sha256)
        self._progress.done(1, 0, 0)


def _capital(reason: str) -> str:
    return reason[:1].upper() + reason[1:]
