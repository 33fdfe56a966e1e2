"""Scripts and letters: what stands for what in the spellings of a hundred years, and the repair of broken letters.

Kazakh was written in Arabic letters (töte) until 1929, in Latin (Yañalif) until 1940, in Cyrillic since, with Ӯ for Ұ until 1957;
the Latin drafts of 2017 (apostrophes), 2018 (acutes) and 2021 (diaereses) and passports write it in Latin again.
"""

import re
import unicodedata

APOSTROPHES = "'’ʼ‘`´′"
"""Characters that people type for an apostrophe."""

KAZAKH_LETTERS = re.compile("[әғқңөұүһіӘҒҚҢӨҰҮҺІ]")
"""The letters of Kazakh that Russian has not."""

# Invisible in print, so never part of a word: soft hyphen, zero-width characters, joiners, byte order mark, direction marks.
INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u061c"
_NO_INVISIBLE = {ord(sign): None for sign in INVISIBLE}
_PLAIN_APOSTROPHE = {ord(sign): "'" for sign in APOSTROPHES}

# Latin letters that look like a Cyrillic one in print; ə is typed for ә where a keyboard lacks it.
_LOOKALIKES = {
    **dict(zip("aeopcxyikhmtbnə", "аеорсхуікнмтвпә", strict=True)),
    **dict(zip("AEOPCXYIKHMTBƏ", "АЕОРСХУІКНМТВӘ", strict=True)),
}
_TO_CYRILLIC = str.maketrans(_LOOKALIKES)

# Text in the Kazakh code pages KZ-1048 and PT154 shown as Windows-1251: these letters stand in otherwise Russian words.
_KZ1048 = str.maketrans("јєќѕґўїћЈЄЌЅҐЎЇЋ", "әғқңөұүһӘҒҚҢӨҰҮҺ")
_PT154 = str.maketrans("єѓќњµ±‰ћЄЃЌЊЋ¤¦‡", "әғқңөұүһӘҒҚҢҺӨҰҮ")

_CYRILLIC_LETTER = re.compile(r"[\u0400-\u052f]")
_CYRILLIC_WORD = re.compile(r"[\u0400-\u052f]+")
# The Latin alphabet of 1929-40 had ь too.
_CYRILLIC_ONLY = re.compile(r"[\u0400-\u044b\u044d-\u052f]")
_LATIN_LETTER = re.compile(r"[A-Za-z\u00c0-\u024f\u0250-\u02af\u1e00-\u1eff\ua720-\ua7ff]")
_ARABIC_LETTER = re.compile(r"[\u0600-\u06ff\ufb50-\ufdff\ufe70-\ufeff]")
_DAMAGED_I = re.compile(r"(?<=[а-яёәғқңөұүһі])[!1lI|](?=[а-яёәғқңөұүһі])")
_DIGIT_IN_WORD = re.compile(r"(?<=[а-яёәғқңөұүһі])[0346](?=[а-яёәғқңөұүһі])")
# Digits that a reader or a typist takes for a letter (typewriters without 0, 3 used О and З).
_DIGIT_LETTERS = {"0": "о", "3": "з", "4": "ч", "6": "б"}


def script_of(word: str) -> str:
    """Return ``cyrillic``, ``latin``, ``arabic`` or ``other`` by the most letters of a word; Cyrillic wins a tie."""
    if _CYRILLIC_WORD.fullmatch(word):
        return "cyrillic"
    counts = {
        "cyrillic": len(_CYRILLIC_LETTER.findall(word)),
        "latin": len(_LATIN_LETTER.findall(word)),
        "arabic": len(_ARABIC_LETTER.findall(word)),
    }
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] else "other"


def visible(word: str) -> str:
    """Return a word in NFC with one kind of apostrophe and without invisible characters."""
    if word.isascii():
        return word.replace("`", "'")
    return unicodedata.normalize("NFC", word.translate(_NO_INVISIBLE)).translate(_PLAIN_APOSTROPHE)


def cyrillic_restored(word: str) -> str:
    """Return a mostly Cyrillic word with its Latin look-alikes, digits for letters and a broken ``і`` put right.

    A word is left alone if one of its Latin letters looks like no Cyrillic one: then it is written in two scripts on purpose.
    """
    if _CYRILLIC_WORD.fullmatch(word):
        return word
    if _LATIN_LETTER.search(word) and _CYRILLIC_ONLY.search(word):
        repaired = _DAMAGED_I.sub("і", word).translate(_TO_CYRILLIC)
        if not _LATIN_LETTER.search(repaired):
            word = repaired
    lowered = word.lower()
    if len(lowered) != len(word):
        return word
    if _DAMAGED_I.search(lowered):
        word = lowered = _DAMAGED_I.sub("і", lowered)
    if _DIGIT_IN_WORD.search(lowered):
        word = _DIGIT_IN_WORD.sub(lambda found: _DIGIT_LETTERS[found[0]], lowered)
    return word


_PRE_1918 = str.maketrans("ѣіѳѵ", "еифи")
_OLD_LETTER = re.compile("[ѣѳѵ]|ъ$|і|[ая]го$|ыя$|^ея$")
# Endings of adjectives: Императорскаго, синяго, красныя, Киргизскія; Чикаго and Россія keep theirs.
_OLD_ENDING = re.compile("(?:(?<=..ск)|(?<=..[нтщшвлрдчг]))аго$|(?<=..[нщшч])яго$|(?<=..)ыя$|(?<=..[кгхщшч])ія$")
_NEW_ENDINGS = {"аго": "ого", "яго": "его", "ыя": "ые", "ія": "ие"}
_OLD_WORDS = {"онѣ": "они", "однѣ": "одни", "ея": "ее"}


def modern_russian(word: str) -> str:
    """Return a lower-case Russian word of the spelling before 1918 in today's (``уѣздъ``, ``уезд``); others unchanged."""
    if not _OLD_LETTER.search(word):
        return word
    word = _OLD_ENDING.sub(lambda found: _NEW_ENDINGS[found[0]], _OLD_WORDS.get(word, word))
    return word.removesuffix("ъ").translate(_PRE_1918)


def repair_legacy(text: str) -> str:
    """Return a text whose Kazakh code page was taken for Windows-1251 with its Kazakh letters; any other text unchanged.

    Kazakh in KZ-1048 shown as Windows-1251 has ќ for қ and ј, є, ѕ, ґ, ў, ї, ћ for ә, ғ, ң, ө, ұ, ү, һ;
    in PT154 it has є, ѓ, ќ, њ, µ, ±, ‰, ћ.
    """
    if "ќ" not in text and "Ќ" not in text:
        return text
    if re.search("[әғқңөұү]", text.lower()):
        return text
    table = _PT154 if len(re.findall("[ѓњ]", text.lower())) > len(re.findall("[јѕґў]", text.lower())) else _KZ1048
    if table is _KZ1048:
        return text.translate(table)
    inside = re.compile(r"[µ±‰¤¦‡](?=[\u0400-\u052f])|(?<=[\u0400-\u052f])[µ±‰¤¦‡]")
    return inside.sub(lambda found: found[0].translate(table), text).translate({k: v for k, v in table.items() if k > 0x400})
