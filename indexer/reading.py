"""What reading a file gives: the line between those who know file formats and those who run the work.

``readers`` fills it: ``readers.look`` opens a file and says what is in it, ``readers.read`` reads some of its pages. Both run in
worker processes under limits of time and memory, so everything here crosses between processes.
"""

from dataclasses import dataclass
from pathlib import Path

from paraq.records.model import PageText


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How to read.

    Attributes:
        languages: Tesseract languages joined by ``+``.
        password: Opens locked files; empty if none was given.
        safe: True on a second try after a crash or time-out: slower settings that ask less of native libraries.
    """

    languages: str = "kaz+rus"
    password: str = ""
    safe: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A file inside a file: an attachment or a member of an archive, unpacked to ``path``; ``name`` is its path inside.

    Without ``path`` it could not be unpacked, for ``reason``.
    """

    name: str
    path: Path | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a file holds.

    Attributes:
        kind: The kind told from its content: ``pdf``, ``tiff``, ``jpeg``, ``docx``, ``zip`` ...
        pages: Number of its pages or frames; 0 for a container that has only parts.
        rendition: A PDF or TIFF made of it from which its pages are drawn, to be kept in the store; None to draw the file itself.
        parts: Files inside it, to be read as documents of their own.
        title: Title that the file gives itself; empty if none.
        note: What was noticed in plain words; empty if nothing.
    """

    kind: str
    pages: int
    rendition: Path | None = None
    parts: tuple[Part, ...] = ()
    title: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ReadPage:
    """One page read: ``number`` of its image or PDF page from 1; ``part`` 1 or 2 for the sheets of a spread, else 0."""

    number: int
    part: int
    text: PageText
