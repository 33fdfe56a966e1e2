"""Letter-folded character 4-grams: what ranks pages when neither word nor stem is quite the same."""

from functools import lru_cache
from sys import intern

SIZE = 4
"""Characters of a gram; 4 measured best of 3, 4 and 5 for Kazakh (docs/language.md)."""

BORDER = "_"

# The nine Kazakh letters as they are typed on a Russian keyboard, and the letters that OCR and haste confuse with them (э for ә).
_FOLDED = str.maketrans("әғқңөұүһіыйёъӯѣѳѵэ", "агкноуухиииеьуефиа")


@lru_cache(maxsize=20_000)
def grams_of(word: str) -> tuple[str, ...]:
    """Return the 4-grams of a lower-cased word between border marks; a shorter word is one gram."""
    framed = BORDER + word.translate(_FOLDED) + BORDER
    if len(framed) <= SIZE:
        return (framed,)
    # Words share their grams: kept once, they take a fifth of the memory.
    return tuple(intern(framed[start : start + SIZE]) for start in range(len(framed) - SIZE + 1))
