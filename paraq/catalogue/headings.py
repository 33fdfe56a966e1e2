"""Under which heading each page stands, in documents that hold several papers."""

from collections.abc import Iterator, Mapping

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from paraq.catalogue.database import reachable
from paraq.catalogue.records import heading_columns
from paraq.catalogue.tables import Page, Pending, Reading
from paraq.records.model import Heading

# Characters of a page in which a paper may begin: a sheet of small print has about twice as many.
TOP = 3000
# Page numbers at a time, so that a file of thousands of pages is not in memory whole.
AT_ONCE = 200


class Headings:
    """The headings of the pages of one catalogue."""

    def __init__(self, database: Engine) -> None:
        self._database = database

    def beginnings(self, original: str) -> Iterator[tuple[str, str]]:
        """Give the id of each page of a stored file, in their order, with as much of its text as may head a paper."""
        with reachable(), Session(self._database) as session:
            last = session.scalar(select(func.max(Page.number)).where(Page.original == original)) or 0
        for start in range(1, last + 1, AT_ONCE):
            query = (
                select(Page.id, func.substr(Reading.text, 1, TOP))
                .join(Reading, (Reading.page == Page.id) & (Reading.version == Page.version))
                .where(Page.original == original, Page.number.between(start, start + AT_ONCE - 1))
                .order_by(Page.number, Page.part)
            )
            with reachable(), Session(self._database) as session:
                rows = [(page, text) for page, text in session.execute(query)]
            yield from rows

    def sheets(self, document: str) -> list[tuple[str, str, str]]:
        """Return id, label and beginning of the text of each sheet of a document that is made of many files, in its order."""
        query = (
            select(Page.id, Page.sheet, func.substr(Reading.text, 1, TOP))
            .join(Reading, (Reading.page == Page.id) & (Reading.version == Page.version))
            .where(Page.document == document)
            .order_by(Page.place, Page.id)
        )
        with reachable(), Session(self._database) as session:
            return [(page, sheet, text) for page, sheet, text in session.execute(query)]

    def put(self, headings: Mapping[str, Heading | None]) -> int:
        """Say under which heading pages stand; return how many stood under another, which the engine is told of."""
        with reachable(), Session(self._database) as session, session.begin():
            changed = []
            for page in session.scalars(select(Page).where(Page.id.in_(list(headings)))):
                if page.heading != (columns := heading_columns(headings[page.id])):
                    page.heading = columns
                    changed.append(page.id)
            session.add_all(Pending(page=page) for page in changed)
            return len(changed)
