"""What the first lines of an official paper say of it: its kind, its heading and its date."""

import csv
import re
from functools import cache
from importlib.resources import files

from paraq.records.model import Description

# A letterhead takes up to about this many lines before the word that names the paper.
_HEAD_LINES = 14
# Longer than this a line is running text, not a heading.
_HEADING_LENGTH = 90
_TITLE_LENGTH = 200
_SPACED = re.compile(r"^(?:\S ){3,}\S$")
_NUMBER = re.compile(r"(?:№|N|nr)\s*[\d]", re.IGNORECASE)
_SUBJECT = re.compile(r"^(?:об?\s|о\s|туралы|.*\sтуралы\b)", re.IGNORECASE)


@cache
def _headings() -> tuple[tuple[str, str], ...]:
    """Return (heading, type) pairs, longest first, so that the fuller name of a kind wins."""
    table = (files("indexer.stages") / "headings.tsv").read_text("utf-8")
    rows = [(row["heading"].casefold(), row["type"]) for row in csv.DictReader(table.splitlines(), delimiter="\t")]
    return tuple(sorted(rows, key=lambda row: -len(row[0])))


def described_by_text(text: str) -> Description:
    """Return type, title and date as the first lines of a page tell them; empty where they do not."""
    lines = [_joined(line.strip()) for line in text.splitlines() if line.strip()][:_HEAD_LINES]
    for at, line in enumerate(lines):
        if kind := _kind(line):
            return Description(title=_title(lines, at), type=kind, date=_date(lines))
    return Description(date=_date(lines))


def _joined(line: str) -> str:
    """Return a line set in spaced letters (``П Р И К А З``) as the word it is."""
    return line.replace(" ", "") if _SPACED.match(line) else line


def _kind(line: str) -> str:
    folded = line.casefold()
    if len(folded) > _HEADING_LENGTH:
        return ""
    for heading, kind in _headings():
        if re.match(rf"(?:\W|\d)*{re.escape(heading)}(?!\w)", folded):
            return kind
    return ""


def _title(lines: list[str], at: int) -> str:
    """Return the heading with its number and the line that says what it is about."""
    words = [lines[at]]
    for line in lines[at + 1 : at + 5]:
        if _SUBJECT.match(line) or (_NUMBER.search(line) and not _NUMBER.search(words[0]) and len(line) < _HEADING_LENGTH):
            words.append(line)
    return " ".join(words)[:_TITLE_LENGTH]


def _date(lines: list[str]) -> str:
    for line in lines:
        if found := find_date(line):
            return found
    return ""


_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "января қаңтар",
            "февраля ақпан",
            "марта наурыз",
            "апреля сәуір",
            "мая мамыр",
            "июня маусым",
            "июля шілде",
            "августа тамыз",
            "сентября қыркүйек",
            "октября қазан",
            "ноября қараша",
            "декабря желтоқсан",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH = "|".join(_MONTHS)
_YEAR = r"(1[89]\d\d|20\d\d)"
_DAY_FIRST = re.compile(rf"[«\"]?(\d{{1,2}})[»\"]?\s+({_MONTH})\w*\s+{_YEAR}", re.IGNORECASE)
_YEAR_FIRST = re.compile(rf"{_YEAR}\s*(?:ж|жыл|жылғы|жылдың)?\.?\s*[«\"]?(\d{{1,2}})[»\"]?\s*[-–]?\s*({_MONTH})", re.IGNORECASE)
_NUMERIC = re.compile(rf"(?<!\d)(\d{{1,2}})[./](\d{{1,2}})[./]{_YEAR}(?!\d)")


def find_date(line: str) -> str:
    """Return the first full date of a line as ISO 8601; empty if there is none."""
    if found := _DAY_FIRST.search(line):
        return _iso(found[3], _MONTHS[found[2].casefold()], found[1])
    if found := _YEAR_FIRST.search(line):
        return _iso(found[1], _MONTHS[found[3].casefold()], found[2])
    if found := _NUMERIC.search(line):
        return _iso(found[3], int(found[2]), found[1])
    return ""


def _iso(year: str, month: int, day: str) -> str:
    if not (1 <= month <= 12 and 1 <= int(day) <= 31):
        return ""
    return f"{year}-{month:02}-{int(day):02}"
