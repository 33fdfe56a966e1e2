"""What would be taken in, before anything is: columns and fields of inventories, rows without files, files without rows."""

from pathlib import Path
from typing import Any

from indexer.transfers.folder import Listed, Source, Walk
from indexer.transfers.inventory import read_inventory
from paraq.records.model import Reference
from paraq.records.reference import format_reference


def overview_of(source: Source) -> dict[str, Any]:
    """Return what a transfer offers; nothing is stored and no file but inventories and the lists of packages is opened.

    Raises:
        OSError: The folder cannot be read.
    """
    notes: list[str] = []
    walk = Walk(source, notes.append)
    refused, references, counts = [], [], {"file": 0, "signature": 0, "inventory": 0, "packaging": 0, "absent": 0}
    for offered in walk.offers():
        counts[offered.role] += 1
        if offered.reason and offered.role == "file":
            refused.append({"path": offered.path, "reason": offered.reason})
        elif offered.role == "file":
            about = offered.about
            sheet = about.sheets or about.description.sheet_from or about.sheet
            reference = about.description.reference
            if reference != Reference():
                cited = format_reference(reference, sheet)
                references.append({"path": offered.path, "reference": cited, "title": about.description.title})
    return {
        "source": source.name,
        "files": counts["file"],
        "signatures": counts["signature"],
        "packaging": counts["packaging"],
        "refused": refused,
        "inventories": [_listed(listed) for listed in walk.inventories.values()],
        "packages": [str(folder.relative_to(source.root)) for folder in (*walk.bags, *walk.packages)],
        "references": references,
    }


def inventory_overview(path: Path, patterns: tuple[str, ...]) -> dict[str, Any]:
    """Return what an inventory's columns are taken for, and how its rows and the files of its folder fit.

    Raises:
        Invalid: It cannot be understood.
        OSError: It cannot be read.
    """
    listed = Listed(path.name, path.parent, read_inventory(path))
    source = Source(str(path.parent), path.parent, patterns=patterns)
    walk = Walk(source, lambda _: None, inventories={path.parent: listed})
    for _ in walk.offers():
        pass
    return _listed(listed)


def _listed(listed: Listed) -> dict[str, Any]:
    inventory = listed.inventory
    return {
        "path": listed.path,
        "columns": [{"heading": heading, "field": field or None} for heading, field in inventory.columns],
        "unmatched": [heading for heading, field in inventory.columns if not field],
        "rows": len(inventory.rows),
        "rows_without_file": [{"row": row.number, "names": str(row)} for row in listed.absent],
        "files_without_row": listed.unlisted,
    }
