"""Every kind of file that an institution may hand over, made with the kind's own programs and read under misleading names."""

import shutil
import struct
import subprocess
import zipfile
import zlib
from pathlib import Path

import pikepdf
import py7zr
import pypdfium2
import pytest
import pyzipper
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from indexer.readers import extract, look, read
from indexer.readers.layer import text_layer
from indexer.reading import ReadOptions
from paraq import imaging
from paraq.errors import Invalid
from tests.integration.test_read_files import FONT, sheet

KAZAKH = (
    "Сейіт Жанболатов 1978 жылғы 15 наурыздан бастап механизатор болып жұмысқа қабылдансын. Негіздеме: оның өтініші, ұжым шешімі"
)
RUSSIAN = "Принять на работу механизатором Жанболатова Сеита с 15 марта 1978 года, объявить приказ под расписку"


@pytest.fixture
def workspace(tmp_path):
    folder = tmp_path / "workspace"
    folder.mkdir()
    return folder


def pages(path, **options):
    return [page.text for page in extract(path, ReadOptions(**options))]


def write_pdf(path, *texts, **options):
    """A born-digital PDF, a page for each text."""
    pdfmetrics.registerFont(TTFont("DejaVu", FONT))
    pen = Canvas(str(path), pagesize=(595, 842), **options)
    for text in texts:
        pen.setFont("DejaVu", 12)
        for number, start in enumerate(range(0, len(text), 60)):
            pen.drawString(60, 780 - 18 * number, text[start : start + 60])
        pen.showPage()
    pen.save()


@pytest.mark.parametrize("compression", ["group4", "group3", "tiff_lzw", "jpeg", "tiff_adobe_deflate", "packbits", "raw"])
def test_every_page_of_a_tiff_is_read_however_it_is_compressed(compression, tmp_path):
    path = tmp_path / "scan.pdf"
    page = sheet() if compression in ("tiff_lzw", "jpeg", "tiff_adobe_deflate", "raw") else sheet().convert("1")
    page.save(path, "TIFF", save_all=True, append_images=[page], compression=compression)
    first, second = pages(path)
    assert all(text.source == "ocr" and text.text.count("механизатором") == 3 for text in (first, second))


def test_heic_is_read(tmp_path):
    import pillow_heif

    path = tmp_path / "photo.jpg"
    pillow_heif.from_pillow(sheet().convert("RGB")).save(path, quality=80)
    assert look(path, "photo.jpg", tmp_path, ReadOptions()).kind == "heic"
    (page,) = pages(path)
    assert "механизатором" in page.text and imaging.size(path, 1) == (page.width, page.height)


needs_djvu = pytest.mark.skipif(shutil.which("c44") is None, reason="djvulibre-bin is not installed")


@pytest.fixture
def djvu(tmp_path):
    picture, path = tmp_path / "page.ppm", tmp_path / "book"
    sheet().convert("RGB").save(picture)
    one = tmp_path / "one.djvu"
    subprocess.run(["c44", "-dpi", "200", picture, one], check=True)
    subprocess.run(["djvm", "-c", path, one, one], check=True)
    return path


@needs_djvu
def test_djvu_without_text_is_recognised(djvu, tmp_path):
    contents = look(djvu, "book.tif", tmp_path, ReadOptions())
    assert (contents.kind, contents.pages) == ("djvu", 2)
    first, second = (page.text for page in read(djvu, contents, [1, 2], ReadOptions()))
    assert first.source == "ocr" and "механизатором" in second.text
    assert imaging.size(contents.rendition, 2) == (second.width, second.height)


