import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFilter

from indexer.ocr.bleed import without_bleed
from indexer.ocr.clean import enlargement, prepare, skew, upright_paper
from indexer.ocr.layout import gutter, sheets
from indexer.ocr.measure import (
    ink_mask,
    line_direction,
    measure,
    noise_level,
    paper_levels,
    pen_lines,
    percentiles,
    shading,
    shrink,
    skew_angle,
)
from indexer.ocr.view import View


def lined_page(width=1240, height=1754, left=120, right=1120):
    """A page of short dark bars where words would stand."""
    page = Image.new("L", (width, height), 245)
    pen = ImageDraw.Draw(page)
    for row in range(30):
        # Rows begin at different places, as words do; letters in columns would make gaps of their own.
        at = left + row * 17 % 60
        while at < right - 60:
            for letter in range(5):
                pen.rectangle((at + letter * 10, 150 + row * 45, at + letter * 10 + 6, 150 + row * 45 + 14), fill=20)
            at += 70
    return page


def grey(image):
    return np.asarray(image, np.uint8)


@pytest.mark.parametrize("patch", [(256, 256), (256, 255), (64, 3), (3, 3)])
@pytest.mark.parametrize("sigma", [0, 3, 45])
def test_noise_is_the_median_of_what_the_mask_leaves(patch, sigma):
    page = np.clip(128 + np.random.default_rng(1).normal(0, sigma, (5 * patch[0], 4 * patch[1])), 0, 255).astype(np.uint8)
    mask = np.array([[1, -2, 1], [-2, 4, -2], [1, -2, 1]], np.float32)
    places = [
        (int(down * page.shape[0]), int(across * page.shape[1])) for down in (0.2, 0.4, 0.6, 0.8) for across in (0.25, 0.5, 0.75)
    ]
    levels = [np.median(np.abs(cv2.filter2D(page[y : y + 256, x : x + 256], cv2.CV_16S, mask))) for y, x in places]
    assert noise_level(page) == np.median(levels) / 6 / 0.6745


@pytest.mark.parametrize("degrees", [-12, -3, 1.5, 7, 14])
def test_skew_is_found_and_straightened(degrees):
    view = View.whole(grey(lined_page().rotate(degrees, fillcolor=245, resample=Image.Resampling.BICUBIC)))
    angle = skew(view)
    assert angle == pytest.approx(-degrees, abs=0.3)
    small, _ = shrink(view.straightened(angle, 245).grey)
    assert abs(skew_angle(ink_mask(small))) <= 0.3


@pytest.mark.parametrize("degrees", [0, -14, 9])
def test_words_that_grow_together_aslant_are_not_taken_for_large_letters(degrees):
    page = lined_page().filter(ImageFilter.GaussianBlur(2.2)).resize((1860, 2631), Image.Resampling.BICUBIC)
    turned = page.rotate(degrees, fillcolor=245, resample=Image.Resampling.BICUBIC, expand=True)
    assert prepare(View.whole(grey(turned))).measures.letter == pytest.approx(25, abs=5)


@pytest.mark.parametrize(("quarters", "upright"), [(0, True), (1, False), (2, True), (3, False)])
def test_pages_on_their_side_are_told_from_upright_ones(quarters, upright):
    small, _ = shrink(View.whole(grey(lined_page())).turned(quarters).grey)
    assert (line_direction(ink_mask(small)) > 1) is upright


def test_rules_do_not_make_a_page_lie_on_its_side():
    page = lined_page()
    pen = ImageDraw.Draw(page)
    for at in range(100, 1200, 60):
        pen.line((at, 120, at, 1600), fill=20, width=4)
    small, _ = shrink(grey(page))
    assert line_direction(ink_mask(small)) > 1.1


def test_noise_is_measured_in_grey_levels():
    rng = np.random.default_rng(1)
    noisy = np.clip(grey(lined_page()).astype(float) - 60 + rng.normal(0, 15, (1754, 1240)), 0, 255).astype(np.uint8)
    assert noise_level(grey(lined_page())) < 1
    assert noise_level(noisy) == pytest.approx(15, rel=0.25)


def test_an_inverse_page_becomes_dark_on_bright():
    view = upright_paper(grey(lined_page().point(lambda level: 255 - level)))
    assert np.median(view.grey) > 200


def test_the_scanners_lid_becomes_paper_and_writing_stays():
    scan = Image.new("L", (1700, 2200), 5)
    scan.paste(lined_page(), (200, 200))
    cleaned = upright_paper(grey(scan)).grey
    assert cleaned[:150].min() > 150
    inside = cleaned[260:1900, 260:1400]
    assert (inside < 60).sum() == (grey(scan)[260:1900, 260:1400] < 60).sum()


def test_a_dark_table_around_a_sheet_is_not_an_inverse_page():
    scan = Image.new("L", (2600, 3600), 30)
    scan.paste(lined_page(), (700, 900))
    assert np.median(upright_paper(grey(scan)).grey[1000:2500, 800:1800]) > 200


def test_shading_is_measured_and_flattened():
    ramp = np.linspace(0.4, 1.0, 1240)[None, :]
    shaded = (grey(lined_page()) * ramp).astype(np.uint8)
    assert shading(paper_levels(shrink(shaded)[0])) > 80
    flat = upright_paper(shaded).grey
    assert np.percentile(flat, 60) - np.percentile(flat, 40) < 20


