"""Commands that search, or show what searching makes of words: ``search``, ``analyze``, ``serve``."""

import sys
from typing import TYPE_CHECKING, Any

import click

from paraq.cli.output import complain, print_json

if TYPE_CHECKING:
    from paraq.services.answers import PageHit
    from paraq.text.analysis import Analyzer

_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


@click.command()
@click.argument("query")
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1, 10_000), help="Most hits to print.")
@_JSON
def search(query: str, limit: int, as_json: bool) -> None:
    """Find pages and print them with the reference to cite."""
    from paraq.records.viewer import OPERATOR
    from paraq.settings import read_settings
    from paraq.wiring import open_house

    with open_house(read_settings()) as house:
        answer = house.searching.search(query, viewer=OPERATOR, limit=limit)
        if not house.publishing.is_current():
            complain("The index lacks pages or was built by another version of the analysis; run paraq reindex")
    if answer.notice:
        complain(answer.notice)
    hits = [_hit_json(hit) for hit in answer.hits]
    if as_json:
        print_json({"total": answer.total, "hits": hits})
        return
    click.echo(f"{answer.total} pages")
    for hit in hits:
        place = hit["reference"] or f"{hit['path']}, page {hit['page']}"
        click.echo(f"\n{place}  {hit['title']}".rstrip())
        click.echo(f"  {' '.join(hit['snippet'].split())}")


def _hit_json(hit: "PageHit") -> dict[str, Any]:
    from paraq.records.reference import format_reference

    page = hit.page
    return {
        "page_id": page.page_id,
        "document_id": page.document_id,
        "title": page.description.title,
        "reference": format_reference(page.description.reference, page.sheet, "ru"),
        "sheet": page.sheet,
        "page": page.number,
        "path": page.path,
        "score": hit.score,
        "snippet": hit.snippet,
        "boxes": [box.as_list() for mark in hit.marks for box in mark.boxes],
    }


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
