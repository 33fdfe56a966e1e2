"""A typed query into a tree, or a mistake with its place and a remedy. The grammar is read by Lark (ADR 0005)."""

import difflib
import re
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Final

import lark
from lark import Lark, Token
from lark.exceptions import UnexpectedInput, UnexpectedToken

from paraq.errors import Invalid
from paraq.query.fields import FIELD_OF, FIELDS
from paraq.query.tree import And, Field, Not, Nothing, Or, Phrase, Tree, Wildcard, Word, Words

# A page of a book; longer texts are no questions, and their plans would cost seconds.
LONGEST: Final = 4000
MOST_CLAUSES: Final = 200
# Deeper brackets than anyone types would only exhaust Python's stack.
DEEPEST: Final = 40
MOST_EDITS: Final = 2
WIDEST_GAP: Final = 50
NEAR: Final = 5

# A question mark at the end of a sentence of three words or more ends it; anywhere else it stands for a letter.
_SENTENCE: Final = re.compile(r"(\s*(?:[^\s?*]+\s+){2,}[^\s?*]*[^\s?*.!:…])\s*[?!.:…]+\s*\Z")

GRAMMAR: Final = r"""
start: [any]
?any: all (_OR all)*
?all: words (_AND words)*
words: clause+
?clause: _NOT clause -> without
    | _MINUS clause -> without
    | "(" any ")"
    | FIELD (QUOTED | NAMED | WORD) -> field
    | EXACT? QUOTED TILDE? -> phrase
    | EXACT? WORD TILDE? -> word

_OR.3: /(OR|НЕМЕСЕ|ИЛИ)(?=[\s()]|$)/
_AND.3: /(AND|ЖӘНЕ|И)(?=[\s()]|$)/
_NOT.3: /(NOT|ЕМЕС|НЕ)(?=[\s()]|$)/
_MINUS.2: /(?<![^\s(«])[-−–](?=[^\s)])/
FIELD.2: /(?<![^\s(\-−–])[^\W\d_]+:(?=[^\s)])/
EXACT: /=(?=[^\s)])/
NAMED.3: /(?<=:)«[^»]*»/
QUOTED: /"[^"]*"|“[^”]*”|„[^“”]*[“”]/
TILDE: /~[0-9]*/
WORD: /(?:[^\s()"«»“”„~=]|(?<=[^\s(])=)+/
_SPACE: /[\s«»”]+/
%ignore _SPACE
"""


@dataclass(frozen=True, slots=True)
class Parsed:
    """A tree, and a notice if the query was taken literally because of a mistake."""

    tree: Tree
    notice: str = ""


def parse(query: str) -> Tree:
    """Return the tree of a query.

    Raises:
        Invalid: The query has a mistake; ``where`` is its position from 1, ``remedy`` a suggestion.
    """
    if len(query) > LONGEST:
        raise Invalid("The query is too long", where=f"position {LONGEST + 1}", remedy="Shorten it", code="query-long")
    sentence = _SENTENCE.match(query)
    if sentence:
        query = sentence[1] + " " * (len(query) - len(sentence[1]))
    _check_depth(query)
    try:
        tree = _grammar().parse(query)
    except UnexpectedInput as error:
        raise _mistake(query, error) from error
    if sum(1 for _ in tree.scan_values(lambda _: True)) > MOST_CLAUSES * 2:
        raise Invalid(f"The query has more than {MOST_CLAUSES} parts", remedy="Split it", code="query-long")
    built = _node(tree)
    return replace(built, sentence=True) if sentence and isinstance(built, Words) else built


def parse_leniently(query: str) -> Parsed:
    """Return the tree of a query; one with a mistake is read as plain words, and the notice says why."""
    try:
        return Parsed(parse(query))
    except Invalid as error:
        return Parsed(literal_words(query), str(error))


def literal_words(query: str) -> Tree:
    """Return the words of a query without reading signs, operators and fields."""
    found = (Word(match[0], *match.span()) for match in re.finditer(r"\w+(?:[-/]\w+)*", query[:LONGEST]))
    words = tuple(word for word in found if word.text not in OPERATORS)[:MOST_CLAUSES]
    return Words(words) if words else Nothing()


OPERATORS: Final = frozenset({"AND", "OR", "NOT", "ЖӘНЕ", "НЕМЕСЕ", "ЕМЕС", "И", "ИЛИ", "НЕ"})


