"""PDF: the text layer where it can be believed, else OCR of the page's image; judged page by page."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from indexer.readers.layer import text_layer
from indexer.reading import Contents, ReadOptions, ReadPage
from paraq import imaging
from paraq.records.model import PageText


def look(path: Path, name: str, workspace: Path, options: ReadOptions, kind: str) -> Contents:
    """See :func:`indexer.readers.look`."""
    with imaging.open_pdf(path, options.password) as document:
        title = (document.get_metadata_value("Title") or "").strip()
        return Contents("pdf", len(document), title=title)


def read(path: Path, contents: Contents, numbers: Sequence[int], options: ReadOptions) -> Iterator[ReadPage]:
    """See :func:`indexer.readers.read`."""
    with imaging.open_pdf(path, options.password) as document:
        for number in numbers:
            page = imaging.pdf_page(document, number)
            try:
                texts = _read_page(page, options)
            finally:
                page.close()
            for part, text in enumerate(texts, start=1):
                yield ReadPage(number, part if len(texts) > 1 else 0, text)


def _read_page(page: Any, options: ReadOptions) -> list[PageText]:
    layer = text_layer(page)
    if len(layer.words) > 0:
        return [layer]
    from indexer.ocr.page import recognise

    return recognise(imaging.draw_pdf_page(page), options)
