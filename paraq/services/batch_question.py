"""What a row of a list asks, as a query of the search bar, and what a page answers to it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from paraq.engines.facts import dates_in
from paraq.errors import Invalid
from paraq.query.fields import OPERATORS, quotable
from paraq.query.parse import parse
from paraq.services.answers import PageHit
from paraq.text.names import read_name

# Surname, given name, patronymic, and one part more (a double surname, ұлы apart).
MOST_NAME_WORDS: Final = 4
# How many different writings of the words are told of a page.
MOST_WRITINGS: Final = 6
_YEAR: Final = re.compile(r"(?<!\d)(1[89]\d\d|20\d\d)(?!\d)")
# 1978-86: the second year of a range is often cut short; in 1978-01-31 and 01.03.1978-31.12.1980 no year is.
_SHORT_RANGE: Final = re.compile(r"(?<!\d)(1[89]|20)(\d\d)\s*[-–—/]\s*(\d\d)(?!\d|[-–./]\d)")
_SIGNS: Final = re.compile(r"[^\w\s.,'’ʹʼ-]|[\d_]")
_APART: Final = frozenset({"ұлы", "қызы", "улы", "кызы", "оглы", "кизи", "ulı", "uly", "qyzy", "qızı"})
_OPEN_END: Final = re.compile(r"(\.\.|…|[-–—])\s*$|^\s*(с|от|from|since)\s|бастап|бері", re.IGNORECASE)
_OPEN_START: Final = re.compile(r"^\s*(\.\.|…|[-–—])|^\s*(до|по|to|until)\s|дейін", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Question:
    """A row as a query.

    Attributes:
        query: What the search bar is asked.
        alone: The same without organisation and years; empty if there are none.
        name: The person or the words, as the row has them.
        birth: Year of birth as written; empty if not given.
        years: First and last year asked for; None if open or not given.
    """

    query: str
    alone: str
    name: str
    birth: str
    years: tuple[int | None, int | None]


def label_of(cells: Mapping[str, Any]) -> str:
    """Return the name or the query of a row as it was written."""
    name = cells.get("name") or " ".join(cells[part] for part in ("surname", "given", "patronymic") if cells.get(part))
    return str(name or cells.get("either") or cells.get("query") or "")


def question(cells: Mapping[str, Any]) -> Question:
    """Return what a row asks.

    Raises:
        Invalid: The row asks nothing, or a year in it is none.
    """
    if problem := cells.get("problem"):
        raise Invalid(str(problem), code="batch-row")
    label = label_of(cells)
    typed = str(cells.get("query") or "")
    either = str(cells.get("either") or "")
    name = label if label and label != typed and (label != either or _reads_as_name(either)) else ""
    typed = typed or ("" if name else either)
    if not re.search(r"\w", name + typed):
        raise Invalid("The row has no name and no query", code="row-empty")
    years = _years(cells)
    organisation = quotable(str(cells.get("organisation") or ""))
    parts = [f'name:"{quotable(name)}"'] if name else []
    if typed:
        parts.append(_beside(typed) if name or organisation or years != (None, None) else typed)
    alone = " ".join(parts)
    if organisation:
        parts.append(f'(org:"{organisation}" OR from:"{organisation}")')
    if years != (None, None):
        parts.append(f"year:{_written(years)}")
    query = " ".join(parts)
    birth = _YEAR.search(str(cells.get("birth") or ""))
    if cells.get("birth") and not birth:
        raise Invalid("There is no year of birth", where=str(cells["birth"]), code="row-birth")
    return Question(query, alone if query != alone else "", label, birth[0] if birth else "", years)


def years_of(cells: Mapping[str, Any]) -> tuple[int | None, int | None]:
    """Return the first and last year that a row asks for; None for open ends, for no years and for wrong ones."""
    try:
        return _years(cells)
    except Invalid:
        return None, None


def page_answer(hit: PageHit, asked: Question) -> dict[str, Any]:
    """Return what is kept of a page that answers a row: its id, its year, why it is there and how the words are written on it.

    ``evidence`` is by tag the writings found; ``birth`` tells that the year of birth stands on the page, ``early`` that the
    document is older than the person.
    """
    text = hit.page.text.text
    evidence: dict[str, list[str]] = {}
    for mark in hit.marks:
        writings = evidence.setdefault(mark.evidence, [])
        written = " ".join(text[mark.start : mark.end].split())
        if written not in writings and len(writings) < MOST_WRITINGS:
            writings.append(written)
    date = hit.page.description.date or next(iter(dates_in(text)), "")
    year = int(date[:4]) if date[:4].isdigit() else None
    answer: dict[str, Any] = {"page": hit.page.page_id, "year": year, "evidence": evidence}
    if asked.birth:
        answer["birth"] = re.search(rf"(?<!\d){asked.birth}(?!\d)", text) is not None
        answer["early"] = year is not None and year < int(asked.birth)
    return answer


def _beside(typed: str) -> str:
    """Return a query in brackets, so that what stands beside it restricts all of it.

    Raises:
        Invalid: It has a mistake, which would spoil what stands beside it.
    """
    parse(typed)
    return f"({typed})"


def _reads_as_name(text: str) -> bool:
    """Tell whether a cell of a list without headings is a person's name and not a query."""
    words = [word for word in text.replace(",", " ").split() if word.lower() not in _APART]
    if not 2 <= len(words) <= MOST_NAME_WORDS or not all(word[0].isupper() for word in words):
        return False
    if OPERATORS & set(words) or _SIGNS.search(text):
        return False
    read = read_name(text)
    return bool(read.surname and (read.given or read.initials))


def _years(cells: Mapping[str, Any]) -> tuple[int | None, int | None]:
    low, high = _span(str(cells.get("years") or ""))
    if cells.get("year_from"):
        low = _one(str(cells["year_from"]))
    if cells.get("year_to"):
        high = _one(str(cells["year_to"]))
    if low is not None and high is not None and low > high:
        raise Invalid("The years end before they begin", where=f"{low}–{high}", code="row-years")
    return low, high


def _span(written: str) -> tuple[int | None, int | None]:
    if not written.strip():
        return None, None
    written = _SHORT_RANGE.sub(r"\1\2-\1\3", written)
    found = [int(year) for year in _YEAR.findall(written)]
    if not found:
        raise Invalid("There is no year", where=written, remedy="Write 1978 or 1978-1986", code="row-year")
    if len(found) == 1:
        low = None if _OPEN_START.search(written) else found[0]
        return low, None if low is not None and _OPEN_END.search(written) else found[0]
    # A list of years is searched from the first to the last, which leaves nothing out.
    if len(found) == 2 and found[0] > found[1]:
        return found[0], found[1]
    return min(found), max(found)


def _one(written: str) -> int:
    found = _YEAR.search(written)
    if not found:
        raise Invalid("There is no year", where=written, remedy="Write 1978 or 1978-1986", code="row-year")
    return int(found[0])


def _written(years: tuple[int | None, int | None]) -> str:
    low, high = years
    return str(low) if low == high else f"{'' if low is None else low}..{'' if high is None else high}"
