"""The ordered stages: receive, look, read, describe, publish."""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from indexer.checking import Checking
from indexer.progress import Progress, Told
from indexer.readers import warm_office
from indexer.reading import ReadOptions
from indexer.runner import Runner
from indexer.stages.receive import Received, Signed, receive, refuse_when_full
from indexer.transfers.container import Inside
from indexer.transfers.folder import Source, count_files, offers
from indexer.transfers.offered import about_of
from indexer.workers import Workers
from paraq.records.model import document_id
from paraq.records.reference_path import path_patterns
from paraq.services.receipt import Receipt, receipt_of
from paraq.wiring import House


class Again(Enum):
    """What is read again although it has its result."""

    NOTHING = "nothing"
    FAILED = "failed"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Taken:
    """What a run did: the transfers that it took in, their receipt, and what the machine lacks for what failed."""

    transfers: tuple[int, ...]
    receipt: Receipt
    lacking: tuple[str, ...]


def ingest(
    house: House,
    named: Sequence[Source],
    *,
    options: ReadOptions,
    jobs: int,
    progress: Progress,
    again: Again = Again.NOTHING,
) -> Taken:
    """Take transfers in; without any, work on what failed, or on everything, and give the receipt of everything.

    Killed at any moment and called again, it goes on: what is done stays done, nothing is lost and nothing double.

    Raises:
        Conflict: Another run is taking files in.
        Unavailable: Home, catalogue or engine cannot be used.
    """
    with (
        house.alone(),
        _workspace(house) as workspace,
        Workers(jobs, house.settings.worker_memory) as workers,
        Told(progress, house.settings.home) as told,
    ):
        intake = house.catalogue.intake
        if not house.publishing.is_current():
            house.publishing.rebuild()
        for source in named:
            told.coming(count_files(source))
        patterns = path_patterns(house.settings.path_patterns)
        transfers = {intake.begin(source.name): source for source in named}
        runner = Runner(
            intake=intake,
            store=house.store,
            publishing=house.publishing,
            workers=workers,
            options=options,
            inside=Inside(house.store, workspace, told.note, patterns),
            forget=again is Again.ALL,
            checking=Checking(house.catalogue.transfers, house.store, house.settings.page_seconds),
            page_seconds=house.settings.page_seconds,
            supersedes=lambda received: _replaced(house, transfers.get(received.transfer), received),
            progress=told,
        )
        runner.run(_arriving(house, transfers, again, told))
        for number in transfers:
            intake.finish(number, receipt_of(house.catalogue.report.sums([number])))
        receipt = receipt_of(house.catalogue.report.sums(list(transfers) if transfers else None))
        return Taken(tuple(transfers), receipt, tuple(sorted(runner.lacking)))


def _arriving(house: House, transfers: dict[int, Source], again: Again, progress: Progress) -> Iterator[Received | Signed]:
    """Give the files to be worked on; those that failed or, if nothing is named, all that ever came stand before new ones."""
    intake = house.catalogue.intake
    # A run that was killed may have stored files that are no more where they were.
    earlier = house.catalogue.report.waiting_contents(list(transfers))
    if again is Again.FAILED:
        earlier += house.catalogue.report.failed_contents()
    elif again is Again.ALL and not transfers:
        earlier += house.catalogue.report.contents()
    for number, arrival in earlier:
        if again is Again.FAILED:
            intake.forget(arrival.sha256)
        yield Received(number, arrival.sha256, arrival.path, about_of(arrival.about))
    for number, source in transfers.items():
        yield from receive(intake, house.store, number, offers(source, progress.note))


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
    _clear(workspace)
    house.store.clear_incoming()
    workspace.mkdir(parents=True)
    refuse_when_full(workspace)
    try:
        yield workspace
    finally:
        _clear(workspace)


def _clear(workspace: Path) -> None:
    warm_office.clear(workspace)
    shutil.rmtree(workspace, ignore_errors=True)
