"""The API's parts from the settings of an installation."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from PIL import Image

from api.dependencies import Parts
from api.sheets import Sheets
from paraq import imaging
from paraq.errors import Invalid, Missing
from paraq.records.model import PageRecord
from paraq.settings import Settings
from paraq.store import Store
from paraq.wiring import open_house


@contextmanager
def open_parts(settings: Settings) -> Iterator[Parts]:
    """Give the parts of the API and close them in the end.

    Raises:
        Unavailable: Catalogue or engine cannot be opened.
    """
    with open_house(settings) as house:
        # One word of each language, so that the dictionaries are loaded before the first reader waits for them.
        house.searching.understood("парақ листы sheets")
        yield Parts(house.searching, house.browsing, Sheets(Drawing(house.store)))


class Drawing:
    """Draws pages from the store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        # PDFium may be used by one thread at a time.
        self._turn = threading.Lock()

    def __call__(self, page: PageRecord) -> Image.Image:
        """Return the page image.

        Raises:
            Missing: The stored file is gone or no longer a picture.
        """
        path = self._store.path(page.image)
        try:
            if imaging.is_pdf(path):
                with self._turn:
                    return imaging.draw(path, page.image_number)
            return imaging.draw(path, page.image_number)
        except (Invalid, OSError) as error:
            raise Missing("The picture of this sheet cannot be shown", where=page.page_id, code="picture-missing") from error
