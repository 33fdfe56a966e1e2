"""What the command prints: JSON or plain lines on standard output, everything else on standard error."""

import json
from typing import Any

import click


def print_json(value: Any) -> None:
    """Print a value as JSON for programs."""
    click.echo(json.dumps(value, ensure_ascii=False))


def complain(sentence: str) -> None:
    """Print a sentence on standard error."""
    click.echo(f"paraq: {sentence.rstrip('.')}.", err=True)


def list_failures(failures: list[dict[str, Any]]) -> None:
    """Print each failed file or page with its reason on standard error."""
    for failure in failures:
        page = f", page {failure['page']}" if failure["page"] is not None else ""
        click.echo(f"  {failure['path']}{page}: {failure['reason']}", err=True)
