"""The gate in front of every route: who comes, whether they may, how often, and the line in the audit record."""

import asyncio
import json
import logging
import math
import time
from collections.abc import Mapping
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from typing import Any, Final
from urllib.parse import parse_qs, unquote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import refusal, request_id
from api.gate_limits import Rates
from api.gate_origin import Origin
from api.gate_rights import SAFE, Right, is_public, right_of
from api.oidc import Oidc
from paraq.errors import Forbidden, ParaqError, Unavailable
from paraq.records.accounts import at_least
from paraq.records.audit import Event
from paraq.records.viewer import OPERATOR, Viewer
from paraq.services.access import AccessControl
from paraq.services.accounts import Entered, Gatekeeper
from paraq.services.audit import Audit

COOKIE: Final = "paraq_session"
REQUEST_HEADER: Final = "paraq-request"
# A number that an archive gives a request is a few characters; what is longer is none.
LONGEST_REQUEST: Final = 64
# What was asked, as the audit record keeps it; a search has at most 1000 characters and some filters.
LONGEST_DETAIL: Final = 4000
# Pictures of one sheet that one person sees within so many seconds are one look at it.
ONE_LOOK: Final = 600.0
LOOKS: Final = 10_000
PICTURES: Final = ("pageImage", "pageCut", "pageThumbnail", "iiif")
# Passwords are looked at one at a time; meanwhile the next ones are counted as tries.
LOG_INS: Final = 4
OPEN_HOUSE: Final = Entered(OPERATOR, by="machine")
NOBODY: Final = Entered(Viewer("", "reader"), (), "")

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Guard:
    """What the gate works with; ``oidc`` is None where nobody logs in elsewhere, ``address`` is where others reach us.

    Who logs in waits in the threads of ``log_ins``, so that many of them leave those of other requests free.
    """

    keeper: Gatekeeper
    audit: Audit
    access: AccessControl
    origin: Origin
    rates: Rates
    seconds: float
    oidc: Oidc | None = None
    address: str = ""
    log_ins: Executor = field(default_factory=lambda: ThreadPoolExecutor(LOG_INS, "log-in"))


