"""What the routes need, given to the app once; the routes see these shapes and nothing of how they are made."""

import secrets
from dataclasses import dataclass, field
from typing import Annotated, Literal, Protocol

from fastapi import Depends, Request

from api.asking import Asking
from api.gate import Guard
from api.intake import Transferring
from api.metrics import Numbers
from api.pyramids import Pyramids
from api.sealing import Seal
from api.telling import Telling
from paraq.catalogue.listing import Listing
from paraq.errors import Missing
from paraq.query.resolved import Resolved
from paraq.records.model import DocumentRecord, PageRecord
from paraq.records.viewer import OPERATOR, Viewer
from paraq.services.answers import Answer, Mark, PageHit, Searches
from paraq.services.correct import Correcting
from paraq.services.holdings import Holdings
from paraq.services.keyfile import KEY_BYTES
from paraq.services.own_lists import OwnLists
from paraq.services.requests.desk import Desk
from paraq.services.suggest import Suggestion
from paraq.settings import ARCHIVE_MAIL, ARCHIVE_NAME


class Searching(Searches, Protocol):
    """Search as the API uses it."""

    def similar(self, page_id: str, *, viewer: Viewer, limit: int = 20, after: str = "") -> Answer:
        """Return the pages most like this one, or raise Missing."""

    def suggestions(self, typed: str, *, viewer: Viewer, limit: int = 10) -> list[Suggestion]:
        """Return names on pages that this viewer may see which go on like what is typed."""

    def understood(self, query: str) -> tuple[Resolved, str]:
        """Return what a query seeks, and the notice of how it was read."""

    def shown(self, page: PageRecord, resolved: Resolved) -> PageHit:
        """Return a page with what is sought marked."""


class Records(Protocol):
    """Single records as the API uses them."""

    def page(self, page_id: str, *, viewer: Viewer) -> PageRecord:
        """Return a page or raise Missing, also if this viewer may not see it."""

    def document(self, document_id: str, *, viewer: Viewer) -> DocumentRecord:
        """Return a document or raise Missing, also if this viewer may not see it."""

    def pages_of(
        self, document_id: str, *, viewer: Viewer, words: Literal["all", "doubtful"] = "all"
    ) -> tuple[DocumentRecord, list[PageRecord]]:
        """Return a document and its pages in order, or raise Missing."""

    def neighbours(self, page_id: str, *, viewer: Viewer) -> tuple[str | None, str | None]:
        """Return the ids of the sheets before and after in the archival file that this viewer may see."""


@dataclass(frozen=True, slots=True)
class Archive:
    """The archive as others are told of it, and the sites whose pages may ask in a browser."""

    name: str = ARCHIVE_NAME
    mail: str = ARCHIVE_MAIL
    cors: tuple[str, ...] = ()


@dataclass(frozen=True)
class Parts:
    """Everything that the API works with; ``address`` is where others reach it, empty if as each request names it.

    Without ``guard`` there is no gate: everybody is the operator, as inside tests of single routes. Without ``seal`` lists go on
    in this process alone.
    """

    searching: Searching
    records: Records
    sheets: Pyramids
    listing: Listing
    correcting: Correcting
    holdings: Holdings
    address: str = ""
    archive: Archive = Archive()
    asking: Asking | None = None
    guard: Guard | None = None
    numbers: Numbers | None = None
    transferring: Transferring | None = None
    desk: Desk | None = None
    lists: OwnLists | None = None
    telling: Telling | None = None
    seal: Seal = field(default_factory=lambda: Seal(secrets.token_bytes(KEY_BYTES)))

    def marks(self, page: PageRecord, query: str) -> tuple[Mark, ...]:
        """Return what a query marks on a page, in the order of its text; an empty one marks nothing."""
        if not query.strip():
            return ()
        resolved, _ = self.searching.understood(query)
        return self.searching.shown(page, resolved).marks


# What only looks at what is there runs where it is asked for: each plain function would be handed to a thread and back.
async def _parts(request: Request) -> Parts:
    parts: Parts = request.app.state.parts
    return parts


Needed = Annotated[Parts, Depends(_parts)]


async def _guard(parts: Needed) -> Guard:
    if parts.guard is None:
        raise Missing("There is no gate here", code="route-missing")
    return parts.guard


Guarding = Annotated[Guard, Depends(_guard)]
"""What guards the API: accounts, audit record, rules of access."""


async def _lists(parts: Needed) -> OwnLists:
    if parts.lists is None:
        raise Missing("There are no lists here", code="route-missing")
    return parts.lists


Lists = Annotated[OwnLists, Depends(_lists)]
"""The archive's own lists beside those of Paraq."""


async def _viewer(request: Request, parts: Needed) -> Viewer:
    if parts.guard is None:
        return OPERATOR
    viewer: Viewer = request.scope["state"]["entered"].viewer
    return viewer


Viewing = Annotated[Viewer, Depends(_viewer)]
"""Who asks."""
