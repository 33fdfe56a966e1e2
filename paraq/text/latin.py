"""Kazakh in Latin and Arabic letters written in Cyrillic, so that the Kazakh stems serve all scripts.

The spellings disagree (``y`` is ы, й or ү), so the result is the likeliest reading, for the stems; :mod:`paraq.text.skeleton`
compares spellings without choosing.
"""

import re

from paraq.text.scripts import script_of

_DIGRAPHS = "shch=щ zh=ж kh=х gh=ғ sh=ш ch=ч ng=ң ts=ц yu=ю ya=я ye=е yo=ё a'=ә g'=ғ i'=и n'=ң o'=ө s'=ш c'=ч u'=ү y'=у"
_GROUPS = dict(pair.split("=") for pair in _DIGRAPHS.split())


def _pairs(pairs: str) -> dict[str, str]:
    return {pair[0]: pair[1:] for pair in pairs.split()}


_LETTERS = str.maketrans(
    _pairs(
        "aа bб cс dд eе fф gг hх jж kк lл mм nн oо pп qқ rр sс tт uұ vв wу xх yы zз áә äә əә ǵғ ğғ ģғ ıі iі íи ïи ńң ñң ŋң óө öө "
        "ɵө úү üү ūұ ýу şш śш çч éе '"
    )
)
_YANALIF = str.maketrans(
    _pairs("aа bб ʙб cш çж dд eе əә fф gг ƣғ hх iі jй kк lл mм nн ꞑң oо ɵө pп qқ rр sс şш tт uұ vу wу xх yү zз ьы")
)
_TOTE = str.maketrans(_pairs("اа ەе وо ۇұ ۋу ىы يй بб پп تт جж چч حх دд رр زз سс شш عғ فф قқ كк گг ڭң لл مм نн ۆв ھһ"))
_FRONTED = str.maketrans("аоұы", "әөүі")
_GROUP = re.compile("|".join(sorted(_GROUPS, key=len, reverse=True)))
_GLIDE = re.compile("(?<=[аәоөеұүыі])[іи](?=[^аәоөеұүы]|$)")
_W = re.compile("(?<=[аәоөеыі])[ұү](?=[аәоөеыі]|$)")


def to_cyrillic(word: str, yanalif: bool = False) -> str:
    """Return a lower-case Kazakh word in Cyrillic letters as they are most likely meant; a word in no known script unchanged."""
    script = script_of(word)
    if script == "arabic":
        front = "ٴ" in word or any(letter in word for letter in "ەكگ")
        cyrillic = word.replace("ٴ", "").translate(_TOTE)
        return cyrillic.translate(_FRONTED) if front else cyrillic
    if script != "latin":
        return word
    if yanalif:
        return word.translate(_YANALIF)
    cyrillic = _GROUP.sub(lambda found: _GROUPS[found[0]], word).translate(_LETTERS)
    return _W.sub("у", _GLIDE.sub("й", cyrillic))
