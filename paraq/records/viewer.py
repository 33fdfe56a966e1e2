"""Who looks, and which records may be seen."""

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

Role = Literal["reader", "archivist", "head", "administrator"]

NEVER: Final = "9999-12-31"
"""The day from which a closed record may be seen by anyone: none that will come."""


@dataclass(frozen=True, slots=True)
class Viewer:
    """Somebody who asks, and what they may see beyond the open records.

    Attributes:
        name: Account or key, as the audit record names it.
        role: What they may do.
        fonds: Fonds whose restricted and closed records they may see too; None means all fonds.
        request: Number of the citizen's request for which they look; empty if for none.
        full_name: Name of the person, as papers show it; it may be empty.
    """

    name: str
    role: Role
    fonds: frozenset[str] | None = frozenset()
    request: str = ""
    full_name: str = ""

    @property
    def account(self) -> str:
        """The account that asks, also if it does by a key of its own."""
        return account_of(self.name)

    def may_see(self, opens: str, fonds: str, today: date) -> bool:
        """Return whether a record may be seen: ``opens`` is the ISO day from which anyone may, empty for an open record."""
        return self.fonds is None or opens <= today.isoformat() or fonds in self.fonds


def account_of(name: str) -> str:
    """Return the account in the name of somebody who asked, who may have come with a key of it."""
    return name.partition("/")[0]


OPERATOR: Final = Viewer("operator", "administrator", None)
"""Who works at the machine itself: whoever may read the files of Paraq's home needs no account to search them."""
