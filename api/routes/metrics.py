"""``/v1/metrics``: numbers for Prometheus."""

from fastapi import APIRouter, Response
from prometheus_client import CONTENT_TYPE_LATEST

from api.dependencies import Needed
from paraq.errors import Missing

router = APIRouter(tags=["health"])


@router.get(
    "/metrics",
    operation_id="metrics",
    summary="Numbers for Prometheus",
    response_class=Response,
    responses={200: {"content": {"text/plain": {"schema": {"type": "string"}}}, "description": "Text format of Prometheus"}},
)
def metrics(parts: Needed) -> Response:
    """Return counts and times of requests by route, pages, the outbox, and memory and CPU of this process."""
    if parts.numbers is None:
        raise Missing("Numbers are not kept here", code="metrics-missing")
    return Response(parts.numbers.written(), media_type=CONTENT_TYPE_LATEST)
