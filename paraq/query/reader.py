"""The tree of Lark into that of Paraq; mistakes in words, signs and fields, with their place and a remedy."""

import difflib
import re
from typing import Any, Final

import lark
from lark import Token

from paraq.errors import Invalid
from paraq.query.fields import FIELD_OF, FIELDS, NUMBERS, usual
from paraq.query.mistakes import Mistake, pattern_in_field, pattern_in_quotes, unreadable
from paraq.query.tree import And, Field, Not, Nothing, Or, Phrase, Tree, Wildcard, Word, Words
from paraq.query.values import EXAMPLES, dates, numbers

MOST_EDITS: Final = 2
WIDEST_GAP: Final = 50
NEAR: Final = 5
# Of these a page has one value, so that several beside each other in brackets can only mean any of them.
_SINGLE: Final = frozenset(FIELDS) - {"title", "from", "name", "org"}
# A star at a word, or signs within it, cannot be but a pattern.
_PATTERN: Final = re.compile(r"(?<=\w)\*|\*(?=-?\w)|(?<=\w)\?+(?=\w)")


class Reader:
    """Makes Paraq's tree of Lark's; mistakes name their place in the query."""

    def __init__(self, query: str, field: str = "") -> None:
        """Read a query; ``field`` is the one before brackets, of which all words in them are values."""
        self._query = query
        self._of = field

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
                return self._beside(parts)
            case "without":
                inner = self.node(_subtree(tree.children[0]))
                return inner.part if isinstance(inner, Not) else Not(inner)
            case "fields":
                return Reader(self._query, self._field(_token(tree.children[0]))).node(_subtree(tree.children[1]))
            case _:
                return self._leaf(tree.data, [child for child in tree.children if isinstance(child, Token)])

    def _beside(self, parts: tuple[Tree, ...]) -> Tree:
        wanted = tuple(part for part in parts if not isinstance(part, Not))
        if self._of in _SINGLE and len(wanted) > 1:
            parts = (Or(wanted), *(part for part in parts if isinstance(part, Not)))
        return parts[0] if len(parts) == 1 else Words(parts)

    def _leaf(self, kind: str, tokens: list[Token]) -> Tree:
        start, end = _start(tokens[0]), _end(tokens[-1])
        if kind == "field":
            return self._valued(self._field(tokens[0]), tokens[1], start, end)
        alone = NEAR if kind == "phrase" else 1
        tilde = int(tokens[-1][1:] or alone) if tokens[-1].type == "TILDE" else None
        literal = tokens[0].type == "EXACT"
        written = tokens[1 if literal else 0]
        if self._of:
            if tilde is not None:
                raise unreadable(self._query, _start(tokens[-1]))
            return self._valued(self._of, written, start, end)
        text = _unquoted(written)
        most = WIDEST_GAP if kind == "phrase" else MOST_EDITS
        if tilde is not None and tilde > most:
            raise self._too_far(tokens[-1], kind, most)
        if kind == "phrase":
            if sign := _PATTERN.search(text):
                raise pattern_in_quotes(self._query, start, end, text, _start(written) + 2 + sign.start())
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

    def _valued(self, field: str, token: Token, start: int, end: int) -> Tree:
        """Return a field with its value, of numbers any of those between commas."""
        values = _unquoted(token).split(",") if field in NUMBERS else [_unquoted(token)]
        fields = tuple(Field(field, self._value(field, token, value), start, end) for value in values)
        return fields[0] if len(fields) == 1 else Or(fields)

    def _value(self, field: str, token: Token, text: str) -> str:
        """Return the value of a field in its usual form, once it is known to be one."""
        value = usual(field, text)
        if not value:
            raise self._without_value(token)
        if field not in NUMBERS and _PATTERN.search(value):
            raise pattern_in_field(self._query, _start(token), _end(token), field, _unquoted(token))
        try:
            if field in NUMBERS:
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


def _token(child: Any) -> Token:
    assert isinstance(child, Token)
    return child


def _start(token: Token) -> int:
    return token.start_pos or 0


def _end(token: Token) -> int:
    return _start(token) + len(token)


def _unquoted(token: Token) -> str:
    return token[1:-1] if token.type in {"QUOTED", "NAMED"} else str(token)
