"""Worker processes that may crash, hang or be killed at any time without taking anything else with them.

Each worker has a pipe of its own and a process group of its own. No lock and no queue is shared, so a worker killed in the
middle of a message harms nobody; what it had sent before is kept. When this process dies, by any signal, each worker notices
the closed pipe and ends itself together with the programs it started.
"""

import itertools
import multiprocessing
import os
import re
import resource
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import forkserver
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkServerContext
from multiprocessing.process import BaseProcess
from typing import Any

from paraq.errors import ParaqError

# What each library or program would otherwise start on its own, one thread a core in every worker: 31 times slower in all.
THREADS = ("OMP_THREAD_LIMIT", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")

# Somebody who kills processes may hit the same one again; what fails more often has another reason.
_STARTS = 10
# A killed process takes a while to be seen as gone, and the next one to load what workers need.
_START_PAUSE = 0.3
# What is said of a process that ended when the one from which it was forked, which alone can ask how, had been killed.
_NOBODY_KNOWS = 255
# What the system says when a library finds no room in a process.
_NO_ROOM = re.compile("failed to map|cannot allocate memory", re.IGNORECASE)

# What reads scans takes half a second to load: once, and not in each worker.
_PRELOADED = ["indexer.stages.look", "indexer.stages.read", "indexer.ocr.page", "indexer.readers.pdf", "pypdfium2"]


@dataclass(frozen=True, slots=True)
class Task:
    """Work for one worker: ``function(*arguments)`` gives items one by one, each within ``seconds`` of the one before."""

    function: Callable[..., Iterator[Any]]
    arguments: tuple[Any, ...]
    seconds: float
    subject: Any = None


@dataclass(frozen=True, slots=True)
class Item:
    """One result of a task that goes on."""

    task: Task
    value: Any


@dataclass(frozen=True, slots=True)
class Ended:
    """A task gave all it had."""

    task: Task


@dataclass(frozen=True, slots=True)
class Refused:
    """A task stopped with an error that it raised; the worker is well.

    ``lasting`` means that trying again cannot help, ``lacking`` that the machine lacks a program for it.
    """

    task: Task
    reason: str
    lasting: bool
    lacking: bool = False


@dataclass(frozen=True, slots=True)
class Lost:
    """A task took its worker with it: it crashed, was killed, or overran its time.

    ``from_outside`` is True if a person or the system ended the worker, which no work can do to itself.
    """

    task: Task
    reason: str
    from_outside: bool = False


Happening = Item | Ended | Refused | Lost


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    pipe: Connection
    task: Task | None = None
    deadline: float = 0.0


def one_thread_each() -> None:
    """Make the libraries and programs that this process and its children load use one thread; to be called before any is."""
    os.environ |= dict.fromkeys(THREADS, "1")


def load_ahead() -> None:
    """Begin to load what workers need in the process from which they are forked, beside what the caller does until then."""
    one_thread_each()
    _context().set_forkserver_preload(_PRELOADED)
    forkserver.ensure_running()


def _context() -> ForkServerContext:
    return multiprocessing.get_context("forkserver")


class Workers:
    """A fixed number of worker processes; a lost one is replaced."""

    def __init__(self, count: int, memory: int) -> None:
        """Start ``count`` workers that may use ``memory`` megabytes of address space each."""
        load_ahead()
        self._memory = memory
        self._context = _context()
        self._workers = [self._start() for _ in range(count)]

    def __enter__(self) -> "Workers":
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            _end(worker)

    @property
    def pids(self) -> list[int]:
        """The process ids of the workers."""
        return [worker.process.pid for worker in self._workers if worker.process.pid]

    @property
    def idle(self) -> int:
        """How many workers have nothing to do."""
        return sum(worker.task is None for worker in self._workers)

    @property
    def tasks(self) -> list[Task]:
        """What is being done."""
        return [worker.task for worker in self._workers if worker.task is not None]

    def give(self, task: Task) -> None:
        """Hand a task to an idle worker; there must be one."""
        number = next(at for at, worker in enumerate(self._workers) if worker.task is None)
        worker = self._workers[number]
        try:
            worker.pipe.send((task.function, task.arguments))
        except OSError:
            # Killed while idle: nothing is lost but the worker.
            worker = self._replace(number)
            worker.pipe.send((task.function, task.arguments))
        worker.task, worker.deadline = task, time.monotonic() + task.seconds

    def happenings(self, patience: float) -> Iterator[Happening]:
        """Wait up to ``patience`` seconds for something to happen and give all that did."""
        busy = {worker.pipe: number for number, worker in enumerate(self._workers) if worker.task is not None}
        until = min((worker.deadline for worker in self._workers if worker.task), default=0.0)
        for pipe in wait(list(busy), max(0.0, min(patience, until - time.monotonic()))):
            yield from self._received(busy[pipe])  # type: ignore[index]  # only pipes were waited for
        for number, worker in enumerate(self._workers):
            if worker.task is not None and time.monotonic() > worker.deadline and not worker.pipe.poll():
                task = worker.task
                self._replace(number)
                yield Lost(task, f"it took longer than {task.seconds:g} s")

    def _received(self, number: int) -> Iterator[Happening]:
        worker = self._workers[number]
        task = worker.task
        assert task is not None
        try:
            kind, value = worker.pipe.recv()
        except (EOFError, OSError):
            worker.process.join(5)
            code = worker.process.exitcode
            self._replace(number)
            yield Lost(task, _cause(code), from_outside=code in (-signal.SIGKILL, -signal.SIGTERM, _NOBODY_KNOWS))
            return
        if kind == "item":
            worker.deadline = time.monotonic() + task.seconds
            yield Item(task, value)
            return
        worker.task = None
        if kind == "exhausted":
            # What filled its memory may not have left it again.
            self._replace(number)
        yield Ended(task) if kind == "ended" else Refused(task, *value)

    def _replace(self, number: int) -> _Worker:
        _end(self._workers[number])
        self._workers[number] = self._start()
        return self._workers[number]

    def _start(self) -> _Worker:
        for left in reversed(range(_STARTS)):
            ours, theirs = self._context.Pipe()
            process = self._context.Process(target=_serve, args=(theirs, self._memory), daemon=True)
            try:
                process.start()
                break
            except (EOFError, OSError):
                # The process from which workers are forked was killed just now; another one takes its place.
                ours.close()
                if not left:
                    raise
                time.sleep(_START_PAUSE)
            finally:
                theirs.close()
        return _Worker(process, ours)


def _end(worker: _Worker) -> None:
    """Kill a worker with every program that it started."""
    pid = worker.process.pid
    if pid is not None:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(pid, signal.SIGKILL)
    worker.process.kill()
    worker.process.join(5)
    worker.pipe.close()


def _cause(exitcode: int | None) -> str:
    if exitcode is not None and exitcode < 0:
        return f"the program that read it was ended by {signal.Signals(-exitcode).name}"
    return "the program that read it ended without a word"


# In the worker ----------------------------------------------------------------------------------------------------------------


def _serve(pipe: Connection, memory: int) -> None:
    os.setpgid(0, 0)
    # The process from which workers are forked may be older than the setting.
    one_thread_each()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # The soft limit alone: a program that a reader starts may ask for more if it must.
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (memory << 20, hard))
    orders: list[Any] = []
    arrived = threading.Semaphore(0)
    threading.Thread(target=_listen, args=(pipe, orders, arrived), daemon=True).start()
    for _ in itertools.count():
        arrived.acquire()
        _do(pipe, *orders.pop(0))


