"""``/v1/log-in``, ``/v1/log-out`` and ``/v1/me``: sessions of people. Systems send keys instead."""

import asyncio
import json
from dataclasses import dataclass
from functools import partial
from typing import Annotated, Any, Literal
from urllib.parse import parse_qsl, urlencode

from fastapi import APIRouter, Depends, Header, Query, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from api.dependencies import Guarding
from api.errors import PROBLEM, detail_of, refusal
from api.gate import COOKIE, Guard, entered_of, session_of
from api.languages import Language, preferred
from api.login_page import login_page, spoken_at
from api.schemas_gate import LogInIn, ViewerOut
from paraq.errors import Forbidden, Invalid, Missing
from paraq.services.accounts import SESSION, Entered

router = APIRouter(tags=["log-in"])

STATE_COOKIE = "paraq_log_in"
JSON, FORM = "application/json", "application/x-www-form-urlencoded"
Next = Annotated[str, Query(alias="next", max_length=2000, description="Address of ours to go on to")]
Speaking = Annotated[str, Header(description="Language of the page and of refusals: kk, ru or en")]
PAGE: dict[int | str, dict[str, Any]] = {200: {"content": {"text/html": {"schema": {"type": "string"}}}}}
REFUSED: dict[str, Any] = {
    "description": "Name or password is wrong, or too many wrong ones came before; a form is shown again",
    "content": {PROBLEM: {"schema": {"$ref": "#/components/schemas/ProblemOut"}}, "text/html": {"schema": {"type": "string"}}},
}
LOG_IN = {"name": "asel", "password": "correct horse battery"}
BODY = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {"schema": LogInIn.model_json_schema(), "example": LOG_IN},
            "application/x-www-form-urlencoded": {"schema": LogInIn.model_json_schema(), "example": LOG_IN | {"next": "/"}},
        },
    }
}


@dataclass(frozen=True, slots=True)
class _Shown:
    name: str
    password: str
    following: str
    by_form: bool


async def _shown(request: Request) -> _Shown:
    body = await request.body()
    sent = request.headers.get("content-type", "").lower()
    by_form = sent.startswith(FORM)
    if body and not by_form and not sent.startswith(JSON):
        raise Invalid("The body is of a media type that is not taken", where=f"{JSON}, {FORM}", code="media-type")
    try:
        text = body.decode("utf-8")
        given = LogInIn.model_validate(dict(parse_qsl(text, keep_blank_values=True)) if by_form else json.loads(text))
    except (ValueError, RecursionError) as error:
        raise Invalid("A log-in has a name and a password", where="body", code="log-in-form") from error
    return _Shown(given.name, given.password, _own(given.next), by_form)


@router.get(
    "/log-in", operation_id="logInPage", summary="The page on which people log in", response_class=HTMLResponse, responses=PAGE
)
def log_in_page(guard: Guarding, following: Next = "/", accept_language: Speaking = "") -> HTMLResponse:
    """Return a form in the language of ``next``, where the screen goes on, else in that of the reader."""
    own = _own(following)
    language = spoken_at(own) or preferred(accept_language)
    return HTMLResponse(login_page(language, own, elsewhere=_elsewhere(guard.oidc is not None, following)))


@router.post(
    "/log-in",
    operation_id="logIn",
    summary="Log in",
    openapi_extra=BODY,
    responses={303: {"description": "Logged in by the form; goes on to `next`"}, 401: REFUSED, 429: REFUSED},
)
async def log_in(
    request: Request,
    response: Response,
    shown: Annotated[_Shown, Depends(_shown)],
    guard: Guarding,
    accept_language: Speaking = "",
) -> ViewerOut:
    """Begin a session, which the cookie of the answer holds. It ends after twelve hours, with the log-out or by the archive."""
    begin = partial(_logged_in, request, response, shown, guard, accept_language)
    return await asyncio.get_running_loop().run_in_executor(guard.log_ins, begin)


def _logged_in(request: Request, response: Response, shown: _Shown, guard: Guard, accept_language: str) -> ViewerOut:
    told = {"action": "log-in"}
    request.state.audit = told
    try:
        token, account = guard.keeper.log_in(shown.name, shown.password, guard.origin.address(request))
    except Forbidden as error:
        # A wrong name may be a password that was typed into the wrong field; only names that exist are kept.
        name = shown.name.strip().lower()
        request.state.audit = {"action": "refused", "target": name if guard.keeper.book.find(name) else ""}
        if not shown.by_form:
            raise
        language = spoken_at(shown.following) or preferred(accept_language)
        return _form_again(request, shown, error, language, guard.oidc is not None)  # type: ignore[return-value]
    request.state.audit = told | {"target": account.name}
    if shown.by_form:
        answer = RedirectResponse(shown.following, 303)
        _keep(answer, COOKIE, token, guard.origin.is_secure(request), int(SESSION.total_seconds()))
        return answer  # type: ignore[return-value]
    _keep(response, COOKIE, token, guard.origin.is_secure(request), int(SESSION.total_seconds()))
    return viewer_out(Entered(account.viewer()))


