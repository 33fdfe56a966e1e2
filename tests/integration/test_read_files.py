"""Reading real files of every kind with the real programs: Tesseract, pdfium, LibreOffice, djvulibre."""

import io
import shutil
import subprocess
import sys
import tarfile
import zipfile
from email.message import EmailMessage
from random import Random

import numpy as np
import pillow_heif
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFont

from indexer.readers import extract, look, read
from indexer.reading import ReadOptions
from paraq import imaging
from paraq.errors import Invalid, ParaqError

FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"
TEXT = ["Совхоз директорының бұйрығы № 17", "Әбдіқадыр Ғабитов жұмысқа қабылдансын", "Принять на работу механизатором"]
KIND_NAMES = {"TIFF": "tiff", "JPEG": "jpeg", "PNG": "png", "JPEG2000": "jpeg2000", "BMP": "bmp", "WEBP": "webp", "GIF": "gif"}


def sheet(width=1654, height=900):
    page = Image.new("L", (width, height), 250)
    pen, face = ImageDraw.Draw(page), ImageFont.truetype(FONT, 42)
    for row, line in enumerate(TEXT * 3):
        pen.text((120, 60 + row * 85), line, font=face, fill=10)
    return page


def texts(path, **options):
    return [page.text for page in extract(path, ReadOptions(**options))]


@pytest.mark.parametrize("format_", KIND_NAMES)
def test_pictures_of_every_kind_are_read(format_, tmp_path):
    path = tmp_path / "no-ending"
    sheet().save(path, format_)
    contents = look(path, "x", tmp_path, ReadOptions())
    assert (contents.kind, contents.pages) == (KIND_NAMES[format_], 1)
    (page,) = texts(path)
    assert page.source == "ocr" and page.language in ("kk", "ru")
    assert "механизатором" in page.text and "қабылдансын" in page.text


def test_every_frame_of_a_tiff_is_a_page(tmp_path):
    path = tmp_path / "many.tif"
    bilevel = sheet().convert("1")
    bilevel.save(path, save_all=True, append_images=[bilevel, bilevel], compression="group4")
    assert [page.number for page in extract(path, ReadOptions())] == [1, 2, 3]


@pytest.mark.parametrize(
    ("format_", "shown", "pages"), [("HEIF", {}, 2), ("GIF", {}, 2), ("WEBP", {}, 2), ("GIF", {"duration": 80}, 1)]
)
def test_frames_are_pages_unless_they_are_a_film(format_, shown, pages, tmp_path):
    pillow_heif.register_heif_opener()
    path = tmp_path / "two"
    other = sheet().transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    sheet().save(path, format_, save_all=True, append_images=[other], **shown)
    assert look(path, "two", tmp_path, ReadOptions()).pages == pages
    seen = [imaging.draw(path, number).convert("L").resize((20, 20)) for number in range(1, pages + 1)]
    assert len({image.tobytes() for image in seen}) == pages


