"""Kazakh stems: own grammar, a lexicon found in a word list, and an archivist's exceptions."""

import gzip
import re
from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache

from paraq.text import listed, wordlist
from paraq.text.exceptions import exceptions
from paraq.text.kazakh_build import RUSSIAN_LETTERS, WORD, as_russian
from paraq.text.kazakh_grammar import endings, read
from paraq.text.kazakh_lexicon import Lexicon
from paraq.text.listed import Listed
from paraq.text.table import Table

_FOLDED = re.compile("[а-яё]{4,}")
# An OCR for Russian knows no Kazakh letter; і is what analysis makes of a sign between letters.
_MISREAD = re.compile("[а-яёі1]+")
# Particles written with a hyphen after a word.
_PARTICLES = frozenset({"ақ", "ау", "ай", "шы", "ші", "мыс", "міс", "ды", "ді"})
# An exception is looked for in words that share this many first letters with it.
_PREFIX = 3


class KazakhStemmer:
    """Finds stems of lower-case Cyrillic words, and their Kazakh letters."""

    def __init__(self, lexicon: Lexicon, restored: Table, misread: Table, exceptions: Mapping[str, str]) -> None:
        """Take what was built from a word list; ``exceptions`` maps words to their stems."""
        self._lexicon = lexicon
        self._restored = restored
        self._misread = misread
        self._exceptions = exceptions
        self._prefixes = {word[:_PREFIX] for word in exceptions}

    def stem(self, word: str) -> str:
        """Return the stem of a word."""
        known = _listed(word) if word[:_PREFIX] not in self._prefixes else ""
        return known or self._read(word)

    def listed(self, word: str, found: Listed) -> str:
        """Return the stem of a listed word that restoring leaves as it is and that is no exception; of another word nothing."""
        return "" if found.typed or word[:_PREFIX] in self._prefixes else found.kazakh

    def restore(self, word: str) -> str:
        """Return a word in its own letters."""
        if not _MISREAD.fullmatch(word):
            return word
        known = self._restored.get(word)
        if known or _listed(word):
            return known or word
        return self._misread.get(as_russian(word)) or (self._inflected(word) if _FOLDED.fullmatch(word) else word)

    def _inflected(self, word: str) -> str:
        """Return an inflected form that the list lacks: the longest beginning that the list has, with an ending that suits it."""
        for cut in range(len(word) - 1, _PREFIX - 1, -1):
            for ending in _typed_endings().get(word[cut:], ()):
                head = self._restored.get(word[:cut]) or word[:cut]
                stem = _listed(head)
                if stem and self.stem(head + ending) == stem:
                    return head + ending
        return word

    def _read(self, word: str) -> str:
        if word in self._exceptions:
            return self._exceptions[word]
        if "-" in word:
            return self._hyphenated(word)
        if not WORD.fullmatch(word):
            return word
        readings = read(word)
        for reading in readings:
            if reading.stem in self._exceptions:
                return self._exceptions[reading.stem]
        return _listed(word) or self._lexicon.best(readings).stem

    def _hyphenated(self, word: str) -> str:
        head, _, last = word.rpartition("-")
        if not head or not last:
            return word
        if last in _PARTICLES:
            return self.stem(head)
        # Reduplication strengthens an adjective: тап-таза, қып-қызыл.
        if head[-1] == "п" and len(head) <= _PREFIX and last.startswith(head[:-1]):
            return self.stem(last)
        return f"{head}-{self.stem(last)}"


@lru_cache(maxsize=1)
def _typed_endings() -> dict[str, list[str]]:
    """Return the endings behind each ending as a Russian keyboard types it."""
    typed: defaultdict[str, list[str]] = defaultdict(list)
    for ending in endings():
        typed[ending.translate(RUSSIAN_LETTERS)].append(ending)
    return typed


@lru_cache(maxsize=1)
def stemmer() -> KazakhStemmer:
    """Return the stemmer of this installation: the built words, and the exceptions of Paraq and of the archive.

    Raises:
        Unavailable: The words have to be built, and what they are built from is missing.
        Invalid: The archive's list of exceptions cannot be read.
    """
    lexicon = gzip.decompress(wordlist.built("lexicon").read_bytes()).decode().splitlines()
    restored, misread = (Table(wordlist.built(name)) for name in ("restored", "misread"))
    return KazakhStemmer(Lexicon.parse(lexicon), restored, misread, exceptions("kk"))


def _listed(word: str) -> str:
    """Return the stem of a word that the word list has, of another word nothing."""
    found = listed.find(word)
    return found.kazakh if found else ""


def stem(word: str) -> str:
    """Return the stem of a lower-case Kazakh word in Cyrillic."""
    return stemmer().stem(word)


def restore(word: str) -> str:
    """Return a lower-case word typed with Russian letters or read by an OCR for Russian in its own; others as they are.

    казакстан is қазақстан, кейнг1 is кейінгі.

    Where two words fold to the same letters, the one whose stem has more known forms is taken.
    """
    return stemmer().restore(word)


def knows(word: str) -> bool:
    """Tell whether the Kazakh word list has a lower-case word."""
    return bool(_listed(word))


def listed_stem(word: str, found: Listed) -> str:
    """Return the stem of a word that the word list has in its own letters and that is no exception; of another word nothing."""
    return stemmer().listed(word, found)
