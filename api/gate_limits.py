"""How much one may ask: requests by time, bytes of a body, seconds of an answer."""

import asyncio
import re
import threading
import time
from typing import Final

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import refusal
from paraq.errors import Invalid, Unavailable

# A screen asks for a list, its cuts and a sheet, about 30 requests at once and again seconds later.
BURST: Final = 600
# JSON of any operation is a few kilobytes; files go where their own, larger limit stands.
BODY: Final = 1 << 20
# Each of these reads its body piece by piece and has its own, tighter limit; this is the last line.
BODIES: Final = {"/v1/batches": 64 << 20, "/v1/transfers": 256 << 20, "/v1/requests": 64 << 20}
# A sheet takes .2 s to draw and write: of a document of a thousand sheets a file takes minutes.
WHOLE: Final = re.compile(r"/v1/documents/[^/]+/(pdf|alto|hocr)")
WHOLE_TIMES: Final = 10
# Least recently seen askers are forgotten beyond so many; a forgotten one starts afresh.
ASKERS: Final = 10_000


class Rates:
    """Counts requests by asker: each may ask ``BURST`` at once, and gets ``per_minute`` back."""

    def __init__(self, per_minute: int) -> None:
        self._per_second = per_minute / 60
        self._left: dict[str, tuple[float, float]] = {}
        self._lock = threading.Lock()

    def wait(self, asker: str, at: float | None = None) -> float:
        """Return 0 and count the request, or the seconds after which the asker may ask again."""
        moment = time.monotonic() if at is None else at
        with self._lock:
            left, before = self._left.pop(asker, (float(BURST), moment))
            left = min(BURST, left + (moment - before) * self._per_second)
            allowed = left >= 1
            self._left[asker] = (left - 1 if allowed else left, moment)
            if len(self._left) > ASKERS:
                self._left.pop(next(iter(self._left)))
        return 0.0 if allowed else (1 - left) / self._per_second


class Limits:
    """ASGI middleware that refuses bodies that are too large, and answers that take too long to begin."""

    def __init__(self, app: ASGIApp, seconds: float) -> None:
        self._app = app
        self._seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        most = next((size for prefix, size in BODIES.items() if scope["path"].startswith(prefix)), BODY)
        started = False
        taken = 0

        async def count() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > most:
                raise _TooLarge
            return message

        async def note(message: Message) -> None:
            nonlocal started
            # Who read the body may have taken the refusal for a fault of the body.
            if taken > most and not started:
                raise _TooLarge
            started = True
            timer.reschedule(None)
            await send(message)

        try:
            if _declared(scope) > most:
                raise _TooLarge
            seconds = self._seconds * (WHOLE_TIMES if WHOLE.fullmatch(scope["path"]) else 1)
            async with asyncio.timeout(seconds if most == BODY else None) as timer:
                await self._app(scope, count, note)
        except (_TooLarge, TimeoutError) as error:
            if started:
                raise
            await _refuse(scope, receive, send, error)


class _TooLarge(Exception):
    pass


def _declared(scope: Scope) -> int:
    given = next((value for name, value in scope["headers"] if name == b"content-length"), b"0")
    return int(given) if given.isdigit() and len(given) < 20 else 0


async def _refuse(scope: Scope, receive: Receive, send: Send, error: Exception) -> None:
    if isinstance(error, _TooLarge):
        problem = refusal(Request(scope), Invalid("The body is too large", where="body", code="body-large"))
        # What was not read stays in the connection, which is of no use any more.
        problem.headers["Connection"] = "close"
    else:
        problem = refusal(Request(scope), Unavailable("This took too long", remedy="Ask for less at once", code="too-slow"))
    await problem(scope, receive, send)
