"""Which Kazakh stems exist: found in a list of word forms by what the grammar can make of them.

The list names forms, not stems. A stem *explains* each form that the grammar can read as that stem with endings. Stems are
taken greedily, each time the one that explains most forms that are still unexplained (the classical greedy set cover), until
every form is explained. A true stem has its whole paradigm in the list; a wrong cut (балалар as a stem, кіс for кісі) finds its
forms explained already and is never taken. Nothing is learnt from annotated text, so no annotation's licence binds the result.
"""

import heapq
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from paraq.text.kazakh_grammar import Reading, read

Lexeme = tuple[str, str]
"""A stem and its kind, ``N`` or ``V``."""

VOICES = frozenset({"pass", "refl", "coop"})
# A form counts for a stem the more, the longer the ending that it needs: short endings fit by chance.
_EVIDENCE = (1.0, 0.3, 0.6, 0.9)
_VOICED_EVIDENCE = 0.5
# A stem that explains less than one whole form explains nothing.
_ENOUGH = 1.0

# What a reading must overcome, in nats, against another reading of the same word with as much evidence.
_VERB = 0.6
_VOICE = 0.3
_TWO_LETTERS = 0.9
_ONE_LETTER_ENDING = 1.0
_TWO_LETTER_ENDING = 0.3
_UNLISTED_AS_IT_IS = 1.0
_NOT_TAKEN = 1.0
_TOTAL = 0.3


def lexeme_of(reading: Reading) -> Lexeme:
    """Return the lexeme that a reading speaks for; a word as it stands is a noun without endings."""
    return reading.stem, "V" if reading.kind == "V" else "N"


def _evidence(reading: Reading) -> float:
    if reading.chain and reading.chain[0] in VOICES:
        # Two letters and a voice suffix are nearly always a plain stem (бас is no cooperative of ба).
        return _VOICED_EVIDENCE if len(reading.stem) > 2 else 0.0
    return _EVIDENCE[len(reading.ending)] if len(reading.ending) < len(_EVIDENCE) else 1.0


def explained(words: Iterable[str]) -> dict[Lexeme, dict[str, float]]:
    """Return for each possible lexeme the forms that it explains, each with its weight as evidence."""
    forms: defaultdict[Lexeme, dict[str, float]] = defaultdict(dict)
    for word in words:
        for reading in read(word):
            lexeme, weight = lexeme_of(reading), _evidence(reading)
            if weight > forms[lexeme].get(word, 0.0):
                forms[lexeme][word] = weight
    return forms


def cover(forms: Mapping[Lexeme, Mapping[str, float]]) -> dict[Lexeme, float]:
    """Return the lexemes that explain all forms, each with the evidence that it alone brought."""
    taken: dict[Lexeme, float] = {}
    done: set[str] = set()
    heap = [(-sum(explains.values()), lexeme) for lexeme, explains in forms.items()]
    heapq.heapify(heap)
    while heap:
        _, lexeme = heapq.heappop(heap)
        gain = sum(weight for word, weight in forms[lexeme].items() if word not in done)
        if gain < _ENOUGH:
            continue
        if heap and gain < -heap[0][0]:
            heapq.heappush(heap, (-gain, lexeme))
            continue
        taken[lexeme] = gain
        done.update(forms[lexeme])
    return taken


class Lexicon:
    """The lexemes with their evidence: what they brought alone and what they explain in all."""

    def __init__(self, evidence: Mapping[Lexeme, tuple[float, float]]) -> None:
        """Take the evidence of each lexeme; unknown ones have none."""
        self._evidence = evidence

    @classmethod
    def learn(cls, words: Iterable[str]) -> "Lexicon":
        """Build the lexicon of a list of word forms."""
        forms = explained(words)
        taken = cover(forms)
        totals = {lexeme: sum(explains.values()) for lexeme, explains in forms.items()}
        return cls(
            {lexeme: (taken.get(lexeme, 0.0), total) for lexeme, total in totals.items() if lexeme in taken or total > _ENOUGH}
        )

    def best(self, word: str, listed: bool) -> Reading:
        """Return the most plausible reading of a lower-case word; ``listed`` says that the list has it."""
        return max(read(word), key=lambda reading: self._plausibility(reading, listed))

    def _plausibility(self, reading: Reading, listed: bool) -> float:
        alone, total = self._evidence.get(lexeme_of(reading), (0.0, 0.0))
        score = math.log1p(alone) + _TOTAL * math.log1p(total)
        if not alone:
            score -= _NOT_TAKEN
        if reading.kind == "W":
            return score if listed else score - _UNLISTED_AS_IT_IS
        if reading.kind == "V":
            score -= _VERB + _VOICE * sum(suffix in VOICES for suffix in reading.chain)
        if len(reading.stem) == 2:
            score -= _TWO_LETTERS
        return score - (0.0, _ONE_LETTER_ENDING, _TWO_LETTER_ENDING, 0.0)[min(len(reading.ending), 3)]

    def lines(self) -> Iterator[str]:
        """Yield the lexicon as lines of text, in a fixed order."""
        for (stem, kind), (alone, total) in sorted(self._evidence.items()):
            yield f"{stem} {kind} {alone:.1f} {total:.1f}"

    @classmethod
    def parse(cls, lines: Iterable[str]) -> "Lexicon":
        """Read what ``lines`` wrote."""
        evidence: dict[Lexeme, tuple[float, float]] = {}
        for line in lines:
            stem, kind, alone, total = line.split(" ")
            evidence[stem, kind] = (float(alone), float(total))
        return cls(evidence)
