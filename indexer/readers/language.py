"""The language of a page, by its letters where they decide it, by its words where they do not."""

import re

from paraq.text.scripts import KAZAKH_LETTERS

CYRILLIC = re.compile("[Ѐ-ӿ]")
# Two of a hundred letters: Kazakh has every fourth of them, Russian none but in names (language.md, letter rule).
KAZAKH_SHARE = 0.02
# A screen of text decides as surely as the page.
SAMPLE = 2000


def language_of(text: str) -> str:
    """Return ``kk``, ``ru``, ``en`` or ``other`` for most of a text."""
    sample = text[:SAMPLE]
    cyrillic = len(CYRILLIC.findall(sample))
    if cyrillic > len(sample) // 2 and len(KAZAKH_LETTERS.findall(sample)) >= KAZAKH_SHARE * cyrillic:
        return "kk"
    # The model costs 0.1 s to load: only now.
    from paraq.text import languages

    return languages.language_of(sample)
