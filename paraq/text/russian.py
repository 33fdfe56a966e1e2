"""Russian stems: the lemma by pymorphy3, with rules for what its guesses get wrong in archives: names and abbreviated bodies.

pymorphy3 knows 400,000 lemmas; words that it lacks it guesses by their last letters, without knowing that a Kazakh man's name
ends in a consonant (Жанболату is no Жанболата) or that a губком is a committee. All rules but one speak of unknown words only.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import pymorphy3

from paraq.text.exceptions import exceptions

# The words of a few thousand pages; 20 MB. Uncached pymorphy3 reads 15,000 words a second, which would be too slow.
_CACHED = 100_000
_UNDECLINED = re.compile("(улы|кызы|гызы|оглы|зада)$")
_SURNAME = re.compile(r"^(.{2,}(?:[оеё]в|[иы]н|[сц]к))(?:а|у|ым|е|ой|ою|ы|ых|ыми|ий|ого|ому|им|ом|ая|ую|ие|их|ими)$")
# What Soviet bodies and farms end in: губком, наркомзем, райпо, сельхозтрест, облоно.
_BODY = re.compile(
    "(ком|зем|хоз|торг|кооп|снаб|прос|трест|строй|фин|совет|суд|банк|союз|сбыт|пром|артель|цех|завод|здрав|собес|загс)$"
)
_CONSONANTS = "бвгджзйклмнпрстфхцчшщ"
# A reading with nine tenths of the best one's probability is a tie: pymorphy3's guesses count suffixes, not this word.
_TIE = 0.9


class RussianStemmer:
    """Finds lemmas of lower-case Russian words."""

    def __init__(self, exceptions: Mapping[str, str]) -> None:
        """Load the dictionary; ``exceptions`` maps words, forms or lemmas, to their stems."""
        self._morphology = pymorphy3.MorphAnalyzer()
        self._exceptions = exceptions
        self.stem = lru_cache(_CACHED)(self._stem)

    def _stem(self, word: str) -> str:
        if word in self._exceptions:
            return self._exceptions[word]
        parses = self._morphology.parse(word)
        for parse in parses if self._exceptions else ():
            if parse.normal_form in self._exceptions:
                return self._exceptions[parse.normal_form]
        lemma = self._known(parses) if self._morphology.word_is_known(word) else self._guessed(word, parses)
        return lemma.replace("ё", "е")

    @staticmethod
    def _known(parses: list[Any]) -> str:
        return str(parses[0].normal_form)

    def _guessed(self, word: str, parses: list[Any]) -> str:
        if _UNDECLINED.search(word):
            return word
        for parse in parses:
            if "Surn" in parse.tag or "Patr" in parse.tag:
                return str(parse.normal_form)
        nouns = [parse for parse in parses if parse.tag.POS == "NOUN" and parse.score >= parses[0].score * _TIE]
        for parse in nouns:
            if _BODY.search(parse.normal_form) or parse.normal_form == word and word[-1] in _CONSONANTS:
                return str(parse.normal_form)
        return str(parses[0].normal_form)


@lru_cache(maxsize=1)
def stemmer() -> RussianStemmer:
    """Return the stemmer of this installation, with the exceptions of Paraq and of the archive.

    Raises:
        Invalid: The archive's list of exceptions cannot be read.
    """
    return RussianStemmer(exceptions("ru"))


def stem(word: str) -> str:
    """Return the lemma of a lower-case Russian word, with ``е`` for ``ё``."""
    return stemmer().stem(word)


def knows(word: str) -> bool:
    """Tell whether the Russian dictionary has a lower-case word."""
    return bool(_morphology().word_is_known(word))
