"""Logging in and out, keys of systems, and who may do so: all that is secret is hashed before it is kept."""

import hashlib
import hmac
import ipaddress
import math
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final, Protocol

from paraq.catalogue.tables import now
from paraq.errors import Conflict, Forbidden, Invalid
from paraq.records.accounts import (
    LONGEST_PASSWORD,
    SCOPES,
    AccountRecord,
    KeyRecord,
    Scope,
    checked_full_name,
    checked_name,
    checked_password,
)
from paraq.records.viewer import Role, Viewer
from paraq.services.passwords import Passwords

# A working day with its evening; whoever comes the next morning logs in anew.
SESSION: Final = timedelta(hours=12)
# For one name from one address: of 5 free tries and doubled waits after them a guesser gets about 20 an hour, against argon2 and
# 15 characters.
FREE_TRIES: Final = 5
LONGEST_WAIT: Final = timedelta(minutes=15)
# For one name from everywhere: a guesser at one address never comes so far, so that no stranger shuts out whose name they know;
# one at very many addresses gets no more than 60 an hour.
FREE_TRIES_OF_NAME: Final = 50
LONGEST_WAIT_OF_NAME: Final = timedelta(minutes=1)
FORGET: Final = timedelta(hours=1)
# A reading room shares one address: many people mistype, few guess.
FREE_TRIES_OF_ADDRESS: Final = 50
# Longer than any system goes without care.
LONGEST_KEY: Final = timedelta(days=731)
KEY_PREFIX: Final = "paraq"
# 256 bits: nothing to guess, so a plain SHA-256 keeps it as well as argon2 would, at no cost for each request.
SECRET_BYTES: Final = 32


@dataclass(frozen=True, slots=True)
class Entered:
    """Who has shown a session or a key: what they may see, and by which scopes of a key; all for a session."""

    viewer: Viewer
    scopes: tuple[Scope, ...] = SCOPES
    by: str = "session"


class Book(Protocol):
    """What accounts need of the catalogue; see :class:`paraq.catalogue.accounts.Accounts`."""

    def any(self) -> bool: ...
    def all(self) -> list[AccountRecord]: ...
    def add(
        self,
        name: str,
        role: Role,
        fonds: Sequence[str] | None,
        password: str = "",
        subject: str = "",
        full_name: str = "",
    ) -> AccountRecord: ...
    def find(self, name: str) -> tuple[AccountRecord, str] | None: ...
    def by_subject(self, subject: str) -> AccountRecord | None: ...
    def change(self, name: str, **columns: Any) -> None: ...
    def call(self, name: str, full_name: str) -> None: ...
    def remove(self, name: str) -> None: ...
    def begin_session(self, name: str, token: str, expires: datetime) -> None: ...
    def session(self, token: str) -> AccountRecord | None: ...
    def end_session(self, token: str) -> None: ...
    def end_sessions(self, name: str) -> int: ...
    def add_key(self, key: KeyRecord, secret: str) -> None: ...
    def every_key(self) -> list[KeyRecord]: ...
    def key(self, key_id: str) -> tuple[KeyRecord, str, AccountRecord] | None: ...
    def used(self, key: KeyRecord) -> None: ...
    def revoke(self, key_id: str) -> None: ...
    def barred_until(self, subject: str) -> datetime | None: ...
    def tried(self, subject: str, delay: Callable[[int], timedelta], forget: timedelta) -> datetime | None: ...
    def succeeded(self, subject: str) -> None: ...
    def begin_foreign(self, state: str, nonce: str, verifier: str, following: str, expires: datetime) -> None: ...
    def end_foreign(self, state: str) -> tuple[str, str, str] | None: ...


