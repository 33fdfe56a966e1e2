"""Work that does to its worker what hostile files do to readers."""

import errno
import os
import signal
import subprocess
import time
from collections.abc import Iterator

from paraq.errors import Invalid


def count(upto: int) -> Iterator[int]:
    yield from range(upto)


def crash_at(number: int) -> Iterator[int]:
    yield from range(number)
    os.kill(os.getpid(), signal.SIGSEGV)


def hang_at(number: int) -> Iterator[int]:
    yield from range(number)
    time.sleep(600)


def hang_in_a_program() -> Iterator[int]:
    running = subprocess.Popen(["sleep", "600"])
    yield running.pid
    running.wait()


def swallow_memory() -> Iterator[int]:
    yield len(bytearray(4 << 30))


def find_no_room() -> Iterator[int]:
    yield 1
    raise OSError(errno.ENOMEM, os.strerror(errno.ENOMEM))


def find_no_room_for_a_library() -> Iterator[int]:
    yield 1
    raise ImportError("libheif.so.1: failed to map segment from shared object")


def parent() -> Iterator[int]:
    yield os.getppid()


def refuse() -> Iterator[int]:
    yield 1
    raise Invalid("The page is torn", remedy="Mend it")


def err() -> Iterator[int]:
    yield 1
    raise ZeroDivisionError("a slip of a library")


def threads() -> Iterator[str]:
    yield os.environ["OMP_THREAD_LIMIT"]
