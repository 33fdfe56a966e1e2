"""A small archive behind the API: files taken in by the command, Tesseract, catalogue, embedded engine and pictures."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from api.app import create_app
from api.parts import open_parts
from paraq.settings import Settings
from tests.fakes.client import Client
from tests.integration.paraq_home import paraq, write_picture

ORDER = "БҰЙРЫҚ № 14\nӘбдіков Серік жұмысқа\nмеханизатор болып\nқабылдансын"
RUSSIAN = "ПРИКАЗ № 15\nпринять Абдикова Серика\nмеханизатором с окладом"


def write_orders(transfer: Path) -> None:
    """Write an order of hiring in each language, sheets 12 and 13 of one file."""
    write_picture(transfer / "Ф. 12" / "Оп. 1" / "Д. 45" / "12.png", ORDER)
    write_picture(transfer / "Ф. 12" / "Оп. 1" / "Д. 45" / "13.png", RUSSIAN)


@contextmanager
def open_archive(transfer: Path, home: Path) -> Iterator[Client]:
    """Take a transfer, all of which must be searchable, into a home and give a client of its API."""
    done = paraq(home, "ingest", transfer)
    assert done.returncode == 0, done.stderr
    with open_parts(Settings(home=home)) as parts:
        yield Client(create_app(parts))
