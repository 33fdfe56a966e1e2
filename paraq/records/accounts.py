"""Accounts, keys and what each may do."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal, get_args

from paraq.errors import Forbidden, Invalid
from paraq.records.viewer import Role, Viewer

Scope = Literal["read", "write", "admin"]
SCOPES: Final[tuple[Scope, ...]] = get_args(Scope)
ROLES: Final[tuple[Role, ...]] = get_args(Role)
"""Each may do what those before it may."""
# As it stands in addresses, in the audit record and in the prompt of a log-in.
ACCOUNT_NAME: Final = re.compile(r"[a-z0-9][a-z0-9._@-]{0,63}")
# NIST SP 800-63B-4 asks for 15 where a password is all that is asked for, and against rules about kinds of characters.
PASSWORD_LENGTH: Final = 15
# As long as the column in which it is kept.
LONGEST_FULL_NAME: Final = 200
# argon2 takes any length; hashing a megabyte would be an attack.
LONGEST_PASSWORD: Final = 512


@dataclass(frozen=True, slots=True)
class AccountRecord:
    """An account; ``fonds`` None means all. ``elsewhere`` is true for one that logs in by OpenID Connect.

    ``full_name`` is the person's, as papers name who made them; it may be empty.
    """

    name: str
    role: Role
    fonds: tuple[str, ...] | None
    created: datetime
    removed: datetime | None = None
    elsewhere: bool = False
    full_name: str = ""

    def viewer(self, request: str = "") -> Viewer:
        """Return who looks, once logged in."""
        return Viewer(self.name, self.role, None if self.fonds is None else frozenset(self.fonds), request, self.full_name)


@dataclass(frozen=True, slots=True)
class KeyRecord:
    """A key of a system, without its secret."""

    key_id: str
    label: str
    owner: str
    scopes: tuple[Scope, ...]
    created: datetime
    expires: datetime
    used: datetime | None = None
    revoked: datetime | None = None


def at_least(role: Role, needed: Role) -> bool:
    """Return whether a role includes another."""
    return ROLES.index(role) >= ROLES.index(needed)


def check_role(viewer: Viewer, needed: Role) -> None:
    """Refuse who has not the role that something needs.

    Raises:
        Forbidden: The viewer's role does not include it.
    """
    if not at_least(viewer.role, needed):
        raise Forbidden("Your role does not allow this", where=needed, code="role")


def checked_name(name: str) -> str:
    """Return a name for an account in small letters.

    Raises:
        Invalid: It has characters that no name has.
    """
    small = name.strip().lower()
    if not ACCOUNT_NAME.fullmatch(small) or small == "operator":
        raise Invalid(
            "The name of an account is Latin letters, digits and . _ @ -, 64 at most, and not operator",
            where=name[:64],
            code="account-name",
        )
    return small


def checked_full_name(full_name: str) -> str:
    """Return the full name of a person in one line.

    Raises:
        Invalid: It is longer than any.
    """
    line = " ".join(full_name.split())
    if len(line) > LONGEST_FULL_NAME:
        raise Invalid("A full name is 200 letters at most", where=line[:64], code="full-name")
    return line


def checked_password(password: str, name: str) -> str:
    """Return a password if it can be used.

    Raises:
        Invalid: It is too short, too long, holds the account's name or is one character again and again.
    """
    poor = len(set(password)) < 5 or (len(name) > 3 and name in password.lower())
    if not PASSWORD_LENGTH <= len(password) <= LONGEST_PASSWORD or poor:
        raise Invalid(
            f"A password has at least {PASSWORD_LENGTH} characters, five different ones, and not the account's name",
            remedy="Several words side by side are easy to keep in mind",
            code="password-poor",
        )
    return password
