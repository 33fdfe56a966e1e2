"""English stems: Snowball's English stemmer (Porter2)."""

from functools import lru_cache

import Stemmer

_SNOWBALL = Stemmer.Stemmer("english", 0)


# A collection's frequent words fit; a megabyte or two of memory.
@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Return the stem of a lower-case English word."""
    base = word.replace("’", "'")
    return str(_SNOWBALL.stemWord(base))
