"""Check a stored signature against the stored file that it signs. Runs in a worker."""

from collections.abc import Iterator

from indexer.signatures.cms import check_cms
from indexer.signatures.xml import check_xml
from paraq.catalogue.entries import Checked
from paraq.store import Store

# A signature that holds its document is as large as that; what is larger than a worker's memory is not looked into.
LARGEST = 256 << 20


def check(store: Store, signature: str, signed: str, name: str) -> Iterator[Checked]:
    """Give what checking says; ``signed`` is the file's own name in the store if it holds its signature.

    Whether the certificate was given out rightly, and whether it was withdrawn, asks for services outside and is not checked.
    """
    path = store.path(signature)
    if path.stat().st_size > LARGEST:
        yield Checked("unknown", f"The signature is larger than {LARGEST >> 20} MB")
        return
    content = path.read_bytes()
    document = store.path(signed) if signed != signature else None
    if content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<":
        yield check_xml(content, document, name)
    else:
        yield check_cms(content, document)
