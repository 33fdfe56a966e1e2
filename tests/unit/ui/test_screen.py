"""The screen's script over the API's app, without a browser."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from starlette.types import ASGIApp
from streamlit.testing.v1 import AppTest

from api.app import create_app
from tests.fakes.archive import parts
from ui import client

SCREEN = Path(client.__file__).with_name("screen.py")


class Direct(httpx.BaseTransport):
    """Calls the API's app where a network would be."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        async def send() -> httpx.Response:
            async with httpx.AsyncClient(transport=httpx.ASGITransport(self._app, raise_app_exceptions=False)) as inner:
                return await inner.get(request.url, headers=request.headers)

        answer = asyncio.run(send())
        return httpx.Response(
            answer.status_code, headers={"content-type": answer.headers["content-type"]}, content=answer.content
        )


class Away(httpx.BaseTransport):
    def handle_request(self, request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused", request=request)


@pytest.fixture
def screen() -> Iterator[AppTest]:
    client.use("http://archive", Direct(create_app(parts())))
    yield AppTest.from_file(str(SCREEN), default_timeout=20)
    client.use("")


def test_address_fills_the_box_and_finds(screen: AppTest) -> None:
    screen.query_params["q"] = "Абдикова"
    screen.query_params["lang"] = "kk"
    screen.run()
    assert not screen.exception
    assert screen.text_input(key="q").value == "Абдикова"
    assert screen.checkbox(key="decade 1970").label.startswith("1970–1979")


def test_search_is_written_into_the_address(screen: AppTest) -> None:
    screen.run()
    screen.text_input(key="q").set_value("Серика").run()
    assert screen.query_params["q"] == "Серика"
    screen.checkbox(key="type order").check().run()
    assert screen.query_params["type"] == "order"
    screen.text_input(key="q").set_value("Абдикова").run()
    assert screen.query_params["type"] == "order"


def test_change_of_language_loses_nothing(screen: AppTest) -> None:
    screen.query_params.update({"q": "Абдикова", "lang": "kk", "every": "1"})
    screen.run()
    screen.button_group(key="spoken").set_value("ru").run()
    assert not screen.exception
    assert screen.query_params["lang"] == "ru"
    assert screen.text_input(key="q").value == "Абдикова"
    assert screen.button(key="find").label == "Найти"
    assert screen.toggle(key="every").value


@pytest.mark.parametrize(
    "parameters", [{"order": "x", "start": "-1", "decade": "abc"}, {"after": "zzz", "q": "Серика"}, {"lang": "xx"}]
)
def test_address_that_was_tampered_with_still_shows_a_screen(screen: AppTest, parameters: dict[str, str]) -> None:
    screen.query_params.update(parameters)
    screen.run()
    assert not screen.exception


def test_nothing_found_advises(screen: AppTest) -> None:
    screen.query_params.update({"q": "нетакого", "every": "1", "lang": "ru"})
    screen.run()
    assert screen.subheader[0].value == "Этому поиску не отвечает ни один лист"
    assert "Все слова" in screen.markdown[-1].value


def test_api_that_is_away_is_told_in_words(screen: AppTest) -> None:
    client.use("http://archive", Away())
    screen.query_params.update({"q": "Абдикова", "lang": "ru"})
    screen.run()
    assert not screen.exception
    assert "не отвечает" in screen.error[0].value


def test_fonds_is_offered_by_its_number_and_title(screen: AppTest) -> None:
    screen.query_params["q"] = "Абдикова"
    screen.run()
    assert screen.checkbox(key="fonds 12").label.startswith("12\\. Совхоз «Ленин»")
