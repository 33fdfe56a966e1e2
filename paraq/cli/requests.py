"""``paraq request``: the register, evidence and papers at the machine itself."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from paraq.cli.output import complain, print_json

if TYPE_CHECKING:
    from paraq.records.viewer import Viewer
    from paraq.services.requests.desk import Desk

AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
AS_ACCOUNT = click.option("--as", "account", default="", metavar="ACCOUNT", help="Do it as this account; a paper needs two.")
# The audit record keeps statuses of HTTP; a command that was refused is a request that was.
FAILED = 400
A_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
A_TARGET = click.Path(path_type=Path, dir_okay=False)


@click.group()
def request() -> None:
    """Keep requests of citizens: register, deadlines, evidence, papers."""


@contextmanager
def open_desk(account: str) -> "Iterator[tuple[Desk, Viewer]]":
    """Give the services, and who works with them; what is done goes into the audit record as well.

    Raises:
        Missing: There is no such account.
    """
    from paraq.errors import Missing, ParaqError
    from paraq.records.audit import Event
    from paraq.records.viewer import OPERATOR
    from paraq.settings import read_settings
    from paraq.wiring import open_house

    with open_house(read_settings()) as house:
        viewer = OPERATOR
        if account:
            found = house.gatekeeper.book.find(account)
            if found is None:
                raise Missing("There is no such account", where=account, remedy="Make it with: paraq user add NAME")
            viewer = found[0].viewer()
        context = click.get_current_context()
        name = f"request {context.info_name}"
        event = Event(viewer.name, viewer.role, "change", name, str(context.params.get("request_id", "")))
        try:
            yield house.desk, viewer
        except ParaqError as error:
            # Some of it may be done, as of a list in which one line is wrong.
            house.audit.write(replace(event, detail=json.dumps({"failed": error.code}), status=FAILED))
            raise
        house.audit.write(event)


@request.command("add")
@click.argument("applicant")
@click.option("--number", default="", help="Left out, the next of the year.")
@click.option("--received", default="", help="ISO day; left out, today.")
@click.option("--channel", default="office", show_default=True)
@click.option("--iin", default="")
@click.option("--born", default="", help="ISO date or year of birth.")
@click.option("--name", "names", multiple=True, help="A name of the person sought; repeat for former ones.")
@click.option("--kind", default="employment", show_default=True)
@click.option("--organisation", default="")
@click.option("--years", default="", metavar="FROM..TO")
@click.option("--language", default="kk", show_default=True, help="kk, ru or kk+ru.")
@click.option("--address", default="")
@click.option("--proxy", default="")
@click.option("--purpose", default="")
@click.option("--wanted", default="", help="The request in the applicant's words.")
@AS_ACCOUNT
@AS_JSON
def add(applicant: str, years: str, names: tuple[str, ...], account: str, as_json: bool, **values: str) -> None:
    """Enter a request."""
    first, _, last = years.partition("..")
    with open_desk(account) as (desk, viewer):
        given = {"applicant": applicant, "names": list(names), "year_from": first, "year_to": last or first, **values}
        record = desk.register.add({name: value for name, value in given.items() if value}, viewer=viewer)
    if as_json:
        print_json(asdict(record))
    else:
        click.echo(f"{record.asked.number}  {record.request_id}  due {record.due}")


@request.command("list")
@click.option("--all", "everything", is_flag=True, help="Closed ones, too.")
@AS_ACCOUNT
@AS_JSON
def list_requests(everything: bool, account: str, as_json: bool) -> None:
    """List open requests by the working days that are left."""
    with open_desk(account) as (desk, viewer):
        if everything:
            found = [(record, None, "") for record in desk.register.all(viewer=viewer)]
        else:
            found = [(one.record, one.left, one.warning) for one in desk.register.queue(viewer=viewer)]  # type: ignore[misc]
    if as_json:
        print_json(
            {"requests": [{**asdict(record), "working_days_left": left, "warning": warning} for record, left, warning in found]}
        )
        return
    for record, left, warning in found:
        days = "" if left is None else f"{left} days"
        click.echo(
            f"{record.asked.number}  {record.state}  due {record.due}  {days}  {warning}  {record.asked.applicant}".rstrip()
        )


@request.command("show")
@click.argument("request_id")
@AS_ACCOUNT
@AS_JSON
def show(request_id: str, account: str, as_json: bool) -> None:
    """Print a request with its evidence, drafts, papers and history; REQUEST_ID is its id or number."""
    with open_desk(account) as (desk, viewer):
        record = desk.register.one(request_id, viewer=viewer)
        told = {
            **asdict(record),
            "evidence": [{**asdict(one), "text": one.text()} for one in desk.evidence.all(request_id, viewer=viewer)],
            "searches": [asdict(one) for one in desk.searching.made(request_id, viewer=viewer)],
            "matrix": [asdict(one) for one in desk.searching.matrix(request_id, viewer=viewer)],
            "drafts": [asdict(one) for one in desk.drafts.all(request_id, viewer=viewer)],
            "papers": [asdict(one) for one in desk.papers.papers(request_id, viewer=viewer)],
            "history": [asdict(one) for one in desk.evidence.history(request_id, viewer=viewer)],
        }
    if as_json:
        print_json(told)
        return
    click.echo(f"{record.asked.number}  {record.state}  due {record.due}  {record.asked.applicant}")
    for fact in told["evidence"]:
        click.echo(f"  {fact['date']}  {fact['fact']}  {fact['text']}")
    for line in told["history"]:
        click.echo(f"  {line['at']}  {line['who']}  {line['what']}")


@request.command("set")
@click.argument("request_id")
@click.argument("values", nargs=-1, metavar="FIELD=VALUE...")
@AS_ACCOUNT
def set_values(request_id: str, values: tuple[str, ...], account: str) -> None:
    """Write fields of a request anew."""
    pairs = dict(one.partition("=")[::2] for one in values)
    with open_desk(account) as (desk, viewer):
        click.echo(f"due {desk.register.change(request_id, pairs, viewer=viewer).due}")


@request.command("state")
@click.argument("request_id")
@click.argument("state")
@click.option("--note", default="", help="Why, or where to.")
@AS_ACCOUNT
def move(request_id: str, state: Any, note: str, account: str) -> None:
    """Move a request to STATE."""
    with open_desk(account) as (desk, viewer):
        click.echo(desk.register.move(request_id, state, viewer=viewer, note=note).state)


@request.command("extend")
@click.argument("request_id")
@click.argument("reason")
@AS_ACCOUNT
def extend(request_id: str, reason: str, account: str) -> None:
    """Extend the deadline once."""
    with open_desk(account) as (desk, viewer):
        record = desk.register.extend(request_id, reason, viewer=viewer)
        click.echo(f"due {record.due}; tell the applicant by {record.notice_due}")


@request.command("import")
@click.argument("file", type=A_FILE)
@AS_ACCOUNT
@AS_JSON
def take(file: Path, account: str, as_json: bool) -> int:
    """Enter every row of a CSV or XLSX."""
    from paraq.services.requests.exchange import left_out, take_in

    with open_desk(account) as (desk, viewer):
        content = file.read_bytes()
        rows = take_in(desk.register, content, viewer=viewer)
        ignored = left_out(content)
    refused = [row for row in rows if row.message]
    if as_json:
        told = [{name: value for name, value in asdict(row).items() if name != "error"} for row in rows]
        print_json({"taken": len(rows) - len(refused), "refused": len(refused), "rows": told, "ignored": ignored})
    else:
        click.echo(f"{len(rows) - len(refused)} of {len(rows)} rows taken")
        if ignored:
            complain(f"columns not taken, no field is called so: {', '.join(ignored)}")
        for row in refused:
            complain(f"row {row.row}: {row.message}")
    return 1 if refused else 0


@request.command("export")
@click.argument("file", type=A_TARGET)
@AS_ACCOUNT
def export(file: Path, account: str) -> None:
    """Write the register as .csv or .xlsx."""
    from paraq.services.requests.exchange import csv_lines, workbook

    with open_desk(account) as (desk, viewer):
        found = desk.register.all(viewer=viewer)
        if file.suffix.lower() == ".xlsx":
            file.write_bytes(workbook(found))
        else:
            file.write_text("".join(csv_lines(found)), "utf-8")


@request.command("search")
@click.argument("request_id")
@click.argument("query", default="")
@AS_ACCOUNT
@AS_JSON
def search(request_id: str, query: str, account: str, as_json: bool) -> None:
    """Search for a request and keep what was searched; without QUERY print what to search for."""
    with open_desk(account) as (desk, viewer):
        if not query:
            suggested = [asdict(one) for one in desk.searching.suggested(request_id, viewer=viewer)]
            names = [asdict(one) for one in desk.searching.names_through_time(request_id, viewer=viewer)]
            if as_json:
                print_json({"suggested": suggested, "names": names})
            else:
                for one in suggested:
                    filters = " ".join(f"{name}={value}" for name, values in one["filters"].items() for value in values)
                    click.echo(f"{one['query']}  {filters}".rstrip())
            return
        made = desk.searching.search(request_id, query, viewer=viewer)
    if as_json:
        print_json(asdict(made))
    else:
        click.echo(f"{made.total} pages found; {made.files} files, {made.pages} pages searched; record {made.record_id}")
