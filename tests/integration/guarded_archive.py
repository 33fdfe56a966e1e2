"""A small archive behind the gate, made without reading files: open sheets, sheets that few may see, and people with rights."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw

from api.app import create_app
from api.parts import open_parts
from paraq.catalogue.entries import Arrival, Looked, NewPage, Result
from paraq.catalogue.words import pack
from paraq.records.access import Rule
from paraq.records.model import Box, Description, PageText, Reference, Word
from paraq.settings import Settings
from paraq.wiring import House, open_house
from tests.fakes.client import Client

# Words that stand on closed sheets, in their titles and in their paths alone.
MARKER, TITLE, BODY, PATH, FONDS, TYPE = "Құндызбаев", "Жасырынбек", "Тасқұпия", "zhabyq-zhol", "9973", "land_act"
TRACES = (MARKER, TITLE, BODY, PATH, FONDS, TYPE, "ундызбаев", "qundyzbaev", "асырынбек", "асқұпия")
PASSWORD = "correct horse battery"
READER, TRUSTED, HEAD = "reader", "trusted", "head"

OPEN = Description("Бұйрықтар", "order", "Ленин кеңшары", "1978", Reference("12", "1", "45"), fonds_title="Ленин кеңшары")
# In the same archival file as an open document, and in a fonds of its own.
BESIDE = Description(f"{TITLE} ісі", TYPE, BODY, "1951", Reference("12", "1", "45"), fonds_title="Ленин кеңшары")
APART = Description(f"{TITLE} туралы", TYPE, BODY, "1952", Reference(FONDS, "1", "7"), fonds_title=f"{BODY} қоры")
OPEN_TEXTS = ("Абдиков Серик механизатор болып қабылдансын", "Абдиков жалақысы көтерілсін Досов демалысқа шықсын")
# The last words are as near to a slip of Серик as it is itself.
CLOSED_TEXTS = (
    f"{MARKER} Абдиков пен Досов туралы мәлімет берді",
    f"Механизатор {MARKER} жауапқа тартылсын Селиб Селиг Селид Селиж Селиз Селип",
)


def picture(text: str) -> bytes:
    """Return a sheet as a PNG; each text has a picture of its own."""
    image = Image.new("L", (800, 600), 255)
    ImageDraw.Draw(image).rectangle((40, 40, 40 + len(text) * 5, 60 + sum(text.encode()) % 400), fill=0)
    out = BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def take_in(house: House, path: str, about: Description, texts: tuple[str, ...], first_sheet: int) -> str:
    """Put a document into the catalogue as a run that takes it in would; return its id."""
    intake = house.catalogue.intake
    pictures = [house.store.put(picture(text)) for text in texts]
    sha = pictures[0]
    transfer = intake.begin("/transfers/1")
    intake.arrived(transfer, [Arrival(path, sha, 1000)])
    intake.looked(sha, Looked("png", len(texts)))
    intake.described(sha[:16], sha, about)
    pages = []
    for number, text in enumerate(texts, start=1):
        words = tuple(
            Word(match[0], *match.span(), Box(40 + 8 * match.start(), 40, 8 * len(match[0]), 20), 95.0)
            for match in re.finditer(r"\S+", text)
        )
        read = PageText(text, words, "ocr", "kk", 95.0, 800, 600)
        sheet = str(first_sheet + 2 * (number - 1))
        page = NewPage(
            f"{sha[:16]}-{number}", number, 0, sheet, f"{sheet:>4}".encode(), pictures[number - 1], 1, read, pack(words, text)
        )
        pages.append(page)
    intake.publish(sha[:16], sha, pages, [Result(page.number, "read", 1, "searchable") for page in pages])
    intake.settle(sha, [Result(0, "read", 1, "searchable")])
    intake.finish(transfer, {})
    return sha[:16]


def fill(house: House, *, closed: bool) -> None:
    """Take the archive in, with or without its closed part; of two fonds' sheets the closed lie between the open ones."""
    document = take_in(house, "fond-12/buiryqtar.png", OPEN, OPEN_TEXTS, 1)
    rules = [Rule("act", "closed", fonds=FONDS, basis="act")]
    if closed:
        beside = take_in(house, f"{PATH}/1.png", BESIDE, CLOSED_TEXTS[:1], 2)
        rules += [Rule("one", "restricted", document=beside, until="2999-01-01", basis="act")]
        take_in(house, f"{PATH}/2.png", APART, CLOSED_TEXTS[1:], 1)
    assert document
    house.access.load(rules)
    keeper = house.gatekeeper
    keeper.add(HEAD, PASSWORD, "administrator", None)
    keeper.add(READER, PASSWORD, "reader", ())
    keeper.add(TRUSTED, PASSWORD, "archivist", ("12", FONDS))


class Person(Client):
    """Asks with a session of an account."""

    def __init__(self, app: object, token: str) -> None:
        super().__init__(app)  # type: ignore[arg-type]
        self.headers = {"Cookie": f"paraq_session={token}", "Accept-Language": "en", "X-Request-Id": "r"}

    def request(self, method: str, path: str, **options: object):  # type: ignore[no-untyped-def]
        return super().request(method, path, **{"headers": self.headers, **options})


class Installation:
    """One installation and the people who ask it."""

    def __init__(self, house: House, app: object) -> None:
        self.house = house
        self.app = app
        self.documents = {OPEN.title: "", BESIDE.title: "", APART.title: ""}
        for batch in house.catalogue.every_page():
            for page in batch:
                self.documents[page.description.title] = page.document_id

    def person(self, name: str) -> Person:
        found = self.house.gatekeeper.book.find(name)
        assert found
        return Person(self.app, self.house.gatekeeper.begin(found[0]))


@contextmanager
def guarded(settings: Settings, *, closed: bool) -> Iterator[Installation]:
    """Give an installation with a gate, accounts and rules."""
    with open_house(settings) as house:
        fill(house, closed=closed)
    with open_parts(settings) as parts, open_house(settings) as house:
        yield Installation(house, create_app(parts))


def elastic_settings(home: Path, url: str, index: str) -> Settings:
    """Return the settings of an installation on Elasticsearch."""
    return Settings(home=home, engine="elasticsearch", elasticsearch=url, elasticsearch_index=index)
