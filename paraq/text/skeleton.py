"""The spelling key: equal for the spellings and scripts of one word.

A word is first written in one reduced alphabet (its skeleton), whatever its script; then endings of case and gender are taken
off the skeleton. As both steps see only the skeleton, two spellings with one skeleton always have one key.
"""

import re

from paraq.text.scripts import script_of


def _pairs(pairs: str) -> dict[str, str]:
    """Return a table from words of a letter and what it becomes."""
    return {pair[0]: pair[1:] for pair in pairs.split()}


_CYRILLIC = str.maketrans(_pairs("әа өо ұу үу ўу ӯу іи ыи йи ѣе ѳф ѵи ёе эе қк ғг ңн һх щш ґг їи єе јә яиа юиу цтс ь ъ '"))

_LATIN_GROUPS = {
    "shch": "ш",
    "ngh": "н",
    "ts'": "тш", "tch": "ч", "dzh": "ж", "zh": "ж", "kh": "х", "gh": "г", "sh": "ш", "ch": "ч", "dj": "ж", "ts": "тс", "ng": "н",
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
_YANALIF_LETTER = re.compile("[ƣꞑɵʙəƢꞐƟƏь](?:(?<!ь)|(?<=[a-z]ь)|(?=[a-z]))")
_LATIN = re.compile("[a-zƣꞑɵʙəç]")
_SAMPLE = 5000
# Two words; a single one tells by its own letters or not at all.
_ENOUGH = 10
_YANALIF_MARK = re.compile("[ƣꞑɵьʙə]")
# Its v is у, but в in the endings of surnames.
_YANALIF_V = re.compile("(?<=[oe])v(?=$|[aь]$|tь|tan|ta$|qa$|ke$|pen$)")
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
# й is written or not between vowels: Сатбаев.
_TOTE_GLIDE = re.compile("(?<=[аоу])и(?=ев)")
_REPEATED_VOWEL = re.compile(r"([аеиоу])\1+")
_REPEATED = re.compile(r"([а-я])\1+")

# Groups that one script writes as one letter and another as two: fold to the shorter everywhere.
_FOLDS = {"дж": "ж", "дз": "з", "сх": "ш", "зх": "ж", "кх": "х", "гх": "г", "нг": "н"}
_FOLD = re.compile("|".join(_FOLDS))


def is_yanalif(text: str) -> bool:
    """Tell whether Latin words of a text are in the alphabet of 1929-40: the letters that only it had are frequent in it."""
    if text.isascii() or not _YANALIF_LETTER.search(text):
        return False
    sample = text[:_SAMPLE].lower()
    latin = len(_LATIN.findall(sample))
    # Every tenth letter of such text is one of them; one in fifty is more than a few foreign names would bring.
    return latin >= _ENOUGH and len(_YANALIF_LETTER.findall(sample)) * 50 > latin


def skeleton(word: str, *, yanalif: bool = False) -> str:
    """Return a lower-cased word in the reduced alphabet of all its scripts, its doubled consonants kept.

    ``yanalif`` says that Latin letters are those of 1929-40 even if this word has none that only they had.
    """
    script = script_of(word)
    if script == "latin":
        bare = _from_latin(word, yanalif)
    elif script == "arabic":
        bare = _TOTE_GLIDE.sub("", word.translate(_TOTE))
    else:
        bare = word.translate(_CYRILLIC)
    while _FOLD.search(bare):
        bare = _FOLD.sub(lambda found: _FOLDS[found[0]], bare)
    return _REPEATED_VOWEL.sub(r"\1", bare)


def _from_latin(word: str, yanalif: bool) -> str:
    if yanalif or _YANALIF_MARK.search(word):
        return _YANALIF_V.sub("в", word).translate(_YANALIF)
    return _LATIN_GROUP.sub(lambda found: _LATIN_GROUPS[found[0]], word).translate(_LATIN_LETTERS)


# Endings on the skeleton: Russian cases and gender of surnames in -ов, -ев, -ин, -ский, and Kazakh cases. A stem keeps four
# letters, so that short words and names (орда, сұлтан) are not eaten; words of one stem keep one key, as all endings go.
_RUSSIAN_SURNAME = re.compile(r"(?<=..(?:ов|ев|ин))(?:а|у|и|е|им|ом|ои|их|ими)$")
_RUSSIAN_ADJECTIVE = re.compile(r"(?<=..ск)(?:аиа|ого|аго|ому|им|ом|ои|уиу|их|ими)$")
# Names in -хан, -жан, -бек, -лан in Russian cases, and in the Kazakh dative, whose г is lost beside н.
_NAME_CASE = re.compile(r"(?<=..[хжл]ан|..бек)(?:а|у|ом|е)$")
_KAZAKH_SON = re.compile(r"(?:(?<=..ули)|(?<=..кизи))(?:н|на|нда|нан)$")
_KAZAKH_CASE = re.compile(
    r"(?<=..[ое]в)тики$|(?<=..ин)дики$|"
    r"(?<=.....)[нтд]и$|(?<=....)(?:[нтд]ин|[гк][ае]|[дт][ае]|[дтн][ае]н|[мбп]ен)$"
)


# The last letters of all these endings.
_LAST = frozenset("аеиомнух")


def _without_endings(bare: str) -> str:
    while bare and bare[-1] in _LAST:
        shorter = _RUSSIAN_SURNAME.sub("", bare)
        shorter = _NAME_CASE.sub("", shorter)
        shorter = _RUSSIAN_ADJECTIVE.sub("и", shorter)
        shorter = _KAZAKH_CASE.sub("", _KAZAKH_SON.sub("", shorter))
        if shorter == bare:
            break
        bare = shorter
    return bare


def key_of(word: str, yanalif: bool = False) -> str:
    """Return the spelling key of a lower-cased word; see :func:`skeleton`."""
    bare = skeleton(word, yanalif=yanalif)
    return _REPEATED.sub(r"\1", _without_endings(bare)) or word
