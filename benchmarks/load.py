"""Fifty readers at once for two minutes against a running server, beside one reader alone in the same run (locust; PARAQ_HOME).

``script/bench load [--readers N] [--seconds N]`` makes an account for each reader in a copy of the installation, so that log-in,
sessions, rights and the audit record are part of what is measured. Fails if anybody gets an error, or if the time within which
95 of 100 answers come is not below :data:`MOST` times that of one reader.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.load_readers import reader
from benchmarks.machine import show
from benchmarks.search import served
from paraq.records.viewer import OPERATOR
from paraq.settings import Settings, read_settings
from paraq.wiring import open_house

PASSWORD = "correct horse battery"
# What is promised of fifty readers.
MOST = 5.0
# Readers who come in a second; the two minutes begin when the last one is there.
COMING = 5
# Words that readers ask for, drawn from the pages themselves.
WORDS = 200


@dataclass
class Kind:
    """Answers of one kind: how many came within each number of milliseconds, and how many were errors."""

    times: Counter[int] = field(default_factory=Counter)
    errors: int = 0

    def within(self, share: float) -> float:
        """Return the milliseconds within which a share of the answers came."""
        left = share * self.times.total()
        for time in sorted(self.times):
            left -= self.times[time]
            if left <= 0:
                return float(time)
        return 0.0


def main() -> int:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(prog="script/bench load", description=__doc__)
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--seconds", type=int, default=120)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="paraq-load-") as folder:
        settings = prepared(read_settings(), Path(folder) / "home", asked.readers)
        words = questions(settings)
        with served(settings) as (client, _):
            address = str(client.base_url)
            alone = load(address, words, 1, asked.seconds)
            together = load(address, words, asked.readers, asked.seconds)
    return told(alone, together, asked.readers)


def prepared(settings: Settings, home: Path, readers: int) -> Settings:
    """Copy an installation and make an account for each reader."""
    shutil.copytree(settings.home, home)
    own = settings.model_copy(update={"home": home})
    with open_house(own) as house:
        house.gatekeeper.add("head", PASSWORD, "administrator", None)
        for number in range(readers):
            house.gatekeeper.add(reader(number), PASSWORD, "reader", None)
    return own


def questions(settings: Settings) -> list[str]:
    """Return words of the installation's pages."""
    with open_house(settings) as house:
        hits = house.searching.search("", viewer=OPERATOR, limit=WORDS).hits
    found = sorted({word.text for hit in hits for word in hit.page.text.words if word.text.isalpha() and len(word.text) > 4})
    if not found:
        sys.exit("No page is in PARAQ_HOME: take some in with paraq ingest")
    return found[:: max(1, len(found) // WORDS)]


def load(address: str, words: list[str], readers: int, seconds: int) -> dict[str, Kind]:
    """Let readers work for some time; return what they got by kind, "all" for everything."""
    file = Path(__file__).with_name("load_readers.py")
    command = [sys.executable, "-m", "locust", "-f", str(file), "--headless", "--json", "--only-summary", "--loglevel", "ERROR"]
    command += [
        "--host",
        address,
        "--users",
        str(readers),
        "--spawn-rate",
        str(COMING),
        "--run-time",
        f"{seconds + readers // COMING}s",
    ]
    own = {"LOAD_WORDS": json.dumps(words), "LOAD_PASSWORD": PASSWORD}
    # Locust ends with 1 if anybody got an error, which the table tells.
    done = subprocess.run(
        command, env=os.environ | own, cwd=file.parents[1], stdout=subprocess.PIPE, text=True, check=False
    ).stdout
    kinds: dict[str, Kind] = {}
    for row in json.loads(done[done.index("[") :]):
        for name in (row["name"], "all"):
            kind = kinds.setdefault(name, Kind())
            kind.times.update({int(time): count for time, count in row["response_times"].items()})
            kind.errors += row["num_failures"]
    return kinds


def told(alone: dict[str, Kind], together: dict[str, Kind], readers: int) -> int:
    """Print the table; return 1 if the promise is not kept."""
    rows = []
    for name in sorted(together, key=lambda one: (one == "all", one)):
        one, many = alone.get(name, Kind()), together[name]
        figures = [one.within(0.5), one.within(0.95), many.within(0.5), many.within(0.95)]
        ratio = figures[3] / figures[1] if figures[1] else 0.0
        counted = (one.times.total(), many.times.total(), many.errors)
        rows.append((name, *(f"{figure:.0f}" for figure in figures), f"{ratio:.2f}", *map(str, counted)))
    print(f"load {os.getloadavg()[0]:.1f} at the end")
    headings = ("ms", "alone p50", "p95", f"{readers} p50", "p95", "ratio p95", "answers alone", f"answers {readers}", "errors")
    show(headings, rows)
    whole = together["all"]
    return int(whole.errors > 0 or alone["all"].errors > 0 or whole.within(0.95) >= MOST * alone["all"].within(0.95))


if __name__ == "__main__":
    sys.exit(main())
