"""Why something failed, in the language of whoever reads it; the catalogue keeps reasons as programs give them, in English."""

import csv
import re
from functools import cache
from importlib.resources import files
from typing import Literal

Language = Literal["kk", "ru", "en"]


def reason_in(reason: str, language: Language) -> str:
    """Return a reason in a language; one that the table does not know stays as it is, in English."""
    if language == "en":
        return reason
    for pattern, translated in _table():
        if found := pattern.fullmatch(reason):
            return found.expand(translated[language])
    return reason


@cache
def _table() -> list[tuple["re.Pattern[str]", dict[str, str]]]:
    rows = csv.DictReader(
        (files("paraq.records") / "reasons.tsv").read_text("utf-8").splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE
    )
    return [(re.compile(row["pattern"], re.IGNORECASE | re.DOTALL), {"kk": row["kk"], "ru": row["ru"]}) for row in rows]
