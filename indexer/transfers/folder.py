"""A folder, or single files, as a transfer."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from indexer.transfers.offered import Offered, shown
from paraq.errors import Missing
from paraq.records.natural import natural


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


def offers(source: Source) -> Iterator[Offered]:
    """Give what a transfer offers in natural order of its paths, hidden files too; what cannot be taken comes with the reason.

    Links to folders are not followed, for they may lead in a circle.
    """
    if source.files:
        yield from (_offer(path, source.root) for path in source.files)
        return
    refused: list[Offered] = []

    def refuse(error: OSError) -> None:
        path = Path(error.filename)
        refused.append(Offered(path, _relative(path, source.root), reason=f"The folder cannot be read: {error.strerror}"))

    for folder, folders, names in os.walk(source.root, onerror=refuse):
        folders.sort(key=natural)
        for name in sorted(names, key=natural):
            yield _offer(Path(folder, name), source.root)
        yield from refused
        refused.clear()
    yield from refused


def _offer(path: Path, root: Path) -> Offered:
    reason = "" if path.is_file() else "This is no file but a link to nothing, a device or a pipe"
    return Offered(path, _relative(path, root), reason=reason)


def _relative(path: Path, root: Path) -> str:
    return shown(path.relative_to(root)).replace(os.sep, "/")
