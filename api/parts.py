"""The API's parts from the settings of an installation."""

from collections.abc import Iterator
from contextlib import closing, contextmanager

from api.asking import Asking, answering
from api.dependencies import Parts
from api.drawing import Drawing
from api.pyramids import Pyramids
from paraq.settings import Settings
from paraq.wiring import open_house


@contextmanager
def open_parts(settings: Settings) -> Iterator[Parts]:
    """Give the parts of the API and close them in the end.

    Raises:
        Unavailable: Catalogue or engine cannot be opened.
    """
    with open_house(settings) as house, closing(Drawing(house.store)) as drawing, answering(house.batch):
        drawing.warm()
        # One word of each language, so that the dictionaries are loaded before the first reader waits for them.
        house.searching.understood("парақ листы sheets")
        yield Parts(
            house.searching,
            house.browsing,
            Pyramids(settings.home / "cache" / "sheets", drawing),
            house.catalogue.listing,
            settings.address,
            Asking(house.batch, house.saved, house.scope),
        )
