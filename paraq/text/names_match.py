"""A person found in analysed text: where, by what evidence, and how surely."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from rapidfuzz.distance import OSA

from paraq.text.names import PersonName, initial_of, name_key
from paraq.text.names_families import are_two_families
from paraq.text.names_spelling import Equivalents, installed, kind_of, loose, root_of
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
_PATRONYMIC = re.compile(r"(?<=..)(?:ули|кизи|огли|ович|евич|овна|евна|ична)(?:а|у|ем|е|ои|и)?$")
# Surname and initials in either order; surname, given name, patronymic; given name, patronymic, surname; two of these.
_PERSON = re.compile("I{1,2}S|SI{1,2}|SWP|WPS|SW|WS|WP")
_SURNAME = re.compile(r"(?<=..)(?:ов|ев|ин|ски)$")


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


def _verdict(part: str, exact: str, key: str, is_reading: bool, known: Equivalents) -> tuple[Evidence, int] | None:
    """Return why and how surely a word is a part of a name, or nothing."""
    wanted, other = name_key(part), name_key(exact)
    if min(len(key), len(other)) < 2 or not key[0].isalpha():
        return None
    if exact == part.lower():
        return ("ocr", DAMAGED) if is_reading else ("exact", EXACT)

    def of_one_family(score: int) -> int:
        return OTHER_FAMILY if are_two_families(part.lower(), exact, (wanted, other), known) else score

    if wanted == other:
        form = exact[:3] == part.lower()[:3]
        score = of_one_family(FORM if form else SPELLING)
        return "form" if score == FORM else "spelling", score
    root, other_root = root_of(wanted), root_of(other)
    if other_root in known.of(wanted):
        return "spelling", of_one_family(EQUIVALENT)
    if root == other_root:
        kinds = {kind_of(wanted), kind_of(other)} - {""}
        return "form", of_one_family(ROOT) if len(kinds) < 2 else OTHER_KIND
    if len(root) >= _HEARD_FROM and loose(wanted) == loose(other):
        return "spelling", of_one_family(HEARD)
    if _one_off(wanted, other) or any(_one_off(spelling, other_root) for spelling in (root, *known.of(wanted))):
        return "ocr", DAMAGED
    return None


def _one_off(one: str, other: str) -> bool:
    return min(len(one), len(other)) >= _DAMAGED_FROM and OSA.distance(one, other, score_cutoff=1) <= 1


def _scored(parts: list[PartMatch], asked: int, other_person: bool) -> NameMatch:
    surname, beside = parts[0], parts[1:]
    factor = 1.0
    if other_person:
        factor = CONTRADICTED
    elif asked:
        factor = ALONE + (1 - ALONE) * sum(part.score for part in beside) / (100 * asked)
    weakest = min(parts, key=lambda part: part.score)
    ordered = tuple(sorted(parts, key=lambda part: part.start))
    end = max(part.end for part in parts)
    return NameMatch(ordered[0].start, end, ordered, weakest.evidence, round(surname.score * factor))


def person_names(tokens: Sequence[Token]) -> list[NameMatch]:
    """Return the persons that a text names: surnames in -ов, -ев, -ин, -ский beside initials or a given name, and patronymics.

    A cheap reading for descriptions and facets: it wants capitals, so it finds nothing in text all in small letters.
    """
    kinds: list[str] = []
    places: list[int] = []
    end, limit = 0, 0
    for index, token in enumerate(tokens):
        if token.alternative:
            continue
        if token.start - end > limit:
            kinds.append("|")
            places.append(index)
        kinds.append(_kind(token))
        places.append(index)
        # A blank stands between the parts of a name, and a dot too after an initial.
        end, limit = token.end, 2 if len(token.text) == 1 else 1
    found = []
    for match in _PERSON.finditer("".join(kinds)):
        parts = tuple(
            PartMatch(tokens[places[at]].start, tokens[places[at]].end, places[at], "exact", EXACT, kinds[at] == "S")
            for at in range(*match.span())
        )
        found.append(NameMatch(parts[0].start, parts[-1].end, parts, "exact", EXACT))
    return found


def _kind(token: Token) -> str:
    """Return the kind of a word as a letter: Surname, Patronymic, Initial, other capitalised Word, or neither."""
    if not token.text[:1].isupper() or not token.text[0].isalpha():
        return "-"
    if len(token.text) == 1:
        return "I"
    if _PATRONYMIC.search(token.key):
        return "P"
    return "S" if _SURNAME.search(token.key) else "W"