@cache
def _grammar() -> Lark:
    return Lark(GRAMMAR, parser="lalr", maybe_placeholders=False)


def _check_depth(query: str) -> None:
    depth = 0
    for position, sign in enumerate(query, start=1):
        depth += (sign == "(") - (sign == ")")
        if depth > DEEPEST:
            raise Invalid("Too many brackets inside each other", where=f"position {position}", code="query-deep")


def _node(tree: lark.Tree[Token]) -> Tree:
    match tree.data:
        case "start":
            return _node(_subtree(tree.children[0])) if tree.children else Nothing()
        case "any":
            return Or(tuple(_node(_subtree(child)) for child in tree.children))
        case "all":
            return And(tuple(_node(_subtree(child)) for child in tree.children))
        case "words":
            parts = tuple(_node(_subtree(child)) for child in tree.children)
            return parts[0] if len(parts) == 1 else Words(parts)
        case "without":
            return Not(_node(_subtree(tree.children[0])))
        case _:
            return _leaf(tree.data, [child for child in tree.children if isinstance(child, Token)])


def _subtree(child: Any) -> lark.Tree[Token]:
    assert isinstance(child, lark.Tree)
    return child


def _leaf(kind: str, tokens: list[Token]) -> Tree:
    start, end = _start(tokens[0]), _start(tokens[-1]) + len(tokens[-1])
    tilde = int(tokens[-1][1:] or "0") if tokens[-1].type == "TILDE" else None
    literal = tokens[0].type == "EXACT"
    text = _unquoted(tokens[1 if literal else 0])
    if kind == "field":
        return Field(_field(tokens[0]), _unquoted(tokens[1]), start, end)
    if kind == "phrase":
        if tilde is not None and tilde > WIDEST_GAP:
            raise Invalid(
                f"Words can be at most {WIDEST_GAP} apart",
                where=_place(tokens[-1]),
                remedy=f"Write ~{WIDEST_GAP}",
                code="query-gap",
            )
        return Phrase(text, start, end, literal, 0 if tilde is None else tilde or NEAR)
    if tilde is not None and tilde > MOST_EDITS:
        raise Invalid(
            f"A word can differ by at most {MOST_EDITS} letters",
            where=_place(tokens[-1]),
            remedy=f"Write ~{MOST_EDITS}",
            code="query-edits",
        )
    if not literal and tilde is None and ("*" in text or "?" in text):
        return Wildcard(text, start, end)
    return Word(text, start, end, literal, 0 if tilde is None else tilde or 1)


def _start(token: Token) -> int:
    return token.start_pos or 0


def _place(token: Token) -> str:
    return f"position {_start(token) + 1}"


def _unquoted(token: Token) -> str:
    return token[1:-1] if token.type in {"QUOTED", "NAMED"} else str(token)


def _field(token: Token) -> str:
    name = token[:-1].lower()
    if name not in FIELD_OF:
        near = difflib.get_close_matches(name, FIELD_OF, 1)
        remedy = (
            f"Did you mean {near[0]}: ?"
            if near
            else f"Fields are {', '.join(FIELDS)}; put a colon that is meant as such in quotes"
        )
        raise Invalid(f"There is no field {name}", where=_place(token), remedy=remedy, code="query-field")
    return FIELD_OF[name]


def _mistake(query: str, error: UnexpectedInput) -> Invalid:
    ended = isinstance(error, UnexpectedToken) and error.token.type == "$END"
    position = len(query.rstrip()) if ended else error.pos_in_stream or 0
    where = f"position {position + 1}"
    sign = query[position : position + 1]
    if sign and sign in '"«“„':
        return Invalid("The quotation mark is not closed", where=where, remedy="Close it or take it out", code="query-quote")
    if sign == ")":
        return Invalid(
            "There is a closing bracket without an opening one", where=where, remedy="Take it out", code="query-bracket"
        )
    if ended and query.count("(") > query.count(")"):
        opened = query.rindex("(") + 1
        return Invalid(
            "The bracket is not closed", where=f"position {opened}", remedy="Close it or take it out", code="query-bracket"
        )
    if ended:
        return Invalid(
            "The query ends where a word is missing", where=where, remedy="Add a word or take the operator out", code="query-end"
        )
    return Invalid(
        f"A word is missing before {sign}", where=where, remedy="Put it in quotes to search for it", code="query-operator"
    )
