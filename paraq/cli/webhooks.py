"""Commands that say which systems are told of what: ``webhook``."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from paraq.cli.accounts import as_plain, note, open_accounts
from paraq.cli.output import print_json
from paraq.records.webhook import HAPPENINGS

if TYPE_CHECKING:
    from paraq.records.webhook import Happening

_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


@click.group()
def webhook() -> None:
    """Tell other systems what happens. The API tells them, if PARAQ_WEBHOOKS is set."""


@webhook.command("add")
@click.argument("address")
@click.option("--event", "events", multiple=True, required=True, type=click.Choice(HAPPENINGS), help="Repeatable.")
@click.option("--owner", default="operator", help="Account with whose rights it is told, and whose saved searches.")
@_JSON
def add_webhook(address: str, events: "tuple[Happening, ...]", owner: str, as_json: bool) -> None:
    """Tell ADDRESS of events. What its receiver checks signatures with is printed this once."""
    from api.telling import open_telling

    with open_accounts() as house:
        post = open_telling(house.webhooks, house.settings).post
        kept, secret = house.webhooks.add(address, events, owner.lower(), post)
        note(house, "webhookAdd", kept.webhook_id, f"owner={owner} events={','.join(kept.events)} {kept.address}")
    if as_json:
        print_json(_shown(asdict(kept)) | {"secret": secret})
    else:
        click.echo(f"{kept.webhook_id}  {secret}")


@webhook.command("list")
@_JSON
def list_webhooks(as_json: bool) -> None:
    """List webhooks, without their secrets."""
    with open_accounts() as house:
        found = [_shown(asdict(one)) for one in house.webhooks.all()]
    if as_json:
        print_json({"webhooks": found})
        return
    for one in found:
        click.echo(f"{one['webhook_id']}  {one['owner']}  {','.join(one['events'])}  {one['address']}")


@webhook.command("remove")
@click.argument("webhook_id")
def remove_webhook(webhook_id: str) -> None:
    """Forget a webhook and what it had still to tell."""
    with open_accounts() as house:
        house.webhooks.remove(webhook_id)
        note(house, "webhookRemove", webhook_id)


@webhook.command("deliveries")
@click.argument("webhook_id")
@_JSON
def list_deliveries(webhook_id: str, as_json: bool) -> None:
    """Print what a webhook told or has still to tell, newest first."""
    with open_accounts() as house:
        found = [_shown(asdict(one)) for one in house.webhooks.deliveries(webhook_id)]
    if as_json:
        print_json({"deliveries": found})
        return
    for one in found:
        click.echo(f"{one['at'][:19]}  {one['state']}  {one['tries']} tries  {one['event']}  {one['told']}".rstrip())


def _shown(record: dict[str, Any]) -> dict[str, Any]:
    return {name: list(value) if isinstance(value, tuple) else value for name, value in as_plain(record).items()}
