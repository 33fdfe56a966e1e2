"""The best hits of a plan without weighing every page that fits; see ADR 0035.

What a page gets for having all words, or all of them surely, outweighs most of what others get for how often they have some.
The score that no other page exceeds is known beforehand: BM25 gives a term at most 2.2 times its rarity. So the few pages with
all words are weighed alone, as the whole plan weighs them, and the rest only if too few of them stay above that score.
"""

import json
import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import tantivy

from paraq.engines.embedded_plan import compiled, constant_score
from paraq.query.plan import AllOf, Among, AnyOf, Between, Constant, Everything, Fuzzy, Near, Pattern, Plan, Ranked, Term, Without
from paraq.query.plan import Sequence as Phrase

# A term's weight in BM25 stays below k1 + 1 times its rarity, however often a page has it.
MOST_OF_RARITY: Final = 2.2
# Pages that are looked at again after Tantivy has weighed the terms alone: three lists of hits.
CANDIDATES: Final = 64
# Copies of one text score alike and are taken together, as are pages of one length with a word as often; so many more hits spare
# a second look where a list ends among them, and a look is as dear for a hundred hits as for ten.
SPARE: Final = 200
# Sums of 32-bit numbers in another order differ by less.
ROUNDING: Final = 1e-3

Scored = tuple[float, tantivy.DocAddress]


class TooFew(Exception):
    """A shortcut leads to fewer hits than are asked for."""


@dataclass(frozen=True, slots=True)
class Shortcut:
    """Pages among which the best are looked for; no page that is not among them scores more than ``beyond``."""

    searcher: tantivy.Searcher
    query: tantivy.Query
    beyond: float

    def best(self, start: int, limit: int) -> Sequence[Scored]:
        """Return so many hits from a rank on, or more.

        Raises:
            TooFew: They cannot be told without weighing other pages.
        """
        found: list[Scored] = self.searcher.search(self.query, limit + SPARE, count=False, offset=start).hits
        surely = [hit for hit in found if hit[0] > self.beyond + ROUNDING]
        if len(surely) < limit:
            raise TooFew
        return surely


