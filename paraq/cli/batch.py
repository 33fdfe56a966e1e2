"""The command that asks a whole list: ``batch``."""

from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from paraq.cli.answers import page_json
from paraq.cli.output import complain, complain_of_index, print_json

if TYPE_CHECKING:
    from paraq.catalogue.batches import BatchSums
    from paraq.services.batch import AnsweredRow, Batch

_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
_LANGUAGE = click.option(
    "--language", type=click.Choice(["kk", "ru", "en"]), default="ru", show_default=True, help="Of the answer."
)
# How often the command looks whether the server, which is at the batch already, has answered more.
_LOOK_SECONDS = 0.5
# A cell may hold thousands.
LABEL_SIGNS = 80


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
            click.echo(f"  row {row.number}, {row.label[:LABEL_SIGNS]}: {row.message}", err=True)
        if brief or row.state != "answered":
            continue
        wider = f"; {row.wider} without organisation and years" if row.wider else ""
        click.echo(f"\n{row.number}. {row.label[:LABEL_SIGNS]}: {row.total} pages{wider}")
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
