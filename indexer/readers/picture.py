"""Pictures: TIFF with many pages, HEIC, GIF and WebP with some, JPEG, PNG, JPEG 2000, BMP."""

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
        # Frames that are shown one after another are a film, those of other kinds than these are previews.
        film = kind not in ("tiff", "heic") and (kind not in ("gif", "webp") or picture.info.get("duration"))
        return Contents(kind, 1 if film else _frames(picture))


def _frames(picture: Image.Image) -> int:
    """Return how many frames a picture has; the first broken one counts, so that it fails with its reason."""
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
