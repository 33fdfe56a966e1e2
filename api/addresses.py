"""Where this API is reached from outside, for addresses that other systems keep."""

from typing import Any, Final

from fastapi import Request
from fastapi.responses import RedirectResponse

from api.dependencies import Parts
from api.gate_origin import Origin

LINKED: Final = "application/ld+json"
# For the description of an operation whose answer is linked data to those who ask for that.
SEE_LINKED: Final[dict[int | str, dict[str, Any]]] = {
    303: {"description": f"Its linked data, for who asks for `{LINKED}` and not for JSON"}
}


def linked_data(request: Request) -> RedirectResponse | None:
    """Return the way to the linked data of what is asked, if the client takes that and not plain JSON."""
    taken = request.headers.get("accept", "")
    if LINKED not in taken or "application/json" in taken:
        return None
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"{request.url.path}/jsonld{query}", status_code=303, headers={"Vary": "Accept"})


def base_address(request: Request, parts: Parts) -> str:
    """Return the address of ``/v1`` as others reach it: as set, or as the request (or a proxy that is believed) names it."""
    origin = parts.guard.origin if parts.guard else Origin()
    return f"{parts.address or origin.site(request)}/v1"
