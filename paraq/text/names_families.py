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
# Сауырбаев, Саурбаев; Наурызбаев, Наурзбаев.
_Y_BEHIND_U = re.compile("уы|урыз")
_TYPED = str.maketrans("әғқңөұүһі", "агкноуухи")


def are_two_families(one: str, other: str, keys: tuple[str, str], known: Equivalents) -> bool:
    """Tell two families from two spellings of one.

    Args:
        one: A surname in small letters, in any case and gender.
        other: One that is spelled or sounds like it, likewise.
        keys: Their keys (``name_key``).
        known: The equivalents; those of kind ``stem`` are one family however they are written.
    """
    if not all(map(kind_of, keys)):
        return False
    roots = root_of(keys[0]), root_of(keys[1])
    # A letter more than the root, whose doubled vowels are one: Сыдиықов.
    written = one.replace("дж", "ж")[: len(roots[0]) + 1], other.replace("дж", "ж")[: len(roots[1]) + 1]
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
        return way != "russian" or not _is_heard(*written, listed=listed)
    # Қ and Х begin different names, but for those that are listed: Қасен, Хасен.
    return {roots[0][:1], roots[1][:1]} == {"к", "х"} and not listed


def _is_heard(one: str, other: str, *, listed: bool) -> bool:
    """Tell Kazakh that has no letter of its own to show from what Russians heard: ы is theirs for и, у or nothing, ш for ч.

    Without a list ы is lost behind у only (Сауырбаев, Саурбаев): Сарыбаев is no Сарбаев.
    """
    first = {one[:1], other[:1]}
    if first == {"ш", "ч"} or (first == {"о", "у"} and min(len(one), len(other)) >= _LONG) or (listed and first == {"ы", "и"}):
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
    return gained > lost or (listed and gained == lost) or _Y_BEHIND_U.search(more) is not None


def _way_of_writing(root: str) -> str:
    """Return the way of writing that spells every sound by one rule, or nothing."""
    script = script_of(root)
    if script == "cyrillic":
        return "kazakh" if KAZAKH_LETTERS.search(root) else "russian"
    return "passport" if script == "latin" and root.isascii() else ""


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
