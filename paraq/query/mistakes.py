"""Mistakes in a query: what is wrong, at which sign, and the query as it may have been meant."""

import re
from collections.abc import Mapping
from typing import Final

from paraq.errors import Invalid
from paraq.query.fields import OPERATORS

_OPERATOR_AT_END: Final = re.compile(rf"\s*(?:\b(?:{'|'.join(sorted(OPERATORS, key=len, reverse=True))})|[-–−=~(])\s*\Z")


_FIGURES: Final = re.compile(r"\A\d+")

UNSEARCHED: Final = frozenset({"query-wordless", "query-initials"})
"""Mistakes of queries that need something no page can be found by; their signs and letters are not searched instead."""


class Mistake(Invalid):
    """A query that cannot be read.

    Args:
        what: What is wrong, in plain English.
        code: Stable name of the kind of mistake, under which it is translated.
        position: The sign at which it is seen, from 1; 0 for the whole query.
        remedy: What to do about it, in plain English.
        suggestion: The whole query as it may have been meant, which can be read; empty if nobody can tell.
        values: What the translated sentences name.
    """

    def __init__(
        self,
        what: str,
        *,
        code: str,
        position: int = 0,
        remedy: str = "",
        suggestion: str = "",
        values: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(what, where=f"position {position}" if position else "", remedy=remedy, code=code)
        self.position = position
        self.suggestion = suggestion
        self.values = values or {}

    @staticmethod
    def of(error: Invalid) -> "Mistake":
        """Return an error of any part that reads a query as a mistake in it."""
        if isinstance(error, Mistake):
            return error
        place = error.where.removeprefix("position ")
        position = int(place) if place.isascii() and place.isdecimal() else 0
        return Mistake(error.what, code=error.code, position=position, remedy=error.remedy)


# A list of the archive that cannot be read is no mistake of the query: without it, other pages would be found.
LISTS: Final = frozenset({"authorities", "names-equivalents"})


def unreadable(query: str, place: int | None) -> Mistake:
    """Return the mistake of a query that the grammar cannot read from a place on; None is its end."""
    return _unfinished(query) if place is None else _out_of_place(query, place)


def _unfinished(query: str) -> Mistake:
    opened = query.count("(") - query.count(")")
    if opened > 0:
        return Mistake(
            "The bracket is not closed",
            position=query.rindex("(") + 1,
            remedy="Close it or take it out",
            code="query-bracket-open",
            suggestion=query.rstrip() + ")" * opened,
        )
    return Mistake(
        "The query ends where a word is missing",
        position=len(query.rstrip()) + 1,
        remedy="Add a word or take the operator out",
        code="query-end",
        suggestion=_OPERATOR_AT_END.sub("", query.rstrip()),
    )


def _out_of_place(query: str, place: int) -> Mistake:
    sign, rest = query[place : place + 1], query[:place] + query[place + 1 :]
    if sign in {'"', "«", "“", "„"}:
        return Mistake(
            "The quotation mark is not closed",
            position=place + 1,
            remedy="Close it or take it out",
            code="query-quote",
            suggestion=f'{query.rstrip()}"' if sign == '"' and query[place + 1 :].strip() else rest,
        )
    if sign == ")" and query[:place].count("(") > query[:place].count(")"):
        left = _OPERATOR_AT_END.sub("", query[:place])
        return Mistake(
            "A word is missing before the closing bracket",
            position=place + 1,
            remedy="Add a word or take the brackets out",
            code="query-bracket-empty",
            # What was taken out is the operator, or the opening bracket with which the closing one goes too.
            suggestion=left + (query[place:] if left.count("(") == query[:place].count("(") else query[place + 1 :]),
        )
    if sign == ")":
        return Mistake(
            "There is a closing bracket without an opening one",
            position=place + 1,
            remedy="Take it out",
            code="query-bracket",
            suggestion=rest,
        )
    if sign == "~":
        rest = query[:place] + _FIGURES.sub("", query[place + 1 :], count=1)
    return Mistake(
        f"A word is missing before {sign}",
        position=place + 1,
        remedy="Put it in quotes to search for it",
        code="query-operator",
        suggestion=rest,
        values={"sign": sign},
    )


# Fields whose values are words of pages, which can be searched without the field.
_WORDED: Final = frozenset({"title", "from", "name", "org"})


def pattern_in_quotes(query: str, start: int, end: int, text: str, position: int) -> Mistake:
    """Return the mistake of a pattern in the quoted ``text`` between two places of a query."""
    return Mistake(
        "In quotes * and ? stand for no other letters",
        position=position,
        remedy="Join the words with AND instead, or write the word whole",
        code="query-pattern-quoted",
        suggestion=_joined(query, start, end, text),
    )


def pattern_in_field(query: str, start: int, end: int, field: str, value: str) -> Mistake:
    """Return the mistake of a pattern as the value of a field, between two places of a query."""
    place = query.rfind(":", 0, start)
    begun = max(query.rfind(sign, 0, place) for sign in " (-−–") + 1
    return Mistake(
        "The value of a field takes no * and ?",
        position=start + 1,
        remedy="Write it whole, or search for the word without the field",
        code="query-pattern-field",
        suggestion=_joined(query, begun, end, value) if field in _WORDED else "",
    )


def _joined(query: str, start: int, end: int, text: str) -> str:
    """Return a query with the words of a text, all of which must be there, in place of what stands between two places."""
    words = text.split()
    return query[:start] + (words[0] if len(words) == 1 else f"({' AND '.join(words)})") + query[end:].rstrip()


def initials_alone(position: int) -> Mistake:
    """Return the mistake of a name without a surname, whose initials stand on nearly every page."""
    return Mistake(
        "The name has nothing but initials", position=position, remedy="Add the surname or the given name", code="query-initials"
    )


def wordless() -> Mistake:
    """Return the mistake of a query that has nothing, or needs something, that no page can have: signs without a letter."""
    return Mistake("There is no letter or figure to search for", remedy="Write a word, a name or a number", code="query-wordless")
