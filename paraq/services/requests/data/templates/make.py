"""Make the DOCX templates of papers from the texts in ``source``: ``python make.py [FOLDER]``.

A line that begins with ``#`` is a heading, ``-`` is indented, ``+`` is indented and stays on one page with what follows, ``=`` is
a picture; ``<`` and ``>`` stand beside each other above the text, ``|`` is a row of a table (``|=`` the widths of its columns in
millimetres, its first row is repeated on each page); ``@`` is the letterhead and ``$`` the foot with signature and code. What
stands between ``**`` is bold. Marks in double braces are filled in by Paraq; ``d.`` is the language.
"""

import re
import sys
from itertools import groupby
from pathlib import Path

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

HERE = Path(__file__).parent
KINDS = ("certificate", "copy", "extract", "negative", "forwarding")
LANGUAGES = ("kk", "ru", "kk-ru")
CHECK = {"kk": "Түпнұсқалығын тексеру", "ru": "Проверка подлинности"}
EXECUTOR = {"kk": "Орындаушы", "ru": "Исполнитель"}
SMALL = Pt(9)


def main() -> None:
    """Make all templates."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
    target.mkdir(parents=True, exist_ok=True)
    for kind in KINDS:
        for languages in LANGUAGES:
            make(kind, languages.split("-"), target / f"{kind}-{languages}.docx")


def make(kind: str, languages: list[str], path: Path) -> None:
    """Make one template; of two languages each begins a sheet."""
    document = Document()
    set_page(document)
    for number, language in enumerate(languages):
        before = len(document.paragraphs)
        source = (HERE / "source" / f"{kind}.{language}.txt").read_text("utf-8")
        lines = [re.sub(r"\bd\.", f"{language}.", line) for line in source.splitlines() if line.strip()]
        for sign, some in groupby(lines, lambda line: {"<": "<", ">": "<", "|": "|"}.get(line[0], "")):
            if sign == "<":
                beside(document, list(some))
            elif sign == "|":
                table(document, list(some))
            else:
                for line in some:
                    add(document, line, language)
        if number:
            document.paragraphs[before].paragraph_format.page_break_before = True
    document.core_properties.title = kind
    document.core_properties.author = "Paraq"
    document.save(path)


def set_page(document: Document) -> None:
    """Set A4 with a margin for the binding, a face with Kazakh letters, and the number of each page at its foot."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.top_margin = section.bottom_margin = Mm(20)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Liberation Serif", Pt(12)
    style.element.rPr.rFonts.set(qn("w:cs"), "Liberation Serif")
    style.paragraph_format.space_after = Pt(6)
    style.paragraph_format.line_spacing = 1.08
    document.styles["Footer"].font.size = SMALL
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field(foot, "PAGE")
    foot.add_run(" / ")
    field(foot, "NUMPAGES")


def field(paragraph, name: str) -> None:
    """Add a field that the word processor fills in."""
    run = paragraph.add_run()
    for kind, text in (("begin", ""), ("", name), ("end", "")):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = text
        run._r.append(element)


def add(document: Document, line: str, language: str) -> None:
    """Add a line of the source."""
    if line == "@":
        letterhead(document, language)
    elif line == "$":
        foot(document, language)
    elif line.startswith("#"):
        paragraph = document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(14), Pt(10)
        paragraph.paragraph_format.keep_with_next = True
        run = paragraph.add_run(line[1:].strip())
        run.bold, run.font.size = True, Pt(14)
    elif line.startswith("="):
        picture = document.add_paragraph(line[1:].strip())
        picture.alignment = WD_ALIGN_PARAGRAPH.CENTER
        picture.paragraph_format.space_after = Pt(2)
        picture.paragraph_format.keep_with_next = True
    elif line.startswith(("-", "+")):
        paragraph = written(document.add_paragraph(), line[1:].strip())
        paragraph.paragraph_format.left_indent = Mm(8)
        paragraph.paragraph_format.space_after = Pt(4 if line[0] == "-" else 1)
        paragraph.paragraph_format.keep_with_next = line[0] == "+"
    elif line.startswith("{%p"):
        document.add_paragraph(line)
    else:
        paragraph = written(document.add_paragraph(), line)
        # What introduces a list and what vouches for it do not stand alone at the end of a page.
        paragraph.paragraph_format.keep_with_next = line.endswith((":", "**"))


def written(paragraph, text: str):
    """Write a text with what stands between ``**`` in bold; return the paragraph."""
    for number, part in enumerate(text.split("**")):
        if part:
            paragraph.add_run(part).bold = number % 2 == 1
    return paragraph