@needs_djvu
def test_the_text_layer_of_a_djvu_is_taken_if_it_can_be_believed(djvu, tmp_path):
    words = " ".join(f'(word {100 + 110 * n} 700 {200 + 110 * n} 740 "{word}")' for n, word in enumerate(KAZAKH.split()[:12]))
    layer = tmp_path / "layer.txt"
    layer.write_text(f"select 1\nset-txt\n(page 0 0 1654 900 (line 100 700 1600 740 {words}))\n.\n", encoding="utf-8")
    subprocess.run(["djvused", djvu, "-f", layer, "-s"], check=True)
    first, second = pages(djvu)
    assert (first.source, first.text) == ("text", " ".join(KAZAKH.split()[:12]))
    assert first.words[0].box.as_list() == [100, 160, 100, 40]
    assert second.source == "ocr"


def test_a_pdf_of_text_and_scans_is_judged_page_by_page(tmp_path):
    path, scan = tmp_path / "mixed.doc", tmp_path / "scan.png"
    sheet().save(scan)
    pdfmetrics.registerFont(TTFont("DejaVu", FONT))
    pen = Canvas(str(path), pagesize=(595, 842))
    pen.setFont("DejaVu", 12)
    pen.drawString(60, 700, RUSSIAN[:60])
    pen.showPage()
    pen.drawImage(str(scan), 0, 500, 595, 324)
    pen.showPage()
    # A stamp of an office over a scan: text, and yet not the page's text.
    pen.drawImage(str(scan), 0, 300, 595, 324)
    pen.setFont("DejaVu", 8)
    pen.drawString(400, 20, "Вх. № 17")
    pen.showPage()
    # A layer of nonsense under a scan.
    pen.drawImage(str(scan), 0, 300, 595, 324)
    pen.setFont("DejaVu", 8)
    text = pen.beginText(20, 280)
    text.setTextRenderMode(3)
    for _ in range(12):
        text.textLine("Cobxo3 /lnpekmop 6yupblk H3 qzx vvwq kxzj ptrk mnbv gfds wq")
    pen.drawText(text)
    pen.save()
    born, scanned, stamped, wrong = pages(path)
    assert [page.source for page in (born, scanned, wrong)] == ["text", "ocr", "ocr"]
    for page in (scanned, stamped, wrong):
        assert page.text.count("механизатором") == 3 and "қабылдансын" in page.text
    assert "17" in stamped.text


@pytest.mark.parametrize(("turn", "place"), [(0, (60, 700)), (90, (200, 100)), (-90, (400, 700)), (180, (500, 200))])
def test_lines_that_stand_sideways_are_read_one_after_another(turn, place, tmp_path):
    path = tmp_path / "sideways.pdf"
    pdfmetrics.registerFont(TTFont("DejaVu", FONT))
    pen = Canvas(str(path), pagesize=(595, 842))
    pen.translate(*place)
    pen.rotate(turn)
    pen.setFont("DejaVu", 12)
    lines = ["Сейіт Жанболатов 1978 жылғы", "15 наурыздан бастап механизатор", "болып", "жұмысқа қабылдансын деп шешілді"]
    for number, line in enumerate(lines):
        pen.drawString(0, -20 * number, line)
    pen.save()
    assert " ".join(pages(path)[0].text.split()) == " ".join(lines)


def test_a_locked_pdf_opens_with_its_password_alone(tmp_path, workspace):
    path = tmp_path / "locked.pdf"
    write_pdf(path, KAZAKH, RUSSIAN, encrypt=StandardEncryption("archive-2019", ownerPassword="owner", strength=128))
    for wrong in ("", "nope"):
        with pytest.raises(Invalid) as refused:
            look(path, "locked.pdf", workspace, ReadOptions(password=wrong))
        assert refused.value.code == "locked"
    contents = look(path, "locked.pdf", workspace, ReadOptions(password="archive-2019"))
    # The rendition has no lock: whoever shows a page later has no password.
    assert imaging.size(contents.rendition, 2) == imaging.draw(contents.rendition, 2).size
    first, second = pages(path, password="archive-2019")
    assert "жұмысқа қабылдансын" in " ".join(first.text.split()) and "механизатором" in second.text


