"""Letters of both kinds with what is attached to them, read from files as mail programs write them."""

import struct
from email.message import EmailMessage

import pytest
from compressed_rtf import compress

from indexer.readers import extract, look
from indexer.reading import ReadOptions
from paraq import imaging
from tests.integration.outlook_file import Letter

BODY = "Сұраныс бойынша құжаттар қоса тіркелді. Жанболатов Сейіт 1978 жылы қабылданған."


@pytest.fixture
def workspace(tmp_path):
    folder = tmp_path / "workspace"
    folder.mkdir()
    return folder


def text_of(path):
    return "\n".join(page.text.text for page in extract(path, ReadOptions()))


def parts(contents):
    return {part.name: part.path.read_bytes() for part in contents.parts}


@pytest.mark.parametrize("long", [1, 400])
def test_an_outlook_letter_has_pages_and_parts(long, tmp_path, workspace):
    path = tmp_path / "letter.docx"
    Letter("Тізім", BODY * long, attachments=[("../тізім.csv", "аты;күні".encode() * 1000), ("бос.txt", b"x")]).write(path)
    contents = look(path, path.name, workspace, ReadOptions())
    assert (contents.kind, contents.title) == ("msg", "Тізім")
    assert parts(contents) == {"тізім.csv": "аты;күні".encode() * 1000, "бос.txt": b"x"}
    first = next(extract(path, ReadOptions())).text
    assert all(fact in first.text for fact in ("bilim@audan.example", "murazhai@audan.example", "Тізім", "Жанболатов"))
    assert imaging.size(contents.rendition, 1) == (first.width, first.height)


def test_a_letter_in_a_letter_is_a_part_with_its_own_parts(tmp_path, workspace):
    path = tmp_path / "outer"
    inner = Letter("Ішкі хат", BODY, attachments=[("бұйрық.txt", "№ 27".encode())])
    Letter("Сыртқы", "қараңыз", attachments=[("Ішкі хат", inner)]).write(path)
    (part,) = look(path, "outer", workspace, ReadOptions()).parts
    assert part.name == "Ішкі хат.eml"
    deeper = tmp_path / "deeper"
    deeper.mkdir()
    contents = look(part.path, part.name, deeper, ReadOptions())
    assert (contents.kind, contents.title, parts(contents)) == ("eml", "Ішкі хат", {"бұйрық.txt": "№ 27".encode()})
    assert "Жанболатов Сейіт 1978" in " ".join(text_of(part.path).split())


def test_an_outlook_letter_of_html_alone_is_read(tmp_path):
    path = tmp_path / "html"
    Letter(
        "x", "", html=f"<html><meta charset=windows-1251><p>Приказ о приёме</p><p>{'Мырзабекова'}</p></html>".encode("cp1251")
    ).write(path)
    assert "Приказ о приёме\n\nМырзабекова" in text_of(path)


RTF = (
    rb"{\rtf1\ansi\ansicpg1251\deff0{\fonttbl{\f0\fnil\fcharset204 Times New Roman;}}{\colortbl;\red0\green0\blue0;}"
    rb"\f0\fs24 \'cf\'f0\'e8\'ea\'e0\'e7 \'ee \'ef\'f0\'e8\'b8\'ec\'e5\par \u1178?\u1201?\u1088?\u1084?"
    rb"\u1072?\u1085?\u1171?\u1072?\u1083?\u1080?\par}"
)


def test_an_outlook_letter_of_rtf_alone_is_read(tmp_path):
    path = tmp_path / "rtf"
    Letter("Тақырып", "", rtf=RTF).write(path)
    assert "Приказ о приёме\nҚұрманғали" in text_of(path)


def test_headings_in_old_encodings_are_read(tmp_path):
    path = tmp_path / "old"
    heading = "Приказ о зачислении".encode("koi8-r")
    path.write_bytes(
        b"From: a@b.example\r\nTo: c@d.example\r\nSubject: " + heading + b"\r\nDate: 1 Jan 1999 10:00:00 +0600\r\n\r\nbody\r\n"
    )
    assert "Subject: Приказ о зачислении" in text_of(path)


def test_a_forwarded_letter_is_a_part(tmp_path, workspace):
    inner = EmailMessage()
    inner["Subject"], inner["From"], inner["To"] = "Бұйрық", "a@b.example", "c@d.example"
    inner.set_content(BODY)
    outer = EmailMessage()
    outer["Subject"], outer["From"], outer["To"] = "Fwd", "a@b.example", "c@d.example"
    outer.set_content("<p>қараңыз</p>", subtype="html")
    outer.add_attachment(inner)
    path = tmp_path / "mail"
    path.write_bytes(outer.as_bytes())
    contents = look(path, "mail", workspace, ReadOptions())
    assert "қараңыз" in text_of(path)
    (part,) = contents.parts
    assert part.name.endswith(".eml") and "Жанболатов" in text_of(part.path)


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "cp866"])
def test_names_of_attachments_in_old_encodings_are_read(encoding, tmp_path, workspace):
    path = tmp_path / "old"
    name = "список работников.txt".encode(encoding)
    path.write_bytes(
        b"From: a@b.example\r\nTo: c@d.example\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/mixed; boundary="X"\r\n\r\n--X\r\nContent-Type: text/plain\r\n\r\nbody\r\n'
        b'--X\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment; filename="' + name + b'"\r\n\r\n'
        b"content\r\n--X--\r\n"
    )
    assert list(parts(look(path, "old", workspace, ReadOptions()))) == ["список работников.txt"]


