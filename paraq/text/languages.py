"""The language of a text and of the runs inside it: ``kk``, ``ru``, ``en`` or ``other``.

Words are scored by a naive Bayes model of Kazakh (in three spellings), Russian and English, which measured best on short lines
and on Kazakh typed with Russian letters. It knows no other language, so langdetect is asked about whole pages that it takes
for Russian, English or Kazakh in Latin: a page in German or Ukrainian is ``other``.
"""

import re
from functools import lru_cache
from itertools import accumulate
from operator import sub
from typing import Literal

from paraq.text import listed, wordlist
from paraq.text.languages_model import MODELS, LanguageModel, Scores
from paraq.text.languages_near import is_near, is_uighur
from paraq.text.languages_pages import foreign
from paraq.text.listed_build import KAZAKH_ONLY
from paraq.text.scripts import cyrillic_restored

Language = Literal["kk", "ru", "en", "other"]
Run = tuple[int, int, Language]

_LANGUAGES: tuple[Language, ...] = ("kk", "kk", "kk", "ru", "en")
_WORD = re.compile(r"[^\W\d_]+")
_CYRILLIC = re.compile("[\u0400-\u044b\u044d-\u052f]")  # Yañalif has ь too
_ARABIC = re.compile("[\u0600-\u06ff]")
_ARABIC_OR_FOREIGN = "\u0530"  # the first letter after Cyrillic: Hebrew, Arabic, Chinese and all others follow
# Letters of the Kazakh Arabic script (töte) that Arabic and Persian do not have, and Uighur has not all of.
_TOTE = re.compile("[ٴۇۆۋڭە]")
# A word with a letter that only Kazakh has needs no n-grams, which saves a third of the time: it counts for Kazakh as much as
# most such words do by theirs, 70 nats.
_KAZAKH_SCORES: Scores = (0, -7000, -7000, -7000, -7000)
# Nor does one in the Latin alphabet of 1929-40, which the model of Kazakh in Latin letters has not seen.
_YANALIF_ONLY = frozenset("ƣꞑɵʙə")
_YANALIF_SCORES: Scores = (-7000, -7000, 0, -7000, -7000)
_KAZAKH_LETTER = re.compile("[әғқңөұүһƣꞑɵʙə]")
# Below a hundred letters langdetect errs more often than pages in a fourth language come up.
_PAGE_LETTERS = 100
# Such letters on a page, per letter: Kazakh has 15 per cent, Russian pages with Kazakh names below two.
_KAZAKH_SHARE = 0.02
# What a change of language inside a text must gain, in hundredths of a nat: the n-grams of one word overlap, so a word's score
# counts its evidence about three times, and a single foreign name must not make a run.
_CHANGE = 3000
# Languages change between lines and paragraphs rather than inside them.
_CHANGE_AT_LINE = 1500


@lru_cache(maxsize=1)
def _model() -> LanguageModel:
    return LanguageModel(wordlist.built("languages").read_bytes())


class _Kept(dict[str, Scores | None]):
    """The likelihoods of words met; a word not met is scored, after making room if they are too many."""

    # The words of three thousand pages; 15 MB.
    _MOST = 60_000

    def __missing__(self, word: str) -> Scores | None:
        # Half the cost of a cache that remembers what was asked last: of running text every sixth to third word is new.
        if len(self) >= self._MOST:
            self.clear()
        score = self[word] = _scored(word)
        return score


_score = _Kept().__getitem__


def _scored(word: str) -> Scores | None:
    """Return a word's likelihoods, or nothing if it is in none of the modelled scripts."""
    if known := listed.find(word):
        return known.scores if known.packed else _KAZAKH_SCORES
    if not KAZAKH_ONLY.isdisjoint(word):
        return _KAZAKH_SCORES
    if not word.isascii() and not _YANALIF_ONLY.isdisjoint(word) and not _CYRILLIC.search(word):
        return _YANALIF_SCORES
    return _model().score(cyrillic_restored(word)) if word[0] < _ARABIC_OR_FOREIGN else None


