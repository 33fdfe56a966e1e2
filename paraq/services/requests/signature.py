"""Whether a signature made outside is of these bytes: asked of the readers in a process of its own."""

import json
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from paraq.errors import Unavailable

# Checking takes milliseconds; the process takes a second to start on a busy machine.
SECONDS: Final = 60


@dataclass(frozen=True, slots=True)
class SignatureFound:
    """What checking says: ``status`` valid, invalid or unknown (an algorithm that cannot be checked here)."""

    status: str
    reason: str
    signer: str = ""
    issuer: str = ""
    signed_at: str = ""
    is_signature: bool = True

    def as_json(self) -> dict[str, Any]:
        """Return what is kept of it."""
        return {name: value for name, value in asdict(self).items() if name != "is_signature"}


def check_signature(signature: Path, signed: Path) -> SignatureFound:
    """Return what checking a CMS against a file says.

    Raises:
        Unavailable: The check itself failed.
    """
    command = [sys.executable, "-m", "indexer.signatures", str(signature), str(signed)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
        found = json.loads(done.stdout)
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        raise Unavailable("The signature cannot be checked", where=signature.name, code="signature-check") from error
    return SignatureFound(**found)