def _listen(pipe: Connection, orders: list[Any], arrived: threading.Semaphore) -> None:
    """Take orders; when the pipe closes, the process that gave them is gone, and so is the reason to live."""
    while True:
        try:
            orders.append(pipe.recv())
        except (EOFError, OSError):
            os.killpg(0, signal.SIGKILL)
        arrived.release()


def _do(pipe: Connection, function: Callable[..., Iterator[Any]], arguments: Sequence[Any]) -> None:
    try:
        for item in function(*arguments):
            pipe.send(("item", item))
        pipe.send(("ended", None))
    except ParaqError as error:
        # A store that is full or gone may be there again in a moment.
        lacking = error.kind == "unavailable" and error.code != "store"
        pipe.send(("refused", (_sentence(error), lacking or error.kind == "invalid", lacking)))
    except Exception as error:  # noqa: BLE001  # whatever a library throws at a hostile file costs that page alone
        if isinstance(error, MemoryError) or (isinstance(error, OSError | ImportError) and _NO_ROOM.search(str(error))):
            pipe.send(("exhausted", ("it needs more memory than a worker may use", False)))
        else:
            pipe.send(("refused", (f"{type(error).__name__}: {error}", False)))


def _sentence(error: ParaqError) -> str:
    return f"{error.what}. {error.remedy}" if error.remedy else error.what
