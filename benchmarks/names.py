"""Surnames in another spelling, script, gender or case: how many are found, and how many look-alikes are taken for each other.

The surnames are Kazakh family names in common use; their variants are made here by rules of the spellings themselves, not by the
tables of the product. A hard look-alike is another surname of the list within two letters of it.
"""

import itertools
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from paraq.text.names import name_key, same_surname
from paraq.text.skeleton import key_of

SURNAMES = Path(__file__).parents[1] / "tests" / "relevance" / "surnames.txt"
Spelling = Callable[[str], str]

_LETTERS = "абвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщыіэюяәьъ"
_COMMON = dict(zip("абвгдезклмнопрстуф", "abvgdezklmnoprstuf", strict=True)) | {
    "ц": "ts",
    "ч": "ch",
    "щ": "shch",
    "ь": "",
    "ъ": "",
    "э": "e",
}


def _table(letters: str) -> dict[str, str]:
    return _COMMON | dict(pair.split("=") for pair in letters.split())


_PASSPORT = _table("ж=zh и=i й=y х=kh ш=sh ы=y і=i ю=yu я=ya ё=yo ә=a ғ=g қ=k ң=n ө=o ұ=u ү=u һ=h")
_GUIDE = _table("ж=zh и=i й=i х=h ш=sh ы=y і=i ю=yu я=ya ё=yo ә=a ғ=gh қ=q ң=ng ө=o ұ=u ү=u һ=h")
_L2017 = _table("ж=j и=i' й=i' х=h ш=s' ч=c' щ=s'c' ы=y і=i у=y' ю=i'y' я=i'a ё=i'o ә=a' ғ=g' қ=q ң=n' ө=o' ұ=u ү=u' һ=h")
_L2018 = _table("ж=j и=ı й=ı х=h ш=sh ы=y і=i у=ý ю=ıý я=ıa ё=ıo ә=á ғ=ǵ қ=q ң=ń ө=ó ұ=u ү=ú һ=h")
_L2021 = _table("ж=j и=i й=i х=h ш=ş ы=y і=ı ю=iu я=ia ё=io ә=ä ғ=ğ қ=q ң=ŋ ө=ö ұ=ū ү=ü һ=h")
_YANALIF = _table("б=ʙ ж=ç з=z и=i й=j х=x ш=c ы=ь і=i у=v ю=yv я=ja ё=o ә=ə ғ=ƣ қ=q ң=ꞑ ө=ɵ ұ=u ү=y һ=h ч=c")
_TOTE_LETTERS = (
    "а=ا ә=ٴا б=ب в=ۆ г=گ ғ=ع д=د е=ە ж=ج з=ز и=ي й=ي к=ك қ=ق л=ل м=م н=ن ң=ڭ о=و ө=ٴو п=پ р=ر с=س т=ت у=ۋ ұ=ۇ ү=ٴۇ "
    "ф=ف х=ح һ=ھ ц=تس ч=چ ш=ش щ=شش ы=ى і=ٴى э=ە ю=يۋ я=يا ё=و ь= ъ="
)
_TOTE = dict(pair.split("=") for pair in _TOTE_LETTERS.split())
_RUSSIAN_KEYS = dict(zip("әғқңөұүһі", "агкноуухи", strict=True))


def _spelled(table: dict[str, str]) -> Spelling:
    return lambda name: "".join(table.get(letter, letter) for letter in name.lower())


def _aitbayev(name: str) -> str:
    """Return the spelling that newspapers and passports like: y between vowel and e, ye at the beginning."""
    latin = _spelled(_PASSPORT)(re.sub("й(?![аеоу])", "i", name.lower()))
    return re.sub("^e", "ye", re.sub("(?<=[aiouy])e", "ye", latin))


def _kazakh_case(ending: str) -> Spelling:
    """Return the Kazakh case of a surname, its first letter and vowel fitted to the name's end."""

    def inflected(name: str) -> str:
        front = max(name.rfind(letter) for letter in "әеөүіи") > max(name.rfind(letter) for letter in "аоұыуя")
        voiceless = name[-1] in "вптксшқ"
        nasal = name[-1] in "нмң"
        form = ending.replace("A", "е" if front else "а").replace("I", "і" if front else "ы")
        form = form.replace("G", ("к" if front else "қ") if voiceless else ("г" if front else "ғ"))
        return name + form.replace("N", "т" if voiceless else "н" if nasal or name[-1] in "аеиоуы" else "д").replace(
            "D", "т" if voiceless else "д"
        ).replace("B", "п" if voiceless else "м")

    return inflected


