"""Acts of acceptance as PDF: drawn in a process of their own, and kept until the receipt changes."""

import hashlib
import secrets
import threading
from collections.abc import Callable
from pathlib import Path

from paraq.errors import Unavailable

DrawAct = Callable[[int, str, Path], bool]
"""Writes the act of a transfer, by its number and language, to a .pdf file; returns whether there is one."""


class Acts:
    """Keeps the last act of each transfer and language.

    Args:
        folder: Where they are kept; nothing is lost with it.
        draw: Draws one, which takes as long as a process needs to start.
    """

    def __init__(self, folder: Path, draw: DrawAct) -> None:
        self._folder = folder
        self._draw = draw
        self._lock = threading.Lock()

    def pdf(self, number: int, language: str, receipt: bytes) -> bytes:
        """Return the act of a transfer.

        Args:
            number: Number of the transfer.
            language: ``kk`` or ``ru``.
            receipt: The receipt that it prints, as JSON.

        Raises:
            Unavailable: It cannot be drawn.
        """
        digest = hashlib.sha256(receipt).hexdigest()
        # Who asks at the same time waits for the one that is drawn; a process for each would keep the machine from all else.
        with self._lock:
            kept = self._folder / f"{number}-{language}-{digest}.pdf"
            return kept.read_bytes() if kept.exists() else self._drawn(number, language, kept)

    def _drawn(self, number: int, language: str, kept: Path) -> bytes:
        self._folder.mkdir(parents=True, exist_ok=True)
        part = kept.with_name(f"{secrets.token_hex(8)}.part.pdf")
        try:
            if not self._draw(number, language, part):
                raise Unavailable("The receipt cannot be made", where=str(number), code="receipt")
            content = part.read_bytes()
            for old in self._folder.glob(f"{number}-{language}-*.pdf"):
                old.unlink(missing_ok=True)
            part.replace(kept)
            return content
        finally:
            part.unlink(missing_ok=True)
