"""What a query says of where it looks, and what its words were taken for."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, Final

from paraq.errors import Invalid
from paraq.query.forms import Leaf
from paraq.query.parse import parse
from paraq.query.plan import Fuzzy, Near, Pattern, Term
from paraq.query.resolved import Resolved
from paraq.query.tree import And, Field, Not, Or, Tree, Words

# Fields that say where one looks; the others say what for.
PLACES: Final = ("fonds", "inventory", "file")
SCOPE_FIELDS: Final = frozenset({*PLACES, "sheet", "type", "language", "from", "year", "date", "confidence"})
# A word of many spellings is told with the likeliest of them.
MOST_TERMS: Final = 40


def scope_parts(query: str) -> list[Tree]:
    """Return the parts of a query that say where it looks, all of which hold: fields of the scope, alone or joined.

    A query with mistakes is searched as plain words, which say nothing of it.
    """
    try:
        tree = parse(query)
    except Invalid:
        return []
    return list(_parts_of(tree))


def _parts_of(tree: Tree) -> Iterator[Tree]:
    if isinstance(tree, Words | And):
        for part in tree.parts:
            yield from _parts_of(part)
    elif _is_scope(tree):
        yield tree


def _is_scope(tree: Tree) -> bool:
    match tree:
        case Field(name):
            return name in SCOPE_FIELDS
        case Not(part):
            return _is_scope(part)
        case Words(parts) | And(parts) | Or(parts):
            return all(map(_is_scope, parts))
        case _:
            return False


def any_of(tree: Tree, name: str) -> tuple[str, ...]:
    """Return the values of a field of which a part of the scope asks for any; none if it asks for something else too."""
    fields = tree.parts if isinstance(tree, Or) else (tree,)
    values = tuple(field.value for field in fields if isinstance(field, Field) and field.name == name)
    return values if len(values) == len(fields) else ()


def query_of(parts: Sequence[Tree]) -> str:
    """Return parts of the scope as a query."""
    return " ".join(map(_written, parts))


def _written(tree: Tree) -> str:
    match tree:
        case Field(name, value):
            plain = value.replace('"', " ")
            return f'{name}:"{plain}"'
        case Not(part):
            return f"-{_written(part)}"
        case Or(parts):
            return f"({' OR '.join(map(_written, parts))})"
        case And(parts):
            return f"({' AND '.join(map(_written, parts))})"
        case Words(parts):
            return f"({' '.join(map(_written, parts))})"
        case _:
            return ""


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
