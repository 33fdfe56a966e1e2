"""Lists of names and queries, each row answered as the search bar answers it; one row's mistake is that row's message."""

import hashlib
import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Final, Protocol

from paraq.catalogue.batches import Batches, BatchSums, RowAnswer, StoredRow
from paraq.catalogue.cited import Cited
from paraq.errors import Missing, ParaqError, Unavailable
from paraq.records.viewer import Viewer
from paraq.services.answers import Answer
from paraq.services.batch_question import Question, label_of, page_answer, question, years_of
from paraq.services.batch_table import asked, read_table

log = logging.getLogger(__name__)

# Pages kept of a row unless more are asked for: a person's papers of forty years are some hundred sheets.
MOST_PAGES: Final = 100
PAGES_LIMIT: Final = 1000
# Hits are taken by so many, as the screen takes them.
_HITS: Final = 100
# After so many rows the next batch has its turn, so that a short list need not wait for a long one: a few seconds.
ROWS_A_TURN: Final = 20


class Searches(Protocol):
    """What a batch needs of the one way to search."""

    def search(self, query: str, *, viewer: Viewer, limit: int = 20, after: str = "") -> Answer:
        """Return the pages that answer a query."""


@dataclass(frozen=True, slots=True)
class FoundPage:
    """A page that answers a row.

    Attributes:
        page: The page as it is cited today.
        year: Year of its document, or of the first date in its text; None if neither is known.
        evidence: By tag (``exact``, ``form``, ``spelling``, ``ocr``, ``initial``) how the words are written on the page.
        birth: Whether the year of birth stands on the page; None if it was not given.
        early: Whether the document is older than the person.
    """

    page: Cited
    year: int | None
    evidence: Mapping[str, Sequence[str]]
    birth: bool | None
    early: bool


@dataclass(frozen=True, slots=True)
class AnsweredRow:
    """A row with the pages that the one who looks may see; ``number`` is that of the row in the file.

    ``years`` are the first and the last asked for, None if open or not given. ``total`` counts all pages; where there are more
    than a batch keeps, ``pages`` are the first. ``wider`` is what the name finds without organisation and years, told where the
    row finds nothing.
    """

    number: int
    cells: Mapping[str, str]
    label: str
    years: tuple[int | None, int | None]
    state: str
    query: str
    message: str
    total: int
    wider: int | None
    pages: tuple[FoundPage, ...]


