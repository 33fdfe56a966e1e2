"""A transfer in a container: its inventory, signatures, and its bag's or package's lists speak for the files beside them."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from indexer.transfers import bag, package
from indexer.transfers.folder import Source, offers
from indexer.transfers.inventory import NAMES
from indexer.transfers.offered import About, Offered
from indexer.transfers.signing import CMS, XML
from paraq.catalogue.entries import InnerFile
from paraq.records.model import Description, Reference
from paraq.records.reference_path import DEFAULT, reference_of_path
from paraq.store import Store


@dataclass(frozen=True, slots=True)
class Inside:
    """Gives what containers offer.

    Attributes:
        store: Where their files lie unpacked.
        workspace: Folder for the time of the work.
        tell: Who is told what inventories are taken for.
        patterns: What paths tell of references.
    """

    store: Store
    workspace: Path
    tell: Callable[[str], None]
    patterns: tuple[str, ...] = DEFAULT

    def offers(self, path: str, outer: About, parts: tuple[InnerFile, ...]) -> Iterator[tuple[Offered, InnerFile | None]]:
        """Give what a container offers, with paths that begin with its own; one that its bag lists and lacks has no stored file.

        What could not be unpacked has the reason. What is known of the container's place in the archive holds for the files in it
        about which nothing else is known; of a single file in a container all that is known of the container holds.
        """
        by_path = {f"{path}/{part.name}": part for part in parts}
        for offered in self._offers(path, parts):
            part = by_path.get(offered.path)
            about = _placed(offered.about, outer, sole=len(parts) == 1)
            yield replace(offered, about=about, reason=part.reason if part and part.reason else offered.reason), part

    def _offers(self, path: str, parts: tuple[InnerFile, ...]) -> Iterator[Offered]:
        if any(_speaks_for_others(part.name) for part in parts):
            with TemporaryDirectory(dir=self.workspace) as folder:
                root = Path(folder)
                if all(self._laid_out(part, root / part.name) for part in parts):
                    for offered in offers(Source(path, root, patterns=self.patterns), self.tell):
                        signs = f"{path}/{offered.signs}" if offered.signs else ""
                        yield replace(offered, path=f"{path}/{offered.path}", signs=signs)
                    return
        for part in parts:
            reference, sheet = reference_of_path(part.name, self.patterns)
            about = About(Description(reference=reference), sheet, of_file=bool(reference.file))
            stored = self.store.path(part.sha256) if part.sha256 else Path(part.name)
            yield Offered(stored, f"{path}/{part.name}", about)

    def _laid_out(self, part: InnerFile, place: Path) -> bool:
        """Lay a part out under its name; one that could not be unpacked is an empty file there, for lists that tell of it."""
        if part.sha256:
            return _linked(self.store.path(part.sha256), place)
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            place.touch(exist_ok=False)
        except OSError:
            return False
        return True


def _speaks_for_others(name: str) -> bool:
    own = name.rpartition("/")[2]
    suffix = Path(own).suffix.casefold()
    return own in (bag.DECLARATION, package.NAME) or own.casefold() in NAMES or suffix in CMS or suffix == XML


def _linked(stored: Path, link: Path) -> bool:
    """Lay a stored file out under its name in the container; False if the disk does not take that name or has it already."""
    try:
        link.parent.mkdir(parents=True, exist_ok=True)
        # No symbolic link: bagit takes one that leads out of the bag for an attack.
        link.hardlink_to(stored)
    except FileExistsError:
        return False
    except OSError:
        return _copied(stored, link)
    return True


def _copied(stored: Path, target: Path) -> bool:
    """Copy a file where the disk has no hard links, or the store is on another one."""
    try:
        shutil.copyfile(stored, target)
    except OSError:
        return False
    return True


def _placed(about: About, outer: About, *, sole: bool) -> About:
    if sole and about == About():
        return outer
    if about.description.reference != Reference():
        return about
    return replace(about, description=replace(about.description, reference=outer.description.reference))
