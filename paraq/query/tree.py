"""What was asked, in the words that were typed. Frozen nodes that know neither analysis nor engine.

``start`` and ``end`` are characters of the query, for messages and for telling which word a mark answers.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Word:
    """A word: in all its forms and spellings, or ``literal`` as written, or within ``edits`` changes of letters."""

    text: str
    start: int
    end: int
    literal: bool = False
    edits: int = 0


@dataclass(frozen=True, slots=True)
class Wildcard:
    """Words that fit: ``*`` is any letters, ``?`` one."""

    pattern: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in this order beside each other; with ``gap`` in any order and with at most so many others between each two."""

    text: str
    start: int
    end: int
    literal: bool = False
    gap: int = 0


@dataclass(frozen=True, slots=True)
class Field:
    """A value of a field, such as ``fonds`` or ``name``; fields are named in :data:`paraq.query.fields.FIELDS`."""

    name: str
    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Words:
    """Clauses side by side: pages with all of them first, then with most; ``sentence`` if they are one, with its last sign."""

    parts: tuple["Tree", ...]
    sentence: bool = False


@dataclass(frozen=True, slots=True)
class And:
    """All parts."""

    parts: tuple["Tree", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Any part."""

    parts: tuple["Tree", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Without this part."""

    part: "Tree"


@dataclass(frozen=True, slots=True)
class Nothing:
    """An empty query: every page."""


def restricts(tree: "Tree") -> bool:
    """Tell a part that consists of fields alone, which says where to look and for what; words beside it only rank among that."""
    match tree:
        case Field():
            return True
        case Words(parts) | And(parts) | Or(parts):
            return bool(parts) and all(restricts(part.part if isinstance(part, Not) else part) for part in parts)
        case _:
            return False


Tree = Word | Wildcard | Phrase | Field | Words | And | Or | Not | Nothing
