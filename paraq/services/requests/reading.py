"""What a selection on a sheet says: the quotation, the paper that it is part of, the person, the pay. Proposals to a person."""

import re
from collections.abc import Sequence
from typing import Final

from paraq.records.dates import find_dates
from paraq.records.evidence import Fact, Piece
from paraq.records.model import Box, PageRecord, PageText, Word, around

# Of a word below this confidence OCR has guessed; a person must look at the scan.
DOUBTFUL: Final = 60.0
_MONTHS: Final = [
    "янв",
    "фев",
    "мар",
    "апр",
    "май",
    "мая",
    "июн",
    "июл",
    "авг",
    "сен",
    "окт",
    "ноя",
    "дек",
    "қаң",
    "ақп",
    "нау",
    "сәу",
    "мам",
    "мау",
    "шіл",
    "там",
    "қыр",
    "қаз",
    "қар",
    "жел",
]
_TOTALS: Final = ("всего", "итого", "барлығы", "жиыны", "сумма")
# 146-02, 1032,62, 98.50, or a dash for a month without pay.
_AMOUNT: Final = re.compile(r"(?:\d{1,7}[-.,–]\d{2}|[–—-])")
_CURRENCY: Final = re.compile(r"руб\.?(?:\s?,\s?коп\.?)?|рубл\w+|сом\w{0,4}|теңге\w{0,3}|тенге|тыйын|коп\.", re.IGNORECASE)
# A paper by the word of its heading, where the inventory is silent.
_DOCUMENTS: Final = (
    ("order", re.compile(r"^\W*(?:приказ|бұйрық)", re.IGNORECASE | re.MULTILINE)),
    ("pay_ledger", re.compile(r"^\W*(?:расч\w+\s)?ведомос|жалақы\s+ведомос|лицевой\s+сч[её]т", re.IGNORECASE | re.MULTILINE)),
    ("directive", re.compile(r"^\W*(?:распоряжение|өкім)", re.IGNORECASE | re.MULTILINE)),
    ("decision", re.compile(r"^\W*(?:решение|шешім)", re.IGNORECASE | re.MULTILINE)),
    ("resolution", re.compile(r"^\W*(?:постановление|қаулы)", re.IGNORECASE | re.MULTILINE)),
    ("minutes", re.compile(r"^\W*(?:протокол|хаттама)", re.IGNORECASE | re.MULTILINE)),
)
_NUMBER: Final = re.compile(r"№\s?(\d+(?:\s?[-/]\s?\w{1,4})?)")
_HEADINGS: Final = re.compile(
    r"приказ|бұйрық|распоряж|өкім|решени|шешім|постановлени|қаулы|протокол|хаттама|ведомост|ведомос", re.IGNORECASE
)
# What makes a date the beginning of something, before it in Russian and behind it in Kazakh; and what makes it a paper's.
_SINCE: Final = re.compile(r"(?<!\w)со?\s+$", re.IGNORECASE)
_BEGINNING: Final = re.compile(r"(?:\s?(?:жыл\w*|ж\.|күн\w*))*(?:-?[дтн][ае]н)?\s+бастап", re.IGNORECASE)
_OF_PAPER: Final = re.compile(r"(?<!\w)от\s+$", re.IGNORECASE)
_DATED: Final = re.compile(r"[дт](?:ағы|егі)$", re.IGNORECASE)
# The first stem that stands in the quotation decides; a pay ledger needs none.
_FACTS: Final[tuple[tuple[Fact, re.Pattern[str]], ...]] = (
    ("dismissed", re.compile(r"освобо[жд]|уво[лн]|босат", re.IGNORECASE)),
    ("transferred", re.compile(r"перевест|перевод|перемест|ауыстыр", re.IGNORECASE)),
    ("hired", re.compile(r"приня|зачисл|назнач|қабылда|тағайында", re.IGNORECASE)),
    ("awarded", re.compile(r"награ[жд]|марапат", re.IGNORECASE)),
    ("land", re.compile(r"земельн|учас?ток|жер\s(?:телім|учаск)", re.IGNORECASE)),
)


def selected(text: PageText, spans: Sequence[tuple[int, int]], box: Box | None) -> list[Word]:
    """Return the words that a selection holds, by their place in the text or by a region of the sheet in its pixels."""
    if box is None:
        return [word for word in text.words if any(word.start < end and word.end > start for start, end in spans)]
    left = box.left + (text.region.left if text.region else 0)
    top = box.top + (text.region.top if text.region else 0)
    return [
        word
        for word in text.words
        if left <= word.box.left + word.box.width / 2 <= left + box.width
        and top <= word.box.top + word.box.height / 2 <= top + box.height
    ]


