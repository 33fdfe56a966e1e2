"""Transfers on their way in: files that come in parts, kept on disk until they are whole and taken in."""

import contextlib
import fcntl
import hashlib
import json
import os
import secrets
import shutil
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Any, Final, Literal

from paraq.errors import Conflict, Invalid, Missing, Unavailable

State = Literal["uploading", "waiting", "running", "done", "failed"]

QUEUE: Final[tuple[State, ...]] = ("waiting", "running")
# The queue is looked at every second; a name beside the few that are in it spares reading the states of all that ever came.
QUEUED: Final = "queued"
# A district archive's largest fonds has some tens of thousands of sheets; more files in one list are a mistake of a program.
MOST_FILES: Final = 100_000
# Common limits of file systems: bytes of a name, and of a path.
NAME_BYTES: Final = 255
PATH_BYTES: Final = 2000
# What nobody went on with for a week was given up.
KEPT_SECONDS: Final = 7 * 24 * 3600.0


@dataclass(frozen=True, slots=True)
class Announced:
    """A file that will come: its path in the transfer, its size in bytes, and its SHA-256 if the sender knows it."""

    path: str
    size: int
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Upload:
    """A transfer on its way in.

    Attributes:
        upload_id: Its id.
        name: What the sender calls it.
        owner: Who sends it.
        files: What will come.
        state: ``uploading``, ``waiting`` for other runs, ``running``, ``done``, or ``failed`` for ``reason``.
        reason: Why nothing was taken in.
        receipt: The receipt once done.
        retry: A run over what failed before; it has no files of its own.
        changed: When the state last changed, in seconds since 1970.
    """

    upload_id: str
    name: str
    owner: str
    files: tuple[Announced, ...]
    state: State = "uploading"
    reason: str = ""
    receipt: dict[str, Any] | None = None
    retry: bool = False
    changed: float = field(default_factory=time.time)


