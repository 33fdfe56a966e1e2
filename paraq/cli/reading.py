"""Commands that read files: ``ingest`` and ``extract``."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from paraq.cli.output import complain, list_failures, print_json

if TYPE_CHECKING:
    from indexer.reading import ReadPage

_LANGUAGES = click.option(
    "--language", "languages", metavar="CODES", help="Tesseract languages joined by +, for example kaz+rus."
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
@_JSON
def ingest(
    paths: tuple[Path, ...],
    jobs: int | None,
    languages: str | None,
    password: str,
    retry_failed: bool,
    reread: bool,
    as_json: bool,
) -> int:
    """Take in files and folders; pages are searchable as they are read. Prints the receipt.

    Started again after it was stopped or killed, it goes on where it was.
    """
    import os

    from indexer.pipeline import Again, ingest
    from paraq.cli.progress import Shown
    from paraq.settings import read_settings
    from paraq.wiring import open_house

    if not paths and not retry_failed:
        raise click.UsageError("Name what to take in: a file or a folder")
    settings = read_settings()
    count = jobs or settings.jobs or len(os.sched_getaffinity(0))
    again = Again.ALL if reread else Again.FAILED if retry_failed else Again.NOTHING
    with open_house(settings) as house, Shown() as progress:
        options = _options(languages or settings.languages, password)
        receipt = ingest(house, paths, options=options, jobs=count, progress=progress, again=again)
    failed = receipt["failed"]
    if as_json:
        print_json(receipt)
    else:
        click.echo(
            f"{receipt['files']} files, {receipt['documents']} documents, {receipt['pages']} pages; "
            f"{receipt['searchable']} files searchable, {receipt['duplicates']} there before, {len(failed)} failures"
        )
    if failed:
        complain(f"{len(failed)} failures")
        list_failures(failed)
    return 1 if failed else 0


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