def letterhead(document: Document, language: str) -> None:
    """Add the archive's name and address above a line."""
    name = document.add_paragraph()
    name.alignment = WD_ALIGN_PARAGRAPH.CENTER
    name.paragraph_format.space_after = Pt(0)
    run = name.add_run(f"{{{{ {language}.archive.name | upper }}}}")
    run.bold, run.font.size = True, Pt(13)
    address = document.add_paragraph()
    address.alignment = WD_ALIGN_PARAGRAPH.CENTER
    address.paragraph_format.space_after = Pt(12)
    address.add_run(f"{{{{ {language}.archive.address }}}}").font.size = SMALL
    border = OxmlElement("w:pBdr")
    line = OxmlElement("w:bottom")
    for key, value in (("val", "single"), ("sz", "8"), ("space", "4"), ("color", "auto")):
        line.set(qn(f"w:{key}"), value)
    border.append(line)
    address._p.get_or_add_pPr().append(border)


def beside(document: Document, lines: list[str]) -> None:
    """Add lines that begin with ``<`` on the left and those with ``>`` on the right, at one height."""
    grid = document.add_table(rows=1, cols=2)
    set_widths(grid, (85, 80))
    for cell, sign in zip(grid.rows[0].cells, "<>", strict=True):
        own = [line[1:].strip() for line in lines if line[0] == sign]
        for number, text in enumerate(own or [""]):
            paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
            written(paragraph, text)
            paragraph.paragraph_format.space_after = Pt(2)
            if sign == ">" and number == 0:
                paragraph.paragraph_format.space_before = Pt(0)
    after = document.add_paragraph()
    after.paragraph_format.space_after = Pt(0)


def table(document: Document, lines: list[str]) -> None:
    """Add a table; its rows are split by ``|``, and a row that is a mark alone repeats or leaves out those after it."""
    widths = [int(one) for one in lines[0][2:].split()]
    rows = [[cell.strip() for cell in line[1:].split(" | ")] for line in lines[1:]]
    grid = document.add_table(rows=len(rows), cols=len(widths))
    grid.style = "Table Grid"
    indent(grid)
    set_widths(grid, widths)
    for number, (row, cells) in enumerate(zip(grid.rows, rows, strict=True)):
        for cell, text in zip(row.cells, cells, strict=False):
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_after = Pt(1)
            run = paragraph.add_run(text)
            run.font.size, run.bold = Pt(10), number == 0
        properties = row._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if number == 0:
            properties.append(OxmlElement("w:tblHeader"))
    after = document.add_paragraph()
    after.paragraph_format.space_after = Pt(0)
    after.paragraph_format.line_spacing = Pt(6)


def indent(grid) -> None:
    """Let the border of a table stand where the text begins, and not the text in it."""
    place = OxmlElement("w:tblInd")
    place.set(qn("w:w"), "108")
    place.set(qn("w:type"), "dxa")
    grid._tbl.tblPr.append(place)


def set_widths(grid, widths) -> None:
    """Set the widths of columns in millimetres for every word processor: each reads another place."""
    grid.autofit = False
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)


def foot(document: Document, language: str) -> None:
    """Add who signs, and the code by which anybody can verify the paper; all of it stands on one page."""
    signs = document.add_table(rows=1, cols=2)
    set_widths(signs, (85, 80))
    left, right = signs.rows[0].cells
    left.paragraphs[0].add_run(f"{{{{ {language}.archive.head }}}}").bold = True
    right.paragraphs[0].add_run(f"____________________  {{{{ {language}.archive.head_name }}}}")
    for cell in (left, right):
        cell.paragraphs[0].paragraph_format.space_before = Pt(20)
        cell.paragraphs[0].paragraph_format.space_after = Pt(10)
        cell.paragraphs[0].paragraph_format.keep_with_next = True
    between = document.add_paragraph()
    between.paragraph_format.space_after = Pt(0)
    between.paragraph_format.line_spacing = Pt(4)
    between.paragraph_format.keep_with_next = True
    code = document.add_table(rows=1, cols=2)
    set_widths(code, (32, 133))
    picture, told = code.rows[0].cells
    picture.paragraphs[0].add_run("{{ qr }}")
    for number, text in enumerate((f"{EXECUTOR[language]}: {{{{ executor }}}}", f"{CHECK[language]}:", "{{ verify }}")):
        paragraph = told.paragraphs[0] if number == 0 else told.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(6 if number == 0 else 0)
        paragraph.add_run(text).font.size = SMALL
    for row in (signs.rows[0], code.rows[0]):
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    document.add_paragraph().paragraph_format.line_spacing = Pt(1)


if __name__ == "__main__":
    main()
