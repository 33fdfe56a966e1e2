"""A typed query into a tree, or a mistake with its place and a remedy. The grammar is read by Lark (ADR 0005)."""

import re
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from lark import Lark
from lark.exceptions import UnexpectedInput, UnexpectedToken

from paraq.query.fields import FIELD_OF
from paraq.query.fields import OPERATORS as OPERATORS
from paraq.query.mistakes import Mistake, unreadable, wordless
from paraq.query.reader import Reader
from paraq.query.tree import Or, Tree, Word, Words

# A page of a book; longer texts are no questions, and their plans would cost seconds.
LONGEST: Final = 4000
MOST_CLAUSES: Final = 200
# Each level may double the plan, and engines take a limited depth; nobody types so many.
DEEPEST: Final = 6
# Of a query in which signs alone are left: it finds no page, where an empty one finds all.
NO_WORDS: Final = Or(())

# A question mark at the end of a sentence of three words or more ends it; anywhere else it stands for a letter.
_SENTENCE: Final = re.compile(r"(\s*(?:[^\s?*]+\s+){2,}[^\s?*]*[^\s?*.!:…])\s*[?!.:…]+\s*\Z")
# Two points behind a number of a field leave a range open, a question mark behind three figures stands for a fourth.
_OPEN_RANGE: Final = re.compile(r":(?:\S*\d(?:\.\.|…)|\d{3}\?)\s*\Z")
# What stands between words that were pasted, and nobody sees.
_UNSEEN: Final = dict.fromkeys([*range(32), 0x7F, 0x85, 0x200B, 0x2028, 0x2029], " ")

GRAMMAR: Final = r"""
start: [any]
?any: all (_OR all)*
?all: words (_AND words)*
words: clause+
?clause: _NOT clause -> without
    | _MINUS clause -> without
    | "(" any ")"
    | FIELD (QUOTED | NAMED | WORD) -> field
    | FIELD "(" any ")" -> fields
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
    """A tree, and the mistake because of which the words of the query were taken literally."""

    tree: Tree
    mistake: Mistake | None = None


def parse(query: str) -> Tree:
    """Return the tree of a query.

    Raises:
        Mistake: The query has one.
    """
    try:
        return _parsed(query)
    except Mistake as mistake:
        if mistake.suggestion and not _is_read(mistake.suggestion):
            mistake.suggestion = ""
        raise


def _is_read(query: str) -> bool:
    with suppress(Mistake):
        _parsed(query)
        return True
    return False


def _parsed(query: str) -> Tree:
    if len(query) > LONGEST:
        raise Mistake(
            "The query is too long", position=LONGEST + 1, remedy="Shorten it", code="query-long", values={"most": str(LONGEST)}
        )
    blank = not query.strip()
    query = query.translate(_UNSEEN)
    sentence = None if _OPEN_RANGE.search(query) else _SENTENCE.match(query)
    if sentence:
        query = sentence[1] + " " * (len(query) - len(sentence[1]))
    _check_depth(query)
    try:
        tree = _grammar().parse(query)
    except UnexpectedInput as error:
        ended = isinstance(error, UnexpectedToken) and error.token.type == "$END"
        raise unreadable(query, None if ended else error.pos_in_stream or 0) from error
    if not tree.children and not blank:
        raise wordless()
    if sum(1 for _ in tree.scan_values(lambda _: True)) > MOST_CLAUSES * 2:
        raise Mistake(
            f"The query has more than {MOST_CLAUSES} parts",
            remedy="Split it",
            code="query-parts",
            values={"most": str(MOST_CLAUSES)},
        )
    built = Reader(query).node(tree)
    return replace(built, sentence=True) if sentence and isinstance(built, Words) else built


def parse_leniently(query: str) -> Parsed:
    """Return the tree of a query; one with a mistake is read as plain words, of which there may be none."""
    try:
        return Parsed(parse(query))
    except Mistake as mistake:
        words = literal_words(query)
        return Parsed(words, mistake if words != NO_WORDS else wordless())


def literal_words(query: str) -> Tree:
    """Return the words of a query without its signs; operators and names of fields are words if there are no others."""
    found = [Word(match[0], *match.span()) for match in re.finditer(r"\w+(?:[-/]\w+)*", query[:LONGEST])]
    words = [word for word in found if word.text not in OPERATORS and not _names_field(query, word)] or found
    return Words(tuple(words[:MOST_CLAUSES])) if words else NO_WORDS


def _names_field(query: str, word: Word) -> bool:
    return word.text.lower() in FIELD_OF and query[word.end : word.end + 1] == ":"


@cache
def _grammar() -> Lark:
    return Lark(GRAMMAR, parser="lalr", maybe_placeholders=False)


def _check_depth(query: str) -> None:
    depth = 0
    for position, sign in enumerate(query, start=1):
        depth += (sign == "(") - (sign == ")")
        if depth > DEEPEST:
            raise Mistake(
                "Too many brackets inside each other",
                position=position,
                remedy="Take some out",
                code="query-deep",
                values={"most": str(DEEPEST)},
            )