def language_of(text: str) -> Language:
    """Return the language of a text as a whole: that of most of its words."""
    words = _WORD.findall(text.lower())
    letters = sum(map(len, words))
    arabic = len(_ARABIC.findall(text))
    if arabic * 2 > letters:
        return _of_arabic(text)
    scores = [score for score in map(_score, words) if score]
    if len(scores) * 2 < len(words) or not scores:
        return "other"
    totals = [sum(column) for column in zip(*scores, strict=True)]
    best = _LANGUAGES[max(range(len(MODELS)), key=totals.__getitem__)]
    if is_near(words, best):
        return "other"
    if letters >= _PAGE_LETTERS and len(_KAZAKH_LETTER.findall(text.lower())) < letters * _KAZAKH_SHARE and foreign(text):
        return "other"
    return best


def _of_arabic(text: str) -> Language:
    return "kk" if _TOTE.search(text) and not is_uighur(text) else "other"


def runs(text: str) -> list[Run]:
    """Return the stretches of one language in a text, in order and without gaps: (start, end, language).

    The likeliest sequence of languages is found (Viterbi), where each change of language has its price. Figures and signs go
    with the words before them.
    """
    if settled := _settled(text):
        return [(0, len(text), settled)]
    words = list(_WORD.finditer(text))
    languages = _sequence([_score(word[0].lower()) for word in words], _fresh(text, words))
    strange = _of_arabic(text)
    found: list[Run] = []
    for word, spoken in zip(words, languages, strict=True):
        language = spoken or (strange if _ARABIC.match(word[0]) else "other")
        if not found or found[-1][2] != language:
            found.append((word.start() if found else 0, 0, language))
    ends = [start for start, _, _ in found[1:]] + [len(text)]
    if not found:
        return [(0, len(text), "other")] if text else []
    return [(start, end, language) for (start, _, language), end in zip(found, ends, strict=True)]


def _fresh(text: str, words: list["re.Match[str]"]) -> list[bool]:
    """Tell of each word whether it begins a line."""
    if "\n" not in text:
        return [number == 0 for number in range(len(words))]
    ends = [-1, *(word.end() for word in words)]
    return [end < 0 or "\n" in text[end : word.start()] for end, word in zip(ends, words, strict=False)]


def _settled(text: str) -> Language | None:
    """Return the language of a text in which no change of language pays, nothing if one may; most texts are spared the sequence.

    A stretch in other models gains at most what its words score in the best of them more than in the text's own model, and costs
    two changes inside the text, one at its ends.
    """
    words = _WORD.findall(text.lower())
    scores = [score for score in map(_score, words) if score]
    if not scores or len(scores) < len(words):
        return None
    columns = list(zip(*scores, strict=True))
    totals = list(map(sum, columns))
    best = max(range(len(MODELS)), key=totals.__getitem__)
    own = columns.pop(best)
    gains = list(accumulate(map(sub, map(max, *columns), own), initial=0))
    lows = list(accumulate(gains, min))
    price = _CHANGE_AT_LINE if "\n" in text else _CHANGE
    inside, outside = max(map(sub, gains, lows)), max(max(gains), gains[-1] - lows[-1])
    return _LANGUAGES[best] if inside < 2 * price and outside < price else None


def _sequence(scores: list[Scores | None], fresh: list[bool]) -> list[Language | None]:
    """Return the likeliest language of each word, told which words begin lines; words without scores have none."""
    best: tuple[int, ...] = (0,) * len(MODELS)
    steps: list[tuple[tuple[int, ...], int]] = []
    for score, new_line in zip(scores, fresh, strict=True):
        if score is None:
            continue
        # A model whose stretch is worth less than a change from the best one is entered anew.
        threshold = max(best) - (_CHANGE_AT_LINE if new_line else _CHANGE)
        steps.append((best, threshold))
        # Written out for each of MODELS: a seventh of the cost of a loop over them.
        kk, typed, latin, ru, en = best
        best = (
            (kk if kk > threshold else threshold) + score[0],
            (typed if typed > threshold else threshold) + score[1],
            (latin if latin > threshold else threshold) + score[2],
            (ru if ru > threshold else threshold) + score[3],
            (en if en > threshold else threshold) + score[4],
        )
    state = best.index(max(best))
    states: list[int] = []
    for totals, threshold in reversed(steps):
        states.append(state)
        if totals[state] < threshold:
            state = totals.index(max(totals))
    path = iter(reversed(states))
    return [None if score is None else _LANGUAGES[next(path)] for score in scores]
