"""What those who work on one request see of each other's work: nothing of sheets that are closed to them, also no count."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Protocol

from paraq.errors import Missing
from paraq.records.model import PageRecord
from paraq.records.request import Change
from paraq.records.viewer import Viewer


class Pages(Protocol):
    """What evidence needs of single records."""

    def page(self, page_id: str, *, viewer: Viewer) -> PageRecord:
        """Return a page or raise Missing."""


def sees_sheets(pages: Pages, page_ids: Iterable[str], viewer: Viewer) -> bool:
    """Return whether a viewer may see all these sheets; who may see all fonds sees what was made of sheets that are gone, too."""
    if viewer.fonds is None:
        return True
    try:
        for page_id in page_ids:
            pages.page(page_id, viewer=viewer)
    except Missing:
        return False
    return True


def sees_counts(fonds: Sequence[str] | None, viewer: Viewer) -> bool:
    """Return whether a viewer may know how much somebody found who may see these fonds, None for all, beside the open records."""
    return viewer.fonds is None or (fonds is not None and viewer.fonds.issuperset(fonds))


def without_sheets(change: Change, pages: Pages, viewer: Viewer) -> Change:
    """Return a line of the history without the id of a sheet that the viewer may not see."""
    page_id = change.detail.get("page")
    if page_id is None or sees_sheets(pages, [page_id], viewer):
        return change
    return replace(change, detail={name: value for name, value in change.detail.items() if name != "page"})
