"""The option by which commands restrict a search: ``--filter FIELD=VALUE``."""

from collections.abc import Sequence

import click

FILTER = click.option(
    "--filter",
    "filters",
    metavar="FIELD=VALUE",
    multiple=True,
    help="Only pages with this value, for example fonds=12 or year=1978..1986; repeat for more.",
)


def values_by_field(pairs: Sequence[str]) -> dict[str, list[str]]:
    """Return the values of each field; a field that is given several times takes any of its values.

    Raises:
        BadParameter: One is not like ``fonds=12``.
    """
    found: dict[str, list[str]] = {}
    for pair in pairs:
        name, _, value = pair.partition("=")
        if not name or not value:
            raise click.BadParameter(f"{pair} is not like fonds=12", param_hint="--filter")
        found.setdefault(name, []).append(value)
    return found
