"""Leads who has not logged in to the page on which people do, before anything of the screen is loaded."""

from collections.abc import Awaitable, Callable
from urllib.parse import urlencode

import httpx
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from ui.cookies import kept_by_nobody
from ui.proxy import told

# Asked once for each page that a browser loads; the API answers in milliseconds.
TIMEOUT = httpx.Timeout(10.0, connect=3.0)
# What the program brings along and what says that it runs: the same in every archive, and nothing of this one.
OPEN = ("/static/", "/favicon", "/_stcore/health", "/_stcore/host-config", "/_stcore/bidi-components/")


class Door:
    """ASGI middleware that asks the API about whoever wants something of the screen: its page, its socket, its files."""

    def __init__(self, app: ASGIApp, api: str) -> None:
        self._app = app
        self._client = httpx.AsyncClient(base_url=api, timeout=TIMEOUT, trust_env=False, cookies=kept_by_nobody())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] in ("http", "websocket") and not scope["path"].startswith(OPEN) and await self._is_stranger(scope):
            await _turned_away(scope)(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _is_stranger(self, scope: Scope) -> bool:
        """Return whether what is asked for is closed to who asks.

        The page and its socket are closed to whom the API tells to log in. They open if it says something else or is
        silent, since the screen then says so in the reader's language; all else that it shows comes from the API, which
        asks again whom it is for. Files are there only for whom the API knows.
        """
        cookies = [(name, value) for name, value in scope["headers"] if name == b"cookie"]
        try:
            status = (await self._client.get("/v1/me", headers=[*cookies, *told(scope)])).status_code
        except httpx.HTTPError:
            status = httpx.codes.SERVICE_UNAVAILABLE
        if scope["type"] == "websocket" or _is_page(scope):
            return status == httpx.codes.UNAUTHORIZED
        return status != httpx.codes.OK


def _turned_away(scope: Scope) -> Callable[[Scope, Receive, Send], Awaitable[None]]:
    if scope["type"] == "websocket":
        return _refused
    if not _is_page(scope):
        return PlainTextResponse("Log in first", 401, headers={"Cache-Control": "no-store"})
    asked = scope["path"] + (f"?{scope['query_string'].decode('latin-1')}" if scope["query_string"] else "")
    return RedirectResponse(f"/v1/log-in?{urlencode({'next': asked})}", 303, headers={"Cache-Control": "no-store"})


async def _refused(scope: Scope, receive: Receive, send: Send) -> None:
    # Closed before it is accepted, which the browser is answered with 403.
    await receive()
    await send({"type": "websocket.close", "code": 1008})


def _is_page(scope: Scope) -> bool:
    wanted = any(name == b"accept" and b"text/html" in value for name, value in scope["headers"])
    return scope["type"] == "http" and scope["method"] in ("GET", "HEAD") and wanted
