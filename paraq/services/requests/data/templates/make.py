"""Make the DOCX templates of papers from the texts in ``source``: ``python make.py [FOLDER]``.

A line that begins with ``#`` is a heading, ``>`` stands on the right, ``-`` is indented, ``=`` is a picture; ``@`` is the
letterhead and ``$`` the foot with signature and code. Marks in double braces are filled in by Paraq; ``d.`` is the language.
"""

import re
import sys
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
        for line in source.splitlines():
            add(document, re.sub(r"\bd\.", f"{language}.", line), language)
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
    style.font.name, style.font.size = "Liberation Serif", Pt(13)
    style.element.rPr.rFonts.set(qn("w:cs"), "Liberation Serif")
    style.paragraph_format.space_after = Pt(6)
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
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(12)
        paragraph.add_run(line[1:].strip()).bold = True
    elif line.startswith(">"):
        paragraph = document.add_paragraph(line[1:].strip())
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        paragraph.paragraph_format.space_after = Pt(0)
    elif line.startswith("="):
        document.add_paragraph(line[1:].strip()).alignment = WD_ALIGN_PARAGRAPH.CENTER
    elif line.startswith("-"):
        paragraph = document.add_paragraph(line[1:].strip())
        paragraph.paragraph_format.left_indent = Mm(8)
    elif line.startswith("{%p"):
        document.add_paragraph(line)
    elif line.strip():
        document.add_paragraph(line).alignment = WD_ALIGN_PARAGRAPH.JUSTIFY


def letterhead(document: Document, language: str) -> None:
    """Add the archive's name and address."""
    name = document.add_paragraph()
    name.alignment = WD_ALIGN_PARAGRAPH.CENTER
    name.paragraph_format.space_after = Pt(0)
    name.add_run(f"{{{{ {language}.archive.name }}}}").bold = True
    address = document.add_paragraph()
    address.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = address.add_run(f"{{{{ {language}.archive.address }}}}")
    run.font.size = Pt(10)


def foot(document: Document, language: str) -> None:
    """Add who signs, and the code by which anybody can verify the paper."""
    paragraph = document.add_paragraph(
        f"{{{{ {language}.archive.head }}}} ____________________ {{{{ {language}.archive.head_name }}}}"
    )
    paragraph.paragraph_format.space_before = Pt(24)
    paragraph.paragraph_format.keep_with_next = True
    executor = {"kk": "Орындаушы", "ru": "Исполнитель"}[language]
    line = document.add_paragraph()
    line.paragraph_format.keep_with_next = True
    line.add_run(f"{executor}: {{{{ executor }}}}").font.size = Pt(9)
    code = document.add_paragraph("{{ qr }}")
    code.paragraph_format.space_after = Pt(0)
    code.paragraph_format.keep_with_next = True
    document.add_paragraph().add_run(f"{CHECK[language]}: {{{{ verify }}}}").font.size = Pt(8)


if __name__ == "__main__":
    main()
