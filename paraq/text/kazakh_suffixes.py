"""The suffixes of Kazakh and the order in which they follow each other: the data of the grammar.

A template's capital letters take the shape that the letter before them asks for (assimilation) and that the stem's vowels ask
for (harmony): see ``SHAPES`` and ``HARMONY``. "(X)" stands only after a consonant, "[X]" only after a vowel. Written from the
general grammar of Kazakh as schools teach it; nothing was taken from another program's tables.
"""

from collections import defaultdict
from typing import NamedTuple

BACK = frozenset("аоұыяёю")
FRONT = frozenset("әеөүіэ")
VOWELS = BACK | FRONT | frozenset("иу")

FINALS = {
    "V": "аәеоөұүыіэяё",  # vowels
    "R": "рйиую",  # р and the glides: like vowels for the plural, like consonants for the genitive
    "L": "ль",
    "N": "мнң",
    "Z": "зж",
    "T": "пфктқсшщчцхһбвгғд",  # voiceless, and what is read voiceless at the end of a word
}
"""Classes of a stem's last letter."""
CLASS_OF = {letter: name for name, letters in FINALS.items() for letter in letters}

SHAPES = {
    "L": dict(zip("VRLNZT", "ллдддт", strict=True)),  # plural
    "N": dict(zip("VRLNZT", "нддндт", strict=True)),  # genitive
    "C": dict(zip("VRLNZT", "нддддт", strict=True)),  # accusative
    "D": dict(zip("VRLNZT", "дддддт", strict=True)),  # locative, past
    "B": dict(zip("VRLNZT", "дддндт", strict=True)),  # ablative
    "M": dict(zip("VRLNZT", "ммммбп", strict=True)),  # instrumental, "I am"
    "Q": dict(zip("VRLNZT", "мммббп", strict=True)),  # negation, "we are"
}
"""For each capital letter, the letter written after each class."""
HARMONY = {"A": "ае", "I": "ыі", "K": "қк"}
"""For each capital letter, the letters written in back and in front words."""
VOICED_BACK_FRONT, VOICELESS_BACK_FRONT = "ғг", "қк"
"""The shapes of G."""


class Suffix(NamedTuple):
    """A suffix, and the state of the word after it."""

    name: str
    template: str
    to: str


Suffixes = dict[str, list[Suffix]]
"""For each state of a word the suffixes that may follow."""

END, PARTICIPLE = "end", "participle"
_CASES = (("gen", "NIң"), ("acc", "CI"), ("dat", "GA"), ("loc", "DA"), ("abl", "BAн"), ("ins", "Mен"))
_POSSESSIVES = (("p1", "(I)м"), ("p1", "(I)мIз"), ("p2", "(I)ң"), ("p2", "(I)ңIз"))
_COPULAS = ("MIн", "сIң", "сIз", "QIз", "сIңдAр", "сIздAр")
_PERSONS = ("", "мIн", "сIң", "сIз", "мIз", "сIңдAр", "сIздAр")
_AFTER_VOICELESS = ("", "пIн", "сIң", "сIз", "пIз", "сIңдAр", "сIздAр")


def _add(table: Suffixes, states: str, name: str, templates: str, to: str) -> None:
    for state in states.split():
        table[state].extend(Suffix(name, template, to) for template in templates.split())


def _nouns() -> Suffixes:
    table: Suffixes = defaultdict(list)
    _add(table, "noun", "pl", "LAр", "plural")
    _add(table, "noun", "cmp", "(I)рAK", END)
    for name, template in _POSSESSIVES:
        _add(table, "noun plural", name, template, "possessed")
    _add(table, "noun plural", "p3", "(I)[сI]", "possessed3")
    _add(table, "attribute", "p3", "(I)[сI]", "attribute3")
    for name, template in _CASES:
        _add(table, "noun plural possessed", name, template, "locative" if name == "loc" else END)
        _add(table, "attribute attributes", name, template, END)
    _add(table, "possessed", "dat", "A", END)
    for state in ("possessed3", "attribute3"):
        for name, template in (("gen", "нIң"), ("acc", "н"), ("dat", "нA"), ("abl", "нAн"), ("ins", "мен")):
            _add(table, state, name, template, END)
        _add(table, state, "loc", "ндA", "locative" if state == "possessed3" else END)
    _add(table, "possessed3", "sim", "ндAй", END)
    _add(table, "possessed3", "eqv", "ншA", END)
    _add(table, "noun plural possessed", "sim", "DAй", END)
    _add(table, "noun plural", "eqv", "шA", END)
    _add(table, "noun plural possessed", "own", "Nікі", END)
    _add(table, "possessed3", "own", "нікі", END)
    _add(table, "locative", "ki", "GI", "attribute")
    _add(table, "attribute", "pl", "LAр", "attributes")
    _add(table, "noun plural possessed possessed3 attribute locative", "cop", " ".join(_COPULAS), END)
    return table


