"""What the command prints: JSON or plain lines on standard output, everything else on standard error."""

import json
import unicodedata
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from paraq.wiring import House


def print_json(value: Any) -> None:
    """Print a value as JSON for programs."""
    click.echo(json.dumps(value, ensure_ascii=False))


def one_line(text: str) -> str:
    """Return a text with escapes for what moves the cursor or turns the writing of a terminal: names of files may have it."""
    return "".join(
        sign.encode("unicode_escape").decode() if unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Zl", "Zp") else sign
        for sign in text
    )


def tell(sentence: str, *, err: bool = False) -> None:
    """Print a sentence as one line."""
    click.echo(one_line(sentence), err=err)


def complain(sentence: str) -> None:
    """Print a sentence on standard error."""
    tell(f"paraq: {sentence.rstrip('.')}.", err=True)


def complain_of_index(house: "House") -> None:
    """Say on standard error if a search cannot find all that the catalogue has."""
    if not house.publishing.is_current():
        complain("The index lacks pages or was built by another version of the analysis; run paraq reindex")


def list_failures(failures: list[dict[str, Any]]) -> None:
    """Print each failed file or page with its reason on standard error."""
    for failure in failures:
        page = f", page {failure['page']}" if failure["page"] is not None else ""
        tell(f"  {failure['path']}{page}: {failure['reason']}", err=True)
