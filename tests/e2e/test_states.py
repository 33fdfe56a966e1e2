"""What a screen shows to who has no right, while the API is away or slow, and after Back and reload at each step."""

import io
import re
from collections.abc import Callable, Iterator
from typing import Any
from unittest.mock import ANY
from urllib.parse import urlsplit

import httpx
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import SCREENS
from tests.e2e.line import PASSWORD, House, opened
from tests.e2e.screens import NARROW, cut_off, violations
from tests.e2e.steps import PATIENCE, asked, box, hits, listed, open_hit, settled, wait_for, wait_for_other
from ui.language import speech

Open = Callable[[str], Page]
# What must not be drawn for who may not use it.
TOOLS = ", ".join(
    f".stMain {tool}:not(.st-key-bar *)"
    for tool in (".zone", "form", "[data-testid=stForm]", "[data-testid=stButtonGroup]", "table")
)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with opened(tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("transfer")) as house:
        yield house


@pytest.fixture
def enter(chromium: Browser, house: House) -> Iterator[Open]:
    """Opens a page for a person who is logged in."""
    contexts = []

    def opening(name: str) -> Page:
        context = chromium.new_context(viewport={"width": 1366, "height": 768}, locale="kk-KZ")
        context.add_cookies([{"name": "paraq_session", "value": house.session(name), "url": house.address}])
        contexts.append(context)
        return context.new_page()

    yield opening
    for context in contexts:
        context.close()


@pytest.mark.parametrize(
    ("name", "closed", "offered"),
    [
        ("oqyrman", ("transfers", "transfers?transfer=1", "requests?part=new", "request?id=a", "administration?part=stems"), 3),
        ("asel", ("administration", "administration?part=stems"), 5),
    ],
)
def test_who_comes_to_a_place_without_the_right_is_told_so_and_shown_nothing_of_it(
    enter: Open, house: House, name: str, closed: tuple[str, ...], offered: int
) -> None:
    page = enter(name)
    for place in closed:
        page.goto(f"{house.address}/{place}{'&' if '?' in place else '?'}lang=ru")
        expect(page.locator(".stMain [role=alert]")).to_contain_text("Нет права. Для этого нужна роль", timeout=PATIENCE)
        settled(page)
        expect(page.locator(TOOLS)).to_have_count(0)
        expect(
            page.locator('.st-key-bar a[data-testid="stPageLink-NavLink"], .st-key-bar button[kind="tertiary"]')
        ).to_have_count(offered)


def request_of(house: House, applicant: str) -> str:
    """Register a request and return its id."""
    headers = {"Origin": house.address, "Cookie": f"paraq_session={house.session('asel')}"}
    body = {"applicant": applicant, "names": [applicant], "year_from": 1978, "year_to": 1984}
    answer = httpx.post(f"{house.address}/v1/requests", json=body, headers=headers)
    return str(answer.json()["request_id"])


def test_back_and_reload_know_which_request_is_answered_and_that_none_is(enter: Open, house: House) -> None:
    page, answered = enter("asel"), request_of(house, "Жанболатов Сейіт")
    page.goto(f"{house.address}/?q=Жанболатов&lang=en")
    listed(page)
    expect(page.locator(".st-key-answered")).to_have_count(0)
    page.locator('.st-key-bar a[href*="requests"]').click()
    settled(page)
    page.locator(f'.stMain a[href*="{answered}"]').first.click(timeout=PATIENCE)
    expect(page.locator("dl.request-head")).to_be_visible(timeout=PATIENCE)
    # Of the first picture of the request the bar knows already which one it is.
    page.locator(".st-key-bar").get_by_role("link", name="Search").click()
    expect(page.locator(".st-key-answered")).to_be_visible(timeout=PATIENCE)
    assert asked(page)["for"] == answered
    box(page).fill("Жанболатов")
    box(page).press("Enter")
    open_hit(page, hits(page).first)
    assert asked(page)["for"] == answered
    page.reload()
    expect(page.locator(".mark.current").first).to_be_visible(timeout=PATIENCE)
    settled(page)
    page.locator(".st-key-crumbs a, .st-key-crumbs button").first.click()
    expect(page.locator(".st-key-answered")).to_be_visible(timeout=PATIENCE)
    page.goto(f"{house.address}/?q=Омаров&lang=en&for={answered}")
    expect(page.locator(".st-key-answered")).to_be_visible(timeout=PATIENCE)
    page.evaluate("""() => {
      history.pushState({}, "", "/?q=Омаров&lang=en");
      dispatchEvent(new PopStateEvent("popstate", { state: {} }));
    }""")
    expect(page.locator(".st-key-answered")).to_have_count(0, timeout=PATIENCE)
    page.go_back()
    expect(page.locator(".st-key-answered")).to_be_visible(timeout=PATIENCE)


