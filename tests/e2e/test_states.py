"""What a screen shows to who has no right, while the API is away or slow, and after Back and reload at each step."""

from collections.abc import Callable, Iterator

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.line import House, opened
from tests.e2e.steps import PATIENCE, asked, box, hits, listed, open_hit, settled

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
