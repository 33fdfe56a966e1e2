"""``/v1/keys``: keys of systems, for administrators."""

from dataclasses import asdict
from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Path, Request

from api.dependencies import Guarding
from api.schemas_gate import KeyIn, KeyOut, NewKeyOut

router = APIRouter(prefix="/keys", tags=["keys"])


@router.get("", operation_id="keys", summary="List keys")
def keys(guard: Guarding) -> list[KeyOut]:
    """Return every key without its secret, newest first."""
    return [KeyOut(**asdict(key)) for key in guard.keeper.book.every_key()]


@router.post("", operation_id="keyAdd", summary="Make a key", status_code=201)
def add(request: Request, asked: KeyIn, guard: Guarding) -> NewKeyOut:
    """Make a key with which a system asks on behalf of an account. What it has to send is told this once."""
    made, shown = guard.keeper.add_key(asked.label, asked.owner.lower(), asked.scopes, timedelta(days=asked.days))
    request.state.audit = {"target": made.key_id, "detail": f"owner={made.owner} scopes={','.join(made.scopes)}"}
    return NewKeyOut(**asdict(made), key=shown)


@router.delete("/{key_id}", operation_id="keyRevoke", summary="Revoke a key", status_code=204)
def revoke(key_id: Annotated[str, Path(max_length=16, description="Id of the key")], guard: Guarding) -> None:
    """Take a key out of force, at once."""
    guard.keeper.book.revoke(key_id)
