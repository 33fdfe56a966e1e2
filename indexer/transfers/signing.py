"""Which file of a folder signs which: a signature bears the name of its document, or is inside it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from indexer.signatures.check import LARGEST
from indexer.signatures.enclosed import enclosed

CMS = frozenset({".cms", ".p7s", ".p7m", ".sig", ".sgn"})
XML = ".xml"
_NAMESPACE = b"http://www.w3.org/2000/09/xmldsig#"
# The root of a file that is nothing but a signature: XML-DSig, or the container of XAdES signatures in ASiC.
_ROOTS = (b"Signature", b"XAdESSignatures")
# A signature with its chain of certificates and time stamps is some tens of KB; a signed XML card with attachments some MB.
_LARGEST = 16 << 20


@dataclass(slots=True)
class Signed:
    """The signatures of a folder.

    Attributes:
        documents: The document of each signature.
        alone: Signatures of no file that is beside them.
        within: XML files that hold their own signature.
        around: Signatures of no file beside them that hold their document.
    """

    documents: dict[Path, Path] = field(default_factory=dict)
    alone: set[Path] = field(default_factory=set)
    within: set[Path] = field(default_factory=set)
    around: set[Path] = field(default_factory=set)


def signatures(paths: Iterable[Path]) -> Signed:
    """Tell signatures from documents among files of one folder; ``order.pdf.p7s`` and ``order.p7s`` both sign ``order.pdf``."""
    found = Signed()
    kinds = {path: _kind(path) for path in paths}
    documents = {path.name.casefold(): path for path, kind in kinds.items() if kind != "signature"}
    by_stem: defaultdict[str, list[Path]] = defaultdict(list)
    for path in documents.values():
        by_stem[path.stem.casefold()].append(path)
    for path, kind in kinds.items():
        if kind == "within":
            found.within.add(path)
        if kind != "signature":
            continue
        document = _signed_by(path, documents, by_stem)
        if document is not None:
            found.documents[path] = document
        elif _encloses(path):
            found.around.add(path)
        else:
            found.alone.add(path)
    return found


def _signed_by(signature: Path, documents: dict[str, Path], by_stem: dict[str, list[Path]]) -> Path | None:
    name = signature.name.casefold()
    # order.pdf.p7s, and order.pdf.1.p7s or order.pdf.signature.xml where several signed.
    while "." in name:
        name = name.rpartition(".")[0]
        if name in documents:
            return documents[name]
        if len(same := by_stem.get(name, [])) == 1:
            return same[0]
    return None


def _kind(path: Path) -> str:
    suffix = path.suffix.casefold()
    if suffix in CMS:
        return "signature"
    if suffix != XML or not path.is_file() or path.stat().st_size > _LARGEST:
        return "document"
    content = path.read_bytes()
    if _NAMESPACE not in content:
        return "document"
    return "signature" if _root(content) in _ROOTS else "within"


def _encloses(path: Path) -> bool:
    try:
        return path.stat().st_size <= LARGEST and enclosed(path) is not None
    except OSError:
        return False


def _root(content: bytes) -> bytes:
    """Return the local name of the first element, without parsing what may be hostile."""
    at = 0
    while (at := content.find(b"<", at)) >= 0:
        if content[at + 1 : at + 2] not in (b"?", b"!"):
            break
        at += 1
    name = content[at + 1 : at + 100].split(b">")[0].split()
    return name[0].rpartition(b":")[2].strip(b"/") if name else b""
