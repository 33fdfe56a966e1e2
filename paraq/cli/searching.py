"""Commands that search, or show what is found and what searching makes of words: ``search``, ``page``, ``analyze``, ``serve``."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from paraq.cli import answers as printing
from paraq.cli.filters import FILTER, values_by_field
from paraq.cli.output import complain_of_index, print_json

if TYPE_CHECKING:
    from paraq.services.search import Searching
    from paraq.text.analysis import Analyzer

# Where ``paraq serve`` is reached unless told otherwise.
_HERE = "http://127.0.0.1:8500"

_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


_FACETS = (
    "fonds",
    "inventory",
    "file",
    "type",
    "language",
    "body",
    "source",
    "year",
    "decade",
    "access",
    "quality",
    "confidence",
)


@click.command()
@click.argument("query", default="")
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1, 10_000), help="Most hits to print.")
@click.option("--after", default="", help='Go on where a list ended: "next" of its answer.')
@click.option(
    "--order", type=click.Choice(["relevance", "date", "reference"]), help="Best first (default), by date or reference."
)
@click.option("--all-words", is_flag=True, help="Only pages with all the words.")
@FILTER
@click.option("--facet", "facets", multiple=True, type=click.Choice(_FACETS), help="Count the pages by this; again for another.")
@click.option("--group", type=click.Choice(["document", "file"]), help="One hit for each document or archival file.")
@click.option("--like", metavar="PAGE", help="Pages like this one, instead of a query.")
@click.option("--export", type=click.Path(path_type=Path, dir_okay=False), help="Write ALL results to FILE.csv, .xlsx or .jsonl.")
@_JSON
def search(query: str, as_json: bool, export: Path | None, like: str | None, **options: Any) -> None:
    """Find pages and print them with the reference to cite.

    The language of QUERY is described in docs/howto/search.md; without one, all pages are found that fit the filters. Fields of
    filters are those of facets, and document_id and file_key, which give the hits of a group; year, decade and confidence take
    ranges such as 1978..1986.
    """
    from paraq.records.viewer import OPERATOR
    from paraq.settings import read_settings
    from paraq.wiring import open_house

    wanted = {
        "filters": values_by_field(options.pop("filters")),
        "require_all": options.pop("all_words"),
        "order": options.pop("order"),
    }
    with open_house(read_settings()) as house:
        complain_of_index(house)
        if export is not None:
            _export(house.searching, query, export, wanted, house.settings.address or _HERE, as_json)
            return
        after, limit = options["after"], options["limit"]
        if like:
            answer = house.searching.similar(like, viewer=OPERATOR, limit=limit, after=after)
        else:
            wanted["order"] = wanted["order"] or "relevance"
            answer = house.searching.search(
                query,
                viewer=OPERATOR,
                limit=limit,
                after=after,
                facets=options["facets"],
                group_by=options["group"] or "",
                correct=True,
                **wanted,
            )
    printing.answer(answer, as_json)


@click.command()
@click.argument("page_id")
@_JSON
def page(page_id: str, as_json: bool) -> None:
    """Print the text of a page, whose id stands in brackets in what search prints."""
    from paraq.records.viewer import OPERATOR
    from paraq.settings import read_settings
    from paraq.wiring import open_house

    with open_house(read_settings()) as house:
        found = house.browsing.page(page_id, viewer=OPERATOR)
    printing.page(found, as_json)


def _export(searching: "Searching", query: str, path: Path, wanted: dict[str, Any], address: str, as_json: bool) -> None:
    """Write all results to a file, which is there whole or not at all."""
    from paraq.records.viewer import OPERATOR
    from paraq.services.export import FORMATS, rows, write_table

    kind = next((one for one in FORMATS if path.suffix.lower() == f".{one}"), None)
    if kind is None:
        raise click.BadParameter(f"{path.name} does not end in .csv, .xlsx or .jsonl", param_hint="--export")
    wanted["order"] = wanted["order"] or "reference"
    count = write_table(rows(searching, query, viewer=OPERATOR, address=address, **wanted), path, kind)
    if as_json:
        print_json({"total": count, "file": str(path)})
    else:
        click.echo(f"{count} pages written to {path}")


@click.command()
@click.argument("text", required=False)
@click.option("--language", type=click.Choice(["kk", "ru", "en"]), help="Told from the text if not given.")
@_JSON
def analyze(text: str | None, language: str | None, as_json: bool) -> None:
    """Print what the analysis makes of TEXT, or of each line of standard input as one line of JSON."""
    from paraq.text.analysis import Analyzer

    analyzer = Analyzer()
    if text is None:
        _analyze_lines(analyzer, language or "")
        return
    found = _analysis(analyzer, text, language or "")
    if as_json:
        print_json(found)
        return
    click.echo(f"language: {found['language']}")
    for token in found["tokens"]:
        click.echo("\t".join(token[name] for name in ("text", "language", "exact", "stem", "key")))


def _analyze_lines(analyzer: "Analyzer", language: str) -> None:
    import json

    for line in sys.stdin.buffer:
        text = line.decode("utf-8", "replace").rstrip("\r\n")
        sys.stdout.write(json.dumps(_analysis(analyzer, text, language), ensure_ascii=False) + "\n")
        # Whoever writes a line may wait for its answer before writing the next.
        sys.stdout.flush()


def _analysis(analyzer: "Analyzer", text: str, language: str) -> dict[str, Any]:
    return {
        "language": language or analyzer.language(text),
        "tokens": [
            {
                "text": token.text,
                "start": token.start,
                "end": token.end,
                "language": token.language,
                "exact": token.exact,
                "stem": token.stem,
                "key": token.key,
            }
            for token in analyzer.analyze(text, language)
        ],
    }


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8500, show_default=True, type=click.IntRange(1, 65535), help="Port to listen on.")
def serve(host: str, port: int) -> None:
    """Serve the screen and the API until Ctrl-C."""
    from api.server import serve
    from paraq.settings import read_settings

    serve(read_settings(), host, port, ready=lambda address: click.echo(f"Paraq is open at {address}"))