def test_a_pdf_that_only_forbids_printing_needs_no_password(tmp_path):
    path = tmp_path / "no-print.pdf"
    write_pdf(path, RUSSIAN, encrypt=StandardEncryption("", ownerPassword="owner", canPrint=0))
    assert "механизатором" in pages(path)[0].text


def test_attachments_of_a_pdf_are_parts(tmp_path, workspace):
    made, path = tmp_path / "made.pdf", tmp_path / "attached.pdf"
    write_pdf(made, RUSSIAN)
    document = pypdfium2.PdfDocument(made)
    document.new_attachment("../../қосымша.txt").set_data(KAZAKH.encode("cp1251", "replace"))
    document.save(path)
    document.close()
    (part,) = look(path, "attached.pdf", workspace, ReadOptions()).parts
    assert part.name == "қосымша.txt" and part.path.is_relative_to(workspace)


def test_comments_on_a_pdf_are_found_and_what_is_pinned_to_it_is_a_part(tmp_path, workspace):
    made, path = tmp_path / "made.pdf", tmp_path / "commented.pdf"
    write_pdf(made, RUSSIAN)
    with pikepdf.open(made) as document:
        pinned = pikepdf.AttachedFileSpec(document, KAZAKH.encode(), filename="қосымша.txt")
        place = {"/Type": pikepdf.Name("/Annot"), "/Rect": [100, 700, 100, 712]}
        notes = [
            {**place, "/Subtype": pikepdf.Name("/Text"), "/Contents": "Тексерілді: Әбдірахманова"},
            {**place, "/Subtype": pikepdf.Name("/Highlight"), "/Contents": "механизатором"},
            {**place, "/Subtype": pikepdf.Name("/FileAttachment"), "/Contents": "см. приложение", "/FS": pinned.obj},
        ]
        document.pages[0].obj["/Annots"] = pikepdf.Array([document.make_indirect(pikepdf.Dictionary(note)) for note in notes])
        document.save(path)
    (part,) = look(path, "commented.pdf", workspace, ReadOptions()).parts
    assert part.name == "қосымша.txt" and part.path.read_bytes() == KAZAKH.encode()
    (page,) = pages(path)
    assert page.text.endswith("Тексерілді: Әбдірахманова\n\nсм. приложение") and page.text.count("механизатором") == 1
    assert all(word.box.width > 1 for word in page.words)


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-8", KAZAKH),
        ("utf-8-sig", KAZAKH),
        ("utf-16", KAZAKH),
        ("utf-16-le", KAZAKH),
        ("utf-16-be", KAZAKH),
        ("utf-32", KAZAKH),
        ("kz1048", KAZAKH),
        ("ptcp154", KAZAKH),
        ("cp1251", RUSSIAN),
        ("cp866", RUSSIAN),
        ("koi8-r", RUSSIAN),
        ("iso8859-5", RUSSIAN),
        ("mac-cyrillic", RUSSIAN),
        ("cp1251", "Приказ № 27"),
        ("koi8-r", "Приказ N 27"),
        ("cp866", "Приказ N 27"),
        ("kz1048", "Бұйрық № 27"),
    ],
)
def test_text_is_read_in_any_encoding(encoding, text, tmp_path):
    path = tmp_path / "letter.jpg"
    path.write_bytes(text.encode(encoding))
    assert " ".join(pages(path)[0].text.split()) == text


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (KAZAKH.encode() + bytes(700), KAZAKH),
        (RUSSIAN.encode("cp1251") + bytes(2), RUSSIAN),
        (b'{"fio": "\\u041c\\u04d9\\u043b\\u0456\\u043a", "tab": "\\u0009"}', '{"fio": "Мәлік", "tab": "\\u0009"}'),
        (b'{"broken": "\\ud83d"}', '{"broken": "\ufffd"}'),
    ],
)
def test_texts_as_programs_leave_them(content, text, tmp_path):
    path = tmp_path / "left.dat"
    path.write_bytes(content)
    assert " ".join(pages(path)[0].text.split()) == " ".join(text.split())


