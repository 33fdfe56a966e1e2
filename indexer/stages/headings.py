"""What the first lines of an official paper say of it: its kind, its heading and its date."""

import csv
import re
from functools import cache
from importlib.resources import files

from paraq.engines.facts import dates_in
from paraq.records.model import Description

# A letterhead takes up to about this many lines before the word that names the paper.
_HEAD_LINES = 14
# Longer than this a line is running text, not a heading.
_HEADING_LENGTH = 90
_TITLE_LENGTH = 200
_SPACED = re.compile(r"(?<!\S)(?:[^\W\d_] ){3,}[^\W\d_](?!\S)")
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
    lines = [_joined(line.strip()) for line in text.splitlines() if line.strip()][:_HEAD_LINES]
    for at, line in enumerate(lines):
        if kind := _kind(line):
            return Description(title=_title(lines, at), type=kind, date=_date(lines))
    return Description(date=_date(lines))


def _joined(line: str) -> str:
    """Return a line with its words in spaced letters (``П Р И К А З``) as the words they are."""
    return _SPACED.sub(lambda word: word[0].replace(" ", ""), line)


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
        if found := dates_in(line):
            return found[0]
    return ""
