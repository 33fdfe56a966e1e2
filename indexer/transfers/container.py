"""A transfer in a container: its inventory and its bag's manifests speak for the files beside them, as in a folder."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from indexer.transfers.bag import DECLARATION
from indexer.transfers.folder import Source, offers
from indexer.transfers.inventory import NAMES
from indexer.transfers.offered import About, Offered
from paraq.catalogue.entries import InnerFile
from paraq.records.model import Description, Reference
from paraq.records.reference import reference_of_path
from paraq.store import Store


def offers_inside(
    path: str, outer: About, parts: tuple[InnerFile, ...], store: Store, workspace: Path, tell: Callable[[str], None]
) -> Iterator[tuple[Offered, InnerFile | None]]:
    """Give what a container offers, with paths that begin with its own; a file that its bag lists and lacks has no stored one.

    What is known of the container's place in the archive holds for the files in it about which nothing else is known.
    """
    by_path = {f"{path}/{part.name}": part for part in parts}
    for offered in _offers(path, parts, store, workspace, tell):
        yield replace(offered, about=_placed(offered.about, outer.description.reference)), by_path.get(offered.path)


def _offers(
    path: str, parts: tuple[InnerFile, ...], store: Store, workspace: Path, tell: Callable[[str], None]
) -> Iterator[Offered]:
    if any(_speaks_for_others(part.name) for part in parts):
        with TemporaryDirectory(dir=workspace) as folder:
            root = Path(folder)
            if all(_linked(store.path(part.sha256), root / part.name) for part in parts):
                for offered in offers(Source(path, root), tell):
                    yield replace(offered, path=f"{path}/{offered.path}")
                return
    for part in parts:
        reference, sheet = reference_of_path(part.name)
        yield Offered(store.path(part.sha256), f"{path}/{part.name}", About(Description(reference=reference), sheet))


def _speaks_for_others(name: str) -> bool:
    own = name.rpartition("/")[2]
    return own == DECLARATION or own.casefold() in NAMES


def _linked(stored: Path, link: Path) -> bool:
    """Lay a stored file out under its name in the container; False if the disk does not take that name or has it already."""
    try:
        link.parent.mkdir(parents=True, exist_ok=True)
        link.symlink_to(stored)
    except OSError:
        return False
    return True


def _placed(about: About, reference: Reference) -> About:
    if about.description.reference != Reference():
        return about
    return replace(about, description=replace(about.description, reference=reference))