def _verbs() -> Suffixes:
    table: Suffixes = defaultdict(list)
    plain, negated, both = "verb", "negated", "verb negated"
    _add(table, plain, "neg", "QA", negated)
    for person in ("", "м", "ң", "ңIз", "K", "ңдAр", "ңIздAр"):
        _add(table, both, "pastwe" if person == "K" else "past", "DI" + person, END)
        _add(table, both, "cond", "сA" + person, END)
    for person in (*_PERSONS, "дI"):
        _add(table, plain, "pres", "(A)[й]" + person, END)
        _add(table, negated, "pres", "й" + person, END)
    for person in (*_AFTER_VOICELESS, "тI"):
        _add(table, both, "conv", "(I)п" + person, END)
    for person in _PERSONS:
        _add(table, plain, "aor", "(A)р" + person, END)
    _add(table, plain, "aordat", "(A)рGA (A)рIн", END)
    for person in (*_AFTER_VOICELESS, "тAн", "тAй", "тIK"):
        _add(table, negated, "aor", "с" + person, END)
    for copula in _COPULAS:
        _add(table, both, "perf", "GAн" + copula, END)
        _add(table, plain, "fut", "(A)[й]тIн" + copula, END)
        _add(table, negated, "fut", "йтIн" + copula, END)
    _add(table, both, "imp", "сIн (A)йIн (A)йIK (I)ңIз (I)ңдAр (I)ңIздAр", END)
    _add(table, both, "conv", "GAлI GAсIн GAншA GAй", END)
    _add(table, negated, "conv", "йIншA", END)
    _add(table, plain, "intent", "QAK QAKшI", END)
    _add(table, both, "wish", "GI GIм GIң GIңIз GIмIз GIсI GIсIн", END)
    # Participles and the infinitive: what follows them are the endings of nouns.
    _add(table, both, "perf", "GAн", PARTICIPLE)
    _add(table, both, "inf", "у", PARTICIPLE)
    _add(table, plain, "able", "(A)рлIK", PARTICIPLE)
    _add(table, plain, "fut", "(A)[й]тIн", PARTICIPLE)
    _add(table, negated, "fut", "йтIн", PARTICIPLE)
    _add(table, negated, "aor", "с", PARTICIPLE)
    return table


def _voices() -> Suffixes:
    table: Suffixes = defaultdict(list)
    _add(table, "active", "pass", "(I)л", END)
    _add(table, "active", "refl", "(I)н", END)
    _add(table, "active", "coop", "(I)с", END)
    return table


_SHORT_NOUNS = (
    "ай ақ ал ар ас ат ау аң аш ащ ел ем ен ер ес ет ит би ми ду су бу ту қу із ін іс іш ия ой ор от оқ он ою ұл ұн ұя үй үн үш "
    "өң өт өз өр ши ән әл әр әз бұ жо иу"
)
_SHORT_VERBS = (
    "ал аз ақ ас ат ау аш де ел ен еп ер ес ет ек ез же жи жу ит іл із іш ік ки қи қу ми оз ой ор от өл өр өс өт өш би су ти "
    "ту ті ұқ ұр ұт ұш үз үй үк үр"
)
SHORT_NOUNS, SHORT_VERBS = frozenset(_SHORT_NOUNS.split()), frozenset(_SHORT_VERBS.split())
"""Stems of two letters: they are few and old, and any other cut to two letters is wrong."""

NOUNS, VERBS, VOICES = _nouns(), _verbs(), _voices()
