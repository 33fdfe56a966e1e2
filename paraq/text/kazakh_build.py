"""What is built for Kazakh from a list of word forms: the lexicon, and the stem of each listed word."""

import gzip
import re
from collections.abc import Iterable

from paraq.text.kazakh_lexicon import Lexicon

WORD = re.compile(r"[а-яёәғқңөұүһі]{2,}")
SECTION = "\x1e\n"
"""What parts the sections of the built file: lexicon, stems."""


def build(words: Iterable[str]) -> bytes:
    """Return the Kazakh lexicon of a word list, with the stem of each listed word, packed."""
    listed = sorted(word for word in words if WORD.fullmatch(word))
    lexicon = Lexicon.learn(listed)
    stems = {word: lexicon.best(word, listed=True).stem for word in listed}
    sections = (lexicon.lines(), (f"{word} {stem}" for word, stem in stems.items()))
    return gzip.compress(SECTION.join("\n".join(lines) + "\n" for lines in sections).encode(), mtime=0)
