"""Watching a folder: files are taken in once they are completely written."""

import errno
import fcntl
import os
import re
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from indexer.pipeline import ingest
from indexer.progress import duration
from indexer.reading import ReadOptions
from indexer.transfers.bag import DECLARATION
from indexer.transfers.folder import Source, relative
from indexer.transfers.inventory import NAMES
from indexer.transfers.package import NAME
from paraq.errors import Conflict, Unavailable
from paraq.records.reference_path import path_patterns
from paraq.settings import Settings
from paraq.wiring import House, open_house

# A folder is looked at so many times while a file settles, so that it is taken soon after.
_LOOKS = 4
_LONGEST_PAUSE = 5.0
# What programs call a file while they write it: browsers, editors, office programs, rsync, file managers.
_TEMPORARY = re.compile(
    r".*\.(?:part|partial|tmp|temp|crdownload|download|filepart|swp|lock|opdownload)|~\$.*|\.~.*|\.#.*|.*~"
    r"|\..+\.[A-Za-z0-9]{6}|\.goutputstream-.*|\.nfs[0-9a-f]+",
    re.IGNORECASE,
)
_MANIFEST = re.compile(r"manifest-\w+\.txt")

Mark = tuple[int, int]
"""Size and time of change of a file."""


@dataclass(slots=True)
class Watcher:
    """Tells which files of a folder are complete and not yet taken in.

    Attributes:
        folder: The folder.
        settle: Seconds that a file must stay as it is.
        taken: Files that were taken in, by path, as they were then.
        waiting: How many files are not complete yet.
    """

    folder: Path
    settle: float
    taken: dict[str, Mark] = field(default_factory=dict)
    clock: Callable[[], float] = time.monotonic
    waiting: int = 0
    _seen: dict[Path, tuple[tuple[int, ...], float]] = field(default_factory=dict)

    def look(self) -> dict[Path, Mark]:
        """Return the files that are complete and new or changed since they were taken in.

        A bag, a package and files of a new inventory are complete only together.
        """
        now = self.clock()
        found: dict[Path, Mark] = {}
        new: dict[Path, tuple[tuple[int, ...], float]] = {}
        self.waiting = 0
        by_unit: dict[str, list[Path]] = {}
        for path, status in self._files():
            state = (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)
            before, since = self._seen.get(path, (None, now))
            new[path] = (state, since if before == state else now)
            found[path] = (status.st_size, status.st_mtime_ns)
            by_unit.setdefault(path.relative_to(self.folder).parts[0], []).append(path)
        self._seen = new
        ready: dict[Path, Mark] = {}
        for paths in by_unit.values():
            ready |= {path: found[path] for path in self._ready(paths, found)}
        return ready

    def gone(self) -> list[str]:
        """Return the files taken in that are there no more, as of the last look."""
        there = {relative(path, self.folder) for path in self._seen}
        return [path for path in self.taken if path not in there]

    def _files(self) -> Iterator[tuple[Path, os.stat_result]]:
        for name, _, names in os.walk(self.folder):
            for own in names:
                try:
                    yield Path(name, own), Path(name, own).stat()
                except OSError:
                    # Gone between the two looks, or a link to nothing.
                    continue

    def _ready(self, paths: list[Path], found: dict[Path, Mark]) -> list[Path]:
        """Return the files to be taken among those of one entry of the folder."""
        fresh = [path for path in paths if self.taken.get(relative(path, self.folder)) != found[path]]
        if not fresh:
            return []
        complete = [path for path in fresh if self._is_complete(path)]
        self.waiting += len(fresh) - len(complete)
        if any(path.name in (DECLARATION, NAME) or _MANIFEST.fullmatch(path.name) for path in paths):
            return paths if len(complete) == len(fresh) else []
        told = {path.parent for path in complete if path.name.casefold() in NAMES}
        if told:
            # What a new inventory says holds for the files that came before it, too.
            again = [path for path in paths if path not in fresh and told.intersection(path.parents)]
            return [*complete, *again]
        return complete

    def _is_complete(self, path: Path) -> bool:
        _, since = self._seen[path]
        if _TEMPORARY.fullmatch(path.name) or self.clock() - since < self.settle:
            return False
        return not is_being_written(path)