def test_a_shadow_at_the_edge_is_not_the_scanners_lid():
    page = grey(lined_page())
    ramp = np.clip(0.25 + np.arange(page.shape[1]) / 400, 0.0, 1.0)[None, :]
    cleaned = upright_paper((page * ramp).astype(np.uint8)).grey
    assert (cleaned[:, :200] < 120).sum() == pytest.approx((page[:, :200] < 120).sum(), rel=0.2)


def test_noise_is_no_letters():
    page = grey(lined_page()).astype(np.float32)[::2, ::2]
    noisy = np.clip(page + np.random.default_rng(1).normal(0, 35, page.shape), 0, 255).astype(np.uint8)
    clean, factor = shrink(page.astype(np.uint8))
    expected = measure(page.astype(np.uint8), clean, factor).letter
    small, factor = shrink(noisy)
    assert measure(noisy, small, factor).letter == pytest.approx(expected, abs=6)


def test_the_paler_of_two_inks_is_taken_for_the_back_of_the_sheet():
    page = Image.new("L", (1240, 1754), 240)
    pen = ImageDraw.Draw(page)
    for row in range(20):
        pen.line((100, 100 + row * 80, 1100, 100 + row * 80), fill=150, width=6)
        pen.line((100, 140 + row * 80, 1100, 140 + row * 80), fill=30, width=6)
    front = without_bleed(grey(page))
    assert front is not None
    assert front[140 + 80, 500] < 60
    assert front[100 + 80, 500] > 220


def test_one_ink_is_not_taken_apart():
    assert without_bleed(grey(lined_page())) is None


@pytest.mark.parametrize(("letter", "factor"), [(0, 1), (10, 2.6), (24, 1), (60, 26 / 60), (3, 3)])
def test_only_very_small_and_very_large_letters_are_scaled(letter, factor):
    assert enlargement(letter) == pytest.approx(factor)


def test_a_spread_is_split_and_both_sheets_know_their_place():
    spread = Image.new("L", (2480, 1754), 245)
    spread.paste(lined_page(), (0, 0))
    spread.paste(lined_page(), (1240, 0))
    left, right = sheets(View.whole(grey(spread)))
    assert left.box(0, 0, 10, 10).left == 0
    assert right.box(0, 0, 10, 10).left == pytest.approx(1240, abs=40)


def test_a_wide_table_is_one_sheet():
    table = Image.new("L", (2480, 1754), 245)
    pen = ImageDraw.Draw(table)
    for column in (0, 1240):
        table.paste(lined_page(), (column, 0))
    for row in range(30):
        pen.line((100, 140 + row * 45, 2380, 140 + row * 45), fill=20, width=3)
    assert len(sheets(View.whole(grey(table)))) == 1


def test_a_landscape_page_of_several_columns_is_one_sheet():
    ink = np.zeros((600, 900), np.uint8)
    for left in (50, 350, 650):
        ink[50:550:10, left : left + 200] = 1
    assert gutter(ink) == 0


def test_an_empty_page_has_nothing_to_measure():
    blank = np.full((400, 300), 250, np.uint8)
    small, factor = shrink(blank)
    found = measure(blank, small, factor)
    assert (found.letter, found.noise) == (0, 0)
    assert skew(View.whole(blank)) == 0
    assert gutter(ink_mask(small)) == 0


@given(st.binary(min_size=1, max_size=60), st.floats(0, 100))
def test_percentiles_are_those_of_sorted_levels(levels, share):
    grey = np.frombuffer(levels, np.uint8)
    assert percentiles(grey, share, 75, 1) == pytest.approx(np.percentile(grey, (share, 75, 1)), abs=1e-9)


@pytest.mark.parametrize("angle", [0, 3])
@pytest.mark.parametrize(("what", "lines"), [("pen", 8), ("rules", 0), ("boxes", 0), ("frame", 0), ("crossed out", 0)])
def test_lines_of_a_pen_are_told_from_rules_and_boxes(what, lines, angle):
    page = Image.new("L", (1240, 1754), 248)
    pen = ImageDraw.Draw(page)
    for top in range(200, 1480, 160):
        if what == "pen":
            turns = np.arange(500) * 0.4
            up = (20 + 8 * np.sin(turns / 5)) * np.sin(turns)
            written = np.stack([120 + 2 * np.arange(500) + 10 * np.cos(turns) + up / 2, top - up], axis=1)
            pen.line([tuple(place) for place in written], fill=40, width=4, joint="curve")
        elif what == "rules":
            pen.line((120, top, 1120, top), fill=110, width=2)
        elif what == "boxes":
            for left in range(120, 1110, 90):
                pen.rectangle((left, top, left + 90, top + 70), outline=40, width=3)
    if what == "frame":
        pen.rectangle((120, 200, 1120, 1500), outline=30, width=4)
    elif what == "crossed out":
        pen.line([(200, 200), (1000, 210), (230, 1500), (1050, 1480)], fill=40, width=5)
    small, _ = shrink(np.asarray(page.rotate(angle, fillcolor=248)))
    assert pen_lines(ink_mask(small)) == lines