@pytest.mark.parametrize("bits", [8, 10, 12, 16])
def test_grey_of_many_levels_is_drawn_as_bright_as_it_is(bits, tmp_path):
    path = tmp_path / "deep.tif"
    levels = np.asarray(sheet(), np.uint16) * ((2**bits - 1) // 255)
    Image.fromarray(levels).save(path, "TIFF")
    drawn = np.asarray(imaging.draw(path, 1), np.int16)
    assert np.abs(drawn - np.asarray(sheet(), np.int16)).max() <= 3


@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
def test_turned_pages_are_read_and_boxes_stand_on_the_page_as_it_is(quarters, tmp_path):
    path = tmp_path / "turned.png"
    sheet().rotate(-90 * quarters, expand=True).save(path)
    (page,) = texts(path)
    drawn = imaging.draw(path, 1).convert("L")
    assert drawn.size == (page.width, page.height) == imaging.size(path, 1)
    assert page.text.count("механизатором") == 3
    for word in page.words:
        if word.text == "механизатором":
            left, top, width, height = word.box.as_list()
            assert (width > height) is (quarters % 2 == 0)
            inside = drawn.crop((left, top, left + width, top + height))
            assert 0.1 < sum(level < 128 for level in inside.tobytes()) / (inside.width * inside.height) < 0.7


def test_a_spread_gives_two_sheets(tmp_path):
    spread = Image.new("L", (3308, 1800), 250)
    for left in (0, 1654):
        spread.paste(sheet(height=1800), (left, 0))
    path = tmp_path / "spread.png"
    spread.save(path)
    pages = list(extract(path, ReadOptions()))
    assert [(page.number, page.part) for page in pages] == [(1, 1), (1, 2)]
    assert pages[0].text.text.count("механизатором") == pages[1].text.text.count("механизатором") == 3
    for page in pages:
        region = page.text.region
        assert all(region.left <= word.box.left + word.box.width / 2 <= region.left + region.width for word in page.text.words)


def test_a_pdf_page_is_drawn_in_grey_until_one_pixel_has_a_colour(tmp_path):
    plain, spotted = tmp_path / "plain.pdf", tmp_path / "spotted.pdf"
    grey = Image.new("L", (400, 300), 200)
    coloured = grey.convert("RGB")
    coloured.putpixel((7, 11), (200, 0, 0))
    grey.save(plain, resolution=100)
    coloured.save(spotted, resolution=100, quality=100, subsampling=0)
    assert (imaging.draw(plain, 1).mode, imaging.draw(spotted, 1).mode) == ("L", "RGB")
    assert abs(np.asarray(imaging.draw(plain, 1), np.int16) - 200).max() <= 1


def test_a_scan_inside_a_pdf_is_read_and_its_boxes_fit_its_image(tmp_path):
    path = tmp_path / "scan.pdf"
    sheet().save(path, resolution=200)
    (page,) = texts(path)
    assert page.source == "ocr" and "механизатором" in page.text
    assert imaging.draw(path, 1).size == (page.width, page.height)
    assert page.width == pytest.approx(1654, abs=2)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_office_files_become_pages_with_boxes(tmp_path):
    source = tmp_path / "letter.rtf"
    source.write_text(r"{\rtf1\ansi\ansicpg1251 Sovkhoz order 17\par Second line}")
    contents = look(source, "letter.doc", tmp_path, ReadOptions())
    assert contents.kind == "rtf" and contents.rendition is not None
    (page,) = read(source, contents, [1], ReadOptions())
    assert page.text.text.startswith("Sovkhoz order 17\nSecond line")
    assert imaging.size(contents.rendition, 1) == (page.text.width, page.text.height)


def test_a_letter_has_pages_and_its_attachments_are_parts(tmp_path):
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = "bilim@audan.example", "murazhai@audan.example", "Тізім"
    letter["Date"] = "Tue, 14 Sep 2021 10:00:00 +0500"
    letter.set_content("Сұраныс бойынша құжаттар қоса тіркелді.")
    letter.add_attachment(b"first;second", maintype="text", subtype="csv", filename="../тізім.csv")
    path = tmp_path / "letter"
    path.write_bytes(letter.as_bytes())
    contents = look(path, "letter", tmp_path, ReadOptions())
    assert (contents.kind, contents.pages, contents.title) == ("eml", 1, "Тізім")
    assert [(part.name, part.path.read_bytes().strip()) for part in contents.parts] == [("тізім.csv", b"first;second")]
    (page,) = read(path, contents, [1], ReadOptions())
    assert "құжаттар қоса тіркелді" in page.text.text
    assert imaging.size(contents.rendition, 1) == (page.text.width, page.text.height)


def archive(kind, path):
    if kind == "zip":
        with zipfile.ZipFile(path, "w") as package:
            package.writestr("қор/лист.txt", "бір")
            package.writestr("../../out.txt", "екі")
    else:
        with tarfile.open(path, f"w:{kind}") as package:
            for name, text in (("қор/лист.txt", "бір"), ("../../out.txt", "екі")):
                member = tarfile.TarInfo(name)
                member.size = len(text.encode())
                package.addfile(member, io.BytesIO(text.encode()))
            link = tarfile.TarInfo("link")
            link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
            package.addfile(link)


@pytest.mark.parametrize("kind", ["zip", "", "gz", "bz2", "xz"])
def test_archives_are_unpacked_where_they_belong(kind, tmp_path):
    workspace = tmp_path / "work"
    workspace.mkdir()
    path = tmp_path / "archive"
    archive(kind, path)
    contents = look(path, "archive", workspace, ReadOptions())
    assert contents.pages == 0
    assert [(part.name, part.path.read_text()) for part in contents.parts] == [("қор/лист.txt", "бір"), ("out.txt", "екі")]
    assert all(part.path.is_relative_to(workspace) for part in contents.parts)
    assert not list(read(path, contents, [], ReadOptions()))


def test_a_bomb_is_refused(tmp_path):
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as package, package.open("zeros", "w") as member:
        for _ in range(220):
            member.write(bytes(1 << 20))
    with pytest.raises(Invalid) as refused:
        look(path, "bomb.zip", tmp_path, ReadOptions())
    assert refused.value.code == "bomb" or sum(part.stat().st_size for part in tmp_path.glob("parts/*")) <= 300_000_000


def test_a_picture_too_large_to_read_is_refused(tmp_path):
    path = tmp_path / "huge.png"
    Image.new("1", (30_000, 30_000)).save(path)
    with pytest.raises(Invalid) as refused:
        look(path, "huge.png", tmp_path, ReadOptions())
    assert refused.value.code == "too-large"


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "empty"), (b"\x00\x01\x02\x03" * 50, "not-searchable"), (b"%PDF-1.4 broken", "broken"), (bytes(9000), "broken")],
)
def test_refusals_say_why(code, content, tmp_path):
    path = tmp_path / "file"
    path.write_bytes(content)
    with pytest.raises(Invalid) as refused:
        look(path, "file", tmp_path, ReadOptions())
    assert refused.value.code == code


