"""Progress on standard error: pages read, pages a minute, time left, and the names of what is being read."""

import sys
import time
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

from indexer.progress import Pace, duration
from paraq.cli.output import one_line

# Where no terminal shows a bar, as in a log, one line in so many seconds.
_LINE_SECONDS = 10.0
_NAME_LENGTH = 40


class Shown:
    """Shows how a run goes on; on a terminal as a bar, else as a line now and then."""

    def __init__(self) -> None:
        self._terminal = sys.stderr.isatty()
        self._bar = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[pace]}"),
            console=Console(stderr=True),
            disable=not self._terminal,
        )
        self._task = self._bar.add_task("", total=0, pace="")
        self._pace = Pace()
        self._last = time.monotonic()

    def __enter__(self) -> "Shown":
        self._bar.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._bar.stop()
        if kind is not None and self._pace.names:
            sys.stderr.write(f"paraq: Still to be read: {', '.join(self._pace.names)}\n")

    def coming(self, files: int) -> None:
        """So many files lie there, which will come up."""
        self._pace.expected += files

    def seen(self, files: int, pages: int) -> None:
        """So many more files and pages have come up."""
        self._pace.files += files
        self._pace.pages += pages
        self._bar.update(self._task, total=self._pace.pages)

    def done(self, files: int, pages: int, failed: int) -> None:
        """So many more files and pages have their result, ``failed`` of them a bad one."""
        self._pace.done(files, pages, failed)
        self._bar.update(self._task, advance=pages, pace=self._speed())
        now = time.monotonic()
        if not self._terminal and now - self._last > _LINE_SECONDS:
            self._last = now
            pages_of = f"{self._pace.pages_done} of {self._pace.pages} pages"
            sys.stderr.write(f"paraq: {pages_of}, {self._speed()}, now {', '.join(self._pace.names)}\n")
            sys.stderr.flush()

    def note(self, sentence: str) -> None:
        """Print a sentence above the bar."""
        self._bar.console.print(f"paraq: {one_line(sentence)}", highlight=False, markup=False, soft_wrap=True)

    def working(self, names: tuple[str, ...]) -> None:
        """These files are being read."""
        names = self._pace.names = tuple(map(one_line, names))
        shown = names[0] if names else ""
        self._bar.update(self._task, description=shown if len(shown) <= _NAME_LENGTH else f"…{shown[1 - _NAME_LENGTH :]}")

    def _speed(self) -> str:
        left = self._pace.seconds_left
        return f"{self._pace.pages_a_minute:.0f} pages/min" + (f", {duration(left)} left" if left is not None else "")
