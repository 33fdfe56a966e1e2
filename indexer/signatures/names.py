"""Names of algorithms and of those who sign."""

from collections.abc import Mapping
from typing import Any

from cryptography.hazmat.primitives import hashes

HASHES: Mapping[str, type[hashes.HashAlgorithm]] = {
    "sha1": hashes.SHA1,
    "sha224": hashes.SHA224,
    "sha256": hashes.SHA256,
    "sha384": hashes.SHA384,
    "sha512": hashes.SHA512,
}
"""What can be checked here: signatures of the years before 2015 may use SHA-1, and archives keep them."""

UNTRUSTED = "The file is as it was signed; whether the certificate was given out rightly or withdrawn was not checked"

# Arcs of object identifiers: Kazakhstan's national root (ISO 1.2.398) and Russia's (1.2.643).
_ARCS = {"1.2.398.": "a Kazakh algorithm (GOST)", "1.2.643.": "a Russian algorithm (GOST)"}


def algorithm_name(name: str) -> str:
    """Return the name of an algorithm for people; a number stays beside what it stands for."""
    for arc, family in _ARCS.items():
        if name.startswith(arc):
            return f"{family} {name}"
    return name


def person(name: Mapping[str, Any]) -> str:
    """Return whom a certificate names: the person and the body."""
    parts = (name.get("common_name"), name.get("organization_name"))
    return ", ".join(str(part) for part in parts if part)[:500]
