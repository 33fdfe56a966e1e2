"""The sheet: deep zoom on the marked word, leafing from word to word, correction with undo, quotation, print."""

import io
import re
import sys
import time
from urllib.parse import unquote

import pypdfium2
import pytest
from playwright.sync_api import Page, Response, expect

from tests.e2e.conftest import Archive
from tests.e2e.steps import (
    PATIENCE,
    RETRIES,
    asked,
    hits,
    ink,
    link_of,
    listed,
    open_hit,
    search,
    settled,
    sharp,
    wait_for,
    wait_for_other,
    with_more_sheets,
)

# The goals for a first view of a sheet.
FIRST_VIEW = 200_000
INVENTED = "Сынақбеков"


def opened(page: Page, archive: Archive) -> None:
    """Open a sheet of a file of several."""
    search(page, archive.address, archive.query)
    open_hit(page, with_more_sheets(page))
    sharp(page)


def text(page: Page) -> str:
    """The text beside the scan."""
    return page.locator(".text").inner_text()


def write(page: Page, line: str) -> None:
    """Add a line to the text of a sheet and save."""
    page.keyboard.press("e")
    field = page.locator(".panel textarea")
    expect(field).to_be_focused()
    field.press("Control+End")
    page.keyboard.type(f"\n{line}")
    field.press("Control+Enter")
    expect(page.locator(".said button.undo")).to_be_visible(timeout=PATIENCE)
    expect(page.locator(".text")).to_contain_text(line, timeout=PATIENCE)


def test_first_view_of_a_sheet_needs_little_and_shows_the_word_in_ink(
    page: Page, archive: Archive, capsys: pytest.CaptureFixture[str]
) -> None:
    search(page, archive.address, archive.query)
    page.wait_for_load_state("networkidle")
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer) if "/v1/" in answer.url else None)
    clicked = page.evaluate("performance.now()")
    link_of(hits(page).first).click()
    canvas = sharp(page)
    seconds = (float(page.locator(".scan").get_attribute("data-drawn") or "nan") - clicked) / 1000
    page.wait_for_load_state("networkidle")
    sizes = {unquote(answer.url): len(answer.body()) for answer in answers}
    tiles = [url for url in sizes if re.search(r"/\d+,\d+,\d+,\d+/\d+,\d+/0/default\.", url)]
    with capsys.disabled():
        sys.stdout.write(f"\nfrom a hit to the sheet sharp: {seconds:.2f} s, {sum(sizes.values()):,} bytes, {len(tiles)} tiles\n")
    assert len(tiles) > 1
    assert sum(sizes.values()) < FIRST_VIEW
    mark = page.locator(".mark.current").first.bounding_box()
    assert mark
    assert 0.05 < ink(canvas, dict(mark)) < 0.6


def test_next_word_on_the_same_sheet_is_in_sight_without_asking_the_server_for_more_than_tiles(
    page: Page, archive: Archive, capsys: pytest.CaptureFixture[str]
) -> None:
    search(page, archive.address, archive.query)
    listed(page)
    for index in range(hits(page).count()):
        open_hit(page, hits(page).nth(index))
        if page.locator(".scan .mark").count() > 1:
            break
        page.go_back()
        listed(page)
    sharp(page)
    here = asked(page)["id"]
    sent: list[str] = []
    page.on("websocket", lambda socket: sent.append(socket.url))
    started = time.monotonic()
    page.keyboard.press("n")
    wait_for(page, "hit", "1")
    seconds = time.monotonic() - started
    with capsys.disabled():
        sys.stdout.write(f"\nto the next word on the same sheet: {seconds:.3f} s\n")
    scan, mark = page.locator(".scan").bounding_box(), page.locator(".mark.current").first.bounding_box()
    assert scan and mark
    assert scan["y"] <= mark["y"] <= scan["y"] + scan["height"]
    assert asked(page)["id"] == here and not sent
    assert 0.05 < ink(sharp(page), dict(mark)) < 0.6


def test_correction_is_found_by_a_new_search_and_undo_takes_it_back(
    page: Page, archive: Archive, capsys: pytest.CaptureFixture[str]
) -> None:
    opened(page, archive)
    here, before = asked(page)["id"], text(page)
    write(page, INVENTED)
    started = time.monotonic()
    found = ""
    while here not in found and time.monotonic() - started < PATIENCE / 1000:
        found = page.request.get(f"{archive.address}/v1/search", params={"q": f'"{INVENTED}"'}, max_retries=RETRIES).text()
        page.wait_for_timeout(50)
    with capsys.disabled():
        sys.stdout.write(f"\na correction is found after {time.monotonic() - started:.2f} s\n")
    assert here in found
    page.locator(".said button.undo").click()
    expect(page.locator(".text")).not_to_contain_text(INVENTED, timeout=PATIENCE)
    assert text(page) == before
    page.keyboard.press("h")
    expect(page.locator(".versions > li")).to_have_count(3, timeout=PATIENCE)
    page.reload()
    expect(page.locator(".versions > li")).to_have_count(3, timeout=PATIENCE)


def test_what_another_wrote_meanwhile_is_shown_and_nothing_is_lost(page: Page, archive: Archive) -> None:
    opened(page, archive)
    here = asked(page)["id"]
    page.keyboard.press("e")
    field = page.locator(".panel textarea")
    field.fill("Менің мәтінім")
    known = page.request.get(f"{archive.address}/v1/pages/{here}", max_retries=RETRIES).json()
    address, match = f"{archive.address}/v1/pages/{here}/text", {"If-Match": f'"{known["version"]}"'}
    assert page.request.put(address, data={"text": "Басқаның мәтіні"}, headers=match, max_retries=RETRIES).ok
    field.press("Control+Enter")
    expect(page.locator(".panel .warning")).to_be_visible(timeout=PATIENCE)
    expect(page.locator(".panel .version")).to_have_text("Басқаның мәтіні")
    assert field.input_value() == "Менің мәтінім"
    page.locator(".panel button.first").click()
    expect(page.locator(".text")).to_have_text("Менің мәтінім", timeout=PATIENCE)
    page.keyboard.press("h")
    page.locator(".versions > li").last.get_by_role("button").last.click()
    expect(page.locator(".text")).to_contain_text(known["text"].split()[-1], timeout=PATIENCE)