@dataclass(frozen=True)
class Shortcuts:
    """The ways to the best hits of a plan in one state of the index, by number: 1 to 3; any may be of no use for it."""

    plan: Plan
    searcher: tantivy.Searcher
    schema: tantivy.Schema

    def __iter__(self) -> Iterator[tuple[int, Shortcut]]:
        return ((number, way) for number in (1, 2, 3) if (way := self.numbered(number)))

    def numbered(self, number: int) -> Shortcut | None:
        """Return a way if it is of use for the plan."""
        ways = {1: self._surely, 2: self._by_terms, 3: self._somehow}
        return ways[number]() if number in ways else None

    @cached_property
    def _read(self) -> "_Read | None":
        return _read(self.plan)

    def _surely(self) -> Shortcut | None:
        """Among the pages that have all words surely."""
        read = self._read
        if read is None or min(word.lost for word in read.words) <= 0:
            return None
        sure = AllOf((*(word.surely for word in read.words), *read.filters, Constant(Everything(), read.constants)))
        return self._shortcut(sure, read, self._most(read) - min(word.lost + self._heaviest(word.sure) for word in read.words))

    def _somehow(self) -> Shortcut | None:
        """Among the pages that have all of several words, if only what looks like them."""
        read = self._read
        if read is None or len(read.words) < 2:
            return None
        steps = Constant(Everything(), sum(word.step for word in read.words))
        some = AllOf((*(word.found for word in read.words), *read.filters, steps))
        return self._shortcut(
            some, read, self._most(read) - min(word.constant + self._heaviest(word.surely) for word in read.words)
        )

    def _by_terms(self) -> Shortcut | None:
        """Of one word: among the pages whose terms alone weigh most, which Tantivy finds without weighing all."""
        read = self._read
        if read is None or read.constants or len(read.words) != 1 or any(map(_narrows, read.filters)):
            return None
        terms: defaultdict[Term, float] = defaultdict(float)
        for part in (read.words[0].surely, *read.wanted):
            for term in _terms(part):
                terms[Term(term.layer, term.term)] += term.weight
        union = AnyOf(tuple(Term(term.layer, term.term, weight) for term, weight in terms.items()))
        found = self.searcher.search(compiled(union, self.schema), CANDIDATES, count=False).hits
        if len(found) < CANDIDATES:
            return None
        ids = tuple(str(self.searcher.doc(place)["page_id"][0]) for _, place in found)
        constants = read.constants + sum(map(_constants, (read.words[0].surely, *read.wanted)))
        again = AllOf((Among("page_id", ids), read.words[0].surely, *read.filters, Constant(Everything(), read.constants)))
        return self._shortcut(again, read, constants + found[-1][0])

    def _shortcut(self, required: Plan, read: "_Read", beyond: float) -> Shortcut:
        # One inside the other, so that what only ranks is looked up on the few pages alone.
        for wanted in read.wanted:
            required = Ranked(required, (wanted,))
        return Shortcut(self.searcher, compiled(required, self.schema), beyond)

    def _most(self, read: "_Read") -> float:
        """Return a score that no page exceeds."""
        return read.constants + sum(map(self._heaviest, (*(word.surely for word in read.words), *read.wanted)))

    def _heaviest(self, part: Plan) -> float:
        """Return the most that a part gives any page."""
        return _constants(part) + sum(term.weight * MOST_OF_RARITY * self._rarity(term) for term in _terms(part))

    def _rarity(self, term: Term) -> float:
        pages = self.searcher.doc_freq(term.layer, term.term)
        return math.log(1 + (self._pages - pages + 0.5) / (pages + 0.5)) if pages else 0.0

    @cached_property
    def _pages(self) -> int:
        """The number of pages by which Tantivy weighs terms: those replaced or removed of late count too."""
        first = tantivy.DocAddress(0, 0)
        page = tantivy.Query.term_query(self.schema, "page_id", self.searcher.doc(first)["page_id"][0], index_option="basic")
        told = json.loads(page.explain(self.searcher, first).to_json())
        rarity = next(part for part in told["details"] if "details" in part and "idf" in part["description"])
        return int(next(part["value"] for part in rarity["details"] if part["description"].startswith("N,")))


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a plan.

    Attributes:
        found: What finds it.
        step: The constant for that, which ``found`` does not give.
        sure: What finds it surely.
        surely: The same, weighed with all that is like the word.
        lost: The constant for being sure, or ``step`` of a word that is never in doubt.
    """

    found: Plan
    step: float
    sure: Plan
    surely: Plan
    lost: float

    @property
    def constant(self) -> float:
        """The constants of a page that has it surely."""
        return self.step + self.lost if self.found != self.surely else self.step


@dataclass(frozen=True, slots=True)
class _Read:
    """A plan as words, any of which will do, filters, and what only ranks."""

    words: tuple[_Word, ...]
    filters: tuple[Plan, ...]
    wanted: tuple[Plan, ...]

    @property
    def constants(self) -> float:
        return sum(word.constant for word in self.words)


def _read(plan: Plan) -> _Read | None:
    required, wanted = _unfolded(plan)
    filters = tuple(part for part in required if constant_score(part) == 0.0)
    scoring = [part for part in required if part not in filters]
    if len(scoring) != 1 or not isinstance(scoring[0], AnyOf) or scoring[0].minimum != 1 or not scoring[0].parts:
        return None
    found = scoring[0]
    steps = {bonus.part: bonus.weight for bonus in wanted if isinstance(bonus, Constant)}
    left = tuple(bonus for bonus in wanted if not (isinstance(bonus, Constant) and bonus.part in found.parts))
    if all(isinstance(part, Ranked | AnyOf) for part in found.parts) and steps.keys() >= set(found.parts):
        return _Read(tuple(_word(part, steps[part]) for part in found.parts), filters, left)
    first = found.parts[0]
    if isinstance(first, AllOf | AnyOf) and steps.keys() & set(found.parts) == {first}:
        name = Ranked(found, (Constant(first, steps[first]),))
        return _Read((_Word(name, 0.0, first, Ranked(first, found.parts[1:]), steps[first]),), filters, left)
    # Of a phrase alone the terms tell nothing: pages that have its words apart weigh as much.
    if all(isinstance(part, Term | Fuzzy | Phrase) for part in found.parts) and any(isinstance(p, Term) for p in found.parts):
        return _Read((_Word(found, 0.0, found, found, 0.0),), filters, tuple(wanted))
    return None


def _word(part: Plan, step: float) -> _Word:
    match part:
        case Ranked(AnyOf(ways, 1), (Constant(AnyOf(sure, 1), weight),)) if ways[: len(sure)] == sure:
            # What only looks like the word loses what the word gets for being it.
            return _Word(part, step, AnyOf(sure), Ranked(AnyOf(sure), ways[len(sure) :]), weight)
        case _:
            return _Word(part, step, part, part, step)


def _unfolded(plan: Plan) -> tuple[Sequence[Plan], Sequence[Plan]]:
    """Return what a page must fit, and what only ranks, of parts inside each other."""
    match plan:
        case Everything():
            return (), ()
        case AllOf(parts):
            unfolded = [_unfolded(part) for part in parts]
            return [one for required, _ in unfolded for one in required], [one for _, wanted in unfolded for one in wanted]
        case Ranked(required, wanted):
            inner, more = _unfolded(required)
            return inner, [*more, *wanted]
        case _:
            return [plan], ()


def _narrows(part: Plan) -> bool:
    """Tell a filter that leaves few of the pages with the greatest weights; what readers may see is nearly all."""
    ways = part.parts if isinstance(part, AnyOf) else (part,)
    return not any(isinstance(way, Between) and way.field == "opens" for way in ways)


def _terms(plan: Plan) -> Iterator[Term]:
    """Yield the terms that a plan weighs."""
    match plan:
        case Term():
            yield plan
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from _terms(part)
        case Ranked(required, wanted):
            for part in (required, *wanted):
                yield from _terms(part)
        case Without(base, _):
            yield from _terms(base)


def _constants(plan: Plan) -> float:
    """Return the sum of what a plan's parts give whatever a page has of them."""
    match plan:
        case Phrase() | Near() | Pattern() | Fuzzy():
            return plan.weight
        case Constant(_, weight):
            return weight
        case AllOf(parts) | AnyOf(parts):
            return sum(map(_constants, parts))
        case Ranked(required, wanted):
            return _constants(required) + sum(map(_constants, wanted))
        case Without(base, _):
            return _constants(base)
        case _:
            return 0.0
