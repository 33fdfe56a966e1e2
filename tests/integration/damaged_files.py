"""Files as they come off failing disks and from hostile senders, drawn by Hypothesis from real files of every kind."""

import io
import os
import struct
import subprocess
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from email.message import EmailMessage
from functools import cache
from pathlib import Path

import pillow_heif
import py7zr
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFont
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from tests.integration.outlook_file import Letter

FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"
TEXT = "Сейіт Жанболатов механизатор болып жұмысқа қабылдансын"
PICTURES = ("PNG", "TIFF", "JPEG", "JPEG2000", "BMP", "WEBP", "GIF")
BLANKS = b'<?xml version="1.0" encoding="UTF-8"?>'


def picture(format_: str) -> bytes:
    page = Image.new("L", (900, 200), 250)
    ImageDraw.Draw(page).text((40, 60), TEXT[:40], font=ImageFont.truetype(FONT, 32), fill=10)
    buffer = io.BytesIO()
    if format_ == "HEIF":
        pillow_heif.from_pillow(page.convert("RGB")).save(buffer, quality=60)
    else:
        page.save(buffer, format_)
    return buffer.getvalue()


def pdf(pages: int = 2, *, ruled: bool = False) -> bytes:
    pdfmetrics.registerFont(TTFont("DejaVu", FONT))
    buffer = io.BytesIO()
    pen = Canvas(buffer, pagesize=(595, 842))
    for number in range(pages):
        pen.setFont("DejaVu", 10)
        for row in range(8):
            pen.drawString(60, 780 - 20 * row, f"{TEXT} {number} {row}")
        if ruled:
            pen.grid([50, 200, 400, 500], [800 - 20 * row for row in range(9)])
        pen.showPage()
    pen.save()
    return buffer.getvalue()


def zipped(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(name, content)
    return buffer.getvalue()


def tarred(mode: str) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode=f"w:{mode}") as package:
        member = tarfile.TarInfo("іс/лист.txt")
        member.size = len(TEXT.encode())
        package.addfile(member, io.BytesIO(TEXT.encode()))
    return buffer.getvalue()


def seven_zipped() -> bytes:
    buffer = io.BytesIO()
    with py7zr.SevenZipFile(buffer, "w") as package:
        package.writestr(TEXT, "лист.txt")
    return buffer.getvalue()


def word_file() -> bytes:
    types = BLANKS + (
        b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
        b'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" '
        b'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    )
    relations = BLANKS + (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" '
        b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
        b"</Relationships>"
    )
    document = f"<w:p><w:r><w:t>{TEXT}</w:t></w:r></w:p>".encode()
    space = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    body = BLANKS + b"<w:document " + space + b"><w:body>" + document + b"</w:body></w:document>"
    return zipped({"[Content_Types].xml": types, "_rels/.rels": relations, "word/document.xml": body})


def letter() -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@b.example", "c@d.example", TEXT
    message.set_content(TEXT)
    message.add_attachment(TEXT.encode(), maintype="text", subtype="plain", filename="лист.txt")
    return message.as_bytes()


def outlook_letter(folder: Path) -> bytes:
    Letter("Тізім", TEXT, attachments=[("лист.txt", TEXT.encode())]).write(folder / "made.msg")
    return (folder / "made.msg").read_bytes()


def djvu(folder: Path) -> bytes:
    (folder / "made.jpg").write_bytes(picture("JPEG"))
    try:
        subprocess.run(["c44", folder / "made.jpg", folder / "made.djvu"], check=True)
    except FileNotFoundError:
        return b"AT&TFORM\0\0\0\x20DJVUINFO" + bytes(60)
    return (folder / "made.djvu").read_bytes()


@cache
def seeds(folder: Path) -> tuple[bytes, ...]:
    """Whole files of every kind that is read."""
    texts = [TEXT.encode(encoding, "replace") * 20 for encoding in ("utf-8", "utf-16", "kz1048", "cp866", "koi8-r")]
    return (
        pdf(),
        pdf(ruled=True),
        *map(picture, PICTURES),
        picture("HEIF"),
        picture("PDF"),
        word_file(),
        f"{{\\rtf1\\ansi\\ansicpg1251 {TEXT}}}".encode("cp1251", "replace"),
        zipped({"лист.txt": TEXT.encode(), "inner.zip": zipped({"a.pdf": pdf(1)})}),
        *map(tarred, ("", "gz", "bz2", "xz")),
        seven_zipped(),
        letter(),
        outlook_letter(folder),
        djvu(folder),
        f"<html><body><table><tr><td>{TEXT}</td></tr></table></body></html>".encode(),
        *texts,
    )


def damages(whole: tuple[bytes, ...]) -> "st.SearchStrategy[bytes]":
    """Files that are cut off, have bits turned, a sector of zeros, or another file's bytes in their middle; or all of these."""
    place = st.floats(0, 1, allow_nan=False)

    def cut(content: bytes, at: float) -> bytes:
        return content[: max(1, int(len(content) * at))]

    def turn(content: bytes, places: list[tuple[float, int]]) -> bytes:
        changed = bytearray(content)
        for at, bit in places:
            changed[min(int(len(changed) * at), len(changed) - 1)] ^= 1 << bit
        return bytes(changed)

    def zero(content: bytes, at: float) -> bytes:
        start = int(len(content) * at)
        return content[:start] + bytes(len(content[start : start + 512])) + content[start + 512 :]

    def splice(content: bytes, other: bytes, at: float, length: float) -> bytes:
        start = int(len(content) * at)
        return content[:start] + other[: int(len(other) * length)] + content[start:]

    kinds: list[st.SearchStrategy[Callable[[bytes], bytes]]] = [
        st.builds(lambda at: lambda content: cut(content, at), place),
        st.builds(
            lambda at: lambda content: turn(content, at), st.lists(st.tuples(place, st.integers(0, 7)), min_size=1, max_size=30)
        ),
        st.builds(lambda at: lambda content: zero(content, at), place),
        st.builds(
            lambda other, at, length: lambda content: splice(content, other, at, length), st.sampled_from(whole), place, place
        ),
    ]

    def done(content: bytes, steps: list[Callable[[bytes], bytes]]) -> bytes:
        for step in steps:
            content = step(content)
        return content

    return st.builds(done, st.sampled_from(whole), st.lists(st.one_of(kinds), min_size=1, max_size=3))


# Any name that a Linux disk takes: any script, any sign but a slash and zero, and bytes that are no UTF-8.
NAMES = st.one_of(
    st.text(st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), min_size=1, max_size=60).map(str.encode),
    st.sampled_from(["іс-Ә", "дело ", "文件", "ملف", "😀", "-", "a\nb"]).flatmap(
        lambda part: st.just((part.encode() * 255)[:255].decode("utf-8", "ignore").encode())
    ),
    st.binary(min_size=1, max_size=40).map(lambda raw: raw.replace(b"/", b"_").replace(b"\0", b"_")),
)


