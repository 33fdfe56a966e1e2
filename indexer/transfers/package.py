"""E-ARK information packages (CSIP 2.1, SIP 2.1): which files of a package are not what its METS documents say."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from indexer.transfers.xml import Element, parsed
from paraq.errors import Invalid

NAME = "METS.xml"
_METS = "{http://www.loc.gov/METS/}"
_HREF = "{http://www.w3.org/1999/xlink}href"
# METS 1.12, attribute CHECKSUMTYPE; the checksums that Python cannot make (Tiger, Whirlpool, Adler, CRC) are told of.
_ALGORITHMS = {"MD5": "md5", "SHA-1": "sha1", "SHA-256": "sha256", "SHA-384": "sha384", "SHA-512": "sha512"}
# What a package says of itself, CSIP 4.2; in a package and in each of its representations.
_OWN = frozenset({"metadata", "schemas"})
# A METS document of a hundred thousand files is about 60 MB.
_LARGEST = 64 << 20


@dataclass(slots=True)
class Package:
    """A package read.

    Attributes:
        root: Its folder.
        faults: Files that cannot be taken, each with the reason; one that is listed and absent is among them.
        listed: Every file that a METS document of the package lists.
        title: What the package calls itself.
        notes: What was noticed and costs no file.
    """

    root: Path
    faults: dict[Path, str] = field(default_factory=dict)
    listed: set[Path] = field(default_factory=set)
    title: str = ""
    notes: list[str] = field(default_factory=list)

    def is_packaging(self, path: Path) -> bool:
        """Return whether a file describes the package rather than being handed over in it."""
        parts = path.relative_to(self.root).parts
        if len(parts) > 2 and parts[0] == "representations":
            parts = parts[2:]
        return parts == (NAME,) or parts[0] in _OWN


def is_package(folder: Path) -> bool:
    """Return whether a folder has a METS document; other programs use the name for none other."""
    return (folder / NAME).is_file()


def lacks_mets(folder: Path) -> bool:
    """Return whether a folder is laid out as a package and lacks the document that makes it one."""
    return not is_package(folder) and (folder / "metadata").is_dir() and any(folder.glob("representations/*/data"))


def read_package(folder: Path) -> Package:
    """Read the METS documents of a package and check every file that they list; never raises for what a package contains."""
    package = Package(folder)
    try:
        root = _mets(folder / NAME)
    except Invalid as error:
        package.faults[folder / NAME] = f"This is no valid package: {error.what}"
        return package
    package.title = root.get("LABEL", "") or root.get("OBJID", "")
    _check(package, folder, root)
    for inner in sorted(folder.glob(f"representations/*/{NAME}")):
        try:
            _check(package, inner.parent, _mets(inner))
        except Invalid as error:
            package.faults[inner] = f"This is no valid part of a package: {error.what}"
    _unlisted(package)
    return package


def _mets(path: Path) -> Element:
    try:
        root = parsed(path.read_bytes(), most=_LARGEST)
    except OSError as error:
        raise Invalid(f"its METS document cannot be read ({error.strerror})", where=path.name) from error
    except Invalid as error:
        raise Invalid(f"its METS document is broken ({error.what})", where=path.name) from error
    if root.tag != f"{_METS}mets":
        raise Invalid("its METS.xml is no METS document", where=path.name)
    return root


def _check(package: Package, base: Path, root: Element) -> None:
    """Check the files that one METS document lists; its paths are relative to its own folder."""
    for element, href in _locations(root):
        path = _path(base, href)
        if path is None:
            package.faults.setdefault(base / NAME, f"It lists a file outside the package: {href[:200]}")
            continue
        package.listed.add(path)
        if reason := _fault(package, path, element):
            package.faults[path] = reason


def _locations(root: Element) -> Iterator[tuple[Element, str]]:
    """Give what has a checksum with its address: files of the file section, and metadata that lies in files."""
    for file in root.iter(f"{_METS}file"):
        for place in file.findall(f"{_METS}FLocat"):
            yield file, place.get(_HREF, "")
    for reference in root.iter(f"{_METS}mdRef"):
        yield reference, reference.get(_HREF, "")


def _path(base: Path, href: str) -> Path | None:
    """Return the file of an address, ``file://./representations/rep1/data/a%20b.pdf`` for example; None if it leads outside."""
    parts = urlsplit(href)
    written = unquote(parts.netloc + parts.path if parts.scheme == "file" else href.partition("#")[0])
    written = written.removeprefix("./").lstrip("/")
    if not written or parts.scheme not in ("", "file") or ".." in written.split("/"):
        return None
    return base / written


def _fault(package: Package, path: Path, element: Element) -> str:
    if not path.is_file():
        return "The package's METS document lists it, the package does not have it"
    size = element.get("SIZE", "")
    if size.isdecimal() and int(size) != path.stat().st_size:
        return f"It has {path.stat().st_size} bytes, the package's METS document says {size}"
    kind, expected = element.get("CHECKSUMTYPE", ""), element.get("CHECKSUM", "")
    if not expected:
        package.notes.append(f"{path.relative_to(package.root)} has no checksum in the METS document")
        return ""
    if (algorithm := _ALGORITHMS.get(kind)) is None:
        package.notes.append(f"{path.relative_to(package.root)}: checksums of the kind {kind or 'unnamed'} are not checked")
        return ""
    with path.open("rb") as file:
        actual = hashlib.file_digest(file, algorithm).hexdigest()
    if actual != expected.strip().lower():
        return f"Its {kind} is {actual}, the package's METS document says {expected.strip()}"
    return ""


def _unlisted(package: Package) -> None:
    """Note files that no METS document lists, as CSIP asks for all of them (CSIP60)."""
    for path in sorted(package.root.rglob("*")):
        if path.is_file() and path not in package.listed and path not in package.faults and not package.is_packaging(path):
            package.faults[path] = "No METS document of the package lists it"
