"""JSON-LD in the words of schema.org, for search engines and catalogues: records as https://schema.org/ArchiveComponent."""

from collections.abc import Iterable
from typing import Any, Final
from urllib.parse import urlencode

from paraq.records.model import Description, DocumentRecord, PageRecord, Reference
from paraq.records.reference import format_reference

CONTEXT: Final = "https://schema.org"
MEDIA: Final = "application/ld+json"
LANGUAGES: Final = ("kk", "ru", "en")

Json = dict[str, Any]


class Linked:
    """Writes records under the address of ``/v1``."""

    def __init__(self, base: str) -> None:
        self._base = base

    def document(self, one: DocumentRecord) -> Json:
        """Return a document, its pages as parts."""
        about = one.description
        told = self._component(self._of_document(one.document_id), about.title, about.reference, about)
        told["isPartOf"] = _only(self._place(about.reference), about.reference)
        told["hasPart"] = [{"@type": "ArchiveComponent", "@id": self._of_page(page)} for page in one.page_ids]
        told["subjectOf"] = {"@id": f"{self._base}/iiif/documents/{one.document_id}/manifest"}
        return _whole(told)

    def page(self, one: PageRecord) -> Json:
        """Return a page with its scan; its text stands at the address of the text."""
        about, base = one.description, self._of_page(one.page_id)
        told = self._component(base, about.title, about.reference, about, one.sheet)
        told["isPartOf"] = [{"@id": self._of_document(one.document_id)}, *_only(self._place(about.reference), about.reference)]
        told["position"] = one.number
        told["inLanguage"] = one.text.language if one.text.language in LANGUAGES else ""
        told["thumbnailUrl"] = f"{base}/thumbnail"
        told["image"] = f"{base}/image"
        told["encoding"] = {"@type": "MediaObject", "encodingFormat": "text/plain", "contentUrl": f"{base}/text"}
        return _whole(told)

    def place(
        self, place: Reference, title: str, below: Iterable[Reference], documents: Iterable[tuple[str, Description]]
    ) -> Json:
        """Return a fonds, an inventory or a file with what stands right below it; of the archive itself, its fonds."""
        parts = [{"@type": "ArchiveComponent", "@id": self._place(one), "name": _cited(one)} for one in below]
        parts += [{"@type": "ArchiveComponent", "@id": self._of_document(name), "name": about.title} for name, about in documents]
        if not place.fonds:
            held = {"@context": CONTEXT, "@type": "ArchiveOrganization", "@id": self._archive, "archiveHeld": parts}
            return _whole(held)
        told = self._component(self._place(place), title if not place.inventory else "", place, Description())
        above = Reference(place.fonds, place.inventory) if place.file else Reference(place.fonds) if place.inventory else None
        told["isPartOf"] = {"@id": self._place(above)} if above else ""
        told["hasPart"] = parts
        return _whole(told)

    def _component(self, address: str, title: str, place: Reference, about: Description, sheet: str = "") -> Json:
        cited = _cited(place, sheet)
        return {
            "@context": CONTEXT,
            "@type": "ArchiveComponent",
            "@id": address,
            "url": address,
            "name": title or cited,
            "identifier": cited,
            "dateCreated": about.date,
            "genre": about.type,
            "creator": {"@type": "Organization", "name": about.body} if about.body else "",
            "holdingArchive": {"@type": "ArchiveOrganization", "@id": self._archive},
            "itemLocation": [one["@value"] for one in cited],
        }

    @property
    def _archive(self) -> str:
        return f"{self._base}/archive/jsonld"

    def _of_document(self, document_id: str) -> str:
        return f"{self._base}/documents/{document_id}"

    def _of_page(self, page_id: str) -> str:
        return f"{self._base}/pages/{page_id}"

    def _place(self, of: Reference) -> str:
        given = {"fonds": of.fonds, "inventory": of.inventory, "file": of.file}
        return f"{self._archive}?{urlencode({name: value for name, value in given.items() if value})}"


def _cited(of: Reference, sheet: str = "") -> list[Json]:
    if not of.fonds:
        return []
    return [{"@value": format_reference(of, sheet, language), "@language": language} for language in LANGUAGES]


def _only(address: str, of: Reference) -> list[Json]:
    return [{"@id": address}] if of.fonds else []


def _whole(told: Json) -> Json:
    """Return what is known; nothing is said of what is not."""
    return {name: value for name, value in told.items() if value not in ("", [], None)}
