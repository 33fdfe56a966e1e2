"""Which Kazakh stems exist, and which of a word's readings is the likeliest: learnt from a list of word forms.

The list names forms, not stems. A stem *explains* each form that the grammar can read as that stem with endings. Stems are
taken greedily, each time the one that explains most forms that are still unexplained (the classical greedy set cover), until
every form is explained. A true stem has its whole paradigm in the list; a wrong cut (балалар as a stem, кіс for кісі) finds its
forms explained already and is never taken. Nothing is learnt from annotated text, so no annotation's licence binds the result.
"""

import heapq
import math
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

from paraq.text.kazakh_grammar import PATRONYMIC, Chain, Reading

Lexeme = tuple[str, str]
"""A stem and its kind, ``N`` or ``V``."""
Forms = Mapping[Lexeme, Mapping[str, float]]
"""For each possible lexeme the forms that it explains, each with its weight as evidence."""

VOICES = frozenset({"pass", "refl", "coop"})
# A form counts for a stem the more, the longer the ending that it needs: short endings fit by chance.
_EVIDENCE = (1.0, 0.3, 0.6, 0.9)
_VOICED_EVIDENCE = 0.5
# A stem that explains less than one whole form explains nothing.
_ENOUGH = 1.0

# The weights below are in nats. They were set by hand, with figures on labelled data in view, and matter little: with all of them
# 1 B3 F1 falls by 0.003, and halving or doubling any but the first moves it by less than 0.005 (docs/language.md).
# Evidence counts as its logarithm, and no more than that of about fifty forms: beyond it a stem is certain. Half is too little.
_CERTAIN = 4.0
# How often a chain occurs with certain stems, as a logarithm, is weighed down: chains of one word are not independent.
_CHAIN = 0.6
# Stems with so much evidence are certain enough to count chains on.
_RICH = 15.0
# A stem that was not taken; one with a part that was (a compound, a derivation) has half of that part's evidence.
_UNKNOWN = 2.0
_PART = 0.5
# The last part of a compound has five letters or more: shorter ones occur in words by chance.
_COMPOUND_PART = 5
# A known stem without endings needs no explanation; an unknown word is rather inflected, for the list has most plain ones.
_AS_IT_IS = 1.0
# Records name things: verbs are rarer than nouns, and voices, imperatives, wishes and "we" rarer still.
_VERB = 1.0
_VOICE = 0.3
_RARE = 1.5
_RARE_ENDS = frozenset({"neg", "aordat", "wish", "intent", "pastwe"})
_ONE_LETTER = 0.3
# An unknown noun that looks like a plural is one, and after ш the ы of -шы is no possessive.
_UNLIKELY = 2.0
_PLURAL = re.compile("[лдт][ае]р$")
# Nor is the ы of a patronymic: Момышұлы is no possessive, however many forms the list has.
_NEVER = 9.0

_NOUN_MAKERS = (
    "хана тану лық лік дық дік тық тік сыз сіз дас дес тас тес лас лес кер гер қор шыл шіл шы ші лы лі ды ді ты ті ша ше"
)
_AGENT = ("ушы", "уші")


def lexeme_of(reading: Reading) -> Lexeme:
    """Return the lexeme that a reading speaks for; a word as it stands is a noun without endings."""
    return reading.stem, "V" if reading.kind == "V" else "N"


def _evidence(reading: Reading) -> float:
    if reading.chain and reading.chain[0] in VOICES:
        # Two letters and a voice suffix are nearly always a plain stem (бас is no cooperative of ба).
        return _VOICED_EVIDENCE if len(reading.stem) > 2 else 0.0
    return _EVIDENCE[len(reading.ending)] if len(reading.ending) < len(_EVIDENCE) else 1.0


def explained(readings: Mapping[str, Iterable[Reading]]) -> Forms:
    """Return what each possible lexeme explains of the words whose readings are given."""
    forms: defaultdict[Lexeme, dict[str, float]] = defaultdict(dict)
    for word, found in readings.items():
        for reading in found:
            lexeme, weight = lexeme_of(reading), _evidence(reading)
            if weight > forms[lexeme].get(word, 0.0):
                forms[lexeme][word] = weight
    return forms


def cover(forms: Forms) -> dict[Lexeme, float]:
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


def chain_weights(readings: Mapping[str, Iterable[Reading]], taken: Mapping[Lexeme, float]) -> dict[tuple[str, Chain], float]:
    """Return for each kind and chain what it weighs that so many certain stems occur with it; ``?`` is for unseen chains."""
    stems: defaultdict[tuple[str, Chain], set[str]] = defaultdict(set)
    certain = {kind: {stem for (stem, of), gain in taken.items() if of == kind and gain >= _RICH} for kind in "NV"}
    for found in readings.values():
        for reading in found:
            stem, kind = lexeme_of(reading)
            if stem in certain[kind]:
                stems[kind, reading.chain].add(stem)
    weights = {
        (kind, chain): _CHAIN * math.log((len(seen) + 0.5) / (len(certain[kind]) + 1)) for (kind, chain), seen in stems.items()
    }
    return weights | {("?", ()): _CHAIN * math.log(0.5 / (max(map(len, certain.values())) + 1))}


