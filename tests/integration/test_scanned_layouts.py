"""Scans of few lines, turned any way, and pages of two columns, read by the real Tesseract."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont, ImageOps
from rapidfuzz.distance import Levenshtein
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from indexer.readers import extract
from indexer.reading import ReadOptions
from tests.integration.paraq_home import FONT

LEFT = ("Первый столбец начат", "здесь об урожае,", "далее говорится", "о школе и мосте,", "и столбец закончен.")
RIGHT = ("Второй столбец начат", "теперь о больнице,", "далее говорится", "о клубе и дороге,", "и страница закончена.")


LINES = (
    "Принять Абдикова Серика Оспановича",
    "механизатором с первого сентября",
    "с окладом девяносто рублей в месяц.",
    "Основание: заявление и трудовая книжка.",
    "Председатель колхоза Искаков",
)


def drawn(ink: int) -> Image.Image:
    """A page of lines that come three times."""
    page = Image.new("L", (1240, 1000), 255)
    pen, face = ImageDraw.Draw(page), ImageFont.truetype(FONT, 34)
    for row, line in enumerate(LINES * 3):
        pen.text((150, 80 + row * 56), line, font=face, fill=ink)
    return page


def text_of(path: Path) -> str:
    return " ".join(word for page in extract(path, ReadOptions()) for word in page.text.text.split())


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
@pytest.mark.parametrize("text", ["БҰЙРЫҚ № 1\nмеханизатор", "АНЫҚТАМА"])
def test_a_slip_of_few_words_is_read_whichever_way_it_lies(text: str, turned: int, tmp_path: Path) -> None:
    picture = Image.new("L", (1000, 520), 255)
    ImageDraw.Draw(picture).text((80, 60), text, font=ImageFont.truetype(FONT, 44), fill=0)
    picture.rotate(turned, expand=True).save(tmp_path / "slip.png", dpi=(200, 200))
    assert text_of(tmp_path / "slip.png") == " ".join(text.split())


def test_columns_of_a_scan_are_read_one_after_the_other(tmp_path: Path) -> None:
    picture = Image.new("L", (1654, 2339), 255)
    draw, font = ImageDraw.Draw(picture), ImageFont.truetype(FONT, 44)
    for column, lines in ((120, LEFT), (900, RIGHT)):
        for row, line in enumerate(lines * 4):
            draw.text((column, 150 + 64 * row), line, font=font, fill=0)
    picture.save(tmp_path / "columns.png", dpi=(200, 200))
    # Of letters whose small form is the large one made smaller, OCR mistakes the height.
    assert text_of(tmp_path / "columns.png").casefold() == " ".join((*LEFT * 4, *RIGHT * 4)).casefold()


def test_columns_of_a_born_digital_page_are_read_one_after_the_other(tmp_path: Path) -> None:
    path = tmp_path / "columns.pdf"
    pdfmetrics.registerFont(TTFont("Serif", FONT))
    canvas = Canvas(str(path), pagesize=(595, 842), invariant=True)
    canvas.setFont("Serif", 11)
    for x, lines in ((50, LEFT), (320, RIGHT)):
        for row, line in enumerate(lines * 6):
            canvas.drawString(x, 780 - 16 * row, line)
    canvas.save()
    assert text_of(path) == " ".join((*LEFT * 6, *RIGHT * 6))


def test_faint_ink_is_read_in_the_shadow_of_a_fold(tmp_path: Path) -> None:
    page = drawn(170).rotate(6, fillcolor=255, resample=Image.Resampling.BICUBIC).filter(ImageFilter.GaussianBlur(0.8))
    shadow = 1 - 0.75 * np.linspace(1, 0, page.width)[None, :] ** 2
    Image.fromarray((np.asarray(page) * shadow).astype(np.uint8)).save(tmp_path / "fold.png")
    assert text_of(tmp_path / "fold.png") == " ".join(LINES * 3)


@pytest.mark.parametrize(("level", "skew", "blur"), [(175, 3, 0.8), (195, 11, 1.2)])
def test_what_shows_through_from_the_back_of_a_whole_page_is_not_read(level: int, skew: int, blur: float, tmp_path: Path) -> None:
    size, face = (1240, 1000), ImageFont.truetype(FONT, 28)
    rows = [f"{line} {other}" for line, other in zip(LINES * 4, (*LINES[1:], LINES[0]) * 4, strict=True)]
    sides = Image.new("L", size, 255), Image.new("L", size, 255)
    for side, lines, ink, offset in ((sides[0], rows, 30, 0), (sides[1], rows[::-1], level, 13)):
        pen = ImageDraw.Draw(side)
        for row, line in enumerate(lines):
            pen.text((120, 60 + offset + row * 40), line, font=face, fill=ink)
    back = ImageOps.mirror(sides[1]).filter(ImageFilter.GaussianBlur(1.2))
    page = ImageChops.darker(sides[0], back).rotate(skew, fillcolor=255, resample=Image.Resampling.BICUBIC, expand=True)
    noise = np.random.default_rng(4).normal(0, 10, page.size[::-1])
    scan = np.asarray(page.filter(ImageFilter.GaussianBlur(blur)), np.float32) * 0.9 + noise
    Image.fromarray(np.clip(scan, 0, 255).astype(np.uint8)).save(tmp_path / "thin.png", dpi=(200, 200))
    read, written = text_of(tmp_path / "thin.png"), " ".join(rows)
    assert Levenshtein.distance(written, read) <= 0.01 * len(written)


@pytest.mark.parametrize(("apart", "skew"), [(13, 0.0), (24, -2.0)])
def test_what_was_typed_on_the_dots_of_a_form_is_read(apart: int, skew: float, tmp_path: Path) -> None:
    fields = [("Фамилия", "Абдикова"), ("Год рождения", "1934"), ("Место работы", "колхоз Талап"), ("Должность", "бухгалтер")]
    picture = Image.new("L", (1654, 1100), 255)
    pen, face = ImageDraw.Draw(picture), ImageFont.truetype(FONT, 38)
    for row, (asked, told) in enumerate(fields * 2):
        top, start = 120 + row * 105, round(140 + face.getlength(asked))
        pen.text((120, top), asked, font=face, fill=20)
        for left in range(start, 1500, apart):
            pen.text((left, top), ".", font=face, fill=20)
        pen.text((start + 50, top - 4), told, font=face, fill=40)
    askew = picture.rotate(skew, fillcolor=255, resample=Image.Resampling.BICUBIC).filter(ImageFilter.GaussianBlur(0.7))
    askew.save(tmp_path / "form.png", dpi=(200, 200))
    page = next(iter(extract(tmp_path / "form.png", ReadOptions())))
    read = page.text.text.split()
    words = " ".join(f"{asked} {told}" for asked, told in fields * 2).split()
    assert sum(word in read for word in words) >= 0.8 * len(words)
    assert len(read) <= 1.1 * len(words)
    assert not page.text.note
