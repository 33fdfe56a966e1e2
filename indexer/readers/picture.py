"""Pictures: TIFF with many pages, JPEG, PNG, JPEG 2000, BMP, WebP, GIF, HEIC."""

import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path

from PIL import Image

from indexer.ocr.page import recognise
from indexer.reading import Contents, ReadOptions, ReadPage
from paraq import imaging

# A whole fonds on microfilm has fewer; there are files whose frames point at each other for ever.
MAX_FRAMES = 100_000


def look(path: Path, name: str, workspace: Path, options: ReadOptions, kind: str) -> Contents:
    """See :func:`indexer.readers.look`."""
    with imaging.open_picture(path) as picture:
        # Only TIFF means pages by its frames; elsewhere they are previews or films.
        pages = _frames(picture) if kind == "tiff" else 1
    return Contents(kind, pages)


def _frames(picture: Image.Image) -> int:
    """Return how many frames a TIFF has; the first broken one counts, so that it fails with its reason."""
    number = 1
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        while number < MAX_FRAMES:
            try:
                picture.seek(number)
            except EOFError:
                break
            except Exception:  # noqa: BLE001  # Pillow throws what its parsers throw
                return number + 1
            number += 1
    return number


def read(path: Path, contents: Contents, numbers: Sequence[int], options: ReadOptions) -> Iterator[ReadPage]:
    """See :func:`indexer.readers.read`."""
    with imaging.open_picture(path) as picture:
        for number in numbers:
            texts = recognise(imaging.picture_frame(picture, number), options)
            for part, text in enumerate(texts, start=1):
                yield ReadPage(number, part if len(texts) > 1 else 0, text)
