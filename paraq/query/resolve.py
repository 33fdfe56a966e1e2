"""A tree of words into a plan of terms, with the same analysis that indexed the pages."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise
from math import ceil
from typing import Final

from paraq.query.days import day_of, days, days_joined, numbers_joined
from paraq.query.forms import Forms, Leaf, Weights, apart
from paraq.query.mistakes import initials_alone
from paraq.query.person import named
from paraq.query.plan import AllOf, Among, AnyOf, Constant, Everything, Near, Pattern, Plan, Ranked, Sequence, Term, Without
from paraq.query.resolved import Resolved, Sought
from paraq.query.sentence import MOST_IN_PHRASE, emphasis, is_counted, is_sentence, names_something, plain_text
from paraq.query.tree import And, Field, Not, Nothing, Or, Phrase, Tree, Wildcard, Word, Words, restricts
from paraq.query.values import checked_pattern, dates, number_value, numbers, spellings
from paraq.text import authorities
from paraq.text.analysis import Analyzer
from paraq.text.token import Layer, Token

# Names that an organisation bore are few; an exchange of every word for every other name of it could give hundreds.
MOST_NAMES: Final = 32
# Of names with a word exchanged so many are asked for in other spellings too; those of all would make thousands of clauses.
MOST_VARIED: Final = 4
NOTHING: Final = AnyOf(())


def resolve(tree: Tree, analyzer: Analyzer, *, require_all: bool = False, weights: Weights | None = None) -> Resolved:
    """Return the plan of a tree.

    Args:
        tree: What was asked.
        analyzer: The analysis of the index.
        require_all: Words side by side must all be there, not most of them.
        weights: Worth of each layer.

    Raises:
        Invalid: A field has a value that it cannot have, or a pattern is too short.
    """
    return _Resolver(Forms(analyzer, weights or Weights(), plain_text(tree)), require_all).resolved(tree)


class _Resolver:
    def __init__(self, forms: Forms, require_all: bool) -> None:
        self._forms = forms
        self._weights = forms.weights
        self._require_all = require_all
        self._sought: dict[Sought, None] = {}
        self._wanted: list[Plan] = []
        self._grams: defaultdict[str, float] = defaultdict(float)
        self._exact: set[str] = set()
        self._stems: set[str] = set()
        self._days: dict[str, str] = {}

    def resolved(self, tree: Tree) -> Resolved:
        plan = self._plan(tree, positive=True)
        wanted = (*self._wanted, *(Term("grams", gram, weight) for gram, weight in self._grams.items()))
        return Resolved(
            Ranked(plan, wanted) if wanted else plan,
            tuple(self._sought),
            frozenset(self._exact),
            frozenset(self._stems),
            tuple(self._days.items()),
        )

    def _plan(self, tree: Tree, positive: bool) -> Plan:
        match tree:
            case Nothing():
                return Everything()
            case Word():
                return self._words(Words((tree,)), positive)
            case Wildcard():
                return self._wildcard(tree, positive)
            case Phrase():
                return self._near(tree, positive) if tree.gap else self._phrase(tree, positive)
            case Field():
                return self._field(tree, positive)
            case Or(parts):
                return AnyOf(tuple(self._plan(part, positive) for part in parts))
            case Words():
                return self._words(tree, positive)
            case And() | Not():
                return self._all(tree.parts if isinstance(tree, And) else (tree,), positive)

    def _all(self, parts: Iterable[Tree], positive: bool) -> Plan:
        wanted = tuple(self._plan(part, positive) for part in parts if not isinstance(part, Not))
        return self._excluding(AllOf(wanted) if wanted else Everything(), parts)

    def _excluding(self, base: Plan, parts: Iterable[Tree]) -> Plan:
        excluded = tuple(self._plan(part.part, False) for part in parts if isinstance(part, Not))
        return Without(base, AnyOf(excluded)) if excluded else base

    def _words(self, tree: Words, positive: bool) -> Plan:
        """Clauses side by side; fields always restrict, words that name nothing only rank beside words that do."""
        parts = tree.parts
        fields = tuple(self._plan(part, positive) for part in parts if restricts(part))
        clauses: list[Tree] = [part for part in parts if not isinstance(part, Not) and not restricts(part)]
        sentence = is_sentence(tree, clauses)
        if sentence and not self._require_all:
            clauses = [one for part in clauses for one in self._unquoted(part, positive)]
        # In a question a month tells less than the other words; a short one may be a month and the dot behind its year.
        exactly = sentence and len(clauses) > MOST_IN_PHRASE
        dated = {number for start, end, _ in days(clauses, exactly=exactly) for number in range(start, end)}
        naming = [part for number, part in enumerate(clauses) if number in dated or names_something(part)] or clauses
        counted = is_counted(naming) and not sentence
        factors = [0.0] * len(naming) if counted else emphasis(naming, self._forms.language)
        plans = [self._clause(part, positive, factor, sentence) for part, factor in zip(naming, factors, strict=True)]
        self._days |= days_joined(naming, plans, self._weights.sure, exactly=exactly)
        numbers_joined(naming, plans, self._forms.spaced_numbers, lambda text, term: self._marked(text, (term,), positive))
        found = [plan for plan in plans if plan != NOTHING]
        if positive and naming is not clauses:
            self._rank_stopwords([part for part in clauses if part not in naming])
        if positive and not sentence:
            self._rank_neighbours([part for part in naming if isinstance(part, Word)])
        if positive:
            self._rank_person(clauses)
        restricted = [*([self._together(found, counted, sentence)] if clauses else []), *fields]
        base = restricted[0] if len(restricted) == 1 else AllOf(tuple(restricted)) if restricted else Everything()
        return self._excluding(base, parts)

    def _together(self, found: list[Plan], counted: bool, sentence: bool) -> Plan:
        """Pages with all words first; then those with most of few words, or else those with the rarest."""
        if not found or self._require_all or (len(found) < 2 and not sentence):
            return AllOf(tuple(found)) if found else NOTHING
        if counted:
            return Ranked(AnyOf(tuple(found)), tuple(Constant(step, self._weights.all_words) for step in found))
        some = AnyOf((*found, self._resembling()) if sentence else tuple(found))
        return Ranked(some, (Constant(AllOf(tuple(found)), self._weights.all_words),))

    def _clause(self, part: Tree, positive: bool, factor: float, sentence: bool) -> Plan:
        """Return the plan of one of several parts; ``factor`` is the weight of a word among many, 0 if words are counted."""
        if not isinstance(part, Word):
            return self._plan(part, positive)
        if factor:
            return self._among_many(part, positive, factor, () if sentence else self._forms.alike(part))
        sure = self._marked(part.text, self._forms.of(part), positive)
        if sure and positive and not part.literal:
            tokens = self._forms.tokens(part.text)
            self._note(tokens, 1.0)
            # Parts side by side weigh the same for all words of parts; each part ranks by its own weight.
            self._wanted += self._forms.parts(tokens)
        alike = self._marked(part.text, self._forms.alike(part), positive)
        if not alike:
            return AnyOf(sure)
        # What is surely the word comes before what only looks like it, however the words weigh.
        return Ranked(AnyOf((*sure, *alike)), (Constant(AnyOf(sure), self._weights.sure),)) if sure else AnyOf(alike)

    def _among_many(self, word: Word, positive: bool, factor: float, alike: tuple[Leaf, ...]) -> Plan:
        """Return the plan of a word of many, where one part of a compound will do, and what looks like it if wished."""
        tokens = [] if word.literal else self._forms.tokens(word.text)
        ways = (*self._forms.of(word), *self._forms.parts(tokens), *alike)
        if positive:
            self._note(tokens, factor)
        return AnyOf(self._marked(word.text, (replace(way, weight=way.weight * factor) for way in ways), positive))

    def _unquoted(self, part: Tree, positive: bool) -> list[Tree]:
        """Return the words of a title quoted in a sentence, which rank pages; that it stands there as quoted ranks them more."""
        if not isinstance(part, Phrase) or part.gap or part.literal:
            return [part]
        if positive:
            self._wanted.append(Constant(self._phrase(part, positive), self._weights.all_words))
        return [Word(one.text, one.start + part.start + 1, one.end + part.start + 1) for one in self._forms.tokens(part.text)]

    def _resembling(self) -> Plan:
        """Pages that share many letter groups with a sentence, though none of its words: damaged or in other derivations."""
        grams = tuple(Term("grams", gram) for gram in self._grams)
        return Constant(AnyOf(grams, max(1, ceil(len(grams) * self._weights.resembling))), 0.0)

    def _note(self, tokens: list[Token], factor: float) -> None:
        self._exact.update(token.exact for token in tokens)
        self._stems.update(token.stem for token in tokens)
        for gram in self._forms.grams(tokens):
            self._grams[gram] += self._forms.gram_weight * factor

    def _rank_stopwords(self, words: list[Tree]) -> None:
        factor = self._weights.stopwords
        for word in words:
            if isinstance(word, Word):
                tokens = self._forms.tokens(word.text)
                # As written: stems of such words are those of other words too (қандай, қан).
                self._wanted += [Term("exact", token.exact, self._weights.stem * factor) for token in tokens]
                self._note(tokens, factor)

    def _rank_neighbours(self, words: list[Word]) -> None:
        stems = [tokens[0].stem for word in words if len(tokens := self._forms.tokens(word.text)) == 1]
        for left, right in pairwise(stems):
            if left != right:
                self._wanted.append(Near("stem", (left,), (right,), self._weights.neighbour_gap, self._weights.neighbours))

    def _rank_person(self, clauses: list[Tree]) -> None:
        """Pages on which the words are one name, ahead of those on which each stands somewhere."""
        words = [part for part in clauses if isinstance(part, Word)]
        if len(words) == len(clauses):
            self._wanted += named(words, self._weights.person * len(words))

    def _wildcard(self, wildcard: Wildcard, positive: bool) -> Plan:
        pattern = self._forms.pattern(wildcard.pattern)
        if pattern.strip("*") == "":
            return Everything()
        if not checked_pattern(pattern, wildcard.start):
            return NOTHING
        return AnyOf(self._marked(wildcard.pattern, (Pattern("exact", pattern),), positive))

    def _phrase(self, phrase: Phrase, positive: bool) -> Plan:
        """The words as written, in their order; what they weigh is ranked by apart from that."""
        tokens = self._forms.tokens(phrase.text)
        if not tokens:
            return NOTHING
        words = tuple(token.exact for token in tokens)
        if positive:
            self._wanted += [Term("exact", word) for word in words]
            self._exact.update(words)
        part: Leaf = Sequence("exact", words) if len(words) > 1 else Term("exact", words[0])
        ways: list[Plan] = [*self._marked(phrase.text, (part,), positive)]
        if not phrase.literal and (time := day_of(phrase.text)):
            ways.append(Constant(dates(time), self._weights.sure))
            self._days[time] = phrase.text
        return AnyOf(tuple(ways))

    def _near(self, phrase: Phrase, positive: bool) -> Plan:
        tokens = self._forms.tokens(phrase.text)
        if positive:
            self._note(tokens, 1.0)
        layers: tuple[Layer, ...] = ("exact",) if phrase.literal else ("exact", "stem", "key")
        return AnyOf(tuple(self._near_in(layer, phrase, positive) for layer in layers if tokens))

    def _near_in(self, layer: Layer, phrase: Phrase, positive: bool) -> Plan:
        words = self._forms.beside(layer, phrase.text)
        weight = self._weights.of(layer)
        if len(words) == 1:
            return AnyOf(self._marked(phrase.text, (Term(layer, term, weight) for term in words[0]), positive))
        # Every two of n words in one window of n + gap places have at most gap + n - 2 words between them.
        gap = phrase.gap + len(words) - 2
        pairs = (Near(layer, left, right, gap, weight) for left, right in apart(words))
        return AllOf(self._marked(phrase.text, pairs, positive))

    def _field(self, field: Field, positive: bool) -> Plan:
        if not any(map(str.isalnum, field.value)):
            # A dash for a number that is not known: no page can have it, and who asks is told.
            return NOTHING
        match field.name:
            case "year" | "confidence":
                return numbers(field.name, field.value)
            case "date":
                return dates(field.value)
            case "number":
                return Among("number", (number_value(field.value),))
            case "title" | "from":
                name = "title_word" if field.name == "title" else "body_word"
                return AllOf(tuple(Among(name, self._forms.stems(token.text)) for token in self._forms.tokens(field.value)))
            case "name":
                return self._name(field, positive)
            case "org":
                return self._organisation(field, positive)
            case name:
                return Among(name, spellings(field.value))

    def _organisation(self, field: Field, positive: bool) -> Plan:
        """The words of any name that the organisation bore near each other, each in any spelling."""
        others = authorities.installed().expand(field.value)[:MOST_NAMES]
        ways: list[Plan] = []
        for name in (field.value, *(other.name for other in others)):
            ways.append(self._near(Phrase(name, field.start, field.end, gap=1), positive))
        varied = [other.name for number, other in enumerate(others) if number < MOST_VARIED or other.relation != "word"]
        for name in (field.value, *varied):
            ways.append(AllOf(self._marked(name, self._forms.near(name, gap=1), positive)))
        return AnyOf(tuple(way for way in ways if way != AllOf(())))

    def _name(self, field: Field, positive: bool) -> Plan:
        sure, alike, leaves = self._forms.name(field.value)
        if not leaves:
            raise initials_alone(field.start + 1)
        if positive:
            self._marked(field.value, leaves, positive)
            self._note(self._forms.tokens(field.value), 1.0)
        return sure if alike == NOTHING else Ranked(AnyOf((sure, alike)), (Constant(sure, self._weights.sure),))

    def _marked(self, word: str, parts: Iterable[Leaf], positive: bool) -> tuple[Leaf, ...]:
        kept = tuple(parts)
        if positive:
            self._sought.update(dict.fromkeys(Sought(word, part, self._forms.evidence(part)) for part in kept))
        return kept
