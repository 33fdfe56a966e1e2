"""Commands that read files: ``ingest`` and ``extract``."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from paraq.cli.output import complain, list_failures, print_json, tell
from paraq.errors import Unavailable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from indexer.reading import ReadPage
    from indexer.transfers.folder import Source
    from paraq.catalogue.transfers import SignatureRecord

# So many lines of a list are printed for people; programs get all.
_SHOWN = 20


def _installed(_context: click.Context, _option: click.Parameter, languages: str | None) -> str | None:
    """Refuse languages that are named on purpose and cannot be read: a slip must not fail every page of an archive."""
    if languages is None:
        return None
    from indexer.programs import lacking_data, packages_of
    from paraq.settings import LANGUAGES

    if not re.match(LANGUAGES, languages):
        raise click.BadParameter(f"{languages!r}: name languages as Tesseract does, joined by +, for example kaz+rus")
    if lacking := lacking_data(languages):
        raise Unavailable(
            f"Tesseract lacks the languages {', '.join(lacking)}",
            where=f"--language {languages}",
            remedy=f"Install {packages_of(lacking)}, or name languages that are installed",
        )
    return languages


_LANGUAGES = click.option(
    "--language",
    "languages",
    metavar="CODES",
    callback=_installed,
    help="Tesseract languages joined by +, for example kaz+rus.",
)
_PASSWORD = click.option("--password", default="", help="Opens locked files.")
_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
_ANY_PATH = click.Path(path_type=Path)


@click.command()
@click.argument("paths", metavar="PATH...", nargs=-1, type=_ANY_PATH)
@click.option("--jobs", type=click.IntRange(1, 1024), help="Worker processes; one a core if not given.")
@_LANGUAGES
@_PASSWORD
@click.option("--retry-failed", is_flag=True, help="Try files and pages again that failed before.")
@click.option("--reread", is_flag=True, help="Read again what was read before; the old text stays as an older version.")
@click.option("--dry-run", is_flag=True, help="Show what would be taken in, and what columns of inventories are taken for.")
@_JSON
def ingest(
    paths: tuple[Path, ...],
    jobs: int | None,
    languages: str | None,
    password: str,
    retry_failed: bool,
    reread: bool,
    dry_run: bool,
    as_json: bool,
) -> int:
    """Take in files and folders; pages are searchable as they are read. Prints the receipt.

    Started again after it was stopped or killed, it goes on where it was. Without PATH, --retry-failed and --reread work on
    all that ever came. What a person corrected stays what is found, whatever is read again.
    """
    from indexer.workers import load_ahead

    if not paths and (dry_run or not (retry_failed or reread)):
        raise click.UsageError("Name what to take in: a file or a folder")
    if not dry_run:
        load_ahead()
    from indexer.pipeline import Again, ingest
    from indexer.transfers.folder import sources
    from paraq.cli.progress import Shown
    from paraq.records.reference_path import path_patterns
    from paraq.settings import read_settings
    from paraq.wiring import open_house

    settings = read_settings()
    named = sources(list(paths), path_patterns(settings.path_patterns))
    if dry_run:
        return _dry_run(named, as_json)
    chosen = languages or settings.languages
    again = Again.ALL if reread else Again.FAILED if retry_failed else Again.NOTHING
    tell_missing(chosen)
    with open_house(settings) as house, Shown() as progress:
        taken = ingest(
            house, named, options=_options(chosen, password), jobs=jobs or workers(settings.jobs), progress=progress, again=again
        )
        if as_json:
            # Scripts rely on exactly these keys; paraq receipt gives everything else.
            print_json(taken.receipt)
        else:
            signatures = [one for number in taken.transfers for one in house.catalogue.transfers.signatures_in(number)]
            _print_receipt(taken.receipt, _counted(signatures), taken.transfers)
            if unreadable := house.catalogue.report.unreadable(taken.transfers):
                tell(f"{len(unreadable)} pages kept that OCR cannot read; paraq status names them")
    return _end(taken.receipt, taken.lacking)


def workers(wanted: int) -> int:
    """Return how many processes read: as many as wanted, one a core if that is 0."""
    import os

    return wanted or len(os.sched_getaffinity(0))


def tell_missing(languages: str) -> None:
    """Say before a run what this machine lacks for reading."""
    from indexer.programs import missing

    for sentence in missing(languages):
        complain(sentence)


def _dry_run(named: "list[Source]", as_json: bool) -> int:
    from indexer.overview import overview_of

    overviews = [overview_of(source) for source in named]
    if as_json:
        print_json({"transfers": overviews})
        return 0
    for overview in overviews:
        tell(
            f"{overview['source']}: {overview['files']} files, {overview['signatures']} signatures, "
            f"{len(overview['references'])} files with a reference, {len(overview['refused'])} that cannot be taken"
        )
        for inventory in overview["inventories"]:
            print_inventory(inventory)
        for one in overview["references"][:_SHOWN]:
            tell(f"  {one['path']}: {one['reference']} {' '.join(one['title'].split())}".rstrip())
        for one in overview["refused"]:
            tell(f"  {one['path']}: {one['reason']}", err=True)
    return 0


def print_inventory(overview: dict[str, Any]) -> None:
    """Print what an inventory is taken for."""
    how = [overview["encoding"], {"\t": "tab"}.get(overview["separator"], overview["separator"])]
    read = f" ({', separated by '.join(part for part in how if part)})" if any(how) else ""
    tell(f"{overview['path']}: {overview['rows']} rows{read}")
    for column in overview["columns"]:
        tell(f"  «{column['heading']}» -> {column['field'] or 'not used'}")
    for row in overview["first"]:
        told = "; ".join(f"{name.replace('_', ' ')} {value}" for name, value in row.items() if name != "row" and value)
        tell(f"  row {row['row']}: {told}")
    for title, names in (
        ("mistakes", [f"row {one['row']}: {one['reason']}" for one in overview["mistakes"]]),
        ("rows without a file", [f"row {row['row']}: {row['names']}" for row in overview["rows_without_file"]]),
        ("files without a row", overview["files_without_row"]),
    ):
        tell(f"  {title}: {len(names)}")
        for name in names[:_SHOWN]:
            tell(f"    {name}")
        if len(names) > _SHOWN:
            tell(f"    and {len(names) - _SHOWN} more; --json has them all")


def _print_receipt(receipt: dict[str, Any], signed: dict[str, int], transfers: "Iterable[int]") -> None:
    tell(
        f"{receipt['files']} files, {receipt['documents']} documents, {receipt['pages']} pages; "
        f"{receipt['searchable']} files searchable, {receipt['duplicates']} there before, {len(receipt['failed'])} failures"
    )
    if any(signed.values()):
        tell(f"Signatures: {signed['valid']} valid, {signed['invalid']} not valid, {signed['unknown']} cannot be checked")
    for number in transfers:
        tell(f"Transfer {number}; paraq receipt {number} prints its act")


def _counted(signatures: "list[SignatureRecord]") -> dict[str, int]:
    found = [signature.result.status for signature in signatures]
    return {status: found.count(status) for status in ("valid", "invalid", "unknown")}


def _end(receipt: dict[str, Any], lacking: tuple[str, ...]) -> int:
    """List what failed and return the exit code: 4 if nothing could be read for lack of a program."""
    failed = receipt["failed"]
    if not failed:
        return 0
    complain(f"{len(failed)} failures")
    list_failures(failed)
    if lacking and not receipt["searchable"]:
        complain(f"Nothing could be read: {'; '.join(lacking)}")
        return 4
    return 1


@click.command()
@click.argument("file", type=_ANY_PATH)
@_LANGUAGES
@_PASSWORD
@_JSON
def extract(file: Path, languages: str | None, password: str, as_json: bool) -> int:
    """Read one file and store nothing: its text, with the place of every word as JSON."""
    from indexer import readers
    from indexer.workers import one_thread_each
    from paraq.errors import Missing, ParaqError
    from paraq.settings import read_settings

    if not file.is_file():
        raise Missing("There is no such file", where=str(file))
    one_thread_each()
    options = _options(languages or read_settings().languages, password)
    pages: list[ReadPage] = []
    failure: ParaqError | None = None
    try:
        for page in readers.extract(file, options):
            pages.append(page)
            if not as_json:
                click.echo(page.text.text + "\f", nl=False)
    except ParaqError as error:
        if not pages:
            raise
        failure = error
    if as_json:
        print_json({"pages": [_page_json(page) for page in pages]})
    if failure:
        complain(f"Pages after {pages[-1].number} could not be read: {failure}")
    return 1 if failure else 0


def _options(languages: str, password: str) -> Any:
    from indexer.reading import ReadOptions

    return ReadOptions(languages=languages, password=password)


def _page_json(page: "ReadPage") -> dict[str, Any]:
    text = page.text
    return {
        "page": page.number,
        "source": "text" if text.source == "text" else "ocr",
        "language": text.language,
        "confidence": round(text.confidence, 1),
        "width": text.width,
        "height": text.height,
        "text": text.text,
        "words": [{"text": word.text, "box": word.box.as_list(), "confidence": round(word.confidence, 1)} for word in text.words],
    }
