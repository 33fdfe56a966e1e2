"""Spreadsheets made ready for paper: LibreOffice prints of a cell what fits into it, of a wide sheet a page for each few columns.

So that nothing is cut off and a row stays on one page, columns are made as wide as their words, longer texts wrap, every sheet is
scaled to the width of a page and printed with its grid, and what is hidden or outside the range to print is printed, too.
"""

import math
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

# As XML a spreadsheet of 100 pages takes some 3 MB, and ten times that in memory; beyond this it is data and printed as it is.
MAX_BYTES = 30_000_000
# Longer texts wrap; a name or a position fits.
WIDEST = 32
# Centimetres a letter at POINTS, and what a cell keeps free on both sides. Digits of a bold sans serif, which comes where the
# font of the sheet is not installed, take 0.25; a number that does not fit is printed as ###, a word is broken in two.
LETTER, FREE, POINTS = 0.27, 0.3, 10.0
# Columns with more have repeated themselves to the edge of the sheet.
MAX_COLUMNS = 1_000

_URN = "urn:oasis:names:tc:opendocument:xmlns:{}:1.0"
OFFICE, TABLE, TEXT, STYLE = (f"{{{_URN.format(name)}}}" for name in ("office", "table", "text", "style"))
FO = f"{{{_URN.format('xsl-fo-compatible')}}}"
PRINTED = "objects charts drawings zero-values grid annotations"


def fit_to_paper(sheets: Path) -> bool:
    """Change a flat OpenDocument spreadsheet (``fods``) in place so that all of it is printed; False if it is too large."""
    if sheets.stat().st_size > MAX_BYTES:
        return False
    tree = _parsed(sheets)
    root = tree.getroot()
    for layout in root.iter(f"{STYLE}page-layout-properties"):
        _without(layout, f"{STYLE}scale-to", f"{STYLE}scale-to-pages")
        layout.attrib |= {f"{STYLE}scale-to-X": "1", f"{STYLE}scale-to-Y": "0", f"{STYLE}print": PRINTED}
    for cell in root.iter(f"{STYLE}table-cell-properties"):
        _without(cell, f"{STYLE}shrink-to-fit")
        cell.set(f"{FO}wrap-option", "wrap")
    for row in root.iter(f"{STYLE}table-row-properties"):
        _without(row, f"{STYLE}row-height")
        row.set(f"{STYLE}use-optimal-row-height", "true")
    for comment in root.iter(f"{OFFICE}annotation"):
        # Comments are printed behind their sheet; one that is shown on it, too, covers cells.
        _without(comment, f"{OFFICE}display")
    for table in root.iter(f"{STYLE}table-properties"):
        table.set(f"{TABLE}display", "true")
    _wrap_by_default(root)
    _keep_values(root)
    points = _points(root)
    styles = next(root.iter(f"{OFFICE}automatic-styles"))
    for table in root.iter(f"{TABLE}table"):
        _show(table)
        _widen(table, styles, points)
    tree.write(sheets, "utf-8", xml_declaration=True)
    return True


def _parsed(sheets: Path) -> "ElementTree.ElementTree[Element]":
    # LibreOffice knows its own files by the prefixes of their names only.
    for _, (prefix, name) in ElementTree.iterparse(sheets, ("start-ns",)):
        ElementTree.register_namespace(prefix, name)
    return ElementTree.parse(sheets)


def _without(element: "Element", *names: str) -> None:
    for name in names:
        element.attrib.pop(name, None)


def _wrap_by_default(root: "Element") -> None:
    for style in (*root.iter(f"{STYLE}default-style"), *root.iter(f"{STYLE}style")):
        is_default = style.tag.endswith("default-style") or style.get(f"{STYLE}name") == "Default"
        if is_default and style.get(f"{STYLE}family") == "table-cell" and style.find(f"{STYLE}table-cell-properties") is None:
            style.insert(0, ElementTree.Element(f"{STYLE}table-cell-properties", {f"{FO}wrap-option": "wrap"}))