def test_doubtful_word_is_replaced_where_it_stands_and_brought_back(page: Page, archive: Archive) -> None:
    asked_for = {"q": archive.query.split()[0], "limit": 100}
    found = page.request.get(f"{archive.address}/v1/search", params=asked_for, max_retries=RETRIES).json()
    ids = [hit["page"]["page_id"] for hit in found["hits"]]
    read = {one: page.request.get(f"{archive.address}/v1/pages/{one}", max_retries=RETRIES).json() for one in ids}
    doubted = {
        one: [word for word in told["words"] if word["confidence"] < 60 or word["alternatives"]] for one, told in read.items()
    }
    here = next(one for one in ids if doubted[one])
    page.goto(f"{archive.address}/sheet?id={here}&lang=ru")
    sharp(page)
    page.keyboard.press("d")
    field = page.locator(".asked input")
    expect(field).to_have_value(doubted[here][0]["text"])
    field.fill(INVENTED)
    field.press("Enter")
    expect(page.locator(".text")).to_contain_text(INVENTED, timeout=PATIENCE)
    page.locator(".said button.undo").click()
    expect(page.locator(".text")).not_to_contain_text(INVENTED, timeout=PATIENCE)


def test_draft_survives_a_reload(page: Page, archive: Archive) -> None:
    opened(page, archive)
    page.keyboard.press("e")
    page.locator(".panel textarea").fill("Жартылай жазылған")
    page.reload()
    expect(page.locator(".panel textarea")).to_have_value("Жартылай жазылған", timeout=PATIENCE)
    page.locator(".panel textarea").press("Escape")
    expect(page.locator(".text")).to_be_visible()


def test_word_under_the_pointer_is_marked_in_the_text_and_on_the_scan(page: Page, archive: Archive) -> None:
    opened(page, archive)
    mark = page.locator(".mark.current").first.bounding_box()
    assert mark
    page.mouse.move(mark["x"] + mark["width"] / 2, mark["y"] + mark["height"] / 2)
    expect(page.locator(".text .pointed.marked")).to_have_count(1)
    page.locator(".text span[data-word]").last.hover()
    expect(page.locator(".text .pointed")).to_have_attribute("data-word", re.compile(r"\d+"))
    expect(page.locator(".scan .pointed")).to_have_count(1)


def test_selected_region_is_in_the_address_and_copied_with_the_reference(page: Page, archive: Archive) -> None:
    opened(page, archive)
    page.locator("button.select").click()
    scan = page.locator(".scan").bounding_box()
    assert scan
    page.mouse.move(scan["x"] + 30, scan["y"] + 60)
    page.mouse.down()
    page.mouse.move(scan["x"] + scan["width"] - 30, scan["y"] + scan["height"] - 60, steps=4)
    page.mouse.up()
    quoted = page.locator(".selection q").inner_text()
    assert quoted
    region = asked(page)["region"]
    page.locator(".selection .copy").click()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("«") and page.locator(".reference[lang=kk] span").inner_text() in copied
    page.reload()
    expect(page.locator(".selection q")).to_have_text(quoted, timeout=PATIENCE)
    assert asked(page)["region"] == region
    sharp(page)
    page.keyboard.press("Escape")
    expect(page.locator(".selection")).to_be_hidden()
    assert "region" not in asked(page)


def test_turn_light_and_place_are_kept_by_the_address(page: Page, archive: Archive) -> None:
    opened(page, archive)
    page.keyboard.press("r")
    page.locator(".ink summary").click()
    page.locator(".sliders input").last.fill("150")
    page.keyboard.press("Escape")
    expect(page.locator("details.ink[open]")).to_have_count(0)
    page.locator(".ink summary").click()
    page.locator("button.larger").click()
    expect(page.locator("details.ink[open]")).to_have_count(0)
    wait_for_other(page, "view", None)
    kept = {name: asked(page)[name] for name in ("turn", "contrast", "view")}
    assert kept["turn"] == "90" and kept["contrast"] == "150"
    page.get_by_text("Русский", exact=True).click()
    expect(page.get_by_role("button", name="Исправить текст")).to_be_visible(timeout=PATIENCE)
    page.reload()
    canvas = sharp(page)
    assert {name: asked(page)[name] for name in kept} == kept
    assert "contrast(150%)" in str(canvas.evaluate("canvas => getComputedStyle(canvas).filter.replace('1.5', '150%')"))


def test_sheet_is_printed_with_its_reference_on_one_page(page: Page, archive: Archive) -> None:
    opened(page, archive)
    page.evaluate("window.print = () => { window.printed = true }")
    page.locator("button.print").click()
    page.wait_for_function("() => window.printed")
    settled(page)
    printed = pypdfium2.PdfDocument(io.BytesIO(page.pdf(format="A4")))
    assert len(printed) == 1
    written = printed[0].get_textpage().get_text_range()
    for name in ("kk", "ru"):
        assert page.locator(f".reference[lang={name}] span").text_content() in written
    assert "Paraq" not in written
    sizes = [one.get_px_size() for one in printed[0].get_objects() if isinstance(one, pypdfium2.PdfImage)]
    assert max(height for _, height in sizes) > 1000
    printed.close()
