"""Inventories as they will be understood, shown before a transfer is sent: asked of the command that takes transfers in."""

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from api.intake import Intake
from api.uploads import MOST_FILES, path_inside
from paraq.errors import Invalid, Unavailable

# An inventory of a hundred thousand files is about 20 MB.
LARGEST: Final = 32 << 20
# Each fonds of a large transfer may bring its own; more are looked at in the receipt.
MOST: Final = 20
# More mistakes or names than these are not read on a screen; the totals tell of the others.
SHOWN: Final = 200
LEFT: Final = "Not used: another inventory of its folder is"


def understood(intake: Intake, inventories: Mapping[str, bytes], beside: Sequence[str]) -> dict[str, Any]:
    """Return what inventories are taken for; nothing is kept.

    Args:
        intake: Of this installation.
        inventories: Contents by their paths in the transfer.
        beside: Paths of the other files of the transfer; empty if they are not known.

    Raises:
        Invalid: A path leads out of the transfer, or there are too many or too large ones.
        Unavailable: The command that reads them failed.
    """
    if sum(map(len, inventories.values())) > LARGEST or len(inventories) > MOST or len(beside) > MOST_FILES:
        raise Invalid("The inventories are too large or too many", where="file", code="inventory-large")
    with tempfile.TemporaryDirectory(prefix="paraq-inventory-") as folder:
        root = Path(folder)
        for path, content in {**dict.fromkeys(beside, b""), **inventories}.items():
            _place(root / path_inside(path), content)
        # A single inventory may be called anything; those of a folder are known by their names.
        alone = len(inventories) == 1 and not beside
        what = root / path_inside(next(iter(inventories))) if alone else root
        found = intake.inventory(what)
    if found is None:
        raise Unavailable("The inventory cannot be looked at now", code="inventory-unread")
    return _told(found, [path_inside(path) for path in inventories], known=bool(beside))


def _place(path: Path, content: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        # A file stands where another path has a folder.
        raise Invalid("This is no path inside a transfer", where=path.name, code="upload-path") from error


def _told(found: dict[str, Any], paths: Sequence[str], *, known: bool) -> dict[str, Any]:
    """Return what is told of the inventories that were asked about; what files lack rows only if files are known."""
    # A single one without its folder was looked at under a name of its own.
    named = {"path": paths[0]} if len(paths) == 1 and not known else {}
    inventories, refused = ([one | named for one in found[kind]] for kind in ("inventories", "refused"))
    refused = [one for one in refused if one["path"] in paths]
    seen = {one["path"] for one in (*inventories, *refused)}
    left = [{"path": path, "reason": LEFT} for path in paths if path not in seen]
    return {
        "inventories": [_shortened(one, known=known) for one in inventories if one["path"] in paths],
        "refused": [*refused, *left],
    }


def _shortened(one: dict[str, Any], *, known: bool) -> dict[str, Any]:
    lists = {"mistakes": True, "rows_without_file": known, "files_without_row": known}
    told = {name: one[name][:SHOWN] if shown else None for name, shown in lists.items()}
    totals = {f"{name}_total": len(one[name]) if shown else None for name, shown in lists.items()}
    return {**one, **told, **totals}