@pytest.mark.parametrize("encoding", ["utf-8", "cp1251", "koi8-r", "utf-16"])
def test_html_is_read_in_any_encoding_and_a_row_is_a_line(encoding, tmp_path):
    path = tmp_path / "page.txt"
    markup = "<html><head><title>Ведомость</title><script>no()</script></head><body>"
    markup += f"<table><tr><td>Иванова</td><td>4537</td></tr></table><p>{RUSSIAN}</p></body></html>"
    path.write_bytes(markup.encode(encoding))
    contents = look(path, "page.txt", tmp_path, ReadOptions())
    assert (contents.kind, contents.title) == ("html", "Ведомость")
    text = " ".join(pages(path)[0].text.splitlines())
    assert "Иванова 4537" in text and "механизатором" in text and "no()" not in text


@pytest.mark.parametrize(
    ("declared", "encoding"), [("windows-1251", "utf-8"), ("utf-8", "cp1251"), ("iso-8859-1", "kz1048"), ("iso-8859-1", "cp1251")]
)
def test_a_page_that_declares_the_wrong_encoding_is_read(declared, encoding, tmp_path):
    path, text = tmp_path / "page.html", RUSSIAN if encoding == "cp1251" else "Бұйрық: Әбдіқадыр қабылдансын"
    path.write_bytes(f"<html><head><meta charset={declared}></head><body><p>{text}</p></body></html>".encode(encoding))
    assert " ".join(pages(path)[0].text.split()) == text
    letter = f"From: a@b.kz\nTo: c@d.kz\nSubject: x\nContent-Type: text/plain; charset={declared}\n\n{text}\n"
    path.write_bytes(letter.encode(encoding))
    assert text in " ".join(pages(path)[0].text.split())


def test_what_was_filled_into_an_xfa_form_is_a_part(tmp_path, workspace):
    made, path = tmp_path / "made.pdf", tmp_path / "form.pdf"
    write_pdf(made, "Please wait...")
    data = f"<x xmlns:xfa='http://www.xfa.org/schema/xfa-data/1.0/'><xfa:data><name>{KAZAKH}</name></xfa:data></x>"
    with pikepdf.open(made) as document:
        packets = ["template", document.make_stream(b"<template/>"), "datasets", document.make_stream(data.encode())]
        document.Root.AcroForm = pikepdf.Dictionary(Fields=[], XFA=packets)
        document.save(path)
    (part,) = look(path, "form.pdf", workspace, ReadOptions()).parts
    assert part.name == "form.xml" and " ".join(pages(part.path)[0].text.split()) == KAZAKH


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_one_word_without_a_mark_is_read(encoding, tmp_path):
    path = tmp_path / "word.txt"
    path.write_bytes("Әділбек".encode(encoding))
    assert pages(path)[0].text.strip() == "Әділбек"


def test_a_mailbox_is_a_container_of_its_letters(tmp_path, workspace):
    path = tmp_path / "Входящие"
    letter = "From: a@archive.kz\nSubject: {}\nDate: Mon, 1 Mar 2021 10:00:00 +0600\n"
    letter += "Content-Type: text/plain; charset=koi8-r\n\n{}\n\n"
    start = "From a@archive.kz Mon Mar  1 10:00:00 2021\n"
    path.write_bytes(
        (start + letter.format("1", RUSSIAN) + start + letter.format("2", "Ответ\n>From now on\n>>From old")).encode("koi8-r")
    )
    contents = look(path, "Входящие", workspace, ReadOptions())
    first, second = (pages(part.path)[0].text for part in contents.parts)
    assert (contents.kind, [part.name for part in contents.parts]) == ("mbox", ["letter-1.eml", "letter-2.eml"])
    assert RUSSIAN in " ".join(first.split()) and "Subject: 2" in second and "Ответ\nFrom now on\n>From old" in second


