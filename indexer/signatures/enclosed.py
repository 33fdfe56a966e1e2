"""Documents that lie inside their signature, as NCALayer and others write ``order.pdf.cms`` when they are not told otherwise."""

import base64
from pathlib import Path

from asn1crypto import cms

from indexer.signatures.cms import BROKEN, signed_data

# RFC 5652, 5.1: the identifier of signed data, which stands within the first bytes of a signature.
_SIGNED_DATA = cms.ContentType("signed_data").dump()
_HEAD = 64


def is_cms(head: bytes) -> bool:
    """Return whether a file begins as a signature in CMS does, in DER, PEM or bare base64."""
    start = head[:256].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start[:1] == b"0":
        return _SIGNED_DATA in start[:_HEAD]
    if start.startswith((b"-----BEGIN CMS", b"-----BEGIN PKCS7", b"-----BEGIN PKCS #7")):
        return True
    try:
        written = b"".join(start.split())[:_HEAD]
        return start[:1] == b"M" and _SIGNED_DATA in base64.b64decode(written[: len(written) & ~3], validate=True)
    except ValueError:
        return False


def inner_name(name: str) -> str:
    """Return the name of the document inside a signature: that of the signature without its ending."""
    return name.rpartition(".")[0] or name


def enclosed(path: Path) -> bytes | None:
    """Return the document inside a signature; None if it holds none, or cannot be taken apart."""
    try:
        signed = signed_data(path.read_bytes())
        content: object = signed["encap_content_info"]["content"].native if signed is not None else None
    except BROKEN:
        return None
    return content if isinstance(content, bytes) and content else None
