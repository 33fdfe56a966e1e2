"""Leads who has not logged in to the page on which people do, before the screen itself is loaded."""

from urllib.parse import urlencode

import httpx
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

# Asked once for each page that a browser loads; the API answers in milliseconds.
TIMEOUT = httpx.Timeout(10.0, connect=3.0)


class Door:
    """ASGI middleware that asks the API about the visitor of a page."""

    def __init__(self, app: ASGIApp, api: str) -> None:
        self._app = app
        self._client = httpx.AsyncClient(base_url=api, timeout=TIMEOUT, trust_env=False)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] == "GET" and _is_page(scope) and await self._is_stranger(scope):
            asked = scope["path"] + (f"?{scope['query_string'].decode('latin-1')}" if scope["query_string"] else "")
            answer = RedirectResponse(f"/v1/log-in?{urlencode({'next': asked})}", 303, headers={"Cache-Control": "no-store"})
            await answer(scope, receive, send)
            return
        await self._app(scope, receive, send)

    async def _is_stranger(self, scope: Scope) -> bool:
        cookies = [(name, value) for name, value in scope["headers"] if name == b"cookie"]
        address = scope["client"][0] if scope.get("client") else "unknown"
        try:
            answer = await self._client.get("/v1/me", headers=[*cookies, (b"x-forwarded-for", address.encode())])
        except httpx.HTTPError:
            return False
        return answer.status_code == 401


def _is_page(scope: Scope) -> bool:
    return any(name == b"accept" and b"text/html" in value for name, value in scope["headers"])
