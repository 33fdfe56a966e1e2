"""Pictures: TIFF with many pages, JPEG, PNG, JPEG 2000, BMP, WebP, GIF, HEIC."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from indexer.ocr.page import recognise
from indexer.reading import Contents, ReadOptions, ReadPage
from paraq import imaging


def look(path: Path, name: str, workspace: Path, options: ReadOptions, kind: str) -> Contents:
    """See :func:`indexer.readers.look`."""
    with imaging.open_picture(path) as picture:
        # Only TIFF means pages by its frames; elsewhere they are previews or films.
        pages = getattr(picture, "n_frames", 1) if kind == "tiff" else 1
    return Contents(kind, pages)


def read(path: Path, contents: Contents, numbers: Sequence[int], options: ReadOptions) -> Iterator[ReadPage]:
    """See :func:`indexer.readers.read`."""
    with imaging.open_picture(path) as picture:
        for number in numbers:
            texts = recognise(imaging.picture_frame(picture, number), options)
            for part, text in enumerate(texts, start=1):
                yield ReadPage(number, part if len(texts) > 1 else 0, text)
