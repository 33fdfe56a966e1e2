"""A key that is made once and lies in home, readable by its owner alone."""

import os
import secrets
from pathlib import Path
from typing import Final

# As long as the digests that are made with it (SHA-256).
KEY_BYTES: Final = 32


def key_in(path: Path) -> bytes:
    """Return the key in a file, which is made if it is not there.

    Raises:
        OSError: It can neither be read nor made.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    # Linked into place whole: another process sees all of it or none.
    if not path.exists():
        new = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            out.write(secrets.token_bytes(KEY_BYTES))
        try:
            os.link(new, path)
        except FileExistsError:
            pass
        finally:
            new.unlink()
    return path.read_bytes()