class Gatekeeper:
    """Knows who may come in."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self._passwords = Passwords()
        self._guarded = False

    def guarded(self) -> bool:
        """Return whether everybody must log in: so it is from the first account on, for ever."""
        # Asked at every request, so the one answer that stays is remembered.
        self._guarded = self._guarded or self.book.any()
        return self._guarded

    def add(self, name: str, password: str, role: Role, fonds: Sequence[str] | None, full_name: str = "") -> AccountRecord:
        """Make an account; ``fonds`` None gives it all.

        Raises:
            Invalid: Name, password or full name cannot be used.
            Conflict: There is or was an account of this name.
        """
        known = checked_name(name)
        hashed = self._passwords.hashed(checked_password(password, known))
        return self.book.add(known, role, fonds, password=hashed, full_name=checked_full_name(full_name))

    def add_elsewhere(self, name: str, issuer: str, person: str, role: Role, fonds: Sequence[str] | None) -> AccountRecord:
        """Make an account without a password, for whom the OpenID Connect provider ``issuer`` knows as ``person``.

        Raises:
            Invalid: The name cannot be used, there is no provider, or the first account would be one of it.
            Conflict: There is or was an account of this name, or of this person.
        """
        known = checked_name(name)
        if not issuer or not person:
            raise Invalid("There is no provider of log-ins", where="PARAQ_OIDC_ISSUER", code="oidc-unset")
        if not self.guarded():
            raise Invalid("The first account needs a password, for the day when the provider is away", code="first-account")
        subject = subject_of(issuer, person)
        if self.book.by_subject(subject) is not None:
            raise Conflict("There is or was an account of this person", where=person, code="account-taken")
        return self.book.add(known, role, fonds, subject=subject)

    def set_password(self, name: str, password: str) -> None:
        """Give an account a new password and end its sessions.

        Raises:
            Invalid: The password cannot be used.
            Missing: There is no such account.
        """
        self.book.change(name, password=self._passwords.hashed(checked_password(password, name)))

    def set_rights(self, name: str, role: Role, fonds: Sequence[str] | None) -> None:
        """Give an account a role and fonds, and end its sessions.

        Raises:
            Missing: There is no such account.
        """
        self.book.change(name, role=role, fonds=None if fonds is None else sorted(set(fonds)))

    def call(self, name: str, full_name: str) -> None:
        """Give an account the full name of its person, which papers show as the one who made them.

        Raises:
            Invalid: It is too long.
            Missing: There is no such account.
        """
        self.book.call(name, checked_full_name(full_name))

    def log_in(self, name: str, password: str, address: str) -> tuple[str, AccountRecord]:
        """Return the token of a new session and whose it is.

        Raises:
            Forbidden: Name or password is wrong, or too many wrong ones came before; which of both it does not say.
        """
        name = name.strip().lower()[:64]
        where = network_of(address)
        own, everywhere, shared = f"account {name} from {where}"[:128], f"account {name}", f"address {where}"[:128]
        # Counted before the password is looked at, so that many guesses at once are many guesses.
        until = (
            self.book.barred_until(shared)
            or self.book.tried(own, _waits(FREE_TRIES), FORGET)
            or self.book.tried(everywhere, _waits(FREE_TRIES_OF_NAME, LONGEST_WAIT_OF_NAME), FORGET)
        )
        if until:
            raise Forbidden(
                "Too many failed log-ins",
                where=f"{math.ceil((until - now()).total_seconds())} s",
                remedy="Wait, then try again",
                code="log-in-throttled",
            )
        found = self.book.find(name)
        right = self._passwords.is_right(password[:LONGEST_PASSWORD], found[1] if found else "")
        if not found or not right:
            self.book.tried(shared, _waits(FREE_TRIES_OF_ADDRESS), FORGET)
            raise Forbidden("Name or password is wrong", code="log-in-wrong")
        for subject in (own, everywhere):
            self.book.succeeded(subject)
        return self.begin(found[0]), found[0]

    def begin(self, account: AccountRecord) -> str:
        """Return the token of a new session of an account."""
        token = secrets.token_urlsafe(SECRET_BYTES)
        self.book.begin_session(account.name, digest(token), now() + SESSION)
        return token

    def log_out(self, token: str) -> None:
        """End a session."""
        self.book.end_session(digest(token))

    def by_session(self, token: str, request: str = "") -> Entered | None:
        """Return who holds a session; None if it has ended or never was."""
        account = self.book.session(digest(token))
        return Entered(account.viewer(request)) if account else None

    def add_key(self, label: str, owner: str, scopes: Sequence[Scope], lasts: timedelta) -> tuple[KeyRecord, str]:
        """Make a key and return it with what the system has to send, which is told this once.

        Raises:
            Invalid: It has no label or scope, or would last too long or no time.
            Missing: There is no such owner.
        """
        if not scopes or not set(scopes) <= set(SCOPES) or not label.strip():
            raise Invalid(f"A key needs a label and one or more of {', '.join(SCOPES)}", where="scopes", code="key-scopes")
        if not timedelta(0) < lasts <= LONGEST_KEY:
            raise Invalid(f"A key lasts 1 to {LONGEST_KEY.days} days", where="expires", code="key-expires")
        secret = secrets.token_urlsafe(SECRET_BYTES)
        at = now()
        ordered = tuple(scope for scope in SCOPES if scope in scopes)
        key = KeyRecord(secrets.token_hex(6), label.strip()[:200], owner, ordered, at, at + lasts)
        self.book.add_key(key, digest(secret))
        return key, f"{KEY_PREFIX}_{key.key_id}_{secret}"

    def by_key(self, shown: str, request: str = "") -> Entered | None:
        """Return on whose behalf a system asks; None if the key is wrong, has run out or was revoked."""
        prefix, _, rest = shown.partition("_")
        key_id, _, secret = rest.partition("_")
        found = self.book.key(key_id) if prefix == KEY_PREFIX and len(key_id) <= 16 else None
        expected = found[1] if found else digest("")
        if not hmac.compare_digest(digest(secret), expected) or not found:
            return None
        key, _, owner = found
        self.book.used(key)
        viewer = owner.viewer(request)
        return Entered(replace(viewer, name=f"{owner.name}/{key.key_id}"), key.scopes, "key")


def digest(secret: str) -> str:
    """Return the SHA-256 under which a secret of full strength is kept."""
    return hashlib.sha256(secret.encode()).hexdigest()


def subject_of(issuer: str, person: str) -> str:
    """Return under which subject a person of an OpenID Connect provider is kept."""
    return hashlib.sha256(f"{issuer.rstrip('/')} {person}".encode()).hexdigest()


def network_of(address: str) -> str:
    """Return what of an address its holder cannot choose: of IPv6 the first half, as the other is theirs alone."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv4Address) or found.ipv4_mapped:
        return str(getattr(found, "ipv4_mapped", None) or found)
    return str(ipaddress.ip_network((found, 64), strict=False))


def _waits(free: int, longest: timedelta = LONGEST_WAIT) -> Callable[[int], timedelta]:
    """Return how long to wait after so many failures: not at all while they are free, then 1, 2, 4 ... seconds."""

    def wait(failures: int) -> timedelta:
        doubled = timedelta(seconds=2 ** min(max(failures - free, 0), 20))
        return min(doubled, longest) if failures >= free else timedelta(0)

    return wait
