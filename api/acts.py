"""Acts of acceptance as PDF: drawn by the processes that draw sheets, and kept until the receipt changes."""

import hashlib
import json
import secrets
import threading
from collections.abc import Callable
from pathlib import Path

from paraq.services.receipt import Receipt

DrawAct = Callable[[Receipt, str], bytes]
"""Returns the act of a receipt in a language as PDF, or raises Unavailable."""


class Acts:
    """Keeps the last act of each transfer and language.

    Args:
        folder: Where they are kept; nothing is lost with it.
        draw: Draws one; an act of many thousand files takes minutes.
    """

    def __init__(self, folder: Path, draw: DrawAct) -> None:
        self._folder = folder
        self._draw = draw
        self._lock = threading.Lock()

    def pdf(self, receipt: Receipt, language: str) -> bytes:
        """Return the act of a transfer in ``kk`` or ``ru``, by its whole receipt.

        Raises:
            Unavailable: It cannot be drawn.
        """
        named = f"{receipt['transfer']}-{language}-"
        digest = hashlib.sha256(json.dumps(receipt, sort_keys=True).encode()).hexdigest()
        kept = self._folder / f"{named}{digest}.pdf"
        # Who asks at the same time waits for the one that is drawn: acts never take all processes from those who look at sheets.
        with self._lock:
            return kept.read_bytes() if kept.exists() else self._drawn(receipt, language, kept, named)

    def _drawn(self, receipt: Receipt, language: str, kept: Path, named: str) -> bytes:
        content = self._draw(receipt, language)
        self._folder.mkdir(parents=True, exist_ok=True)
        part = kept.with_name(f"{secrets.token_hex(8)}.part")
        part.write_bytes(content)
        for old in self._folder.glob(f"{named}*.pdf"):
            old.unlink(missing_ok=True)
        part.replace(kept)
        return content
