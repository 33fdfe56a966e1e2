"""The kind of a file, told from its content."""

import base64
import codecs
import re
import zipfile
from pathlib import Path

from paraq.errors import Invalid

HEAD = 8192

# A signature with its document inside. Within its first bytes stands, in DER, what it is: 1.2.840.113549.1.7.2 (RFC 5652, 5.1).
SIGNED = "cms"
SIGNED_DATA, SIGNED_HEAD = bytes.fromhex("06092a864886f70d010702"), 64
READERS = {
    **dict.fromkeys(("tiff", "jpeg", "png", "jpeg2000", "bmp", "webp", "gif", "heic"), "picture"),
    **dict.fromkeys(("doc", "docx", "odt", "rtf", "xls", "xlsx", "ods", "ppt", "pptx", "odp"), "office"),
    **dict.fromkeys(("text", "html", "xml", "json"), "writing"),
    **dict.fromkeys(("eml", "msg"), "mail"),
    **dict.fromkeys(("zip", "7z", "tar", "gzip", "bzip2", "xz"), "archive"),
    "mbox": "mailbox",
    "tnef": "winmail",
    "pdf": "pdf",
    "djvu": "djvu",
    SIGNED: "signed",
}

# Signatures that no other kind shares: offset, bytes, kind.
SIGNATURES: tuple[tuple[int, bytes, str], ...] = (
    (0, b"II*\0", "tiff"),
    (0, b"MM\0*", "tiff"),
    (0, b"II+\0", "tiff"),
    (0, b"MM\0+", "tiff"),
    (0, b"\xff\xd8\xff", "jpeg"),
    (0, b"\x89PNG\r\n\x1a\n", "png"),
    (0, b"\0\0\0\x0cjP  \r\n\x87\n", "jpeg2000"),
    (0, b"\xff\x4f\xff\x51", "jpeg2000"),
    (0, b"\x78\x9f\x3e\x22", "tnef"),
    (0, b"GIF87a", "gif"),
    (0, b"GIF89a", "gif"),
    (8, b"WEBPVP8", "webp"),
    (0, b"AT&TFORM", "djvu"),
    (0, b"{\\rtf", "rtf"),
    (0, b"7z\xbc\xaf\x27\x1c", "7z"),
    (257, b"ustar", "tar"),
    (0, b"\x1f\x8b\x08", "gzip"),
    (0, b"BZh", "bzip2"),
    (0, b"\xfd7zXZ\0", "xz"),
    # Kinds that nobody reads but that come often; how they are called is part of the reason.
    (0, b"ID3\x03", "mp3"),
    (0, b"ID3\x04", "mp3"),
    (8, b"WAVEfmt", "wav"),
    (8, b"AVI LIST", "avi"),
    (4, b"ftypmp4", "mp4"),
    (4, b"ftypisom", "mp4"),
    (4, b"ftypqt", "mov"),
    (0, b"Rar!\x1a\x07", "rar"),
    (0, b"SQLite format 3\0", "sqlite"),
    (0, b"MZ\x90\0", "exe"),
)
# Brands of ISO 14496-12 files that hold still pictures in HEVC or AV1.
HEIF_BRANDS = {b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif"}
# ODF 1.3 part 2: the first member of the package is its media type.
OPEN_DOCUMENT = {"text": "odt", "spreadsheet": "ods", "presentation": "odp"}
# Members that tell what an OOXML package is (ECMA-376 part 2), and what Apple's office programs leave.
ZIP_MEMBERS = (
    ("word/document.xml", "docx"),
    ("xl/workbook.xml", "xlsx"),
    ("xl/workbook.bin", "xlsx"),
    ("ppt/presentation.xml", "pptx"),
    ("Index/Document.iwa", "iwork"),
    ("Index.zip", "iwork"),
    ("index.apxl", "iwork"),
)
# One of the first members of every office file; what is left of a broken one is no container of documents.
OFFICE_BEGINNINGS = (b"[Content_Types].xml", b"_rels/.rels", b"mimetypeapplication/vnd.oasis.opendocument")
# Streams that tell what an OLE compound file is (MS-CFB).
OLE_STREAMS = (
    ("EncryptedPackage", "locked"),
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("PowerPoint Document", "ppt"),
    ("__properties_version1.0", "msg"),
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MAIL_HEADING = re.compile(
    rb"^(received|from|to|subject|date|mime-version|message-id|return-path|delivered-to|content-type|x-[\w-]+):", re.IGNORECASE
)
# Orders begin with "Date:" too; letters have more headings than two.
MAIL_HEADINGS = 3
# What stands before each letter of a mailbox: sender, weekday, month, day, time and year (RFC 4155, appendix A).
MAILBOX_START = re.compile(rb"From \S+ +[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d(:\d\d)? .{0,12}\d{4}")
HTML_TAG = re.compile(rb"<(!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE)
# Control characters that no text has; the others are tab, line ends, form feed, escape and DOS's end of file.
CONTROLS = bytes(set(range(32)) - {9, 10, 12, 13, 26, 27})


def reader_of(kind: str) -> str:
    """Return the module in ``indexer.readers`` that reads a kind; empty if none does."""
    return READERS.get(kind, "")


def kind_of(path: Path, name: str) -> str:
    """Return the kind of a file: a key of :data:`READERS`, or the name of a kind that nobody reads.

    Raises:
        Invalid: The file is empty (code ``empty``), zeros (code ``broken``), or an office file locked with a password (code
            ``locked``).
    """
    with path.open("rb") as file:
        head = file.read(HEAD)
    if not head:
        raise Invalid("The file is empty", where=name, code="empty")
    if not head.strip(b"\0"):
        # What a failing disk gives, or a copy that broke off after the room for it had been set aside.
        raise Invalid("The file begins with nothing but zeros: it is broken", where=name, code="broken")
    if kind := _kind_by_beginning(head):
        return kind
    if head.startswith((b"PK\3\4", b"PK\5\6")):
        return _zip_kind(path, head, name)
    if head.startswith(OLE):
        return _ole_kind(path, name)
    # A PDF may begin with some other bytes; a container of one, unpacked, has them too and was told above.
    if b"%PDF-" in head[:1024]:
        return "pdf"
    return _text_kind(head) or _other_kind(path)


def _kind_by_beginning(head: bytes) -> str:
    for offset, signature, kind in SIGNATURES:
        if head.startswith(signature, offset):
            return kind
    if head[4:8] == b"ftyp" and head[8:12] in HEIF_BRANDS:
        return "heic"
    if head.startswith(b"BM") and head[14:15] in (b"\x0c", b"\x28", b"\x40", b"\x6c", b"\x7c"):
        return "bmp"
    return SIGNED if _is_cms(head) else ""


def _is_cms(head: bytes) -> bool:
    """Return whether a file begins as a signature in CMS does, in DER, PEM or bare base64."""
    start = head[:256].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start[:1] == b"0":
        return SIGNED_DATA in start[:SIGNED_HEAD]
    if start.startswith((b"-----BEGIN CMS", b"-----BEGIN PKCS7", b"-----BEGIN PKCS #7")):
        return True
    try:
        written = b"".join(start.split())[:SIGNED_HEAD]
        return start[:1] == b"M" and SIGNED_DATA in base64.b64decode(written[: len(written) & ~3], validate=True)
    except ValueError:
        return False


def _zip_kind(path: Path, head: bytes, name: str) -> str:
    try:
        with zipfile.ZipFile(path) as package:
            names = set(package.namelist())
            if "mimetype" in names:
                with package.open("mimetype") as file:
                    media = file.read(200).decode("ascii", "replace")
                for ending, kind in OPEN_DOCUMENT.items():
                    if media.startswith(f"application/vnd.oasis.opendocument.{ending}"):
                        return kind
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, ValueError, KeyError) as error:
        if any(member in head for member in OFFICE_BEGINNINGS):
            raise Invalid("The office file is broken and cannot be opened", where=name, code="broken") from error
        return "zip"
    return next((kind for member, kind in ZIP_MEMBERS if member in names), "zip")


def _ole_kind(path: Path, name: str) -> str:
    import olefile  # type: ignore[import-untyped]

    try:
        with olefile.OleFileIO(path) as compound:
            kind = next((kind for stream, kind in OLE_STREAMS if compound.exists(stream)), "ole")
    except (OSError, ValueError, IndexError, KeyError, TypeError) as error:
        raise Invalid("The office file is broken and cannot be opened", where=name, code="broken") from error
    if kind == "locked":
        remedy = "Save it without the password and hand it over again"
        raise Invalid("The file is locked with a password", where=name, remedy=remedy, code="locked")
    return kind


def _text_kind(head: bytes) -> str:
    """Return the kind of a text; empty if this is no text."""
    # Some programs fill the last block of a text with zeros.
    head = head if _utf16(head) else head.rstrip(b"\0")
    if wide := _utf16(head):
        head = head[: len(head) & ~3].decode(wide, "replace").encode()
    elif len(head.translate(None, CONTROLS)) != len(head):
        return ""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    lines = [line for line in start.splitlines()[:20] if line and line[:1] not in b" \t"]
    if MAILBOX_START.match(head) and any(MAIL_HEADING.match(line) for line in lines[1:4]):
        return "mbox"
    headings = sum(bool(MAIL_HEADING.match(line)) for line in lines[:8])
    if MAIL_HEADING.match(start) and headings >= MAIL_HEADINGS:
        return "eml"
    if HTML_TAG.search(head[:2048]):
        return "html"
    if start.startswith(b"<?xml"):
        return "xml"
    return "json" if start[:1] in b"{[" and start[:1] and head.rstrip()[-1:] in b"}]" else "text"


def _utf16(head: bytes) -> str:
    """Return the name of the wide encoding in which a text is; empty if it is in none."""
    for mark, encoding in ((codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if head.startswith(mark):
            return encoding
    if len(head) < 4:
        return ""
    # Without a mark, every other byte is 0 (Latin, blanks) or 4 (Cyrillic); zeros on the other side no text has.
    high, low = head[1::2], head[0::2]
    for one, other, encoding in ((high, low, "utf-16-le"), (low, high, "utf-16-be")):
        if sum(byte in (0, 4) for byte in one) >= 0.9 * len(one) and other.count(0) == 0:
            return encoding
    return ""


def _other_kind(path: Path) -> str:
    import puremagic

    try:
        found = puremagic.magic_file(str(path))
    except (puremagic.PureError, ValueError, OSError):
        return "unknown"
    best = max(found, key=lambda match: match.confidence, default=None)
    return str(best.extension).lstrip(".") or "unknown" if best is not None and best.confidence >= 0.5 else "unknown"