class Uploads:
    """The transfers on their way into one home; each in a folder of its own, ``state.json`` beside ``content``."""

    def __init__(self, folder: Path, most_bytes: int) -> None:
        self._folder = folder
        self._most_bytes = most_bytes

    def begin(self, name: str, files: Sequence[Announced], owner: str) -> Upload:
        """Announce a transfer and return it.

        Raises:
            Invalid: A path leaves the transfer or cannot be written, two are the same, or it is too large.
            Unavailable: There is no room for it.
        """
        if not files or len(files) > MOST_FILES:
            raise Invalid(f"A transfer has 1 to {MOST_FILES} files", where=name, code="upload-files")
        places = [path_inside(one.path) for one in files]
        _check_apart(places)
        total = sum(one.size for one in files)
        if total > self._most_bytes:
            raise Invalid(f"A transfer may have {self._most_bytes} bytes", where=name, code="upload-large")
        self._folder.mkdir(parents=True, exist_ok=True)
        if total > shutil.disk_usage(self._folder).free:
            raise Unavailable("There is no room for this transfer", where=name, code="upload-room")
        own = tuple(replace(one, path=place) for one, place in zip(files, places, strict=True))
        upload = Upload(secrets.token_hex(8), name, owner, own)
        folder = self._folder / upload.upload_id
        for place in places:
            target = folder / "content" / self._title(upload) / place
            target.parent.mkdir(parents=True, exist_ok=True)
            target.touch()
        self._write(upload)
        return upload

    def retry(self, owner: str) -> Upload:
        """Ask for a run over everything that failed before."""
        upload = Upload(secrets.token_hex(8), "retry", owner, (), state="waiting", retry=True)
        (self._folder / upload.upload_id).mkdir(parents=True)
        self._write(upload)
        return upload

    def one(self, upload_id: str) -> Upload:
        """Return a transfer on its way in. Raises Missing if there is none with this id."""
        if not upload_id.isalnum() or not upload_id.isascii():
            raise Missing("There is no such upload", where=upload_id, code="upload-missing")
        try:
            found = json.loads((self._folder / upload_id / "state.json").read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise Missing("There is no such upload", where=upload_id, code="upload-missing") from error
        return Upload(**{**found, "files": tuple(Announced(**one) for one in found["files"])})

    def all(self) -> list[Upload]:
        """Return all of them, the newest change first."""
        return self._having("state.json")

    def queue(self) -> list[Upload]:
        """Return those that wait to be taken in or are being taken in, the longest unchanged first."""
        return [one for one in reversed(self._having(QUEUED)) if one.state in QUEUE]

    def _having(self, name: str) -> list[Upload]:
        found = []
        for path in self._folder.glob(f"*/{name}"):
            with contextlib.suppress(Missing):
                found.append(self.one(path.parent.name))
        return sorted(found, key=lambda one: -one.changed)

    def place(self, upload: Upload) -> Path:
        """Return the folder that is taken in."""
        return self._folder / upload.upload_id / "content" / self._title(upload)

    def received(self, upload: Upload, number: int) -> int:
        """Return how many bytes of a file, counted from 1, are here.

        Raises:
            Missing: There is no such file.
        """
        return self._file(upload, number)[1].stat().st_size

    def write(self, upload: Upload, number: int, offset: int, parts: Iterator[bytes]) -> int:
        """Append to a file and return how many bytes of it are here, durably.

        Raises:
            Missing: There is no such file.
            Conflict: The offset is not where the file ends, or the transfer is no longer open.
            Invalid: More comes than was announced, or all has come and is not what was announced.
        """
        announced, path = self._file(upload, number)
        if upload.state != "uploading":
            raise Conflict("This transfer takes no more files", where=upload.upload_id, code="upload-closed")
        with path.open("r+b") as target:
            fcntl.flock(target, fcntl.LOCK_EX)
            here = target.seek(0, os.SEEK_END)
            if offset != here:
                raise Conflict(f"{here} bytes are here", where=announced.path, remedy="Go on from there", code="upload-offset")
            for part in parts:
                here += len(part)
                if here > announced.size:
                    target.truncate(offset)
                    raise Invalid("More comes than was announced", where=announced.path, code="upload-more")
                target.write(part)
            target.flush()
            os.fsync(target.fileno())
            if here == announced.size and announced.sha256:
                target.seek(0)
                if hashlib.file_digest(target, "sha256").hexdigest() != announced.sha256:
                    target.truncate(0)
                    raise Invalid(
                        "The file is not what was announced: its SHA-256 differs",
                        where=announced.path,
                        remedy="Send it again from its beginning",
                        code="upload-checksum",
                    )
        return here

    def close(self, upload: Upload) -> Upload:
        """Put a whole transfer into the queue.

        Raises:
            Conflict: It is in the queue already.
            Invalid: Files are not whole.
        """
        if upload.state != "uploading":
            raise Conflict("This transfer is taken in already", where=upload.upload_id, code="upload-closed")
        lacking = [one.path for number, one in enumerate(upload.files, 1) if self.received(upload, number) < one.size]
        if lacking:
            raise Invalid(f"{len(lacking)} files are not whole", where=lacking[0], code="upload-lacking")
        return self.note(replace(upload, state="waiting"))

    def note(self, upload: Upload) -> Upload:
        """Write down a state and return it with its time."""
        now = replace(upload, changed=time.time())
        self._write(now)
        return now

    def remove(self, upload: Upload, *, everything: bool = True) -> None:
        """Remove a transfer's files here, or all that is known of it; originals that were taken in stay in the store."""
        folder = self._folder / upload.upload_id
        shutil.rmtree(folder if everything else folder / "content", ignore_errors=True)

    def sweep(self) -> None:
        """Remove what was given up."""
        for upload in self.all():
            if upload.state == "uploading" and time.time() - upload.changed > KEPT_SECONDS:
                self.remove(upload)

    def _file(self, upload: Upload, number: int) -> tuple[Announced, Path]:
        if not 1 <= number <= len(upload.files):
            raise Missing("The transfer has no such file", where=f"{upload.upload_id}, {number}", code="upload-missing")
        announced = upload.files[number - 1]
        path = self.place(upload) / announced.path
        if not path.is_file():
            raise Conflict("This transfer takes no more files", where=upload.upload_id, code="upload-closed")
        return announced, path

    def _title(self, upload: Upload) -> str:
        """Return the folder's name, which the catalogue keeps as the transfer's: what the sender called it, made harmless."""
        kept = "".join(letter if letter.isalnum() or letter in " .-_" else "_" for letter in upload.name).strip(" .")
        return kept.encode()[:100].decode("utf-8", "ignore") or "transfer"

    def _write(self, upload: Upload) -> None:
        path = self._folder / upload.upload_id / "state.json"
        queued = path.with_name(QUEUED)
        # There before the state says so and gone after: a crash between the two leaves nothing waiting unseen.
        if upload.state in QUEUE:
            queued.touch()
        beside = path.with_suffix(".new")
        beside.write_text(json.dumps(asdict(upload), ensure_ascii=False), "utf-8")
        beside.replace(path)
        if upload.state not in QUEUE:
            queued.unlink(missing_ok=True)


def path_inside(path: str) -> str:
    """Return a path inside a transfer. Raises Invalid if it leads out of it or cannot be written."""
    parts = PurePosixPath(path.replace("\\", "/")).parts
    harmless = all(
        part not in ("..", "/", ".")
        and "\0" not in part
        and part.isprintable()
        and len(part.encode("utf-8", "replace")) <= NAME_BYTES
        for part in parts
    )
    if not parts or not harmless or _bytes(path) > PATH_BYTES:
        raise Invalid("This is no path inside a transfer", where=path[:200], code="upload-path")
    return "/".join(parts)


def _check_apart(places: Sequence[str]) -> None:
    """Refuse paths that cannot stand beside each other, also where capitals are not told apart."""
    taken: set[str] = set()
    for place in places:
        if place.casefold() in taken:
            raise Invalid("Two files have the same path", where=place[:200], code="upload-twice")
        taken.add(place.casefold())
    for place in places:
        folder = next((str(one) for one in PurePosixPath(place).parents if str(one).casefold() in taken), "")
        if folder:
            raise Invalid("One file's path is a folder of another's", where=folder[:200], code="upload-twice")


def _bytes(text: str) -> int:
    return len(text.encode("utf-8", "replace"))
