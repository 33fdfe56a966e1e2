"""Commands for what is asked more than once: ``batch``, ``saved``, ``record``."""

from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from paraq.cli.answers import page_json
from paraq.cli.output import complain, complain_of_index, print_json

if TYPE_CHECKING:
    from paraq.catalogue.batches import BatchSums
    from paraq.services.batch import AnsweredRow, Batch
    from paraq.services.saved import SavedState

_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
_LANGUAGE = click.option(
    "--language", type=click.Choice(["kk", "ru", "en"]), default="ru", show_default=True, help="Of the answer."
)
_FILTER = click.option(
    "--filter",
    "filters",
    metavar="FIELD=VALUE",
    multiple=True,
    help="Only pages with this value, for example fonds=12 or year=1978..1986; repeat for more.",
)
_ALL = click.option("--all-words", "require_all", is_flag=True, help="Only pages with all the words.")
# How often the command looks whether the server, which is at the batch already, has answered more.
_LOOK_SECONDS = 0.5


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help="Write the answer to OUT.xlsx or OUT.csv.")
@click.option("--pages", default=100, show_default=True, type=click.IntRange(1, 1000), help="Most pages to keep of a row.")
@click.option("--again", is_flag=True, help="Ask anew, even if the same list was not answered to its end.")
@_LANGUAGE
@_JSON
def batch(file: Path, output: Path | None, pages: int, again: bool, language: str, as_json: bool) -> int:
    """Search for every row of a CSV or XLSX of names or queries.

    Columns are known by their headings in Kazakh, Russian or English: name (or surname, given name, patronymic), query,
    organisation, years (or from and to), year of birth. A row with a mistake has a message, and the others are answered.
    Started again after it was stopped or killed, it goes on where it was.
    """
    from paraq.errors import Missing
    from paraq.records.viewer import OPERATOR
    from paraq.settings import read_settings
    from paraq.wiring import open_house

    if output and output.suffix.lower() not in (".xlsx", ".csv"):
        raise click.UsageError("The answer is written as .xlsx or .csv")
    if not file.is_file():
        raise Missing("There is no such file", where=str(file))
    with open_house(read_settings()) as house:
        complain_of_index(house)
        given = house.batch.add(file.read_bytes(), file.name, viewer=OPERATOR, most_pages=pages, again=again)
        if given.answered or given.failed:
            complain(f"Going on after {given.answered + given.failed} of {given.rows} rows")
        sums = _answered(house.batch, given)
        if output:
            _write(house.batch, sums, output, language)
        if as_json:
            rows = [_row_json(row) for row in house.batch.every_row(sums.batch_id, viewer=OPERATOR)]
            print_json({**_sums_json(sums), "rows": rows})
        else:
            _print_rows(house.batch, sums, language, brief=output is not None)
    if sums.failed:
        complain(f"{sums.failed} rows could not be answered")
    return 1 if sums.failed or sums.waiting else 0


def _answered(asked: "Batch", given: "BatchSums") -> "BatchSums":
    """Answer a batch to its end, or watch the process that does."""
    import sys
    import time

    from paraq.errors import Conflict
    from paraq.records.viewer import OPERATOR

    sums = given
    bar = click.progressbar(length=given.rows, label="rows", file=sys.stderr) if sys.stderr.isatty() else nullcontext()
    with bar as shown:
        while sums.state == "waiting":
            try:
                asked.turn(given.batch_id)
            except Conflict:
                time.sleep(_LOOK_SECONDS)
            before, sums = sums, asked.sums(given.batch_id, viewer=OPERATOR)
            if shown is not None:
                shown.update(before.waiting - sums.waiting)
    return sums


def _write(asked: "Batch", sums: "BatchSums", output: Path, language: Any) -> None:
    from paraq.errors import Unavailable
    from paraq.records.viewer import OPERATOR
    from paraq.services.batch_result import csv_lines, write_workbook

    def every() -> Any:
        return asked.every_row(sums.batch_id, viewer=OPERATOR)

    try:
        if output.suffix.lower() == ".csv":
            with output.open("w", encoding="utf-8", newline="") as file:
                file.writelines(csv_lines(every(), language))
        else:
            write_workbook(output, every(), every(), language)
    except OSError as error:
        raise Unavailable("The answer cannot be written", where=str(output), remedy=str(error.strerror)) from error
    click.echo(f"paraq: Written to {output}", err=True)


def _print_rows(asked: "Batch", sums: "BatchSums", language: str, *, brief: bool) -> None:
    from paraq.records.reference import format_reference
    from paraq.records.viewer import OPERATOR

    click.echo(f"{sums.rows} rows: {sums.answered} answered, {sums.found} of them found, {sums.failed} with mistakes")
    for row in asked.every_row(sums.batch_id, viewer=OPERATOR):
        if row.message:
            click.echo(f"  row {row.number}, {row.label}: {row.message}", err=True)
        if brief or row.state != "answered":
            continue
        wider = f"; {row.wider} without organisation and years" if row.wider else ""
        click.echo(f"\n{row.number}. {row.label}: {row.total} pages{wider}")
        for found in row.pages:
            place = format_reference(found.page.description.reference, found.page.sheet, language)
            click.echo(f"  {place or found.page.path}  {', '.join(found.evidence)}")