def test_what_is_pasted_into_a_letter_is_a_part_like_what_is_attached(tmp_path, workspace):
    letter = EmailMessage()
    letter["Subject"], letter["From"], letter["To"] = "Скан", "a@b.example", "c@d.example"
    letter.set_content(BODY)
    letter.add_alternative('<p>қараңыз <img src="cid:scan"></p>', subtype="html")
    letter.get_payload()[1].add_related(b"pasted", "image", "png", cid="<scan>")
    letter.make_mixed()
    letter.add_attachment(b"attached", maintype="application", subtype="pdf", filename="бұйрық.pdf")
    path = tmp_path / "mail"
    path.write_bytes(letter.as_bytes())
    assert list(parts(look(path, "mail", workspace, ReadOptions())).values()) == [b"pasted", b"attached"]


def test_attachments_of_a_signed_letter_are_parts(tmp_path, workspace):
    inner = EmailMessage()
    inner.set_content(BODY)
    inner.add_attachment(b"attached", maintype="application", subtype="pdf", filename="бұйрық.pdf")
    path = tmp_path / "signed"
    path.write_bytes(
        b"From: a@b.example\r\nTo: c@d.example\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/signed; protocol="application/pkcs7-signature"; boundary="Z"\r\n\r\n--Z\r\n'
        + inner.as_bytes()
        + b"\r\n--Z\r\nContent-Type: application/pkcs7-signature; name=smime.p7s\r\n"
        b"Content-Transfer-Encoding: base64\r\n\r\nMAA=\r\n--Z--\r\n"
    )
    assert parts(look(path, "signed", workspace, ReadOptions())) == {"бұйрық.pdf": b"attached", "smime.p7s": b"0\0"}
    assert "Жанболатов" in text_of(path)


def winmail(*attributes):
    """What Outlook makes of a letter for other programs (MS-OXTNEF)."""
    made = struct.pack("<IH", 0x223E9F78, 1)
    for level, number, kind, content in attributes:
        made += struct.pack("<BHHI", level, number, kind, len(content)) + content + struct.pack("<H", sum(content) & 0xFFFF)
    return made


def properties(*values):
    made = struct.pack("<I", len(values))
    for kind, number, content in values:
        named = bytes(16) + struct.pack("<II", 0, 7) if number >= 0x8000 else b""
        length = b"" if kind == 3 else struct.pack("<II", 1, len(content))
        made += struct.pack("<HH", kind, number) + named + length + content + bytes(-len(content) % 4)
    return made


def test_what_outlook_hides_in_winmail_dat_is_read(tmp_path, workspace):
    text = rb"{\rtf1\ansi\ansicpg1251 \'cf\'f0\'e8\'ea\'e0\'e7 45}"
    hidden = winmail(
        (1, 0x9006, 8, struct.pack("<I", 0x10000)),
        (1, 0x9003, 6, properties((3, 0x0017, bytes(4)), (0x1E, 0x8001, b"x\0"), (0x102, 0x1009, compress(text)))),
        (2, 0x9002, 6, bytes(14)),
        (2, 0x8010, 1, b"LETTER~1.TXT\0"),
        (2, 0x800F, 6, "Сейіт Жанболатов".encode()),
        (2, 0x9005, 6, properties((0x1F, 0x3707, "өтініш хат.txt\0".encode("utf-16-le")))),
        (2, 0x9002, 6, bytes(14)),
        (2, 0x8010, 1, "Приказ.txt\0".encode("cp1251")),
        (2, 0x800F, 6, b"two"),
    )
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = "a@b.kz", "c@d.kz", "Хат"
    letter.set_content("See attachment")
    letter.add_attachment(hidden, maintype="application", subtype="ms-tnef", filename="winmail.dat")
    path = tmp_path / "letter.eml"
    path.write_bytes(letter.as_bytes())
    (part,) = look(path, "letter.eml", workspace, ReadOptions()).parts
    (workspace / "inner").mkdir()
    contents = look(part.path, part.name, workspace / "inner", ReadOptions())
    assert {inner.name: inner.path.read_bytes() for inner in contents.parts} == {
        "letter.rtf": text,
        "өтініш хат.txt": "Сейіт Жанболатов".encode(),
        "Приказ.txt": b"two",
    }
    part.path.write_bytes(hidden[:-8])
    (workspace / "cut").mkdir()
    *_, lost = look(part.path, part.name, workspace / "cut", ReadOptions()).parts
    assert contents.kind == "tnef" and lost.path is None and "cut off" in lost.reason
