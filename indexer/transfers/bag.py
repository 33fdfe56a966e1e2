"""BagIt (RFC 8493): which files of a bag are not what its manifests say."""

import re
from pathlib import Path

import bagit

DECLARATION = "bagit.txt"
_TAG_FILE = re.compile(r"bagit\.txt|bag-info\.txt|fetch\.txt|(?:tag)?manifest-\w+\.txt")


def is_tag_file(name: str) -> bool:
    """Return whether a file beside the declaration describes the bag rather than being handed over in it."""
    return bool(_TAG_FILE.fullmatch(name))


def faults(bag: Path) -> dict[Path, str]:
    """Return the files of a bag that cannot be taken, each with the reason; the declaration itself if it is no bag.

    A file that the bag should have and has not is among them.
    """
    try:
        bagit.Bag(str(bag)).validate()
    except bagit.BagValidationError as error:
        return {bag / fault.path: _reason(fault) for fault in error.details if hasattr(fault, "path")} or {
            bag / DECLARATION: f"The bag is not valid: {error.message}"
        }
    except (bagit.BagError, OSError, UnicodeDecodeError, ValueError) as error:
        return {bag / DECLARATION: f"This is no valid bag: {error}"}
    return {}


def _reason(fault: object) -> str:
    if isinstance(fault, bagit.ChecksumMismatch):
        return f"Its {fault.algorithm} is {fault.found}, the bag's manifest says {fault.expected}"
    if isinstance(fault, bagit.FileMissing):
        return "The bag's manifest lists it, the bag does not have it"
    return "The bag has it, no manifest of the bag lists it"
