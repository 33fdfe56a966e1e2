"""``/v1/users``: accounts, for administrators."""

from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, Path, Request

from api.dependencies import Guarding
from api.gate import Guard
from api.schemas_gate import UserChange, UserIn, UserOut
from paraq.errors import Conflict, Invalid, Missing
from paraq.records.accounts import AccountRecord

router = APIRouter(prefix="/users", tags=["users"])

Name = Annotated[str, Path(max_length=64, description="Name of the account", examples=["asel"])]


@router.get("", operation_id="users", summary="List accounts")
def users(guard: Guarding) -> list[UserOut]:
    """Return every account, also removed ones, by name."""
    return [_out(account) for account in guard.keeper.book.all()]


@router.post("", operation_id="userAdd", summary="Make an account", status_code=201)
def add(request: Request, asked: UserIn, guard: Guarding) -> UserOut:
    """Make an account. From the first one on, everybody has to log in."""
    request.state.audit = {"target": asked.name, "detail": f"role={asked.role}"}
    if not guard.keeper.guarded() and asked.role != "administrator":
        raise Invalid("The first account must be an administrator's", where="role", code="first-account")
    return _out(guard.keeper.add(asked.name, asked.password, asked.role, asked.fonds, asked.full_name))


@router.patch("/{name}", operation_id="userChange", summary="Change password, rights or full name", status_code=204)
def change(request: Request, name: Name, asked: UserChange, guard: Guarding) -> None:
    """Give an account a new password, or another role with other fonds; all its sessions end. A full name ends none."""
    request.state.audit = {"target": name, "detail": " ".join(sorted(asked.model_fields_set))}
    if asked.full_name is not None:
        guard.keeper.call(name, asked.full_name)
    if asked.password is not None:
        guard.keeper.set_password(name, asked.password)
    if asked.role is not None:
        fonds = asked.fonds if "fonds" in asked.model_fields_set else _of(guard, name).fonds
        guard.keeper.set_rights(name, asked.role, fonds)
    elif "fonds" in asked.model_fields_set:
        raise Invalid("Fonds are given together with the role", where="role", code="user-change")


@router.delete("/{name}", operation_id="userRemove", summary="Remove an account", status_code=204)
def remove(request: Request, name: Name, guard: Guarding) -> None:
    """Take an account out of use, with its sessions and keys. Its name is never given again."""
    if name == request.scope["state"]["entered"].viewer.account:
        raise Conflict("Nobody removes the account with which they are logged in", where=name, code="own-account")
    guard.keeper.book.remove(name)


@router.delete("/{name}/sessions", operation_id="userLogOut", summary="End all sessions of an account", status_code=204)
def end_sessions(name: Name, guard: Guarding) -> None:
    """Log somebody out everywhere, at once."""
    guard.keeper.book.end_sessions(name)


def _of(guard: Guard, name: str) -> AccountRecord:
    found = guard.keeper.book.find(name)
    if found is None:
        raise Missing("There is no such account", where=name, code="account-missing")
    return found[0]


def _out(account: AccountRecord) -> UserOut:
    return UserOut(**asdict(account))
