"""Which drawn pages are taken for tables, and which keep the order of their file."""

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from indexer.readers.layer import text_layer
from indexer.readers.rules import MAX_CROSSINGS, MAX_SEGMENTS
from paraq import imaging
from tests.integration.test_read_files import FONT

COLUMNS = [("Сейіт", "Еркін"), ("4537", "8172")]


def by_columns(path, draw):
    """A page whose words are written column by column over what ``draw`` draws; return its lines."""
    pdfmetrics.registerFont(TTFont("DejaVu", FONT))
    pen = Canvas(str(path), pagesize=(595, 842))
    draw(pen)
    pen.setFont("DejaVu", 10)
    for across, column in enumerate(COLUMNS):
        for down, text in enumerate(column):
            pen.drawString(70 + 200 * across, 700 - 40 * down, text)
    pen.save()
    with imaging.open_pdf(path) as document:
        return text_layer(document[0]).text.splitlines()


def grid(pen):
    pen.grid([60, 260, 460], [725, 685, 645])


def thin_boxes(pen):
    """Rules as LibreOffice draws them: filled boxes, a piece for each side of each cell."""
    for x in (60, 260, 460):
        for y in (645, 685):
            pen.rect(x, y, 0.5, 40, stroke=0, fill=1)
    for y in (645, 685, 725):
        for x in (60, 260):
            pen.rect(x, y, 200, 0.5, stroke=0, fill=1)


def in_a_form(pen):
    pen.beginForm("table")
    pen.grid([0, 100, 200], [0, 20, 40])
    pen.endForm()
    pen.translate(60, 645)
    pen.scale(2, 2)
    pen.doForm("table")
    pen.scale(0.5, 0.5)
    pen.translate(-60, -645)


def crowded(pen):
    grid(pen)
    path = pen.beginPath()
    for number in range(MAX_SEGMENTS):
        path.moveTo(10 + number % 500, 10)
        path.lineTo(11 + number % 500, 12)
    pen.drawPath(path)


def meshed(pen):
    side = int(MAX_CROSSINGS**0.5) + 2
    pen.grid([60 + 7 * number for number in range(side)], [100 + 9 * number for number in range(side)])


def endless(pen):
    pen._code.append("1e38 -1e38 m 3e38 1e38 l S 0 0 m 1e39 0 l S")
    grid(pen)


@pytest.mark.parametrize("draw", [grid, thin_boxes, in_a_form, endless])
def test_rows_stay_together_however_rules_are_drawn(draw, tmp_path):
    assert by_columns(tmp_path / "table.pdf", draw) == ["Сейіт 4537", "Еркін 8172"]


@pytest.mark.parametrize("draw", [crowded, meshed, lambda pen: pen.rect(60, 645, 400, 80)])
def test_drawings_and_frames_are_no_tables(draw, tmp_path):
    plain = by_columns(tmp_path / "plain.pdf", lambda pen: None)
    assert by_columns(tmp_path / "drawing.pdf", draw) == plain != ["Сейіт 4537", "Еркін 8172"]
