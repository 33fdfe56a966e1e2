"""Pictures of the screens for the documentation, taken from the running product."""

from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.conftest import SCREENS, Archive
from tests.e2e.steps import PATIENCE, open_hit, sharp, with_more_sheets

LANGUAGES = {"kk": "light", "ru": "light", "en": "dark"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_pictures_of_the_screens(chromium: Browser, archive: Archive, language: str) -> None:
    SCREENS.mkdir(parents=True, exist_ok=True)
    context = chromium.new_context(viewport={"width": 1366, "height": 768}, color_scheme=LANGUAGES[language], locale="kk-KZ")
    page = context.new_page()
    page.goto(f"{archive.address}/?q={quote(archive.query)}&lang={language}")
    expect(page.locator("li.hit img").first).to_be_visible(timeout=PATIENCE)
    page.wait_for_load_state("networkidle")
    page.screenshot(path=SCREENS / f"search-{language}.png")
    open_hit(page, with_more_sheets(page))
    sharp(page)
    page.wait_for_load_state("networkidle")
    expect(page.locator(".mark.current").first).to_be_in_viewport(ratio=1)
    page.screenshot(path=SCREENS / f"sheet-{language}.png")
    context.close()
