"""The search screen in a real browser: from Enter to hits with their cuts, alone and with many at once (PARAQ_HOME).

Questions are words of the installation's own pages. Memory is what the screen's process grows by for each searcher.
"""

import argparse
import itertools
import os
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.machine import show
from paraq.records.viewer import OPERATOR
from paraq.settings import read_settings
from paraq.wiring import open_house
from tests.e2e.conftest import CHROMIUM, free_port, served

# Scripts, fonts and the engine's own pages are there after so many questions, as on any day after its first minutes.
WARM_UP = 3
# Seconds between two questions of one searcher at work: nobody looks at what was found for less.
PACE = 10
PATIENCE = 60_000
# All hits of the question are there and every cut in sight is drawn.
READY = """question => {
  const asked = new URL(location.href).searchParams.get("q") === question;
  const cuts = [...document.querySelectorAll("li.hit img")].filter((cut) => cut.getBoundingClientRect().top < innerHeight);
  const going = document.documentElement.dataset.going !== undefined;
  return asked && !going && (cuts.length > 0 || document.querySelector(".stHeading h3"))
    && cuts.every((cut) => cut.complete && cut.naturalWidth);
}"""


def main() -> int:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(prog="script/bench screen", description=__doc__)
    parser.add_argument("--questions", type=int, default=30)
    parser.add_argument("--searchers", type=int, default=20)
    asked = parser.parse_args()
    questions = words(asked.questions + WARM_UP + asked.searchers * 4)
    port = free_port()
    with served(dict(os.environ), port) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM)
        alone = opened(browser, address)
        for question in questions[:WARM_UP]:
            search(alone, question)
        times = [search(alone, question) for question in questions[WARM_UP : WARM_UP + asked.questions]]
        before = memory(port)
        pages = [opened(browser, address) for _ in range(asked.searchers)]
        cycle = itertools.cycle(questions[-asked.searchers * 4 :])
        working = in_turn(pages, cycle)
        together = at_once(pages, cycle)
        grown = (memory(port) - before) / asked.searchers
        browser.close()
    rows = [
        (name, *(f"{part(some, share):.2f}" for share in (0.5, 0.95)), str(len(some)))
        for name, some in (
            ("one searcher", times),
            (f"{asked.searchers} at work, one question in {PACE} s each", working),
            (f"{asked.searchers} that press Enter together", together),
        )
    ]
    show(("from Enter to hits with cuts, seconds", "p50", "p95", "searches"), rows)
    sys.stdout.write(f"memory of the screen for each searcher: {grown:.1f} MB\n")
    return 0


def words(count: int) -> list[str]:
    """Return that many words of the installation's pages, some of them again where there are fewer."""
    settings = read_settings()
    with open_house(settings) as house:
        hits = house.searching.search("", viewer=OPERATOR, limit=200).hits
    known = sorted({word.text for hit in hits for word in hit.page.text.words if word.text.isalpha() and len(word.text) > 3})
    if not known:
        sys.exit(f"No page is in {settings.home}: take some in with paraq ingest, or set PARAQ_HOME")
    random.Random(1).shuffle(known)
    return list(itertools.islice(itertools.cycle(known), count))


def opened(browser: Browser, address: str) -> Page:
    """Open the search in a browser of its own."""
    page = browser.new_context(viewport={"width": 1366, "height": 768}).new_page()
    page.goto(f"{address}/?lang=ru")
    page.get_by_role("combobox").wait_for(timeout=PATIENCE)
    return page


def begin(page: Page, question: str) -> float:
    """Type a question, press Enter and return when."""
    page.get_by_role("combobox").fill(question)
    start = time.perf_counter()
    page.keyboard.press("Enter")
    return start


def search(page: Page, question: str) -> float:
    """Search and return the seconds until the hits in sight have their cuts."""
    start = begin(page, question)
    page.wait_for_function(READY, arg=question, timeout=PATIENCE, polling=20)
    return time.perf_counter() - start


def in_turn(pages: list[Page], questions: Iterator[str], rounds: int = 4) -> list[float]:
    """Let everybody ask in turn, as people do who read what they found; return the seconds of each."""
    found = []
    begun = time.perf_counter()
    for number, page in enumerate(pages * rounds):
        if number >= len(pages):
            found.append(taken(page))
        time.sleep(max(0.0, begun + number * PACE / len(pages) - time.perf_counter()))
        clocked(page, next(questions))
        page.keyboard.press("Enter")
    return found + [taken(page) for page in pages]


def clocked(page: Page, question: str) -> None:
    """Type a question, and let the browser take the time from the next key to the hits."""
    page.get_by_role("combobox").fill(question)
    page.evaluate(CLOCK.replace("READY", READY), question)


def taken(page: Page) -> float:
    """Return the seconds that a browser took, once it has."""
    page.wait_for_function("() => window.taken !== undefined", timeout=PATIENCE)
    return float(page.evaluate("() => window.taken")) / 1000


def at_once(pages: list[Page], questions: Iterator[str], rounds: int = 2) -> list[float]:
    """Let everybody ask before anybody has an answer; return the seconds of each, as their own browser took the time."""
    found = []
    for _ in range(rounds):
        for page in pages:
            clocked(page, next(questions))
        for page in pages:
            page.keyboard.press("Enter")
        found += [taken(page) for page in pages]
    return found


CLOCK = """question => {
  const ready = READY;
  window.taken = undefined;
  document.addEventListener("keydown", () => {
    const start = performance.now();
    const look = () => (ready(question) ? (window.taken = performance.now() - start) : setTimeout(look, 20));
    look();
  }, { once: true, capture: true });
}"""


def memory(port: int) -> float:
    """Return the megabytes in memory of the screen that is served at a port of this machine."""
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            command = status.with_name("cmdline").read_bytes().split(b"\0")
            if b"ui" in command and str(port).encode() in command:
                line = next(one for one in status.read_text().splitlines() if one.startswith("VmRSS"))
                return float(line.split()[1]) / 1024
        except (OSError, StopIteration):
            continue
    raise SystemExit("The screen's process cannot be found")


def part(times: list[float], share: float) -> float:
    """Return the time below which a share of them lies."""
    return sorted(times)[min(len(times) - 1, int(share * len(times)))]


if __name__ == "__main__":
    sys.exit(main())
