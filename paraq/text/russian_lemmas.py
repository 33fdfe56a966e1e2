"""Russian lemmas: those of pymorphy3, with rules for what its guesses get wrong in archives: names and abbreviated bodies.

pymorphy3 knows 400,000 lemmas; words that it lacks it guesses by their last letters, without knowing that a Kazakh man's name
ends in a consonant (Жанболату is no Жанболата) or that a губком is a committee. Nearly all rules speak of unknown words only.
"""

import re
from collections.abc import Iterable

from paraq.text.russian_readings import Reading, Readings
from paraq.text.table import pack

# Kazakh patronymics and names that Russian does not decline.
_UNDECLINED = re.compile("(улы|кызы|гызы|оглы|зада|гельды|кельды|берды|турды|болды)$")
_PATRONYMIC = re.compile(r"^(.{3,}(?:ович|евич|овн|евн|ичн))(а|у|ем|е|и|ы|ой|ою|ам|ами|ах|ей)?$")
# What Soviet bodies and farms end in: губком, наркомзем, райпо, сельхозтрест.
_BODY = re.compile("(ком|зем|хоз|торг|кооп|снаб|прос|трест|строй|фин|совет|суд|банк|союз|сбыт|пром|цех|завод|здрав|собес|загс)$")
_AIGUL = re.compile("^(.+гул)(?:ь|и|ью)$")
_WORD = re.compile("[а-яё]{2,}")
_CONSONANTS = "бвгджзйклмнпрстфхцчшщ"
# A reading with nine tenths of the best one's probability is a tie: pymorphy3's guesses count endings, not this word.
_TIE = 0.9


class Lemmatizer:
    """Reads lower-case Russian words by pymorphy3's dictionary."""

    def __init__(self) -> None:
        """Load the dictionary: 0.1 s, 25 MB."""
        self._readings = Readings()

    def lemmas(self, word: str) -> list[str]:
        """Return the lemmas that a word may have, the likeliest first, with ``е`` for ``ё``."""
        readings = self._readings.listed(word)
        if readings and (only := _only_lemma(readings)):
            return [only.replace("ё", "е")]
        known, readings = self._readings.of(word)
        best = _known(word, readings) if known else _guessed(word, readings)
        return [lemma.replace("ё", "е") for lemma in dict.fromkeys((best, *(reading.normal_form for reading in readings)))]

    def knows(self, word: str) -> bool:
        """Tell whether the dictionary has a word."""
        return self._readings.knows(word)

    def is_noun_or_surname(self, word: str) -> bool:
        """Tell whether the dictionary has a word as a noun or a surname in its first case, and not as a given name."""
        said = [reading.said for reading in self._readings.listed(word) if reading.normal_form == word]
        return any(one.speech == "NOUN" for one in said) and not any("Name" in one.grammemes for one in said)


def _only_lemma(readings: list[Reading]) -> str:
    """Return the lemma that all readings of a known word have; nothing if there are several, or rules may choose another one."""
    lemma = readings[0].normal_form
    for reading in readings:
        if reading.normal_form != lemma or "Patr" in reading.said.grammemes:
            return ""
    return lemma


def _known(word: str, readings: list[Reading]) -> str:
    grammemes = readings[0].said.grammemes
    if "Patr" in grammemes:
        return _patronymic(word)
    # Абдрахманов is a surname before it is "of the Abdrakhmans".
    if "Name" in grammemes and "plur" in grammemes:
        surnames = (reading.normal_form for reading in readings if "Surn" in reading.said.grammemes)
        return next(surnames, readings[0].normal_form)
    return readings[0].normal_form


def _guessed(word: str, readings: list[Reading]) -> str:
    if _UNDECLINED.search(word):
        return word
    if _PATRONYMIC.match(word):
        return _patronymic(word)
    if woman := _AIGUL.match(word):
        return f"{woman[1]}ь"
    for reading in readings:
        if "Surn" in reading.said.grammemes:
            return reading.normal_form
    # What the dictionary lacks is a name, seldom a verb: Кикути is no order to кикутить.
    nouns = [reading for reading in readings if reading.said.speech == "NOUN"]
    if not nouns or readings[0].said.speech in {"ADJF", "PRTF"}:
        return readings[0].normal_form
    lemmas = [noun.normal_form for noun in nouns if noun.score >= nouns[0].score * _TIE]
    for lemma in lemmas:
        if _BODY.search(lemma) or (lemma == word and word[-1] in _CONSONANTS):
            return lemma
    # Among ties a man's name: Жанболату is of Жанболат, though Жанболата would decline likewise.
    return next((lemma for lemma in lemmas if lemma[-1] in _CONSONANTS), lemmas[0])


def _patronymic(word: str) -> str:
    """Return the first case of a patronymic as it is spelled: Васильевича, Васильевич."""
    found = _PATRONYMIC.match(word)
    if not found:
        return word
    return found[1] + ("а" if found[1].endswith("н") else "")


def build(words: Iterable[str]) -> bytes:
    """Return a table of the lemma of each Russian word of a list."""
    lemmatizer = Lemmatizer()
    return pack((word, lemmatizer.lemmas(word)[0]) for word in words if _WORD.fullmatch(word))
