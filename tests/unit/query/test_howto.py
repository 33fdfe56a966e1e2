"""What docs/howto/search.md teaches, in all of its languages, is what the query language reads."""

import re
from pathlib import Path

import pytest

from paraq.query.fields import FIELDS
from paraq.query.parse import OPERATORS, parse
from paraq.query.resolve import resolve
from paraq.text.analysis import Analyzer

HOWTO = (Path(__file__).parents[3] / "docs" / "howto" / "search.md").read_text("utf-8")
PARTS = dict(zip(("kk", "ru", "en"), re.split(r"^## ", HOWTO, flags=re.MULTILINE)[1:], strict=True))
ANALYZER = Analyzer()


def taught(language: str) -> list[str]:
    rows = [line for line in PARTS[language].splitlines() if line.startswith("| `")]
    return [query for row in rows for query in re.findall(r"`([^`]+)`", row)]


@pytest.mark.parametrize("language", PARTS)
def test_every_query_that_is_taught_is_read_as_written(language: str) -> None:
    # Names of fields and operators, and signs alone, are named beside what is taught.
    named = OPERATORS | {"~", "~2"}
    queries = [query for query in taught(language) if not query.endswith(":") and query not in named]
    assert len(queries) > 15
    for query in queries:
        resolve(parse(query), ANALYZER)


@pytest.mark.parametrize("language", PARTS)
def test_every_field_is_taught(language: str) -> None:
    told = " ".join(taught(language))
    for name, (kazakh, russian, *others) in FIELDS.items():
        assert f"{ {'kk': kazakh, 'ru': russian, 'en': name}[language] }:" in told
        assert language != "en" or all(f"{other}:" in told for other in others)