SEEDS = {
    "png": lambda: _picture("PNG"),
    "tiff": lambda: _picture("TIFF"),
    "jpeg": lambda: _picture("JPEG"),
    "pdf": lambda: _picture("PDF"),
    "zip": lambda: _zip(),
    "eml": lambda: b"From: a@b.example\r\nTo: c@d.example\r\nSubject: x\r\nMIME-Version: 1.0\r\n\r\nhello",
}


def _picture(format_):
    buffer = io.BytesIO()
    Image.effect_noise((40, 30), 60).save(buffer, format_)
    return buffer.getvalue()


def _zip():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("a.txt", "text " * 50)
    return buffer.getvalue()


def damaged(chance):
    content = bytearray(SEEDS[chance.choice(sorted(SEEDS))]())
    for _ in range(chance.randint(0, 12)):
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    return bytes(content[: chance.randint(1, len(content))] if chance.random() < 0.5 else content)


# Hypothesis tries the simplest of everything first; a seed makes even that a mixture of damages.
@settings(max_examples=3, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 2**32))
def test_damaged_files_are_read_or_refused_but_never_crash(tmp_path_factory, seed):
    chance = Random(seed)
    files = [damaged(chance) for _ in range(60)]
    folder = tmp_path_factory.mktemp("damaged")
    for number, content in enumerate(files):
        (folder / f"{number:03}").write_bytes(content)
    done = subprocess.run([sys.executable, __file__, str(folder)], capture_output=True, text=True, timeout=250, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.split()[-1] == "60"


def main(folder):
    """Look at every file and read its pages as a worker does; print how many ended well or with a reason."""
    from pathlib import Path
    from tempfile import TemporaryDirectory

    ended = 0
    for path in sorted(Path(folder).iterdir()):
        with TemporaryDirectory() as workspace:
            try:
                contents = look(path, path.name, Path(workspace), ReadOptions())
                # OCR is tested elsewhere; what breaks on damage is opening and drawing.
                for number in range(1, min(contents.pages, 3) + 1):
                    if contents.kind in ("eml", "text", "html", "xml", "json"):
                        list(read(path, contents, [number], ReadOptions()))
                    else:
                        imaging.draw(contents.rendition or path, number)
            except ParaqError:
                pass
        ended += 1
    sys.stdout.write(f"{ended}\n")


if __name__ == "__main__":
    main(sys.argv[1])


@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
@pytest.mark.parametrize("ruled", [True, False])
def test_rows_of_ruled_tables_stay_together_on_turned_and_cropped_pages(quarters, ruled, tmp_path):
    import pypdfium2
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(TTFont("DejaVu", FONT))
    made, path = tmp_path / "made.pdf", tmp_path / "ledger.pdf"
    pen = Canvas(str(made), pagesize=(595, 842))
    pen.rotate(90 * quarters)
    pen.translate(*[(0, 0), (0, -595), (-595, -842), (-842, 0)][quarters])
    pen.setFont("DejaVu", 10)
    pen.drawString(60, 500, "Ведомость начисления заработной платы рабочим совхоза за апрель")
    columns = [("Жанболатов Сейіт", "Мырзағалиев Еркін", "Хамитов Өтеген"), ("4537", "8172", "5007"), ("3944", "7083", "5335")]
    for across, column in enumerate(columns):
        for down, text in enumerate(column):
            # Column by column, as a programme writes that fills a form; far apart, so no row is a line by itself.
            pen.drawString(70 + 140 * across, 450 - 40 * down, text)
    if ruled:
        pen.grid([60, 200, 340, 480], [475, 435, 395, 355])
    pen.save()
    document = pypdfium2.PdfDocument(made)
    document[0].set_rotation(90 * quarters)
    document[0].set_cropbox(10, 20, 585, 830)
    document.save(path)
    document.close()
    (page,) = texts(path)
    rows = [" ".join(row) for row in zip(*columns, strict=True)]
    assert (page.text.splitlines()[1:4] == rows) is ruled
    assert page.source == "text"
    assert all(page.text[word.start : word.end] == word.text for word in page.words)
