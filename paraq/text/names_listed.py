"""The persons that a text names, whoever they are: surnames, initials and patronymics that stand together."""

import re
from collections.abc import Sequence

from paraq.text.names_likeness import EXACT
from paraq.text.names_match import NameMatch, PartMatch
from paraq.text.token import Token

# Surname and initials in either order; surname, given name, patronymic; given name, patronymic, surname; two of these.
_PERSON = re.compile("I{1,2}S|SI{1,2}|SWP|WPS|SW|WS|WP")
_SURNAME = re.compile(r"(?<=..)(?:ов|ев|ин|ски)$")
_PATRONYMIC = re.compile(r"(?<=..)(?:ули|кизи|огли|ович|евич|овна|евна|ична)(?:а|у|ем|е|ои|и)?$")


def person_names(tokens: Sequence[Token]) -> list[NameMatch]:
    """Return the persons that a text names: surnames in -ов, -ев, -ин, -ский beside initials or a given name, and patronymics.

    A cheap reading for descriptions and facets: it wants capitals, so it finds nothing in text all in small letters.
    """
    kinds: list[str] = []
    places: list[int] = []
    end, limit = 0, 0
    for index, token in enumerate(tokens):
        if token.alternative:
            continue
        if token.start - end > limit:
            kinds.append("|")
            places.append(index)
        kinds.append(_kind(token))
        places.append(index)
        # A blank stands between the parts of a name, and a dot too after an initial.
        end, limit = token.end, 2 if len(token.text) == 1 else 1
    found = []
    for match in _PERSON.finditer("".join(kinds)):
        parts = tuple(
            PartMatch(tokens[places[at]].start, tokens[places[at]].end, places[at], "exact", EXACT, kinds[at] == "S")
            for at in range(*match.span())
        )
        found.append(NameMatch(parts[0].start, parts[-1].end, parts, "exact", EXACT))
    return found


def _kind(token: Token) -> str:
    """Return the kind of a word as a letter: Surname, Patronymic, Initial, other capitalised Word, or neither."""
    if not token.text[:1].isupper() or not token.text[0].isalpha():
        return "-"
    if len(token.text) == 1:
        return "I"
    if _PATRONYMIC.search(token.key):
        return "P"
    return "S" if _SURNAME.search(token.key) else "W"
