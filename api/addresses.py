"""Where this API is reached from outside, for addresses that other systems keep."""

import re

from fastapi import Request

from api.dependencies import Parts

# RFC 3986, section 3.2: a host and a port; whatever else a header says is not repeated in an answer.
HOST = re.compile(r"[A-Za-z0-9.-]{1,253}(?::\d{1,5})?|\[[0-9A-Fa-f:]{2,45}\](?::\d{1,5})?")


def base_address(request: Request, parts: Parts) -> str:
    """Return the address of ``/v1`` as others reach it: as set, or as the request (or the proxy before it) names it."""
    if parts.address:
        return f"{parts.address}/v1"
    named = request.headers.get("x-forwarded-host") or request.headers.get("host", "")
    host = named if HOST.fullmatch(named) else "localhost"
    scheme = request.headers.get("x-forwarded-proto") or request.url.scheme
    return f"{'https' if scheme == 'https' else 'http'}://{host}/v1"
