"""Persons and organisations that a page names, as it writes them: what a searcher is offered while typing.

A cheap reading, done once for every page: it wants capitals, and beside a surname an initial, a patronymic or a known given name.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from paraq.text.names_listed import person_names
from paraq.text.names_match import NameMatch
from paraq.text.names_spelling import installed, name_key
from paraq.text.skeleton import skeleton
from paraq.text.token import Token

Kind = Literal["person", "organisation", "fonds"]
SEPARATOR: Final = "\x1f"
# Longer names are whole sentences that a reader of tables took for one.
LONGEST: Final = 100
# A list of a thousand names would fill the index with terms; who is sought among them is found by searching.
MOST: Final = 60

_KINDS_OF_BODY: Final = r"(?:кеңшар|колхоз|совхоз|ұжымшар|артел|мектеп|мектеб|школ|завод|зауыт|фабрик|аурухана|больниц)\w*"
_QUOTED: Final = r"[«\"“„][^«»\"“”„\n]{2,50}[»\"”]"
_ORGANISATION: Final = re.compile(
    rf"{_QUOTED}\s{_KINDS_OF_BODY}|\b{_KINDS_OF_BODY}\s(?:{_QUOTED}|(?:имени|им\.)\s[А-ЯӘҒҚҢӨҰҮҺІ][\w-]+(?:\s[А-ЯӘҒҚҢӨҰҮҺІ][\w-]+)?)",
    re.IGNORECASE,
)
_WORD: Final = re.compile(r"[^\W_]+(?:['’ʼ][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Mention:
    """A name as it is written somewhere, and what it is the name of."""

    kind: Kind
    text: str


def mentions(text: str, tokens: Sequence[Token], bodies: Iterable[str] = (), fonds_title: str = "") -> tuple[Mention, ...]:
    """Return what a page names, each once: persons and organisations of its text, and those that its description names."""
    found = [Mention("fonds", fonds_title), *(Mention("organisation", body) for body in bodies)]
    found += [Mention("organisation", match[0]) for match in _ORGANISATION.finditer(text)]
    found += [Mention("person", _written(text, match)) for match in person_names(tokens) if _is_person(match, tokens)]
    tidied = (Mention(one.kind, " ".join(one.text.split())) for one in found)
    return tuple(dict.fromkeys(one for one in tidied if 1 < len(one.text) <= LONGEST))[:MOST]


def _written(text: str, match: NameMatch) -> str:
    """Return a name with the dot of its last initial."""
    last = match.parts[-1]
    return text[match.start : match.end + (last.end - last.start == 1 and text[last.end : last.end + 1] == ".")]


def _is_person(match: NameMatch, tokens: Sequence[Token]) -> bool:
    """Tell a name from a surname behind the first word of a sentence (Принять Абдикова)."""
    if len(match.parts) != 2:
        return True
    others = [tokens[part.token] for part in match.parts if not part.is_main]
    return len(others) == 2 or len(others[0].text) == 1 or installed().knows(name_key(others[0].text))


def terms_of(mention: Mention) -> Iterator[str]:
    """Return the terms under which a name is listed: by its first words each, in every script alike."""
    words = [match.start() for match in _WORD.finditer(mention.text) if len(match[0]) > 1]
    for start in words[: 2 if mention.kind == "person" else 4]:
        yield SEPARATOR.join((folded(mention.text[start:]), mention.kind, mention.text))


def mention_of(term: str) -> Mention:
    """Return the name that is listed under a term."""
    _, kind, text = term.split(SEPARATOR)
    return Mention(kind, text)  # type: ignore[arg-type]  # written by terms_of


def folded(text: str) -> str:
    """Return what is equal for the spellings of a text; that of its beginning is the beginning of it."""
    return " ".join(skeleton(word[0].lower()) for word in _WORD.finditer(text))
