"""Documents that lie inside their signature, as NCALayer and others write ``order.pdf.cms`` when they are not told otherwise."""

from pathlib import Path

from indexer.signatures.cms import BROKEN, signed_data


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
