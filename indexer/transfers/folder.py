"""A folder, or single files, as a transfer."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from indexer.transfers import bag
from indexer.transfers.inventory import NAMES, Inventory, columns_sentence, read_inventory
from indexer.transfers.offered import About, Offered, shown
from paraq.errors import Invalid, Missing
from paraq.records.model import Description
from paraq.records.natural import natural
from paraq.records.reference import reference_of_path


@dataclass(frozen=True, slots=True)
class Source:
    """One transfer to be: ``name`` tells it from others, ``root`` is what paths are relative to."""

    name: str
    root: Path
    files: tuple[Path, ...] = ()


def sources(paths: list[Path]) -> list[Source]:
    """Return the transfers that these paths are: each folder one, the files of one folder together one.

    Raises:
        Missing: A path does not exist.
    """
    for path in paths:
        if not path.exists():
            raise Missing("There is no such file or folder", where=shown(path), code="path-missing")
    found = []
    loose: dict[Path, list[Path]] = {}
    for path in dict.fromkeys(path.resolve() for path in paths):
        if path.is_dir():
            found.append(Source(shown(path), path))
        else:
            loose.setdefault(path.parent, []).append(path)
    for folder, files in loose.items():
        found.append(Source(f"{shown(folder)}/*", folder, tuple(files)))
    return found


@dataclass(slots=True)
class _Known:
    """What the walk has learnt on its way down: inventories by their folder, and files that cannot be taken."""

    root: Path
    inventories: dict[Path, Inventory] = field(default_factory=dict)
    faults: dict[Path, str] = field(default_factory=dict)

    def offer(self, path: Path) -> Offered:
        reason = self.faults.pop(path, "")
        if not reason and not path.is_file():
            reason = "This is no file but a link to nothing, a device or a pipe"
        return Offered(path, relative(path, self.root), self._about(path), reason)

    def _about(self, path: Path) -> About:
        reference, sheet = reference_of_path(relative(path, self.root))
        for folder in path.parents:
            if (inventory := self.inventories.get(folder)) is not None:
                return inventory.about(relative(path, folder), reference, sheet)
            if folder == self.root:
                break
        return About(Description(reference=reference), sheet)


def offers(source: Source, tell: Callable[[str], None]) -> Iterator[Offered]:
    """Give what a transfer offers in natural order of its paths, hidden files too; what cannot be taken comes with the reason.

    An inventory speaks for the files of its folder and all below; what its columns are taken for is told before that. A folder
    with a BagIt declaration is a bag. Links to folders are not followed, for they may lead in a circle.
    """
    known = _Known(source.root)
    if source.files:
        yield from map(known.offer, source.files)
        return
    unreadable: list[OSError] = []
    for name, folders, names in os.walk(source.root, onerror=unreadable.append):
        folder = Path(name)
        folders.sort(key=natural)
        paths = [folder / name for name in sorted(names, key=natural)]
        if bag.DECLARATION in names:
            known.faults |= bag.faults(folder)
            paths = [path for path in paths if path in known.faults or not bag.is_tag_file(path.name)]
        for path in paths:
            if path.name.casefold() not in NAMES:
                continue
            try:
                known.inventories[folder] = read_inventory(path)
                tell(columns_sentence(relative(path, source.root), known.inventories[folder].columns))
            except (Invalid, OSError) as error:
                known.faults[path] = str(error)
        inventory_read = folder in known.inventories
        yield from (known.offer(path) for path in paths if not (inventory_read and path.name.casefold() in NAMES))
    yield from _left_over(known, unreadable)


def _left_over(known: _Known, unreadable: list[OSError]) -> Iterator[Offered]:
    """Give what a bag lists and does not have, and folders that could not be read."""
    yield from (Offered(path, relative(path, known.root), reason=reason) for path, reason in sorted(known.faults.items()))
    for error in unreadable:
        path = Path(os.fsdecode(error.filename))
        yield Offered(path, relative(path, known.root), reason=f"The folder cannot be read: {error.strerror}")


def relative(path: Path, root: Path) -> str:
    """Return a path below a root as text with ``/``."""
    return shown(path.relative_to(root)).replace(os.sep, "/")
