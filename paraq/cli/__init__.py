"""The ``paraq`` command. Subcommands load what they need when they run, so that the command itself starts at once."""

import sys
from typing import NoReturn

import click

from paraq.cli import (
    access,
    accounts,
    batch,
    index,
    maintenance,
    reading,
    requests,
    requests_about,
    requests_papers,
    saved,
    searching,
    transfers,
    webhooks,
)
from paraq.cli.output import complain
from paraq.errors import Kind, ParaqError

DONE, WITH_FAILURES, BAD_INPUT, NOT_FOUND, UNAVAILABLE = range(5)
# What a shell reports for a program ended by Ctrl-C.
STOPPED = 130

_CODES: dict[Kind, int] = {
    "invalid": BAD_INPUT,
    "forbidden": BAD_INPUT,
    "conflict": BAD_INPUT,
    "missing": NOT_FOUND,
    "unavailable": UNAVAILABLE,
}


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def cli() -> None:
    """Paraq finds the sheet that proves a fact.

    Data lives under PARAQ_HOME (default ~/.paraq).

    Exit codes: 0 done; 1 done with failures, which are listed; 2 bad usage or input; 3 not found; 4 a needed service or
    program is missing.
    """


for command in (
    reading.ingest,
    reading.extract,
    transfers.inventory,
    transfers.receipt,
    transfers.watch,
    searching.search,
    searching.page,
    searching.analyze,
    searching.serve,
    batch.batch,
    saved.saved,
    saved.record,
    maintenance.status,
    index.reindex,
    index.check,
    maintenance.verify,
    accounts.user,
    accounts.key,
    webhooks.webhook,
    access.access,
    access.audit,
    requests.request,
):
    cli.add_command(command)
for command in (
    requests_papers.evidence,
    requests_papers.draft,
    requests_papers.check,
    requests_papers.make,
    requests_papers.sign,
    requests_papers.issue,
    requests_about.verify,
    requests_about.report,
    requests_about.looks,
    requests_about.block,
):
    requests.request.add_command(command)


def main() -> NoReturn:
    """Run the command and leave with its exit code."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run the command with these arguments and return its exit code; errors are told on standard error."""
    try:
        code = cli.main(arguments, prog_name="paraq", standalone_mode=False)
        return int(code or DONE)
    except ParaqError as error:
        complain(str(error))
        return _CODES[error.kind]
    except click.ClickException as error:
        error.show()
        return BAD_INPUT
    except (click.Abort, KeyboardInterrupt):
        complain("Stopped. Start again to go on")
        return STOPPED
    except BrokenPipeError:
        # Whoever read the output has enough of it.
        sys.stderr.close()
        return DONE
