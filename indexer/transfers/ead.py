"""Finding aids in EAD3 and EAD 2002 as inventories: what they say of archival files, file by file. https://www.loc.gov/ead/"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from indexer.transfers.xml import Element, parsed
from paraq.errors import Invalid
from paraq.records.model import Reference
from paraq.records.reference import label, parse_reference

NAMESPACES: Final = ("http://ead3.archivists.org/schema/", "urn:isbn:1-931666-22-9", "")
"""EAD3, EAD 2002 as a schema, EAD 2002 with a document type."""
# A finding aid of a hundred thousand files is about 80 MB; more is none.
_LARGEST: Final = 256 << 20
_COMPONENT = re.compile(r"c(?:0[1-9]|1[0-2])?")
# A number as an archive gives it: Р-12, 1 л/с, 45а; a longer text is a citation or the name of a system.
_NUMBER = re.compile(r"(?:[^\W\d_]{1,3}\s?-?\s?)?\d+(?:\s?[^\W\d_]{1,2}(?:/[^\W\d_])?)?")


@dataclass(frozen=True, slots=True)
class Told:
    """What a finding aid says of an archival file, or of one document in it; ``path`` is its scans', if it links to any."""

    reference: Reference
    title: str = ""
    date: str = ""
    body: str = ""
    fonds_title: str = ""
    sheet: str = ""
    path: str = ""


def read_ead(path: Path) -> list[Told]:
    """Read a finding aid: the files that it describes, and the documents whose scans it links to.

    Raises:
        Invalid: It is no EAD, or tells of no fonds.
        OSError: It cannot be read.
    """
    try:
        root = parsed(path.read_bytes(), most=_LARGEST, doctype=True)
    except Invalid as error:
        raise Invalid(f"The finding aid cannot be read: {error.what}", where=path.name, code="inventory") from error
    described = next(_children(root, "archdesc"), None) if _name(root) == "ead" else None
    if described is None:
        raise Invalid(
            "The finding aid is no EAD", where=path.name, remedy="It must be EAD3 or EAD 2002, as ead.xml", code="inventory"
        )
    fonds = _unit(described, Reference(), "fonds")
    if not fonds.reference.fonds:
        raise Invalid(
            "The finding aid tells no number of the fonds",
            where=f"{path.name}: archdesc/did/unitid",
            remedy="Write it as Ф. 12 or 12",
            code="inventory",
        )
    about = replace(Told(fonds.reference), fonds_title=fonds.title, body=fonds.body or fonds.title)
    return list(_below(described, about))


def _below(parent: Element, about: Told) -> Iterator[Told]:
    """Give what is told below a unit; of several levels above a file the first with a number is the inventory."""
    for unit in _components(parent):
        level = unit.get("level", "")
        if level in ("file", "item"):
            yield from _file(unit, about, level)
            continue
        found = _unit(unit, about.reference, "inventory") if not about.reference.inventory else about
        yield from _below(unit, replace(about, reference=found.reference))


def _file(unit: Element, about: Told, level: str) -> Iterator[Told]:
    place = "file" if not about.reference.file else ""
    found = _unit(unit, about.reference, place)
    told = replace(found, fonds_title=about.fonds_title, body=found.body or about.body)
    if (level == "file" and told.reference.file) or told.path:
        yield told
    for inner in _components(unit):
        yield from _file(inner, replace(about, reference=told.reference, body=told.body), inner.get("level", ""))


def _unit(unit: Element, above: Reference, place: str) -> Told:
    """Return what a unit says of itself; its number is that of ``place``, unless it is cited whole."""
    did = next(_children(unit, "did"), None)
    if did is None:
        return Told(above)
    title = _text(next(_children(did, "unittitle"), None))
    return Told(
        _reference([_text(one) for one in _children(did, "unitid")], above, place),
        "" if _is_citation(title) else title,
        _date(did),
        _text(next(_children(did, "origination"), None)),
        sheet=next((_text(one) for one in _children(did, "container") if "sheet" in _kind(one)), ""),
        path=_path(unit, did),
    )


def _reference(numbers: list[str], above: Reference, place: str) -> Reference:
    if not place:
        return above
    plain = next((number for number in numbers if _NUMBER.fullmatch(number)), None)
    if plain is not None:
        return replace(above, **{place: label(plain)})
    for number in numbers:
        try:
            cited, _ = parse_reference(number)
        except Invalid:
            continue
        if getattr(cited, place):
            return Reference(*(getattr(cited, name) or getattr(above, name) for name in ("fonds", "inventory", "file")))
    # An archive's own system of numbers is kept as it is.
    return replace(above, **{place: numbers[0]}) if numbers and numbers[0] else above


def _is_citation(title: str) -> bool:
    """Tell whether a title is only where the unit stands."""
    try:
        parse_reference(title)
    except Invalid:
        return False
    return len(title) < len("Қор 1234, тізімдеме 12 л/с, іс 12345а")


def _date(did: Element) -> str:
    for one in _children(did, "unitdatestructured"):
        exact = [inner.get("standarddate", "") or _text(inner) for inner in one.iter() if _name(inner) in _DATES]
        if exact:
            return exact[0]
    plain = next(_children(did, "unitdate"), None)
    return "" if plain is None else plain.get("normal", "") or _text(plain)


_DATES = ("fromdate", "datesingle")


def _path(unit: Element, did: Element) -> str:
    """Return the path of scans that lie beside the finding aid; an address of the web is none."""
    for link in (*_children(did, "dao"), *_children(unit, "dao")):
        written = link.get("href") or link.get("{http://www.w3.org/1999/xlink}href") or ""
        address = urlsplit(written)
        if written and not address.scheme and not address.netloc and not written.startswith("/"):
            return unquote(written)
    return ""


def _kind(container: Element) -> str:
    return (container.get("localtype") or container.get("type") or "").casefold()


def _components(parent: Element) -> Iterator[Element]:
    for child in parent:
        name = _name(child)
        if _COMPONENT.fullmatch(name):
            yield child
        elif name == "dsc":
            yield from _components(child)


def _children(parent: Element, name: str) -> Iterator[Element]:
    return (child for child in parent if _name(child) == name)


def _name(element: Element) -> str:
    """Return the name of an element of EAD; empty for anything else."""
    if not isinstance(element.tag, str):
        return ""
    namespace, _, name = element.tag.rpartition("}")
    return name if namespace.removeprefix("{") in NAMESPACES else ""


def _text(element: Element | None) -> str:
    return "" if element is None else " ".join("".join(element.itertext()).split())
