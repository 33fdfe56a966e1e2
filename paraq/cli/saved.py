"""Commands for searches that are kept, and for records of what was searched: ``saved``, ``record``."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from paraq.cli.answers import page_json
from paraq.cli.filters import FILTER, values_by_field
from paraq.cli.output import print_json

if TYPE_CHECKING:
    from paraq.services.saved import SavedState

_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
_LANGUAGE = click.option(
    "--language", type=click.Choice(["kk", "ru", "en"]), default="ru", show_default=True, help="Of the answer."
)
_ALL = click.option("--all-words", "require_all", is_flag=True, help="Only pages with all the words.")


@click.group()
def saved() -> None:
    """Keep searches, and see what new transfers bring for them."""


@saved.command("add")
@click.argument("name")
@click.argument("query")
@FILTER
@_ALL
@_JSON
def add_saved(name: str, query: str, filters: tuple[str, ...], require_all: bool, as_json: bool) -> None:
    """Save QUERY under NAME."""
    from paraq.records.viewer import OPERATOR

    chosen = values_by_field(filters)
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
@FILTER
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

    chosen = values_by_field(filters)
    with open_house(read_settings()) as house:
        written = house.scope.record(query, viewer=OPERATOR, filters=chosen, require_all=require_all)
    if as_json:
        print_json({"record_id": written.record_id, "digest": written.digest, **written.content})
    else:
        click.echo(printed(written, language), nl=False)
