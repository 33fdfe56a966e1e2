"""How whoever started a run, and whoever asks from elsewhere, sees it go on."""

import json
import os
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Protocol

# The pace is that of the last minute: a folder of orders and one of ledgers differ tenfold.
_WINDOW = 60.0
# A run tells of itself once in so many seconds; each time costs a file of a few hundred bytes.
_TOLD_SECONDS = 1.0
_FILE = "run.json"


class Progress(Protocol):
    """Whoever wants to see how the run goes on."""

    def coming(self, files: int) -> None:
        """So many files lie there, which will come up."""

    def seen(self, files: int, pages: int) -> None:
        """So many more files and pages have come up."""

    def done(self, files: int, pages: int, failed: int) -> None:
        """So many more files and pages have their result, ``failed`` of them a bad one."""

    def note(self, sentence: str) -> None:
        """Something that whoever started the run should know."""

    def working(self, names: tuple[str, ...]) -> None:
        """These files are being read."""


@dataclass(slots=True)
class Pace:
    """Counts what was done, and from that how fast it goes and how long it will take.

    Attributes:
        expected: Files that lie there; more may come out of containers.
        files, pages: What has come up.
        files_done, pages_done, failed: What has its result.
        names: What is being read.
    """

    clock: Callable[[], float] = time.monotonic
    expected: int = 0
    files: int = 0
    pages: int = 0
    files_done: int = 0
    pages_done: int = 0
    failed: int = 0
    names: tuple[str, ...] = ()
    _marks: deque[tuple[float, int]] = field(default_factory=deque)

    def __post_init__(self) -> None:
        self._marks.append((self.clock(), 0))

    def done(self, files: int, pages: int, failed: int) -> None:
        """Count what has its result."""
        self.files_done += files
        self.pages_done += pages
        self.failed += failed
        now = self.clock()
        if now - self._marks[-1][0] > 1:
            self._marks.append((now, self.pages_done))
            while now - self._marks[0][0] > _WINDOW and len(self._marks) > 2:
                self._marks.popleft()

    @property
    def pages_a_minute(self) -> float:
        """Pages read a minute, over the last minute."""
        began, before = self._marks[0]
        seconds = self.clock() - began
        return 60 * (self.pages_done - before) / seconds if seconds > 0 else 0.0

    @property
    def pages_left(self) -> int:
        """Pages still to be read: those that have come up, and as many a file as there were so far for files that have not."""
        unseen = max(0, self.expected - self.files)
        return max(0, self.pages - self.pages_done) + round(unseen * self.pages / self.files if self.files else unseen)

    @property
    def seconds_left(self) -> float | None:
        """How long it will take at this pace; None if nothing has been read yet."""
        pace = self.pages_a_minute
        return 60 * self.pages_left / pace if pace else None


@dataclass(frozen=True, slots=True)
class Run:
    """What a run told of itself last; the fields are those of :class:`Pace`."""

    process: int
    started: float
    files: int
    files_done: int
    pages: int
    pages_done: int
    failed: int
    pages_a_minute: float
    seconds_left: float | None
    reading: tuple[str, ...]


class Told:
    """Passes on how a run goes, and writes it down for ``paraq status`` in another terminal."""

    def __init__(self, shown: Progress, home: Path) -> None:
        self._shown = shown
        self._path = home / _FILE
        self._started = time.time()
        self._last = 0.0
        self._pace = Pace()

    def coming(self, files: int) -> None:
        """See :meth:`Progress.coming`."""
        self._pace.expected += files
        self._shown.coming(files)

    def seen(self, files: int, pages: int) -> None:
        """See :meth:`Progress.seen`."""
        self._pace.files += files
        self._pace.pages += pages
        self._shown.seen(files, pages)
        self._tell()

    def done(self, files: int, pages: int, failed: int) -> None:
        """See :meth:`Progress.done`."""
        self._pace.done(files, pages, failed)
        self._shown.done(files, pages, failed)
        self._tell()

    def note(self, sentence: str) -> None:
        """See :meth:`Progress.note`."""
        self._shown.note(sentence)

    def working(self, names: tuple[str, ...]) -> None:
        """See :meth:`Progress.working`."""
        self._pace.names = names
        self._shown.working(names)
        self._tell()

    def __enter__(self) -> "Told":
        return self

    def __exit__(self, *_: object) -> None:
        self._path.unlink(missing_ok=True)

    def _tell(self) -> None:
        if time.monotonic() - self._last < _TOLD_SECONDS:
            return
        self._last = time.monotonic()
        pace = self._pace
        run = Run(
            process=os.getpid(),
            started=self._started,
            files=max(pace.expected, pace.files),
            files_done=pace.files_done,
            pages=pace.pages,
            pages_done=pace.pages_done,
            failed=pace.failed,
            pages_a_minute=pace.pages_a_minute,
            seconds_left=pace.seconds_left,
            reading=pace.names,
        )
        beside = self._path.with_suffix(".new")
        # Where there is no room, the run itself will say so; its progress must not end it.
        with suppress(OSError):
            beside.write_text(json.dumps(asdict(run), ensure_ascii=False), "utf-8")
            beside.replace(self._path)


def told(home: Path) -> Run | None:
    """Return what the run that works in this home told of itself last; None if none did."""
    try:
        found: dict[str, Any] = json.loads((home / _FILE).read_text("utf-8"))
        return Run(**{**found, "reading": tuple(found["reading"])})
    except (OSError, ValueError, TypeError, KeyError):
        return None


def duration(seconds: float) -> str:
    """Return a length of time for people, to two places: ``2 h 5 min``."""
    whole = max(0, round(seconds))
    hours, minutes = divmod(whole // 60, 60)
    if hours:
        return f"{hours} h {minutes} min"
    return f"{minutes} min {whole % 60} s" if minutes else f"{whole} s"
