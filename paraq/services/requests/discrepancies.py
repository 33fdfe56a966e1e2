"""Where a sheet has a name or a date otherwise than the request: pointed out, never a reason to leave the sheet out."""

import re
from collections.abc import Sequence
from typing import Final

from paraq.records.evidence import Discrepancy, Evidence
from paraq.records.request import Asked

# What cases add to a name; a name that differs by more than these is another spelling.
_RUSSIAN: Final = ("а", "я", "у", "ю", "ом", "ем", "ым", "им", "е", "и", "ы", "ой", "ей", "ою", "ому", "ему", "ого", "его")
_KAZAKH: Final = (
    "ның",
    "нің",
    "дың",
    "дің",
    "тың",
    "тің",
    "ға",
    "ге",
    "қа",
    "ке",
    "на",
    "не",
    "а",
    "е",
    "ды",
    "ді",
    "ты",
    "ті",
    "ны",
    "ні",
    "н",
    "да",
    "де",
    "та",
    "те",
    "нда",
    "нде",
    "дан",
    "ден",
    "тан",
    "тен",
    "нан",
    "нен",
    "мен",
    "бен",
    "пен",
    "менен",
)
_BORN: Final = re.compile(r"((?:18|19|20)\d\d)(?=\s?(?:г\.?\s?р|года?\s+рожд|ж\.?\s?т|жыл\w*\s+туған))", re.IGNORECASE)


def discrepancies(evidence: Evidence, asked: Asked) -> tuple[Discrepancy, ...]:
    """Return what a piece of evidence has otherwise than the request."""
    found = []
    names = asked.all_names()
    if evidence.person and not any(same_person(evidence.person, name) for name in names):
        found.append(Discrepancy("name", evidence.person, "; ".join(names)))
    born = _BORN.search(evidence.text())
    if born and asked.born[:4].isdecimal() and born[1] != asked.born[:4]:
        found.append(Discrepancy("birth", born[1], asked.born[:4]))
    if evidence.document_date[:4].isdecimal() and evidence.date[:4].isdecimal():
        apart = abs(int(evidence.document_date[:4]) - int(evidence.date[:4]))
        # An order of December may hold from January; more than a year apart is a slip of somebody's pen.
        if apart > 1 and evidence.fact in ("hired", "dismissed", "transferred"):
            found.append(Discrepancy("date", evidence.document_date, evidence.date))
    return tuple(found)


def out_of_order(facts: Sequence[Evidence]) -> list[Discrepancy]:
    """Return dismissals that lie before every hiring, and hirings on several days by the same body without a dismissal."""
    hired = sorted(one.date for one in facts if one.fact == "hired" and one.date)
    left = sorted(one.date for one in facts if one.fact == "dismissed" and one.date)
    found = [Discrepancy("order", day, hired[0]) for day in left if hired and day < hired[0]]
    if len(set(hired)) > 1 and not any(hired[0] <= day <= hired[-1] for day in left):
        found.append(Discrepancy("order", hired[-1], hired[0]))
    return found


def same_person(written: str, name: str) -> bool:
    """Return whether a written name is this name, letter for letter but for case endings, order and initials.

    The initial of a patronymic contradicts no name that has none.
    """
    own, parts = _parts(name), _parts(written)
    others = [part for part in parts if not any(_same(part, one) for one in own)]
    return not others or (len(own) == 2 and len(parts) == 3 and len(others) == 1 and len(others[0]) == 1)


def _parts(name: str) -> list[str]:
    return [part for part in re.split(r"[\s.]+", name.casefold()) if part.strip("-–")]


def _same(written: str, own: str) -> bool:
    if len(written) == 1:
        return own.startswith(written)
    if written == own:
        return True
    # A woman's name loses its vowel before the ending: Шарипова, Шариповой.
    stems = (own, own[:-1]) if own[-1] in "аяйь" else (own,)
    return any(written.startswith(stem) and written[len(stem) :] in (*_RUSSIAN, *_KAZAKH) for stem in stems if len(stem) > 2)
