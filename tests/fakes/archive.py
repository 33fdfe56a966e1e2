"""A tiny archive in memory behind the shapes that the API needs: exact words only, drawn on white sheets."""

import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import cast

from PIL import Image, ImageDraw

from api.dependencies import Parts
from api.drawing import save_pyramid
from api.pyramids import Pyramids
from api.sheets import own_region
from paraq.catalogue.catalogue import Catalogue
from paraq.catalogue.coverage import Unread
from paraq.catalogue.listing import Span
from paraq.errors import Invalid, Missing
from paraq.query.resolved import Resolved
from paraq.records.model import Box, Description, DocumentRecord, PageRecord, PageText, Reference, Word
from paraq.records.viewer import Viewer
from paraq.services.answers import Answer, Mark, PageHit
from paraq.services.correct import Correcting
from paraq.services.holdings import Holdings
from paraq.services.suggest import Suggestion
from paraq.text.analysis import Analyzer

SIZE = (1200, 1700)
LINE = 60
LETTER = 22


def page_text(text: str, region: Box | None = None) -> PageText:
    """Return text set in a grid: every letter ``LETTER`` wide, every line ``LINE`` high, from the corner of the region."""
    left, top = (region.left, region.top) if region else (0, 0)
    words, at = [], 0
    for row, line in enumerate(text.split("\n")):
        column = 0
        for word in line.split(" "):
            box = Box(left + 100 + column * LETTER, top + 100 + row * LINE, len(word) * LETTER, 40)
            words.append(Word(word, at + column, at + column + len(word), box, 90.0))
            column += len(word) + 1
        at += len(line) + 1
    width = SIZE[0] * 2 if region else SIZE[0]
    return PageText(text, tuple(words), "ocr", "ru", 90.0, width, SIZE[1], region)


def page(document: str, number: int, text: str, **extra: object) -> PageRecord:
    """Return a page of a document whose sheets are numbered as its pages."""
    described = Description(
        title="Приказ № 14",
        type="order",
        body="Совхоз «Ленин»",
        date="1978-03-14",
        reference=Reference("12", "1 л/с", "45а"),
        fonds_title="Совхоз «Ленин»",
    )
    region = extra.get("region")
    assert region is None or isinstance(region, Box)
    part = int(str(extra.get("part", 0)))
    return PageRecord(
        page_id=f"{document}-{number}.{part}" if part else f"{document}-{number}",
        document_id=document,
        number=number,
        part=part,
        sheet=str(number),
        text=page_text(text, region),
        version=1,
        image="a" * 64,
        image_number=number,
        original="a" * 64,
        path="fonds-12/orders.pdf",
        description=described,
    )


DOCUMENT = "0123456789abcdef"
PAGES = [
    page(DOCUMENT, 1, "Приказ по совхозу\nпринять механизатором Абдикова Серика"),
    page(DOCUMENT, 2, "Уволить Абдикова Серика\nпо собственному желанию"),
    page(DOCUMENT, 3, "Левый лист разворота", part=1, region=Box(0, 0, *SIZE)),
    page(DOCUMENT, 3, "Правый лист Абдикова", part=2, region=Box(SIZE[0], 0, *SIZE)),
]