class Lexicon:
    """The known stems with their evidence, and what chains of suffixes weigh."""

    def __init__(self, certainty: Mapping[Lexeme, float], chains: Mapping[tuple[str, Chain], float]) -> None:
        """Take the logarithm of each known lexeme's evidence, and the weights of chains."""
        self._certainty = certainty
        self._chains = chains
        self._unseen = chains["?", ()]

    @classmethod
    def learn(cls, readings: Mapping[str, Collection[Reading]]) -> "Lexicon":
        """Build the lexicon of a list of word forms, given the readings of each."""
        taken = cover(explained(readings))
        certainty = {lexeme: min(math.log1p(gain), _CERTAIN) for lexeme, gain in taken.items()}
        return cls(certainty, chain_weights(readings, taken))

    def best(self, readings: Iterable[Reading]) -> Reading:
        """Return the most plausible of a word's readings."""
        return max(readings, key=lambda reading: self._plausibility(reading))

    def _plausibility(self, reading: Reading) -> float:
        lexeme = lexeme_of(reading)
        certainty = self._certainty.get(lexeme)
        chain = reading.chain
        if certainty is None:
            score = self._hearsay(lexeme, reading)
            # Of an unknown stem's endings the plural is beyond doubt.
            chain = chain[1:] if chain[:1] == ("pl",) else chain
        else:
            score = certainty
        score += self._chains.get((lexeme[1], chain), self._unseen)
        if reading.kind == "W":
            return score + (_AS_IT_IS if certainty is not None else -_AS_IT_IS)
        if reading.kind == "V":
            score -= _VERB + _VOICE * sum(suffix in VOICES for suffix in chain) + (_RARE if chain[-1] in _RARE_ENDS else 0.0)
            # Зейнеткерлік is made of зейнеткер; it is no "as one may зейнетк-".
            if chain[0] == "able" and (f"{reading.stem}{reading.ending.partition('р')[0]}р", "N") in self._certainty:
                score -= _NEVER
        elif chain[:1] == ("p3",) and PATRONYMIC.search(reading.stem):
            score -= _NEVER
        return score - (_ONE_LETTER if len(reading.ending) == 1 else 0.0)

    def _hearsay(self, lexeme: Lexeme, reading: Reading) -> float:
        """Return what can be said for a stem that is not known."""
        stem, kind = lexeme
        if kind == "V":
            return -_UNKNOWN
        score = self._parts(stem, 0) - _UNKNOWN
        if _PLURAL.search(stem):
            score -= _UNLIKELY
        if stem[-1] == "ш" and reading.ending[:1] in ("ы", "і"):
            score -= _UNLIKELY
        return score

    def _parts(self, stem: str, depth: int) -> float:
        """Return half the certainty of the best known part: a compound's last word, or what a noun was made from."""
        found = [0.0]
        for maker in _NOUN_MAKERS.split():
            base = stem.removesuffix(maker)
            if base != stem and len(base) > 2:
                certainty = self._certainty.get((base, "N"))
                # Two makers one upon the other: мұхит-тану-шы.
                found.append(certainty or (self._parts(base, depth + 1) if depth < 2 else 0.0))
        for maker in _AGENT:
            if stem.endswith(maker):
                found.append(self._certainty.get((stem.removesuffix(maker), "V"), 0.0))
        for start in range(2, len(stem) - _COMPOUND_PART + 1):
            found.append(self._certainty.get((stem[start:], "N"), 0.0))
        return _PART * max(found)

    def lines(self) -> Iterator[str]:
        """Yield the lexicon as lines of text, in a fixed order: stems, then chains."""
        for (stem, kind), certainty in sorted(self._certainty.items()):
            yield f"{stem} {kind} {certainty:.2f}"
        for (kind, chain), weight in sorted(self._chains.items()):
            yield f"{'+'.join(chain)} {kind.lower()} {weight:.2f}"

    @classmethod
    def parse(cls, lines: Iterable[str]) -> "Lexicon":
        """Read what ``lines`` wrote."""
        certainty: dict[Lexeme, float] = {}
        chains: dict[tuple[str, Chain], float] = {}
        for line in lines:
            name, kind, weight = line.split(" ")
            if kind in "NV":
                certainty[name, kind] = float(weight)
            else:
                chains[kind.upper(), tuple(name.split("+")) if name else ()] = float(weight)
        return cls(certainty, chains)
