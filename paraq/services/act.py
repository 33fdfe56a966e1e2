"""The act of acceptance: the receipt of a transfer printed on A4 in Kazakh or Russian."""

import csv
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont
from reportlab.platypus import CondPageBreak, KeepTogether, LongTable, PageBreak, Paragraph, SimpleDocTemplate, Spacer, TableStyle

from paraq.errors import Unavailable
from paraq.records.reasons import Language, reason_in
from paraq.services.receipt import Receipt

# Fonts with the letters of Kazakh; each package has a plain and a bold face.
_FONTS = (
    ("/usr/share/fonts/truetype/liberation2", "LiberationSerif-Regular.ttf", "LiberationSerif-Bold.ttf"),
    ("/usr/share/fonts/truetype/dejavu", "DejaVuSerif.ttf", "DejaVuSerif-Bold.ttf"),
    ("/usr/share/fonts/truetype/dejavu", "DejaVuSans.ttf", "DejaVuSans-Bold.ttf"),
    ("/usr/share/fonts/truetype/noto", "NotoSerif-Regular.ttf", "NotoSerif-Bold.ttf"),
)
_PLAIN, _BOLD = "Act", "Act-Bold"
_LETTERS = "ӘәҒғҚқҢңӨөҰұҮүҺһІі№«»–"
_WIDTH = A4[0] - 40 * mm


def draw_act(receipt: Receipt, language: Language) -> bytes:
    """Return the PDF of a receipt that :func:`paraq.services.receipt.act_of` made.

    Raises:
        Unavailable: No font with Kazakh letters is installed.
    """
    _register_fonts()
    words = _words(language)
    target = BytesIO()
    document = SimpleDocTemplate(
        target,
        pagesize=A4,
        leftMargin=25 * mm,
        rightMargin=15 * mm,
        topMargin=18 * mm,
        bottomMargin=18 * mm,
        title=f"{words['title']} № {receipt['transfer']}",
        author="Paraq",
        lang=language,
    )
    document.build(list(_story(receipt, words, language)), onFirstPage=_number, onLaterPages=_number)
    return target.getvalue()


def _story(receipt: Receipt, words: dict[str, str], language: Language) -> Iterator[Any]:
    yield Paragraph(f"{words['title']}<br/>№ {receipt['transfer']}", _style(14, bold=True, centred=True))
    yield Spacer(1, 6 * mm)
    for name in ("started", "finished", "source"):
        value = receipt[name] or words["unfinished"]
        yield _line(f"<b>{words[name]}</b>: {escape(value if name == 'source' else _date(value))}")
    yield Spacer(1, 4 * mm)
    yield _table([[words["what"], words["count"]], *_sums(receipt, words)], (0.75, 0.25))
    yield _line(_balance(receipt, words))
    yield from _part(
        words["failed"], [words["path"], words["page"], words["reason"]], _failed(receipt["failed"], language), (0.5, 0.1, 0.4)
    )
    yield from _part(
        words["unreadable"],
        [words["path"], words["page"], words["reason"]],
        _failed(receipt["unreadable"], language),
        (0.5, 0.1, 0.4),
    )
    yield from _part(words["copies"], [words["path"], words["first"]], _copies(receipt), (0.5, 0.5))
    yield from _part(
        words["signatures"],
        [words["path"], words["signer"], words["status"]],
        _signatures(receipt, words, language),
        (0.35, 0.25, 0.4),
    )
    yield from _part(words["absent"], [words["path"]], [[path] for path in receipt["absent"]], (1.0,))
    # Nobody signs a line whose meaning stands on the next sheet.
    yield KeepTogether(list(_hands(words)))
    yield PageBreak()
    columns = [words["path"], words["size"], words["pages"], words["sha256"]]
    yield from _part(words["list"], columns, _files(receipt, words), (0.42, 0.12, 0.1, 0.36))


def _sums(receipt: Receipt, words: dict[str, str]) -> list[list[str]]:
    names = ("files", "searchable", "failed_files", "waiting_files", "duplicates", "documents", "pages", "searchable_pages")
    rows = [[words[f"sum_{name}"], str(receipt[name])] for name in (*names, "failed_pages")]
    return [*rows, [words["sum_bytes"], f"{receipt['bytes']:,}".replace(",", "\N{NO-BREAK SPACE}")]]


def _balance(receipt: Receipt, words: dict[str, str]) -> str:
    def sum_of(whole: str, *parts: str) -> str:
        return f"{receipt[whole]} = {' + '.join(str(receipt[part]) for part in parts)}"

    files = sum_of("files", "searchable", "failed_files", "waiting_files")
    pages = sum_of("pages", "searchable_pages", "failed_pages", "waiting_pages")
    return f"{words['balance']}: {words['sum_files']}: {files}; {words['sum_pages']}: {pages}."


