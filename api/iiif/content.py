"""IIIF Content Search API 2.0: hits as annotations on their sheets, and words to complete. https://iiif.io/api/search/2.0/"""

from collections import Counter
from collections.abc import Sequence
from typing import Any, Final
from urllib.parse import urlencode

from api.iiif.presentation import SEARCH_CONTEXT, Addresses, xywh
from paraq.services.answers import Answer, Mark, PageHit

# Words on either side of a hit that tell it from others.
AROUND: Final = 40

Json = dict[str, Any]


def hits(address: str, answer: Answer, following: str | None, ignored: Sequence[str], at: Addresses) -> Json:
    """Return found pages as annotations on their canvases.

    Args:
        address: Of this list.
        answer: What was found.
        following: Address of the next hits; None at the end.
        ignored: Parameters of the specification that were given and are not looked at.
        at: The addresses of this installation.
    """
    items, contexts = [], []
    for hit in answer.hits:
        for number, mark in enumerate(hit.marks, start=1):
            annotation = f"{at.canvas(hit.page.page_id)}/hits/{mark.start}-{mark.end}"
            items.append(_annotation(annotation, hit, mark, at))
            contexts.append(_context(f"{annotation}/context/{number}", annotation, hit, mark))
    found: Json = {
        "@context": SEARCH_CONTEXT,
        "id": address,
        "type": "AnnotationPage",
        "items": items,
        "annotations": [{"type": "AnnotationPage", "items": contexts}],
    }
    if following:
        found["next"] = following
    if ignored:
        found["ignored"] = list(ignored)
    return found


def _annotation(annotation: str, hit: PageHit, mark: Mark, at: Addresses) -> Json:
    canvas = at.canvas(hit.page.page_id)
    targets = [f"{canvas}#{xywh(hit.page, box)}" for box in mark.boxes]
    written = hit.page.text.text[mark.start : mark.end]
    return {
        "id": annotation,
        "type": "Annotation",
        "motivation": "highlighting",
        "body": {"type": "TextualBody", "value": written, "format": "text/plain"},
        # A word broken at the end of a line stands in two places.
        "target": targets[0] if len(targets) == 1 else targets or canvas,
    }


def _context(name: str, annotation: str, hit: PageHit, mark: Mark) -> Json:
    text = hit.page.text.text
    selector = {
        "type": "TextQuoteSelector",
        "prefix": text[max(0, mark.start - AROUND) : mark.start],
        "exact": text[mark.start : mark.end],
        "suffix": text[mark.end : mark.end + AROUND],
    }
    target = {"type": "SpecificResource", "source": annotation, "selector": [selector]}
    return {"id": name, "type": "Annotation", "motivation": "contextualizing", "target": target}


def terms(address: str, start: str, answer: Answer, search: str, ignored: Sequence[str]) -> Json:
    """Return the words that the found pages have and that begin with what was typed, the most frequent first."""
    counts: Counter[str] = Counter()
    for hit in answer.hits:
        for mark in hit.marks:
            word = hit.page.text.text[mark.start : mark.end].lower()
            if word.startswith(start.lower()):
                counts[word] += 1
    items = [
        {"value": word, "total": count, "service": [{"id": f"{search}?{urlencode({'q': word})}", "type": "SearchService2"}]}
        for word, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    ]
    found: Json = {"@context": SEARCH_CONTEXT, "id": address, "type": "TermPage", "items": items}
    if ignored:
        found["ignored"] = list(ignored)
    return found
