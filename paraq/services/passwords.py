"""Passwords as they are kept, hashed with argon2; those that are shown are looked at one at a time and behind other work."""

import contextlib
import os
import secrets
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from pwdlib import PasswordHash

# To look at a password fills four threads and 64 MB for a tenth of a second, on purpose. When a reading room logs in in the
# morning, or somebody guesses, those who are in already would wait for it. So the threads weigh a third of others; at 10, a
# tenth, nobody could log in beside a dozen other programs.
NICENESS: Final = 5


class Passwords:
    """Hashes passwords and compares them."""

    def __init__(self) -> None:
        self._hasher = PasswordHash.recommended()
        self._turn = ThreadPoolExecutor(1, "passwords", initializer=_give_way)
        # Compared in the place of a password that does not exist, so that both take the same time.
        self._none = self.hashed(secrets.token_urlsafe())

    def hashed(self, password: str) -> str:
        """Return a password as it is kept."""
        return self._hasher.hash(password)

    def is_right(self, password: str, hashed: str) -> bool:
        """Return whether a password is the one that is kept; False, after as long, for one where none is kept."""
        same = self._turn.submit(self._hasher.verify, password, hashed or self._none).result()
        return same and bool(hashed)


def _give_way() -> None:
    """Let this thread, and those that it starts, weigh less than others (Linux; elsewhere they stay equal)."""
    with contextlib.suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICENESS)
