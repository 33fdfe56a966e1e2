"""Progress on standard error: pages read, pages a minute, time left, and the names of what is being read."""

import sys
import time
from types import TracebackType

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    SpinnerColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

# Where no terminal shows a bar, as in a log, one line in so many seconds.
_LINE_SECONDS = 10.0
_NAME_LENGTH = 40


class _PagesAMinute(ProgressColumn):
    def render(self, task: Task) -> Text:
        return Text(f"{task.speed * 60:.0f} pages/min" if task.speed else "")


class Shown:
    """Shows how a run goes on; on a terminal as a bar, else as a line now and then."""

    def __init__(self) -> None:
        self._terminal = sys.stderr.isatty()
        self._bar = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            _PagesAMinute(),
            TimeRemainingColumn(),
            console=Console(stderr=True),
            disable=not self._terminal,
        )
        self._task = self._bar.add_task("", total=0)
        self._seen = self._done = self._failed = 0
        self._started = self._last = time.monotonic()
        self._names: tuple[str, ...] = ()

    def __enter__(self) -> "Shown":
        self._bar.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._bar.stop()
        if kind is not None and self._names:
            sys.stderr.write(f"paraq: Still to be read: {', '.join(self._names)}\n")

    def seen(self, files: int, pages: int) -> None:
        """So many more files and pages have come up."""
        self._seen += pages
        self._bar.update(self._task, total=self._seen)

    def done(self, files: int, pages: int, failed: int) -> None:
        """So many more files and pages have their result, ``failed`` of them a bad one."""
        self._done += pages
        self._failed += failed
        self._bar.update(self._task, advance=pages)
        now = time.monotonic()
        if not self._terminal and now - self._last > _LINE_SECONDS:
            self._last = now
            speed = 60 * self._done / (now - self._started)
            sys.stderr.write(f"paraq: {self._done} of {self._seen} pages, {speed:.0f} a minute, now {', '.join(self._names)}\n")
            sys.stderr.flush()

    def note(self, sentence: str) -> None:
        """Print a sentence above the bar."""
        self._bar.console.print(f"paraq: {sentence}", highlight=False, markup=False, soft_wrap=True)

    def working(self, names: tuple[str, ...]) -> None:
        """These files are being read."""
        self._names = names
        shown = names[0] if names else ""
        self._bar.update(self._task, description=shown if len(shown) <= _NAME_LENGTH else f"…{shown[1 - _NAME_LENGTH :]}")
