"""The API's answer time against the engine's own for the same questions, over the pages of an installation (PARAQ_HOME).

The engine answers with ids; the API adds text, boxes, snippets and JSON. Questions are words and pairs of words of those pages.
"""

import argparse
import contextlib
import itertools
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

import httpx

from benchmarks.machine import show
from paraq.records.viewer import OPERATOR
from paraq.settings import read_settings
from paraq.wiring import open_house
from tests.services.process import free_port

LIMIT = 20
# Caches of the system and of the engine fill with the first questions, as in a server that has run for a while.
WARM_UP = 10


def main() -> int:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(prog="script/bench search", description=__doc__)
    parser.add_argument("--questions", type=int, default=100)
    asked = parser.parse_args()
    settings = read_settings()
    with open_house(settings) as house, served() as client:
        hits = house.searching.search("", viewer=OPERATOR, limit=200).hits
        if not hits:
            sys.exit(f"No page is in {settings.home}: take some in with paraq ingest, or set PARAQ_HOME")
        words = [word.text for hit in hits for word in hit.page.text.words if word.text.isalpha()]
        questions = list(itertools.islice(asked_for(words), asked.questions + WARM_UP))
        plans = [house.searching.understood(question)[0].plan for question in questions]
        engine = timed([lambda plan=plan: house.engine.search(plan, limit=LIMIT) for plan in plans])  # type: ignore[misc]
        api = timed(
            [
                lambda question=question: client.get("/v1/search", params={"q": question, "limit": LIMIT}).raise_for_status()  # type: ignore[misc]
                for question in questions
            ]
        )
    rows = [
        (name, *(f"{figure(times) * 1000:.1f}" for figure in (p50, p95))) for name, times in (("engine", engine), ("API", api))
    ]
    rows.append(("ratio", f"{p50(api) / p50(engine):.2f}", f"{p95(api) / p95(engine):.2f}"))
    show((f"{asked.questions} questions, {settings.engine}", "p50 ms", "p95 ms"), rows)
    return 0


@contextlib.contextmanager
def served() -> Iterator[httpx.Client]:
    """Serve the API of this installation on loopback; gives a client of it."""
    port = free_port()
    server = subprocess.Popen([sys.executable, "-m", "api", "--port", str(port)])
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:
            while server.poll() is None:
                with contextlib.suppress(httpx.TransportError):
                    client.get("/v1/health").raise_for_status()
                    break
                time.sleep(0.1)
            yield client
    finally:
        server.terminate()
        server.wait()


def asked_for(words: list[str]) -> Iterator[str]:
    """Give a word and two neighbouring words in turn, always the same for the same pages."""
    chance = random.Random(1)
    while True:
        yield chance.choice(words)
        at = chance.randrange(len(words) - 1)
        yield " ".join(words[at : at + 2])


def timed(asks: list[Callable[[], object]]) -> list[float]:
    """Return the seconds of each question after the warming up."""
    seconds = []
    for ask in asks:
        started = time.perf_counter()
        ask()
        seconds.append(time.perf_counter() - started)
    return seconds[WARM_UP:]


p50 = statistics.median


def p95(times: list[float]) -> float:
    """Return the time within which 95 of 100 answers came."""
    return statistics.quantiles(times, n=20)[-1]


if __name__ == "__main__":
    sys.exit(main())
