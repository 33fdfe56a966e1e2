"""All that is done with requests, put together."""

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from paraq import imaging
from paraq.catalogue.requests import Requests
from paraq.records.model import Box, PageRecord
from paraq.services.browse import Browsing
from paraq.services.requests.data import RequestData
from paraq.services.requests.deadlines import Deadlines
from paraq.services.requests.drafts import Drafts
from paraq.services.requests.evidence import Draw, EvidenceKeeping
from paraq.services.requests.papers import Papers
from paraq.services.requests.privacy import Privacy
from paraq.services.requests.register import Register
from paraq.services.requests.searching import RequestSearching
from paraq.services.scope import Scope
from paraq.services.search import Searching
from paraq.store import Store

# Good enough that pencil stays legible on paper.
JPEG_QUALITY = 85
# An A4 sheet at 200 dpi; finer pictures make papers of many megabytes.
MOST_PIXELS = 1700
# Two or three lines of a typescript at 300 dpi; of a lower cut nobody can tell where it stands.
ONE_LINE = 200


@dataclass(frozen=True)
class Desk:
    """The services behind requests."""

    requests: Requests
    data: RequestData
    browsing: Browsing
    register: Register
    evidence: EvidenceKeeping
    searching: RequestSearching
    drafts: Drafts
    papers: Papers
    privacy: Privacy
    deadlines: Deadlines


def open_desk(
    requests: Requests,
    browsing: Browsing,
    searching: Searching,
    scope: Scope,
    store: Store,
    home: Path,
    address: str,
    draw: Draw | None = None,
) -> Desk:
    """Return the services of one installation; ``draw`` cuts scans, in this process if none is given."""
    data = RequestData(home)
    register = Register(requests, data)
    evidence = EvidenceKeeping(requests, register, browsing, searching, store, draw or _drawing(store))
    looking = RequestSearching(requests, register, evidence, searching, scope)
    drafts = Drafts(requests, register, evidence, looking, store, address)
    papers = Papers(requests, register, drafts, store, home)
    privacy, deadlines = Privacy(requests, data, store), Deadlines(requests, data)
    return Desk(requests, data, browsing, register, evidence, looking, drafts, papers, privacy, deadlines)


def around(box: Box | None, width: int, height: int) -> Box:
    """Return what is cut for a place of a sheet of this size, in its pixels: within the sheet, a line with what is beside it."""
    region = box or Box(0, 0, width, height)
    # A line of words is told by what stands above and below it.
    margin = region.height // 2 if region.height < ONE_LINE else 0
    top, bottom = max(region.top - margin, 0), min(region.top + region.height + margin, height)
    left, right = max(region.left, 0), min(region.left + region.width, width)
    return Box(left, top, max(right - left, 1), max(bottom - top, 1))


def _drawing(store: Store) -> Draw:
    def draw(page: PageRecord, box: Box | None) -> bytes:
        picture = imaging.draw(store.path(page.image), page.image_number)
        sheet = page.text.region or Box(0, 0, picture.width, picture.height)
        region = around(box, sheet.width, sheet.height)
        left, top = sheet.left + region.left, sheet.top + region.top
        cut = picture.crop((left, top, left + region.width, top + region.height))
        cut.thumbnail((MOST_PIXELS, MOST_PIXELS * 2))
        out = BytesIO()
        cut.save(out, "JPEG", quality=JPEG_QUALITY)
        return out.getvalue()

    return draw