def state(page: Page) -> tuple[str, str]:
    """The address without where in a list the reader was, and what the screen says, once it is all there."""
    expect(page.locator("html[data-going]")).to_have_count(0, timeout=PATIENCE)
    settled(page)
    chosen = {name: value for name, value in asked(page).items() if name != "at"}
    said = page.locator(".stMain").inner_text() + " ".join(page.locator(".text, .mark.current").all_inner_texts())
    return f"{urlsplit(page.url).path} {sorted(chosen.items())}", said


def same(page: Page, expected: tuple[str, Any], what: str) -> None:
    """Wait until the screen is in a state."""
    for _ in range(60):
        if state(page) == expected:
            return
        page.wait_for_timeout(100)
    assert state(page) == expected, what


def searched(page: Page) -> None:
    # Typed with Russian letters; the sheet has the name in Kazakh.
    box(page).fill("Жанболатов Сейит")
    box(page).press("Enter")
    listed(page)


def narrowed(page: Page) -> None:
    page.locator(".facets label").first.click()
    wait_for_other(page, "fonds", None)
    listed(page)


def grouped(page: Page) -> None:
    page.get_by_role("radio", name="іс бойынша").check()
    wait_for(page, "group", "file")
    expect(page.locator(".total")).to_contain_text("істе", timeout=PATIENCE)


def opened_hit(page: Page) -> None:
    open_hit(page, hits(page).first)


def listed_again(page: Page) -> None:
    page.locator('.st-key-bar a[href*="batch"]').click()
    expect(page.locator(".zone")).to_be_visible(timeout=PATIENCE)


def asked_list(page: Page) -> None:
    page.locator(".paraq-list textarea").fill("Жанболатов Сейіт")
    page.get_by_role("button", name="Тізім бойынша іздеу").click()
    wait_for_other(page, "batch", None)
    expect(page.locator(".stMain")).to_contain_text("жауап дайын", timeout=PATIENCE)
    expect(page.locator("table.matrix")).to_be_visible(timeout=PATIENCE)


def transferred(page: Page) -> None:
    page.locator('.st-key-bar a[href*="transfers"]').click()
    expect(page.locator(".zone")).to_be_visible(timeout=PATIENCE)


def received(page: Page) -> None:
    page.locator('[class*="st-key-transfer-"] a, [class*="st-key-transfer-"] button').first.click()
    expect(page.locator("table.sums")).to_be_visible(timeout=PATIENCE)


def spoken(page: Page) -> None:
    page.locator(".st-key-spoken").get_by_text("Русский").click()
    wait_for(page, "lang", "ru")
    expect(page.locator(".st-key-bar")).to_contain_text("Передачи", timeout=PATIENCE)


STEPS = (searched, narrowed, grouped, opened_hit, listed_again, asked_list, transferred, received, spoken)


def test_each_step_is_there_after_a_reload_and_back_gives_the_one_before(chromium: Browser, house: House) -> None:
    context = chromium.new_context(viewport={"width": 1366, "height": 768}, locale="kk-KZ")
    page = context.new_page()
    page.goto(f"{house.address}/?lang=kk")
    page.fill("#name", "asel")
    page.fill("#password", PASSWORD)
    page.click("button")
    expect(box(page)).to_be_visible(timeout=PATIENCE)

    before = state(page)
    for step in STEPS:
        step(page)
        now = state(page)
        assert now != before, step.__name__
        page.reload()
        same(page, now, f"{step.__name__}, reloaded")
        page.go_back()
        # What was asked stands among the lists from then on.
        same(page, (before[0], ANY) if step is asked_list else before, f"back from {step.__name__}")
        page.go_forward()
        same(page, now, f"forward to {step.__name__}")
        before = now
    context.close()


