"""``paraq request`` over all requests: verifying papers, the report, who looked, blocking."""

from dataclasses import asdict
from datetime import date
from pathlib import Path

import click

from paraq.cli.output import print_json
from paraq.cli.requests import A_FILE, AS_ACCOUNT, AS_JSON, open_desk


@click.command("verify")
@click.argument("code")
@click.argument("file", type=A_FILE, required=False)
@AS_JSON
def verify(code: str, file: Path | None, as_json: bool) -> int:
    """Tell whether a paper with CODE was issued, and whether FILE is that paper."""
    with open_desk("") as (desk, _):
        found = desk.papers.verify(code, file.read_bytes() if file else None)
    if as_json:
        print_json(asdict(found))
    else:
        click.echo(f"{'genuine' if found.genuine else 'not genuine'}: {found.state} {found.number} {found.date}".rstrip())
    return 0 if found.genuine else 1


@click.command("report")
@click.argument("month", default="")
@AS_ACCOUNT
@AS_JSON
def report(month: str, account: str, as_json: bool) -> None:
    """Print what came in MONTH (like 2026-11), how it was answered and how fast."""
    from paraq.services.requests.report import month_report

    with open_desk(account) as (desk, viewer):
        found = month_report(desk.requests, desk.data, month or date.today().isoformat()[:7], viewer=viewer)
    if as_json:
        print_json(asdict(found))
        return
    for name, value in asdict(found).items():
        if name != "by_day":
            click.echo(f"{name.replace('_', ' ')}: {dict(value) if isinstance(value, dict) else value}")


@click.command("looks")
@click.argument("person")
@AS_ACCOUNT
@AS_JSON
def looks(person: str, account: str, as_json: bool) -> None:
    """Print who saw or changed a person's data, by IIN or number of a request."""
    with open_desk(account) as (desk, viewer):
        found = desk.privacy.looks(person, viewer=viewer)
    if as_json:
        print_json({"looks": [asdict(one) for one in found]})
    else:
        for one in found:
            click.echo(f"{one.at}  {one.who}  {one.role}  {one.what}  {one.request_number}")


@click.command("block")
@AS_ACCOUNT
def block(account: str) -> None:
    """Block or delete applicants' data whose term is over."""
    with open_desk(account) as (desk, viewer):
        for number in desk.privacy.end(viewer=viewer):
            click.echo(number)
