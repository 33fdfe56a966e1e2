"""Where a list goes on, sealed: a cursor holds a score, which tells how rare words are on all sheets, the closed ones too."""

import base64
import binascii
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV

from paraq.errors import Invalid, Unavailable
from paraq.services.keyfile import key_in

KEY_NAME: Final = "cursor.key"


class Seal:
    """Makes of a cursor a text that tells nothing, the same one each time (RFC 5297), so that an answer keeps its ETag.

    Args:
        key: 32 bytes, the same in all processes of a home.
    """

    def __init__(self, key: bytes) -> None:
        self._cipher = AESSIV(key)

    @classmethod
    def of(cls, home: Path) -> "Seal":
        """Return the seal of a home.

        Raises:
            Unavailable: Its key can neither be read nor made.
        """
        path = home / KEY_NAME
        try:
            return cls(key_in(path))
        except OSError as error:
            raise Unavailable(
                "The key of cursors cannot be read or made", where=str(path), remedy="Check PARAQ_HOME", code="cursor-key"
            ) from error

    def closed(self, cursor: str) -> str:
        """Return a cursor as an address may show it."""
        return base64.urlsafe_b64encode(self._cipher.encrypt(cursor.encode(), None)).decode().rstrip("=")

    def opened(self, text: str) -> str:
        """Return the cursor that was sealed, empty for an empty text.

        Raises:
            Invalid: The text was not sealed here.
        """
        if not text:
            return ""
        try:
            return self._cipher.decrypt(base64.b64decode(text + "=" * (-len(text) % 4), b"-_", validate=True), None).decode()
        except (InvalidTag, binascii.Error, ValueError) as error:
            raise Invalid("This is no cursor", where="after", remedy="Take it from a hit", code="cursor") from error
