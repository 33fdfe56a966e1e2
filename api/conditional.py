"""HEAD for everything that GET answers, and conditional requests (RFC 9110, sections 9.3.2 and 13)."""

import hashlib
import re
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from paraq.errors import Invalid

# There HEAD is an operation of its own, which tells how much of a file is here.
OWN_HEAD: Final = re.compile(r"/v1/transfers/uploads/[^/]+/files/")
VERSION: Final = re.compile(r"[0-9]{1,9}")


class Conditional:
    """ASGI middleware that answers HEAD as GET without its body, and tags what comes whole with a digest of its bytes.

    Also what no cache may keep: a system that keeps records of its own learns by the tag that nothing has changed.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD") or OWN_HEAD.match(scope["path"]):
            await self._app(scope, receive, send)
            return
        answer = _Answer(send, known_tags(Headers(scope=scope).get("if-none-match", "")), bare=scope["method"] == "HEAD")
        # The server itself looks at the method again when it sends.
        asked = scope if scope["method"] == "GET" else {**scope, "method": "GET"}
        try:
            await self._app(asked, receive, answer.send)
        finally:
            # What measures requests wants to know which route it was.
            scope.setdefault("route", asked.get("route"))


def known_tags(if_none_match: str) -> frozenset[str]:
    """Return the tags of the states that a client has, by its header; ``*`` stands for any state."""
    return frozenset(tag.strip().removeprefix("W/") for tag in if_none_match.split(",") if tag.strip())


def is_known(request: Request, tag: str) -> bool:
    """Return whether a client has the state with this tag already, so that 304 is all there is to say."""
    known = known_tags(request.headers.get("if-none-match", ""))
    return tag.removeprefix("W/") in known or "*" in known


def expected_state(if_match: str) -> str:
    """Return the state that a change is meant for, by the header ``If-Match``; empty for whichever it is."""
    tag = if_match.strip().removeprefix("W/").strip('"')
    return "" if tag == "*" else tag


def expected_version(if_match: str) -> int:
    """Return the number of the version that a change is meant for, by the header ``If-Match``; 0 for whichever it is.

    Raises:
        Invalid: It names something that is no version.
    """
    state = expected_state(if_match)
    if state and not VERSION.fullmatch(state):
        raise Invalid("A version is a number", where="If-Match", remedy='Send it as If-Match: "1"', code="version-needed")
    return int(state or 0)


class _Answer:
    def __init__(self, send: Send, known: frozenset[str], *, bare: bool) -> None:
        self._send = send
        self._known = known
        self._bare = bare
        self._start: Message | None = None

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _is_tagged_here(message):
            self._start = message
            return
        if self._start is not None:
            start, self._start = self._start, None
            message = await self._begin(start, message)
        if message["type"] == "http.response.body" and self._bare:
            message = {**message, "body": b""}
        await self._send(message)

    async def _begin(self, start: Message, first: Message) -> Message:
        """Send the beginning of an answer whose first piece of the body is here; return that piece, empty if it is known."""
        headers = MutableHeaders(scope=start)
        if first.get("more_body"):
            await self._send(start)
            return first
        tag = headers.setdefault("ETag", f'"{hashlib.sha256(first.get("body", b"")).hexdigest()[:32]}"')
        if tag.removeprefix("W/") in self._known or "*" in self._known:
            start["status"] = 304
            for name in ("Content-Length", "Content-Type"):
                del headers[name]
            first = {**first, "body": b""}
        await self._send(start)
        return first


def _is_tagged_here(start: Message) -> bool:
    """Return whether a tag tells all of an answer: one that a change has to name may leave out what is reckoned day by day."""
    told = Headers(raw=start["headers"])
    own = "etag" in told and "no-store" in told.get("cache-control", "no-store")
    return start["status"] == 200 and not own
