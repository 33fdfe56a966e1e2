"""EAC-CPF 2010, the XML of archival authority records: a body under every name that it bore. https://eac.staatsbibliothek-berlin.de/"""

import re
from collections.abc import Callable
from typing import Final
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from api.formats.alto import writable
from paraq.records.authority import Authority, DatedName
from paraq.text.authorities import Authorities

NAMESPACE: Final = "urn:isbn:1-931666-33-4"
XLINK: Final = "http://www.w3.org/1999/xlink"
XML: Final = "http://www.w3.org/XML/1998/namespace"
INSTANCE: Final = "http://www.w3.org/2001/XMLSchema-instance"
SCHEMA: Final = f"{NAMESPACE} https://eac.staatsbibliothek-berlin.de/schema/cpf.xsd"
# ISO 639-2 and ISO 15924, as the standard wants them, of the languages in which names are borne.
LANGUAGES: Final = {"kk": ("kaz", "Cyrl"), "ru": ("rus", "Cyrl"), "en": ("eng", "Latn")}
# A record id is an NMTOKEN; an archive's own ids may hold anything.
_NO_TOKEN = re.compile(r"[^\w.:-]+")

register_namespace("eac", NAMESPACE)
register_namespace("xlink", XLINK)


def record(body: Authority, known: Authorities, link: Callable[[str], str], changed: str) -> bytes:
    """Return an organisation as an authority record.

    Args:
        body: The organisation.
        known: Gives its predecessors and successors.
        link: Gives the address of the record of another one by its id.
        changed: When what is known of it was last changed, ISO 8601.
    """
    root = Element(f"{{{NAMESPACE}}}eac-cpf", {f"{{{INSTANCE}}}schemaLocation": SCHEMA})
    _control(root, body.id, changed)
    description = _add(root, "cpfDescription")
    _identity(description, body)
    _description(description, body)
    _relations(description, body, known, link)
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _add(parent: Element, name: str, text: str = "", **attributes: str) -> Element:
    element = SubElement(parent, f"{{{NAMESPACE}}}{name}", {key: writable(value) for key, value in attributes.items()})
    if text:
        element.text = writable(text)
    return element


def _control(root: Element, identity: str, changed: str) -> None:
    control = _add(root, "control")
    _add(control, "recordId", _NO_TOKEN.sub("-", identity))
    _add(control, "maintenanceStatus", "derived")
    _add(_add(control, "maintenanceAgency"), "agencyName", "Paraq")
    event = _add(_add(control, "maintenanceHistory"), "maintenanceEvent")
    _add(event, "eventType", "derived")
    _add(event, "eventDateTime", changed, standardDateTime=changed)
    _add(event, "agentType", "machine")
    _add(event, "agent", "Paraq")


def _identity(description: Element, body: Authority) -> None:
    identity = _add(description, "identity")
    _add(identity, "entityType", "corporateBody")
    for number, one in enumerate(body.names or (DatedName(body.id, "", "", ""),)):
        entry = _add(identity, "nameEntry")
        if one.language in LANGUAGES:
            entry.set(f"{{{XML}}}lang", one.language)
            entry.set("scriptCode", LANGUAGES[one.language][1])
        _add(entry, "part", one.name)
        if one.start or one.end:
            _range(_add(entry, "useDates"), one.start, one.end)
        # The rule by which a form is authorised is this list itself.
        _add(entry, "alternativeForm" if number else "authorizedForm", "paraq")


def _description(description: Element, body: Authority) -> None:
    start, end = _existed(body.names)
    if not (start or end or body.note):
        return
    part = _add(description, "description")
    if start or end:
        _range(_add(part, "existDates"), start, end)
    if body.note:
        _add(_add(part, "biogHist"), "p", body.note)


def _existed(names: tuple[DatedName, ...]) -> tuple[str, str]:
    """Return when the first of its names began to be borne and the last ceased; an end that is open anywhere is open."""
    starts, ends = [one.start for one in names], [one.end for one in names]
    return min(filter(None, starts), default=""), max(ends) if all(ends) else ""


def _range(parent: Element, start: str, end: str) -> None:
    dates = _add(parent, "dateRange")
    for name, date in (("fromDate", start), ("toDate", end)):
        if date:
            _add(dates, name, date, standardDate=date)


def _relations(description: Element, body: Authority, known: Authorities, link: Callable[[str], str]) -> None:
    related = [("temporal-earlier", body.before), ("temporal-later", body.after)]
    if not (body.before or body.after):
        return
    relations = _add(description, "relations")
    for kind, ids in related:
        for other in filter(None, map(known.get, ids)):
            relation = _add(relations, "cpfRelation", cpfRelationType=kind)
            relation.set(f"{{{XLINK}}}type", "simple")
            relation.set(f"{{{XLINK}}}href", link(other.id))
            _add(relation, "relationEntry", other.name)
