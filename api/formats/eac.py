"""EAC-CPF 2010, the XML of archival authority records: a body under every name that it bore. https://eac.staatsbibliothek-berlin.de/"""

import re
from collections.abc import Callable
from typing import Final
from xml.etree.ElementTree import Element, register_namespace, tostring

from api.formats.elements import add
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
    description = add(root, "cpfDescription")
    _identity(description, body)
    _description(description, body)
    _relations(description, body, known, link)
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _control(root: Element, identity: str, changed: str) -> None:
    control = add(root, "control")
    add(control, "recordId", _NO_TOKEN.sub("-", identity))
    add(control, "maintenanceStatus", "derived")
    add(add(control, "maintenanceAgency"), "agencyName", "Paraq")
    event = add(add(control, "maintenanceHistory"), "maintenanceEvent")
    add(event, "eventType", "derived")
    add(event, "eventDateTime", changed, standardDateTime=changed)
    add(event, "agentType", "machine")
    add(event, "agent", "Paraq")


def _identity(description: Element, body: Authority) -> None:
    identity = add(description, "identity")
    add(identity, "entityType", "corporateBody")
    for number, one in enumerate(body.names or (DatedName(body.id, "", "", ""),)):
        entry = add(identity, "nameEntry")
        if one.language in LANGUAGES:
            entry.set(f"{{{XML}}}lang", one.language)
            entry.set("scriptCode", LANGUAGES[one.language][1])
        add(entry, "part", one.name)
        if one.start or one.end:
            _range(add(entry, "useDates"), one.start, one.end)
        # The rule by which a form is authorised is this list itself.
        add(entry, "alternativeForm" if number else "authorizedForm", "paraq")


def _description(description: Element, body: Authority) -> None:
    start, end = _existed(body.names)
    if not (start or end or body.note):
        return
    part = add(description, "description")
    if start or end:
        _range(add(part, "existDates"), start, end)
    if body.note:
        add(add(part, "biogHist"), "p", body.note)


def _existed(names: tuple[DatedName, ...]) -> tuple[str, str]:
    """Return when the first of its names began to be borne and the last ceased; an end that is open anywhere is open."""
    starts, ends = [one.start for one in names], [one.end for one in names]
    return min(filter(None, starts), default=""), max(ends) if all(ends) else ""


def _range(parent: Element, start: str, end: str) -> None:
    dates = add(parent, "dateRange")
    for name, date in (("fromDate", start), ("toDate", end)):
        if date:
            add(dates, name, date, standardDate=date)


def _relations(description: Element, body: Authority, known: Authorities, link: Callable[[str], str]) -> None:
    related = [("temporal-earlier", body.before), ("temporal-later", body.after)]
    if not (body.before or body.after):
        return
    relations = add(description, "relations")
    for kind, ids in related:
        for other in filter(None, map(known.get, ids)):
            relation = add(relations, "cpfRelation", cpfRelationType=kind)
            relation.set(f"{{{XLINK}}}type", "simple")
            relation.set(f"{{{XLINK}}}href", link(other.id))
            add(relation, "relationEntry", other.name)
