"""A person found in analysed text: where, by what evidence, and how surely."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from paraq.text import kazakh
from paraq.text.names import SEPARATE, PersonName, initial_of, is_patronymic, name_key
from paraq.text.names_likeness import HEARD, Evidence, likeness
from paraq.text.names_spelling import Equivalents, installed
from paraq.text.token import Token

# An initial for a written-out name, of 100, as the scores of names_likeness.
INITIAL = 80
# Initials that two clerks wrote for one sound, beside a surname in two spellings: Ш. Уәлиханов, Ч. Валиханов.
OTHER_INITIAL = 75
_ONE_INITIAL = frozenset(map(frozenset, ("шч", "оу", "ув", "кх", "пф")))
# What the other parts of the name do to the score of the surname: none beside it, another person's, or some of it and some of
# a namesake's or a brother's; the last may be a misreading.
ALONE, CONTRADICTED, NAMESAKE = 0.7, 0.3, 0.6
# A word between two parts is a sign that they are parts of different names: two outweigh the difference to an initial.
BETWEEN = 15
# Words that may stand between the parts of one name: a form of address, a bracket, an initial (as in names.terms).
NEAR = 3


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
            self._verdicts[case] = likeness(part, token.exact, token.key, case[2], self._known)
        verdict = self._verdicts[case]
        if verdict and part != self._main and (_are_two_words(part, token, verdict) or self._is_of_other_kin(part, index)):
            return None
        return PartMatch(token.start, token.end, index, *verdict, is_main=part == self._main) if verdict else None

    def _completed(self, surname: PartMatch, taken: frozenset[int]) -> NameMatch:
        """Return the match with what of given name, patronymic and initials stands near the surname and is not taken."""
        parts, used = [surname], {surname.token}
        near = [at for at in self._near(surname.token) if self._tokens[at].position not in taken]
        for part in self._written_out:
            self._add(parts, used, [self._compared(part, at) or self._as_initial(initial_of(part), at, surname) for at in near])
        for initial in self._initials:
            self._add(
                parts, used, [self._as_initial(initial, at, surname) or self._beginning(initial, at, surname) for at in near]
            )
        asked = len(self._written_out) + len(self._initials)
        doubt = 1.0
        if asked and len(parts) == 1 and self._is_other_person(surname.token):
            doubt = CONTRADICTED
        elif 1 < len(parts) <= asked and self._is_namesake(parts, used):
            doubt = NAMESAKE
        return _scored(parts, asked, doubt)

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

    def _as_initial(self, initial: str, index: int, surname: PartMatch) -> PartMatch | None:
        token = self._tokens[index]
        return _initialled(initial, token, index, surname) if len(token.text) <= 2 else None

    def _beginning(self, initial: str, index: int, surname: PartMatch) -> PartMatch | None:
        """Return a written-out name for an initial that was asked."""
        token = self._tokens[index]
        return _initialled(initial, token, index, surname) if len(token.text) >= 3 else None

    def _is_other_person(self, index: int) -> bool:
        """Tell whether right beside the surname stands an initial or a given name that was not asked."""
        center = self._tokens[index].position
        for at in self._near(index):
            token = self._tokens[at]
            beside = abs(token.position - center) == 1 and token.text[:1].isupper()
            if beside and (len(token.text) == 1 or self._known.knows(name_key(token.exact))):
                return True
        return False

    def _is_of_other_kin(self, part: str, index: int) -> bool:
        """Tell a given name from the patronymic made of it: Нұрлан Серікұлы is no Серік Нұрланұлы."""
        following = self._tokens[index + 1].key if index + 1 < len(self._tokens) else ""
        return is_patronymic(part) != (is_patronymic(self._tokens[index].exact) or following in SEPARATE)

    def _is_namesake(self, parts: list[PartMatch], used: set[int]) -> bool:
        """Tell whether the name goes on, before or behind what was found of it, with an initial or a name that was not asked."""
        places = {self._tokens[at].position for at in used}
        words = [token for at in used for token in self._joined(at) if token.position not in places]
        # Beside a patronymic stands the given name, whether it is known or not.
        fathered = any(is_patronymic(self._tokens[part.token].exact) for part in parts[1:])
        return any(
            fathered or len(token.text) == 1 or is_patronymic(token.exact) or self._known.knows(name_key(token.exact))
            for token in words
        )

    def _joined(self, index: int) -> Iterator[Token]:
        """Yield the capitalised words that a blank alone, or the dot of an initial, parts from a word."""
        word = self._tokens[index]
        for at in (index - 1, index + 1):
            if 0 <= at < len(self._tokens) and self._tokens[at].text[:1].isupper():
                first, second = sorted((word, self._tokens[at]), key=lambda token: token.start)
                if second.start - first.end <= (2 if len(first.text) == 1 else 1):
                    yield self._tokens[at]


def _initialled(initial: str, token: Token, index: int, surname: PartMatch) -> PartMatch | None:
    """Return an initial, or a name, as that of a part with an initial, which a surname in another spelling may have otherwise."""
    if not initial or not token.text[:1].isupper():
        return None
    written = initial_of(token.exact)
    if written != initial and (surname.evidence != "spelling" or {written, initial} not in _ONE_INITIAL):
        return None
    return PartMatch(token.start, token.end, index, "initial", INITIAL if written == initial else OTHER_INITIAL)


def _are_two_words(part: str, token: Token, verdict: tuple[Evidence, int]) -> bool:
    """Tell two given names that differ by a letter (Ерлан, Ержан) from one that OCR misread: both are words of the list."""
    return verdict[0] == "ocr" and not token.alternative and kazakh.knows(part.lower()) and kazakh.knows(token.exact)


def _scored(parts: list[PartMatch], asked: int, doubt: float) -> NameMatch:
    """Return the match of parts, the surname first, of so many asked besides it; ``doubt`` is 1 or what is left of the score."""
    surname, beside = parts[0], parts[1:]
    factor = doubt
    agree = all(part.evidence != "ocr" and part.score >= (OTHER_INITIAL if part.evidence == "initial" else 1) for part in beside)
    # Other parts that agree, if in another spelling or as initials, make a surname in another spelling no less sure.
    if asked and doubt == 1 and not (len(beside) == asked and agree and surname.score <= HEARD):
        factor = ALONE + (1 - ALONE) * sum(part.score for part in beside) / (100 * asked)
    weakest = min(parts, key=lambda part: part.score)
    ordered = tuple(sorted(parts, key=lambda part: part.start))
    end = max(part.end for part in parts)
    return NameMatch(ordered[0].start, end, ordered, weakest.evidence, round(surname.score * factor))
