"""Webhooks of the API: the service behind their routes, and the thread that tells what is due."""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Annotated, Final

from fastapi import Depends, Request

from api.background import working
from api.gate_origin import networks
from api.posting import Posting
from paraq.errors import Invalid, Unavailable
from paraq.services.webhooks import Webhooks
from paraq.settings import Settings

# Whoever waits for a transfer hears of it within this time.
PAUSE_SECONDS: Final = 1.0
# A telling under way ends by itself after ten seconds.
STOP_SECONDS: Final = 12.0


@dataclass(frozen=True)
class Telling:
    """Webhooks, and what brings their messages away."""

    webhooks: Webhooks
    post: Posting


def open_telling(webhooks: Webhooks, settings: Settings) -> Telling:
    """Return the webhooks of an installation.

    Raises:
        Invalid: The networks in the settings are none.
    """
    try:
        return Telling(webhooks, Posting(networks(settings.webhook_networks)))
    except ValueError as error:
        raise Invalid("PARAQ_WEBHOOK_NETWORKS holds something that is no network", where=str(error), code="setting") from error


def telling(one: Telling) -> AbstractContextManager[None]:
    """Tell what is due in a thread of this process, for as long as the API runs."""
    return working(
        "webhooks", lambda ending: one.webhooks.turn(one.post, stop=ending), pause=PAUSE_SECONDS, patience=STOP_SECONDS
    )


async def _telling(request: Request) -> Telling:
    found: Telling | None = request.app.state.parts.telling
    if found is None:
        raise Unavailable("Webhooks are not set up here", code="webhooks-missing")
    return found


Told = Annotated[Telling, Depends(_telling)]
"""The webhooks."""