def _failed(failures: list[dict[str, Any]], language: Language) -> list[list[str]]:
    return [[one["path"], str(one["page"] or "–"), reason_in(one["reason"], language)] for one in failures]


def _copies(receipt: Receipt) -> list[list[str]]:
    copies = [one for one in receipt["list"] if one["first_copy"]]
    return [[one["path"], f"{one['first_copy']['source']}: {one['first_copy']['path']}"] for one in copies]


def _signatures(receipt: Receipt, words: dict[str, str], language: Language) -> list[list[str]]:
    return [
        [one["path"], one["signer"] or "–", f"{words[one['status']]}. {reason_in(one['reason'], language)}"]
        for one in receipt["signatures"]
    ]


def _files(receipt: Receipt, words: dict[str, str]) -> list[list[str]]:
    rows = [[one["path"], str(one["size"]), str(one["pages"]), one["sha256"] or "–"] for one in receipt["list"]]
    return rows + [
        [f"{one['path']} ({words[one['role']]})", str(one["size"]), "–", one["sha256"] or "–"] for one in receipt["accompanying"]
    ]


def _part(title: str, heading: list[str], rows: list[list[str]], widths: tuple[float, ...]) -> Iterator[Any]:
    if not rows:
        return
    # A heading, the head of its table and a row.
    yield CondPageBreak(35 * mm)
    yield Spacer(1, 5 * mm)
    yield Paragraph(f"{escape(title)} ({len(rows)})", _style(11, bold=True))
    yield Spacer(1, 2 * mm)
    yield _table([heading, *rows], widths)


def _table(rows: list[list[str]], widths: tuple[float, ...]) -> LongTable:
    head, body = _style(9, bold=True), _style(8.5)
    cells = [[Paragraph(escape(cell), body if number else head) for cell in row] for number, row in enumerate(rows)]
    table = LongTable(cells, colWidths=[width * _WIDTH for width in widths], repeatRows=1, splitInRow=1)
    grid = [("GRID", (0, 0), (-1, -1), 0.4, colors.grey), ("VALIGN", (0, 0), (-1, -1), "TOP")]
    table.setStyle(TableStyle([*grid, ("BACKGROUND", (0, 0), (-1, 0), colors.whitesmoke)]))
    return table


def _hands(words: dict[str, str]) -> Iterator[Any]:
    yield Spacer(1, 12 * mm)
    for side in ("handed", "accepted"):
        yield _line(f"<b>{words[side]}</b>: ______________________________  ____________________  «___» __________ 20___")
        yield Paragraph(words["hands"], _style(7.5))
        yield Spacer(1, 5 * mm)


def _line(text: str) -> Paragraph:
    return Paragraph(text, _style(10))


def _style(size: float, *, bold: bool = False, centred: bool = False) -> ParagraphStyle:
    return ParagraphStyle(
        "act",
        fontName=_BOLD if bold else _PLAIN,
        fontSize=size,
        leading=size * 1.25,
        alignment=1 if centred else 0,
        # Paths and checksums have no blanks at which to break.
        splitLongWords=1,
    )


def _number(canvas: Any, document: Any) -> None:
    canvas.setFont(_PLAIN, 8)
    canvas.drawCentredString(A4[0] / 2, 10 * mm, str(document.page))


def _date(iso: str) -> str:
    try:
        return datetime.fromisoformat(iso).astimezone().strftime("%d.%m.%Y %H:%M")
    except ValueError:
        return iso


@cache
def _register_fonts() -> None:
    for folder, plain, bold in _FONTS:
        try:
            face = TTFont(_PLAIN, str(Path(folder, plain)))
            if not all(ord(letter) in face.face.charToGlyph for letter in _LETTERS):
                continue
            pdfmetrics.registerFont(face)
            pdfmetrics.registerFont(TTFont(_BOLD, str(Path(folder, bold))))
        except (TTFError, OSError):
            continue
        pdfmetrics.registerFontFamily(_PLAIN, normal=_PLAIN, bold=_BOLD, italic=_PLAIN, boldItalic=_BOLD)
        return
    raise Unavailable("No font with Kazakh letters is installed", remedy="Install fonts-liberation2", code="font")


@cache
def _words(language: Language) -> dict[str, str]:
    table = csv.DictReader((files("paraq.services") / "act.tsv").read_text("utf-8").splitlines(), delimiter="\t")
    return {row["name"]: row[language] for row in table}
