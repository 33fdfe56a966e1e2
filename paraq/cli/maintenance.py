"""Commands that look after the data: ``status``, ``reindex``, ``verify``."""

from typing import Any

import click

from paraq.cli.output import complain, list_failures, print_json

_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


@click.command()
@_JSON
def status(as_json: bool) -> None:
    """Print what is there, what waits and what failed; also while files are taken in."""
    from indexer.receipt import receipt_of
    from paraq.settings import read_settings
    from paraq.wiring import open_house

    with open_house(read_settings()) as house:
        sums = house.catalogue.report.sums()
        unfinished = [source for _, source in house.catalogue.report.unfinished()]
        state = receipt_of(sums) | {
            "waiting": {"files": sums.waiting_files, "pages": sums.waiting_pages, "index": sums.unindexed},
            "running": house.holder(),
            "unfinished": unfinished,
            "engine": house.engine.name,
            "indexed": house.engine.count(),
        }
    if as_json:
        print_json(state)
        return
    click.echo(f"{sums.files} files: {sums.searchable} searchable, {sums.failed_files} failed, {sums.waiting_files} waiting")
    click.echo(
        f"{sums.pages} pages: {sums.searchable_pages} searchable, {sums.failed_pages} failed, {sums.waiting_pages} waiting"
    )
    click.echo(
        f"{sums.documents} documents; {state['indexed']} pages in the index ({state['engine']}), {sums.unindexed} changes waiting"
    )
    if state["running"]:
        click.echo(f"Files are being taken in by process {state['running']}")
    for source in unfinished:
        click.echo(f"Not finished: {source}")
    list_failures(state["failed"])


@click.command()
@_JSON
def reindex(as_json: bool) -> None:
    """Build the search index anew from the catalogue, beside the live one, without reading any file again."""
    from paraq.settings import read_settings
    from paraq.wiring import open_house

    with open_house(read_settings()) as house, house.alone():
        count = house.publishing.rebuild()
    if as_json:
        print_json({"pages": count})
    else:
        click.echo(f"{count} pages indexed")


@click.command()
@_JSON
def verify(as_json: bool) -> int:
    """Check every stored file against its SHA-256, and that index and catalogue have the same pages."""
    from paraq.settings import read_settings
    from paraq.wiring import open_house

    with open_house(read_settings()) as house:
        names = house.catalogue.report.stored()
        damaged: list[dict[str, Any]] = [
            {"sha256": damage.sha256, "reason": damage.reason, "paths": house.catalogue.report.paths_of(damage.sha256)}
            for damage in house.store.verify(names)
        ]
        missing, needless = house.publishing.differences()
    if as_json:
        print_json({"checked": len(names), "damaged": damaged, "unindexed": missing, "needless": needless})
    else:
        click.echo(f"{len(names)} stored files checked, {len(damaged)} damaged")
    for damage in damaged:
        complain(f"{damage['sha256']} is {damage['reason']}: {', '.join(damage['paths']) or 'made from another file'}")
    if missing or needless:
        complain(f"{len(missing)} pages are missing from the index, {len(needless)} in it are needless; run paraq reindex")
    return 1 if damaged or missing or needless else 0
