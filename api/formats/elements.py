"""Elements of the XML of archival description: EAD3 and EAC-CPF."""

from xml.etree.ElementTree import Element, SubElement

from api.formats.alto import writable


def add(parent: Element, name: str, text: str = "", **attributes: str) -> Element:
    """Return a new last child of an element, in the namespace of its parent; what XML cannot hold is replaced."""
    namespace = parent.tag.rpartition("}")[0]
    element = SubElement(parent, f"{namespace}}}{name}", {key: writable(value) for key, value in attributes.items()})
    if text:
        element.text = writable(text)
    return element
