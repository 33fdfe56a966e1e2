"""Commands that look after the data: ``status``, ``verify``."""

from typing import TYPE_CHECKING, Any

import click

from paraq.cli.output import complain, list_failures, print_json, tell

if TYPE_CHECKING:
    from paraq.catalogue.report import Sums

_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


@click.command()
@_JSON
def status(as_json: bool) -> None:
    """Print what is there, what waits and what failed; while files are taken in, also how fast and how long still."""
    from dataclasses import asdict

    from indexer.progress import told
    from indexer.stages import read
    from paraq.services.receipt import failure_json, receipt_of, signature_json
    from paraq.settings import read_settings
    from paraq.wiring import open_house

    settings = read_settings()
    with open_house(settings) as house:
        sums = house.catalogue.report.sums()
        running = house.holder()
        run = told(settings.home) if running else None
        transfers = house.catalogue.transfers
        state = receipt_of(sums) | {
            "waiting": {"files": sums.waiting_files, "pages": sums.waiting_pages, "index": sums.unindexed},
            "running": running,
            "run": asdict(run) if run and run.process == running else None,
            "unfinished": [source for _, source in house.catalogue.report.unfinished()],
            "transfers": [
                {"number": one.number, "source": one.source, "finished": one.finished is not None} for one in transfers.all()
            ],
            "signatures": [signature_json(one) for one in transfers.signatures_in()],
            "unreadable": [failure_json(page) for page in house.catalogue.report.unreadable()],
            "engine": house.engine.name,
            "indexed": house.engine.count(),
            "reindex_due": not house.publishing.is_built_by_this(),
            "reread_due": house.catalogue.report.read_before(read.VERSION),
        }
    if as_json:
        print_json(state)
    else:
        _print_status(state, sums)


def _print_status(state: dict[str, Any], sums: "Sums") -> None:
    tell(f"{sums.files} files: {sums.searchable} searchable, {sums.failed_files} failed, {sums.waiting_files} waiting")
    tell(f"{sums.pages} pages: {sums.searchable_pages} searchable, {sums.failed_pages} failed, {sums.waiting_pages} waiting")
    tell(
        f"{sums.documents} documents; {state['indexed']} pages in the index ({state['engine']}), {sums.unindexed} changes waiting"
    )
    if state["reindex_due"]:
        tell("The index was built by another version of Paraq: run paraq reindex")
    if state["reread_due"]:
        tell(f"{state['reread_due']} pages were read by an earlier version of Paraq: paraq ingest --reread reads them better")
    if state["running"]:
        tell(f"Files are being taken in by process {state['running']}{_pace(state['run'])}")
    for source in state["unfinished"]:
        tell(f"Not finished: {source}")
    for one in state["signatures"]:
        if one["status"] != "valid":
            tell(f"Signature {one['path']}: {one['status']}. {one['reason']}")
    if state["signatures"]:
        tell(f"{sum(one['status'] == 'valid' for one in state['signatures'])} of {len(state['signatures'])} signatures valid")
    if state["unreadable"]:
        tell(f"{len(state['unreadable'])} pages kept that OCR cannot read")
    list_failures([*state["failed"], *state["unreadable"]])


def _pace(run: dict[str, Any] | None) -> str:
    """Return how a run goes: what it did, how fast, how long still, and what it reads now."""
    from indexer.progress import duration

    if run is None:
        return ""
    done = f": {run['files_done']} of {run['files']} files, {run['pages_done']} of {run['pages']} pages, {run['failed']} failed"
    left = f", {duration(run['seconds_left'])} left" if run["seconds_left"] is not None else ""
    now = f"; now {', '.join(run['reading'])}" if run["reading"] else ""
    return f"{done}; {run['pages_a_minute']:.0f} pages a minute{left}{now}"


@click.command()
@_JSON
def verify(as_json: bool) -> int:
    """Check every stored file against its SHA-256, that all that was made has its source, and that the index has every page.

    Exit code 1 tells of damage; files in the store that the catalogue does not know are told of, too.
    """
    from paraq.settings import read_settings
    from paraq.wiring import open_house

    with open_house(read_settings()) as house:
        report = house.catalogue.report
        names = report.stored()
        damaged: list[dict[str, Any]] = [
            {"sha256": damage.sha256, "reason": damage.reason, "paths": report.paths_of(damage.sha256)}
            for damage in house.store.verify(names)
        ]
        orphans = report.orphans()
        # While files are taken in, some are stored a moment before the catalogue knows them.
        extra = [] if house.holder() else sorted(set(house.store.names()) - set(names))
        missing, needless, _ = house.publishing.differences()
    found = {"damaged": damaged, "orphans": orphans, "extra": extra, "unindexed": missing, "needless": needless}
    if as_json:
        print_json({"checked": len(names)} | found)
    else:
        tell(f"{len(names)} stored files checked, {len(damaged)} damaged; {len(extra)} files in the store that nothing names")
    for damage in damaged:
        complain(f"{damage['sha256']} is {damage['reason']}: {', '.join(damage['paths']) or 'made from another file'}")
    for orphan in orphans:
        complain(orphan)
    for name in extra:
        complain(f"{name} is in the store, and nothing in the catalogue names it")
    if missing or needless:
        complain(f"{len(missing)} pages are missing from the index, {len(needless)} in it are needless; run paraq reindex")
    return 1 if any(found.values()) else 0
