"""What figures are measured on, and how they are shown."""

import contextlib
import ctypes
import os
import platform
import resource
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

# linux/prctl.h
PR_SET_CHILD_SUBREAPER = 36


def machine() -> str:
    """Return the processor, the cores that this process may use and the system, without a host name."""
    lines = Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else []
    model = next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), platform.processor())
    cores = len(os.sched_getaffinity(0))
    return f"{model}, {cores} cores, {platform.system()} {platform.machine()}, Python {platform.python_version()}"


@dataclass(frozen=True)
class Cost:
    """What some work took: ``cpu`` and ``wall`` in seconds; ``cpu`` is that of all processes it started."""

    cpu: float
    wall: float


def cost_of(work: Callable[[], object]) -> Cost:
    """Do ``work``, which runs programs, and return what these cost, with the processes that they leave behind."""
    # Linux counts a process when its parent collects it; what outlives its parent must come to this process to be counted.
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_CHILD_SUBREAPER, 1)
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    work()
    with contextlib.suppress(ChildProcessError):
        while True:
            os.wait()
    after, ended = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    return Cost(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, ended - started)


def run(command: Sequence[str | Path], **environment: str) -> str:
    """Run a program and return its standard output; raise CalledProcessError if it failed."""
    return subprocess.run(
        [*map(str, command)],
        env=os.environ | environment,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        stderr=subprocess.DEVNULL,
    ).stdout


def show(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a table, its first column to the left and figures to the right."""
    table = [list(headings), *map(list, rows)]
    widths = [max(len(row[column]) for row in table) for column in range(len(headings))]
    print(machine())
    for row in table:
        first, *figures = (
            cell.ljust(width) if not column else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        print("  ".join([first, *figures]))
