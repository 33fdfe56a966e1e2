"""The screens of requests in a real browser, a thousand of a year and 50 open ones: seconds from a click to its screen.

``script/bench requests [--requests N] [--open N] [--rounds N]`` makes an archive of sample files in a folder of its own.
"""

import argparse
import os
import subprocess
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

from benchmarks.machine import show
from benchmarks.screen import part
from paraq.records.viewer import OPERATOR
from paraq.settings import Settings
from paraq.wiring import open_house
from tests.e2e.conftest import CHROMIUM, PARAQ, ROOT, free_port, served
from tests.e2e.steps import PATIENCE

TRANSFER = ROOT / "samples" / "archive" / "2020-сарыөткел"
PERSON, PASSWORD = "Джанбулатов Сейт Абдиевич", "correct horse battery"
SHARES = 0.5, 0.95, 1.0


def main() -> None:
    """Fill a register, walk its screens and print the table."""
    parser = argparse.ArgumentParser(prog="script/bench requests", description=__doc__)
    parser.add_argument("--requests", type=int, default=1000)
    parser.add_argument("--open", type=int, default=50)
    parser.add_argument("--rounds", type=int, default=10)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "PARAQ_HOME": folder}
        for command in (["ingest", TRANSFER], ["user", "add", "asel", "--role", "head", "--all-fonds"]):
            subprocess.run([PARAQ, *command], env=environment, input=f"{PASSWORD}\n", text=True, check=True, capture_output=True)
        fill(Path(folder), asked.requests, asked.open)
        with served(environment, free_port()) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM)
            page = browser.new_context(viewport={"width": 1366, "height": 768}).new_page()
            page.request.post(f"{address}/v1/log-in", form={"name": "asel", "password": PASSWORD, "next": "/v1/me"})
            times = walked(page, address, asked.rounds)
            browser.close()
    rows = [(name, *(f"{part(some, share):.2f}" for share in SHARES)) for name, some in times]
    show((f"{asked.requests:,} requests, {asked.open} open; seconds", "p50", "p95", "max"), rows)


def fill(home: Path, count: int, still_open: int) -> None:
    """Enter requests over the last year; all but the newest are answered."""
    with open_house(Settings(home=home)) as house:
        for number in range(count):
            received = date.today() - timedelta(days=365 - 365 * number // count)
            wanted = {"applicant": f"{PERSON} {number}", "received": received.isoformat(), "year_from": 1978, "year_to": 1986}
            record = house.desk.register.add(wanted, viewer=OPERATOR)
            if number < count - still_open:
                house.desk.register.move(record.request_id, "forwarded", viewer=OPERATOR, note="to the regional archive")


def walked(page: Page, address: str, rounds: int) -> list[tuple[str, list[float]]]:
    """Return the seconds of every step in each round; the first round only warms up."""
    steps: tuple[tuple[str, Callable[[], None], str], ...] = (
        ("queue, loaded anew", lambda: _go(page, f"{address}/requests?lang=ru"), '[class*="st-key-request-"]'),
        ("all requests", lambda: page.get_by_role("radio", name="Все запросы").click(), ".st-key-closed-wanted"),
        ("report of the month", lambda: page.get_by_role("radio", name="Отчёт").click(), "svg, [role=img]"),
        ("queue", lambda: page.get_by_role("radio", name="Очередь").click(), '[class*="st-key-request-"]'),
        ("a request", lambda: page.locator('[class*="st-key-request-"] a').first.click(), ".st-key-suggested-1"),
        ("its search", lambda: page.locator(".st-key-suggested-1").get_by_role("link").click(), "li.hit"),
        ("a sheet", lambda: page.locator("li.hit a.reference").first.click(), ".mark.current"),
        ("back to its hits", lambda: _back(page), "li.hit"),
        ("back to the request", lambda: page.locator(".st-key-answered").get_by_role("link").click(), ".st-key-suggested-1"),
    )
    times: dict[str, list[float]] = {name: [] for name, _, _ in steps}
    for number in range(rounds + 1):
        for name, step, wanted in steps:
            page.wait_for_selector('[data-test-script-state="notRunning"]', timeout=PATIENCE) if number else None
            start = time.perf_counter()
            step()
            expect(page.locator(wanted).first).to_be_visible(timeout=PATIENCE)
            page.wait_for_selector('[data-test-script-state="notRunning"]', timeout=PATIENCE)
            if number:
                times[name].append(time.perf_counter() - start)
    return list(times.items())


def _go(page: Page, address: str) -> None:
    page.goto(address)


def _back(page: Page) -> None:
    page.go_back()


if __name__ == "__main__":
    main()
