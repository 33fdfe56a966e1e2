"""Russian stems: the lemma, looked up for the words of the word list, read by pymorphy3 for others.

pymorphy3 alone reads 15,000 words a second, a table half a million.
"""

import re
from collections.abc import Mapping
from functools import lru_cache

from paraq.text import listed
from paraq.text.exceptions import exceptions
from paraq.text.listed import Listed
from paraq.text.russian_lemmas import Lemmatizer

# Bodies and trades of which there are several: аулсоветов, игротехников.
_BODY = re.compile("(?:ком|зем|хоз|торг|совет|союз|пром|трест|строй|завод|цех|суд|банк|кооп|ник|[чщ]ик|ист|лог)$")
# An exception is looked for in words that share this many first letters with it.
_PREFIX = 3


class RussianStemmer:
    """Finds stems of lower-case Russian words."""

    def __init__(self, exceptions: Mapping[str, str]) -> None:
        """Take exceptions: words, forms or lemmas, with their stems."""
        self._exceptions = exceptions
        self._prefixes = {word[:_PREFIX] for word in exceptions}
        self._lemmatizer = lru_cache(1)(Lemmatizer)

    def stem(self, word: str) -> str:
        """Return the stem of a word."""
        found = listed.find(word)
        return (self.listed(word, found) if found else "") or self._read(word)

    def listed(self, word: str, found: Listed) -> str:
        """Return the stem of a word that the Russian list has; of another word nothing."""
        return self._read(word) if found.russian and word[:_PREFIX] in self._prefixes else found.russian

    def knows(self, word: str) -> bool:
        """Tell whether the word list or the dictionary has a word."""
        found = listed.find(word)
        return bool(found and found.russian) or self._lemmatizer().knows(word)

    def is_noun_or_surname(self, word: str) -> bool:
        """Tell whether the dictionary has a word as a noun or a surname in its first case, and not as a given name."""
        return self._lemmatizer().is_noun_or_surname(word)

    def _read(self, word: str) -> str:
        if word in self._exceptions:
            return self._exceptions[word]
        lemmas = self._lemmatizer().lemmas(word)
        if self._is_surname(word, lemmas[0]):
            return word
        return next((self._exceptions[lemma] for lemma in lemmas if lemma in self._exceptions), lemmas[0])

    def _is_surname(self, word: str, lemma: str) -> bool:
        """Tell whether a word in -ов that no dictionary has is a man's surname, though it looks like many things (Байсеитов)."""
        if not word.endswith(("ов", "ев")) or word in {lemma, lemma + "а"} or _BODY.search(lemma):
            return False
        return not self.knows(word)


@lru_cache(maxsize=1)
def stemmer() -> RussianStemmer:
    """Return the stemmer of this installation, with the exceptions of Paraq and of the archive.

    Raises:
        Unavailable: The words have to be built, and what they are built from is missing.
        Invalid: The archive's list of exceptions cannot be read.
    """
    return RussianStemmer(exceptions("ru"))


def knows(word: str) -> bool:
    """Tell whether the Russian word list or dictionary has a lower-case word."""
    return stemmer().knows(word)


@lru_cache(maxsize=4096)
def is_noun_or_surname(word: str) -> bool:
    """Tell whether the dictionary has a lower-case word as a noun or a surname in its first case, and not as a given name."""
    return stemmer().is_noun_or_surname(word)


def listed_stem(word: str, found: Listed) -> str:
    """Return the stem of a word that the Russian word list has; of another word nothing."""
    return stemmer().listed(word, found)


def stem(word: str) -> str:
    """Return the lemma of a lower-case Russian word, with ``е`` for ``ё``."""
    return stemmer().stem(word)