def _form_again(request: Request, shown: _Shown, error: Forbidden, language: Language, elsewhere: bool) -> HTMLResponse:
    problem = refusal(request, error)
    page = login_page(language, shown.following, detail_of(error, language), shown.name, _elsewhere(elsewhere, shown.following))
    kept = {name: problem.headers[name] for name in ("retry-after",) if name in problem.headers}
    return HTMLResponse(page, problem.status_code, headers=kept)


@router.post(
    "/log-out",
    operation_id="logOut",
    summary="Log out",
    status_code=204,
    response_class=Response,
    responses={303: {"description": "Logged out by a form; goes on to the page on which people log in"}},
)
def log_out(request: Request, guard: Guarding) -> Response:
    """End the session of the cookie; without one nothing happens."""
    token = session_of(request)
    if token:
        guard.keeper.log_out(token)
        request.state.audit = {"action": "log-out"}
    by_form = request.headers.get("content-type", "").startswith(FORM)
    answer = RedirectResponse("/v1/log-in", 303) if by_form else Response(status_code=204)
    answer.delete_cookie(COOKIE, path="/", httponly=True, samesite="lax")
    return answer


@router.get("/me", operation_id="me", summary="Who am I?")
def me(request: Request) -> ViewerOut:
    """Return who is logged in or by which key, and what they may do."""
    return viewer_out(entered_of(request))


@router.get(
    "/log-in/elsewhere",
    operation_id="logInElsewhere",
    summary="Log in at the provider",
    status_code=303,
    response_class=RedirectResponse,
)
def log_in_elsewhere(request: Request, guard: Guarding, following: Next = "/") -> RedirectResponse:
    """Go to the OpenID Connect provider that the archive has chosen."""
    oidc = _provider(guard.oidc)
    address, state = oidc.begin(_callback(request, guard), _own(following))
    answer = RedirectResponse(address, 303)
    _keep(answer, STATE_COOKIE, state, guard.origin.is_secure(request), 600)
    return answer


@router.get(
    "/log-in/callback",
    operation_id="logInCallback",
    summary="Come back from the provider",
    status_code=303,
    response_class=RedirectResponse,
)
def log_in_callback(
    request: Request,
    guard: Guarding,
    state: Annotated[str, Query(max_length=500, description="As it was sent to the provider")] = "",
    code: Annotated[str, Query(max_length=4000, description="What the provider gives")] = "",
) -> RedirectResponse:
    """Begin a session for whom the provider names, if they have an account or may get one."""
    request.state.audit = {"action": "refused", "detail": "OpenID Connect"}
    kept = request.cookies.get(STATE_COOKIE, "")
    account, following = _provider(guard.oidc).end(_callback(request, guard), state, kept, code)
    request.state.audit = {"action": "log-in", "target": account.name, "detail": "OpenID Connect"}
    answer = RedirectResponse(following, 303)
    secure = guard.origin.is_secure(request)
    _keep(answer, COOKIE, guard.keeper.begin(account), secure, int(SESSION.total_seconds()))
    answer.delete_cookie(STATE_COOKIE, path="/", httponly=True, samesite="lax")
    return answer


def viewer_out(entered: Entered) -> ViewerOut:
    """Return who came, as JSON."""
    viewer = entered.viewer
    by: Literal["session", "key", "machine"] = entered.by  # type: ignore[assignment]
    fonds = None if viewer.fonds is None else sorted(viewer.fonds)
    return ViewerOut(name=viewer.name, role=viewer.role, fonds=fonds, scopes=list(entered.scopes), by=by)


def _provider(oidc: Any) -> Any:
    if oidc is None:
        raise Missing("Nobody logs in elsewhere here", code="route-missing")
    return oidc


def _callback(request: Request, guard: Any) -> str:
    return f"{guard.address or guard.origin.site(request)}/v1/log-in/callback"


def _elsewhere(there: bool, following: str) -> str:
    return f"/v1/log-in/elsewhere?{urlencode({'next': _own(following)})}" if there else ""


def _own(address: str) -> str:
    """Return an address of this site, ``/`` for any other: nobody is led away by a link that begins here."""
    odd = any(ord(character) < 33 or character == "\\" for character in address)
    return address if address.startswith("/") and not address.startswith("//") and not odd else "/"


def _keep(answer: Response, name: str, value: str, secure: bool, seconds: int) -> None:
    answer.set_cookie(name, value, max_age=seconds, path="/", secure=secure, httponly=True, samesite="lax")
