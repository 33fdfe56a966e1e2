"""What is built for Kazakh from a list of word forms: the lexicon, the stem of each form, and forms to restore letters by."""

import gzip
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from paraq.text.kazakh_grammar import read
from paraq.text.kazakh_lexicon import Lexicon
from paraq.text.table import pack

WORD = re.compile(r"[а-яёәғқңөұүһі]{2,}")
RUSSIAN_LETTERS = str.maketrans("әғқңөұүһі", "агкноуухи")
"""What a Russian keyboard has for the nine Kazakh letters."""
_AS_RUSSIAN = str.maketrans("әғқңөұүһё", "эгкнеууне", "іi!|1")
# Shorter words that lost letters could be anything.
_LEAST = 4
# A form in Russian letters that the list has stays as it is, unless the other form's stem has this many more known forms: web
# text has кала for қала too.
_FAR_BETTER = 3


def build(words: Iterable[str]) -> dict[str, bytes]:
    """Return what a word list teaches about Kazakh, packed.

    Returns:
        ``lexicon``: known stems and chains; ``stems``: the stem of each listed word; ``restored``: words in Russian letters and
        in their own; ``misread``: words as an OCR for Russian reads them, and in their own letters.
    """
    listed = sorted(word for word in words if WORD.fullmatch(word))
    readings = {word: read(word) for word in listed}
    lexicon = Lexicon.learn(readings)
    stems = {word: lexicon.best(found).stem for word, found in readings.items()}
    return {
        "lexicon": gzip.compress("\n".join(lexicon.lines()).encode(), mtime=0),
        "stems": pack(stems.items()),
        "restored": pack(restored(stems)),
        "misread": pack(misread(stems)),
    }


def as_russian(word: str) -> str:
    """Return a lower-case word as an OCR for Russian reads it: ә э, ө е, and і, of which it makes ! or 1 or nothing, left out."""
    return word.translate(_AS_RUSSIAN)


def misread(stems: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield what an OCR for Russian and no keyboard would make of a word, with the word, given the stem of each word."""
    family = _families(stems)
    read_as: defaultdict[str, list[str]] = defaultdict(list)
    for word in stems:
        read_as[as_russian(word)].append(word)
    for reading, words in sorted(read_as.items()):
        best = max(words, key=lambda word: family[stems[word]])
        if len(reading) >= _LEAST and reading not in (best, best.translate(RUSSIAN_LETTERS)):
            yield reading, best


def restored(stems: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield each form that stands for another one in Russian letters, with that other form, given the stem of each form."""
    family = _families(stems)
    spelled: defaultdict[str, list[str]] = defaultdict(list)
    for word in stems:
        spelled[word.translate(RUSSIAN_LETTERS)].append(word)
    for typed, words in sorted(spelled.items()):
        best = max(words, key=lambda word: family[stems[word]] * (_FAR_BETTER if word == typed else 1))
        if best != typed:
            yield typed, best


def _families(stems: Mapping[str, str]) -> Counter[str]:
    """Return how many words have each stem."""
    return Counter(stems.values())
