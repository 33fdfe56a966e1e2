"""The one place that chooses implementations: from settings to the parts of one installation."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from paraq.catalogue.catalogue import Catalogue
from paraq.engines.document import fingerprint
from paraq.engines.kept import KeptPages
from paraq.engines.ports import Engine
from paraq.errors import Conflict, Unavailable
from paraq.services.publish import Publishing
from paraq.settings import Settings
from paraq.store import Store
from paraq.text.analysis import Analyzer

if TYPE_CHECKING:
    from paraq.services.access import AccessControl
    from paraq.services.accounts import Gatekeeper
    from paraq.services.audit import Audit
    from paraq.services.batch import Batch
    from paraq.services.browse import Browsing
    from paraq.services.correct import Correcting
    from paraq.services.holdings import Holdings
    from paraq.services.requests.desk import Desk
    from paraq.services.requests.evidence import Draw
    from paraq.services.saved import SavedSearching
    from paraq.services.scope import Scope
    from paraq.services.search import Searching
    from paraq.services.webhooks import Webhooks


@dataclass(frozen=True)
class House:
    """The parts of one installation; each is made when first asked for."""

    settings: Settings

    @cached_property
    def catalogue(self) -> Catalogue:
        """The catalogue; SQLite under the home unless the settings name another."""
        return Catalogue(self.settings.catalogue or f"sqlite:///{self.settings.home / 'catalogue.db'}")

    @cached_property
    def store(self) -> Store:
        """Originals and what was made of them."""
        return Store(self.settings.home / "store")

    @cached_property
    def analyzer(self) -> Analyzer:
        """The analysis that indexing, searching and marking share."""
        return Analyzer()

    @cached_property
    def engine(self) -> Engine:
        """The search engine that the settings name."""
        if self.settings.engine == "elasticsearch":
            from paraq.engines.elastic import ElasticEngine

            return ElasticEngine(self.settings, fingerprint(self.analyzer))
        from paraq.engines.embedded import TantivyEngine

        return TantivyEngine(self.settings.home / "index", fingerprint(self.analyzer))

    @cached_property
    def publishing(self) -> Publishing:
        """What keeps the engine in step with the catalogue."""
        from paraq.services.saved import Watching

        watching = Watching(self.catalogue.saved, self.searching)
        return Publishing(self.catalogue, self.engine, self.analyzer, home=self.settings.home, kept=self.kept, watch=watching)

    @cached_property
    def kept(self) -> KeptPages:
        """What analysis made of every page."""
        return KeptPages(self.settings.home / "analysed.db")

    @cached_property
    def searching(self) -> "Searching":
        """The one way to search."""
        from paraq.services.search import Searching

        return Searching(self.catalogue, self.engine, self.analyzer, self.kept)

    @cached_property
    def batch(self) -> "Batch":
        """Lists of questions; ``batch.lock`` in the home is held by the one process that answers them."""
        from paraq.services.batch import Batch

        return Batch(self.catalogue.batches, self.searching, self._answering)

    @cached_property
    def saved(self) -> "SavedSearching":
        """Searches that people keep."""
        from paraq.services.saved import SavedSearching

        return SavedSearching(self.catalogue.saved, self.searching)

    @cached_property
    def scope(self) -> "Scope":
        """Records of what was searched."""
        from paraq.services.scope import Scope

        return Scope(self.catalogue, self.searching, self.engine)

    @cached_property
    def holdings(self) -> "Holdings":
        """What lies where."""
        from paraq.services.holdings import Holdings

        return Holdings(self.searching, self.catalogue.coverage, self.catalogue.listing)

    @cached_property
    def desk(self) -> "Desk":
        """Requests of citizens and bodies, with scans cut in this process."""
        return self.desk_with(None)

    def desk_with(self, draw: "Draw | None") -> "Desk":
        """Return requests with scans cut by ``draw``."""
        from paraq.services.requests.desk import open_desk

        address = self.settings.address or "http://127.0.0.1:8500"
        return open_desk(
            self.catalogue.requests,
            self.browsing,
            self.searching,
            self.scope,
            self.store,
            self.settings.home,
            address,
            draw,
        )

    def _answering(self) -> AbstractContextManager[None]:
        return self._only("batch", "answers batches")

    @contextmanager
    def _only(self, name: str, doing: str) -> Iterator[None]:
        """Hold the right to do something, over all processes of this home, or raise Conflict."""
        with (self.settings.home / f"{name}.lock").open("a+") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise Conflict(f"Another process {doing}", where=str(self.settings.home), code=f"{name}-running") from error
            yield

    @cached_property
    def correcting(self) -> "Correcting":
        """Corrections of page texts."""
        from paraq.services.correct import Correcting

        return Correcting(self.browsing, self.catalogue.editions, self.analyzer)

    @cached_property
    def browsing(self) -> "Browsing":
        """The one way to single records."""
        from paraq.services.browse import Browsing

        return Browsing(self.catalogue)

    @cached_property
    def gatekeeper(self) -> "Gatekeeper":
        """Who may come in."""
        from paraq.services.accounts import Gatekeeper

        return Gatekeeper(self.catalogue.accounts)

    @cached_property
    def audit(self) -> "Audit":
        """Who did what."""
        from paraq.services.audit import Audit

        return Audit(self.catalogue.audit, self.settings.home)

    @cached_property
    def webhooks(self) -> "Webhooks":
        """Which systems are told of what; ``webhook.lock`` in the home is held by the one process that tells them."""
        from paraq.services.webhooks import Webhooks

        return Webhooks(
            self.catalogue,
            self.settings.home,
            allowed=self.settings.webhooks,
            alone=lambda: self._only("webhook", "tells webhooks"),
        )

    @cached_property
    def access(self) -> "AccessControl":
        """The rules of access."""
        from paraq.services.access import AccessControl

        return AccessControl(self.catalogue.access, self)

    def follow(self) -> None:
        """Tell the index of what changed; if another process is taking files in, that one does it."""
        with suppress(Conflict), self.alone():
            self.publishing.apply_all()

    def close(self) -> None:
        """Release files and connections of the parts that were made."""
        for name in ("audit", "engine", "kept", "catalogue"):
            if name in self.__dict__:
                getattr(self, name).close()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Hold the home for the one process that takes files in; a killed holder gives it up by dying.

        Raises:
            Conflict: Another process holds it.
            Unavailable: The home cannot be written.
        """
        home = self.settings.home
        try:
            home.mkdir(parents=True, exist_ok=True)
            lock = (home / "ingest.lock").open("a+")
        except OSError as error:
            raise Unavailable(
                "The home of Paraq cannot be written", where=str(home), remedy="Set PARAQ_HOME to a folder of yours", code="home"
            ) from error
        with lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                lock.seek(0)
                raise Conflict(
                    "Another run is taking files in",
                    where=f"{home}, process {lock.read().strip() or 'unknown'}",
                    remedy="Wait until it is done; paraq status shows how far it is",
                    code="ingest-running",
                ) from error
            lock.truncate(0)
            lock.write(str(os.getpid()))
            lock.flush()
            yield

    def holder(self) -> int | None:
        """Return the process that takes files in now; None if none does."""
        path = self.settings.home / "ingest.lock"
        if not path.exists():
            return None
        with path.open() as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except OSError:
                return int(lock.read().strip() or 0)
        return None


@contextmanager
def open_house(settings: Settings) -> Iterator[House]:
    """Give the parts of an installation and close them in the end."""
    house = House(settings)
    try:
        yield house
    finally:
        house.close()
