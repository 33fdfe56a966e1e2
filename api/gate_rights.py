"""What each address asks of who comes: a role, a scope of a key, and how the audit record names it. One table for all routes."""

from dataclasses import dataclass, replace
from typing import Final

from paraq.records.accounts import Scope
from paraq.records.audit import Action
from paraq.records.viewer import Role

SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True, slots=True)
class Right:
    """What a request needs.

    Attributes:
        role: The least role.
        scope: The scope of a key.
        action: How the audit record names it; None for what it leaves out.
        every_fonds: Whether one must see all fonds, because it tells of any of them or decides who sees them.
    """

    role: Role
    scope: Scope
    action: Action | None
    every_fonds: bool = False


@dataclass(frozen=True, slots=True)
class _Place:
    """Rights below an address: ``look`` for safe methods, ``change`` for all others."""

    prefix: str
    look: Right
    change: Right


_READ = Right("reader", "read", "see")
_WRITE = Right("archivist", "write", "change")
_ADMIN = Right("administrator", "admin", "change")
_ASK = Right("reader", "read", "search")
# The longest prefix that fits decides; what is not listed may be looked at by readers and changed by archivists.
_PLACES: Final = (
    _Place("/v1", _READ, _WRITE),
    _Place("/v1/search", _ASK, _ASK),
    _Place("/v1/suggest", _ASK, _ASK),
    _Place("/v1/oai", Right("reader", "read", "export"), Right("reader", "read", "export")),
    # Lists of questions, kept searches and records of what was searched are each asker's own.
    _Place("/v1/batches", _ASK, _ASK),
    _Place("/v1/saved-searches", _ASK, _ASK),
    _Place("/v1/search-records", _ASK, _ASK),
    _Place("/v1/transfers", Right("archivist", "read", "see"), _WRITE),
    # An applicant's data are seen by those who answer, never by readers; the services tell who works on what.
    _Place("/v1/requests", Right("archivist", "read", "see"), _WRITE),
    _Place("/v1/deadlines", Right("archivist", "read", "see"), _ADMIN),
    _Place("/v1/holidays", Right("archivist", "read", "see"), _ADMIN),
    _Place("/v1/verify", Right("reader", "read", None), Right("reader", "read", None)),
    _Place("/v1/users", Right("administrator", "admin", "see"), _ADMIN),
    _Place("/v1/keys", Right("administrator", "admin", "see"), _ADMIN),
    _Place("/v1/webhooks", Right("administrator", "admin", "see"), _ADMIN),
    _Place("/v1/access-rules", Right("archivist", "read", "see"), Right("head", "admin", "change", every_fonds=True)),
    # What the whole archive searches by.
    _Place("/v1/authorities", _READ, Right("head", "admin", "change")),
    _Place("/v1/equivalents", _READ, Right("head", "admin", "change")),
    _Place("/v1/stem-exceptions", _READ, Right("head", "admin", "change")),
    _Place("/v1/audit", Right("head", "admin", "export", every_fonds=True), _ADMIN),
    # These count, and name nothing.
    _Place("/v1/audit/month", Right("head", "admin", "export"), _ADMIN),
    _Place("/v1/audit/verdict", Right("head", "admin", "export"), _ADMIN),
    _Place("/v1/metrics", Right("administrator", "read", None), _ADMIN),
    _Place("/v1/me", Right("reader", "read", None), _WRITE),
    _Place("/v1/health", Right("reader", "read", None), _WRITE),
    _Place("/v1/docs", Right("reader", "read", None), _WRITE),
    _Place("/v1/openapi.json", Right("reader", "read", None), _WRITE),
    _Place("/v1/log-in", Right("reader", "read", None), Right("reader", "read", None)),
    _Place("/v1/log-out", Right("reader", "read", None), Right("reader", "read", None)),
)
# Files that leave the house: whole lists and whole documents.
_EXPORTS: Final = frozenset(
    {"export", "result.csv", "result.xlsx", "text", "pdf", "alto", "hocr", "ead", "eac", "jsonld", "manifest", "original", "file"}
)
# What anybody may ask: whether it runs, what it can do, to be let in, and whether a paper is genuine.
PUBLIC: Final = ("/v1/health", "/v1/docs", "/v1/openapi.json", "/v1/log-in", "/v1/log-out", "/v1/verify")


def right_of(method: str, path: str) -> Right:
    """Return what a request needs."""
    place = max(
        (place for place in _PLACES if _below(path, place.prefix)), key=lambda place: len(place.prefix), default=_PLACES[0]
    )
    right = place.look if method in SAFE else place.change
    if right.action in ("see", "search") and path.rpartition("/")[2] in _EXPORTS:
        return replace(right, action="export")
    return right


def is_public(path: str) -> bool:
    """Return whether anybody may ask this, logged in or not."""
    return any(_below(path, prefix) for prefix in PUBLIC)


def _below(path: str, prefix: str) -> bool:
    return path == prefix or path.startswith(prefix + "/")
