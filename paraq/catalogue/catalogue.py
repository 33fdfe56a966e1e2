"""What the catalogue knows of pages and documents."""

from collections.abc import Iterator, Sequence

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from paraq.catalogue.access import AccessRules
from paraq.catalogue.accounts import Accounts
from paraq.catalogue.audit import AuditRecord
from paraq.catalogue.batches import Batches
from paraq.catalogue.coverage import Coverage
from paraq.catalogue.database import open_database, reachable
from paraq.catalogue.editions import Editions
from paraq.catalogue.intake import Intake
from paraq.catalogue.listing import Listing
from paraq.catalogue.outbox import Outbox
from paraq.catalogue.records import ONE_PAGE, SOME_PAGES, Words, description, looking, page_query, page_record, visible
from paraq.catalogue.report import Report
from paraq.catalogue.requests import Requests
from paraq.catalogue.searches import SavedSearches, SearchRecords
from paraq.catalogue.tables import Document, Origin, Page
from paraq.catalogue.transfers import SignatureRecord, Transfers
from paraq.catalogue.versions import Versions
from paraq.catalogue.webhooks import Webhooks
from paraq.errors import Missing
from paraq.records.model import DocumentRecord, PageRecord
from paraq.records.viewer import Viewer

# SQLite allows 32,766 parameters in a statement; PostgreSQL 65,535.
_MOST_IDS = 10_000


class Catalogue:
    """The catalogue of one installation.

    Attributes:
        intake: What the indexer writes.
        editions: The versions of page texts.
        listing: What it holds by place and by time of change.
        versions: Which pages there are, and what decides how each is indexed.
        outbox: Pages that the engine must be told about.
        report: Counts, failures and receipts.
        transfers: What was handed over, file by file, and its signatures.
        batches, saved, search_records: What people ask for again.
        coverage: What a search covers.
        access: The rules of access.
        accounts: Who may log in, and who is logged in.
        audit: Who did what.
        requests: Requests of citizens and bodies, their evidence and papers.
        webhooks: Which systems are told of what.
    """

    def __init__(self, url: str) -> None:
        """Open the database at this SQLAlchemy address and bring its tables up to date.

        Raises:
            Unavailable: It cannot be opened.
        """
        self._database = open_database(url)
        self.intake = Intake(self._database)
        self.editions = Editions(self._database)
        self.listing = Listing(self._database)
        self.outbox = Outbox(self._database)
        self.versions = Versions(self._database)
        self.report = Report(self._database)
        self.transfers = Transfers(self._database)
        self.batches = Batches(self._database)
        self.saved = SavedSearches(self._database)
        self.search_records = SearchRecords(self._database)
        self.coverage = Coverage(self._database)
        self.access = AccessRules(self._database)
        self.accounts = Accounts(self._database)
        self.audit = AuditRecord(self._database)
        self.requests = Requests(self._database)
        self.webhooks = Webhooks(self._database)

    def close(self) -> None:
        """Release the connections."""
        self._database.dispose()

    def page(self, page_id: str, viewer: Viewer | None = None) -> PageRecord:
        """Return a page with the newest version of its text, for the viewer who asks; None is the house itself.

        Raises:
            Missing: There is no such page, or none that this viewer may see.
        """
        with reachable(), self._database.connect() as connection:
            found = connection.execute(ONE_PAGE, {"page": page_id, **looking(viewer)}).first()
        if found is None:
            raise Missing(f"There is no page {page_id}", code="page-missing")
        return page_record(found)

    def pages(self, page_ids: Sequence[str], words: Words = "all") -> list[PageRecord]:
        """Return these pages in this order, without those that do not exist; for ``words`` see :data:`Words`."""
        found = {}
        with reachable(), self._database.connect() as connection:
            for start in range(0, len(page_ids), _MOST_IDS):
                for row in connection.execute(SOME_PAGES, {"pages": page_ids[start : start + _MOST_IDS]}):
                    found[row.id] = page_record(row, words)
        return [found[page_id] for page_id in page_ids if page_id in found]

    def document(self, document_id: str, viewer: Viewer | None = None) -> DocumentRecord:
        """Return a document with the ids of its pages in the order of its sheets.

        Raises:
            Missing: There is no such document, or none that this viewer may see.
        """
        with reachable(), Session(self._database) as session:
            document = session.scalar(select(Document).where(Document.id == document_id, visible(viewer)))
            if document is None:
                raise Missing(f"There is no document {document_id}", code="document-missing")
            pages = select(Page.id).where(Page.document == document_id, Page.version > 0).order_by(Page.place)
            originals = (
                select(Page.original)
                .where(Page.document == document_id)
                .union(select(Document.original).where(Document.id == document_id))
            )
            paths = (
                select(Origin.path)
                .where(Origin.sha256.in_(originals), Origin.sha256 != "")
                .group_by(Origin.path)
                .order_by(Origin.path)
            )
            return DocumentRecord(
                document_id=document.id,
                original=document.original,
                paths=tuple(session.scalars(paths)),
                description=description(document),
                page_ids=tuple(session.scalars(pages)),
            )

    def signatures_of(self, document_id: str) -> list[SignatureRecord]:
        """Return the signatures of a document's files, and what checking them said."""
        return self.transfers.signatures_of(document_id)

    def neighbours(self, page_id: str, viewer: Viewer | None = None) -> tuple[str | None, str | None]:
        """Return the ids of the sheets before and after this one in its archival file, or in its document if that is unknown.

        Sheets that the viewer may not see are passed over.

        Raises:
            Missing: There is no such page, or none that this viewer may see.
        """
        with reachable(), Session(self._database) as session:
            here = session.execute(
                select(Page, Document).join(Document, Document.id == Page.document).where(Page.id == page_id, visible(viewer))
            ).first()
            if here is None:
                raise Missing(f"There is no page {page_id}", code="page-missing")
            page, document = here
            beside = select(Page.id).join(Document, Document.id == Page.document).where(Page.version > 0, visible(viewer))
            if document.fonds and document.file:
                same = (
                    Document.fonds == document.fonds,
                    Document.inventory == document.inventory,
                    Document.file == document.file,
                )
                beside = beside.where(*same)
            else:
                beside = beside.where(Page.document == page.document)
            before = beside.where(Page.place < page.place).order_by(Page.place.desc()).limit(1)
            after = beside.where(Page.place > page.place).order_by(Page.place).limit(1)
            return session.scalar(before), session.scalar(after)

    def every_page(self, batch: int = 200, words: Words = "all") -> Iterator[list[PageRecord]]:
        """Return all pages in batches, in the order of their ids."""
        last = ""
        while found := self._pages(page_query().where(Page.id > last).order_by(Page.id).limit(batch), words):
            yield found
            last = found[-1].page_id

    def count(self) -> int:
        """Return the number of published pages."""
        with reachable(), Session(self._database) as session:
            return session.scalar(select(func.count()).select_from(Page).where(Page.version > 0)) or 0

    def _pages(self, query: Select[tuple[object, ...]], words: Words) -> list[PageRecord]:
        with reachable(), Session(self._database) as session:
            return [page_record(row, words) for row in session.execute(query)]
