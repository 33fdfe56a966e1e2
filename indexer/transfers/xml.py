"""XML that comes from outside: no entity is resolved, nothing is fetched, nothing grows."""

from typing import Any

from lxml import etree

from paraq.errors import Invalid

Element = Any
"""An element of lxml, which has no types of its own."""

XmlError = etree.LxmlError


def parsed(content: bytes, *, most: int, doctype: bool = False) -> Element:
    """Return the root of an XML document of at most so many bytes.

    Raises:
        Invalid: It is no XML, too large, or declares a document type; with ``doctype`` it may name one, but declare no entities.
    """
    if len(content) > most:
        raise Invalid(f"it is larger than {most >> 20} MB")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.LxmlError, ValueError) as error:
        raise Invalid(f"it is no XML: {error}") from error
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and not (doctype and not list(declared.iterentities())):
        raise Invalid("it declares a document type, which packages and signatures do not")
    return root
