"""Lines of the audit record and the chain of digests that ties each to all before it."""

import hashlib
import hmac
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Final, Literal, get_args

Action = Literal["search", "see", "export", "change", "log-in", "log-out", "refused"]
ACTIONS: Final[tuple[Action, ...]] = get_args(Action)
START: Final = "0" * 64
"""The digest before the first line."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that somebody did.

    Attributes:
        actor: Account, account/key, ``operator`` at the machine itself; empty for somebody unknown.
        role: Their role at that time.
        action: What they did.
        operation: Name of the API's operation or of the command.
        target: Id of the page, document, account or rule.
        detail: What was asked, as JSON: query and filters of a search, columns of a change; never a password or a key.
        request: Number of the citizen's request for which it was done.
        request_id: Id of the HTTP request, as in the answer and in the log of the server.
        status: Status of the answer.
    """

    actor: str
    role: str
    action: Action
    operation: str
    target: str = ""
    detail: str = ""
    request: str = ""
    request_id: str = ""
    status: int = 200


@dataclass(frozen=True, slots=True)
class Line:
    """An event in the record: its number from 1 without gaps, its time in UTC, and the digest that ends the chain so far."""

    number: int
    at: str
    event: Event
    digest: str

    def as_json(self) -> dict[str, object]:
        """Return the line as one flat object."""
        return {"number": self.number, "at": self.at, **asdict(self.event), "digest": self.digest}


@dataclass(frozen=True, slots=True)
class Head:
    """The end of the chain as it was kept apart from the lines; ``seal`` is made with a key that is not in the database."""

    number: int
    digest: str
    seal: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What checking the record found: ``lines`` read, and in plain words each place where it is not whole."""

    lines: int
    faults: tuple[str, ...]


def digest_of(before: str, number: int, at: str, event: Event) -> str:
    """Return the digest of a line: SHA-256 of the digest before it and of the line as JSON with sorted names."""
    told = json.dumps([before, number, at, asdict(event)], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()


def seal_of(key: bytes, number: int, digest: str) -> str:
    """Return the seal of the end of a chain."""
    return hmac.new(key, f"{number} {digest}".encode(), hashlib.sha256).hexdigest()


# Where one line was changed, all after it are whole in themselves; nobody reads a thousand faults.
MOST_FAULTS: Final = 20


def verified(lines: Iterable[Line], ends: Sequence[Head | None], key: bytes, noted: Head | None = None) -> Verdict:
    """Return whether a record is whole: no line changed, left out, put in or cut off at the end.

    ``ends`` holds the end of the chain once all lines were read; ``noted`` is an end that was noted outside the database.
    """
    faults: list[str] = []
    last, before = 0, START
    for line in lines:
        # A line whose predecessor is missing cannot be checked; the next one can, against this one's digest.
        if line.number != last + 1:
            faults.append(f"after line {last} comes line {line.number}")
        elif digest_of(before, line.number, line.at, line.event) != line.digest:
            faults.append(f"line {line.number} is not what was written, or was put in")
        if noted and line.number == noted.number and line.digest != noted.digest:
            faults.append(f"line {line.number} is another than was written: lines were cut off and written anew")
        last, before = line.number, line.digest
    if noted and last < noted.number:
        faults.append(f"line {noted.number} was written, but the record ends with line {last}")
    head = ends[0]
    if head is None:
        faults += ["the end of the record is not noted, so lines may be missing there"] if last else []
    elif (head.number, head.digest) != (last, before if last else START):
        faults.append(f"the record ends with line {last}, but line {head.number} was written last")
    elif not hmac.compare_digest(head.seal, seal_of(key, head.number, head.digest)):
        faults.append("the seal of the end is not by the key of this installation: the whole record may have been written anew")
    return Verdict(last, tuple(faults[:MOST_FAULTS]))
