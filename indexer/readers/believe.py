"""Whether a text layer can be believed: do its words look like Kazakh, Russian or English."""

import re
from functools import lru_cache

from indexer.readers.language import language_of
from paraq.text import wordlist
from paraq.text.languages_model import LanguageModel
from paraq.text.scripts import KAZAKH_LETTERS

WORD = re.compile(r"[^\W\d_]{2,}")
# Mean log-likelihood a character n-gram, in nats. Measured over ten words: Kazakh and Russian -4.6 to -5.6, also in Russian
# letters only, names -5.7, German and Latin -5.1; shuffled letters -6.4 to -6.8, kz1048 read as cp1251 -6.4, look-alikes -9.4.
NATURAL = -6.0
# A script that is not modelled, or Latin letters with signs of another code page.
ALIEN = -12.0
# Below this many letters a text is too short to condemn: a number, initials, a foreign word.
LETTERS_NEEDED = 40
# OCR that knows no Kazakh reads і as 1 or ! and ы as ь1: КУМ1СЕЗЕК, ет!н!штер!, жь1лгь1. Over half of the words of such a layer
# have this, of right ones only a slip of typing.
SPOILT = re.compile(r"[а-яё][1!|](?=[а-яё])|ь1", re.IGNORECASE)
SPOILT_TOLERATED = 0.1
# Only as much of a page is judged: more gives the same answer.
SAMPLE = 3000
# Glyphs without Unicode: replacement characters, private use, controls.
GLYPHS = re.compile("[\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1f]")
GLYPHS_TOLERATED = 0.05
# Scripts that Paraq does not model but that a layer may well be right in: all beyond Latin, Greek and Cyrillic.
OTHER_SCRIPT = re.compile("[\u0530-\u1aff\u2e80-\ufaff\ufe70-\ufeff]")


def believable(text: str) -> bool:
    """Tell whether a text layer says what its page shows, as far as its words can tell."""
    signs = len(text) - text.count(" ") - text.count("\n")
    if not signs or len(GLYPHS.findall(text)) > GLYPHS_TOLERATED * signs:
        return False
    sample = text[:SAMPLE]
    words = sample.split()
    if sum(bool(SPOILT.search(word)) for word in words) > SPOILT_TOLERATED * len(words):
        return False
    if len(OTHER_SCRIPT.findall(sample)) > 0.5 * min(signs, SAMPLE):
        return True
    letters = sum(map(len, WORD.findall(sample)))
    return letters < LETTERS_NEEDED or naturalness(sample) >= NATURAL


def naturalness(text: str) -> float:
    """Return how much the words of a text look like words, in nats a character n-gram; :data:`ALIEN` if not at all."""
    points, letters = 0.0, 0
    for word in WORD.findall(text.lower()):
        points += word_naturalness(word) * len(word)
        letters += len(word)
    return points / letters if letters else ALIEN


@lru_cache(maxsize=1)
def _model() -> LanguageModel:
    return LanguageModel(wordlist.built("languages").read_bytes())


# Running text repeats its words.
@lru_cache(maxsize=50_000)
def word_naturalness(word: str) -> float:
    """Return how much one lower-case word looks like a word, on the scale of :func:`naturalness`."""
    if word[0] > "\u04ff":
        return ALIEN
    # A word of n letters has n+2, n+1 and n character 1- to 3-grams with its borders; scores are hundredths of a nat.
    return max(_model().score(word)) / 100 / (3 * len(word) + 3)


def lost_kazakh(text: str) -> bool:
    """Tell Kazakh without a Kazakh letter: typed on a Russian keyboard, or read by OCR that knows Russian only."""
    return language_of(text) == "kk" and not KAZAKH_LETTERS.search(text) and len(text) >= LETTERS_NEEDED


def worth(text: str) -> float:
    """Return how much believable writing a text has, to choose between two readings of one page: letters by naturalness."""
    letters = sum(map(len, WORD.findall(text)))
    doubt = max(0.0, NATURAL + 1 - naturalness(text[:SAMPLE]))
    return letters / (1 + doubt) ** 2
