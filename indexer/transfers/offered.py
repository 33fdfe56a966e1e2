"""What a transfer offers: files on disk, and what is known of each before anybody looks into it."""

import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from paraq.records.model import Description, Reference

Role = Literal["file", "signature", "inventory", "packaging", "absent"]
"""What something is in its transfer: a file handed over, or what accompanies files: a signature of one, an inventory, what a bag
or a package says of itself, or a row of an inventory whose file is absent."""


@dataclass(frozen=True, slots=True)
class About:
    """What the inventory and the path say of a file.

    Attributes:
        description: Title, date, reference and so on; ``sheet_from`` is the label of the first of the file's sheets.
        sheet: Label of the one sheet of an archival file (іс) that the file shows, if its name or the inventory tells it.
        sheets: The sheets of the file as the inventory writes them, ``7-9об``; empty if it does not.
        of_file: True if a picture is one of those of an archival file, which become one document in the order of their sheets.
    """

    description: Description = field(default_factory=Description)
    sheet: str = ""
    sheets: str = ""
    of_file: bool = False

    def as_json(self) -> dict[str, Any] | None:
        """Return it for the catalogue; None if nothing is known."""
        return asdict(self) if self != About() else None


def about_of(kept: Mapping[str, Any] | None) -> About:
    """Return what :meth:`About.as_json` gave."""
    if not kept:
        return About()
    known = kept["description"]
    described = Description(**{**known, "reference": Reference(**known["reference"])})
    return About(described, **{name: kept[name] for name in ("sheet", "sheets", "of_file") if name in kept})


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
    """A file of a transfer: where it lies now, its path in the transfer, what is known of it; ``reason`` if it is refused.

    ``signs`` is the path in the transfer of the file that a signature belongs to, its own if a file holds its signature, that of
    the file inside if a signature holds its document.
    """

    file: Path
    path: str
    about: About = field(default_factory=About)
    reason: str = ""
    role: Role = "file"
    signs: str = ""


def shown(path: str | Path) -> str:
    """Return a path as text; bytes of its name that are no UTF-8 are written as escapes."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")
