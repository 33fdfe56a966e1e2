"""What a query says of where it looks, and what its words were taken for."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, Final

from paraq.errors import Invalid
from paraq.query.forms import Leaf
from paraq.query.parse import parse
from paraq.query.plan import Fuzzy, Near, Pattern, Term
from paraq.query.resolved import Resolved
from paraq.query.tree import And, Field, Not, Tree, Words

# Fields that say where one looks; the others say what for.
PLACES: Final = ("fonds", "inventory", "file")
SCOPE_FIELDS: Final = frozenset({*PLACES, "sheet", "type", "language", "from", "year", "date", "confidence"})
# A word of many spellings is told with the likeliest of them.
MOST_TERMS: Final = 40


def scope_fields(query: str) -> list[tuple[Field, bool]]:
    """Return the fields of a query that say where it looks, each with False if it says where not to look.

    A query with mistakes is searched as plain words, which say nothing of it.
    """
    try:
        tree = parse(query)
    except Invalid:
        return []
    return list(_fields_of(tree))


def _fields_of(tree: Tree) -> Iterator[tuple[Field, bool]]:
    match tree:
        case Field(name) if name in SCOPE_FIELDS:
            yield tree, True
        case Not(Field(name) as field) if name in SCOPE_FIELDS:
            yield field, False
        case Words(parts) | And(parts):
            for part in parts:
                yield from _fields_of(part)


def query_of(fields: Sequence[tuple[Field, bool]]) -> str:
    """Return fields as a query; those with False as what is left out."""
    return " ".join(f'{"" if positive else "-"}{field.name}:"{field.value}"' for field, positive in fields)


def understood_words(resolved: Resolved) -> list[dict[str, Any]]:
    """Return for every searched word the terms that were looked up, by why they are the word's."""
    words: dict[str, defaultdict[str, dict[str, None]]] = {}
    for sought in resolved.sought:
        ways = words.setdefault(sought.word, defaultdict(dict))
        ways[sought.evidence].update(dict.fromkeys(_terms(sought.part)))
    return [
        {"word": word, "ways": {evidence: list(terms)[:MOST_TERMS] for evidence, terms in ways.items()}}
        for word, ways in words.items()
    ]


def _terms(part: Leaf) -> tuple[str, ...]:
    match part:
        case Term(_, term):
            return (term,)
        case Fuzzy(_, term, distance):
            return (f"{term}~{distance}",)
        case Pattern(_, pattern):
            return (pattern,)
        case Near(_, left, right):
            return (f"{' | '.join(left)} … {' | '.join(right)}",)
        case sequence:
            return (" ".join(sequence.terms),)
