"""The API as the screen uses it: plain HTTP, answers as they come."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import quote

import httpx

from ui.cookies import kept_by_nobody

Json = dict[str, Any]
Parameters = Mapping[str, str | int | bool | Sequence[str]]

# The API answers a search in tens of milliseconds; ten seconds is an API that is stuck.
TIMEOUT = httpx.Timeout(10.0, connect=3.0)
# A paper is made by LibreOffice, whose first start takes 12 s on a busy machine.
SEND_TIMEOUT = httpx.Timeout(130.0, connect=3.0)


class Refused(Exception):
    """The API refused or does not answer.

    Attributes:
        status: Its status; 503 if it does not answer.
        title: What is wrong, in the user's language; empty if the API does not answer.
        detail: More of it and what to do.
        request_id: Number under which the API's log has it; empty if it has none.
    """

    def __init__(self, status: int, title: str, detail: str, request_id: str = "") -> None:
        super().__init__(f"{status} {title}: {detail}")
        self.status = status
        self.title = title
        self.detail = detail
        self.request_id = request_id

    @property
    def away(self) -> bool:
        """True if the API said nothing of what was asked: it does not answer, or something between has failed."""
        return self.status > 500 or not self.title


_connection = httpx.Client(timeout=TIMEOUT, trust_env=False)


def use(
    address: str, transport: httpx.BaseTransport | None = None, carried: Callable[[], Mapping[str, str]] = dict[str, str]
) -> None:
    """Speak to the API at this address from now on; ``carried`` gives the headers that tell for whom."""

    def carry(request: httpx.Request) -> None:
        request.headers.update(carried())

    global _connection
    hooks = {"request": [carry]}
    _connection = httpx.Client(
        base_url=address, timeout=TIMEOUT, trust_env=False, transport=transport, event_hooks=hooks, cookies=kept_by_nobody()
    )


def get(path: str, language: str, parameters: Parameters | None = None) -> Json:
    """Return the JSON at a path under ``/v1``.

    Raises:
        Refused: The API refused, does not answer, or answers nonsense.
    """
    return get_tagged(path, language, parameters)[0]


def get_tagged(path: str, language: str, parameters: Parameters | None = None) -> tuple[Json, str]:
    """Return the JSON at a path under ``/v1``, and the tag of the state that it shows; empty if it has none.

    Raises:
        Refused: As of :func:`get`.
    """
    return _told(lambda: _connection.get(path, params=_given(parameters or {}), headers={"Accept-Language": language}))


def get_list(path: str, language: str) -> list[Json]:
    """Return the JSON list at a path under ``/v1``.

    Raises:
        Refused: As of :func:`get`.
    """
    found: Any = get(path, language)
    return list(found)


def send(
    method: str,
    path: str,
    language: str,
    body: Json | None = None,
    file: tuple[str, bytes] | None = None,
    *,
    tag: str = "",
    new: bool = False,
) -> Json:
    """Send JSON, or a file with its name, and return the JSON of the answer; empty if there is none.

    With the tag of what was read it is refused if somebody else has changed that meanwhile; ``new``, if it is there already.

    Raises:
        Refused: The API refused, does not answer, or answers nonsense.
    """
    sent = {"files": {"file": file}} if file else {"json": body or {}}
    expected = {**({"If-Match": tag} if tag else {}), **({"If-None-Match": "*"} if new else {})}
    headers = {"Accept-Language": language, **expected}
    return _told(lambda: _connection.request(method, path, headers=headers, timeout=SEND_TIMEOUT, **sent), may_be_empty=True)[0]


def _told(ask: Callable[[], httpx.Response], *, may_be_empty: bool = False) -> tuple[Json, str]:
    try:
        answer = ask()
        told: Json = answer.json() if answer.content or not may_be_empty else {}
    except (httpx.HTTPError, ValueError) as error:
        raise Refused(503, "", str(error)) from error
    if answer.is_error:
        raise Refused(answer.status_code, *(str(told.get(name, "")) for name in ("title", "detail", "request_id")))
    return told, answer.headers.get("ETag", "")


def _given(parameters: Parameters) -> dict[str, Any]:
    return {name: value for name, value in parameters.items() if value not in ("", (), [], None, False)}


def cursor(address: str) -> str:
    """Return the cursor in the address of the next hits."""
    return str(httpx.URL(address).params.get("after", ""))


def segment(value: str) -> str:
    """Return a value as one segment of a path, whatever it holds."""
    return quote(value, safe="") if value not in (".", "..") else "-"
