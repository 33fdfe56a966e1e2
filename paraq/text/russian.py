"""Russian stems: the lemma by pymorphy3's dictionary, with rules for what it guesses wrongly in archives."""

from functools import lru_cache

import pymorphy3

_VOWELS = frozenset("аеёиоуыэюя")


@lru_cache(maxsize=1)
def _morphology() -> pymorphy3.MorphAnalyzer:
    return pymorphy3.MorphAnalyzer()


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Return the lemma of a lower-case Russian word, with ``е`` for ``ё``."""
    return _lemma(word).replace("ё", "е")


def _lemma(word: str) -> str:
    parses = _morphology().parse(word)
    for parse in parses:
        if "Surn" in parse.tag:
            return str(parse.normal_form)
    if not _morphology().word_is_known(word) and word[-1] not in _VOWELS and parses[0].tag.POS == "NOUN":
        masculine = [parse for parse in parses if parse.normal_form == word]
        if masculine:
            return word
    return str(parses[0].normal_form)