def _russian_cases(name: str) -> Iterator[str]:
    masculine = ("а", "у", "ым", "е") if name.endswith(("ов", "ев", "ин")) else ("а", "у", "ом", "е")
    yield from (name + ending for ending in masculine)
    if name.endswith(("ов", "ев", "ин")):
        yield from (name + ending for ending in ("ой", "у", "ы", "ых"))


VARIANTS: dict[str, Callable[[str], list[str]]] = {
    "passport": lambda name: [_spelled(_PASSPORT)(name), _aitbayev(name)],
    "guide": lambda name: [_spelled(_GUIDE)(name)],
    "Latin 2017": lambda name: [_spelled(_L2017)(name)],
    "Latin 2018": lambda name: [_spelled(_L2018)(name)],
    "Latin 2021": lambda name: [_spelled(_L2021)(name)],
    "Yañalif, alone": lambda name: [_spelled(_YANALIF)(name)],
    "töte": lambda name: [_spelled(_TOTE)(name)],
    "Russian keyboard": lambda name: [
        _spelled(_RUSSIAN_KEYS)(name),
        name.replace("і", "ы").translate(str.maketrans(_RUSSIAN_KEYS)),
    ],
    "capitals": lambda name: [name.upper()],
    "gender": lambda name: [name + "а"] if name.endswith(("ов", "ев", "ин")) else [],
    "Kazakh case": lambda name: [_kazakh_case(ending)(name) for ending in ("NIң", "GA", "NI", "DA", "DAн", "Bен")],
    "Russian case": lambda name: list(_russian_cases(name)),
    "case in Latin": lambda name: [
        _spelled(_PASSPORT)(_kazakh_case(ending)(name.lower())) for ending in ("NIң", "GA", "NI", "DA", "DAн")
    ],
}


def surnames() -> list[str]:
    """Return the surnames; of two that differ only by the Kazakh letters, which are one name, the first."""
    distinct: dict[str, str] = {}
    for name in SURNAMES.read_text(encoding="utf-8").split():
        distinct.setdefault(_spelled(_RUSSIAN_KEYS)(name), name)
    return list(distinct.values())


def found_share(same: Callable[[str, str], bool], names: list[str]) -> dict[str, float]:
    """Return by kind of variant the share that is recognised as its surname."""
    shares = {}
    for kind, variants in VARIANTS.items():
        verdicts = [same(name, variant) for name in names for variant in variants(name)]
        shares[kind] = sum(verdicts) / len(verdicts)
    return shares


def false_share(same: Callable[[str, str], bool], names: list[str]) -> tuple[float, int, list[tuple[str, str]]]:
    """Return the share of hard look-alikes taken for one name, how many there are, and which were wrong."""
    hard = [
        (one, other)
        for one, other in itertools.combinations(names, 2)
        if abs(len(one) - len(other)) <= 2 and Levenshtein.distance(one.lower(), other.lower(), score_cutoff=2) <= 2
    ]
    wrong = [(one, other) for one, other in hard if same(one, other)]
    return len(wrong) / len(hard), len(hard), wrong


METHODS: dict[str, Callable[[str, str], bool]] = {
    "key layer": lambda one, other: key_of(one.lower()) == key_of(other.lower()),
    "name_key": lambda one, other: name_key(one) == name_key(other),
    "same_surname": same_surname,
}


def main() -> None:
    """Print the table."""
    names = surnames()
    out = sys.stdout.write
    out(f"{len(names)} surnames\n{'':18}" + "".join(f"{method:>14}" for method in METHODS) + "\n")
    shares = {method: found_share(same, names) for method, same in METHODS.items()}
    for kind in VARIANTS:
        out(f"{kind:18}" + "".join(f"{shares[method][kind]:14.4f}" for method in METHODS) + "\n")
    in_text = [key_of(name.lower()) == key_of(_spelled(_YANALIF)(name), True) for name in names]
    out(f"{'Yañalif, in text':18}{sum(in_text) / len(in_text):14.4f}\n")
    for method, same in METHODS.items():
        share, hard, wrong = false_share(same, names)
        out(f"{method}: false {share:.4f} of {hard} hard look-alikes: {', '.join('/'.join(pair) for pair in wrong[:12])}\n")


if __name__ == "__main__":
    main()
