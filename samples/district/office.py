"""Files of an office: DOCX, XLSX, plain text in old codes, mail; the same content always gives the same bytes."""

import io
import zipfile
from collections.abc import Sequence
from email.message import EmailMessage
from email.policy import SMTP
from xml.sax.saxutils import escape

from .page import MARK

EPOCH = (2024, 1, 1, 0, 0, 0)
"""The date of every member of a ZIP file."""
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def plain(text: str) -> str:
    """Return a marked text without its marks."""
    return MARK.sub(r"\2", text)


def zipped(members: dict[str, bytes]) -> bytes:
    """Return a ZIP file of members, in their order."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type, entry.external_attr, entry.create_system = zipfile.ZIP_DEFLATED, 0o644 << 16, 3
            archive.writestr(entry, content)
    return out.getvalue()


def _package(main: str, kind: str, parts: dict[str, tuple[str, str]]) -> bytes:
    overrides = "".join(f'<Override PartName="/{name}" ContentType="{content}"/>' for name, (content, _) in parts.items())
    types = (
        f'{DECLARATION}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{overrides}</Types>'
    )
    links = (
        f'{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="{OFFICE}/officeDocument" '
        f'Target="{main}"/></Relationships>'
    )
    members = {"[Content_Types].xml": types.encode(), "_rels/.rels": links.encode()}
    return zipped(members | {name: (DECLARATION + text).encode() for name, (_, text) in parts.items()})


WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def docx(paragraphs: Sequence[str], rows: Sequence[Sequence[str]] = ()) -> bytes:
    """Return a Word document of paragraphs and a table after them."""
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

    def paragraph(text: str) -> str:
        return f'<w:p><w:r><w:t xml:space="preserve">{escape(plain(text))}</w:t></w:r></w:p>'

    cells = "".join(f"<w:tr>{''.join(f'<w:tc>{paragraph(cell)}</w:tc>' for cell in row)}</w:tr>" for row in rows)
    table = f"<w:tbl>{cells}</w:tbl>" if rows else ""
    body = "".join(map(paragraph, paragraphs)) + table + paragraph("")
    return _package(
        "word/document.xml",
        "word",
        {"word/document.xml": (WORD, f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>')},
    )


def xlsx(rows: Sequence[Sequence[str]], name: str) -> bytes:
    """Return a workbook of one sheet."""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    lines = "".join(
        f'<row r="{n}">'
        + "".join(
            f'<c r="{chr(65 + m)}{n}" t="inlineStr"><is><t>{escape(plain(cell))}</t></is></c>' for m, cell in enumerate(row)
        )
        + "</row>"
        for n, row in enumerate(rows, 1)
    )
    book = f'<workbook xmlns="{space}" xmlns:r="{OFFICE}"><sheets><sheet name="{escape(name)}" sheetId="1" r:id="rId1"/></sheets></workbook>'
    link = f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
    return _package("xl/workbook.xml", "xl", {
        "xl/workbook.xml": (f"{SHEET}.sheet.main+xml", book),
        "xl/_rels/workbook.xml.rels": ("application/vnd.openxmlformats-package.relationships+xml", link),
        "xl/worksheets/sheet1.xml": (f"{SHEET}.worksheet+xml", f'<worksheet xmlns="{space}"><sheetData>{lines}</sheetData></worksheet>'),
    })  # fmt: skip


def eml(sender: str, to: str, subject: str, date: str, body: str, attachment: tuple[str, bytes]) -> bytes:
    """Return a mail with one PDF attached."""
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"], mail["Subject"], mail["Date"] = sender, to, subject, date
    mail["Message-ID"] = "<20210914.1@kumisozek.example>"
    mail.set_content(plain(body))
    mail.add_attachment(attachment[1], maintype="application", subtype="pdf", filename=attachment[0])
    mail.set_boundary("=====paraq-sample=====")
    return mail.as_bytes()
