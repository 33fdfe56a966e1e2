"""Every refusal of the API as a problem (RFC 9457), in the language that the client asked for."""

import logging
from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.routing import compile_path

from api.headers import SECURITY
from api.languages import Language, preferred
from api.messages import DETAILS, TITLES
from api.messages_parameters import PARAMETERS, WRONG_VALUE
from api.messages_roles import ROLES
from paraq.errors import Invalid, Missing, ParaqError
from paraq.query.mistakes import Mistake
from paraq.services.notices import sentence

PROBLEM = "application/problem+json"
STATUS = {"invalid": 400, "missing": 404, "forbidden": 403, "conflict": 409, "unavailable": 503}
# Where HTTP tells more apart than the kinds of Paraq's errors.
STATUS_OF_CODE = {
    "log-in-needed": 401,
    "log-in-wrong": 401,
    "log-in-throttled": 429,
    "too-many": 429,
    "body-large": 413,
    "media-type": 415,
    "version-changed": 412,
    "list-changed": 412,
    "version-needed": 428,
}
TITLE_OF_STATUS = {401: "log-in", 412: "conflict", 413: "invalid", 415: "invalid", 428: "invalid", 429: "too-many"}

log = logging.getLogger(__name__)


class Problem(JSONResponse):
    """A refusal with its media type."""

    media_type = PROBLEM


def install(app: FastAPI) -> None:
    """Make every error of the app a problem."""
    app.add_exception_handler(ParaqError, _refused)
    app.add_exception_handler(RequestValidationError, _unreadable)
    app.add_exception_handler(HTTPException, _unrouted)
    app.add_exception_handler(Exception, _failed)


def refusal(request: Request, error: ParaqError) -> Problem:
    """Return an error of Paraq as a problem."""
    extra = {"where": error.where} if error.where else {}
    if error.kind == "unavailable":
        # What failed inside the house, with its paths and addresses, is for those who look after it.
        log.error("%s, request %s", error, request_id(request))
        extra = {}
    status = STATUS_OF_CODE.get(error.code, STATUS[error.kind])
    title = TITLE_OF_STATUS.get(status, error.kind)
    response = _problem(request, status, title, error.code, detail_of(error, _language(request)), extra)
    if status == 401:
        response.headers["WWW-Authenticate"] = 'Bearer realm="Paraq"'
    if status == 415:
        # RFC 9110, 12.5.1: which are taken.
        response.headers["Accept"] = error.where
    if status == 429:
        response.headers["Retry-After"] = error.where.partition(" ")[0]
    return response


def detail_of(error: ParaqError, language: Language) -> str:
    """Return what an error says, in a language if it is translated."""
    if isinstance(error, Mistake):
        return sentence(error, language)
    where = ROLES[error.where][language] if error.code == "role" else error.where
    # What to write depends on the field, where a code is about several.
    said = DETAILS.get(f"{error.code}:{error.where}") or DETAILS.get(error.code, {})
    return said.get(language, "").format(where=where, seconds=where.partition(" ")[0]) or str(error)


def _refused(request: Request, error: Exception) -> Problem:
    assert isinstance(error, ParaqError)
    return refusal(request, error)


def _unreadable(request: Request, error: Exception) -> Problem:
    assert isinstance(error, RequestValidationError)
    if any(one["loc"][0] == "body" for one in error.errors()) and (taken := _other_media_types(request)):
        raised = Invalid("The body is of a media type that is not taken", where=", ".join(taken), code="media-type")
        return refusal(request, raised)
    language = _language(request)
    errors = [_parameter(one, language) for one in error.errors()]
    names = "; ".join(dict.fromkeys(f"{one['parameter']} – {one['reason']}" for one in errors))
    detail = DETAILS["validation"][language].format(where=names)
    return _problem(request, 422, "invalid", "validation", detail, {"errors": errors})


def _other_media_types(request: Request) -> list[str]:
    """Return the media types that a body may have here if it was sent as another one or as none, else nothing."""
    has_body = request.headers.get("content-length", "0") != "0" or "transfer-encoding" in request.headers
    taken = list(_operations(request).get(request.method.lower(), {}).get("requestBody", {}).get("content", ()))
    sent = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    # JSON has names of its own for some of its uses (RFC 6839).
    if sent.startswith("application/") and sent.endswith("+json"):
        sent = "application/json"
    return [] if not has_body or sent in taken else taken


def _parameter(error: Mapping[str, Any], language: Language) -> dict[str, str]:
    name = "body" if error["type"] == "json_invalid" else _place(error["loc"])
    known = PARAMETERS.get(error["type"])
    reason = known[language].format_map(dict(error.get("ctx", {}))) if known else WRONG_VALUE[language]
    return {"parameter": name, "reason": reason}


def _place(location: Sequence[str | int]) -> str:
    """Return where a wrong value stands: the name of a parameter, or the way to a field of the body as ``files[0].path``."""
    way = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in location[1:])
    return way.removeprefix(".") or str(location[0])


def _unrouted(request: Request, error: Exception) -> Problem:
    assert isinstance(error, HTTPException)
    language = _language(request)
    if error.status_code == 404:
        return _refused(request, Missing("There is no such address", code="route-missing"))
    allowed = _methods(request) if error.status_code == 405 else ""
    name = "method" if error.status_code == 405 else "invalid"
    detail = DETAILS["method"][language].format(where=allowed) if allowed else str(error.detail)
    response = _problem(request, error.status_code, name, name, detail, {})
    response.headers.update({**(error.headers or {}), **({"Allow": allowed} if allowed else {})})
    return response


def _methods(request: Request) -> str:
    """Return the methods of an address; the framework names those of its first route alone."""
    return ", ".join(sorted(map(str.upper, _operations(request))))


def _operations(request: Request) -> dict[str, Any]:
    """Return the operations of an address by their methods, as they are described."""
    paths: dict[str, dict[str, Any]] = request.app.openapi()["paths"]
    fitting = [path for path in paths if compile_path(path)[0].match(request.url.path)]
    # Of /transfers/{number} and /transfers/retry the second is meant.
    nearest = min(fitting, key=lambda path: path.count("{"), default="")
    return paths.get(nearest, {})


def _failed(request: Request, error: Exception) -> Problem:
    # The server writes the traceback; this line ties it to the id that the client was given.
    log.error("%s %s failed: %s, request %s", request.method, request.url.path, type(error).__name__, request_id(request))
    response = _problem(request, 500, "internal", "internal", DETAILS["internal"][_language(request)], {})
    # This answer is made outside the middleware that adds them elsewhere.
    response.headers.update({"X-Request-Id": request_id(request), **SECURITY})
    return response


def _problem(request: Request, status: int, title: str, code: str, detail: str, extra: Mapping[str, Any]) -> Problem:
    language = _language(request)
    body = {
        "type": f"urn:paraq:problem:{code}",
        "title": TITLES[title][language],
        "status": status,
        "detail": detail,
        "instance": request.url.path,
        "code": code,
        "request_id": request_id(request),
        **extra,
    }
    return Problem(body, status, headers={"Content-Language": language, "Vary": "Accept-Language"})


def request_id(request: Request) -> str:
    """Return the id under which this request stands in the log."""
    return str(request.scope.get("state", {}).get("request_id", ""))


def _language(request: Request) -> Language:
    return preferred(request.headers.get("accept-language", ""))
