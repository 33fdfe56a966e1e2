import subprocess
import sys

from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageOps

from indexer.readers.markup import text_of_html, text_of_xml, title_of_html
from indexer.readers.parts import safe_name
from indexer.readers.sheet import COLUMNS, GOES_ON, HEIGHT, MAX_PAGES, ROWS, WIDTH, draw, lay_out, text_of


@given(st.text(max_size=3000))
def test_every_word_of_a_text_stands_on_a_page_once(text):
    pages = lay_out(text).pages
    assert all(len(rows) <= ROWS and all(len(row) <= COLUMNS for row in rows) for rows in pages)
    for rows in pages:
        page = text_of(rows)
        assert [page.text[word.start : word.end] for word in page.words] == [word.text for word in page.words]
        for word in page.words:
            assert word.box.left + word.box.width <= WIDTH and word.box.top + word.box.height <= HEIGHT
        assert "".join(word.text for word in page.words) == "".join("".join(rows).split())


def test_long_texts_go_on_over_pages_and_empty_rows_part_blocks():
    pages = lay_out("\n".join(["бірінші сөз", "", "екінші"] * 40)).pages
    assert sum(map(len, pages)) == 120 and len(pages) == -(-120 // ROWS)
    assert text_of(pages[0]).text.startswith("бірінші сөз\n\nекінші\nбірінші")


def test_a_form_feed_begins_a_page():
    assert [rows[0] for rows in lay_out("один\fдва").pages] == ["один", "два"]


def test_pages_are_drawn_as_their_boxes_stand(tmp_path):
    sheets = lay_out("\f".join(["Ұлытау  ауданы"] * 3))
    with Image.open(draw(sheets.pages, tmp_path / "text.tif")) as picture:
        assert (picture.n_frames, picture.size, picture.info["compression"]) == (3, (WIDTH, HEIGHT), "group4")
        picture.seek(2)
        ink = ImageOps.invert(picture.convert("L"))
    one, other = (word.box for word in sheets.text(3).words)
    assert ink.getbbox()[0] >= one.left and ink.getbbox()[2] <= other.left + other.width
    assert not ink.crop((one.left + one.width, 0, other.left, HEIGHT)).getbbox()


def test_a_long_text_is_drawn_page_by_page(tmp_path):
    code = "import resource, sys; from indexer.readers.sheet import draw; from pathlib import Path; "
    code += "resource.setrlimit(resource.RLIMIT_AS, (700 << 20,) * 2); draw([['Ұлытау']] * 400, Path(sys.argv[1]))"
    subprocess.run([sys.executable, "-c", code, tmp_path / "text.tif"], check=True)


def test_a_text_without_end_says_where_it_was_cut():
    whole, longer = (lay_out("\f".join(["сөз"] * pages)) for pages in (MAX_PAGES, MAX_PAGES + 1))
    assert len(whole.pages) == len(longer.pages) == MAX_PAGES
    assert (whole.text(MAX_PAGES).note, longer.text(1).note, longer.text(MAX_PAGES).note) == ("", "", GOES_ON)


def test_html_says_what_is_seen():
    page = "<html><title>Тізім</title><script>alert(1)</script><p>Бір&nbsp;екі<br>үш</p><table><tr><td>Аты<td>100</tr></table>"
    assert text_of_html(page).split("\n") == ["Тізім", "", "Бір екі", "үш", "", "Аты  100"]
    assert title_of_html(page) == "Тізім"


def test_xml_gives_its_character_data():
    assert text_of_xml('<?xml version="1.0"?><a><b k="no">бір</b><c>екі &amp; үш</c></a>') == "бір\nекі & үш"


@given(st.text(max_size=60))
def test_part_names_never_climb_out(name):
    safe = safe_name(name, 3)
    assert safe and not safe.startswith("/") and ".." not in safe.split("/")


def test_part_names_of_windows_and_of_tricks():
    assert safe_name("..\\..\\etc\\passwd", 0) == "etc/passwd"
    assert safe_name("/abs/қор 12/лист.pdf", 0) == "abs/қор 12/лист.pdf"
    assert safe_name("../..", 6) == "part-7"
