"""Languages near to Kazakh, Russian and English, told by letters and words that none of the three has.

Their evidence is clear on a short line already, where langdetect is not asked. What looks the same in both (Kyrgyz without its
letters ө, ү and ң, Turkish without ç) is left to the model.
"""

import re
from collections.abc import Sequence

# Texts of fewer words are names and headings.
_LEAST = 3
_MARKS = 2
_OWN_LETTERS = frozenset("іқғұ")
"""Of these every Kazakh text of a few words has one; Uzbek has қ and ғ too."""
_UKRAINIAN = frozenset("іїєґ")
# What Russian of any time has and Ukrainian has not.
_RUSSIAN = frozenset("ыэъёѣ")
_UZBEK = frozenset("ҳў")
_TATAR = frozenset("җҙҫҡ")
_FRONT = frozenset("әөү")
# Rounded vowels behind the first syllable and long ones, which Kazakh does not write; typed in part it looks like the rest.
_KYRGYZ_SOUNDS = re.compile(r"\w*(?:ө[^аәеиоөуүыіэюя\W]{1,2}ө|өө|үү|оо|уу)\w*|\w+[нтд][уү]н")
_KYRGYZ_WORD = re.compile(r"\w+[нтд]ын|жана|менен|үчүн|боюнча|эмес|болуп")
_TATAR_COMMON = "һәм белән өчен буенча турында эш эшкә эштән иде түгел булган үз шул менән өсөн"
_TATAR_WORDS = frozenset(_TATAR_COMMON.split())
_UIGHUR = re.compile("[ېۈ]")
_HAMZA = "ٴ"
# German, French, Polish, Turkish, Uzbek: their commonest words that are none of English or of Kazakh in Latin letters.
_LATIN_COMMON = (
    "der das und ist nicht von dem den ein eine einen einer für auf wurde über wird sich mit ich zu im zum zur hat "
    "le la les et des du est que vous je une pour dans par sur au aux nous pas qui avec de "
    "się jest oraz dla nie przez został o od "
    "ve için ile olarak olan göre kadar sonra çok değil oldu "
    "va bilan uchun haqida hamda ham edi bo'yicha"
)
_LATIN = frozenset(_LATIN_COMMON.split())
_ENGLISH_COMMON = "the of and to in is that it for was on are with be by this from or at as an we were"
_ENGLISH = frozenset(_ENGLISH_COMMON.split())


def is_near(words: Sequence[str], language: str) -> bool:
    """Tell whether lower-case words are surely in another language than the model took them for."""
    if len(words) < _LEAST:
        return False
    letters = frozenset().union(*words)
    if language == "en" or max(letters) < "\u0400":
        strange = sum(word in _LATIN for word in words)
        return strange >= _MARKS and strange * 6 >= len(words) and strange > sum(word in _ENGLISH for word in words)
    if language == "ru":
        return letters.isdisjoint(_RUSSIAN) and sum(not _UKRAINIAN.isdisjoint(word) for word in words) >= _MARKS
    return language == "kk" and _near_kazakh(words, letters)


def _near_kazakh(words: Sequence[str], letters: frozenset[str]) -> bool:
    if not letters.isdisjoint(_UZBEK):
        return letters.isdisjoint("әөүңұі")
    if not letters.isdisjoint(_TATAR):
        return letters.isdisjoint("іұ")
    if not letters.isdisjoint(_OWN_LETTERS) or letters.isdisjoint(_FRONT):
        return False
    if "ә" in letters:
        return any(word in _TATAR_WORDS for word in words)
    sounds = sum(_KYRGYZ_SOUNDS.fullmatch(word) is not None for word in words)
    return sounds > 0 and sounds + sum(_KYRGYZ_WORD.fullmatch(word) is not None for word in words) >= _MARKS


def is_uighur(text: str) -> bool:
    """Tell whether Arabic letters are those of Uighur rather than of Kazakh (töte)."""
    return _HAMZA not in text and _UIGHUR.search(text) is not None
