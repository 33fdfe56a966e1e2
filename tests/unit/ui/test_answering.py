"""The request that is answered follows the address, also while the API is away."""

from collections.abc import Callable, Iterator

import httpx
import pytest
from streamlit.testing.v1 import AppTest

from ui import client
from ui.answering import AWAITED, FOR, WORKING_ON
from ui.visitor import ANSWERED

Answers = Callable[[int], None]


@pytest.fixture
def answers() -> Iterator[Answers]:
    """Sets the status with which the API answers from now on."""
    status = 200

    def answer(request: httpx.Request) -> httpx.Response:
        asked = {"number": "7", "applicant": "A"}
        told = {"request_id": request.url.path.rpartition("/")[2], "closed": "", "asked": asked}
        return httpx.Response(status, json=told if status == 200 else {"title": "No", "detail": ""})

    def set_status(wanted: int) -> None:
        nonlocal status
        status = wanted

    client.use("http://archive", httpx.MockTransport(answer))
    yield set_status
    client.use("")


def script() -> None:
    import streamlit as st

    from ui import answering

    answering.take_up("en")
    st.json(answering.part_of_address())


def opened(screen: AppTest, request: str) -> dict[str, object]:
    """Open an address with this request and return what is known of it and what other addresses get."""
    screen.query_params.clear()
    if request:
        screen.query_params[FOR] = request
    screen.run()
    assert not screen.exception
    known = {name: screen.session_state[name] for name in (WORKING_ON, ANSWERED, AWAITED) if name in screen.session_state}
    return {**known, "passed on": screen.json[0].value}


def test_the_address_says_which_request_is_answered_and_that_none_is(answers: Answers) -> None:
    screen = AppTest.from_function(script)
    assert opened(screen, "a") == {WORKING_ON: "a", ANSWERED: "7", "passed on": '{"for": "a"}'}
    assert opened(screen, "b")[WORKING_ON] == "b"
    # Back to where nothing was answered.
    assert opened(screen, "") == {"passed on": "{}"}


@pytest.mark.parametrize("status", [401, 429, 503])
def test_a_request_of_which_nothing_can_be_known_now_stays_in_addresses_and_is_taken_up_later(
    answers: Answers, status: int
) -> None:
    screen = AppTest.from_function(script)
    opened(screen, "a")
    answers(status)
    assert opened(screen, "a")[WORKING_ON] == "a"
    assert opened(screen, "b") == {AWAITED: "b", "passed on": '{"for": "b"}'}
    answers(200)
    assert opened(screen, "b") == {WORKING_ON: "b", ANSWERED: "7", "passed on": '{"for": "b"}'}


@pytest.mark.parametrize("status", [403, 404])
def test_a_request_that_is_not_for_the_visitor_is_not_answered(answers: Answers, status: int) -> None:
    screen = AppTest.from_function(script)
    opened(screen, "a")
    answers(status)
    assert opened(screen, "b") == {"passed on": "{}"}
