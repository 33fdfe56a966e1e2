"""The order in which people put numbered things: 2 before 10, a sheet before its verso, a verso before a lettered sheet."""

import re

_DIGITS = re.compile(r"\d+")
# The verso (``об``, ``арты``) follows its sheet at once: ":" sorts after the dot of a file name and before every letter.
_VERSO = re.compile(r"(?<=\d)\s*(?:об(?:орот)?|арты|сырты|v(?:erso)?)\.?(?![^\W\d_])")
# Longer numbers than this are no numbers of sheets, files or pages.
_WIDTH = 10


def natural(label: str) -> str:
    """Return a key by which labels sort as people count; digits are padded, so keys compare as plain text."""
    folded = _VERSO.sub(":", label.casefold())
    return _DIGITS.sub(lambda digits: digits.group().lstrip("0").rjust(_WIDTH, "0"), folded)
