"""What a speaker noted beside the slides of a presentation, as pages that follow them: slides keep their numbers."""

import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from paraq import imaging

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORD = re.compile(r"[^\W\d_]+")


def with_notes(slides: Path, notes: Path) -> Path:
    """Return a PDF of the slides, followed by those of their pages of notes on which more than the slide is written."""
    with imaging.open_pdf(slides) as document, imaging.open_pdf(notes) as noted:
        written = list(_words(document))
        more = [number for number, words in enumerate(_words(noted)) if words - (written[number : number + 1] or [Counter()])[0]]
    if not more:
        return slides
    import pikepdf

    joined = slides.with_name("with_notes.pdf")
    with pikepdf.open(slides) as whole, pikepdf.open(notes) as source:
        whole.pages.extend(source.pages[number] for number in more)
        whole.save(joined, deterministic_id=True)
    return joined


def _words(document: Any) -> "Iterator[Counter[str]]":
    """Yield the words of each page; the number of a slide, which its page of notes shows too, is none."""
    for number in range(1, len(document) + 1):
        page = imaging.pdf_page(document, number)
        textpage = page.get_textpage()
        yield Counter(_WORD.findall(textpage.get_text_range()))
        textpage.close()
        page.close()
