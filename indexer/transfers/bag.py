"""BagIt (RFC 8493): which files of a bag are not what its manifests say."""

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path

import bagit

DECLARATION = "bagit.txt"
_TAG_FILE = re.compile(r"bagit\.txt|bag-info\.txt|fetch\.txt|(?:tag)?manifest-\w+\.txt")


def is_tag_file(name: str) -> bool:
    """Return whether a file beside the declaration describes the bag rather than being handed over in it."""
    return bool(_TAG_FILE.fullmatch(name))


def faults(folder: Path) -> dict[Path, str]:
    """Return the files of a bag that cannot be taken, each with the reason; the declaration itself if it is no bag.

    A file that the bag should have and has not is among them. ``bagit`` itself stops at the first kind of fault, so its manifests
    are compared here file by file.
    """
    try:
        bag = bagit.Bag(str(folder))
        found = {folder / path: reason for path, sums in bag.entries.items() if (reason := _fault(folder / path, sums))}
        for url, _, path in bag.fetch_entries():
            if not (folder / path).is_file():
                found[folder / path] = f"The bag's fetch.txt says that it lies elsewhere, from where nothing is fetched: {url}"
        listed = set(bag.payload_entries())
        found |= {folder / path: "No manifest of the bag lists it" for path in bag.payload_files() if path not in listed}
        if not found:
            bag.validate(completeness_only=True)
    except (bagit.BagError, OSError, UnicodeDecodeError, ValueError) as error:
        return {folder / DECLARATION: f"This is no valid bag: {error}"}
    return found


def _fault(path: Path, sums: Mapping[str, str]) -> str:
    """Return what is wrong with a file by the checksums that the manifests give for it; empty if nothing is."""
    if not path.is_file():
        return "The bag's manifest lists it, the bag does not have it"
    for algorithm, expected in sums.items():
        with path.open("rb") as file:
            actual = hashlib.file_digest(file, algorithm).hexdigest()
        if actual != expected.lower():
            return f"Its {algorithm} is {actual}, the bag's manifest says {expected}"
    return ""
