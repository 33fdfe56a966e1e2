"""A person found in analysed text: where, by what evidence, and how surely."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from rapidfuzz.distance import OSA

from paraq.text import kazakh, russian
from paraq.text.names import PersonName, initial_of, name_key
from paraq.text.names_families import are_two_families
from paraq.text.names_sounds import is_case, other_skeletons
from paraq.text.names_spelling import Equivalents, installed, kind_of, loose, root_of
from paraq.text.scripts import KAZAKH_LETTERS
from paraq.text.skeleton import skeleton
from paraq.text.token import Token

Evidence = Literal["exact", "form", "spelling", "ocr", "initial"]

# How surely one word is the searched one, of 100; docs/howto/equivalents.md explains the figures to archivists.
EXACT, FORM, SPELLING, EQUIVALENT, ROOT, HEARD, DAMAGED, INITIAL = 100, 98, 95, 90, 85, 80, 70, 80
# Surnames that sound alike and are spelled as two in one way of writing (Ахметов, Ахмедов) are likelier of two families.
OTHER_FAMILY = 75
# Попович is a patronymic or another family than Попов, though both are of one root.
OTHER_KIND = 75
# What the other parts of the name do to the score of the surname: none beside it, or another person's.
ALONE, CONTRADICTED = 0.7, 0.3
# A word between two parts is a sign that they are parts of different names: two outweigh the difference to an initial.
BETWEEN = 15
# Words that may stand between the parts of one name: a form of address, a bracket, an initial (as in names.terms).
NEAR = 3
# Below five letters nearly every word has a neighbour one letter away.
_DAMAGED_FROM = 5
# Shorter roots that merely sound alike (Ора, Ура) are different names.
_HEARD_FROM = 4
_EI = re.compile("аи")


@dataclass(frozen=True, slots=True)
class PartMatch:
    """One part of a name at one word: its characters, its place in the tokens, why it matches, and if it is the surname."""

    start: int
    end: int
    token: int
    evidence: Evidence
    score: int
    is_main: bool = False


@dataclass(frozen=True, slots=True)
class NameMatch:
    """A name found: ``start`` and ``end`` span all its parts; ``evidence`` is that of its surest doubt, the weakest part.

    ``score``: 100 is the name as written with all its parts together; 70 the surname alone; below 50 it is likely another person.
    """

    start: int
    end: int
    parts: tuple[PartMatch, ...]
    evidence: Evidence
    score: int


def find(name: PersonName, tokens: Sequence[Token], known: Equivalents | None = None) -> list[NameMatch]:
    """Return where a name stands in analysed text, in order of the text.

    A name without surname is found by its given name; the other parts stand before or behind, at most :data:`NEAR` words off.
    """
    return _Search(name, tokens, known or installed()).matches() if name.surname or name.given else []


class _Search:
    """One name in one text; pages repeat their words, so every comparison is kept."""

    def __init__(self, name: PersonName, tokens: Sequence[Token], known: Equivalents) -> None:
        self._main = name.surname or name.given
        self._written_out = [part for part in (name.given if name.surname else "", name.patronymic) if part]
        self._initials = [initial_of(initial) for initial in name.initials]
        self._tokens = tokens
        self._known = known
        self._verdicts: dict[tuple[str, str, bool], tuple[Evidence, int] | None] = {}

    def matches(self) -> list[NameMatch]:
        """Return the matches in order of the text, the surest of those that share words."""
        surnames = [surname for index in range(len(self._tokens)) if (surname := self._compared(self._main, index))]
        complete = sorted(
            (self._completed(surname, frozenset()) for surname in surnames), key=lambda one: (-one.score, one.start)
        )
        chosen: list[NameMatch] = []
        taken: set[int] = set()
        for match in complete:
            if taken & set(self._places(match)):
                surname = next(part for part in match.parts if part.is_main)
                match = self._completed(surname, frozenset(taken))
            if not taken & set(self._places(match)):
                chosen.append(match)
                taken.update(self._places(match))
        return sorted(chosen, key=lambda match: match.start)

    def _places(self, match: NameMatch) -> list[int]:
        return [self._tokens[part.token].position for part in match.parts]

    def _compared(self, part: str, index: int) -> PartMatch | None:
        token = self._tokens[index]
        case = part, token.exact, token.alternative and token.text.isalpha()
        if case not in self._verdicts:
            self._verdicts[case] = _verdict(part, token.exact, token.key, case[2], self._known)
        verdict = self._verdicts[case]
        if verdict and verdict[0] == "ocr" and part != self._main and _are_two_words(part, token):
            return None
        return PartMatch(token.start, token.end, index, *verdict, is_main=part == self._main) if verdict else None

    def _completed(self, surname: PartMatch, taken: frozenset[int]) -> NameMatch:
        """Return the match with what of given name, patronymic and initials stands near the surname and is not taken."""
        parts, used = [surname], {surname.token}
        near = [at for at in self._near(surname.token) if self._tokens[at].position not in taken]
        for part in self._written_out:
            self._add(parts, used, [self._compared(part, at) or self._as_initial(initial_of(part), at) for at in near])
        for initial in self._initials:
            self._add(parts, used, [self._as_initial(initial, at) or self._beginning(initial, at) for at in near])
        asked = len(self._written_out) + len(self._initials)
        other = asked and len(parts) == 1 and self._is_other_person(surname.token)
        return _scored(parts, asked, bool(other))

    def _add(self, parts: list[PartMatch], used: set[int], candidates: list[PartMatch | None]) -> None:
        free = [
            replace(part, score=max(part.score - BETWEEN * self._words_between(parts[0].token, part.token), 0))
            for part in candidates
            if part and part.token not in used
        ]
        if free:
            best = max(free, key=lambda part: part.score)
            parts.append(best)
            used.add(best.token)

    def _words_between(self, one: int, other: int) -> int:
        """Return how many words stand between two, initials not counted."""
        between = self._tokens[min(one, other) + 1 : max(one, other)]
        return sum(not token.alternative and len(token.text) > 1 for token in between)

    def _near(self, index: int) -> list[int]:
        """Return the places of the tokens near one, nearest first, those behind before those in front."""
        center = self._tokens[index].position
        low = high = index
        while low and center - self._tokens[low - 1].position <= NEAR:
            low -= 1
        while high + 1 < len(self._tokens) and self._tokens[high + 1].position - center <= NEAR:
            high += 1
        distances = ((abs(self._tokens[at].position - center), at < index, at) for at in range(low, high + 1) if at != index)
        return [at for _, _, at in sorted(distances)]

    def _as_initial(self, initial: str, index: int) -> PartMatch | None:
        token = self._tokens[index]
        if len(token.text) > 2 or not token.text[:1].isupper() or not initial or initial_of(token.exact) != initial:
            return None
        return PartMatch(token.start, token.end, index, "initial", INITIAL)

    def _beginning(self, initial: str, index: int) -> PartMatch | None:
        """Return a written-out name for an initial that was asked."""
        token = self._tokens[index]
        if len(token.text) < 3 or not token.text[0].isupper() or initial_of(token.exact) != initial:
            return None
        return PartMatch(token.start, token.end, index, "initial", INITIAL)

    def _is_other_person(self, index: int) -> bool:
        """Tell whether right beside the surname stands an initial or a given name that was not asked."""
        center = self._tokens[index].position
        for at in self._near(index):
            token = self._tokens[at]
            beside = abs(token.position - center) == 1 and token.text[:1].isupper()
            if beside and (len(token.text) == 1 or self._known.knows(name_key(token.exact))):
                return True
        return False


def _are_two_words(part: str, token: Token) -> bool:
    """Tell two given names that differ by a letter (Ерлан, Ержан) from one that OCR misread: both are words of the list."""
    return not token.alternative and kazakh.knows(part.lower()) and kazakh.knows(token.exact)


def _verdict(part: str, exact: str, key: str, is_reading: bool, known: Equivalents) -> tuple[Evidence, int] | None:
    """Return why and how surely a word is a part of a name, or nothing."""
    wanted, other, lowered = name_key(part), name_key(exact), part.lower()
    if min(len(key), len(other)) < 2 or not key[0].isalpha():
        return None
    if exact == lowered:
        return ("ocr", DAMAGED) if is_reading else ("exact", EXACT)
    evidence, score = _likeness(lowered, exact, (wanted, other), known)
    keys = wanted, other
    heard = score and score != OTHER_KIND and evidence != "ocr" and not _are_read_alike(lowered, exact, keys)
    if heard and are_two_families(lowered, exact, keys, known):
        return "spelling" if score > EQUIVALENT else evidence, OTHER_FAMILY
    return (evidence, score) if score else None


def _likeness(one: str, other: str, keys: tuple[str, str], known: Equivalents) -> tuple[Evidence, int]:
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


def _scored(parts: list[PartMatch], asked: int, other_person: bool) -> NameMatch:
    surname, beside = parts[0], parts[1:]
    factor = 1.0
    if other_person:
        factor = CONTRADICTED
    elif (
        asked
        and len(beside) == asked
        and all(part.evidence not in {"ocr", "initial"} for part in beside)
        and surname.score <= HEARD
    ):
        # A given name in another spelling makes a surname in another no less sure.
        factor = 1.0
    elif asked:
        factor = ALONE + (1 - ALONE) * sum(part.score for part in beside) / (100 * asked)
    weakest = min(parts, key=lambda part: part.score)
    ordered = tuple(sorted(parts, key=lambda part: part.start))
    end = max(part.end for part in parts)
    return NameMatch(ordered[0].start, end, ordered, weakest.evidence, round(surname.score * factor))
