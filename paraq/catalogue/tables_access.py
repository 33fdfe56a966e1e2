"""Tables of accounts, keys, sessions, rules of access and the audit record."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from paraq.catalogue.tables import SERIAL, Base, Instant, now


class Account(Base):
    """Somebody who may log in. A removed account stays, so that its name in the audit record never means somebody else.

    ``full_name`` is the person's, as papers show it; it may be empty.
    ``password`` is an argon2 hash, empty for those who log in elsewhere; ``subject`` is issuer and subject of OpenID Connect.
    ``fonds`` are those whose restricted and closed records the account may see too; None means all.
    """

    __tablename__ = "accounts"

    id: Mapped[int] = mapped_column(SERIAL, primary_key=True, autoincrement=True)
    name: Mapped[str] = mapped_column(String(64), unique=True)
    password: Mapped[str] = mapped_column(Text, default="")
    subject: Mapped[str] = mapped_column(Text, default="", index=True)
    full_name: Mapped[str] = mapped_column(String(200), default="")
    role: Mapped[str] = mapped_column(String(16))
    fonds: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    created: Mapped[datetime] = mapped_column(Instant, default=now)
    removed: Mapped[datetime | None] = mapped_column(Instant)


class LoginSession(Base):
    """A log-in that has not ended; ``token`` is the SHA-256 of what the browser holds."""

    __tablename__ = "sessions"

    token: Mapped[str] = mapped_column(String(64), primary_key=True)
    account: Mapped[int] = mapped_column(SERIAL, ForeignKey("accounts.id"), index=True)
    created: Mapped[datetime] = mapped_column(Instant, default=now)
    expires: Mapped[datetime] = mapped_column(Instant, index=True)


class Key(Base):
    """What a system shows instead of a log-in; ``secret`` is a SHA-256. It may do what its owner may, within its scopes."""

    __tablename__ = "keys"

    id: Mapped[str] = mapped_column(String(16), primary_key=True)
    secret: Mapped[str] = mapped_column(String(64))
    label: Mapped[str] = mapped_column(Text)
    owner: Mapped[int] = mapped_column(SERIAL, ForeignKey("accounts.id"), index=True)
    scopes: Mapped[list[str]] = mapped_column(JSON)
    created: Mapped[datetime] = mapped_column(Instant, default=now)
    expires: Mapped[datetime] = mapped_column(Instant)
    used: Mapped[datetime | None] = mapped_column(Instant)
    revoked: Mapped[datetime | None] = mapped_column(Instant)


class Attempt(Base):
    """Failed log-ins of one account or from one address; until ``until`` none more is looked at."""

    __tablename__ = "attempts"

    subject: Mapped[str] = mapped_column(String(128), primary_key=True)
    failures: Mapped[int] = mapped_column(Integer)
    last: Mapped[datetime] = mapped_column(Instant)
    until: Mapped[datetime] = mapped_column(Instant)


class ForeignLogin(Base):
    """A log-in under way at an OpenID Connect provider; ``state`` is a SHA-256."""

    __tablename__ = "foreign_logins"

    state: Mapped[str] = mapped_column(String(64), primary_key=True)
    nonce: Mapped[str] = mapped_column(Text)
    verifier: Mapped[str] = mapped_column(Text)
    following: Mapped[str] = mapped_column(Text)
    expires: Mapped[datetime] = mapped_column(Instant)


class AccessRule(Base):
    """One rule of access in force; see :class:`paraq.records.access.Rule`, whose fields ``rule`` holds."""

    __tablename__ = "access_rules"

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    rule: Mapped[dict[str, Any]] = mapped_column(JSON)


class AccessState(Base):
    """One row: the number of the set of rules, counted up with every change, and the day for which it was applied."""

    __tablename__ = "access_state"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    version: Mapped[int]
    applied: Mapped[str] = mapped_column(String(10), default="")


class AuditEntry(Base):
    """One line of the audit record; ``digest`` is the SHA-256 of the line and of the digest before it."""

    __tablename__ = "audit"

    number: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False)
    at: Mapped[str] = mapped_column(String(32), index=True)
    actor: Mapped[str] = mapped_column(String(128), index=True)
    role: Mapped[str] = mapped_column(String(16))
    action: Mapped[str] = mapped_column(String(16))
    operation: Mapped[str] = mapped_column(String(64))
    target: Mapped[str] = mapped_column(Text)
    detail: Mapped[str] = mapped_column(Text)
    request: Mapped[str] = mapped_column(Text)
    request_id: Mapped[str] = mapped_column(String(64))
    status: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))


class AuditHead(Base):
    """One row: number and digest of the last line, and their seal, which only who has the key in home can make."""

    __tablename__ = "audit_head"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(BigInteger)
    digest: Mapped[str] = mapped_column(String(64))
    seal: Mapped[str] = mapped_column(String(64))