def _keep_values(root: "Element") -> None:
    """Take formulas away, so that cells show the values that they have: prefixes inside formulas do not outlive parsing."""
    for cell in root.iter(f"{TABLE}table-cell"):
        _without(cell, f"{TABLE}formula")


def _points(root: "Element") -> dict[str, float]:
    """Return the size of letters of each style of cells that names one, itself or by the style that it comes from."""
    own: dict[str, float] = {}
    parents: dict[str, str] = {}
    for style in root.iter(f"{STYLE}style"):
        if style.get(f"{STYLE}family") == "table-cell":
            name = style.get(f"{STYLE}name", "")
            parents[name] = style.get(f"{STYLE}parent-style-name", "")
            text = style.find(f"{STYLE}text-properties")
            size = "" if text is None else text.get(f"{FO}font-size", "")
            if size.endswith("pt"):
                own[name] = float(size.removesuffix("pt"))
    return {name: own.get(name) or own.get(parents[name]) or own.get("Default") or POINTS for name in parents}


def _show(table: "Element") -> None:
    _without(table, f"{TABLE}print-ranges", f"{TABLE}print")
    for element in table.iter():
        _without(element, f"{TABLE}visibility")
        if element.tag in (f"{TABLE}table-row-group", f"{TABLE}table-column-group"):
            _without(element, f"{TABLE}display")


def _widen(table: "Element", styles: "Element", points: dict[str, float]) -> None:
    """Give every column of a sheet the width of its words."""
    widths = _widths(table, points)
    parents = {child: parent for parent in table.iter() for child in parent}
    number = 0
    for column in list(table.iter(f"{TABLE}table-column")):
        repeated = int(column.get(f"{TABLE}number-columns-repeated", "1"))
        parent = parents[column]
        at = list(parent).index(column)
        new = []
        for shown in range(number, min(number + repeated, len(widths))):
            one = ElementTree.Element(column.tag, column.attrib | {f"{TABLE}style-name": _style(styles, widths[shown])})
            _without(one, f"{TABLE}number-columns-repeated")
            new.append(one)
        rest = repeated - len(new)
        if rest:
            column.set(f"{TABLE}number-columns-repeated", str(rest))
        else:
            parent.remove(column)
        parent[at:at] = new
        number += repeated


def _style(styles: "Element", letters: int) -> str:
    name = f"paraq-{letters}"
    if all(style.get(f"{STYLE}name") != name for style in styles):
        style = ElementTree.SubElement(styles, f"{STYLE}style", {f"{STYLE}name": name, f"{STYLE}family": "table-column"})
        width = f"{letters * LETTER + FREE:.2f}cm"
        ElementTree.SubElement(style, f"{STYLE}table-column-properties", {f"{STYLE}column-width": width})
    return name


def _widths(table: "Element", points: dict[str, float]) -> list[int]:
    """Return the letters, at :data:`POINTS`, of the longest word or short text in each column that has any, up to the last."""
    widths: list[int] = []
    for row in table.iter(f"{TABLE}table-row"):
        for number, text, style in _cells(row):
            letters = max(min(len(text), WIDEST), *map(len, text.split()))
            longest = math.ceil(letters * points.get(style, points.get("Default", POINTS)) / POINTS)
            widths += [1] * (number + 1 - len(widths))
            widths[number] = max(widths[number], longest)
    return widths


def _cells(row: "Element") -> Iterator[tuple[int, str, str]]:
    """Yield column, text and style of the cells of a row that stand in one column and have any."""
    number = 0
    for cell in row:
        repeated = int(cell.get(f"{TABLE}number-columns-repeated", "1"))
        text = " ".join("".join(paragraph.itertext()) for paragraph in cell.findall(f"{TEXT}p"))
        if text.strip() and cell.get(f"{TABLE}number-columns-spanned", "1") == "1":
            style = cell.get(f"{TABLE}style-name", "")
            yield from ((column, text, style) for column in range(number, min(number + repeated, MAX_COLUMNS)))
        number += repeated
        if number > MAX_COLUMNS:
            return
