"""Kazakh stems: own grammar, a lexicon found in a word list, and an archivist's exceptions."""

import gzip
from collections.abc import Mapping
from functools import lru_cache

from paraq.text import wordlist
from paraq.text.kazakh_build import SECTION, WORD
from paraq.text.kazakh_lexicon import Lexicon

# Frequent words of a collection that the list lacks: names above all. About 15 MB.
_CACHED = 100_000


class KazakhStemmer:
    """Finds stems of lower-case Cyrillic words."""

    def __init__(self, packed: bytes, exceptions: Mapping[str, str]) -> None:
        """Load what ``build`` packed; ``exceptions`` maps word forms to their stems."""
        lexicon, stems = gzip.decompress(packed).decode().split(SECTION)
        self._lexicon = Lexicon.parse(lexicon.splitlines())
        self._stems = dict(line.split(" ") for line in stems.splitlines())
        self._exceptions = exceptions
        self._guess = lru_cache(_CACHED)(self._read)

    def stem(self, word: str) -> str:
        """Return the stem of a word; a word that cannot be read is its own stem."""
        return self._exceptions.get(word) or self._stems.get(word) or self._guess(word)

    def _read(self, word: str) -> str:
        head, hyphen, last = word.rpartition("-")
        if hyphen:
            return f"{head}-{self.stem(last)}" if head and last else word
        return self._lexicon.best(word, listed=False).stem if WORD.fullmatch(word) else word


@lru_cache(maxsize=1)
def _stemmer() -> KazakhStemmer:
    return KazakhStemmer(wordlist.built("kazakh").read_bytes(), {})


def stem(word: str) -> str:
    """Return the stem of a lower-case Kazakh word in Cyrillic."""
    return _stemmer().stem(word)
