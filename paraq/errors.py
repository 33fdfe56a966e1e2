"""The errors of Paraq: every refusal says what is wrong, where, and what to do.

Each class is a *kind*. The API maps kinds to RFC 9457 problems, the command line to exit codes; nobody else needs to know
more about an error than its kind and its three sentences.
"""

from typing import ClassVar, Literal

Kind = Literal["invalid", "missing", "forbidden", "conflict", "unavailable"]


class ParaqError(Exception):
    """Root of all errors that Paraq raises on purpose.

    Args:
        what: What is wrong, one plain sentence in English without a full stop.
        where: The place: a path, a position in a query, a field's name; empty if there is none.
        remedy: What the reader can do about it; empty if there is nothing.
        code: Stable slug for translators and programs, for example ``query-bracket``; defaults to the kind.
    """

    kind: ClassVar[Kind]

    def __init__(self, what: str, *, where: str = "", remedy: str = "", code: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.remedy = remedy
        self.code = code or self.kind

    def __reduce__(self) -> "tuple[object, ...]":
        """Keep every field when the error crosses from a worker process."""
        return (_rebuilt, (type(self), self.what, self.where, self.remedy, self.code))

    def __str__(self) -> str:
        place = f" ({self.where})" if self.where else ""
        advice = f". {self.remedy}" if self.remedy else ""
        return f"{self.what}{place}{advice}"


def _rebuilt(kind: type[ParaqError], what: str, where: str, remedy: str, code: str) -> ParaqError:
    return kind(what, where=where, remedy=remedy, code=code)


class Invalid(ParaqError):
    """The input cannot be taken as it is."""

    kind = "invalid"


class Missing(ParaqError):
    """What was asked for does not exist, or not for this user."""

    kind = "missing"


class Forbidden(ParaqError):
    """The user has no right to do this."""

    kind = "forbidden"


class Conflict(ParaqError):
    """The thing changed meanwhile, or someone else is at it."""

    kind = "conflict"


class Unavailable(ParaqError):
    """A service or program that is needed is missing or does not answer."""

    kind = "unavailable"
