"""The screen's script over the API's app, without a browser."""

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

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


def told(screen: AppTest, part: str) -> dict[str, Any]:
    """Return what a part in the browser is told."""
    for one in screen.get("bidi_component"):
        if one.proto.component_name.endswith(f".{part}"):
            return dict(json.loads(one.proto.json))
    raise AssertionError(f"No {part} is on the screen")


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
    assert told(screen, "box")["q"] == "Абдикова"
    assert 1978 in [year for year, _ in told(screen, "facets")["years"]]


def test_what_is_chosen_is_marked(screen: AppTest) -> None:
    screen.query_params.update({"q": "Абдикова", "type": "order", "group": "file", "year_from": "1970"})
    screen.run()
    assert not screen.exception
    facets = {one["name"]: one["values"] for one in told(screen, "facets")["facets"]}
    assert [value for value, _, _, chosen in facets["type"] if chosen] == ["order"]
    assert told(screen, "facets")["from"] == "1970"
    assert told(screen, "box")["group"] == "file"


def test_change_of_language_loses_nothing(screen: AppTest) -> None:
    screen.query_params.update({"q": "Абдикова", "lang": "kk", "every": "1"})
    screen.run()
    screen.button_group(key="spoken").set_value("ru").run()
    assert not screen.exception
    assert screen.query_params["lang"] == "ru"
    box = told(screen, "box")
    assert (box["q"], box["every"], box["labels"]["find"]) == ("Абдикова", True, "Найти")


@pytest.mark.parametrize(
    "parameters", [{"order": "x", "start": "-1", "year_from": "abc"}, {"after": "zzz", "q": "Серика"}, {"lang": "xx"}]
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
    fonds = next(one for one in told(screen, "facets")["facets"] if one["name"] == "fonds")
    assert fonds["values"][0][:2] == ["12", "12. Совхоз «Ленин»"]


def test_a_failure_of_the_screen_is_told_with_its_number(caplog: pytest.LogCaptureFixture) -> None:
    def script() -> None:
        from ui import failures

        failures.told(ZeroDivisionError("not for readers"))

    screen = AppTest.from_function(script)
    screen.query_params["lang"] = "kk"
    screen.run()
    [said] = [one.value for one in screen.error]
    number = said.partition("ол ")[2].partition(" нөмірімен")[0]
    assert len(number) == 16
    assert number in caplog.text
    assert "readers" not in said


def test_a_failure_of_the_api_is_told_with_its_number() -> None:
    def script() -> None:
        from ui import client, failures

        failures.told(client.Refused(500, "Қате", "", "abc123"))

    screen = AppTest.from_function(script)
    screen.query_params["lang"] = "ru"
    screen.run()
    assert "номером abc123" in screen.error[0].value
