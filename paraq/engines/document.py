"""The indexed shape of a page: its terms by layer and the fields one can filter by."""

from dataclasses import dataclass

TEXT_FILTERS = (
    "document_id",
    "fonds",
    "inventory",
    "file",
    "sheet",
    "type",
    "language",
    "body",
    "source",
    "number",
    "date",
    "access",
)
NUMBER_FILTERS = ("year", "confidence")
FILTERS = TEXT_FILTERS + NUMBER_FILTERS


@dataclass(frozen=True, slots=True)
class IndexedPage:
    """A page ready for an engine.

    Attributes:
        page_id: Key of the page; writing the same key again replaces the page.
        terms: For ``exact``, ``stem`` and ``key``: (position, term) pairs in order of position, several terms at one
            position allowed; the positions are the same in all three.
        grams: Folded character 4-grams with repeats, in any order (no positions).
        filters: Values by field of ``TEXT_FILTERS``; a field without values is absent.
        numbers: Values by field of ``NUMBER_FILTERS``.
        order: Sort keys: ``reference`` (natural order of fonds, inventory, file, sheet) and ``date`` (ISO, empty last).
    """

    page_id: str
    terms: dict[str, tuple[tuple[int, str], ...]]
    grams: tuple[str, ...]
    filters: dict[str, tuple[str, ...]]
    numbers: dict[str, tuple[int, ...]]
    order: dict[str, str]