def write_damaged(folder: Path, workspace: Path, count: int) -> None:
    """Write so many damaged files, the same in every run."""
    whole = seeds(workspace)
    written: set[bytes] = set()

    @settings(
        max_examples=count,
        database=None,
        derandomize=True,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(damages(whole), NAMES)
    def write(content: bytes, name: bytes) -> None:
        # What is drawn again bears a number.
        name = name if name not in (*written, b".", b"..") else name[:240] + b" %d" % len(written)
        written.add(name)
        Path(os.fsdecode(bytes(folder) + b"/" + name)).write_bytes(content)

    write()


def write_bombs(folder: Path, pages: int) -> list[str]:
    """Write files that are small and become large, and a PDF of so many pages; return their names."""
    zeros = zipped({"zeros": bytes(200 << 20)})
    made = {
        "bomb.zip": zeros,
        "nested-bomb.zip": zipped({f"{number}.zip": zeros for number in range(20)}),
        "self.tar.gz": _deep(40),
        "pixels.png": _png(30_000, 30_000),
        "wide.png": _png(30_000, 400),
        "many.tif": _frames(),
        "pixels.pdf": _pdf_of_pixels(),
        f"{pages}.pdf": pdf(pages),
        "entities.xml": b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><l>&b;&b;</l>',
    }
    for name, content in made.items():
        (folder / name).write_bytes(content)
    return list(made)


def _deep(levels: int) -> bytes:
    content = b"at the bottom"
    for number in range(levels):
        content = zipped({f"{number}.zip": content})
    return content


def _png(width: int, height: int) -> bytes:
    """A black-and-white picture of zeros: 30,000 pixels a side take 110 kB."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    rows = zlib.compressobj()
    row = b"\0" + b"\xff" * (-(-width // 8))
    content = b"".join([*(rows.compress(row) for _ in range(height)), rows.flush()])
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", content) + chunk(b"IEND", b"")


def _frames() -> bytes:
    buffer = io.BytesIO()
    frame = Image.new("1", (600, 100), 1)
    frame.save(buffer, "TIFF", save_all=True, append_images=[frame] * 30, compression="group4")
    return buffer.getvalue()


def _pdf_of_pixels() -> bytes:
    """A page of 5 by 5 metres with one picture of 30,000 pixels a side."""
    buffer = io.BytesIO()
    pen = Canvas(buffer, pagesize=(14_400, 14_400))
    picture_file = io.BytesIO(_png(20_000, 20_000))
    Image.MAX_IMAGE_PIXELS, before = None, Image.MAX_IMAGE_PIXELS
    try:
        from reportlab.lib.utils import ImageReader

        pen.drawImage(ImageReader(picture_file), 0, 0, 14_400, 14_400)
    finally:
        Image.MAX_IMAGE_PIXELS = before
    pen.save()
    return buffer.getvalue()