def seven_zip(path, members, password=None):
    with py7zr.SevenZipFile(path, "w", password=password, header_encryption=password is not None) as package:
        for name, content in members.items():
            package.writestr(content, name)


def test_7z_is_unpacked_and_its_password_asked_for(tmp_path, workspace):
    path = tmp_path / "package.zip"
    seven_zip(path, {"қор/лист.txt": KAZAKH, "2.txt": RUSSIAN})
    contents = look(path, "package.zip", workspace, ReadOptions())
    assert contents.kind == "7z"
    assert {part.name: part.path.read_text() for part in contents.parts} == {"қор/лист.txt": KAZAKH, "2.txt": RUSSIAN}


def test_a_locked_7z_opens_with_its_password_alone(tmp_path, workspace):
    path = tmp_path / "locked.7z"
    seven_zip(path, {"лист.txt": KAZAKH}, password="сөз")
    for wrong in ("", "nope"):
        with pytest.raises(Invalid) as refused:
            look(path, "locked.7z", workspace, ReadOptions(password=wrong))
        assert refused.value.code == "locked"
        shutil.rmtree(workspace)
        workspace.mkdir()
    (part,) = look(path, "locked.7z", workspace, ReadOptions(password="сөз")).parts
    assert part.path.read_text() == KAZAKH


def aes_zip(path, members, password):
    with pyzipper.AESZipFile(path, "w", compression=zipfile.ZIP_DEFLATED, encryption=pyzipper.WZ_AES) as package:
        package.setpassword(password)
        for name, content in members.items():
            package.writestr(name, content)


@pytest.mark.parametrize("encoding", ["utf-8", "cp1251"])
def test_a_zip_locked_by_aes_opens_with_its_password_alone(encoding, tmp_path, workspace):
    path = tmp_path / "locked.zip"
    aes_zip(path, {"қор/лист.txt": KAZAKH, "2.txt": RUSSIAN}, "архив".encode(encoding))
    for wrong in ("", "nope", "nopê"):
        with pytest.raises(Invalid) as refused:
            look(path, "locked.zip", workspace, ReadOptions(password=wrong))
        assert refused.value.code == "locked"
    contents = look(path, "locked.zip", workspace, ReadOptions(password="архив"))
    assert {part.name: part.path.read_text() for part in contents.parts} == {"қор/лист.txt": KAZAKH, "2.txt": RUSSIAN}


def test_of_a_zip_locked_by_aes_what_is_damaged_is_told_and_the_rest_unpacked(tmp_path, workspace):
    path = tmp_path / "locked.zip"
    aes_zip(path, {"1.txt": KAZAKH * 9, "2.txt": RUSSIAN}, b"archive")
    content = bytearray(path.read_bytes())
    content[100] ^= 1
    path.write_bytes(content)
    damaged, whole = look(path, "locked.zip", workspace, ReadOptions(password="archive")).parts
    assert damaged.path is None and "broken" in damaged.reason
    assert whole.path.read_text() == RUSSIAN


@pytest.mark.parametrize("name", ["../../out.txt", "/etc//out.txt", "..\\..\\out.txt", "C:\\Users\\a"])
def test_7z_cannot_write_outside_its_folder(name, tmp_path, workspace):
    path = tmp_path / "tricky.7z"
    with py7zr.SevenZipFile(path, "w") as package:
        package.set_encoded_header_mode(False)
        package.writestr("1", "good.txt")
        package.writestr("2", "x" * len(name))
    # The library refuses to write such names, so they are put in afterwards, with the sums of the header (7zFormat.txt).
    content = bytearray(path.read_bytes().replace(("x" * len(name)).encode("utf-16-le"), name.encode("utf-16-le")))
    offset, size = struct.unpack_from("<QQ", content, 12)
    struct.pack_into("<I", content, 28, zlib.crc32(content[32 + offset : 32 + offset + size]))
    struct.pack_into("<I", content, 8, zlib.crc32(content[12:32]))
    path.write_bytes(content)
    try:
        contents = look(path, "tricky.7z", workspace, ReadOptions())
    except Invalid as refused:
        assert refused.code == "path"
    else:
        assert all(part.path.is_relative_to(workspace) and ".." not in part.name for part in contents.parts)
    assert {one.name for one in tmp_path.iterdir()} == {"tricky.7z", "workspace"}
    assert not Path("/etc/out.txt").exists()