def _sums_json(sums: "BatchSums") -> dict[str, Any]:
    return {
        "batch_id": sums.batch_id,
        "name": sums.name,
        "state": sums.state,
        "total": sums.rows,
        "answered": sums.answered,
        "failed": sums.failed,
        "found": sums.found,
        "columns": [{"heading": heading, "field": field} for heading, field in sums.columns],
    }


def _row_json(row: "AnsweredRow") -> dict[str, Any]:
    pages = [
        {
            **page_json(found.page),
            "year": found.year,
            "type": found.page.description.type,
            "evidence": list(found.evidence),
            "written": found.evidence,
            "birth": found.birth,
            "early": found.early,
        }
        for found in row.pages
    ]
    return {
        "row": row.number,
        "label": row.label,
        "asked": row.cells,
        "state": row.state,
        "query": row.query,
        "message": row.message,
        "total": row.total,
        "wider": row.wider,
        "pages": pages,
    }


@click.group()
def saved() -> None:
    """Keep searches, and see what new transfers bring for them."""


@saved.command("add")
@click.argument("name")
@click.argument("query")
@_FILTER
@_ALL
@_JSON
def add_saved(name: str, query: str, filters: tuple[str, ...], require_all: bool, as_json: bool) -> None:
    """Save QUERY under NAME."""
    from paraq.records.viewer import OPERATOR

    chosen = _chosen(filters)
    state = _saved(lambda one: one.add(name, query, viewer=OPERATOR, filters=chosen, require_all=require_all))
    _print_saved([state], as_json, one=True)


@saved.command("list")
@_JSON
def list_saved(as_json: bool) -> None:
    """List saved searches with the number of new pages."""
    from paraq.records.viewer import OPERATOR

    _print_saved(_saved(lambda one: one.all(viewer=OPERATOR)), as_json)


@saved.command("remove")
@click.argument("search_id")
def remove_saved(search_id: str) -> None:
    """Forget a saved search."""
    from paraq.records.viewer import OPERATOR

    _saved(lambda one: one.remove(search_id, viewer=OPERATOR))


@saved.command("new")
@click.argument("search_id")
@click.option("--mark-seen", is_flag=True, help="Do not show them as new again.")
@_JSON
def new_saved(search_id: str, mark_seen: bool, as_json: bool) -> None:
    """Print the pages that are new for a saved search."""
    from paraq.records.viewer import OPERATOR

    found = _saved(lambda one: one.new(search_id, viewer=OPERATOR))
    pages = [{**page_json(new.page), "found": new.found.isoformat(timespec="seconds")} for new in found]
    if as_json:
        print_json({"total": len(pages), "pages": pages})
    else:
        click.echo(f"{len(pages)} new pages")
        for page in pages:
            click.echo(f"  {page['reference'] or page['path']}  {page['title']}".rstrip())
    if mark_seen:
        _saved(lambda one: one.seen(search_id, viewer=OPERATOR))


def _saved(ask: Callable[[Any], Any]) -> Any:
    from paraq.settings import read_settings
    from paraq.wiring import open_house

    with open_house(read_settings()) as house:
        return ask(house.saved)


def _print_saved(states: "list[SavedState]", as_json: bool, *, one: bool = False) -> None:
    shown = [
        {
            "search_id": state.search.search_id,
            "name": state.search.name,
            "query": state.search.query,
            "filters": state.search.filters,
            "require_all": state.search.require_all,
            "made": state.search.made.isoformat(timespec="seconds"),
            "new": state.new,
            "matched": state.matched,
        }
        for state in states
    ]
    if as_json:
        print_json(shown[0] if one else {"searches": shown})
        return
    for state in states:
        click.echo(f"{state.search.search_id}  {state.new} new  {state.search.name}: {state.search.query}")


@click.command()
@click.argument("query")
@_FILTER
@_ALL
@_LANGUAGE
@_JSON
def record(query: str, filters: tuple[str, ...], require_all: bool, language: Any, as_json: bool) -> None:
    """Search, and write down what was searched and what could not be read, to be cited in an answer.

    The record is kept for ever under its number; ``--json`` prints it whole, otherwise its text is printed.
    """
    from paraq.records.viewer import OPERATOR
    from paraq.services.scope_text import printed
    from paraq.settings import read_settings
    from paraq.wiring import open_house

    chosen = _chosen(filters)
    with open_house(read_settings()) as house:
        written = house.scope.record(query, viewer=OPERATOR, filters=chosen, require_all=require_all)
    if as_json:
        print_json({"record_id": written.record_id, "digest": written.digest, **written.content})
    else:
        click.echo(printed(written, language), nl=False)


def _chosen(filters: tuple[str, ...]) -> dict[str, list[str]]:
    chosen: dict[str, list[str]] = {}
    for one in filters:
        name, equals, value = one.partition("=")
        if not equals or not name or not value:
            raise click.UsageError(f"A filter is written FIELD=VALUE, not {one}")
        chosen.setdefault(name, []).append(value)
    return chosen
