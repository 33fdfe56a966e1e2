"""Cells of tables that people open in a spreadsheet."""

from typing import Final

# A spreadsheet takes a cell that begins so for a formula, and what citizens are called or a search asks for can begin so.
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def is_formula(text: str) -> bool:
    """Return whether a spreadsheet could take a text for a formula, also behind spaces, which some leave out."""
    return text.startswith(FORMULA) or text.lstrip().startswith(FORMULA)
