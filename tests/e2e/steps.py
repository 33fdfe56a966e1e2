"""What readers do and see, in the words of the tests."""

import re
import time
from urllib.parse import parse_qs, quote, urlsplit

from playwright.sync_api import Locator, Page, TimeoutError, expect

# A busy machine of two cores may need this long for what takes half a second otherwise.
PATIENCE = 20_000
# A connection that the server closes for its age just as it is asked once more is opened anew, as browsers do.
RETRIES = 2


# A script that has ended may begin anew at once: of a new page, of what a component tells, of a language.
SETTLED_MILLISECONDS = 150
IS_SETTLED = """([asked, milliseconds]) => {
  const quiet = document.querySelector('[data-test-script-state="notRunning"]')
    && document.querySelector('[data-testid="stMain"] [data-testid="stElementContainer"]');
  if (!quiet || window.settledFor !== asked) window.settledSince = performance.now();
  window.settledFor = asked;
  return performance.now() - window.settledSince > milliseconds;
}"""


def settled(page: Page) -> None:
    """Wait until something is shown and Streamlit's script has not run for a while."""
    page.wait_for_function(IS_SETTLED, arg=[time.monotonic(), SETTLED_MILLISECONDS], timeout=PATIENCE)


def choose(page: Page, label: str, option: str) -> None:
    """Choose from a list by typing; it is opened again if it closed, as lists do while a window scrolls or is drawn anew."""
    box, wanted = page.get_by_role("combobox", name=label, exact=True), page.get_by_role("option", name=option)
    for tries in range(3):
        box.scroll_into_view_if_needed()
        settled(page)
        box.fill("")
        box.fill(option)
        try:
            wanted.click(timeout=PATIENCE / 4)
            return
        except TimeoutError:
            if tries == 2:
                raise


def search(page: Page, address: str, query: str, **parameters: str) -> None:
    """Open a search by its address."""
    asked = "&".join(f"{name}={quote(value)}" for name, value in {"q": query, **parameters}.items())
    page.goto(f"{address}/?{asked}")
    listed(page)


def listed(page: Page) -> None:
    """Wait until all hits of a short list are there: as many as the line above them says."""
    total = page.locator(".total")
    expect(total).to_be_visible(timeout=PATIENCE)
    until = time.monotonic() + PATIENCE / 1000
    # Both may still be of the list before.
    while hits(page).count() != (told := int(re.findall(r"\d+", total.inner_text())[0])):
        assert time.monotonic() < until, f"{hits(page).count()} of {told} hits are there"
        page.wait_for_timeout(50)
    settled(page)


def hits(page: Page) -> Locator:
    """The hits of a list, or the sheets of a file in the archive."""
    return page.locator('li.hit, [class*="st-key-hit-"]')


def link_of(hit: Locator) -> Locator:
    """The link of a hit to its sheet."""
    return hit.locator("a.reference, a[data-testid=stPageLink-NavLink]").first


def box(page: Page) -> Locator:
    """The search box."""
    return page.get_by_role("combobox")


def open_hit(page: Page, hit: Locator) -> None:
    """Open a hit and wait for its marked word."""
    link_of(hit).click()
    expect(page.locator(".mark.current").first).to_be_visible(timeout=PATIENCE)
    settled(page)


def sharp(page: Page) -> Locator:
    """Wait until the scan is drawn with all its tiles, and return what it is drawn on."""
    scan = page.locator(".scan[data-drawn]")
    expect(scan).to_be_visible(timeout=PATIENCE)
    return scan.locator("canvas").first


def ink(canvas: Locator, box: dict[str, float]) -> float:
    """Return how much of a part of the screen is clearly darker than the paper in it."""
    share = canvas.evaluate(
        """(canvas, box) => {
          const frame = canvas.getBoundingClientRect();
          const scale = canvas.width / frame.width;
          const part = [box.x - frame.x, box.y - frame.y, box.width, box.height].map((one) => Math.round(one * scale));
          const pixels = canvas.getContext('2d').getImageData(...part).data;
          const levels = [];
          for (let at = 0; at < pixels.length; at += 4) levels.push(pixels[at]);
          const paper = levels.sort((a, b) => a - b)[Math.floor(levels.length * 0.9)];
          return levels.filter((level) => level < paper * 0.75).length / levels.length;
        }""",
        box,
    )
    return float(share)


def loaded(image: Locator) -> bool:
    """Wait for a picture and tell whether it is one."""
    expect(image).to_be_visible(timeout=PATIENCE)
    return bool(image.evaluate("image => image.decode().then(() => image.naturalWidth > 0)"))


def asked(page: Page) -> dict[str, str]:
    """The parameters of the address."""
    return {name: values[-1] for name, values in parse_qs(urlsplit(page.url).query).items()}


def wait_for_other(page: Page, name: str, before: str | None) -> None:
    """Wait until a parameter of the address is no longer what it was."""
    page.wait_for_function("([name, before]) => new URL(location.href).searchParams.get(name) !== before", arg=[name, before])


def wait_for(page: Page, name: str, value: str) -> None:
    """Wait until a parameter of the address has a value."""
    page.wait_for_function("([name, value]) => new URL(location.href).searchParams.get(name) === value", arg=[name, value])


def with_more_sheets(page: Page) -> Locator:
    """A hit in a file of several sheets: its document is not a single one of its file."""
    listed(page)
    texts = [re.findall(r"\d+", text)[:3] for text in hits(page).locator("a.reference").all_inner_texts()]
    return hits(page).nth(next(at for at, place in enumerate(texts) if texts.count(place) > 1))
