"""What the command prints: JSON or plain lines on standard output, everything else on standard error."""

import json
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from paraq.wiring import House


def print_json(value: Any) -> None:
    """Print a value as JSON for programs."""
    click.echo(json.dumps(value, ensure_ascii=False))


def complain(sentence: str) -> None:
    """Print a sentence on standard error."""
    click.echo(f"paraq: {sentence.rstrip('.')}.", err=True)


def complain_of_index(house: "House") -> None:
    """Say on standard error if a search cannot find all that the catalogue has."""
    if not house.publishing.is_current():
        complain("The index lacks pages or was built by another version of the analysis; run paraq reindex")


def list_failures(failures: list[dict[str, Any]]) -> None:
    """Print each failed file or page with its reason on standard error."""
    for failure in failures:
        page = f", page {failure['page']}" if failure["page"] is not None else ""
        click.echo(f"  {failure['path']}{page}: {failure['reason']}", err=True)
