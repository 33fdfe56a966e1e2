"""A query as a letter to a citizen says it: names and words in quotation marks, no signs of the search box."""

from collections.abc import Mapping
from typing import Any, Final

from paraq.errors import Invalid
from paraq.query.parse import parse
from paraq.query.tree import And, Field, Not, Or, Phrase, Tree, Wildcard, Word, Words

# Of these a reader sees by their value what they are.
_PLAIN: Final = frozenset({"name", "org", "from", "title"})


def spoken(query: str, words: Mapping[str, Any]) -> str:
    """Return a query in words of the paper's language; one with mistakes as it was written."""
    try:
        return _said(parse(query), words)
    except Invalid:
        return query


def _said(tree: Tree, words: Mapping[str, Any], inside: bool = False) -> str:
    match tree:
        case Word(text) | Wildcard(text):
            return text
        case Phrase(text):
            return f"«{text}»"
        case Field(name, value):
            return f"«{value}»" if name in _PLAIN else f"{words['fields'].get(name, name)} {value.replace('..', '–')}"
        case Words(parts):
            return " ".join(_said(part, words, inside=True) for part in parts)
        case And(parts) | Or(parts):
            sign = words["and"] if isinstance(tree, And) else words["or"]
            # An organisation is sought in its field and as a word; a reader is told of it once.
            said = list(dict.fromkeys(_said(part, words, inside=True) for part in parts))
            joined = f" {sign} ".join(said)
            return f"({joined})" if inside and len(said) > 1 else joined
        case Not(part):
            return f"{words['not']} {_said(part, words, inside=True)}"
    return ""
