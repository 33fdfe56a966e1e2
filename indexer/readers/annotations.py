"""What stands on a PDF page beside its text: filled-in fields, notes, comments, and glyphs that only a mark gives a text."""

import ctypes
from collections.abc import Iterator
from typing import Any

from indexer.readers.pagemap import PageMap
from indexer.readers.pagetext import Line, Piece
from paraq.records.model import Box

# A page with more form fields than this is a machine's work.
MAX_ANNOTATIONS = 500
# ISO 32000-1, 12.5.6: what readers of a document add to it; of links, fields and sounds the contents are told to screen readers.
COMMENTS = (
    *("TEXT", "HIGHLIGHT", "UNDERLINE", "SQUIGGLY", "STRIKEOUT", "CARET", "STAMP"),
    *("INK", "LINE", "SQUARE", "CIRCLE", "POLYGON", "POLYLINE", "FILEATTACHMENT"),
)
# Programs show a comment as a sign of about this many points; LibreOffice gives it a place without width.
SIGN = 18.0
# Beyond this a page is a drawing.
MAX_OBJECTS = 3000


def annotation_lines(page: Any, box_of: Any) -> list[Line]:
    """Return the words of filled-in fields and typed notes, a line each; ``box_of`` maps left, top, right, bottom in points."""
    import pypdfium2.raw as pdfium

    keys = {pdfium.FPDF_ANNOT_WIDGET: b"V", pdfium.FPDF_ANNOT_FREETEXT: b"Contents"}
    return [_line(text, box_of(*bounds)) for text, bounds in _strings(page, keys)]


def comment_lines(page: Any, written: str) -> list[Line]:
    """Return the words of comments, a line each, at the places on which they comment; not those that repeat what is written."""
    import pypdfium2.raw as pdfium

    found = list(_strings(page, {getattr(pdfium, f"FPDF_ANNOT_{kind}"): b"Contents" for kind in COMMENTS}))
    if not found:
        return []
    box_of, known = PageMap(page).box, " ".join(written.split())
    return [
        _line(text, box_of(left, top, max(right, left + SIGN), bottom))
        for text, (left, top, right, bottom) in found
        if " ".join(text.split()) not in known
    ]


def _strings(page: Any, keys: dict[int, bytes]) -> Iterator[tuple[str, tuple[float, float, float, float]]]:
    """Yield a string of each annotation of these kinds that has it, with left, top, right and bottom in points."""
    import pypdfium2.raw as pdfium

    for index in range(min(pdfium.FPDFPage_GetAnnotCount(page), MAX_ANNOTATIONS)):
        annotation = pdfium.FPDFPage_GetAnnot(page, index)
        try:
            key = keys.get(pdfium.FPDFAnnot_GetSubtype(annotation))
            rectangle = pdfium.FS_RECTF()
            if key is None or not pdfium.FPDFAnnot_GetRect(annotation, rectangle):
                continue
            text = _string(lambda *rest, of=annotation, by=key: pdfium.FPDFAnnot_GetStringValue(of, by, *rest))
            # Buttons have names of states as values, which nobody sees.
            if text and pdfium.FPDFAnnot_GetValueType(annotation, key) == pdfium.FPDF_OBJECT_STRING:
                yield text, (rectangle.left, rectangle.top, rectangle.right, rectangle.bottom)
        finally:
            pdfium.FPDFPage_CloseAnnot(annotation)


def marked_lines(page: Any, box_of: Any, lines: list[Line]) -> list[Line]:
    """Return the texts that marks give to what ``lines`` left unread (ISO 32000-1, 14.9.4: ActualText), a line each."""
    import pypdfium2.raw as pdfium

    found = []
    for index in range(min(pdfium.FPDFPage_CountObjects(page), MAX_OBJECTS)):
        handle = pdfium.FPDFPage_GetObject(page, index)
        for number in range(pdfium.FPDFPageObj_CountMarks(handle)):
            mark = pdfium.FPDFPageObj_GetMark(handle, number)
            text = _string(lambda *rest, of=mark: _mark_string(of, *rest))
            edges = [ctypes.c_float() for _ in range(4)]
            if text and pdfium.FPDFPageObj_GetBounds(handle, *edges):
                left, bottom, right, top = (edge.value for edge in edges)
                box = box_of(left, top, right, bottom)
                if not _is_read(box, lines):
                    found.append(_line(text, box))
    return found


def _is_read(box: Box, lines: list[Line]) -> bool:
    across, down = box.left + box.width / 2, box.top + box.height / 2
    return any(
        piece.box.left <= across <= piece.box.left + piece.box.width and piece.box.top <= down <= piece.box.top + piece.box.height
        for line in lines
        for piece in line.pieces
    )


def _mark_string(mark: Any, buffer: Any, size: int) -> int:
    import pypdfium2.raw as pdfium

    length = ctypes.c_ulong()
    found = pdfium.FPDFPageObjMark_GetParamStringValue(mark, b"ActualText", buffer, size, length)
    return length.value if found else 0


def _string(call: Any) -> str:
    """Return the UTF-16 string of a pdfium call that first tells its length in bytes, its closing zero included."""
    size = call(None, 0)
    if size <= 2:
        return ""
    buffer = (ctypes.c_ushort * (size // 2 + 1))()
    call(buffer, size)
    return bytes(buffer)[: size - 2].decode("utf-16-le", "replace").replace("\0", "").strip()


def _line(text: str, box: Box) -> Line:
    """Return the words of a field, side by side in its box in proportion to their lengths."""
    words = text.split()
    letter = box.width / max(1, sum(map(len, words)) + len(words) - 1)
    line, at = Line([], new_block=True), 0
    for word in words:
        place = Box(int(box.left + at * letter), box.top, max(1, int(len(word) * letter)), box.height)
        line.pieces.append(Piece(word, place))
        at += len(word) + 1
    return line
