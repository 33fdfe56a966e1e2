"""Hands requests under ``/v1`` on to the API, as a reverse proxy would, so that the screen needs no second address."""

import httpx
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.away_page import away_page
from ui.cookies import kept_by_nobody
from ui.frame import is_page, language_of
from ui.language import speech

PREFIX = "/v1"
# RFC 9110, section 7.6.1: these belong to one connection and are not passed on.
OF_CONNECTION = {
    b"connection", b"keep-alive", b"proxy-connection", b"transfer-encoding", b"upgrade", b"te", b"trailer", b"host"
}  # fmt: skip
# The server in front sets these itself.
OF_SERVER = {b"date", b"server"}
# The API gives up itself what takes too long, a file of a whole document after ten minutes; this is for an API that stands still.
TIMEOUT = httpx.Timeout(900.0, connect=5.0)


class ApiProxy:
    """ASGI middleware in front of the screen.

    Args:
        app: The screen.
        api: Address of the API.
    """

    def __init__(self, app: ASGIApp, api: str) -> None:
        self._app = app
        # The API sits beside it; a proxy of the environment is meant for the world outside.
        self._client = httpx.AsyncClient(base_url=api, timeout=TIMEOUT, trust_env=False, cookies=kept_by_nobody())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and (scope["path"] == PREFIX or scope["path"].startswith(PREFIX + "/")):
            await self._pass_on(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _pass_on(self, scope: Scope, receive: Receive, send: Send) -> None:
        target = httpx.URL(self._client.base_url, raw_path=_raw_path(scope))
        headers = [pair for pair in scope["headers"] if pair[0] not in OF_CONNECTION]
        request = self._client.build_request(
            scope["method"], target, headers=[*headers, *told(scope)], content=_Body(receive) if _has_body(scope) else None
        )
        try:
            answer = await self._client.send(request, stream=True)
        except httpx.HTTPError:
            await _silent(scope)(scope, receive, send)
            return
        try:
            kept = [pair for pair in answer.headers.raw if pair[0].lower() not in OF_CONNECTION | OF_SERVER]
            await send({"type": "http.response.start", "status": answer.status_code, "headers": kept})
            async for chunk in answer.aiter_raw():
                await send({"type": "http.response.body", "body": chunk, "more_body": True})
            await send({"type": "http.response.body", "body": b""})
        finally:
            await answer.aclose()


def told(scope: Scope) -> list[tuple[bytes, bytes]]:
    """Return the headers that tell the API who asked the screen, under which name and how.

    The API is asked by this machine, so without them it would take everybody for it. They come behind those that were
    sent along, as each proxy adds its own, and the API believes them from the last one on.
    """
    client = scope.get("client")
    hosts = [value for name, value in scope["headers"] if name == b"host"] or [b"unknown"]
    return [
        (b"x-forwarded-for", client[0].encode() if client else b"unknown"),
        (b"x-forwarded-host", hosts[0]),
        (b"x-forwarded-proto", b"https" if scope["scheme"] in ("https", "wss") else b"http"),
    ]


def _raw_path(scope: Scope) -> bytes:
    query = scope["query_string"]
    path: bytes = scope["raw_path"].partition(b"?")[0]
    return path + b"?" + query if query else path


def _has_body(scope: Scope) -> bool:
    return any(name in (b"content-length", b"transfer-encoding") for name, _ in scope["headers"])


class _Body(httpx.AsyncByteStream):
    """The body of a request as it comes in."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive

    async def __aiter__(self):  # type: ignore[no-untyped-def]
        more = True
        while more:
            message: Message = await self._receive()
            more = message.get("more_body", False)
            yield message.get("body", b"")


def _silent(scope: Scope) -> Response:
    if is_page(scope):
        return away_page(scope)
    say = speech(language_of(scope)).say
    problem = {
        "type": "urn:paraq:problem:unavailable",
        "title": say("The archive does not answer at the moment"),
        "status": 503,
        "detail": say("What you have written stays here: try again in a minute."),
        "instance": scope["path"],
        "code": "unavailable",
    }
    return JSONResponse(problem, 503, media_type="application/problem+json")
