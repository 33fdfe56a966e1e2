"""What would be taken in, before anything is: columns and fields of inventories, rows without files, files without rows."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

from indexer.transfers.folder import Listed, Source, Walk
from indexer.transfers.inventory import Row, read_inventory
from paraq.records.model import Reference
from paraq.records.reference import format_reference

# So many rows show whether titles, dates and numbers came into their columns.
_FIRST = 5


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
        "encoding": inventory.encoding,
        "separator": inventory.separator,
        "columns": [{"heading": heading, "field": field or None} for heading, field in inventory.columns],
        "unmatched": [heading for heading, field in inventory.columns if not field],
        "rows": len(inventory.rows),
        "first": [_row(row) for row in inventory.rows[:_FIRST]],
        "mistakes": [asdict(mistake) for mistake in inventory.mistakes],
        "rows_without_file": [{"row": row.number, "names": str(row)} for row in listed.absent],
        "files_without_row": listed.unlisted,
    }


def _row(row: Row) -> dict[str, Any]:
    """Return a row as it will be read."""
    about = row.description
    told = {name: getattr(about, name) for name in ("title", "type", "date", "body", "fonds_title")}
    place = {name: getattr(about.reference, name) for name in ("fonds", "inventory", "file")}
    return {"row": row.number, "path": row.path, **place, "sheets": row.sheets or about.sheet_from, **told}
