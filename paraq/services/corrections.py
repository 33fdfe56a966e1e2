"""Did you mean: words of the archive that may be meant where a word finds nothing, or far fewer pages than one nearly like it."""

from collections.abc import Iterator, Sequence
from typing import Final

from rapidfuzz.distance import OSA

from paraq.engines.ports import Ask, Engine
from paraq.query.plan import AllOf, AnyOf, Everything, Plan, Term
from paraq.query.stopwords import STOPWORDS
from paraq.query.tree import And, Or, Tree, Word, Words
from paraq.services.answers import Correction, PageHit
from paraq.text.analysis import Analyzer
from paraq.text.token import Token

# A word on more pages is a word of the archive; what a slip finds, it finds by chance.
FEW: Final = 3
# So many times as many pages make another word likelier: every twentieth word misspelt would be much.
FAR_MORE: Final = 20
# Shorter words have too many neighbours.
SHORTEST: Final = 4
TWO_EDITS_FROM: Final = 7
# Queries of more words are sentences, in which a slip does not matter.
MOST_WORDS: Final = 6
CANDIDATES: Final = 5
# Engines count terms on all sheets. So many are counted on those that may be seen, lest closed ones push an open one out.
CANDIDATES_SEEN: Final = 50


def corrections(
    engine: Engine, analyzer: Analyzer, tree: Tree, hits: tuple[PageHit, ...], sight: Plan
) -> tuple[tuple[Word, Correction], ...]:
    """Return the words of a query that may be slips, with what may be meant.

    Only words of pages within ``sight`` are given. ``hits`` are the first ones of the search: a word that most of them bear
    is not looked up.
    """
    words = [word for word in _words(tree) if _can_be_wrong(word)]
    if len(words) > MOST_WORDS:
        return ()
    doubtful = {}
    for word in dict.fromkeys(words):
        surely = sum(any(mark.term == word.text and mark.evidence in ("exact", "form") for mark in hit.marks) for hit in hits)
        tokens = analyzer.analyze(word.text) if surely <= FEW else []
        if len(tokens) == 1:
            doubtful[word] = tokens[0]
    ways = [(Term("exact", token.exact), Term("stem", token.stem), Term("key", token.key)) for token in doubtful.values()]
    counted = zip(doubtful.items(), _pages(engine, ways, sight), strict=True)
    better = ((word, _better(engine, word, token, own, sight)) for (word, token), own in counted if own <= FEW)
    return tuple((word, correction) for word, correction in better if correction)


def corrected(query: str, found: tuple[tuple[Word, Correction], ...]) -> str:
    """Return the query with the words that may be meant, empty if there are none."""
    meant = query
    for word, correction in sorted(found, key=lambda pair: -pair[0].start):
        meant = meant[: word.start] + correction.instead + meant[word.end :]
    return meant if found else ""


def _words(tree: Tree) -> Iterator[Word]:
    match tree:
        case Word():
            yield tree
        case Words(parts) | And(parts) | Or(parts):
            for part in parts:
                yield from _words(part)


def _can_be_wrong(word: Word) -> bool:
    plain = not word.literal and not word.edits and word.text.isalpha()
    return plain and len(word.text) >= SHORTEST and word.text.lower() not in STOPWORDS


def _better(engine: Engine, word: Word, token: Token, own: int, sight: Plan) -> Correction | None:
    least = own * FAR_MORE if own else 1
    distance = 2 if len(token.exact) >= TWO_EDITS_FROM else 1
    tried = CANDIDATES if sight == Everything() else CANDIDATES_SEEN
    near = [term for term, count in engine.similar_terms(token.exact, distance, tried) if count >= least]
    counted = zip(near, _pages(engine, [(Term("exact", term),) for term in near], sight), strict=True)
    # Nearest first, then most frequent among what may be seen.
    best = min(((OSA.distance(token.exact, term), -pages, term) for term, pages in counted if pages >= least), default=(0, 0, ""))
    _, fewer, term = best
    return Correction(word.text, term.capitalize() if word.text[0].isupper() else term, -fewer) if term else None


def _pages(engine: Engine, each: Sequence[tuple[Term, ...]], sight: Plan) -> list[int]:
    """Return how many pages within ``sight`` have any of these terms, for each."""
    return [found.total for found in engine.searches([Ask(AllOf((AnyOf(terms), sight))) for terms in each])]
