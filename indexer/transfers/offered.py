"""What a transfer offers: files on disk, and what is known of each before anybody looks into it."""

import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from paraq.records.model import Description, Reference


@dataclass(frozen=True, slots=True)
class About:
    """What the inventory and the path say of a file.

    Attributes:
        description: Title, date, reference and so on; ``sheet_from`` is the label of the first of the file's sheets.
        sheet: Label of the one sheet of an archival file (іс) that the file shows, if its name tells it; pictures of the
            sheets of one archival file become one document in their order.
    """

    description: Description = field(default_factory=Description)
    sheet: str = ""

    def as_json(self) -> dict[str, Any] | None:
        """Return it for the catalogue; None if nothing is known."""
        return asdict(self) if self != About() else None


def about_of(kept: Mapping[str, Any] | None) -> About:
    """Return what :meth:`About.as_json` gave."""
    if not kept:
        return About()
    known = kept["description"]
    return About(Description(**{**known, "reference": Reference(**known["reference"])}), kept["sheet"])


def filled(known: Description, more: Description) -> Description:
    """Return a description with its empty fields taken from another; a reference is taken whole or not at all."""
    changes: dict[str, Any] = {
        name: getattr(more, name)
        for name in ("title", "type", "body", "date", "sheet_from", "fonds_title")
        if not getattr(known, name)
    }
    if known.reference == Reference():
        changes["reference"] = more.reference
    return replace(known, **changes)


@dataclass(frozen=True, slots=True)
class Offered:
    """A file of a transfer: where it lies now, its path in the transfer, what is known of it; ``reason`` if it is refused."""

    file: Path
    path: str
    about: About = field(default_factory=About)
    reason: str = ""


def shown(path: str | Path) -> str:
    """Return a path as text; bytes of its name that are no UTF-8 are written as escapes."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")
