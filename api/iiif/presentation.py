"""IIIF Presentation API 3.0: documents as manifests, the archive's tree as collections. https://iiif.io/api/presentation/3.0/"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from api.formats.lines import blocks
from api.sheets import on_sheet, own_region
from paraq.records.model import Box, Description, DocumentRecord, PageRecord, Reference
from paraq.records.reference import format_reference

CONTEXT: Final = "http://iiif.io/api/presentation/3/context.json"
SEARCH_CONTEXT: Final = "http://iiif.io/api/search/2/context.json"
# Viewers show thumbnails some hundred pixels wide.
THUMBNAIL_WIDTH: Final = 200
LANGUAGES: Final = ("kk", "ru", "en")
NAMES: Final[Mapping[str, Mapping[str, str]]] = {
    "reference": {"kk": "Мұрағаттық сілтеме", "ru": "Архивный шифр", "en": "Reference"},
    "fonds": {"kk": "Қор", "ru": "Фонд", "en": "Fonds"},
    "inventory": {"kk": "Тізімдеме", "ru": "Опись", "en": "Inventory"},
    "file": {"kk": "Іс", "ru": "Дело", "en": "File"},
    "body": {"kk": "Тапсырушы ұйым", "ru": "Фондообразователь", "en": "Transferring body"},
    "date": {"kk": "Күні", "ru": "Дата", "en": "Date"},
    "archive": {"kk": "Мұрағат", "ru": "Архив", "en": "Archive"},
    "untitled": {"kk": "Атаусыз құжат", "ru": "Документ без заголовка", "en": "Untitled document"},
}

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Addresses:
    """The addresses of what this API gives, all under ``base`` (scheme, host and ``/v1``)."""

    base: str

    def image(self, page_id: str) -> str:
        return f"{self.base}/iiif/pages/{page_id}"

    def canvas(self, page_id: str) -> str:
        return f"{self.base}/iiif/pages/{page_id}/canvas"

    def manifest(self, document_id: str) -> str:
        return f"{self.base}/iiif/documents/{document_id}/manifest"

    def collection(self, of: Reference) -> str:
        named = {"fonds": of.fonds, "inventory": of.inventory, "file": of.file}
        given = urlencode({name: value for name, value in named.items() if value})
        return f"{self.base}/iiif/collection{'?' if given else ''}{given}"


def _named(name: str) -> dict[str, list[str]]:
    return {language: [NAMES[name][language]] for language in LANGUAGES}


def _cited(of: Reference, sheet: str = "") -> dict[str, list[str]]:
    return {language: [format_reference(of, sheet, language)] for language in LANGUAGES}


def _title(of: Description) -> dict[str, list[str]]:
    # The title is in the language of the document, which nobody has said.
    return {"none": [of.title]} if of.title else _named("untitled")


def manifest(document: DocumentRecord, pages: Sequence[PageRecord], sizes: Mapping[str, tuple[int, int]], at: Addresses) -> Json:
    """Return a document as a manifest with a canvas for each sheet.

    Args:
        document: The document.
        pages: Its pages in order.
        sizes: Width and height of each page's picture by page id.
        at: The addresses of this installation.
    """
    address = at.manifest(document.document_id)
    about = document.description
    found: Json = {
        "@context": [SEARCH_CONTEXT, CONTEXT],
        "id": address,
        "type": "Manifest",
        "label": _title(about),
        "metadata": _metadata(about),
        "behavior": ["individuals"],
        "items": [_canvas(page, sizes[page.page_id], at) for page in pages],
        "service": [_search_service(address.removesuffix("/manifest"))],
    }
    if about.reference.fonds:
        found["requiredStatement"] = {"label": _named("reference"), "value": _cited(about.reference)}
        found["partOf"] = [{"id": at.collection(about.reference), "type": "Collection"}]
    if pages:
        found["thumbnail"] = [_thumbnail(pages[0], sizes[pages[0].page_id], at)]
    return found


def _metadata(about: Description) -> list[Json]:
    rows = [("body", about.body), ("fonds", about.fonds_title), ("date", about.date)]
    found = [{"label": _named(name), "value": {"none": [value]}} for name, value in rows if value]
    if about.reference.fonds:
        found.insert(0, {"label": _named("reference"), "value": _cited(about.reference)})
    return found


def _search_service(address: str) -> Json:
    suggest = {"id": f"{address}/autocomplete", "type": "AutoCompleteService2"}
    return {"id": f"{address}/search", "type": "SearchService2", "service": [suggest]}


def _canvas(page: PageRecord, size: tuple[int, int], at: Addresses) -> Json:
    canvas, (width, height) = at.canvas(page.page_id), size
    body = {
        "id": f"{at.image(page.page_id)}/full/max/0/default.jpg",
        "type": "Image",
        "format": "image/jpeg",
        "width": width,
        "height": height,
        "service": [_image_service(page, at)],
    }
    painting = {"id": f"{canvas}/scan", "type": "Annotation", "motivation": "painting", "body": body, "target": canvas}
    name = page.sheet or str(page.number)
    return {
        "id": canvas,
        "type": "Canvas",
        "label": _cited(Reference(), name) if page.sheet else {"none": [name]},
        "width": width,
        "height": height,
        "items": [{"id": f"{canvas}/scans", "type": "AnnotationPage", "items": [painting]}],
        "thumbnail": [_thumbnail(page, size, at)],
        "annotations": [{"id": f"{at.image(page.page_id)}/text", "type": "AnnotationPage"}],
    }


def _image_service(page: PageRecord, at: Addresses) -> Json:
    return {"id": at.image(page.page_id), "type": "ImageService3", "profile": "level2"}


def _thumbnail(page: PageRecord, size: tuple[int, int], at: Addresses) -> Json:
    width = min(THUMBNAIL_WIDTH, size[0])
    height = max(1, round(size[1] * width / size[0]))
    return {
        "id": f"{at.image(page.page_id)}/full/{width},{height}/0/default.jpg",
        "type": "Image",
        "format": "image/jpeg",
        "width": width,
        "height": height,
        "service": [_image_service(page, at)],
    }


def collection(
    place: Reference, title: str, below: Iterable[Reference], documents: Iterable[tuple[str, Description]], at: Addresses
) -> Json:
    """Return a place in the archive's tree as a collection of the places below it and the documents in it, by id."""
    items: list[Json] = [{"id": at.collection(branch), "type": "Collection", "label": _cited(branch)} for branch in below]
    items += [{"id": at.manifest(name), "type": "Manifest", "label": _title(about)} for name, about in documents]
    found: Json = {
        "@context": CONTEXT,
        "id": at.collection(place),
        "type": "Collection",
        "label": _cited(place) if place.fonds else _named("archive"),
        "items": items,
    }
    if title:
        found["summary"] = {"none": [title]}
    return found


def text_annotations(page: PageRecord, at: Addresses) -> Json:
    """Return the lines of a page's text as annotations beside its scan."""
    canvas = at.canvas(page.page_id)
    address = f"{at.image(page.page_id)}/text"
    lines = (line for block in blocks(page) for line in block.lines)
    items = [
        {
            "id": f"{address}/{number}",
            "type": "Annotation",
            "motivation": "supplementing",
            "body": {"type": "TextualBody", "format": "text/plain", "language": page.text.language, "value": line.text},
            "target": f"{canvas}#{fragment(line.box)}",
        }
        for number, line in enumerate(lines, start=1)
    ]
    return {"@context": CONTEXT, "id": address, "type": "AnnotationPage", "items": items}


def xywh(page: PageRecord, box: Box) -> str:
    """Return a box of the page image as a fragment of the sheet's canvas."""
    return fragment(on_sheet(box, own_region(page.text)))


def fragment(box: Box) -> str:
    """Return a box in pixels of the sheet as a fragment of its canvas."""
    return "xywh=" + ",".join(str(side) for side in box.as_list())
