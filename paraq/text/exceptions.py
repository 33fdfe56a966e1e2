"""Exceptions to the rules of stems: lists that an archivist can edit.

A list is a CSV file with the columns ``word,stem`` and, if wanted, ``note``. A row says that this word, and every word that
can be read as this word with endings, has this stem; ``жосалы,жосалы`` protects a name, ``жатыр,жат`` sets an irregular form
right. Rows of the archive's own list, ``exceptions/kk.csv`` or ``exceptions/ru.csv`` under ``PARAQ_HOME``, go before Paraq's;
their stems are known in all other forms, too.
"""

import csv
from pathlib import Path

from paraq.errors import Invalid
from paraq.settings import read_settings

SHIPPED_FOLDER = Path(__file__).parent / "data"


def read_exceptions(path: Path) -> dict[str, str]:
    """Return the stem of each word in a list, lower-cased.

    Raises:
        Invalid: The file is no CSV in UTF-8 with the columns ``word`` and ``stem``, or a row lacks one of them.
    """
    remedy = "The first line must be word,stem,note and each row must have a word and its stem"
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except (UnicodeDecodeError, csv.Error) as error:
        raise Invalid(
            "The list of exceptions is no CSV file in UTF-8", where=str(path), remedy=remedy, code="exceptions-unreadable"
        ) from error
    found: dict[str, str] = {}
    for number, row in enumerate(rows, start=2):
        word, stem = ((row.get(column) or "").strip().lower() for column in ("word", "stem"))
        if not word or not stem:
            raise Invalid(
                "A row of the list of exceptions lacks its word or its stem",
                where=f"{path}, line {number}",
                remedy=remedy,
                code="exceptions-row",
            )
        found[word] = stem
    return found


def exceptions(language: str) -> dict[str, str]:
    """Return the exceptions of a language, ``kk`` or ``ru``: Paraq's own, overruled by the archive's.

    Raises:
        Invalid: A list cannot be read.
    """
    found = read_exceptions(SHIPPED_FOLDER / f"exceptions_{language}.csv")
    own = read_settings().home / "exceptions" / f"{language}.csv"
    if own.is_file():
        rows = read_exceptions(own)
        # A stem that only the archive knows is one in all its other forms, too.
        found = {stem: stem for stem in rows.values()} | found | rows
    return found
