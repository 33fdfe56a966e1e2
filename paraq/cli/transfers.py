"""Commands about what was handed over: ``inventory``, ``receipt``, ``watch``."""

from pathlib import Path
from typing import Any

import click

from paraq.cli.output import print_json, tell
from paraq.cli.reading import print_inventory, tell_missing, workers

_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


@click.command()
@click.argument("path", type=click.Path(path_type=Path))
@_JSON
def inventory(path: Path, as_json: bool) -> int:
    """Show what the columns of an inventory are taken for, rows without a file and files without a row; takes nothing in.

    PATH is an inventory in CSV, XLSX or EAD, or a folder with inventories.
    """
    from indexer.overview import inventory_overview, overview_of
    from indexer.transfers.folder import sources
    from paraq.errors import Missing
    from paraq.records.reference_path import path_patterns
    from paraq.settings import read_settings

    patterns = path_patterns(read_settings().path_patterns)
    if path.is_dir():
        (source,) = sources([path], patterns)
        overview = overview_of(source)
        found = overview["inventories"]
        # An inventory that cannot be understood is among the files that cannot be taken.
        refused = overview["refused"]
    elif path.is_file():
        found, refused = [inventory_overview(path.resolve(), patterns)], []
    else:
        raise Missing("There is no such file or folder", where=str(path), code="path-missing")
    if as_json:
        print_json({"inventories": found, "refused": refused})
    else:
        for one in found:
            print_inventory(one)
        if not found:
            tell("There is no inventory that can be understood")
    for one in refused:
        tell(f"  {one['path']}: {one['reason']}", err=True)
    return 0 if found else 2


@click.command()
@click.argument("transfer")
@click.option("--language", type=click.Choice(["kk", "ru"]), default="kk", show_default=True, help="Language of the act.")
@click.option("--output", type=click.Path(path_type=Path), help="File to write: .pdf is the act to be signed, .json the data.")
@_JSON
def receipt(transfer: str, language: str, output: Path | None, as_json: bool) -> int:
    """Print the receipt of a transfer, or write its act of acceptance.

    TRANSFER is its number, which ingest and status tell, or the folder that was taken in.
    """
    import json

    from paraq.errors import Invalid, Missing
    from paraq.services.receipt import act_of
    from paraq.settings import read_settings
    from paraq.wiring import open_house

    if output is not None and output.suffix.casefold() not in (".pdf", ".json"):
        raise Invalid("An act is a .pdf or a .json file", where=str(output), remedy="Name the file so", code="act-kind")
    with open_house(read_settings()) as house:
        found = house.catalogue.transfers.find(transfer)
        if found is None and Path(transfer).exists():
            found = house.catalogue.transfers.find(str(Path(transfer).resolve()))
        if found is None:
            raise Missing("There is no such transfer", where=transfer, remedy="paraq status lists transfers", code="transfer")
        act = act_of(house.catalogue.transfers, house.catalogue.report, found)
    if output is None:
        if as_json:
            print_json(act)
        else:
            _print_act(act)
        return 0
    if output.suffix.casefold() == ".json":
        content = json.dumps(act, ensure_ascii=False, indent=1).encode()
    else:
        from paraq.services.act import draw_act

        content = draw_act(act, language)  # type: ignore[arg-type]  # click has checked it
    try:
        output.write_bytes(content)
    except OSError as error:
        raise Invalid("The act cannot be written", where=f"{output}: {error.strerror}", code="act-file") from error
    if as_json:
        print_json({"written": str(output)})
    else:
        tell(f"{output} written")
    return 0


def _print_act(act: dict[str, Any]) -> None:
    tell(f"Transfer {act['transfer']}: {act['source']}")
    tell(f"{act['files']} files = {act['searchable']} searchable + {act['failed_files']} failed + {act['waiting_files']} waiting")
    pages = f"{act['searchable_pages']} searchable + {act['failed_pages']} failed + {act['waiting_pages']} waiting"
    tell(f"{act['pages']} pages = {pages}")
    for one in act["list"]:
        first = one["first_copy"]
        came = f", came first as {first['source']}: {first['path']}" if first else ""
        reason = f": {one['reason']}" if one["reason"] else ""
        tell(f"  {one['sha256'] or '-' * 64}  {one['path']}  {one['outcome']}{reason}{came}")
    for one in act["signatures"]:
        tell(f"  {one['path']} signs {one['signs']}: {one['status']}. {one['reason']} ({one['signer'] or 'signer unknown'})")
    for one in act["unreadable"]:
        tell(f"  {one['path']}, page {one['page']}: {one['reason']}")
    for path in act["absent"]:
        tell(f"  {path}: in the inventory, did not come")


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--jobs", type=click.IntRange(1, 1024), help="Worker processes; one a core if not given.")
@click.option("--settle", type=click.FloatRange(min=0.1), default=10.0, show_default=True, help="Seconds without change.")
@click.option("--once", is_flag=True, help="Stop when all that is there has been taken in.")
def watch(folder: Path, jobs: int | None, settle: float, once: bool) -> int:
    """Take in files of a folder as soon as they are completely written, until stopped.

    A file is complete when nobody has it open for writing and it has not changed for some seconds; a bag or a package when
    all of it is. Ctrl-C and SIGTERM stop cleanly; started again, it goes on.
    """
    from indexer.reading import ReadOptions
    from indexer.watching import watch
    from paraq.errors import Missing
    from paraq.settings import read_settings

    if not folder.is_dir():
        raise Missing("There is no such folder", where=str(folder), code="path-missing")
    settings = read_settings()
    tell_missing(settings.languages)
    options = ReadOptions(languages=settings.languages)
    watch(settings, folder.resolve(), options=options, jobs=jobs or workers(settings.jobs), settle=settle, once=once, tell=_say)
    return 0


def _say(sentence: str) -> None:
    tell(f"paraq: {sentence}", err=True)
