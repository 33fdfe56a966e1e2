"""DjVu through djvulibre: pages as a TIFF of the same pixels, text from its own layer if it has a believable one."""

import re
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

from indexer.ocr.page import recognise
from indexer.readers.believe import believable
from indexer.readers.pagetext import Line, Piece, page_text
from indexer.reading import Contents, ReadOptions, ReadPage
from paraq import imaging
from paraq.errors import Invalid, Unavailable
from paraq.records.model import Box, PageText

# A page takes about a second; a book of some hundreds of pages some minutes.
SECONDS = 600
# djvutxt's S-expressions: (line left bottom right top ...) and (word left bottom right top "text"), from the bottom of the page.
ITEM = re.compile(r'\((line|para|word) (-?\d+) (-?\d+) (-?\d+) (-?\d+)(?: "((?:[^"\\]|\\.)*)")?')
ESCAPE = re.compile(rb"\\([0-7]{3}|.)")


def look(path: Path, name: str, workspace: Path, options: ReadOptions, kind: str) -> Contents:
    """See :func:`indexer.readers.look`."""
    rendition = workspace / "djvu.tif"
    _run(["ddjvu", "-format=tiff", "-quality=85", str(path), str(rendition)], name)
    with imaging.open_picture(rendition) as picture:
        return Contents(kind, getattr(picture, "n_frames", 1), rendition=rendition)


def read(path: Path, contents: Contents, numbers: Sequence[int], options: ReadOptions) -> Iterator[ReadPage]:
    """See :func:`indexer.readers.read`."""
    with imaging.open_picture(contents.rendition or path) as picture:
        for number in numbers:
            image = imaging.picture_frame(picture, number)
            layer = _layer(path, number, image.size)
            if layer.words and believable(layer.text):
                yield ReadPage(number, 0, layer)
                continue
            texts = recognise(image, options)
            for part, text in enumerate(texts, start=1):
                yield ReadPage(number, part if len(texts) > 1 else 0, text)


def _layer(path: Path, number: int, size: tuple[int, int]) -> PageText:
    written = _run(["djvutxt", "--detail=word", f"--page={number}", str(path)], path.name)
    lines = [Line()]
    for item, left, bottom, right, top, text in ITEM.findall(written):
        if item != "word":
            lines.append(Line([], new_block=item == "para"))
        elif word := _unescaped(text).strip():
            box = Box(int(left), size[1] - int(top), max(1, int(right) - int(left)), max(1, int(top) - int(bottom)))
            lines[-1].pieces.append(Piece(word, box))
    return page_text(lines, "text", size)


def _unescaped(text: str) -> str:
    def sign(match: re.Match[bytes]) -> bytes:
        code = match.group(1)
        return bytes([int(code, 8) & 255]) if len(code) == 3 else code

    return ESCAPE.sub(sign, text.encode()).decode("utf-8", "replace")


def _run(command: list[str], name: str) -> str:
    try:
        done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=True)
    except FileNotFoundError as error:
        raise Unavailable("djvulibre is not installed", where=name, remedy="Install djvulibre-bin", code="djvu") from error
    except subprocess.TimeoutExpired as error:
        raise Invalid(f"The DjVu file took longer than {SECONDS} seconds", where=name, code="djvu-time") from error
    except subprocess.CalledProcessError as error:
        raise Invalid("The DjVu file is broken and cannot be opened", where=name, code="broken") from error
    return done.stdout.decode("utf-8", "replace")
