"""Every screen there is, how one gets to it, and what is looked at on it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import Page, expect

from tests.e2e.conftest import ROOT
from tests.e2e.office import PERSON, Office
from tests.e2e.steps import PATIENCE, sharp

AXE = (ROOT / "ui" / "components" / "node_modules" / "axe-core" / "axe.min.js").read_text()
CUT_OFF = Path(__file__).with_name("cut_off.js").read_text()
TEXTS = Path(__file__).with_name("texts.js").read_text()
OFFICE = {"width": 1366, "height": 768}
# The office screen at 200 % has half its pixels; a tablet is held upright or lies.
NARROW = {
    "200 %": {"width": 683, "height": 384},
    "upright": {"width": 768, "height": 1024},
    "lying": {"width": 1024, "height": 768},
}
# The parts of a place stand in its first group of buttons; what is added there is looked at without being named here.
PARTED = {"requests", "administration"}


@dataclass(frozen=True)
class Screen:
    """A screen: its name, its address from the root, and what is there once it is all there."""

    name: str
    path: str
    shown: str


def screens(office: Office) -> list[Screen]:
    """Return the screens of an office, those aside that are parts of a place."""
    person, ids = quote(PERSON), office.ids
    file = f"fonds=27&inventory=2&file={quote('22')}"
    return [
        Screen("search-empty", "/", "table.kept"),
        Screen("search", f"/?q={person}", "li.hit"),
        Screen("search-grouped", f"/?q={person}&group=file", "li.hit"),
        Screen("search-nothing", f"/?q={quote('Жоқболов')}&every=1&year_from=1901", "h3"),
        Screen("search-mistake", f"/?q={quote('name:(Жанболатов')}", ".stApp [role=alert], li.hit"),
        Screen("search-like", f"/?like={ids['page']}", "p.total"),
        Screen("search-new", f"/?saved={ids['saved']}", ".stMain p"),
        Screen("search-record", f"/?record={ids['record']}", "pre.record"),
        Screen("sheet", f"/sheet?id={ids['page']}&q={person}", ".mark.current"),
        Screen("archive", "/archive", ".counts"),
        Screen("archive-inventories", "/archive?fonds=27", ".counts"),
        Screen("archive-files", "/archive?fonds=27&inventory=2", ".counts"),
        Screen("archive-sheets", f"/archive?{file}", "img.leaf"),
        Screen("transfers", "/transfers", ".zone"),
        Screen("receipt", "/transfers?transfer=1", "table.sums"),
        Screen("batch", "/batch", "table.kept"),
        Screen("batch-matrix", f"/batch?batch={ids['batch']}", "table.matrix"),
        Screen("batch-cell", f"/batch?batch={ids['batch']}&row=2", ".st-key-cell li"),
        Screen("batch-rows", f"/batch?batch={ids['batch']}&view=rows", ".st-key-whole table"),
        Screen("request", f"/request?id={ids['request']}", '[class*="st-key-draft-"]'),
        Screen("sheet-missing", "/sheet?id=0000", ".stMain [role=alert]"),
    ]


def go(page: Page, screen: Screen, language: str) -> None:
    """Go to a screen as the screen's own links do, without loading the page anew."""
    address = f"{screen.path}{'&' if '?' in screen.path else '?'}lang={language}"
    page.evaluate(
        """address => {
          document.documentElement.dataset.going = "";
          history.pushState({}, "", address);
          dispatchEvent(new PopStateEvent("popstate", { state: {} }));
        }""",
        address,
    )
    there(page, screen.shown)


def there(page: Page, shown: str) -> None:
    """Wait until a screen is all there."""
    expect(page.locator("html[data-going]")).to_have_count(0, timeout=PATIENCE)
    page.wait_for_selector('[data-test-script-state="notRunning"]', timeout=PATIENCE)
    expect(page.locator(shown).first).to_be_visible(timeout=PATIENCE)
    if page.locator(".scan").count():
        sharp(page)
    # The parts that run in the browser draw in a frame after Streamlit has.
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


def parts(page: Page, language: str) -> Iterator[str]:
    """Open every part of the places that have parts, and give its name."""
    for place in sorted(PARTED):
        go(page, Screen(place, f"/{place}", '[data-testid="stButtonGroup"]'), language)
        group = page.locator('.stMain [data-testid="stButtonGroup"]:not(.st-key-spoken *)').first
        for at in range(group.get_by_role("radio").count()):
            page.evaluate("() => { document.documentElement.dataset.going = '' }")
            group.get_by_role("radio").nth(at).click()
            if at == 0:
                page.evaluate("() => { delete document.documentElement.dataset.going }")
            page.wait_for_timeout(200)
            there(page, ".stMain")
            named = re.search(r"[?&]part=(\w+)", page.url)
            yield f"{place}-{named.group(1) if named else 'first'}"


def violations(page: Page, *rules: str) -> list[str]:
    """Return what axe-core finds wrong: the rule and where, of all rules or of some."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE)
    options = {"resultTypes": ["violations"], **({"runOnly": {"type": "rule", "values": rules}} if rules else {})}
    found = page.evaluate("options => axe.run(document, options)", options)
    nodes = [(one["id"], node) for one in found["violations"] for node in one["nodes"][:4]]
    return [f"{rule}: {node['target']} {node['failureSummary'][:200]}" for rule, node in nodes]


def texts(page: Page) -> list[str]:
    """Return every text and every name that the screen shows or tells, those aside that are quoted from sheets."""
    return [str(text) for text in page.evaluate(TEXTS)]


def cut_off(page: Page) -> list[str]:
    """Return what reaches out of the window at its side, and whether the page has to be pushed sideways."""
    return [str(one) for one in page.evaluate(CUT_OFF)]
