"""What is built for Kazakh from a list of word forms: the lexicon, the stem of each form, and forms to restore letters by."""

import gzip
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from paraq.text.kazakh_grammar import read
from paraq.text.kazakh_lexicon import Lexicon
from paraq.text.table import pack

WORD = re.compile(r"[а-яёәғқңөұүһі]{2,}")
RUSSIAN_LETTERS = str.maketrans("әғқңөұүһі", "агкноуухи")
"""What a Russian keyboard has for the nine Kazakh letters."""
# A form in Russian letters that the list has stays as it is, unless the other form's stem has this many more known forms: web
# text has кала for қала too.
_FAR_BETTER = 3


def build(words: Iterable[str]) -> dict[str, bytes]:
    """Return what a word list teaches about Kazakh, packed.

    Returns:
        ``lexicon``: known stems and chains; ``stems``: the stem of each listed word; ``restored``: words in Russian letters and
        in their own.
    """
    listed = sorted(word for word in words if WORD.fullmatch(word))
    readings = {word: read(word) for word in listed}
    lexicon = Lexicon.learn(readings)
    stems = {word: lexicon.best(found).stem for word, found in readings.items()}
    return {
        "lexicon": gzip.compress("\n".join(lexicon.lines()).encode(), mtime=0),
        "stems": pack(stems.items()),
        "restored": pack(restored(stems)),
    }


def restored(stems: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield each form that stands for another one in Russian letters, with that other form, given the stem of each form."""
    family: defaultdict[str, int] = defaultdict(int)
    for stem in stems.values():
        family[stem] += 1
    spelled: defaultdict[str, list[str]] = defaultdict(list)
    for word in stems:
        spelled[word.translate(RUSSIAN_LETTERS)].append(word)
    for typed, words in sorted(spelled.items()):
        best = max(words, key=lambda word: family[stems[word]] * (_FAR_BETTER if word == typed else 1))
        if best != typed:
            yield typed, best