class Batch:
    """Batches of one installation.

    Args:
        kept: Where they are kept.
        searching: The one way to search.
        alone: Holds the right to answer batches, of which one process has it at a time; raises Conflict if another does.
    """

    def __init__(self, kept: Batches, searching: Searches, alone: Callable[[], AbstractContextManager[None]]) -> None:
        self._kept = kept
        self._searching = searching
        self._alone = alone

    def add(self, content: bytes, name: str, *, viewer: Viewer, most_pages: int = MOST_PAGES, again: bool = True) -> BatchSums:
        """Take a list in, to be answered; with ``again`` False an unfinished batch of the same list goes on instead.

        Raises:
            Invalid: It is no list; a row that is wrong is no reason.
        """
        digest = hashlib.sha256(content).hexdigest()
        known = "" if again else self._kept.unfinished(viewer.name, digest, most_pages)
        if not known:
            table = read_table(content, name)
            known = self._kept.add(
                viewer, name=name, content=digest, columns=table.columns, most_pages=most_pages, rows=asked(table.rows)
            )
        return self.sums(known, viewer=viewer)

    def all(self, *, viewer: Viewer) -> list[BatchSums]:
        """Return the viewer's batches, newest first."""
        return self._kept.of(viewer.name)

    def sums(self, batch_id: str, *, viewer: Viewer) -> BatchSums:
        """Return how far a batch is.

        Raises:
            Missing: The viewer has no such batch.
        """
        found = self._kept.of(viewer.name, batch_id)
        if not found:
            raise Missing("There is no such batch", where=batch_id, code="batch-missing")
        return found[0]

    def cancel(self, batch_id: str, *, viewer: Viewer) -> BatchSums:
        """Leave the rest of a batch unanswered and return how far it came.

        Raises:
            Missing: The viewer has no such batch.
        """
        self.sums(batch_id, viewer=viewer)
        self._kept.cancel(batch_id)
        return self.sums(batch_id, viewer=viewer)

    def remove(self, batch_id: str, *, viewer: Viewer) -> None:
        """Take a batch away with all its answers, whether it is done or not.

        Raises:
            Missing: The viewer has no such batch.
        """
        self.sums(batch_id, viewer=viewer)
        self._kept.remove(batch_id)

    def rows(self, batch_id: str, *, viewer: Viewer, after: int = 0, limit: int = 100) -> list[AnsweredRow]:
        """Return rows in their order, after the row of this number, with what the viewer may see of their answers.

        Raises:
            Missing: The viewer has no such batch.
        """
        ran_as = self.sums(batch_id, viewer=viewer).viewer
        stored = self._kept.rows(batch_id, after, limit)
        pages = self._kept.cited([str(page["page"]) for row in stored for page in row.answer.pages], viewer)
        return [_shown(row, pages, viewer, ran_as) for row in stored]

    def every_row(self, batch_id: str, *, viewer: Viewer) -> Iterator[AnsweredRow]:
        """Return all rows as :meth:`rows` does; few are in memory at a time."""
        after = 0
        while rows := self.rows(batch_id, viewer=viewer, after=after):
            yield from rows
            after = rows[-1].number

    def turn(self, batch_id: str = "", stop: Callable[[], bool] = lambda: False) -> bool:
        """Answer some rows of the batch that waited longest, or of this one; return whether there was anything to do.

        Args:
            batch_id: The one batch to go on with; empty for any.
            stop: Tells between two rows whether to leave the rest for another time.

        Raises:
            Conflict: Another process answers batches.
            Unavailable: Engine or catalogue does not answer; the rows wait on.
        """
        if self._kept.next(batch_id) is None:
            return False
        with self._alone():
            batch = self._kept.next(batch_id)
            if batch is None:
                return False
            for row in self._kept.waiting_rows(batch.batch_id, ROWS_A_TURN):
                if stop() or not self._kept.answer(batch.batch_id, row.number, self._answer(row, batch)):
                    break
            self._kept.took_turn(batch.batch_id)
            return True

    def _answer(self, row: StoredRow, batch: BatchSums) -> RowAnswer:
        try:
            wanted = question(row.asked)
            return self._found(wanted, batch)
        except Unavailable:
            raise
        except ParaqError as error:
            return RowAnswer("failed", message=str(error))
        except Exception:
            # Whatever one row brings to light, the others are answered.
            log.exception("Row %s of batch %s failed", row.number, batch.batch_id)
            return RowAnswer("failed", message="The row could not be answered; the log of the server says why")

    def _found(self, wanted: Question, batch: BatchSums) -> RowAnswer:
        answer = self._searching.search(wanted.query, viewer=batch.viewer, limit=min(_HITS, batch.most_pages))
        total, hits = answer.total, [page_answer(hit, wanted) for hit in answer.hits]
        notice = answer.notice
        while answer.hits and len(hits) < min(total, batch.most_pages):
            limit = min(_HITS, batch.most_pages - len(hits))
            answer = self._searching.search(wanted.query, viewer=batch.viewer, limit=limit, after=answer.hits[-1].cursor)
            hits += [page_answer(hit, wanted) for hit in answer.hits]
        wider = None
        if not total and wanted.alone:
            wider = self._searching.search(wanted.alone, viewer=batch.viewer, limit=0).total
        return RowAnswer("answered", wanted.query, notice, total, wider, tuple(hits))


def _shown(row: StoredRow, pages: Mapping[str, Cited], viewer: Viewer, ran_as: Viewer) -> AnsweredRow:
    answer = row.answer
    seen = []
    for kept in answer.pages:
        if page := pages.get(str(kept["page"])):
            seen.append(FoundPage(page, kept["year"], kept["evidence"], kept.get("birth"), bool(kept.get("early"))))
    # What was counted but not kept may be counted still only by who sees as much as the one for whom it was counted.
    as_much = viewer.fonds is None or (ran_as.fonds is not None and ran_as.fonds <= viewer.fonds)
    return AnsweredRow(
        number=row.number,
        cells={name: str(value) for name, value in row.asked.items() if name != "problem"},
        label=label_of(row.asked),
        years=years_of(row.asked),
        state=answer.state,
        query=answer.query,
        message=answer.message,
        total=answer.total - (len(answer.pages) - len(seen)) if as_much else len(seen),
        wider=answer.wider if as_much else None,
        pages=tuple(seen),
    )