def test_a_7z_bomb_is_refused_before_it_is_unpacked(tmp_path, workspace):
    path = tmp_path / "bomb.7z"
    seven_zip(path, {"zeros": bytes(300 << 20)})
    with pytest.raises(Invalid) as refused:
        look(path, "bomb.7z", workspace, ReadOptions())
    assert refused.value.code == "bomb"
    assert sum(one.stat().st_size for one in workspace.rglob("*") if one.is_file()) == 0


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"ID3\x03\0\0\0\0\0\x21" + bytes(500), "mp3"),
        (b"RIFF\x24\0\0\0WAVEfmt " + bytes(500), "wav"),
        (b"MZ\x90\0" + bytes(range(256)) * 4, "exe"),
        (b"Rar!\x1a\x07\x01\0" + bytes(500), "rar"),
        (b"SQLite format 3\0" + bytes(500), "sqlite"),
        (b"\0\0\0\x18ftypmp42" + bytes(500), "mp4"),
    ],
)
def test_other_kinds_are_kept_and_the_reason_names_the_kind(content, kind, tmp_path):
    path = tmp_path / "order.pdf"
    path.write_bytes(content)
    with pytest.raises(Invalid) as refused:
        look(path, "order.pdf", tmp_path, ReadOptions())
    assert refused.value.code == "not-searchable" and str(refused.value).startswith("Kept, not searchable")
    assert kind in str(refused.value)


OLD_SIGNS = dict(zip("әғқңөұүһіӘҒҚҢӨҰҮ", "±µ‰¤¬®°¶і¦†‡Ђ‹›ћ", strict=True))
OLD_TEXT = (
    "Кеңшар директорының бұйрығы бойынша жұмысқа қабылданған қызметкерлердің жалақысы өткен жылғыдан көп болды. "
    "Ауыл тұрғындары үшін жаңа мектеп пен кітапхана салынды, оған балалар мен ұстаздар қуанды. "
    "Қазақстан Республикасының өкіметі әрбір ауданда әкімшілік құрды. Шаруашылықтың өнімі өсті, үй саны көбейді."
)


@pytest.mark.parametrize("name", [b"KZTimesNew", b"TimesNewKZ", b"DejaVuSans"])
def test_what_the_signs_of_an_old_kazakh_font_mean_is_learnt_from_its_words(name, tmp_path):
    path = tmp_path / "old.pdf"
    write_pdf(path, OLD_TEXT.translate(str.maketrans(OLD_SIGNS)))
    path.write_bytes(path.read_bytes().replace(b"DejaVuSans", name))
    with imaging.open_pdf(path) as document:
        text = "".join(text_layer(document[0]).text.split())
    read_right = sum(one == other for one, other in zip(text, OLD_TEXT.replace(" ", ""), strict=True))
    assert (read_right / len(text) > 0.98) is (name != b"DejaVuSans")


def test_a_word_parted_at_the_end_of_a_line_keeps_its_line_end(tmp_path):
    path = tmp_path / "hyphen.pdf"
    pdfmetrics.registerFont(TTFont("DejaVu", FONT))
    pen = Canvas(str(path))
    pen.setFont("DejaVu", 12)
    for row, line in enumerate(("Принять на работу меха-", "низатором с 15 марта")):
        pen.drawString(60, 700 - 16 * row, line)
    pen.save()
    (page,) = pages(path)
    assert page.text == "Принять на работу меха-\nнизатором с 15 марта"
