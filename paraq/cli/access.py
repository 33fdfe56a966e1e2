"""Commands for who may see what, and who did: ``access`` and ``audit``."""

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from paraq.cli.output import complain, print_json

if TYPE_CHECKING:
    from paraq.records.access import Rule

_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
_ANY_PATH = click.Path(path_type=Path)


@click.group()
def access() -> None:
    """Rules of access: open, restricted until a day, or closed; by fonds, file, document or kind."""


@access.command()
@_JSON
def show(as_json: bool) -> None:
    """Print the rules; as text in the form that ``load`` takes."""
    from dataclasses import asdict

    from paraq.records.access_text import rules_as_toml
    from paraq.settings import read_settings
    from paraq.wiring import open_house

    with open_house(read_settings()) as house:
        rules = house.access.rules()
    if as_json:
        print_json([asdict(rule) for rule in rules])
    else:
        click.echo(rules_as_toml(rules), nl=False)


@access.command()
@click.argument("file", type=_ANY_PATH)
def export(file: Path) -> None:
    """Write the rules to FILE, CSV if it ends in .csv, else TOML."""
    from paraq.records.access_text import rules_as_csv, rules_as_toml
    from paraq.settings import read_settings
    from paraq.wiring import open_house

    with open_house(read_settings()) as house:
        rules = house.access.rules()
    file.write_text(rules_as_csv(rules) if file.suffix.lower() == ".csv" else rules_as_toml(rules), "utf-8")


@access.command()
@click.argument("file", type=_ANY_PATH)
@_JSON
def load(file: Path, as_json: bool) -> None:
    """Put the rules of FILE, TOML or CSV, in the place of all others; documents and index follow them."""
    from paraq.services.access import read_rules

    _change(read_rules(file), file.name, as_json)


@access.command()
@_JSON
def apply(as_json: bool) -> None:
    """Look at every document again, as on a day when a rule comes into force."""
    _change(None, "", as_json)


def _change(rules: "list[Rule] | None", source: str, as_json: bool) -> None:
    from paraq.records.audit import Event
    from paraq.settings import read_settings
    from paraq.wiring import open_house

    with open_house(read_settings()) as house:
        operation = "accessApply" if rules is None else "accessLoad"
        house.audit.write(Event("operator", "administrator", "change", operation, source))
        changed = house.access.apply() if rules is None else house.access.load(rules)
        count = len(house.access.rules())
    if as_json:
        print_json({"rules": count, "documents": changed})
    else:
        click.echo(f"{count} rules; {changed} documents changed")


@click.group()
def audit() -> None:
    """The record of who searched, saw, exported, changed and logged in."""


@audit.command()
@_JSON
def verify(as_json: bool) -> int:
    """Check that no line was changed, taken out or put in."""
    from paraq.settings import read_settings
    from paraq.wiring import open_house

    with open_house(read_settings()) as house:
        verdict = house.audit.verify()
    if as_json:
        print_json({"lines": verdict.lines, "faults": verdict.faults})
    else:
        click.echo(f"{verdict.lines} lines checked, {len(verdict.faults)} faults")
    for fault in verdict.faults:
        complain(fault)
    return 1 if verdict.faults else 0


@audit.command("export")
@click.option("--form", type=click.Choice(["jsonl", "csv"]), default="jsonl", show_default=True)
@click.option("--since", default="", metavar="DATE", help="From this day or time on, UTC.")
@click.option("--until", default="", metavar="DATE", help="Before this day or time, UTC.")
@click.option("--actor", default="", help="Of one account alone.")
def export_audit(form: Literal["jsonl", "csv"], since: str, until: str, actor: str) -> None:
    """Print the record for an inspector."""
    from paraq.records.audit import Event
    from paraq.services.audit import exported
    from paraq.settings import read_settings
    from paraq.wiring import open_house

    with open_house(read_settings()) as house:
        house.audit.write(Event("operator", "administrator", "export", "auditExport"))
        for piece in exported(house.audit.lines(since=since, until=until, actor=actor), form):
            click.echo(piece, nl=False)
