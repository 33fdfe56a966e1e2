"""The spelling key: equal for the spellings and scripts of one word.

A word is first written in one reduced alphabet (its skeleton), whatever its script; then endings of case and gender are taken
off the skeleton. As both steps see only the skeleton, two spellings with one skeleton always have one key.
"""

import re
from functools import lru_cache

from paraq.text.scripts import script_of


def _pairs(pairs: str) -> dict[str, str]:
    """Return a table from words of a letter and what it becomes."""
    return {pair[0]: pair[1:] for pair in pairs.split()}


_CYRILLIC = str.maketrans(_pairs("әа өо ұу үу ўу ӯу іи ыи йи ѣе ѳф ѵи ёе эе қк ғг ңн һх щш ґг їи єе јә яиа юиу цтс ь ъ '"))

_LATIN_GROUPS = {
    "shch": "ш", "tch": "ч", "dzh": "ж", "zh": "ж", "kh": "х", "gh": "г", "sh": "ш", "ch": "ч", "dj": "ж", "ts": "тс", "ng": "н",
    "yu": "иу", "ya": "иа", "ye": "е", "yo": "е", "a'": "а", "g'": "г", "i'": "и", "n'": "н", "o'": "о", "s'": "ш", "c'": "ч",
    "u'": "у", "y'": "у",
}  # fmt: skip
_LATIN_LETTERS = str.maketrans(
    _pairs(
        "aа bб cс dд eе fф gг hх iи jж kк lл mм nн oо pп qк rр sс tт uу vв wу xкс yи zз áа äа âа əа ǵг ğг ģг ıи íи ïи îи ńн "
        "ñн ŋн óо öо ôо ɵо úу üу ūу ûу ŭу ýу şш šш śш çч čч ćч žж źз éе ëе èе êе '"
    )
)
_LATIN_GROUP = re.compile("|".join(sorted(_LATIN_GROUPS, key=len, reverse=True)))
# Yañalif of 1929-40: the letters that only it has, and its values.
_YANALIF_MARK = re.compile("[ƣꞑɵьʙ]|(?=.*ə)(?=.*ç)")
_YANALIF = str.maketrans(
    _pairs("aа bб ʙб cш çж dд eе əа fф gг ƣг hх iи jи kк lл mм nн ꞑн oо ɵо pп qк rр sс şш tт uу vу wу xх yу zз ьи ъи '")
)
# Töte, the reformed Arabic script of 1912-29, still written in China.
_TOTE = str.maketrans(
    _pairs(
        "اа أа آа ٵа ەе ېе ھх ہх هх وо ٶо ۇу ٷу ۋу ىи يи یи ئи ٸи بб پп تт جж چч حх خх "
        "دд رр زз سс شш عг غг فф قк كк کк گг ڭн لл مм نн ۆв ٴ ء"
    )
)
_REPEATED = re.compile(r"(.)\1+")

# Groups that one script writes as one letter and another as two: fold to the shorter everywhere.
_FOLDS = (("дж", "ж"), ("дз", "з"), ("сх", "ш"), ("зх", "ж"), ("кх", "х"), ("гх", "г"), ("нг", "н"))


def skeleton(word: str) -> str:
    """Return a lower-cased word in the reduced alphabet of all its scripts."""
    script = script_of(word)
    if script == "latin":
        bare = _from_latin(word)
    elif script == "arabic":
        bare = word.translate(_TOTE)
    else:
        bare = word.translate(_CYRILLIC)
    for group, letter in _FOLDS:
        if group in bare:
            bare = bare.replace(group, letter)
    return _REPEATED.sub(r"\1", bare) if bare.isalpha() else bare


def _from_latin(word: str) -> str:
    if _YANALIF_MARK.search(word):
        return word.translate(_YANALIF)
    return _LATIN_GROUP.sub(lambda found: _LATIN_GROUPS[found[0]], word).translate(_LATIN_LETTERS)


@lru_cache(maxsize=200_000)
def key_of(word: str) -> str:
    """Return the spelling key of a lower-cased word."""
    return skeleton(word) or word
