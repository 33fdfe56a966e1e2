"""The language of a page at a glance, by its letters."""

import re

KAZAKH_LETTERS = re.compile("[әғқңөұүһіӘҒҚҢӨҰҮҺІ]")
CYRILLIC = re.compile("[Ѐ-ӿ]")
LATIN = re.compile("[A-Za-z]")
# Two of a hundred letters: Kazakh has every fourth of them, Russian none but in names (language.md, letter rule).
KAZAKH_SHARE = 0.02


def language_of(text: str) -> str:
    """Return ``kk``, ``ru``, ``en`` or ``other`` for most of a text."""
    cyrillic, latin = len(CYRILLIC.findall(text)), len(LATIN.findall(text))
    if cyrillic == latin == 0:
        return "other"
    if latin > cyrillic:
        return "en"
    return "kk" if len(KAZAKH_LETTERS.findall(text)) >= KAZAKH_SHARE * cyrillic else "ru"
