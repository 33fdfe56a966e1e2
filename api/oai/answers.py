"""Answers of OAI-PMH 2.0 as XML, section 3.2 and those of each verb, section 4."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Final
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from api.formats import ead
from api.formats.alto import writable
from api.oai.arguments import SECONDS, OaiError, set_name
from paraq.catalogue.listing import Listed
from paraq.records.model import Description
from paraq.records.reference import format_reference

NAMESPACE: Final = "http://www.openarchives.org/OAI/2.0/"
INSTANCE: Final = "http://www.w3.org/2001/XMLSchema-instance"
OAI_DC: Final = "http://www.openarchives.org/OAI/2.0/oai_dc/"
DC: Final = "http://purl.org/dc/elements/1.1/"
SCHEMAS: Final[Mapping[str, tuple[str, str]]] = {
    "oai_dc": ("http://www.openarchives.org/OAI/2.0/oai_dc.xsd", OAI_DC),
    "ead": ("https://www.loc.gov/ead/ead3.xsd", ead.NAMESPACE),
}
# Nobody can mistake it for a record of another repository, and it needs no domain of its own.
IDENTIFIER: Final = "oai:paraq:"

for _prefix, _namespace in (("oai", NAMESPACE), ("xsi", INSTANCE), ("oai_dc", OAI_DC), ("dc", DC)):
    register_namespace(_prefix, _namespace)


def start(address: str, arguments: Mapping[str, str]) -> Element:
    """Return an answer to a request with these arguments, as yet without its verb's part."""
    root = Element(f"{{{NAMESPACE}}}OAI-PMH")
    root.set(f"{{{INSTANCE}}}schemaLocation", f"{NAMESPACE} http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd")
    add(root, "responseDate", written_time(datetime.now(UTC)))
    add(root, "request", address, **arguments)
    return root


def finished(root: Element) -> bytes:
    """Return the bytes of an answer."""
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def refused(address: str, arguments: Mapping[str, str], error: OaiError) -> bytes:
    """Return the answer to a request that cannot be met; a bad verb or argument is not repeated, section 3.2."""
    root = start(address, {} if error.code in ("badVerb", "badArgument") else arguments)
    add(root, "error", error.what, code=error.code)
    return finished(root)


def add(parent: Element, name: str, text: str = "", **attributes: str) -> Element:
    """Add an element of the protocol and return it."""
    element = SubElement(parent, f"{{{NAMESPACE}}}{name}", {key: writable(value) for key, value in attributes.items()})
    if text:
        element.text = writable(text)
    return element


def written_time(time: datetime) -> str:
    """Return a time as the protocol writes it; the catalogue's times without zone are UTC."""
    aware = time if time.tzinfo else time.replace(tzinfo=UTC)
    return aware.astimezone(UTC).strftime(SECONDS)


def identify(root: Element, address: str, name: str, mail: str, earliest: datetime | None) -> None:
    """Add the description of the repository, which has a name and a mailbox."""
    part = add(root, "Identify")
    add(part, "repositoryName", name)
    add(part, "baseURL", address)
    add(part, "protocolVersion", "2.0")
    add(part, "adminEmail", mail)
    add(part, "earliestDatestamp", written_time(earliest or datetime.now(UTC)))
    add(part, "deletedRecord", "transient")
    add(part, "granularity", "YYYY-MM-DDThh:mm:ssZ")


def formats(root: Element) -> None:
    """Add the formats of records."""
    part = add(root, "ListMetadataFormats")
    for prefix, (schema, namespace) in SCHEMAS.items():
        one = add(part, "metadataFormat")
        add(one, "metadataPrefix", prefix)
        add(one, "schema", schema)
        add(one, "metadataNamespace", namespace)


def sets(root: Element, fonds: Iterable[tuple[str, str]]) -> None:
    """Add the fonds as sets."""
    part = add(root, "ListSets")
    for number, title in fonds:
        one = add(part, "set")
        add(one, "setSpec", set_name(number))
        add(one, "setName", f"{number}. {title}" if title else number)


def header(parent: Element, document: Listed) -> None:
    """Add the header of a record; a document without pages was withdrawn."""
    element = add(parent, "header", **({} if document.pages else {"status": "deleted"}))
    add(element, "identifier", IDENTIFIER + document.document_id)
    add(element, "datestamp", written_time(document.changed))
    if document.description.reference.fonds:
        add(element, "setSpec", set_name(document.description.reference.fonds))


def record(parent: Element, document: Listed, prefix: str, link: str) -> None:
    """Add a record with its metadata; one withdrawn has none."""
    element = add(parent, "record")
    header(element, document)
    if document.pages:
        metadata = add(element, "metadata")
        if prefix == "ead":
            metadata.append(ead.single(document, link, written_time(document.changed)))
        else:
            _dublin_core(metadata, document.document_id, document.description, link)


def _dublin_core(parent: Element, identity: str, about: Description, link: str) -> None:
    root = SubElement(parent, f"{{{OAI_DC}}}dc", {f"{{{INSTANCE}}}schemaLocation": f"{OAI_DC} {SCHEMAS['oai_dc'][0]}"})
    cited = [format_reference(about.reference, "", language) for language in ("kk", "ru")] if about.reference.fonds else []
    rows = [
        ("title", about.title or identity),
        ("creator", about.body),
        ("date", about.date),
        ("type", about.type),
        ("identifier", link),
        *(("source", one) for one in cited),
    ]
    for name, value in rows:
        if value:
            SubElement(root, f"{{{DC}}}{name}").text = writable(value)
