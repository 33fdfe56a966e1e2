"""Worker processes against work that crashes, hangs, swallows memory or is killed."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from indexer.workers import Ended, Happening, Item, Lost, Refused, Task, Workers
from tests.integration import saboteurs


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with Workers(2, memory=1024) as started:
        yield started


def done(workers: Workers, function: Callable[..., Iterator[Any]], *arguments: Any, seconds: float = 30) -> list[Happening]:
    """Everything that happens until the task is over."""
    workers.give(Task(function, arguments, seconds))
    found: list[Happening] = []
    until = time.monotonic() + 60
    while not found or isinstance(found[-1], Item):
        assert time.monotonic() < until
        found += workers.happenings(1)
    return found


def values(happenings: list[Happening]) -> list[Any]:
    return [happening.value for happening in happenings if isinstance(happening, Item)]


def wait_for_end(pid: int) -> None:
    """Wait until a process is no more, or is only not yet collected by its parent."""
    stat = Path(f"/proc/{pid}/stat")
    until = time.monotonic() + 10
    while stat.exists() and stat.read_text().rpartition(")")[2].split()[0] != "Z":
        assert time.monotonic() < until
        time.sleep(0.02)


def test_items_come_in_order_and_then_the_end(workers: Workers) -> None:
    found = done(workers, saboteurs.count, 5)
    assert values(found) == [0, 1, 2, 3, 4]
    assert isinstance(found[-1], Ended)


def test_a_crash_loses_nothing_that_was_given_before(workers: Workers) -> None:
    found = done(workers, saboteurs.crash_at, 3)
    assert values(found) == [0, 1, 2]
    assert isinstance(found[-1], Lost)
    assert "SIGSEGV" in found[-1].reason
    assert values(done(workers, saboteurs.count, 2)) == [0, 1]


def test_time_counts_anew_for_each_item_and_ends_what_hangs(workers: Workers) -> None:
    started = time.monotonic()
    found = done(workers, saboteurs.hang_at, 2, seconds=1)
    assert values(found) == [0, 1]
    assert isinstance(found[-1], Lost)
    assert "longer than 1 s" in found[-1].reason
    assert time.monotonic() - started < 20


def test_a_program_that_a_reader_started_dies_with_its_worker(workers: Workers) -> None:
    found = done(workers, saboteurs.hang_in_a_program, seconds=1)
    (pid,) = values(found)
    wait_for_end(pid)


@pytest.mark.parametrize("saboteur", [saboteurs.swallow_memory, saboteurs.find_no_room, saboteurs.find_no_room_for_a_library])
def test_memory_is_limited_and_a_worker_that_used_it_up_is_replaced(
    workers: Workers, saboteur: Callable[..., Iterator[Any]]
) -> None:
    before = workers.pids
    refused = done(workers, saboteur)[-1]
    assert isinstance(refused, Refused)
    assert (refused.reason, refused.lasting) == ("it needs more memory than a worker may use", False)
    assert len(set(before) - set(workers.pids)) == 1
    assert values(done(workers, saboteurs.count, 2)) == [0, 1]


def test_workers_are_replaced_though_the_process_that_starts_them_was_killed(workers: Workers) -> None:
    (parent,) = values(done(workers, saboteurs.parent))
    for pid in (parent, workers.pids[0]):
        os.kill(pid, signal.SIGKILL)
        wait_for_end(pid)
    found = [done(workers, saboteurs.count, 2) for _ in range(4)]
    lost = [one[-1] for one in found if isinstance(one[-1], Lost)]
    # Its threads end after it, and until the last has let its pipe go it may still be given something, which is lost with it.
    assert all(one.from_outside for one in lost)
    assert len(lost) <= 1
    assert [values(one) for one in found if not isinstance(one[-1], Lost)] == [[0, 1]] * (4 - len(lost))


def test_nobody_is_to_blame_for_an_end_that_nobody_saw(workers: Workers) -> None:
    (parent,) = values(done(workers, saboteurs.parent))
    workers.give(Task(saboteurs.hang_at, (1,), 30))
    (given,) = list(workers.happenings(30))
    assert isinstance(given, Item)
    for pid in (parent, workers.pids[0]):
        os.kill(pid, signal.SIGKILL)
    (lost,) = list(workers.happenings(30))
    assert isinstance(lost, Lost) and lost.from_outside


def test_errors_are_told_in_their_words(workers: Workers) -> None:
    refused = done(workers, saboteurs.refuse)[-1]
    assert isinstance(refused, Refused)
    assert (refused.reason, refused.lasting) == ("The page is torn. Mend it", True)
    slipped = done(workers, saboteurs.err)[-1]
    assert isinstance(slipped, Refused)
    assert (slipped.reason, slipped.lasting) == ("ZeroDivisionError: a slip of a library", False)


def test_a_worker_killed_while_idle_is_replaced(workers: Workers) -> None:
    for pid in workers.pids:
        os.kill(pid, signal.SIGKILL)
    time.sleep(0.5)
    for _ in range(3):
        assert values(done(workers, saboteurs.count, 2)) == [0, 1]


def test_one_thread_each(workers: Workers) -> None:
    assert values(done(workers, saboteurs.threads)) == ["1"]
