"""The API's parts from the settings of an installation."""

from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager

from api import requesting
from api.acts import Acts
from api.asking import Asking, answering
from api.dependencies import Archive, Parts
from api.drawing import Drawing
from api.gate import Guard
from api.gate_limits import Rates
from api.gate_origin import Origin, networks
from api.intake import Intake, Transferring, taking_in
from api.metrics import Numbers
from api.oidc import Oidc
from api.publishing import publishing
from api.pyramids import Pyramids
from api.sealing import Seal
from api.telling import open_telling, telling
from api.uploads import Uploads
from paraq.errors import Invalid
from paraq.services.own_lists import OwnLists
from paraq.settings import Settings
from paraq.wiring import House, open_house


@contextmanager
def open_parts(settings: Settings) -> Iterator[Parts]:
    """Give the parts of the API and close them in the end.

    Raises:
        Unavailable: Catalogue or engine cannot be opened.
    """
    with ExitStack() as opened:
        house = opened.enter_context(open_house(settings))
        drawing = opened.enter_context(closing(Drawing(house.store)))
        opened.enter_context(answering(house.batch))
        opened.enter_context(publishing(house))
        drawing.warm()
        # One word of each language, so that the dictionaries are loaded before the first reader waits for them.
        house.searching.understood("парақ листы sheets")
        # A rule may have come into force while nothing ran.
        house.access.apply_if_due()
        uploads = Uploads(settings.home / "uploads", settings.upload_bytes)
        uploads.sweep()
        acts = Acts(settings.home / "cache" / "acts", drawing.act)
        intake = Intake(settings, uploads)
        transferring = Transferring(uploads, intake, house.catalogue.transfers, house.catalogue.report, acts)
        opened.enter_context(taking_in(transferring.intake))
        told = open_telling(house.webhooks, settings)
        opened.enter_context(telling(told))
        sheets = Pyramids(settings.home / "cache" / "sheets", drawing)
        yield Parts(
            house.searching,
            house.browsing,
            sheets,
            house.catalogue.listing,
            house.correcting,
            house.holdings,
            settings.address,
            _archive(settings),
            Asking(house.batch, house.saved, house.scope),
            _guard(house),
            Numbers(house.catalogue),
            transferring,
            house.desk_with(requesting.drawing(sheets)),
            OwnLists(settings.home),
            told,
            Seal.of(settings.home),
        )


def _archive(settings: Settings) -> Archive:
    sites = tuple(site.strip() for site in settings.cors.split(",") if site.strip())
    return Archive(settings.archive_name, settings.archive_mail, sites)


def _guard(house: House) -> Guard:
    settings = house.settings
    oidc = None
    if settings.oidc_issuer:
        secret = settings.oidc_secret.get_secret_value()
        oidc = Oidc(house.gatekeeper, settings.oidc_issuer, settings.oidc_client, secret, settings.oidc_role or None)
    try:
        origin = Origin(networks(settings.proxies))
    except ValueError as error:
        raise Invalid("PARAQ_PROXIES holds something that is no network", where=str(error), code="setting") from error
    return Guard(
        keeper=house.gatekeeper,
        audit=house.audit,
        access=house.access,
        origin=origin,
        rates=Rates(settings.requests_per_minute),
        seconds=settings.answer_seconds,
        oidc=oidc,
        address=settings.address,
    )
