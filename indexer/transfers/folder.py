"""A folder, or single files, as a transfer."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from indexer.signatures.enclosed import inner_name
from indexer.transfers import bag
from indexer.transfers.inventory import NAMES, Inventory, Row, columns_sentence, read_inventory
from indexer.transfers.offered import About, Offered, Role, shown
from indexer.transfers.package import NAME as METS
from indexer.transfers.package import Package, is_package, lacks_mets, read_package
from indexer.transfers.signing import Signed, signatures
from paraq.errors import Invalid, Missing
from paraq.records.model import Description
from paraq.records.natural import natural
from paraq.records.reference_path import DEFAULT, reference_of_path

ALONE = "This is a signature, and the file that it signs did not come with it"
LINK = "This is a link to a folder outside the transfer, which is not followed"
# So many names stand in a sentence; the receipt has them all.
_NAMED = 5


@dataclass(frozen=True, slots=True)
class Source:
    """One transfer to be: ``name`` tells it from others, ``root`` is what paths are relative to.

    ``patterns`` say what paths tell of references. Where only some files of a folder are to be taken, ``wanted`` are these and
    ``units`` the entries of the folder that hold them.
    """

    name: str
    root: Path
    files: tuple[Path, ...] = ()
    patterns: tuple[str, ...] = DEFAULT
    wanted: frozenset[Path] | None = None
    units: frozenset[str] = frozenset()


def sources(paths: list[Path], patterns: tuple[str, ...] = DEFAULT) -> list[Source]:
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
            found.append(Source(shown(path), path, patterns=patterns))
        else:
            loose.setdefault(path.parent, []).append(path)
    for folder, files in loose.items():
        found.append(Source(f"{shown(folder)}/*", folder, tuple(files), patterns))
    return found


@dataclass(slots=True)
class Listed:
    """An inventory of a transfer against its files: the rows that spoke for one, and the files of which none did."""

    path: str
    folder: Path
    inventory: Inventory
    used: set[int] = field(default_factory=set)
    unlisted: list[str] = field(default_factory=list)

    @property
    def absent(self) -> list[Row]:
        """The rows without a file."""
        return [row for row in self.inventory.standing if row.number not in self.used]


@dataclass(slots=True)
class Walk:
    """The way through a transfer, and what was learnt on it.

    An inventory speaks for the files of its folder and all below; what its columns are taken for is told before that. A folder
    with a BagIt declaration is a bag, one with a METS document an E-ARK package. Links to folders are not followed, for they may
    lead in a circle; those that lead out of the transfer are told.
    """

    source: Source
    tell: Callable[[str], None]
    inventories: dict[Path, Listed] = field(default_factory=dict)
    packages: dict[Path, Package] = field(default_factory=dict)
    bags: dict[Path, dict[Path, str]] = field(default_factory=dict)
    _faults: dict[Path, str] = field(default_factory=dict)
    _unreadable: list[OSError] = field(default_factory=list)
    _links: list[Path] = field(default_factory=list)

    def offers(self) -> Iterator[Offered]:
        """Give what the transfer offers in natural order of its paths, hidden files too; what cannot be taken has the reason."""
        for folder, paths in self._folders():
            self._learn(folder, paths)
            signed = signatures(path for path in paths if self._role(path) == "file")
            # A document is stored before its signatures come to be checked.
            for path in [*(path for path in paths if path not in signed.documents), *signed.documents]:
                offered = self._offer(path, signed)
                if self.source.wanted is None or path in self.source.wanted:
                    yield offered
        yield from self._left_over()

    def _folders(self) -> Iterator[tuple[Path, list[Path]]]:
        if self.source.files:
            yield self.source.root, list(self.source.files)
            return
        for name, folders, names in os.walk(self.source.root, onerror=self._unreadable.append):
            folders.sort(key=natural)
            if self.source.wanted is not None and Path(name) == self.source.root:
                folders[:] = [folder for folder in folders if folder in self.source.units]
            links = (Path(name, folder) for folder in folders if Path(name, folder).is_symlink())
            self._links += [link for link in links if not link.resolve().is_relative_to(self.source.root)]
            yield Path(name), [Path(name, file) for file in sorted(names, key=natural)]

    def _learn(self, folder: Path, paths: list[Path]) -> None:
        """Read what in a folder speaks for other files, and say what it is taken for."""
        names = {path.name for path in paths}
        if bag.DECLARATION in names:
            self.bags[folder] = bag.faults(folder)
            self._faults |= self.bags[folder]
        if is_package(folder) and self._package_of(folder) is None:
            package = self.packages[folder] = read_package(folder)
            self._faults |= package.faults
            for note in package.notes[:_NAMED]:
                self.tell(f"{self._relative(folder)}: {note}")
        elif lacks_mets(folder):
            self._faults[folder / METS] = "This is no valid package: it has no METS document"
        for path in paths:
            if path.name.casefold() not in NAMES or path in self._faults or folder in self.inventories:
                continue
            # What a package says in XML of itself is not for the files beside it.
            if path.suffix.casefold() == ".xml" and self._package_of(folder) is not None:
                continue
            try:
                listed = self.inventories[folder] = Listed(self._relative(path), folder, read_inventory(path))
            except (Invalid, OSError) as error:
                self._faults[path] = str(error)
            else:
                self.tell(columns_sentence(listed.path, listed.inventory.columns))

    def _offer(self, path: Path, signed: Signed) -> Offered:
        name = self._relative(path)
        reason = self._faults.pop(path, "")
        if not reason and not path.is_file():
            reason = "This is no file but a link to nothing, a device or a pipe"
        if reason:
            return Offered(path, name, self._about(path), reason)
        if (role := self._role(path)) != "file":
            return Offered(path, name, role=role)
        if path in signed.documents:
            return Offered(path, name, role="signature", signs=self._relative(signed.documents[path]))
        if path in signed.alone:
            return Offered(path, name, self._about(path), ALONE)
        signs = f"{name}/{inner_name(path.name)}" if path in signed.around else name if path in signed.within else ""
        return Offered(path, name, self._about(path), signs=signs)

    def _role(self, path: Path) -> Role:
        if path in self._faults:
            return "file"
        listed = self.inventories.get(path.parent)
        if listed is not None and self._relative(path) == listed.path:
            return "inventory"
        package = self._package_of(path.parent)
        in_bag = path.parent in self.bags and bag.is_tag_file(path.name)
        return "packaging" if in_bag or (package is not None and package.is_packaging(path)) else "file"

    def _package_of(self, folder: Path) -> Package | None:
        return next((self.packages[above] for above in (folder, *folder.parents) if above in self.packages), None)

    def _about(self, path: Path) -> About:
        reference, sheet = reference_of_path(self._relative(path), self.source.patterns)
        for folder in path.parents:
            if (listed := self.inventories.get(folder)) is not None:
                about, row = listed.inventory.about(relative(path, folder), reference, sheet)
                if row is not None:
                    listed.used.add(row.number)
                else:
                    listed.unlisted.append(self._relative(path))
                return about
            if folder == self.source.root:
                break
        return About(Description(reference=reference), sheet, of_file=bool(reference.file))

    def _left_over(self) -> Iterator[Offered]:
        """Give what a bag, a package or an inventory lists and the transfer does not have, and folders that could not be read."""
        yield from (Offered(path, self._relative(path), reason=reason) for path, reason in sorted(self._faults.items()))
        for error in self._unreadable:
            path = Path(os.fsdecode(error.filename))
            yield Offered(path, self._relative(path), reason=f"The folder cannot be read: {error.strerror}")
        yield from (Offered(link, self._relative(link), reason=LINK) for link in self._links)
        for listed in self.inventories.values():
            if self.source.wanted is not None and listed.folder == self.source.root:
                # Not all of the folder was looked at.
                continue
            absent = listed.absent
            if absent:
                named = ", ".join(map(str, absent[:_NAMED])) + (" …" if len(absent) > _NAMED else "")
                self.tell(f"{listed.path}: rows without a file: {len(absent)}: {named}")
            for row in absent:
                place = f"{listed.path}#{row.number}"
                yield Offered(listed.folder, place, About(row.description, sheets=row.sheets), str(row), role="absent")

    def _relative(self, path: Path) -> str:
        return relative(path, self.source.root)


def count_files(source: Source) -> int:
    """Return how many files a transfer has, those that only accompany others too; a quick look for who wants to see the end."""
    if source.wanted is not None:
        return len(source.wanted)
    return len(source.files) or sum(len(names) for _, _, names in os.walk(source.root))


def offers(source: Source, tell: Callable[[str], None]) -> Iterator[Offered]:
    """Give what a transfer offers; see :meth:`Walk.offers`."""
    return Walk(source, tell).offers()


def relative(path: Path, root: Path) -> str:
    """Return a path below a root as text with ``/``."""
    return shown(path.relative_to(root)).replace(os.sep, "/")
