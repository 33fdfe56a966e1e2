"""Questions and sentences: what tells them from words side by side, and which of their words weigh most."""

from collections.abc import Sequence
from typing import Final

from paraq.query.stopwords import QUESTION_WORDS, STOPWORDS
from paraq.query.tree import And, Or, Phrase, Tree, Word, Words

# Queries of more words are read as sentences; a fuzzy look-up for each of their words would cost more than it finds.
MOST_IN_PHRASE: Final = 6
# Of more words than these a page with the two rare ones answers better than one with three that are everywhere.
MOST_COUNTED: Final = 3
# What Kazakh says last is the predicate (болды, орналасқан), which tells topics apart least. This and the next two were chosen on
# one half of labelled questions (docs/benchmarks.md).
PREDICATE: Final = 0.7
# Years and numbers name one thing, and so do words with a capital inside a sentence; in Russian it made no difference.
FIGURES: Final = 1.7
NAME: Final = 1.2


def is_stopword(part: Tree) -> bool:
    """Tell a word that names nothing."""
    return isinstance(part, Word) and not part.literal and not part.edits and part.text.lower() in STOPWORDS


def names_something(part: Tree) -> bool:
    """Tell a clause that names something: a dash between words is a word of the query, and none of a page."""
    return not is_stopword(part) and not (isinstance(part, Word) and not any(map(str.isalnum, part.text)))


def is_sentence(tree: Words, clauses: Sequence[Tree]) -> bool:
    """Tell a question or a sentence, whose pages are ranked by how rare the words are, not by how many of them they have."""
    asks = any(isinstance(part, Word) and part.text.lower() in QUESTION_WORDS for part in clauses) and len(clauses) > 2
    return tree.sentence or asks or sum(not is_stopword(part) for part in clauses) > MOST_IN_PHRASE


def is_counted(naming: Sequence[Tree]) -> bool:
    """Tell words so few that pages are ranked by how many of them they have."""
    return len(naming) <= MOST_COUNTED


def emphasis(clauses: Sequence[Tree], language: str) -> list[float]:
    """Return the factor of each of the words that name something and are ranked by how rare they are."""
    if language != "kk":
        return [FIGURES if _is_figure(part) else 1.0 for part in clauses]
    last = len(clauses) - 1 if len(clauses) > 1 else -1
    factors = [FIGURES if _is_figure(part) else NAME if number and _is_name(part) else 1.0 for number, part in enumerate(clauses)]
    return [factor * (PREDICATE if number == last else 1.0) for number, factor in enumerate(factors)]


def _is_figure(part: Tree) -> bool:
    return isinstance(part, Word) and part.text.isdecimal()


def _is_name(part: Tree) -> bool:
    return isinstance(part, Word) and part.text[:1].isupper()


def plain_text(tree: Tree) -> str:
    """Return the words of a tree, by which its language is told."""
    match tree:
        case Word(text) | Phrase(text):
            return text
        case Words(parts) | And(parts) | Or(parts):
            return " ".join(plain_text(part) for part in parts)
        case _:
            return ""
