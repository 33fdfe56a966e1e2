"""Letter-folded character 4-grams: what ranks pages when neither word nor stem is quite the same."""

from functools import lru_cache

SIZE = 4
"""Characters of a gram; 4 measured best of 3, 4 and 5 for Kazakh (docs/language.md)."""

BORDER = "_"

# The nine Kazakh letters as they are typed on a Russian keyboard, and the letters that OCR and haste confuse with them (э for ә).
_FOLDED = str.maketrans("әғқңөұүһіыйёъӯѣѳѵэ", "агкноуухиииеьуефиа")


# The words of some thousand pages, 10 MB: an index is built anew twice as fast as when the rarer half of them is cut each time.
@lru_cache(maxsize=50_000)
def grams_of(word: str) -> str:
    """Return the 4-grams of a lower-cased word between border marks, with a space between; a shorter word is one gram."""
    framed = BORDER + word.translate(_FOLDED) + BORDER
    return " ".join([framed[start : start + SIZE] for start in range(max(1, len(framed) - SIZE + 1))])
