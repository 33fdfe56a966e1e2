"""Pages in Latin letters: Kazakh of 1929-1940 and of today, English, German; told by how badly Cyrillic reads them.

Tesseract has no language for Kazakh in Latin letters. Turkish and Azerbaijani together have most of its letters; English
reads them too, without their signs.
"""

import re
from dataclasses import replace

from indexer.ocr.tesseract import RawWord, installed, read_words
from indexer.ocr.view import Grey

# CER on six pages of 1931-38: .084 to .166; eng .093 to .185, kaz+rus+eng .23 to .65. On Latin of 2021: .079, .174, .233.
LATIN_LETTERED = "tur+aze"
ENGLISH = "eng"
VOWELS = "aeiouyəöüɵıİıâäAEIOUYƏÖÜIÂÄ"
# The vowel ь of 1929-1940 looks like b. A b with no vowel beside it is none, but for loans that begin with br or bl.
VOWEL_B = re.compile(rf"(?<![{VOWELS}ь])b(?![{VOWELS}ь])(?!(?<!\w.)[rl])|ı")
LONE_B = re.compile(rf"[^\W\d_{VOWELS}]b(?:[^\W\d_{VOWELS}]|$)")
# Share of the words with a b between consonants: .19 to .5 on pages of 1931-38, under .02 in other languages.
OLD_WORDS = 0.1


def languages_for(languages: str) -> str:
    """Return the Tesseract languages for a page in Latin letters, as far as they are installed."""
    if installed() >= set(LATIN_LETTERED.split("+")):
        return LATIN_LETTERED
    return ENGLISH if ENGLISH in languages.split("+") else f"{languages}+{ENGLISH}"


def read_latin(grey: Grey, languages: str) -> list[RawWord]:
    """Return the words of a page in Latin letters."""
    words = read_words(grey, languages_for(languages))
    lettered = [word for word in words if sum(map(str.isalpha, word.text)) >= 3]
    old = sum(bool(LONE_B.search(word.text)) for word in lettered)
    return [_with_soft_vowel(word) for word in words] if old > OLD_WORDS * len(lettered) else words


def _with_soft_vowel(word: RawWord) -> RawWord:
    """Give back the vowel ь of 1929-1940, which OCR reads as b or ı; what it read stays an alternative."""
    mended = VOWEL_B.sub("ь", word.text)
    return word if mended == word.text else replace(word, text=mended, alternatives=(*word.alternatives, word.text))
