"""Killing the run at random moments with ``kill -9`` and starting it again ends as if nothing had happened.

``RESUME_KILLS`` sets how often (a few in the suite; the record in docs/benchmarks.md was made with more).
"""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from paraq.settings import Settings
from paraq.wiring import open_house
from tests.integration.paraq_home import paraq_json, write_pdf, write_picture

KILLS = int(os.environ.get("RESUME_KILLS", "4"))


@pytest.fixture(scope="module")
def transfer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("transfer")
    for number in range(1, 5):
        write_picture(folder / f"Ф.12/Оп.1/Д.45/{number:04}.png", f"ХАТТАМА № {number}\nҚатысқандар: Омаров Берік")
    for number in range(1, 4):
        write_pdf(folder / f"letters {number}.pdf", [f"Letter {number} page {page}" for page in range(1, 150)])
    (folder / "broken.pdf").write_bytes(b"%PDF-1.4\nnothing more")
    return folder


def end_state(home: Path) -> dict[str, object]:
    """Everything that a run leaves behind, as far as it does not tell time; of long lists, what makes a difference readable."""
    with open_house(Settings(home=home)) as house:
        assert not house.publishing.differences()[0]
        sums = house.catalogue.report.sums()
        pages = [page for batch in house.catalogue.every_page() for page in batch]
        stored = sorted(path.name for path in (home / "store").rglob("*") if path.is_file())
        indexed = list(house.engine.page_ids())
    assert len(indexed) == len(set(indexed))
    return {"sums": sums, "pages": set(pages), "indexed": set(indexed), "stored": set(stored)}


def assert_same(home: Path, expected: dict[str, object]) -> None:
    """The home's end is the expected one; else each part's difference, not all of it, is told."""
    found = end_state(home)
    for part, value in expected.items():
        told = found[part]
        if isinstance(value, set) and isinstance(told, set):
            assert (told - value, value - told) == (set(), set()), f"{part}: too much, missing"
        else:
            assert told == value, part


def processes_of(pid: int) -> list[int]:
    """The process and all below it."""
    found = [pid]
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(status.read_text().rpartition(")")[2].split()[1])
        except (OSError, ValueError):
            continue
        if parent == pid:
            found += processes_of(int(status.parent.name))
    return found


def is_alive(pid: int) -> bool:
    """Whether a process still runs; one that has ended and that nobody has asked about does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def start(transfer: Path, home: Path) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-c", "from paraq.cli import main; main()", "ingest", str(transfer), "--jobs", "2"]
    return subprocess.Popen(
        command, env=os.environ | {"PARAQ_HOME": str(home)}, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL
    )


@pytest.fixture(scope="module")
def undisturbed(transfer: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, object], float]:
    home = tmp_path_factory.mktemp("undisturbed") / "home"
    started = time.monotonic()
    assert start(transfer, home).wait() == 1
    seconds = time.monotonic() - started
    return end_state(home), seconds


# A run that is killed and started again takes some 30 s on two busy cores.
@pytest.mark.timeout(300 + 60 * KILLS)
def test_killed_anywhere_it_goes_on_to_the_same_end(
    transfer: Path, tmp_path: Path, undisturbed: tuple[dict[str, object], float]
) -> None:
    state, seconds = undisturbed
    chance = random.Random(717)
    home, kills = tmp_path / "home 0", 0
    while kills < KILLS:
        run = start(transfer, home)
        # Starts differ by how much is left to do, so the moment is drawn from all of an undisturbed run.
        time.sleep(chance.uniform(0.3, seconds))
        family = processes_of(run.pid)
        if run.poll() is not None:
            # It was quicker than the knife: that end counts too, and the next run begins anew.
            assert_same(home, state)
            home = tmp_path / f"home {kills}"
            continue
        run.kill()
        run.wait()
        kills += 1
        # On a busy machine even a killed process takes a while to go.
        until = time.monotonic() + 10
        while (left := [pid for pid in family if is_alive(pid)]) and time.monotonic() < until:
            time.sleep(0.1)
        assert not left, "workers and their programs die with the run"
    assert start(transfer, home).wait() == 1
    assert_same(home, state)
    assert not (home / "work").exists()
    assert not (home / "store" / "incoming").exists() or not list((home / "store" / "incoming").iterdir())


@pytest.mark.timeout(300 + 60 * KILLS)
def test_killed_workers_cost_nothing(transfer: Path, tmp_path: Path, undisturbed: tuple[dict[str, object], float]) -> None:
    state, _ = undisturbed
    chance = random.Random(718)
    home = tmp_path / "home"
    run = start(transfer, home)
    for _ in range(KILLS):
        time.sleep(chance.uniform(0.2, 0.8))
        children = processes_of(run.pid)[1:]
        if children and run.poll() is None:
            try:
                os.kill(chance.choice(children), signal.SIGKILL)
            except ProcessLookupError:
                continue
    assert run.wait() == 1
    assert_same(home, state)
    assert paraq_json(home, "status")["waiting"] == {"files": 0, "pages": 0, "index": 0}