class Gate:
    """ASGI middleware: lets in, refuses and records. A route that forgets to ask who comes is behind it all the same."""

    def __init__(self, app: ASGIApp, guard: Guard) -> None:
        self._app = app
        self._guard = guard
        self._looks: dict[tuple[str, str, str], float] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        right = right_of(scope["method"], scope["path"])
        recorded = False

        async def record_then_send(message: Message) -> None:
            nonlocal recorded
            if message["type"] == "http.response.start" and not recorded:
                recorded = True
                await self._record(request, right, message["status"])
            await send(message)

        scope.setdefault("state", {})["entered"] = NOBODY
        try:
            scope["state"]["entered"] = await run_in_threadpool(self._entered, request)
            self._check(request, right)
        except ParaqError as error:
            await refusal(request, error)(scope, receive, record_then_send)
            return
        try:
            await self._app(scope, receive, record_then_send)
        except _Unrecorded as error:
            problem = Unavailable("The audit record cannot be written, so nothing is shown", code="audit-away")
            log.error("%s, request %s", error, request_id(request))
            await refusal(request, problem)(scope, receive, send)

    def _entered(self, request: Request) -> Entered:
        """Return who comes.

        Raises:
            Forbidden: What they show is worth nothing, or they show nothing where it is needed.
        """
        guard = self._guard
        asked_for = unquote(request.headers.get(REQUEST_HEADER, ""))[:LONGEST_REQUEST]
        if not guard.keeper.guarded():
            if guard.origin.is_here(request):
                return Entered(Viewer(OPERATOR.name, OPERATOR.role, None, asked_for), by="machine") if asked_for else OPEN_HOUSE
            if is_public(request.url.path):
                return NOBODY
            raise Forbidden(
                "There is no account yet, so only this machine itself may ask",
                remedy="Make one with: paraq user add NAME",
                code="no-accounts",
            )
        scheme, _, shown = request.headers.get("authorization", "").partition(" ")
        token = session_of(request)
        entered = None
        if token:
            entered = guard.keeper.by_session(token, asked_for)
        # Who shows both must mean both: a key does not make up for a session that is worth nothing.
        if scheme.lower() == "bearer" and (entered or not token):
            entered = guard.keeper.by_key(shown.strip(), asked_for)
        if entered is None and not is_public(request.url.path):
            raise Forbidden("Log in first", remedy="Log in at /v1/log-in or send a key", code="log-in-needed")
        return entered or NOBODY

    def _check(self, request: Request, right: Right) -> None:
        """Refuse who may not.

        Raises:
            Forbidden: Role, scope, fonds or site is not enough, or they asked too often.
        """
        entered: Entered = request.scope["state"]["entered"]
        asker = entered.viewer.name or self._guard.origin.address(request)
        wait = 0.0 if entered.by == "machine" else self._guard.rates.wait(asker)
        if wait:
            raise Forbidden("Too many requests", where=f"{math.ceil(wait)} s", code="too-many")
        # A key is sent by a program on purpose; a cookie, or being on this machine, by any page that a browser has open.
        if request.method not in SAFE and entered.by != "key" and not self._guard.origin.is_same_site(request):
            raise Forbidden("The request comes from a page of another site", code="other-site")
        if is_public(request.url.path):
            return
        if right.scope not in entered.scopes:
            raise Forbidden("The key has no scope for this", where=right.scope, code="scope")
        if not at_least(entered.viewer.role, right.role):
            raise Forbidden("Your role does not allow this", where=right.role, code="role")
        if right.every_fonds and entered.viewer.fonds is not None:
            raise Forbidden("This is for those who may see all fonds", code="fonds-all")

    async def _record(self, request: Request, right: Right, status: int) -> None:
        event = event_of(request, right, status)
        if event is None or self._is_same_look(event, request.path_params.get("page_id", "")):
            return
        try:
            await asyncio.wrap_future(self._guard.audit.hand_over(event))
        except Exception as error:
            raise _Unrecorded(str(error)) from error

    def _is_same_look(self, event: Event, sheet: str) -> bool:
        """Return whether this is one more picture of a sheet that somebody is looking at; tiles of it are such pictures."""
        # Who asked in vain has not looked.
        if event.action != "see" or event.status >= 400 or not event.operation.startswith(PICTURES):
            return False
        look, at = (event.actor, event.request, sheet or event.target or event.detail), time.monotonic()
        before = self._looks.pop(look, None)
        if before is not None and at - before < ONE_LOOK:
            self._looks[look] = before
            return True
        self._looks[look] = at
        if len(self._looks) > LOOKS:
            self._looks.pop(next(iter(self._looks)))
        return False


def entered_of(request: Request) -> Entered:
    """Return who came through the gate; where there is none, everybody is the operator."""
    entered: Entered = request.scope.get("state", {}).get("entered", OPEN_HOUSE)
    return entered


class _Unrecorded(Exception):
    pass


def event_of(request: Request, right: Right, status: int) -> Event | None:
    """Return what the audit record keeps of a request; None for what it leaves out.

    A route may say more by ``request.state.audit``, a mapping with ``action``, ``target`` or ``detail``.
    """
    entered: Entered = request.scope["state"]["entered"]
    told: Mapping[str, Any] = request.scope["state"].get("audit", {})
    refused = status in (401, 403, 429)
    action = told.get("action") or right.action
    if action is None or (refused and not entered.viewer.name and not told and not shows_something(request)):
        return None
    route = request.scope.get("route")
    return Event(
        actor=entered.viewer.name,
        role=entered.viewer.role if entered.viewer.name else "",
        action="refused" if refused else action,
        operation=getattr(route, "operation_id", None) or f"{request.method} {request.url.path}"[:64],
        target=told.get("target") or " ".join(str(value) for value in request.path_params.values()),
        detail=told.get("detail") or _asked(request),
        request=entered.viewer.request,
        request_id=request_id(request),
        status=status,
    )


def shows_something(request: Request) -> bool:
    """Return whether a request shows a key or a session, good or bad; one that shows nothing is no attempt."""
    return bool(request.headers.get("authorization") or session_of(request))


def session_of(request: Request) -> str:
    """Return the token of the session that a request shows; empty if none."""
    try:
        found = SimpleCookie(request.headers.get("cookie", "")).get(COOKIE)
    except CookieError:
        return ""
    return found.value if found else ""


def _asked(request: Request) -> str:
    query = parse_qs(request.scope["query_string"].decode("latin-1"))
    return json.dumps(query, ensure_ascii=False, sort_keys=True)[:LONGEST_DETAIL] if query else ""
