"""EAD3, the XML of archival description: a fonds with all that stands in it, or one document. https://www.loc.gov/ead/"""

from collections.abc import Callable, Sequence
from typing import Final
from xml.etree.ElementTree import Element, register_namespace

from api.formats.elements import add
from paraq.catalogue.listing import Listed
from paraq.records.model import Description, Reference
from paraq.records.reference import format_reference

NAMESPACE: Final = "http://ead3.archivists.org/schema/"
SCHEMA: Final = f"{NAMESPACE} https://www.loc.gov/ead/ead3.xsd"

register_namespace("ead", NAMESPACE)

Branches = Callable[[Reference], list[tuple[Reference, str]]]
"""Gives the places right below a place."""
Documents = Callable[[Reference], list[Listed]]
"""Gives the documents at a place."""


def finding_aid(
    fonds: str, title: str, branches: Branches, documents: Documents, link: Callable[[str], str], changed: str
) -> Element:
    """Return a fonds with its inventories, files and documents.

    Args:
        fonds: Number of the fonds.
        title: Its title; empty if unknown.
        branches: Gives inventories and files.
        documents: Gives documents.
        link: Gives the address of a document by its id.
        changed: Time of the last change, ISO 8601.
    """
    place = Reference(fonds)
    root = _start(f"fonds-{fonds}", title or format_reference(place, "", "ru"), changed)
    description = add(root, "archdesc", level="fonds")
    _did(description, fonds, title or format_reference(place, "", "ru"), place)
    stock = add(description, "dsc", dsctype="combined")
    for inventory, _ in branches(place):
        series = _unit(stock, "series", inventory.inventory, inventory)
        for file, _ in branches(inventory):
            held = documents(file)
            folder = _unit(series, "file", file.file, file, _shared_title(held))
            for document in held:
                _item(folder, document, link)
        for document in documents(inventory):
            _item(series, document, link)
    for document in documents(place):
        _item(stock, document, link)
    return root


def single(document: Listed, link: str, changed: str) -> Element:
    """Return one document as a description of its own."""
    about = document.description
    root = _start(document.document_id, about.title or document.document_id, changed)
    description = add(root, "archdesc", level="item")
    _described(description, document.document_id, about, link)
    return root


def _start(identity: str, title: str, changed: str) -> Element:
    root = Element(f"{{{NAMESPACE}}}ead")
    control = add(root, "control")
    add(control, "recordid", identity)
    add(add(add(control, "filedesc"), "titlestmt"), "titleproper", title)
    add(control, "maintenancestatus", value="derived")
    add(add(control, "maintenanceagency"), "agencyname", "Paraq")
    event = add(add(control, "maintenancehistory"), "maintenanceevent")
    add(event, "eventtype", value="derived")
    add(event, "eventdatetime", changed, standarddatetime=changed)
    add(event, "agenttype", value="machine")
    add(event, "agent", "Paraq")
    return root


def _did(parent: Element, number: str, title: str, place: Reference) -> Element:
    did = add(parent, "did")
    add(did, "unitid", number)
    add(did, "unittitle", title)
    for language in ("kk", "ru"):
        add(did, "unitid", format_reference(place, "", language), label=language)
    return did


def _unit(parent: Element, level: str, number: str, place: Reference, title: str = "") -> Element:
    unit = add(parent, "c", level=level)
    _did(unit, number, title or format_reference(place, "", "ru"), place)
    return unit


def _shared_title(documents: Sequence[Listed]) -> str:
    """Return the title that all documents of a file have, which is the file's then; empty if they differ."""
    titles = {document.description.title for document in documents}
    return titles.pop() if len(titles) == 1 else ""


def _item(parent: Element, document: Listed, link: Callable[[str], str]) -> None:
    _described(add(parent, "c", level="item"), document.document_id, document.description, link(document.document_id))


def _described(parent: Element, identity: str, about: Description, link: str) -> None:
    did = add(parent, "did")
    add(did, "unitid", identity)
    add(did, "unittitle", about.title or identity)
    if about.date:
        add(add(did, "unitdatestructured"), "datesingle", about.date, standarddate=about.date)
    if about.body:
        add(add(add(did, "origination"), "corpname"), "part", about.body)
    if about.sheet_from:
        add(did, "container", about.sheet_from, localtype="sheet")
    add(did, "dao", daotype="derived", href=link)