def is_being_written(path: Path) -> bool:
    """Return whether a process has a file open for writing, as far as this system tells.

    Linux grants a lease for reading only on files that nobody writes; on files of other users and on some network file systems
    it grants none, and there only time tells.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    except OSError:
        return True
    try:
        fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_RDLCK)
        fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    except OSError as error:
        return error.errno == errno.EAGAIN
    finally:
        os.close(descriptor)
    return False


def watch(
    settings: Settings,
    folder: Path,
    *,
    options: ReadOptions,
    jobs: int,
    settle: float,
    once: bool,
    tell: Callable[[str], None],
) -> None:
    """Take in the files of a folder as they are completed, until a signal comes or, with ``once``, until none is left.

    Killed at any moment and started again, it goes on: a file counts as taken once its run has ended.

    Raises:
        Unavailable: Home, catalogue or engine cannot be used when it begins; later it waits for them.
    """
    with open_house(settings) as house:
        watcher = Watcher(folder, settle, house.catalogue.transfers.watched(str(folder)))
    tell(f"Watching {folder}")
    pause = min(settle / _LOOKS, _LONGEST_PAUSE)
    with _stopped_by_signals():
        try:
            while True:
                ready = watcher.look()
                if ready:
                    _take_in(settings, watcher, ready, options, jobs, tell)
                elif once and not watcher.waiting:
                    return
                time.sleep(pause)
        except KeyboardInterrupt:
            tell("Stopped watching. Start again to go on")


def _take_in(
    settings: Settings,
    watcher: Watcher,
    ready: dict[Path, Mark],
    options: ReadOptions,
    jobs: int,
    tell: Callable[[str], None],
) -> None:
    try:
        with open_house(settings) as house:
            _run(house, watcher, ready, options, jobs, tell)
    except (Conflict, Unavailable) as error:
        # Another run, a restarting database: all of that passes, and the files stay where they are.
        tell(f"Waiting: {error}")
        time.sleep(_LONGEST_PAUSE)


def _run(
    house: House, watcher: Watcher, ready: dict[Path, Mark], options: ReadOptions, jobs: int, tell: Callable[[str], None]
) -> None:
    folder, began = watcher.folder, time.monotonic()
    units = frozenset(path.relative_to(folder).parts[0] for path in ready)
    patterns = path_patterns(house.settings.path_patterns)
    source = Source(str(folder), folder, patterns=patterns, wanted=frozenset(ready), units=units)
    taken = ingest(house, [source], options=options, jobs=jobs, progress=_Quiet(tell))
    marks = {relative(path, folder): mark for path, mark in ready.items()}
    gone = watcher.gone()
    house.catalogue.transfers.watch(str(folder), marks, gone)
    watcher.taken |= marks
    for path in gone:
        del watcher.taken[path]
    receipt = taken.receipt
    took = duration(time.monotonic() - began)
    tell(
        f"Transfer {taken.transfers[0]}: {receipt['files']} files, {receipt['searchable']} searchable, "
        f"{receipt['duplicates']} there before, {len(receipt['failed'])} failures, in {took}"
    )
    for failure in receipt["failed"]:
        page = f", page {failure['page']}" if failure["page"] else ""
        tell(f"  {failure['path']}{page}: {failure['reason']}")


@dataclass(frozen=True, slots=True)
class _Quiet:
    """Passes on what a run has to say; how far it is stands in ``paraq status``."""

    note: Callable[[str], None]

    def coming(self, files: int) -> None:
        """Say nothing."""

    def seen(self, files: int, pages: int) -> None:
        """Say nothing."""

    def done(self, files: int, pages: int, failed: int) -> None:
        """Say nothing."""

    def working(self, names: tuple[str, ...]) -> None:
        """Say nothing."""


@contextmanager
def _stopped_by_signals() -> Iterator[None]:
    """Let SIGTERM stop like Ctrl-C; a lease that another process breaks sends SIGIO, which would end this one."""

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGIO)}
    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGIO, signal.SIG_IGN)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
