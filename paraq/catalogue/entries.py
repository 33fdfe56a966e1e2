"""What the indexer hands to the catalogue."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from paraq.records.model import Heading, PageText

Verdict = Literal["searchable", "failed"]


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file as it was found in a transfer.

    Attributes:
        path: Its path in the transfer.
        sha256: Its stored content; empty if it could not be taken, for ``reason``.
        kept: The stored content of a file that could not be taken; empty if it could not be read.
        size: Its size in bytes.
        inside: True if it came out of another file.
        about: What the inventory and the path say of it; None if nothing.
        role: What it is in its transfer; see :class:`paraq.catalogue.tables.Origin`.
        signs: Path in the transfer of the file that a signature belongs to; its own if a file holds its signature.
    """

    path: str
    sha256: str = ""
    size: int = 0
    inside: bool = False
    reason: str = ""
    about: Mapping[str, Any] | None = None
    role: str = "file"
    signs: str = ""
    kept: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """What checking a signature said.

    Attributes:
        status: ``valid``, ``invalid``, or ``unknown`` where it cannot be checked here.
        reason: Why, in plain words.
        signer, issuer: Whom the certificate names, and who gave it; empty if unknown.
        algorithm: How it was signed, as far as that is known.
        signed_at: ISO 8601 time that the signer claims; empty if none.
    """

    status: Literal["valid", "invalid", "unknown"]
    reason: str = ""
    signer: str = ""
    issuer: str = ""
    algorithm: str = ""
    signed_at: str = ""


@dataclass(frozen=True, slots=True)
class InnerFile:
    """A file inside a stored file, stored itself; without ``sha256`` it could not be unpacked, for ``reason``."""

    name: str
    sha256: str
    size: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found in a stored file; ``rendition`` is the stored PDF made of it, empty if none."""

    kind: str
    pages: int
    rendition: str = ""
    title: str = ""
    note: str = ""
    parts: tuple[InnerFile, ...] = ()


@dataclass(frozen=True, slots=True)
class NewPage:
    """A page read, with its place; see :class:`paraq.catalogue.tables.Page`.

    ``words`` are those of the page as :func:`paraq.catalogue.words.pack` packs them; ``text.words`` is not looked at.
    """

    page_id: str
    number: int
    part: int
    sheet: str
    place: bytes
    image: str
    image_number: int
    text: PageText
    words: bytes
    heading: Heading | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a file (page 0) or a page of it; ``version`` is that of the stage that said so."""

    page: int
    stage: str
    version: int
    outcome: Verdict
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Handled:
    """The state of a stored file: what was found in it, None if nobody looked yet, and the result of each page."""

    looked: Looked | None
    results: Mapping[int, Result] = field(default_factory=dict)
