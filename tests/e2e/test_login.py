"""From the first account on, everybody logs in: in a browser, on a page in their language, and out again."""

import os
import re
import subprocess
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from playwright.sync_api import Browser, expect
from websockets import InvalidStatus, Origin
from websockets.sync.client import connect

from tests.e2e.conftest import PARAQ, free_port, served

PASSWORD = "correct horse battery"


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of an installation with one account."""
    environment = {**os.environ, "PARAQ_HOME": str(tmp_path_factory.mktemp("home"))}
    made = subprocess.run([PARAQ, "user", "add", "asel"], env=environment, input=f"{PASSWORD}\n", text=True, check=True)
    assert made.returncode == 0
    with served(environment, free_port()) as address:
        yield address


def test_a_person_logs_in_where_they_wanted_to_go_and_out_again(chromium: Browser, guarded: str, tmp_path: Path) -> None:
    context = chromium.new_context(locale="kk-KZ")
    page = context.new_page()
    page.goto(f"{guarded}/?q=жалақы")
    assert page.url.startswith(f"{guarded}/v1/log-in?next=")
    expect(page.locator("html")).to_have_attribute("lang", "kk")
    page.fill("#name", "asel")
    page.fill("#password", "something else")
    page.click("button")
    expect(page.get_by_role("alert")).to_contain_text("Аты немесе құпиясөз дұрыс емес")
    page.fill("#password", PASSWORD)
    page.click("button")
    expect(page.locator("form.leave")).to_contain_text("asel", timeout=30_000)
    assert "q=" in page.url
    [session] = [cookie for cookie in context.cookies() if cookie["name"] == "paraq_session"]
    assert session["httpOnly"] and session["sameSite"] == "Lax"
    assert "paraq_session" not in str(page.evaluate("document.cookie"))
    page.click("form.leave button")
    page.wait_for_url("**/v1/log-in**")
    ended = httpx.get(f"{guarded}/v1/me", cookies={"paraq_session": session["value"]})
    assert ended.status_code == 401
    context.close()


@pytest.mark.parametrize(("language", "told"), [("kk", "Сеансыңыз аяқталды"), ("ru", "Сеанс закончился"), ("en", "has ended")])
def test_an_ended_session_says_so_and_leads_back_to_the_same_place(
    chromium: Browser, guarded: str, language: str, told: str
) -> None:
    context = chromium.new_context(locale="kk-KZ")
    page = context.new_page()
    page.goto(f"{guarded}/archive?lang={language}")
    page.fill("#name", "asel")
    page.fill("#password", PASSWORD)
    page.click("button")
    expect(page.locator("form.leave")).to_contain_text("asel", timeout=30_000)
    [session] = [cookie["value"] for cookie in context.cookies() if cookie["name"] == "paraq_session"]
    ended = httpx.post(f"{guarded}/v1/log-out", cookies={"paraq_session": session}, headers={"Origin": guarded})
    assert ended.is_success or ended.is_redirect
    page.locator('.st-key-bar a[href*="batch"]').click()
    expect(page.locator(".stMain")).to_contain_text(told, timeout=30_000)
    page.click("a.enter")
    page.fill("#name", "asel")
    page.fill("#password", PASSWORD)
    page.click("button")
    expect(page.locator("form.leave")).to_contain_text("asel", timeout=30_000)
    assert page.url == f"{guarded}/batch?lang={language}"
    context.close()


def test_the_log_in_speaks_as_the_screen_behind_it_and_offers_the_other_languages(guarded: str) -> None:
    asked = {"next": "/sheet?id=a-1&q=Әбдіков&lang=kk"}
    page = httpx.get(f"{guarded}/v1/log-in", params=asked, headers={"Accept-Language": "ru"}).text
    assert '<html lang="kk">' in page and "Құпиясөз" in page
    links = [unescape(link) for link in re.findall(r'hreflang="\w\w" href="([^"]+)"', page)]
    assert len(links) == 2
    for link, language, word in zip(links, ("ru", "en"), ("Пароль", "Password"), strict=True):
        following = parse_qs(urlsplit(link).query)["next"][0]
        assert parse_qs(urlsplit(following).query) == {"id": ["a-1"], "q": ["Әбдіков"], "lang": [language]}
        assert word in httpx.get(f"{guarded}{link}").text


def test_a_link_that_leads_to_another_site_leads_home(chromium: Browser, guarded: str) -> None:
    for elsewhere in ("//evil.example/x", "https://evil.example", "/\\evil.example", "javascript:alert(1)"):
        page = httpx.get(f"{guarded}/v1/log-in", params={"next": elsewhere})
        assert 'name="next" value="/"' in page.text


def test_nothing_of_the_screen_is_shown_to_a_stranger(guarded: str) -> None:
    page = httpx.get(guarded, headers={"Accept": "text/html"})
    assert (page.status_code, page.headers["location"].partition("?")[0]) == (303, "/v1/log-in")
    assert httpx.get(f"{guarded}/v1/search?q=a").status_code == 401


def test_a_log_in_lets_nobody_else_in(guarded: str) -> None:
    form = {"name": "asel", "password": PASSWORD, "next": "/"}
    with httpx.Client() as visitor:
        assert visitor.post(f"{guarded}/v1/log-in", data=form, headers={"Origin": guarded}).status_code == 303
        assert visitor.get(f"{guarded}/v1/me").json()["name"] == "asel"
        # The screen speaks to the API for everybody over the same connection.
        for path in ("/v1/me", "/v1/search?q=a", "/v1/users", "/sheet"):
            assert httpx.get(f"{guarded}{path}", headers={"Accept": "application/json"}).status_code == 401


def test_neither_socket_nor_files_of_the_screen_open_to_a_stranger(guarded: str) -> None:
    socket = f"ws{guarded.removeprefix('http')}/_stcore/stream"
    for cookies in ("", "paraq_session=made-up"):
        headers = {"Cookie": cookies} if cookies else {}
        with pytest.raises(InvalidStatus) as refused:
            connect(socket, origin=Origin(guarded), additional_headers=headers, proxy=None).close()
        assert refused.value.response.status_code == 403
        for asked in ("/media/scan.png", "/_stcore/script-health-check", "/sheet", "/"):
            assert httpx.get(f"{guarded}{asked}", headers={**headers, "Accept": "*/*"}).status_code == 401
        assert httpx.put(f"{guarded}/_stcore/upload_file/a/b", headers=headers).status_code == 401
    assert httpx.get(f"{guarded}/_stcore/health").status_code == 200


def test_the_socket_opens_to_who_logged_in(guarded: str) -> None:
    with httpx.Client() as visitor:
        form = {"name": "asel", "password": PASSWORD, "next": "/"}
        assert visitor.post(f"{guarded}/v1/log-in", data=form, headers={"Origin": guarded}).status_code == 303
        cookie = f"paraq_session={visitor.cookies['paraq_session']}"
    socket = f"ws{guarded.removeprefix('http')}/_stcore/stream"
    with connect(socket, origin=Origin(guarded), additional_headers={"Cookie": cookie}, proxy=None):
        pass
    assert httpx.get(f"{guarded}/media/none.png", headers={"Cookie": cookie}).status_code == 404