def quotation(text: PageText, words: Sequence[Word], unreadable: Sequence[tuple[int, int]] = ()) -> tuple[Piece, ...]:
    """Return selected words as a quotation: lines run on, what was left out between them is an omission."""
    places = {word.start: number for number, word in enumerate(text.words)}
    pieces: list[Piece] = []
    last = None
    for word in sorted(words, key=lambda one: one.start):
        number = places[word.start]
        if last is not None and number != last + 1:
            pieces.append(Piece(gap=True))
        last = number
        if any(word.start < end and word.end > start for start, end in unreadable):
            if not (pieces and pieces[-1].unreadable):
                pieces.append(Piece(unreadable=True))
        elif pieces and pieces[-1].text:
            pieces[-1] = Piece(f"{pieces[-1].text} {word.text}")
        else:
            pieces.append(Piece(word.text))
    return tuple(pieces)


def place_of(text: PageText, words: Sequence[Word]) -> Box:
    """Return where selected words stand, in pixels of the sheet."""
    whole = around([word.box for word in words])
    left, top = (text.region.left, text.region.top) if text.region else (0, 0)
    return Box(whole.left - left, whole.top - top, whole.width, whole.height)


def fact_of(page: PageRecord, quoted: str) -> Fact:
    """Return what a quotation seems to prove."""
    if page.description.type == "pay_ledger" or len(_AMOUNT.findall(quoted)) >= 3:
        return "paid"
    return next((fact for fact, pattern in _FACTS if pattern.search(quoted)), "other")


def document_of(page: PageRecord, start: int) -> str:
    """Return the kind of paper by the last heading before a place; empty if none tells it."""
    before = page.text.text[:start]
    headings = [(match.start(), kind) for kind, pattern in _DOCUMENTS for match in pattern.finditer(before)]
    return max(headings)[1] if headings else ""


def heading_of(page: PageRecord, start: int = 0) -> tuple[str, str]:
    """Return number and date of the paper in which a place of a page stands; of several on a page the last before it."""
    found = ("", "")
    lines = page.text.text[: start or None].split("\n")
    for number, line in enumerate(lines):
        if not _HEADINGS.search(line):
            continue
        # "С приказом ознакомлена" is no heading: one has a number or stands alone.
        near = "\n".join(lines[number : number + 3])
        match = _NUMBER.search(line)
        dates = [one for one in find_dates(near) if one.precision == "day"]
        if match or dates:
            found = ("".join(match[1].split()) if match else "", dates[0].iso if dates else "")
    return found


def event_date(quoted: str, document_date: str) -> str:
    """Return the date from which something holds, else that of the paper.

    It is the whole day that is written as a beginning («с 5 мая», «5 мамырдан бастап»); without one, the last whole day that is
    not the date of another paper («по заявлению от 3 мая», «3 мамырдағы өтініші бойынша»).
    """
    near = int(document_date[:4]) if document_date[:4].isdecimal() else None
    days = [one for one in find_dates(quoted, near) if one.precision == "day"]
    since = [one for one in days if _SINCE.search(quoted, 0, one.start) or _BEGINNING.match(quoted, one.end)]
    own = [one for one in days if not (_OF_PAPER.search(quoted, 0, one.start) or _DATED.search(quoted, one.start, one.end))]
    return next((some[-1].iso for some in (since, own) if some), document_date)


def year_of(page: PageRecord) -> int:
    """Return the year of a pay ledger: of its heading, else of its description."""
    found = [int(match) for match in re.findall(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)", "\n".join(page.text.text.split("\n")[:8]))]
    described = page.description.date[:4]
    return found[0] if found else int(described) if described.isdecimal() else 0


def currency_of(page: PageRecord) -> str:
    """Return the unit of money as the page writes it."""
    found = _CURRENCY.search(page.text.text)
    return found[0] if found else ""


def amounts_of(page: PageRecord, words: Sequence[Word]) -> tuple[tuple[str, str], ...]:
    """Return columns of a ledger with what stands in a row, as written; the column of a total is left out.

    Columns are named only if the row has as many amounts as the heading has columns; else amounts stand without names.
    """
    found = [word.text for word in words if _AMOUNT.fullmatch(word.text)]
    first = min((word.start for word in words), default=0)
    columns: list[str] = []
    for line in page.text.text[:first].split("\n"):
        named = [cell for cell in line.split() if cell.casefold()[:3] in _MONTHS or cell.casefold().strip(".") in _TOTALS]
        if sum(cell.casefold()[:3] in _MONTHS for cell in named) >= 2 and len(named) >= len(columns):
            columns = named
    if len(columns) != len(found):
        return tuple(("", amount) for amount in found)
    return tuple(
        (column, amount) for column, amount in zip(columns, found, strict=True) if column.casefold().strip(".") not in _TOTALS
    )


def spans_of(words: Sequence[Word]) -> tuple[tuple[int, int], ...]:
    """Return where words stand in their text; neighbours are one place."""
    spans: list[tuple[int, int]] = []
    for word in sorted(words, key=lambda one: one.start):
        if spans and word.start - spans[-1][1] <= 2:
            spans[-1] = (spans[-1][0], word.end)
        else:
            spans.append((word.start, word.end))
    return tuple(spans)


def overlap(one: Sequence[tuple[int, int]], other: Sequence[tuple[int, int]]) -> bool:
    """Return whether two selections share a place."""
    return any(start < end2 and end > start2 for start, end in one for start2, end2 in other)
