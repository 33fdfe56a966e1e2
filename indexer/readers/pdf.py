"""PDF: the text layer where it can be believed, else OCR of the page's image; judged page by page."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from indexer.readers.annotations import comment_lines
from indexer.readers.attached import attachments
from indexer.readers.believe import believable, lost_kazakh, worth
from indexer.readers.layer import text_layer
from indexer.readers.pagemap import PageMap
from indexer.reading import Contents, ReadOptions, ReadPage
from paraq import imaging
from paraq.errors import Invalid
from paraq.records.model import PageText

# A picture this large on a page may hold writing that the text layer does not have; logos and signatures are smaller.
PICTURE_COVERAGE = 0.15
# A scan with fewer words in its layer than this has a stamp or a page number on it, not its text.
LAYER_WORDS = 30


# What programs write where nobody has given a title: a word for none, themselves, or the name of a file.
_NO_TITLE = re.compile(
    r"[\W_]*(untitled|unnamed|anonymous|без имени|безымянный|без названия|document|документ|құжат|scan|scanned|image)?"
    r"[\W_]*\d*[\W_]*"
    r"|microsoft (word|excel|powerpoint)\b.*|[^/\\]*\.(docx?|rtf|odt|xlsx?|pptx?|pdf|tiff?|jpe?g|png)",
    re.IGNORECASE,
)


def given_title(title: str) -> str:
    """Return the title of a file's own metadata; empty if a program has written it by itself."""
    return "" if _NO_TITLE.fullmatch(title.strip()) else title.strip()


def look(path: Path, name: str, workspace: Path, options: ReadOptions, kind: str) -> Contents:
    """See :func:`indexer.readers.look`."""
    with imaging.open_pdf(path, options.password) as document:
        pages = len(document)
        if not pages:
            raise Invalid("The PDF has no pages", where=name, code="empty")
        title = given_title(document.get_metadata_value("Title") or "")
        rendition = _unlocked(document, workspace) if options.password else None
        parts = attachments(document, path, workspace, options.password)
        return Contents("pdf", pages, rendition=rendition, parts=parts, title=title)


def read(path: Path, contents: Contents, numbers: Sequence[int], options: ReadOptions) -> Iterator[ReadPage]:
    """See :func:`indexer.readers.read`."""
    with imaging.open_pdf(contents.rendition or path, options.password) as document:
        for number in numbers:
            page = imaging.pdf_page(document, number)
            try:
                texts = _read_page(page, options)
            finally:
                page.close()
            for part, text in enumerate(texts, start=1):
                yield ReadPage(number, part if len(texts) > 1 else 0, text)


def _unlocked(document: Any, workspace: Path) -> Path:
    """Write the file without its lock, so that its pages can be drawn without asking for the password again."""
    import pypdfium2.raw as pdfium

    rendition = workspace / "unlocked.pdf"
    document.save(rendition, flags=pdfium.FPDF_REMOVE_SECURITY)
    return rendition


def _read_page(page: Any, options: ReadOptions) -> list[PageText]:
    texts = _written(page, options)
    comments = comment_lines(page, texts[0].text)
    if not comments:
        return texts
    from indexer.ocr.merge import followed

    return [followed(texts[0], comments), *texts[1:]]


def _written(page: Any, options: ReadOptions) -> list[PageText]:
    layer = text_layer(page)
    coverage = imaging.image_coverage(page)
    if not layer.words:
        return _recognised(page, options) if imaging.has_drawing(page) else [layer]
    if coverage >= imaging.SCAN_COVERAGE:
        doubtful = len(layer.words) < LAYER_WORDS or lost_kazakh(layer.text)
    else:
        doubtful = coverage >= PICTURE_COVERAGE and not _covers_pictures(page, layer)
    if not doubtful and believable(layer.text):
        return [layer]
    return _better(layer, _recognised(page, options))


def _recognised(page: Any, options: ReadOptions) -> list[PageText]:
    from indexer.ocr.page import recognise

    return recognise(imaging.draw_pdf_page(page), options)


def _covers_pictures(page: Any, layer: PageText) -> bool:
    """Tell whether words of the layer stand on the pictures of the page."""
    page_map = PageMap(page)
    for bounds in imaging.picture_bounds(page, PICTURE_COVERAGE):
        box = page_map.box(*bounds)
        right, bottom = box.left + box.width, box.top + box.height
        if not any(
            box.left <= word.box.left + word.box.width / 2 <= right and box.top <= word.box.top + word.box.height / 2 <= bottom
            for word in layer.words
        ):
            return False
    return True


def _better(layer: PageText, read: list[PageText]) -> list[PageText]:
    """Return the better reading of a page, the other one's words as alternatives at the same places."""
    from indexer.ocr.merge import added, with_alternatives

    seen = "\n".join(text.text for text in read)
    if believable(layer.text) and not lost_kazakh(layer.text):
        if len(read) == 1 and worth(layer.text) >= worth(seen):
            return [added(layer, read[0])]
        if len(layer.words) < LAYER_WORDS and len(read) == 1:
            # A stamp over a scan: what is written in it is sure, what is under it was read.
            return [added(layer, read[0])] if worth(seen) < worth(layer.text) else [added(read[0], layer)]
    if worth(seen) > 0 or not layer.words:
        return [with_alternatives(text, layer) for text in read]
    return [layer]
