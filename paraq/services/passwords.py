"""Passwords as they are kept, hashed with argon2; those that are shown are looked at one at a time."""

import secrets
from threading import Lock

from pwdlib import PasswordHash


class Passwords:
    """Hashes passwords and compares them."""

    def __init__(self) -> None:
        self._hasher = PasswordHash.recommended()
        # To look at a password fills four threads and 64 MB for a tenth of a second, on purpose. When a reading room logs in in
        # the morning, or somebody guesses, many at once would take the cores and the memory from those who are in already.
        self._turn = Lock()
        # Compared in the place of a password that does not exist, so that both take the same time.
        self._none = self.hashed(secrets.token_urlsafe())

    def hashed(self, password: str) -> str:
        """Return a password as it is kept."""
        return self._hasher.hash(password)

    def is_right(self, password: str, hashed: str) -> bool:
        """Return whether a password is the one that is kept; False, after as long, for one where none is kept."""
        with self._turn:
            same = self._hasher.verify(password, hashed or self._none)
        return same and bool(hashed)
