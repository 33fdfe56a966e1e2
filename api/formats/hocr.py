"""hOCR 1.2: the text of a document and its places as a page that any browser reads. https://kba.github.io/hocr-spec/1.2/"""

from collections.abc import Iterable
from typing import Final
from xml.etree.ElementTree import Element, SubElement, tostring

from api.formats.alto import LANGUAGES, writable
from api.formats.lines import Block, Line, blocks
from paraq.records.model import Box, PageRecord

DOCTYPE: Final = (
    '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">'
)


def hocr(title: str, pages: Iterable[tuple[PageRecord, tuple[int, int]]]) -> bytes:
    """Return pages, each with the size of its sheet's picture, as one hOCR document."""
    root = Element("html", {"xmlns": "http://www.w3.org/1999/xhtml"})
    head = SubElement(root, "head")
    SubElement(head, "title").text = writable(title)
    SubElement(head, "meta", {"http-equiv": "Content-Type", "content": "text/html; charset=utf-8"})
    SubElement(head, "meta", {"name": "ocr-system", "content": "Paraq"})
    SubElement(head, "meta", {"name": "ocr-capabilities", "content": "ocr_page ocr_carea ocr_line ocrx_word"})
    body = SubElement(root, "body")
    for number, (page, size) in enumerate(pages):
        _page(body, number, page, size)
    return f"{DOCTYPE}\n".encode() + bytes(tostring(root, encoding="utf-8"))


def _box(box: Box) -> str:
    return f"bbox {box.left} {box.top} {box.left + box.width} {box.top + box.height}"


def _page(body: Element, number: int, page: PageRecord, size: tuple[int, int]) -> None:
    name = writable(page.path).replace('"', "'")
    told = f'image "{name}"; {_box(Box(0, 0, *size))}; ppageno {page.number - 1}'
    if page.sheet:
        told += f'; lpageno "{writable(page.sheet)}"'
    element = SubElement(body, "div", {"class": "ocr_page", "id": f"page_{number + 1}", "title": told})
    if page.text.language in LANGUAGES:
        element.set("lang", page.text.language)
    for index, block in enumerate(blocks(page), start=1):
        _block(element, f"{number + 1}_{index}", block)


def _block(parent: Element, name: str, block: Block) -> None:
    area = SubElement(parent, "div", {"class": "ocr_carea", "id": f"block_{name}", "title": _box(block.box)})
    for number, line in enumerate(block.lines, start=1):
        _line(area, f"{name}_{number}", line)


def _line(parent: Element, name: str, line: Line) -> None:
    element = SubElement(parent, "span", {"class": "ocr_line", "id": f"line_{name}", "title": _box(line.box)})
    element.tail = "\n"
    for number, (word, box) in enumerate(zip(line.words, line.boxes, strict=True), start=1):
        told = f"{_box(box)}; x_wconf {round(word.confidence)}"
        written = SubElement(element, "span", {"class": "ocrx_word", "id": f"word_{name}_{number}", "title": told})
        written.text = writable(word.text)
        written.tail = " "
