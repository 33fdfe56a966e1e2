"""``/v1/health``: for people, for balancers and for whoever restarts what is stuck."""

from fastapi import APIRouter

from api.dependencies import Needed, Viewing
from api.schemas import HealthOut

router = APIRouter(prefix="/health", tags=["health"])


@router.get("", operation_id="health", summary="Can it answer?")
@router.get("/ready", operation_id="healthReady", summary="Can it answer?")
def ready(parts: Needed, viewer: Viewing) -> HealthOut:
    """Ask the index and say how many pages you can search; 503 if it does not answer."""
    return HealthOut(status="ok", pages=parts.searching.search("", viewer=viewer, limit=1).total)


@router.get("/live", operation_id="healthLive", summary="Is it running?")
def live() -> HealthOut:
    """Answer without asking anything else."""
    return HealthOut(status="ok")