def test_a_word_and_a_correction_are_there_after_a_reload_and_back_gives_the_list(enter: Open, house: House) -> None:
    page = enter("asel")
    page.goto(f"{house.address}/?q=Жанболатов&lang=kk")
    listed(page)
    before = state(page)
    with_two = next(at for at in range(hits(page).count()) if "Слушали" in hits(page).nth(at).inner_text())
    open_hit(page, hits(page).nth(with_two))
    page.keyboard.press("n")
    page.wait_for_timeout(300)
    now = state(page)
    page.reload()
    same(page, now, "the next hit, reloaded")
    page.keyboard.press("e")
    field = page.locator(".panel textarea")
    field.fill(field.input_value().replace("ремонте", "ремонте мостов"))
    page.reload()
    expect(field).to_have_value(re.compile("ремонте мостов"), timeout=PATIENCE)
    field.press("Control+Enter")
    expect(page.locator(".text")).to_contain_text("ремонте мостов", timeout=PATIENCE)
    page.reload()
    expect(page.locator(".text")).to_contain_text("ремонте мостов", timeout=PATIENCE)
    page.go_back()
    listed(page)
    assert state(page)[0] == before[0]
    box(page).fill('"ремонте мостов"')
    box(page).press("Enter")
    wait_for_other(page, "q", "Жанболатов")
    listed(page)
    assert hits(page).count() == 1


AWAY = {"kk": "Архив қазір жауап бермейді", "ru": "Архив сейчас не отвечает", "en": "The archive does not answer at the moment"}
PLACES = ("/?q=Жанболатов", "/archive", "/batch", "/requests", "/transfers", "/sheet?id=a")


@pytest.fixture
def restored(house: House) -> Iterator[House]:
    yield house
    house.line.cut, house.line.delay = False, 0.0


def go(page: Page, address: str) -> None:
    """Go to an address as the screen's own links do."""
    page.evaluate(
        """address => {
          history.pushState({}, "", address);
          dispatchEvent(new PopStateEvent("popstate", { state: {} }));
        }""",
        address,
    )


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_while_the_api_is_away_every_screen_says_so_and_comes_back_by_itself(enter: Open, restored: House, language: str) -> None:
    page, line, alert = enter("asel"), restored.line, "[role=alert]"
    page.goto(f"{restored.address}/?lang={language}")
    expect(box(page)).to_be_visible(timeout=PATIENCE)
    line.break_off()
    for place in PLACES:
        go(page, f"{place}{'&' if '?' in place else '?'}lang={language}")
        page.wait_for_timeout(100)
        expect(page.locator(f".stMain {alert}")).to_contain_text(AWAY[language], timeout=PATIENCE)
        # Who is logged in stays so, with what is offered to them.
        expect(page.locator("form.leave")).to_contain_text("asel")
        expect(page.locator(".st-key-bar")).to_contain_text(speech(language).say("Transfers"))
        settled(page)
        assert not violations(page)
    _picture(page, f"away-{language}")
    page.goto(f"{restored.address}/?q=Жанболатов&lang={language}")
    expect(page.locator(f".stMain {alert}")).to_contain_text(AWAY[language], timeout=PATIENCE)
    line.cut = False
    listed(page)
    expect(page.locator("form.leave")).to_contain_text("asel")
    line.break_off()
    page.goto(f"{restored.address}/v1/log-in?lang={language}")
    expect(page.locator(alert)).to_contain_text(AWAY[language])
    _picture(page, f"away-log-in-{language}")
    assert not violations(page)
    line.cut = False
    page.get_by_role("link").click()
    expect(page.locator("#password")).to_be_visible(timeout=PATIENCE)


