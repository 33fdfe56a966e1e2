"""Two surnames that sound alike: one family in two spellings, or two families.

A Kazakh surname has as many Russian and Latin spellings as clerks had ears, so that between two ways of writing sounds may
differ. In one way of writing a family keeps its own: Ахметов is no Ахмедов, though Ахмет and Ахмед are one given name.
"""

import re

from paraq.text.names_sounds import one_sound
from paraq.text.names_spelling import Equivalents, installed, kind_of, name_key, root_of
from paraq.text.scripts import KAZAKH_LETTERS, cyrillic_restored, script_of

# ы of the first syllable: Сырым, Срым.
_FIRST_Y = re.compile("(?<=^[^аеёиоуыэюя])ы(?=[^аеёиоуыэюя])")
# Of shorter names a first о and у make two: Оразов, Уразов; but Оразбаев, Уразбаев.
_LONG = 7
# Есенов, Исенов; but Ергешов, Иргешев.
_SHORTER = 6
# Сауырбаев, Саурбаев; Наурызбаев, Наурзбаев.
_Y_BEHIND_U = re.compile("уы|урыз")
# ы and і that are not heard within an element: Мүсірепов, Мүсрепов; Арыстанов, Арстанов. Before бай and бек they end one.
_REDUCED = re.compile(r"(?<=[^аеёиоуыэюяәөұүі])[ыі](?=[рлнмсг][^бкқ])")
# First sounds that are one in longer names whose other sounds are.
_FIRST = frozenset(map(frozenset, ("оу", "пф")))
# нғ is two sounds, н and ң are one: Құрманғали, Құрманәли.
_NASALS = re.compile(r"[нң][гғ]?")
# Қабылдин is no case of Қабылов, though it looks like one; Ақтаевтың typed in Russian letters is.
_DIN = re.compile("(?<![вн])[дт]ин(?:а|у|ым|е|ой|ы|ых|ге|нің|ді|нен|де|мен)?$")
_TYPED = str.maketrans("әғқңөұүһі", "агкноуухи")


def are_two_families(one: str, other: str, keys: tuple[str, str], known: Equivalents) -> bool:
    """Tell two families from two spellings of one.

    Args:
        one: A surname in small letters, in any case and gender.
        other: One that is spelled or sounds like it, likewise.
        keys: Their keys (``name_key``).
        known: The equivalents; those of kind ``stem`` are one family however they are written.
    """
    if any(map(kind_of, keys)) and (_DIN.search(one) is None) != (_DIN.search(other) is None):
        return True
    if not all(map(kind_of, keys)):
        return False
    roots = root_of(keys[0]), root_of(keys[1])
    # A letter more than the root, whose doubled vowels are one: Сыдиықов.
    written = one.replace("дж", "ж")[: len(roots[0]) + 1], other.replace("дж", "ж")[: len(roots[1]) + 1]
    if _differ_by_g(one[: len(roots[0])], other[: len(roots[1])]):
        return True
    if keys[0] == keys[1]:
        return _differ_both_ways(*written)
    if roots[0] == roots[1]:
        # -ев follows a soft sound, so that Макарьев is made of another name than Макаров; but Тәшенов may be written Ташенев.
        return (
            {key[-2:] for key in keys} == {"ов", "ев"}
            and roots[0][-1:] not in "аеиоужшчц"
            and _way_of_writing(written[0]) == _way_of_writing(written[1])
        )
    if known.are_one_family(*roots) or one_sound(roots[0]) == one_sound(roots[1]):
        return False
    listed = roots[1] in known.of(roots[0])
    way = _way_of_writing(written[0])
    if way and way == _way_of_writing(written[1]):
        if _REDUCED.sub("", written[0]) == _REDUCED.sub("", written[1]):
            return False
        return way != "russian" or not _is_heard(*written, listed=listed)
    # Қ and Х begin different names, but for long ones and those that are listed: Қасен, Хасен.
    return {roots[0][:1], roots[1][:1]} == {"к", "х"} and not listed and min(map(len, roots)) < _LONG


def _is_heard(one: str, other: str, *, listed: bool) -> bool:
    """Tell Kazakh that has no letter of its own to show from what Russians heard: ы is theirs for и, у or nothing, ш for ч.

    Without a list ы is lost behind у only (Сауырбаев, Саурбаев): Сарыбаев is no Сарбаев.
    """
    first = {one[:1], other[:1]}
    shorter = min(len(one), len(other))
    if first == {"е", "и"} and shorter >= _SHORTER:
        return True
    if first == {"ш", "ч"} or (shorter >= _LONG and first in _FIRST) or (listed and first == {"ы", "и"}):
        return True
    # Қалдыбай and Халдыбай; but Кусаин and Хусаин are two.
    if first == {"к", "х"} and shorter > _LONG:
        return True
    if _FIRST_Y.sub("", one) == _FIRST_Y.sub("", other):
        return True
    fewer, more = sorted((one, other), key=lambda root: root.count("ы"))
    gained = more.count("ы") - fewer.count("ы")
    if len(fewer) == len(more) and any(here == "ы" and there not in "ыиу" for here, there in zip(more, fewer, strict=True)):
        return False
    if gained <= 0:
        return False
    # As many letters: another vowel stands for an ы.
    lost = len(more) - len(fewer)
    if lost < 0 and not listed:
        return False
    return gained > lost or (listed and gained == lost) or _Y_BEHIND_U.search(more) is not None


def _way_of_writing(root: str) -> str:
    """Return the way of writing that spells every sound by one rule, or nothing."""
    script = script_of(root)
    if script == "cyrillic":
        return "kazakh" if KAZAKH_LETTERS.search(root) else "russian"
    return "passport" if script == "latin" and root.isascii() else ""


def _differ_by_g(one: str, other: str) -> bool:
    """Tell two roots whose keys hide the г of нғ, which Latin letters do not tell from ң."""
    if script_of(one) != "cyrillic" or script_of(other) != "cyrillic":
        return False
    nasals = zip(_NASALS.findall(one), _NASALS.findall(other), strict=False)
    return any(len(here) != len(there) and "ң" not in here + there for here, there in nasals)


def _differ_both_ways(one: str, other: str) -> bool:
    """Tell Құлов from Күлов, and Қарімов from Кәрімов: neither is the other typed without some Kazakh letters."""
    typed = set()
    for letter, against in zip(one, other, strict=False):
        if letter != against and letter.translate(_TYPED) == against.translate(_TYPED):
            if KAZAKH_LETTERS.match(letter) and KAZAKH_LETTERS.match(against):
                return True
            typed.add(bool(KAZAKH_LETTERS.match(letter)))
    return len(typed) == 2


def same_surname(one: str, other: str) -> bool:
    """Tell whether two surnames are one in another spelling, script, gender or case, or known equivalents with one ending."""
    first, second = name_key(one), name_key(other)
    roots = root_of(first), root_of(second)
    endings = len(first) - len(roots[0]), len(second) - len(roots[1])
    if first != second and (endings[0] != endings[1] or roots[1] not in installed().of(first)):
        return False
    written = cyrillic_restored(one).lower(), cyrillic_restored(other).lower()
    return not are_two_families(*written, (first, second), installed())
