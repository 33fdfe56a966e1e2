"""The second look: words of low confidence are read again, cut out and with English beside; other readings are kept."""

import re
from dataclasses import replace

import cv2
import numpy as np

from indexer.ocr.latin import ENGLISH, read_latin
from indexer.ocr.tesseract import RawWord, read_words
from indexer.ocr.view import Grey
from indexer.readers.believe import word_naturalness
from paraq.errors import ParaqError

# Words that Tesseract is surer of are right 99 times of 100.
DOUBTFUL = 60.0
# Latin words read with Cyrillic letters reach up to this.
UNNATURAL_DOUBTFUL = 80.0
# Nats a character n-gram: nearly all Kazakh and Russian words lie above, a third of the Latin words read as Cyrillic below.
UNNATURAL = -6.6
# Starting Tesseract again costs 0.1 s, 4% of a page: worth it for words of another alphabet, or for some doubtful ones.
DOUBTFUL_NEEDED = 5
# More than this on a page is a bad page, which a second look does not mend.
MAX_WORDS = 40
# A page is in Latin letters if more of its words than this are unnatural, and Tesseract doubts them: .34 to .58 and 46 to 64 are
# measured on such pages, 0 to .03 and 92 to 95 on others.
FOREIGN_SHARE = 0.25
FOREIGN_CONFIDENCE = 72.0
# Forty words take half a second.
LOOK_SECONDS = 30.0
CLEARLY_SURER = 10.0
WORTH_KEEPING = 30.0
# Around a cut out word and between the rows of cut out words, in pixels.
PADDING, GAP = 6, 30
LETTERS = re.compile(r"[^\W\d_]")
LOOK_ALIKE = str.maketrans("aceopxyABCEHKMOPTXYi", "асеорхуАВСЕНКМОРТХУі")


def second_look(grey: Grey, words: list[RawWord], languages: str) -> list[RawWord]:
    """Return the words with doubtful ones read again; a page in another alphabet is read again as a whole.

    Args:
        grey: The cleaned image on which the words were read.
        words: The words of the first reading.
        languages: The languages of the first reading.
    """
    unnatural = {at for at, word in enumerate(words) if word.confidence < UNNATURAL_DOUBTFUL and _is_unnatural(word.text)}
    lettered = _lettered(words)
    doubtful = {at for at, word in enumerate(words) if word.confidence < DOUBTFUL and len(LETTERS.findall(word.text)) >= 3}
    try:
        if len(unnatural) >= max(2, FOREIGN_SHARE * len(lettered)) and mean_confidence(lettered) < FOREIGN_CONFIDENCE:
            again = read_latin(grey, languages)
            return again if mean_confidence(_lettered(again)) > mean_confidence(lettered) + CLEARLY_SURER else words
        if not unnatural and len(doubtful) < DOUBTFUL_NEEDED:
            return words
        with_english = languages if ENGLISH in languages.split("+") else f"{languages}+{ENGLISH}"
        return _read_again(grey, words, sorted(unnatural | doubtful)[:MAX_WORDS], with_english)
    except ParaqError:
        # The first reading stands; English may not be installed, or the time is up.
        return words


def mean_confidence(words: list[RawWord]) -> float:
    """Return the mean confidence of words weighted by their length, 0 to 100; 100 if there are none to doubt."""
    weight = sum(len(word.text) for word in words)
    return sum(word.confidence * len(word.text) for word in words) / weight if weight else 100.0


def _lettered(words: list[RawWord]) -> list[RawWord]:
    return [word for word in words if len(LETTERS.findall(word.text)) >= 3]


def _is_unnatural(text: str) -> bool:
    letters = "".join(LETTERS.findall(text))
    # Signs inside a word are what foreign letters become: П(егпе?
    inside = re.sub(r"^\W+|\W+$", "", text)
    return len(letters) >= 3 and (bool(re.search(r"[|{}(\[\]$%?!/]", inside)) or word_naturalness(letters.lower()) < UNNATURAL)


def _read_again(grey: Grey, words: list[RawWord], places: list[int], languages: str) -> list[RawWord]:
    cuts = [_cut(grey, words[at]) for at in places]
    width = max(cut.shape[1] for cut in cuts) + 2 * GAP
    sheet = np.full((sum(cut.shape[0] + GAP for cut in cuts) + GAP, width), 255, np.uint8)
    top, rows = GAP, []
    for cut in cuts:
        sheet[top : top + cut.shape[0], GAP : GAP + cut.shape[1]] = cut
        rows.append((top, top + cut.shape[0]))
        top += cut.shape[0] + GAP
    found = read_words(sheet, languages, layout=6, seconds=LOOK_SECONDS)
    result = list(words)
    for at, (upper, lower) in zip(places, rows, strict=True):
        again = [word for word in found if upper <= word.box[1] + word.box[3] / 2 < lower]
        if again:
            result[at] = _judged(words[at], " ".join(word.text for word in again), mean_confidence(again))
    return result


def _cut(grey: Grey, word: RawWord) -> Grey:
    left, top, width, height = word.box
    cut = grey[max(0, top - PADDING) : top + height + PADDING, max(0, left - PADDING) : left + width + PADDING]
    # Tesseract finds a lone word's lines better on full white.
    return np.asarray(cv2.copyMakeBorder(cut, 2, 2, 2, 2, cv2.BORDER_CONSTANT, value=255), np.uint8)


def _judged(word: RawWord, reading: str, confidence: float) -> RawWord:
    """Return the word with the surer of two readings, the other one kept as an alternative."""
    if reading == word.text or " " in reading or reading.translate(LOOK_ALIKE) == word.text.translate(LOOK_ALIKE):
        return word
    if confidence >= max(DOUBTFUL, word.confidence + CLEARLY_SURER):
        return replace(word, text=reading, confidence=confidence, alternatives=(word.text,))
    return replace(word, alternatives=(reading,)) if confidence >= WORTH_KEEPING else word
