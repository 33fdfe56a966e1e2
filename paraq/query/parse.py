"""A typed query into a tree, or a mistake with its place and a remedy. The grammar is read by Lark (ADR 0005)."""

import difflib
import re
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Final

import lark
from lark import Lark, Token
from lark.exceptions import UnexpectedInput, UnexpectedToken

from paraq.errors import Invalid
from paraq.query.fields import FIELD_OF, FIELDS, usual
from paraq.query.fields import OPERATORS as OPERATORS
from paraq.query.mistakes import Mistake, unreadable, wordless
from paraq.query.tree import And, Field, Not, Nothing, Or, Phrase, Tree, Wildcard, Word, Words
from paraq.query.values import EXAMPLES, dates, numbers

# A page of a book; longer texts are no questions, and their plans would cost seconds.
LONGEST: Final = 4000
MOST_CLAUSES: Final = 200
# Each level may double the plan, and engines take a limited depth; nobody types so many.
DEEPEST: Final = 6
MOST_EDITS: Final = 2
WIDEST_GAP: Final = 50
NEAR: Final = 5
# Of a query in which signs alone are left: it finds no page, where an empty one finds all.
NO_WORDS: Final = Or(())

# A question mark at the end of a sentence of three words or more ends it; anywhere else it stands for a letter.
_SENTENCE: Final = re.compile(r"(\s*(?:[^\s?*]+\s+){2,}[^\s?*]*[^\s?*.!:…])\s*[?!.:…]+\s*\Z")
# Two points behind a number of a field leave a range open.
_OPEN_RANGE: Final = re.compile(r":\S*\d(?:\.\.|…)\s*\Z")
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
    built = _Reader(query).node(tree)
    return replace(built, sentence=True) if sentence and isinstance(built, Words) else built


def parse_leniently(query: str) -> Parsed:
    """Return the tree of a query; one with a mistake is read as plain words, of which there may be none."""
    try:
        return Parsed(parse(query))
    except Mistake as mistake:
        words = literal_words(query)
        return Parsed(words, mistake if words != NO_WORDS else wordless())


def literal_words(query: str) -> Tree:
    """Return the words of a query without reading signs, operators and fields; operators are words if there are no others."""
    found = [Word(match[0], *match.span()) for match in re.finditer(r"\w+(?:[-/]\w+)*", query[:LONGEST])]
    words = [word for word in found if word.text not in OPERATORS] or found
    return Words(tuple(words[:MOST_CLAUSES])) if words else NO_WORDS


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


