"""Whatever is refused is refused in Kazakh, Russian and English: every error that the sources raise, by its code."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.errors import detail_of
from api.messages import DETAILS, TITLES
from paraq.errors import Invalid
from paraq.query.mistakes import Mistake
from paraq.services.batch_message import MISTAKES

ROOT = Path(__file__).parents[3]
KINDS = {"Invalid", "Missing", "Forbidden", "Conflict", "Unavailable", "Mistake"}
# Told on the terminal or in a file of the house's log: no request to the API brings them about.
AT_THE_TERMINAL = {
    # What a row of a batch is told, which stands beside it: tests/unit/services/test_batch_message.py.
    "batch-row",
    *MISTAKES,
    "port",
    "screen",
    "setting",
    "setting-unknown",
    "home",
    "path-pattern",
    "export",
    "reindex-differs",
    "exceptions-unreadable",
    "language-data-missing",
    "words-not-writable",
    "tesseract-tools-missing",
    "tesseract-tools-failed",
}
# What some errors always name.
WHERE = {"role": "head"}
# Codes that are put together, as their sources write them, and what they come to.
MADE = {
    "f'iiif-{name}'": [f"iiif-{part}" for part in ("region", "size", "rotation", "quality", "format")],
    "f'deadline-{code or field}'": [
        f"deadline-{part}"
        for part in (
            "name",
            "twice",
            "date",
            "order",
            "days",
            "answer",
            "extension",
            "notice",
            "forward",
            "warn",
            "basis",
            "kinds",
        )
    ],
    "f'{name}-running'": ["batch-running", "webhook-running"],
    "'query-gap' if kind == 'phrase' else 'query-edits'": ["query-gap", "query-edits"],
    "'query-field-near' if near else 'query-field'": ["query-field-near", "query-field"],
    # An error that is raised again as it was.
    "error.code": [],
}


def raised() -> Iterator[tuple[str, str]]:
    """Give the code of every error that the API's own sources and those below it raise, and where."""
    for path in sorted([*ROOT.glob("api/**/*.py"), *ROOT.glob("paraq/**/*.py")]):
        if path.parent.name == "cli" or path.name == "errors.py":
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not (isinstance(node, ast.Call) and getattr(node.func, "id", "") in KINDS):
                continue
            code = next((keyword.value for keyword in node.keywords if keyword.arg == "code"), None)
            name = str(node.func.id).lower()  # type: ignore[attr-defined]
            written = name if code is None else code.value if isinstance(code, ast.Constant) else ast.unparse(code)
            for one in MADE.get(str(written), [str(written)]):
                yield one, f"{path.relative_to(ROOT)}:{node.lineno}"


CODES = {code: where for code, where in raised() if code not in AT_THE_TERMINAL}


def test_the_sources_are_read() -> None:
    assert len(CODES) > 150 and {"iiif-size", "query-bracket", "page-missing", "catalogue"} <= CODES.keys()


@pytest.mark.parametrize("code", sorted(CODES))
def test_an_error_is_told_in_three_languages(code: str) -> None:
    error = (
        Mistake("In English", code=code)
        if code.startswith("query-")
        else Invalid("In English", where=WHERE.get(code, ""), code=code)
    )
    told = {detail_of(error, language) for language in ("kk", "ru", "en")}
    assert len(told) == 3 and "In English" not in told, CODES[code]


@pytest.mark.parametrize("code", sorted({**DETAILS, **TITLES}))
def test_a_text_is_there_in_three_languages(code: str) -> None:
    for texts in (DETAILS.get(code), TITLES.get(code)):
        assert texts is None or (texts.keys() == {"kk", "ru", "en"} and all(texts.values()))
