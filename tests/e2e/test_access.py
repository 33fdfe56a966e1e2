"""What axe-core finds on the screens, in every language, light and dark: nothing that we cause."""

from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e.conftest import ROOT, Archive
from tests.e2e.steps import hits, listed, open_hit, sharp

AXE = (ROOT / "ui" / "components" / "node_modules" / "axe-core" / "axe.min.js").read_text()


def violations(page: Page) -> list[str]:
    """Return what is wrong on the screen: rule, and the places."""
    page.evaluate(AXE)
    found = page.evaluate("() => axe.run(document, { resultTypes: ['violations'] })")
    return [f"{one['id']}: {[node['target'] for node in one['nodes']][:4]}" for one in found["violations"]]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_sheet_is_open_to_everybody(chromium: Browser, archive: Archive, language: str, theme: str) -> None:
    context = chromium.new_context(viewport={"width": 1366, "height": 768}, color_scheme=theme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{archive.address}/?q={quote(archive.query)}&lang={language}")
    listed(page)
    open_hit(page, hits(page).first)
    sharp(page)
    page.keyboard.press("s")
    page.locator(".ink summary").click()
    wrong = violations(page)
    page.keyboard.press("e")
    wrong += violations(page)
    page.locator(".panel textarea").press("Escape")
    page.keyboard.press("h")
    page.locator(".versions > li").first.wait_for()
    wrong += violations(page)
    context.close()
    assert not wrong
