"""Papers as DOCX: templates of the archive filled in twice, when they are drafted and once more with number and date."""

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from PIL import Image

from paraq.errors import Invalid

# These places stay open in a draft, through every editing by hand, until the paper is made.
LATER: Final = {"paper_number": "{{ paper_number }}", "paper_date": "{{ paper_date }}"}
LARGEST: Final = 32 << 20
LARGEST_UNPACKED: Final = 256 << 20
# About as wide as a stamp, so that a telephone reads it from paper.
QR_MILLIMETRES: Final = 24
# Between the margins, with a line for the reference.
SHEET_MILLIMETRES: Final = (165, 238)
_MARKS: Final = re.compile(r"(\{(?=[{%#])|[}%#](?=\}))()")
_NUMBERED: Final = re.compile(r"((?<!\w)(?:№|Ф\.|Оп\.|Д\.|Л\.|[Ққ]ор|тізімдеме|іс)) (?=\S)")
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


@dataclass(frozen=True, slots=True)
class Scan:
    """A sheet as a paper shows it: JPEG, and its reference by language."""

    picture: bytes
    cited: Mapping[str, str]


def drafted(template: bytes, context: Mapping[str, Any], address: str, scans: Sequence[Scan] = ()) -> bytes:
    """Return a draft: the template with all but number and date filled in.

    Args:
        template: A DOCX with the marks of docxtpl.
        context: What its marks name.
        address: Where the paper can be verified, also as a QR code.
        scans: Sheets of a copy, in their order.

    Raises:
        Invalid: The template's marks make no sense.
    """
    from docx.shared import Mm
    from docxtpl import DocxTemplate, InlineImage

    document = DocxTemplate(io.BytesIO(template))
    sheets = []
    for scan in scans:
        width, height = _fitted(scan.picture)
        sheets.append(
            {
                "picture": InlineImage(document, io.BytesIO(scan.picture), width=Mm(width), height=Mm(height)),
                **_bound(_tame(scan.cited)),
            }
        )
    qr = InlineImage(document, io.BytesIO(_qr(address)), width=Mm(QR_MILLIMETRES))
    return _filled(document, {**_bound(_tame(context)), **LATER, "scans": sheets, "qr": qr, "verify": address})


def _fitted(picture: bytes) -> tuple[int, int]:
    """Return width and height in millimetres in which a scan stands on a page with its reference below it."""
    with Image.open(io.BytesIO(picture)) as scan:
        shrunk = min(SHEET_MILLIMETRES[0] / scan.width, SHEET_MILLIMETRES[1] / scan.height)
        return round(scan.width * shrunk), round(scan.height * shrunk)


def final(draft: bytes, number: str, date: str) -> bytes:
    """Return a draft with its number and date, as it is made into the paper.

    Raises:
        Invalid: The draft has marks that make no sense.
    """
    from docxtpl import DocxTemplate

    return _filled(DocxTemplate(io.BytesIO(draft)), {"paper_number": _tame(number), "paper_date": _tame(date)})


def checked_docx(content: bytes) -> bytes:
    """Return a DOCX that was edited by hand.

    Raises:
        Invalid: It is none, or too large.
    """
    problem = Invalid("The file is no DOCX", remedy="Save it as DOCX (Word 2007 and later)", code="draft-docx")
    if len(content) > LARGEST:
        raise problem
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            whole = sum(member.file_size for member in package.infolist())
            if "word/document.xml" not in package.namelist() or whole > LARGEST_UNPACKED:
                raise problem
    except zipfile.BadZipFile as error:
        raise problem from error
    return content


def _filled(document: Any, context: Mapping[str, Any]) -> bytes:
    from jinja2 import StrictUndefined, TemplateError
    from jinja2.sandbox import SandboxedEnvironment

    # A template comes from the archive and a draft from a person: neither may reach into the program.
    environment = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    try:
        document.render(dict(context), jinja_env=environment)
    except TemplateError as error:
        raise Invalid("A mark in the paper makes no sense", where=str(error), code="draft-mark") from error
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _tame(value: Any) -> Any:
    """Return a value whose texts hold no marks, whatever a sheet or an applicant wrote."""
    if isinstance(value, str):
        return _MARKS.sub(r"\1 \2", _CONTROLS.sub("", value))
    if isinstance(value, Mapping):
        return {name: _tame(one) for name, one in value.items()}
    return [_tame(one) for one in value] if isinstance(value, list | tuple) else value


def _bound(value: Any) -> Any:
    """Return a value in whose texts no number stands on another line than the word that it belongs to."""
    if isinstance(value, str):
        return _NUMBERED.sub("\\1\u00a0", value)
    if isinstance(value, Mapping):
        return {name: _bound(one) for name, one in value.items()}
    return [_bound(one) for one in value] if isinstance(value, list | tuple) else value


def _qr(address: str) -> bytes:
    import segno

    out = io.BytesIO()
    # A quarter of the code may be under a stamp.
    segno.make(address, error="q", micro=False).save(out, kind="png", scale=8, border=2)
    return out.getvalue()