class FakeSearches:
    """Finds pages that hold any word of the query, letter for letter."""

    def __init__(self, pages: Sequence[PageRecord] = PAGES) -> None:
        self.pages = pages

    def search(
        self,
        query: str,
        *,
        viewer: Viewer,
        limit: int = 20,
        after: str = "",
        order: str = "relevance",
        facets: Sequence[str] = (),
        filters: Mapping[str, Sequence[str]] | None = None,
        without: Mapping[str, Sequence[str]] | None = None,
        require_all: bool = False,
        group_by: str = "",
        correct: bool = False,
    ) -> Answer:
        if after and not after.isdecimal():
            raise Invalid("The cursor is not one of a list", where="after", code="cursor")
        words = query.split()
        need = len(words) if require_all else min(len(words), 1)
        found = [one for one in self.pages if len({mark.term for mark in self.marks(one, query)}) >= need]
        found = [one for one in found if not {"quality", "source"} & (filters or {}).keys()]
        for name, values in (without or {}).items():
            found = [one for one in found if self._value(one, name) not in values]
        start = int(after or 0)
        hits = [self._hit(one, query, start + index) for index, one in enumerate(found[start : start + limit])]
        counts = {name: dict(Counter(self._value(one, name) for one in found)) for name in facets}
        return Answer(len(found), tuple(hits), counts, more=limit > 0 and start + limit < len(found))

    def similar(self, page_id: str, *, viewer: Viewer, limit: int = 20, after: str = "") -> Answer:
        hits = tuple(self._hit(one, "", 0) for one in self.pages if one.page_id != page_id)
        return Answer(len(hits), hits[:limit], more=limit < len(hits))

    def suggestions(self, typed: str, *, viewer: Viewer, limit: int = 10) -> list[Suggestion]:
        words = sorted({word.text for one in self.pages for word in one.text.words if typed and word.text.startswith(typed)})
        return [Suggestion("person", word, f'name:"{word}"') for word in words[:limit]]

    def marks(self, page: PageRecord, query: str) -> tuple[Mark, ...]:
        words = query.split()
        return tuple(Mark(w.start, w.end, (w.box,), "exact", w.text) for w in page.text.words if w.text in words)

    def understood(self, query: str) -> tuple[Resolved, str]:
        return cast(Resolved, query), ""

    def shown(self, page: PageRecord, resolved: Resolved) -> PageHit:
        return self._hit(page, cast(str, resolved), 0)

    def _hit(self, page: PageRecord, query: str, index: int) -> PageHit:
        marks = self.marks(page, query)
        return PageHit(page, 1.0, page.text.text, tuple((m.start, m.end) for m in marks), marks, str(index + 1))

    def _value(self, page: PageRecord, name: str) -> str:
        of = page.description
        known = {"fonds": of.reference.fonds, "inventory": of.reference.inventory, "file": of.reference.file, "year": of.date[:4]}
        return known.get(name, "") or str(getattr(of, name, page.text.language))


class FakeRecords:
    """Pages by id."""

    def __init__(self, pages: Sequence[PageRecord] = PAGES) -> None:
        self.known = {one.page_id: one for one in pages}

    def page(self, page_id: str, *, viewer: Viewer) -> PageRecord:
        if page_id not in self.known:
            raise Missing(f"There is no page {page_id}", code="page-missing")
        return self.known[page_id]

    def document(self, document_id: str, *, viewer: Viewer) -> DocumentRecord:
        pages = [one for one in self.known.values() if one.document_id == document_id]
        if not pages:
            raise Missing(f"There is no document {document_id}", code="document-missing")
        first = pages[0]
        ids = tuple(one.page_id for one in pages)
        return DocumentRecord(document_id, first.original, (first.path,), first.description, ids)

    def pages_of(self, document_id: str, *, viewer: Viewer, words: str = "all") -> tuple[DocumentRecord, list[PageRecord]]:
        document = self.document(document_id, viewer=viewer)
        return document, [self.known[page_id] for page_id in document.page_ids]

    def neighbours(self, page_id: str, *, viewer: Viewer) -> tuple[str | None, str | None]:
        ids = [None, *self.known, None]
        at = ids.index(page_id)
        return ids[at - 1], ids[at + 1]


class FakeShelves:
    """Everything could be read, and of the documents only the title of their fonds is known."""

    def unread(self) -> list[Unread]:
        return []

    def spans(self, place: Reference, *, viewer: Viewer) -> dict[str, Span]:
        return {} if place.fonds else {"12": Span("Совхоз «Ленин»")}


def draw(page: PageRecord) -> Image.Image:
    """Return a white sheet with a black bar in every word's box."""
    picture = Image.new("L", (page.text.width, page.text.height), 255)
    pen = ImageDraw.Draw(picture)
    for word in page.text.words:
        box = word.box
        pen.rectangle((box.left, box.top + 10, box.left + box.width - 1, box.top + box.height - 11), fill=0)
    own = own_region(page.text)
    return picture.crop((own.left, own.top, own.left + own.width, own.top + own.height))


def pyramids() -> Pyramids:
    """Return the drawn sheets in a folder of their own."""
    return Pyramids(Path(tempfile.mkdtemp(prefix="sheets-")), lambda page, target: save_pyramid(draw(page), target))


def parts(pages: Sequence[PageRecord] = PAGES) -> Parts:
    """Return all parts of the API over these pages."""
    catalogue = Catalogue("sqlite://")
    searches = FakeSearches(pages)
    return Parts(
        searches,
        FakeRecords(pages),
        pyramids(),
        catalogue.listing,
        Correcting(FakeRecords(pages), catalogue.editions, Analyzer()),
        Holdings(searches, FakeShelves(), FakeShelves()),
    )
