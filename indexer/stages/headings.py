"""What an official paper says of itself: its kind, its heading and its date; and where papers begin on a page."""

import csv
import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files

from paraq.engines.facts import dates_in
from paraq.records.model import Description, Heading
from paraq.records.reference import follows
from paraq.text.scripts import cyrillic_restored

# A letterhead takes up to about this many lines before the word that names the paper.
_HEAD_LINES = 14
# Longer than this a line is running text, not a heading.
_HEADING_LENGTH = 90
_TITLE_LENGTH = 200
# Longer than this a line that begins like a heading may well be running text.
_HEAD_LENGTH = 60
# The date of a paper stands beside its heading or in one of the lines below it.
_BELOW = 6
_SPACED = re.compile(r"(?<!\S)(?:[^\W\d_] ){3,}[^\W\d_](?!\S)")
_CAPITAL = "[А-ЯЁӘҒҚҢӨҰҮҺІ]"
_BROKEN = re.compile(rf"(?<={_CAPITAL})-[ \t]*\n[ \t]*(?={_CAPITAL}{{2}})")
# Words long enough to show which alphabet they are of.
_WORD = re.compile(r"[^\W\d_]{4,}")
_NUMBER = re.compile(r"(?:№|N|nr)\s*[\d]", re.IGNORECASE)
_SUBJECT = re.compile(r"^(?:об?\s|о\s|туралы|.*\sтуралы\b)", re.IGNORECASE)


@cache
def _headings() -> tuple[tuple[str, str], ...]:
    """Return (heading, type) pairs, longest first, so that the fuller name of a kind wins."""
    table = (files("indexer.stages") / "headings.tsv").read_text("utf-8")
    rows = [(row["heading"].casefold(), row["type"]) for row in csv.DictReader(table.splitlines(), delimiter="\t")]
    return tuple(sorted(rows, key=lambda row: -len(row[0])))


def types_by_name() -> dict[str, str]:
    """Return the code of each kind of document by its lower-cased name."""
    return dict(_headings())


def described_by_text(text: str) -> Description:
    """Return type, title and date as the first lines of a page tell them; empty where they do not."""
    lines = _lines(text)[:_HEAD_LINES]
    for at, line in enumerate(lines):
        if kind := _kind(line):
            return Description(title=_title(lines, at), type=kind, date=_date(lines))
    return Description(date=_date(lines))


def headings_of(pages: Iterable[tuple[str, str]]) -> Iterator[tuple[str, Heading | None]]:
    """Give the id of each page of a document with the heading of its own paper; ``pages`` are ids and texts in order.

    A page belongs to the paper that begins in its first lines, else to the last one that began before it. None stands for pages
    before the first paper, and for all of them where but one begins: there the document's own description is true.
    """
    first: list[tuple[str, Heading | None]] = []
    papers = 0
    current: Heading | None = None
    for page, text in pages:
        begun = _papers(text, current)
        papers += len(begun)
        heading, current = _under(begun, current)
        row = (page, heading)
        if papers < 2:
            first.append(row)
            continue
        yield from first
        first = []
        yield row
    yield from ((page, None) for page, _ in first)


def headings_of_sheets(pages: Iterable[tuple[str, str, str]]) -> Iterator[tuple[str, Heading | None]]:
    """Give the id of each sheet of an archival file with the heading of its paper; ``pages`` are ids, labels, texts in order.

    A file of papers has no heading of its own, so that each paper counts; and a paper goes on only on the sheet that follows.
    """
    current: Heading | None = None
    last = ""
    for page, sheet, text in pages:
        if not follows(last, sheet):
            current = None
        last = sheet
        heading, current = _under(_papers(text, current), current)
        yield page, heading


def _under(begun: list[tuple[int, Heading]], before: Heading | None) -> tuple[Heading | None, Heading | None]:
    """Return the heading under which a page stands on which these papers begin, and the one that goes on behind it."""
    if not begun:
        return before, before
    at, first = begun[0]
    return (first if at < _HEAD_LINES else before), begun[-1][1]


def _papers(text: str, before: Heading | None) -> list[tuple[int, Heading]]:
    """Return the papers that begin on a page, with the numbers of their lines."""
    lines = _lines(text)
    found: list[tuple[int, Heading]] = []
    for at, line in enumerate(lines):
        if not _begins(line, lines[at - 1] if at else ""):
            continue
        kind = _kind(line)
        # What stands above a heading belongs to it as far as it is a letterhead; lower down it is the end of another paper.
        date = _date(lines[at : at + _BELOW]) or (_date(lines[:at]) if at < _HEAD_LINES and not found else "")
        last = found[-1][1] if found else before
        if not date and last and last.type != kind:
            # A list or an act without a date of its own is part of the paper that it follows.
            date = last.date
        found.append((at, Heading(_title(lines, at), kind, date)))
    return found


def _begins(line: str, above: str) -> bool:
    """Return whether a line is the heading of a paper: named there in capitals, or alone, or with its number or date."""
    if not (found := _named(line)) or len(line) > _HEAD_LENGTH or line.endswith((",", ";", "-")):
        return False
    word = line[found.start(1) : found.end(1)]
    if word.isupper():
        return True
    runs_on = len(above) > _HEAD_LENGTH and not above.endswith((".", "!", "?", ":", ";", "»", '"'))
    alone = not line[found.end(1) :].strip(" .:") or any(sign.isdigit() for sign in line[found.end(1) :])
    return word[0].isupper() and alone and not runs_on


def _lines(text: str) -> list[str]:
    """Return the lines of a text that have words, those in capitals that a hyphen breaks as one (``РАСПОРЯ-`` ``ЖЕНИЕ``)."""
    return [_joined(line.strip()) for line in _BROKEN.sub("", text).splitlines() if line.strip()]


def _joined(line: str) -> str:
    """Return a line with its words in spaced letters (``П Р И К А З``) and with Latin look-alikes as the words they are."""
    return _WORD.sub(lambda word: cyrillic_restored(word[0]), _SPACED.sub(lambda word: word[0].replace(" ", ""), line))


def _kind(line: str) -> str:
    found = _named(line)
    return types_by_name()[found[1].lower()] if found else ""


def _named(line: str) -> re.Match[str] | None:
    """Return where a line names a kind of paper at its beginning; None if it does not, or is running text."""
    return _beginning().match(line) if len(line) <= _HEADING_LENGTH else None


@cache
def _beginning() -> re.Pattern[str]:
    names = "|".join(re.escape(heading) for heading, _ in _headings())
    return re.compile(rf"[\W\d]*({names})(?!\w)", re.IGNORECASE)


def _title(lines: list[str], at: int) -> str:
    """Return the heading with its number and the line that says what it is about."""
    words = [lines[at]]
    for line in lines[at + 1 : at + 5]:
        if _SUBJECT.match(line) or (_NUMBER.search(line) and not _NUMBER.search(words[0]) and len(line) < _HEADING_LENGTH):
            words.append(line)
    return " ".join(words)[:_TITLE_LENGTH]


def _date(lines: list[str]) -> str:
    for line in lines:
        if found := dates_in(line):
            return found[0]
    return ""
