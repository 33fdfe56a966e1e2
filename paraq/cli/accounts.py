"""Commands that say who may come in: ``user`` and ``key``."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from paraq.cli.output import print_json

if TYPE_CHECKING:
    from paraq.records.accounts import Scope
    from paraq.records.viewer import Role
    from paraq.wiring import House

_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
_ROLE = click.Choice(["reader", "archivist", "head", "administrator"])
_FONDS = click.option(
    "--fonds",
    "fonds",
    multiple=True,
    metavar="NUMBER",
    help="May also see what is restricted or closed in this fonds; repeatable.",
)
_ALL_FONDS = click.option("--all-fonds", is_flag=True, help="May see what is restricted or closed in every fonds.")


@click.group()
def user() -> None:
    """Accounts. From the first one on, everybody has to log in."""


@user.command()
@click.argument("name")
@click.option("--role", type=_ROLE, help="Administrator for the first account, else reader, if not given.")
@_FONDS
@_ALL_FONDS
@click.option("--subject", metavar="ID", help="Logs in at the provider of PARAQ_OIDC_ISSUER, which knows them by this id.")
@_JSON
def add(name: str, role: "Role | None", fonds: tuple[str, ...], all_fonds: bool, subject: str | None, as_json: bool) -> None:
    """Make an account. Its password is asked for, or read as one line of standard input; none is with --subject."""
    with open_accounts() as house:
        first = not house.gatekeeper.guarded()
        chosen: Role = role or ("administrator" if first else "reader")
        # Whoever may give rights to any fonds is not held back by lacking them.
        seen = None if all_fonds or (chosen == "administrator" and not fonds) else fonds
        if subject is None:
            account = house.gatekeeper.add(name, _password(), chosen, seen)
        else:
            account = house.gatekeeper.add_elsewhere(name, house.settings.oidc_issuer, subject, chosen, seen)
        note(house, "userAdd", account.name, f"role={chosen}")
    _print_account(asdict(account), as_json)


@user.command("call")
@click.argument("name")
@click.argument("full_name")
def call(name: str, full_name: str) -> None:
    """Give an account the FULL_NAME of its person, which papers show as the one who made them."""
    with open_accounts() as house:
        house.gatekeeper.call(name.lower(), full_name)
        note(house, "userCall", name.lower())


@user.command("list")
@_JSON
def list_users(as_json: bool) -> None:
    """List accounts, also removed ones."""
    with open_accounts() as house:
        accounts = [asdict(account) for account in house.catalogue.accounts.all()]
    if as_json:
        print_json([as_plain(account) for account in accounts])
        return
    for account in accounts:
        _print_account(account, False)


@user.command()
@click.argument("name")
def password(name: str) -> None:
    """Give an account a new password and end its sessions."""
    with open_accounts() as house:
        house.gatekeeper.set_password(name.lower(), _password())
        note(house, "userPassword", name.lower())


@user.command()
@click.argument("name")
@click.option("--role", type=_ROLE, required=True)
@_FONDS
@_ALL_FONDS
def rights(name: str, role: "Role", fonds: tuple[str, ...], all_fonds: bool) -> None:
    """Give an account another role and other fonds, and end its sessions."""
    with open_accounts() as house:
        house.gatekeeper.set_rights(name.lower(), role, None if all_fonds else fonds)
        note(house, "userRights", name.lower(), f"role={role}")


@user.command()
@click.argument("name")
def remove(name: str) -> None:
    """Take an account out of use, with its sessions and keys. Its name is never given again."""
    with open_accounts() as house:
        house.catalogue.accounts.remove(name.lower())
        note(house, "userRemove", name.lower())


@user.command("log-out")
@click.argument("name")
def log_out(name: str) -> None:
    """End all sessions of an account."""
    with open_accounts() as house:
        count = house.catalogue.accounts.end_sessions(name.lower())
        note(house, "userLogOut", name.lower())
    click.echo(f"{count} sessions ended")


@click.group()
def key() -> None:
    """Keys with which systems ask on behalf of an account."""


@key.command("add")
@click.argument("label")
@click.option("--owner", required=True, help="Account on whose behalf the system asks.")
@click.option("--scope", "scopes", multiple=True, type=click.Choice(["read", "write", "admin"]), help="read if none is given.")
@click.option("--days", default=365, show_default=True, type=click.IntRange(1, 731), help="How long it is in force.")
@_JSON
def add_key(label: str, owner: str, scopes: "tuple[Scope, ...]", days: int, as_json: bool) -> None:
    """Make a key. It is printed this once."""
    from datetime import timedelta

    with open_accounts() as house:
        made, shown = house.gatekeeper.add_key(label, owner.lower(), scopes or ("read",), timedelta(days=days))
        note(house, "keyAdd", made.key_id)
    if as_json:
        print_json(as_plain(asdict(made)) | {"key": shown})
    else:
        click.echo(shown)


@key.command("list")
@_JSON
def list_keys(as_json: bool) -> None:
    """List keys, without their secrets."""
    with open_accounts() as house:
        keys = [as_plain(asdict(one)) for one in house.catalogue.accounts.every_key()]
    if as_json:
        print_json(keys)
        return
    for one in keys:
        state = "revoked" if one["revoked"] else f"until {one['expires'][:10]}"
        used = f"last used {one['used'][:16]}" if one["used"] else "never used"
        click.echo(f"{one['key_id']}  {one['label']}  {one['owner']}  {','.join(one['scopes'])}  {state}  {used}")


@key.command()
@click.argument("key_id")
def revoke(key_id: str) -> None:
    """Take a key out of force."""
    with open_accounts() as house:
        house.catalogue.accounts.revoke(key_id)
        note(house, "keyRevoke", key_id)


@contextmanager
def open_accounts() -> "Iterator[House]":
    """Give the parts of this installation."""
    from paraq.settings import read_settings
    from paraq.wiring import open_house

    with open_house(read_settings()) as house:
        yield house


def note(house: "House", operation: str, target: str, detail: str = "") -> None:
    """Write into the audit record what the operator changed."""
    from paraq.records.audit import Event

    house.audit.write(Event("operator", "administrator", "change", operation, target, detail))


def _password() -> str:
    if sys.stdin.isatty():
        asked: str = click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
        return asked
    return sys.stdin.readline().rstrip("\r\n")


def as_plain(record: dict[str, Any]) -> dict[str, Any]:
    """Return a record with times as JSON has them."""
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in record.items()}


def _print_account(account: dict[str, Any], as_json: bool) -> None:
    if as_json:
        print_json(as_plain(account))
        return
    fonds = (
        "every fonds"
        if account["fonds"] is None
        else f"fonds {', '.join(account['fonds'])}"
        if account["fonds"]
        else "open records"
    )
    click.echo(f"{account['name']}  {account['role']}  {fonds}{'  removed' if account['removed'] else ''}")