class _Reader:
    """Makes Paraq's tree of Lark's; mistakes name their place in the query."""

    def __init__(self, query: str) -> None:
        self._query = query

    def node(self, tree: lark.Tree[Token]) -> Tree:
        match tree.data:
            case "start":
                return self.node(_subtree(tree.children[0])) if tree.children else Nothing()
            case "any":
                return Or(tuple(self.node(_subtree(child)) for child in tree.children))
            case "all":
                return And(tuple(self.node(_subtree(child)) for child in tree.children))
            case "words":
                parts = tuple(self.node(_subtree(child)) for child in tree.children)
                return parts[0] if len(parts) == 1 else Words(parts)
            case "without":
                inner = self.node(_subtree(tree.children[0]))
                return inner.part if isinstance(inner, Not) else Not(inner)
            case _:
                return self._leaf(tree.data, [child for child in tree.children if isinstance(child, Token)])

    def _leaf(self, kind: str, tokens: list[Token]) -> Tree:
        start, end = _start(tokens[0]), _end(tokens[-1])
        if kind == "field":
            name = self._field(tokens[0])
            return Field(name, self._value(name, tokens[1]), start, end)
        alone = NEAR if kind == "phrase" else 1
        tilde = int(tokens[-1][1:] or alone) if tokens[-1].type == "TILDE" else None
        literal = tokens[0].type == "EXACT"
        text = _unquoted(tokens[1 if literal else 0])
        most = WIDEST_GAP if kind == "phrase" else MOST_EDITS
        if tilde is not None and tilde > most:
            raise self._too_far(tokens[-1], kind, most)
        if kind == "phrase":
            return Phrase(text, start, end, literal, tilde or 0)
        # A pattern is of words as written with = before it, too.
        if tilde is None and ("*" in text or "?" in text):
            return Wildcard(text, start, end)
        # "Тақырып: есеп" is text that was pasted; a field that ends the query waits for its value.
        if text.endswith(":") and text[:-1].lower() in FIELD_OF and not self._query[end:].strip():
            raise self._without_value(tokens[-1])
        return Word(text, start, end, literal, tilde or 0)

    def _too_far(self, tilde: Token, kind: str, most: int) -> Mistake:
        what = f"Words can be at most {most} apart" if kind == "phrase" else f"A word can differ by at most {most} letters"
        return Mistake(
            what,
            position=_start(tilde) + 1,
            remedy=f"Write ~{most}",
            code="query-gap" if kind == "phrase" else "query-edits",
            suggestion=self._with(tilde, f"~{most}"),
            values={"most": str(most)},
        )

    def _field(self, token: Token) -> str:
        name = token[:-1].lower()
        if name in FIELD_OF:
            return FIELD_OF[name]
        near = difflib.get_close_matches(name, FIELD_OF, 1)
        raise Mistake(
            f"There is no field {name}",
            position=_start(token) + 1,
            remedy=f"Did you mean {near[0]}: ?"
            if near
            else f"Fields are {', '.join(FIELDS)}; put a colon that is meant as such in quotes",
            code="query-field-near" if near else "query-field",
            suggestion=self._with(token, f"{near[0]}:") if near else "",
            values={"field": name, "near": near[0] if near else ""} | _field_names(),
        )

    def _value(self, field: str, token: Token) -> str:
        """Return the value of a field in its usual form, once it is known to be one."""
        value = usual(field, _unquoted(token))
        if not value:
            raise self._without_value(token)
        try:
            if field in {"year", "confidence"}:
                numbers(field, value)
            elif field == "date":
                dates(value)
        except Invalid as error:
            first, parted, last = value.partition("..")
            turned = f"{last}..{first}" if error.code == "query-range" and parted else ""
            raise Mistake(
                error.what,
                position=_start(token) + 1,
                remedy=error.remedy,
                code=error.code,
                suggestion=self._with(token, turned) if turned else "",
                values={"value": value, "field": field, "turned": turned or value} | _examples(field),
            ) from error
        return value

    def _without_value(self, token: Token) -> Mistake:
        """Return the mistake of a field with nothing behind its colon."""
        return Mistake(
            "The field has no value",
            position=_end(token),
            remedy="Write it right behind the colon; put a colon that is meant as such in quotes",
            code="query-value",
        )

    def _with(self, token: Token, text: str) -> str:
        """Return the query with another text in the place of a token."""
        return self._query[: _start(token)] + text + self._query[_end(token) :].rstrip()


def _field_names() -> dict[str, str]:
    """Return the names of all fields, as readers of each language write them."""
    kazakh, russian = zip(*(names[:2] for names in FIELDS.values()), strict=True)
    return {"fields": ", ".join(FIELDS), "fields_kk": ", ".join(kazakh), "fields_ru": ", ".join(russian)}


def _examples(field: str) -> dict[str, str]:
    one, several = EXAMPLES.get(field, ("", ""))
    return {"one": one, "several": several}


def _subtree(child: Any) -> lark.Tree[Token]:
    assert isinstance(child, lark.Tree)
    return child


def _start(token: Token) -> int:
    return token.start_pos or 0


def _end(token: Token) -> int:
    return _start(token) + len(token)


def _unquoted(token: Token) -> str:
    return token[1:-1] if token.type in {"QUOTED", "NAMED"} else str(token)
