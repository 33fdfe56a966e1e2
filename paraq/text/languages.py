"""The language of a text and of the runs inside it: ``kk``, ``ru``, ``en`` or ``other``."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

from paraq.text import wordlist
from paraq.text.languages_model import MODELS, LanguageModel, Scores

Language = Literal["kk", "ru", "en", "other"]
Run = tuple[int, int, Language]

_LANGUAGES: tuple[Language, ...] = ("kk", "kk", "kk", "ru", "en")
_WORD = re.compile(r"[^\W\d_]+")
_ARABIC = re.compile(r"[\u0600-\u06ff]")
# Letters of the Kazakh Arabic script (töte) that Arabic itself does not have; Persian and Urdu lack most of them too.
_TOTE = re.compile("[ٴۇۆۋەڭىۈ]")
# Five words on either side of a point decide its language: with fewer, loan words and names flip it; more blur the border.
WINDOW = 5


@lru_cache(maxsize=1)
def _model() -> LanguageModel:
    return LanguageModel(wordlist.built("languages").read_bytes())


# Running text repeats its words: 50,000 cover nearly all, and cost about 15 MB.
@lru_cache(maxsize=50_000)
def _score(word: str) -> Scores | None:
    """Return a word's likelihoods, or nothing if it is in none of the modelled scripts."""
    return _model().score(word) if "a" <= word[0] <= "ɏ" or "а" <= word[0] <= "ӿ" or word[0] in "ёі" else None


def language_of(text: str) -> Language:
    """Return the language of a text as a whole."""
    scores = [score for score in map(_score, _WORD.findall(text.lower())) if score]
    arabic = len(_ARABIC.findall(text))
    if arabic > sum(map(len, _WORD.findall(text))) // 2:
        return "kk" if _TOTE.search(text) else "other"
    return _best(scores)


def _best(scores: list[Scores]) -> Language:
    if not scores:
        return "other"
    totals = [sum(column) for column in zip(*scores, strict=True)]
    return _LANGUAGES[max(range(len(MODELS)), key=totals.__getitem__)]


def runs(text: str) -> list[Run]:
    """Return the stretches of one language in a text, in order and without gaps: (start, end, language)."""
    found: list[Run] = []
    for start, end, language in _lines(text):
        if found and found[-1][2] == language:
            found[-1] = (found[-1][0], end, language)
        else:
            found.append((start, end, language))
    return found


def _lines(text: str) -> Iterator[Run]:
    start = 0
    for line in text.splitlines(keepends=True):
        yield start, start + len(line), language_of(line)
        start += len(line)
