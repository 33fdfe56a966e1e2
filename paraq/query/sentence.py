"""Questions and sentences: what tells them from words side by side, and which of their words weigh most."""

from collections.abc import Sequence
from typing import Final

from paraq.query.stopwords import QUESTION_WORDS, STOPWORDS
from paraq.query.tree import And, Or, Phrase, Tree, Word, Words

# Queries of more words are read as sentences; a fuzzy look-up for each of their words would cost more than it finds.
MOST_COUNTED: Final = 6
# What Kazakh says last is the predicate (болды, орналасқан), which tells topics apart least. This and the next were chosen on one
# half of labelled questions (docs/words.md).
PREDICATE: Final = 0.7
# Years and numbers name one thing.
FIGURES: Final = 1.4


def is_stopword(part: Tree) -> bool:
    """Tell a word that names nothing."""
    return isinstance(part, Word) and not part.literal and not part.edits and part.text.lower() in STOPWORDS


def names_something(part: Tree) -> bool:
    """Tell a clause that names something: a dash between words is a word of the query, and none of a page."""
    return not is_stopword(part) and not (isinstance(part, Word) and not any(map(str.isalnum, part.text)))


def is_sentence(tree: Words, clauses: Sequence[Tree]) -> bool:
    """Tell a question or a sentence, whose pages are ranked by how rare the words are, not by how many of them they have."""
    asks = any(isinstance(part, Word) and part.text.lower() in QUESTION_WORDS for part in clauses) and len(clauses) > 2
    return tree.sentence or asks or sum(not is_stopword(part) for part in clauses) > MOST_COUNTED


def emphasis(clauses: Sequence[Tree], language: str) -> list[float]:
    """Return the factor of each of the words of a sentence that name something."""
    last = len(clauses) - 1 if language == "kk" and len(clauses) > 1 else -1
    return [_figures(part) * (PREDICATE if number == last else 1.0) for number, part in enumerate(clauses)]


def _figures(part: Tree) -> float:
    return FIGURES if isinstance(part, Word) and part.text.isdecimal() else 1.0


def plain_text(tree: Tree) -> str:
    """Return the words of a tree, by which its language is told."""
    match tree:
        case Word(text) | Phrase(text):
            return text
        case Words(parts) | And(parts) | Or(parts):
            return " ".join(plain_text(part) for part in parts)
        case _:
            return ""
