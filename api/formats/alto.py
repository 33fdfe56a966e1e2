"""ALTO 4, the XML of the Library of Congress for the text of a page and its places. https://www.loc.gov/standards/alto/"""

import re
from typing import Final
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from api.formats.lines import Block, Line, blocks
from paraq.records.model import Box, PageRecord, Word

NAMESPACE: Final = "http://www.loc.gov/standards/alto/ns-v4#"
SCHEMA: Final = f"{NAMESPACE} http://www.loc.gov/standards/alto/v4/alto-4-3.xsd"
INSTANCE: Final = "http://www.w3.org/2001/XMLSchema-instance"
# BCP 47; a page in no known language says nothing of it.
LANGUAGES: Final = ("kk", "ru", "en")
# XML 1.0, section 2.2: nothing else may stand in a document, not even escaped.
UNWRITABLE: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

register_namespace("", NAMESPACE)


def alto(page: PageRecord, size: tuple[int, int]) -> bytes:
    """Return a page with its words, their places in pixels of the sheet, confidences and other readings.

    Args:
        page: The page.
        size: Width and height of the sheet's picture in pixels.
    """
    root = Element(f"{{{NAMESPACE}}}alto", {f"{{{INSTANCE}}}schemaLocation": SCHEMA, "SCHEMAVERSION": "4.3"})
    description = _add(root, "Description")
    _add(description, "MeasurementUnit").text = "pixel"
    source = _add(description, "sourceImageInformation")
    _add(source, "fileName").text = writable(page.path)
    _add(source, "fileIdentifier").text = page.page_id
    whole = Box(0, 0, *size)
    sheet = _add(_add(root, "Layout"), "Page", ID="page", PHYSICAL_IMG_NR=str(page.number), WIDTH=size[0], HEIGHT=size[1])
    if page.sheet:
        sheet.set("PRINTED_IMG_NR", writable(page.sheet))
    if page.text.source == "ocr":
        sheet.set("PC", f"{page.text.confidence / 100:.3f}")
    space = _add(sheet, "PrintSpace", **_place(whole))
    for number, block in enumerate(blocks(page), start=1):
        _block(space, f"block_{number}", block, page.text.language)
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def writable(text: str) -> str:
    """Return a text without what XML cannot hold."""
    return UNWRITABLE.sub("\ufffd", text)


def _add(parent: Element, name: str, **attributes: object) -> Element:
    return SubElement(parent, f"{{{NAMESPACE}}}{name}", {key: str(value) for key, value in attributes.items()})


def _place(box: Box) -> dict[str, int]:
    return {"HPOS": box.left, "VPOS": box.top, "WIDTH": box.width, "HEIGHT": box.height}


def _block(parent: Element, name: str, block: Block, language: str) -> None:
    element = _add(parent, "TextBlock", ID=name, **_place(block.box))
    if language in LANGUAGES:
        element.set("LANG", language)
    for number, line in enumerate(block.lines, start=1):
        _line(element, f"{name}_line_{number}", line)


def _line(parent: Element, name: str, line: Line) -> None:
    element = _add(parent, "TextLine", ID=name, **_place(line.box))
    before: Box | None = None
    for number, (word, box) in enumerate(zip(line.words, line.boxes, strict=True), start=1):
        if before and box.left > before.left + before.width:
            gap = box.left - before.left - before.width
            _add(element, "SP", HPOS=before.left + before.width, VPOS=before.top, WIDTH=gap)
        _word(element, f"{name}_word_{number}", word, box)
        before = box


def _word(parent: Element, name: str, word: Word, box: Box) -> None:
    element = _add(parent, "String", ID=name, CONTENT=writable(word.text), **_place(box))
    element.set("WC", f"{word.confidence / 100:.3f}")
    for reading in word.alternatives:
        _add(element, "ALTERNATIVE").text = writable(reading)
