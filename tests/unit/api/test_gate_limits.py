"""How long an answer may take to begin, through the API and through the screen's door before it."""

import asyncio

import httpx
import pytest
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from api.gate_limits import WHOLE_TIMES, Limits
from paraq.settings import Settings
from tests.fakes.client import Client
from ui.proxy import TIMEOUT


async def slow(scope: Scope, receive: Receive, send: Send) -> None:
    await asyncio.sleep(0.4)
    await PlainTextResponse("whole")(scope, receive, send)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/v1/search", 503),
        ("/v1/documents/5f0c1a2b3c4d5e6f", 503),
        ("/v1/documents/5f0c1a2b3c4d5e6f/text/pdf", 503),
        ("/v1/documents/5f0c1a2b3c4d5e6f/pdf", 200),
        ("/v1/documents/5f0c1a2b3c4d5e6f/alto", 200),
    ],
)
def test_a_file_of_a_document_of_many_sheets_may_take_longer(path: str, status: int) -> None:
    answer: httpx.Response = Client(Limits(slow, seconds=0.1)).get(path)
    assert answer.status_code == status


def test_the_door_waits_for_what_the_api_does_not_give_up() -> None:
    assert TIMEOUT.read is not None and TIMEOUT.read > Settings().answer_seconds * WHOLE_TIMES
