"""``python -m indexer.signatures SIGNATURE FILE``: check a signature in CMS and print what was found as JSON."""

import json
import sys
from pathlib import Path

from indexer.signatures.cms import check_cms


def main() -> None:
    """Check and print."""
    signature, document = (Path(argument) for argument in sys.argv[1:3])
    found = check_cms(signature.read_bytes(), document)
    told = {
        "status": found.status,
        "reason": found.reason,
        "signer": found.signer,
        "issuer": found.issuer,
        "signed_at": str(found.signed_at or ""),
        # A broken file has no signer and no algorithm; a real one always has the second.
        "is_signature": bool(found.algorithm),
    }
    sys.stdout.write(json.dumps(told, ensure_ascii=False))


main()
