"""A tree of words into a plan of terms, with the same analysis that indexed the pages."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from paraq.query.plan import (
    AllOf,
    Among,
    AnyOf,
    Constant,
    Everything,
    Fuzzy,
    Near,
    Pattern,
    Plan,
    Ranked,
    Sequence,
    Term,
    Without,
)
from paraq.query.tree import And, Field, Not, Nothing, Or, Phrase, Tree, Wildcard, Word, Words
from paraq.query.values import dates, number_value, numbers
from paraq.text.analysis import Analyzer, grams
from paraq.text.token import Layer, Token

Leaf = Term | Sequence | Near | Pattern | Fuzzy
"""Parts of a plan that words on a page can fit."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What a fit is worth in each layer, as factors of its BM25 score; measured by ``script/bench relevance``.

    ``all_words`` is added for each of the words of a short query that a page has: more than BM25 can give, so that pages with
    all words come first, then those with most.
    """

    exact: float = 0.3
    stem: float = 1.0
    key: float = 0.3
    grams: float = 0.35
    all_words: float = 100.0


@dataclass(frozen=True, slots=True)
class Sought:
    """A part of the plan that a mark can answer: the searched word, and why a fit of this part is a fit of the word."""

    word: str
    part: Leaf
    evidence: str


@dataclass(frozen=True, slots=True)
class Resolved:
    """A plan, and what of it to mark on a page."""

    plan: Plan
    sought: tuple[Sought, ...]


EVIDENCE: Final[dict[Layer, str]] = {"exact": "exact", "stem": "form", "key": "spelling", "grams": "spelling"}
# Queries of more words are questions in a sentence; there BM25's own weights rank better than the number of words.
SHORT: Final = 5


def resolve(tree: Tree, analyzer: Analyzer, *, require_all: bool = False, weights: Weights | None = None) -> Resolved:
    """Return the plan of a tree.

    Args:
        tree: What was asked.
        analyzer: The analysis of the index.
        require_all: Words side by side must all be there, not most of them.
        weights: Worth of each layer.

    Raises:
        Invalid: A field has a value that it cannot have.
    """
    return _Resolver(analyzer, require_all, weights or Weights()).resolved(tree)


class _Resolver:
    def __init__(self, analyzer: Analyzer, require_all: bool, weights: Weights) -> None:
        self._analyzer = analyzer
        self._require_all = require_all
        self._weights = weights
        self._sought: dict[Sought, None] = {}
        self._grams: Counter[str] = Counter()

    def resolved(self, tree: Tree) -> Resolved:
        plan = self._plan(tree, positive=True)
        wanted = tuple(Term("grams", gram, self._weights.grams * count) for gram, count in self._grams.items())
        return Resolved(Ranked(plan, wanted) if wanted else plan, tuple(self._sought))

    def _plan(self, tree: Tree, positive: bool) -> Plan:
        match tree:
            case Nothing():
                return Everything()
            case Word():
                return self._word(tree, positive)
            case Wildcard(pattern):
                return self._leaf(pattern, Pattern("exact", _pattern(pattern)), positive)
            case Phrase():
                return self._near(tree, positive) if tree.gap else self._phrase(tree, positive)
            case Field():
                return self._field(tree, positive)
            case Or(parts):
                return AnyOf(tuple(self._plan(part, positive) for part in parts))
            case Words(parts):
                return self._words(parts, positive)
            case And() | Not():
                return self._all(tree.parts if isinstance(tree, And) else (tree,), positive)

    def _all(self, parts: Iterable[Tree], positive: bool) -> Plan:
        wanted = [self._plan(part, positive) for part in parts if not isinstance(part, Not)]
        return self._excluding(AllOf(tuple(wanted)) if wanted else Everything(), parts)

    def _excluding(self, base: Plan, parts: Iterable[Tree]) -> Plan:
        excluded = tuple(self._plan(part.part, False) for part in parts if isinstance(part, Not))
        return Without(base, AnyOf(excluded)) if excluded else base

    def _words(self, parts: tuple[Tree, ...], positive: bool) -> Plan:
        fields = [self._plan(part, positive) for part in parts if isinstance(part, Field)]
        words = tuple(self._plan(part, positive) for part in parts if not isinstance(part, Field | Not))
        if not words:
            base: Plan = AllOf(tuple(fields)) if fields else Everything()
        else:
            base = AllOf(words) if self._require_all else self._most(words)
            base = AllOf((base, *fields)) if fields else base
        return self._excluding(base, parts)

    def _most(self, words: tuple[Plan, ...]) -> Plan:
        if len(words) == 1 or len(words) > SHORT:
            return AnyOf(words)
        return Ranked(AnyOf(words), tuple(Constant(word, self._weights.all_words) for word in words))

    def _word(self, word: Word, positive: bool) -> Plan:
        parts: dict[Leaf, None] = {}
        for language in self._languages(word.text):
            tokens = self._analyzer.analyze(word.text, language)
            for layer in _layers(word):
                parts.update(dict.fromkeys(self._forms(word, tokens, layer)))
        if not parts:
            return Everything()
        if positive and not word.literal:
            tokens = self._analyzer.analyze(word.text, "")
            self._grams.update(gram for token in tokens if not token.alternative for gram in grams(token))
        return AnyOf(tuple(self._leaf(word.text, part, positive) for part in parts))

    def _forms(self, word: Word, tokens: list[Token], layer: Layer) -> Iterator[Term | Sequence | Fuzzy]:
        weight: float = getattr(self._weights, layer)
        own = [token for token in tokens if not token.alternative]
        for token in tokens:
            if token.alternative or len(own) == 1:
                yield Term(layer, getattr(token, layer), weight)
                if word.edits:
                    yield Fuzzy(layer, getattr(token, layer), word.edits, weight)
        if len(own) > 1:
            yield _sequence(own, layer, weight)

    def _phrase(self, phrase: Phrase, positive: bool) -> Plan:
        tokens = [token for token in self._analyzer.analyze(phrase.text, "") if not token.alternative]
        if not tokens:
            return Everything()
        if len(tokens) == 1:
            return self._leaf(phrase.text, Term("exact", tokens[0].exact), positive)
        return self._leaf(phrase.text, _sequence(tokens, "exact", 1.0), positive)

    def _near(self, phrase: Phrase, positive: bool) -> Plan:
        tokens = [token for token in self._analyzer.analyze(phrase.text, "") if not token.alternative]
        layers: tuple[Layer, ...] = ("exact",) if phrase.literal else ("exact", "stem", "key")
        ways: list[Plan] = []
        for layer in layers:
            terms = tuple(dict.fromkeys(str(getattr(token, layer)) for token in tokens))
            weight: float = getattr(self._weights, layer)
            if len(terms) == 1:
                ways.append(self._leaf(phrase.text, Term(layer, terms[0], weight), positive))
            elif terms:
                # Every two of n words in one window of n + gap places have at most gap + n - 2 words between them.
                gap = phrase.gap + len(terms) - 2
                pairs = (Near(layer, left, right, gap, weight) for left, right in combinations(terms, 2))
                ways.append(AllOf(tuple(self._leaf(phrase.text, pair, positive) for pair in pairs)))
        return AnyOf(tuple(ways)) if ways else Everything()

    def _field(self, field: Field, positive: bool) -> Plan:
        match field.name:
            case "year" | "confidence":
                return numbers(field.name, field.value)
            case "date":
                return dates(field.value)
            case "number":
                return Among("number", (number_value(field.value),))
            case "title" | "from":
                tokens = self._analyzer.analyze(field.value)
                name = "title_word" if field.name == "title" else "body_word"
                return AllOf(tuple(Among(name, (token.stem,)) for token in tokens if not token.alternative))
            case "name" | "org":
                return self._near(Phrase(field.value, field.start, field.end, gap=1), positive)
            case name:
                return Among(name, _spellings(field.value))

    def _leaf(self, word: str, part: Leaf, positive: bool) -> Plan:
        if positive:
            evidence = "ocr" if isinstance(part, Fuzzy) else EVIDENCE[part.layer]
            self._sought[Sought(word, part, evidence)] = None
        return part

    def _languages(self, text: str) -> tuple[str, ...]:
        """Return the languages in whose way a word is stemmed: one word seldom tells its own."""
        return tuple(dict.fromkeys((self._analyzer.language(text), "kk", "ru")))


def _layers(word: Word) -> tuple[Layer, ...]:
    return ("exact",) if word.literal else ("exact", "stem", "key")


def _sequence(tokens: list[Token], layer: Layer, weight: float) -> Sequence:
    return Sequence(layer, tuple(str(getattr(token, layer)) for token in tokens), weight)


def _pattern(text: str) -> str:
    return text.lower()


# Numbers of fonds with a letter are typed in either alphabet and case: Р-12, P-12, R-12, р-12.
_LATIN: Final = str.maketrans("ABCEHKMOPTXR", "АВСЕНКМОРТХР")


def _spellings(value: str) -> tuple[str, ...]:
    value = value.strip()
    ways = (value, value.lower(), value.upper(), value.capitalize(), value.upper().translate(_LATIN))
    return tuple(dict.fromkeys((*ways, value.upper().translate(_LATIN).lower())))
