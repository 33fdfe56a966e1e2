"""What the archive holds, place by place: how many sheets, of which years, and what of them no search can find by its words."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, Protocol

from paraq.catalogue.coverage import Unread
from paraq.catalogue.listing import Span
from paraq.errors import Invalid
from paraq.records.model import Description, Reference
from paraq.records.natural import natural
from paraq.records.viewer import Viewer
from paraq.services.answers import Answer, Searches

Level = Literal["fonds", "inventory", "file", "sheet"]
LEVELS: Final[Sequence[Level]] = ("fonds", "inventory", "file", "sheet")
# Where a page's text comes from if it has none.
NO_TEXT: Final = "none"
# The quality of pages of which so many words are lost that a person should look at the sheet.
POORLY_READ: Final = "poor"


class Unreads(Protocol):
    """What holdings need to know of what could not be read."""

    def unread(self) -> Sequence[Unread]:
        """Return every file and page without a text, by path."""


class Spans(Protocol):
    """What holdings need of the documents that stand at a place."""

    def spans(self, place: Reference, *, viewer: Viewer) -> dict[str, Span]:
        """Return what is known of the places right below one by their numbers."""


@dataclass(frozen=True, slots=True)
class Branch:
    """A place right below another.

    Attributes:
        value: Number of the fonds, inventory or file.
        span: Title of the fonds, and the dates of its first and last document.
        pages: Sheets that can be searched; of them
        without_text: those on which nothing could be read, and
        poorly_read: those read so badly that words are lost.
        unread: Files and sheets that are not among them because they could not be opened or read at all.
    """

    value: str
    span: Span
    pages: int
    without_text: int
    poorly_read: int
    unread: int


@dataclass(frozen=True, slots=True)
class Below:
    """The places right below one, how many of its sheets belong to none of them, and all of it that could not be read."""

    level: Level
    branches: tuple[Branch, ...]
    unplaced: int
    unread: tuple[Unread, ...]


class Holdings:
    """Counts what lies where, for who may see it."""

    def __init__(self, searching: Searches, coverage: Unreads, listing: Spans) -> None:
        self._searching = searching
        self._coverage = coverage
        self._listing = listing

    def below(self, place: Reference, *, viewer: Viewer) -> Below:
        """Return what lies at a place that is no file: fonds of the archive, inventories of a fonds, files of an inventory.

        Raises:
            Invalid: A file without its inventory, or an inventory without its fonds.
            Unavailable: Engine or catalogue does not answer.
        """
        level = level_below(place)
        at = _filters(place)
        all_of_it = self._searched(at, viewer, (level, "source", "quality"))
        pages, total = all_of_it.facets[level], all_of_it.total
        # Most places have none of these pages, which one look tells.
        without_text, poorly_read = (
            self._counts(level, {**at, name: (value,)}, viewer) if value in all_of_it.facets[name] else {}
            for name, value in (("source", NO_TEXT), ("quality", POORLY_READ))
        )
        unread = self.unread(place, viewer=viewer)
        failed = Counter(_value(one.reference, level) for one in unread)
        spans = self._listing.spans(place, viewer=viewer)
        values = sorted({*pages, *filter(None, failed)}, key=natural)
        branches = tuple(
            Branch(
                value,
                spans.get(value, Span()),
                pages.get(value, 0),
                without_text.get(value, 0),
                poorly_read.get(value, 0),
                failed[value],
            )
            for value in values
        )
        return Below(level, branches, max(0, total - sum(pages.values())), unread)

    def sheets(self, place: Reference, *, viewer: Viewer, limit: int, after: str = "") -> Answer:
        """Return the sheets of a file in their order, or those at another place which belong to nothing below it."""
        level = level_below(place)
        at = _filters(place)
        placed: dict[str, tuple[str, ...]] = {}
        if level != "sheet":
            placed[level] = tuple(self._counts(level, at, viewer))
        return self._searching.search("", viewer=viewer, limit=limit, after=after, order="reference", filters=at, without=placed)

    def unread(self, place: Reference, *, viewer: Viewer) -> tuple[Unread, ...]:
        """Return what of a place could not be opened or read, by path."""
        given = _filters(place).items()
        found = (one for one in self._coverage.unread() if may_be_told(one.description, viewer))
        return tuple(one for one in found if all(getattr(one.reference, name) in values for name, values in given))

    def _counts(self, level: Level, at: Mapping[str, Sequence[str]], viewer: Viewer) -> Mapping[str, int]:
        return self._searched(at, viewer, (level,)).facets[level]

    def _searched(self, at: Mapping[str, Sequence[str]], viewer: Viewer, facets: Sequence[str]) -> Answer:
        return self._searching.search("", viewer=viewer, limit=0, facets=facets, filters=at)


def level_below(place: Reference) -> Level:
    """Return what lies right below a place.

    Raises:
        Invalid: A file without its inventory, or an inventory without its fonds.
    """
    parts = (place.fonds, place.inventory, place.file)
    depth = next((index for index, part in enumerate(parts) if not part), len(parts))
    if any(parts[depth:]):
        raise Invalid("A file needs its inventory, and an inventory its fonds", where=LEVELS[depth], code="place")
    return LEVELS[depth]


def may_be_told(about: Description | None, viewer: Viewer) -> bool:
    """Return whether a viewer may know that something could not be read; what became no document may be of any fonds."""
    if about is None:
        return viewer.fonds is None
    return viewer.may_see(about.opens, about.reference.fonds, date.today())


def _filters(place: Reference) -> dict[str, tuple[str, ...]]:
    named = (("fonds", place.fonds), ("inventory", place.inventory), ("file", place.file))
    return {name: (part,) for name, part in named if part}


def _value(reference: Reference, level: Level) -> str:
    return "" if level == "sheet" else str(getattr(reference, level))
