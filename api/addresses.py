"""Where this API is reached from outside, for addresses that other systems keep."""

from fastapi import Request

from api.dependencies import Parts
from api.gate_origin import Origin


def base_address(request: Request, parts: Parts) -> str:
    """Return the address of ``/v1`` as others reach it: as set, or as the request (or a proxy that is believed) names it."""
    origin = parts.guard.origin if parts.guard else Origin()
    return f"{parts.address or origin.site(request)}/v1"