def test_what_is_written_while_the_api_is_away_stays_and_is_sent_when_it_is_back(enter: Open, restored: House) -> None:
    page, line, say = enter("asel"), restored.line, speech("ru").say
    page.goto(f"{restored.address}/requests?part=new&lang=ru")
    field = page.get_by_label(say("Applicant"), exact=True)
    field.fill("Сағатов Нұрлан", timeout=PATIENCE)
    page.get_by_label(say("Received (24.11.2026; empty: today)")).fill("5.1.2026")
    page.wait_for_timeout(500)
    line.break_off()
    page.get_by_role("button", name=say("Enter the request")).click()
    expect(page.locator(".stMain [role=alert]")).to_contain_text("Написанное вами осталось здесь", timeout=PATIENCE)
    assert field.input_value() == "Сағатов Нұрлан"
    line.cut = False
    settled(page)
    page.get_by_role("button", name=say("Enter the request")).click()
    expect(page.get_by_role("link", name=say("Open the request"))).to_be_visible(timeout=PATIENCE)
    settled(page)
    page.get_by_role("link", name=say("Open the request")).click()
    expect(page.locator("dl.request-head")).to_contain_text(say("Answer by"), timeout=PATIENCE)

    page.goto(f"{restored.address}/?q=Омаров&lang=ru")
    listed(page)
    open_hit(page, hits(page).first)
    page.keyboard.press("e")
    text = page.locator(".panel textarea")
    expect(text).to_be_focused()
    page.keyboard.insert_text("Түзету ")
    line.break_off()
    text.press("Control+Enter")
    expect(page.locator(".stMain .said").first).to_contain_text("Архив сейчас не отвечает", timeout=PATIENCE)
    assert "Түзету" in text.input_value()


def test_a_slow_api_is_seen_to_be_at_work(enter: Open, restored: House) -> None:
    page = enter("asel")
    restored.line.delay = 1.0
    page.goto(f"{restored.address}/?lang=ru", wait_until="commit")
    page.wait_for_function("() => document.documentElement.dataset.going === ''")
    page.wait_for_function("() => getComputedStyle(document.documentElement, '::before').height === '3px'")
    restored.line.delay = 0.0
    expect(box(page)).to_be_visible(timeout=PATIENCE)
    expect(page.locator("html[data-going]")).to_have_count(0, timeout=PATIENCE)
    restored.line.delay = 2.0
    box(page).fill("Жанболатов")
    box(page).press("Enter")
    page.wait_for_function("() => getComputedStyle(document.documentElement, '::before').height === '3px'")
    page.wait_for_function("() => Number(getComputedStyle(document.documentElement, '::after').opacity) === 1")
    _picture(page, "slow-ru")
    restored.line.delay = 0.0
    listed(page)
    expect(page.locator("html[data-going]")).to_have_count(0, timeout=PATIENCE)


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_log_in_and_want_of_a_right_are_open_to_everybody_in_light_and_dark(
    chromium: Browser, enter: Open, house: House, language: str
) -> None:
    stranger = chromium.new_context(viewport={"width": 1366, "height": 768}, locale="kk-KZ").new_page()
    stranger.goto(f"{house.address}/?lang={language}")
    stranger.fill("#name", "asel")
    stranger.fill("#password", "something else")
    stranger.click("button")
    expect(stranger.get_by_role("alert")).to_be_visible()
    reader = enter("oqyrman")
    reader.goto(f"{house.address}/transfers?lang={language}")
    expect(reader.locator(".stMain [role=alert]")).to_be_visible(timeout=PATIENCE)
    settled(reader)
    for page, name in ((stranger, "log-in"), (reader, "no-right")):
        assert not violations(page)
        assert page.locator("html").get_attribute("lang") == language
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
            page.wait_for_timeout(100)
            assert not violations(page, "color-contrast")
            _picture(page, f"{name}-{language}{'-dark' if theme == 'dark' else ''}")
        for viewport in NARROW.values():
            page.set_viewport_size(viewport)  # type: ignore[arg-type]
            page.wait_for_timeout(80)
            assert not cut_off(page)
    stranger.context.close()


def _picture(page: Page, name: str) -> None:
    with Image.open(io.BytesIO(page.screenshot())) as picture:
        picture.save(SCREENS / f"{name}.webp", quality=50, method=3)
