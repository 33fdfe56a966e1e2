"""Two words of names: why and how surely they are one name in another case, gender, spelling or script, or misread."""

import re
from functools import lru_cache
from typing import Literal

from rapidfuzz.distance import OSA

from paraq.text import russian
from paraq.text.names_families import are_two_families
from paraq.text.names_sounds import is_case, other_skeletons
from paraq.text.names_spelling import Equivalents, kind_of, loose, name_key, root_of
from paraq.text.scripts import KAZAKH_LETTERS
from paraq.text.skeleton import skeleton

Evidence = Literal["exact", "form", "spelling", "ocr", "initial"]

# How surely one word is the searched one, of 100; docs/howto/equivalents.md explains the figures to archivists.
EXACT, FORM, SPELLING, EQUIVALENT, ROOT, HEARD, DAMAGED = 100, 98, 95, 90, 85, 80, 70
# Surnames that sound alike and are spelled as two in one way of writing (Ахметов, Ахмедов) are likelier of two families.
OTHER_FAMILY = 75
# Попович is a patronymic or another family than Попов, though both are of one root.
OTHER_KIND = 75
# Below five letters nearly every word has a neighbour one letter away.
_DAMAGED_FROM = 5
# Shorter roots that merely sound alike (Ора, Ура) are different names.
_HEARD_FROM = 4
_EI = re.compile("аи")


def likeness(part: str, exact: str, key: str, is_reading: bool, known: Equivalents) -> tuple[Evidence, int] | None:
    """Return why and how surely (of 100) a word is a part of a name, or nothing.

    Args:
        part: The part, as asked for.
        exact: The word of a text in small letters, and
        key: its spelling key.
        is_reading: If it is another reading of a misread word.
        known: The equivalents.
    """
    wanted, other, lowered = name_key(part), name_key(exact), part.lower()
    if min(len(key), len(other)) < 2 or not key[0].isalpha():
        return None
    if exact == lowered:
        return ("ocr", DAMAGED) if is_reading else ("exact", EXACT)
    evidence, score = _compared(lowered, exact, (wanted, other), known)
    keys = wanted, other
    heard = score and score != OTHER_KIND and evidence != "ocr" and not _are_read_alike(lowered, exact, keys)
    if heard and are_two_families(lowered, exact, keys, known):
        return "spelling" if score > EQUIVALENT else evidence, OTHER_FAMILY
    return (evidence, score) if score else None


def _compared(one: str, other: str, keys: tuple[str, str], known: Equivalents) -> tuple[Evidence, int]:
    """Return how surely two words in small letters with their keys are one name, but for families that sound alike."""
    if keys[0] == keys[1]:
        return ("form", FORM) if one[:3] == other[:3] else ("spelling", SPELLING)
    if is_case(one, other):
        return ("form", FORM) if one[0] == other[0] else ("spelling", SPELLING)
    if _are_read_alike(one, other, keys):
        return "spelling", SPELLING
    roots = root_of(keys[0]), root_of(keys[1])
    if roots[1] in known.of(keys[0]):
        return "spelling", EQUIVALENT
    if roots[0] == roots[1] or _looks_inflected(one, roots[1]) or _looks_inflected(other, roots[0]):
        kinds = {kind_of(keys[0]), kind_of(keys[1])} - {""}
        if len(kinds) == 2 or (kinds and _is_own_surname(other if kind_of(keys[0]) else one)):
            return "form", OTHER_KIND
        return "form", ROOT
    if min(map(len, roots)) >= _HEARD_FROM and loose(keys[0]) == loose(keys[1]):
        return "spelling", HEARD
    if _one_off(*keys) or any(_one_off(spelling, roots[1]) for spelling in (roots[0], *known.of(keys[0]))):
        return "ocr", DAMAGED
    return "ocr", 0


def _are_read_alike(one: str, other: str, keys: tuple[str, str]) -> bool:
    """Tell whether one word is what another language reads in the other; Kazakh reads Kazakh in one way only."""
    readings = _read_otherwise(one), _read_otherwise(other)
    if not any(readings) or (KAZAKH_LETTERS.search(one) and KAZAKH_LETTERS.search(other)):
        return False
    return _EI.sub("еи", keys[1]) in readings[0] or _EI.sub("еи", keys[0]) in readings[1]


def _looks_inflected(word: str, root: str) -> bool:
    """Tell whether a whole word is the root of another, though its end looks like a case: Бексұлтан, Бексултанов."""
    return word[-1] in "аен" and len(root) >= _DAMAGED_FROM and skeleton(word) == root


def _is_own_surname(bare: str) -> bool:
    """Tell whether a word is a surname as it stands, or a Russian noun: Мороз, Коваль, Ким are other families than Морозов."""
    return KAZAKH_LETTERS.search(bare) is None and russian.is_noun_or_surname(bare)


@lru_cache(maxsize=65536)
def _read_otherwise(word: str) -> frozenset[str]:
    """Return the keys of a word as another language reads it, the two spellings of German ei as one."""
    return frozenset(_EI.sub("еи", name_key(other)) for other in other_skeletons(word))


def _one_off(one: str, other: str) -> bool:
    return min(len(one), len(other)) >= _DAMAGED_FROM and OSA.distance(one, other, score_cutoff=1) <= 1
