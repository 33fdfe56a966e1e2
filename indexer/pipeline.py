"""The ordered stages: receive, look, read, describe, publish."""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import Enum
from pathlib import Path

from indexer.progress import Progress
from indexer.reading import ReadOptions
from indexer.receipt import Receipt, receipt_of
from indexer.runner import Runner
from indexer.stages.receive import Received, receive, refuse_when_full
from indexer.transfers.folder import Source, offers, sources
from indexer.transfers.offered import about_of
from indexer.workers import Workers
from paraq.records.model import document_id
from paraq.wiring import House


class Again(Enum):
    """What is read again although it has its result."""

    NOTHING = "nothing"
    FAILED = "failed"
    ALL = "all"


def ingest(
    house: House, paths: Sequence[Path], *, options: ReadOptions, jobs: int, progress: Progress, again: Again = Again.NOTHING
) -> Receipt:
    """Take transfers in and return their receipt; without paths, work on all that failed and return the receipt of everything.

    Killed at any moment and called again, it goes on: what is done stays done, nothing is lost and nothing double.

    Raises:
        Missing: A path does not exist.
        Conflict: Another run is taking files in.
        Unavailable: Home, catalogue or engine cannot be used.
    """
    named = sources(list(paths))
    with house.alone(), _workspace(house) as workspace, Workers(jobs, house.settings.worker_memory) as workers:
        intake = house.catalogue.intake
        if not house.publishing.is_current():
            house.publishing.rebuild()
        transfers = {intake.begin(source.name): source for source in named}
        runner = Runner(
            intake=intake,
            store=house.store,
            publishing=house.publishing,
            workers=workers,
            options=options,
            workspace=workspace,
            page_seconds=house.settings.page_seconds,
            supersedes=lambda received: _replaced(house, transfers.get(received.transfer), received),
            progress=progress,
        )
        runner.run(_arriving(house, transfers, again, progress))
        for number in transfers:
            intake.finish(number, receipt_of(house.catalogue.report.sums([number])))
        return receipt_of(house.catalogue.report.sums(list(transfers) if transfers else None))


def _arriving(house: House, transfers: dict[int, Source], again: Again, progress: Progress) -> Iterator[Received]:
    intake = house.catalogue.intake
    if again is Again.FAILED:
        for number, arrival in house.catalogue.report.failed_contents():
            intake.forget(arrival.sha256)
            yield Received(number, arrival.sha256, arrival.path, about_of(arrival.about))
    for number, source in transfers.items():
        for received in receive(intake, house.store, number, offers(source, progress.note)):
            if again is Again.ALL:
                intake.forget(received.sha256, failed_only=False)
            yield received


def _replaced(house: House, source: Source | None, received: Received) -> str:
    """Return the id of the document that stood at this path of the same transfer before; empty if none or the same."""
    if source is None:
        return ""
    before = house.catalogue.report.previous(source.name, received.transfer, received.path)
    return document_id(before) if before and before != received.sha256 else ""


@contextmanager
def _workspace(house: House) -> Iterator[Path]:
    """Give an empty folder for what workers unpack, and clear away what killed runs left behind."""
    workspace = house.settings.home / "work"
    shutil.rmtree(workspace, ignore_errors=True)
    house.store.clear_incoming()
    workspace.mkdir(parents=True)
    refuse_when_full(workspace)
    try:
        yield workspace
    finally:
        shutil.rmtree(workspace, ignore_errors=True)
