"""The archivist's way: from a name in another spelling to the marked word on the scan and the reference to cite."""

import re

from playwright.sync_api import Page, expect

from tests.e2e.conftest import Archive
from tests.e2e.steps import (
    PATIENCE,
    asked,
    box,
    hits,
    ink,
    link_of,
    listed,
    loaded,
    open_hit,
    search,
    settled,
    sharp,
    wait_for,
    wait_for_other,
    with_more_sheets,
)


def test_name_in_another_spelling_is_found_with_a_cut_of_the_scan(page: Page, archive: Archive) -> None:
    page.goto(archive.address)
    box(page).fill(archive.query)
    box(page).press("Enter")
    expect(hits(page).first).to_be_visible(timeout=PATIENCE)
    settled(page)
    family = archive.query.split()[0]
    found = [
        text
        for text in hits(page).locator("mark").all_inner_texts()
        if text[1:4].casefold() == archive.written[0][1:4].casefold()
    ]
    assert found and family not in found
    expect(hits(page).locator(".why").filter(has_text="басқаша жазылуы").first).to_be_visible()
    assert loaded(hits(page).first.locator("img"))
    assert asked(page)["q"] == archive.query


def test_hit_opens_at_the_marked_word(page: Page, archive: Archive) -> None:
    search(page, archive.address, archive.query)
    open_hit(page, hits(page).first)
    sharp(page)
    scan, mark = page.locator(".scan").bounding_box(), page.locator(".mark.current").first.bounding_box()
    assert scan and mark
    assert scan["x"] <= mark["x"] and mark["x"] + mark["width"] <= scan["x"] + scan["width"]
    assert scan["y"] <= mark["y"] and mark["y"] + mark["height"] <= scan["y"] + scan["height"]


def test_marked_place_is_inked(page: Page, archive: Archive) -> None:
    """The box lies on writing: a part of it is clearly darker than its paper, as it is nowhere on a blank margin."""
    search(page, archive.address, archive.query)
    open_hit(page, hits(page).first)
    canvas = sharp(page)
    mark = page.locator(".mark.current").first.bounding_box()
    assert mark
    share = ink(canvas, dict(mark))
    assert 0.05 < share < 0.6


def test_next_hit_goes_on_to_the_next_sheet_that_was_found(page: Page, archive: Archive) -> None:
    search(page, archive.address, archive.query)
    open_hit(page, hits(page).first)
    here = asked(page)["id"]
    marks = int(re.findall(r"/ (\d+)", page.locator(".counter").inner_text())[0])
    for _ in range(marks):
        page.keyboard.press("n")
    wait_for_other(page, "id", here)
    settled(page)
    expect(page.locator(".counter")).to_contain_text("1 /")
    expect(page.locator(".mark.current").first).to_be_visible()
    page.keyboard.press("p")
    wait_for(page, "id", here)


def test_next_sheet_of_the_file(page: Page, archive: Archive) -> None:
    search(page, archive.address, archive.query)
    open_hit(page, with_more_sheets(page))
    here = asked(page)["id"]
    there, back = ("next", "previous") if page.locator("button.next_sheet").is_enabled() else ("previous", "next")
    page.locator(f"button.{there}_sheet").click()
    wait_for_other(page, "id", here)
    expect(page.locator(f"button.{back}_sheet")).to_be_enabled()
    settled(page)
    page.locator(f"button.{back}_sheet").click()
    wait_for(page, "id", here)


def test_reference_is_copied_in_kazakh_and_russian(page: Page, archive: Archive) -> None:
    search(page, archive.address, archive.query)
    open_hit(page, with_more_sheets(page))
    for name, form in (("kk", "Қор "), ("ru", "Ф. ")):
        line = page.locator(f".reference[lang={name}]")
        line.get_by_role("button").click()
        expect(line.get_by_role("button")).to_have_text("Көшірілді")
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied == line.locator("span").inner_text()
        assert copied.startswith(form)


def test_language_changes_and_nothing_is_lost(page: Page, archive: Archive) -> None:
    search(page, archive.address, archive.query, every="1")
    found = hits(page).count()
    page.get_by_text("Русский", exact=True).click()
    expect(page.get_by_role("button", name="Найти")).to_be_visible()
    listed(page)
    assert asked(page) | {"lang": "ru"} == asked(page)
    assert box(page).input_value() == archive.query
    assert hits(page).count() == found
    open_hit(page, hits(page).first)
    assert page.evaluate("document.documentElement.lang") == "ru"
    assert asked(page)["lang"] == "ru"


def test_back_and_reload_keep_what_was_asked(page: Page, archive: Archive) -> None:
    search(page, archive.address, archive.query)
    first = link_of(hits(page).first).inner_text()
    open_hit(page, hits(page).first)
    opened = asked(page)["id"]
    page.reload()
    expect(page.locator(".mark.current").first).to_be_visible(timeout=PATIENCE)
    assert asked(page)["id"] == opened
    page.go_back()
    expect(link_of(hits(page).first)).to_have_text(first, timeout=PATIENCE)
    settled(page)
    assert box(page).input_value() == archive.query


def test_nothing_found_says_what_to_try(page: Page, archive: Archive) -> None:
    page.goto(f"{archive.address}/?q=қзжғқхщ&lang=ru")
    expect(page.get_by_text("не отвечает ни один лист")).to_be_visible(timeout=PATIENCE)
    assert hits(page).count() == 0


def test_address_that_names_no_sheet_is_answered_kindly(page: Page, archive: Archive) -> None:
    page.goto(f"{archive.address}/sheet?id=%00/../x&lang=ru")
    expect(page.get_by_text("Не найдено")).to_be_visible(timeout=PATIENCE)


def test_archive_is_browsed_down_to_a_sheet(page: Page, archive: Archive) -> None:
    page.goto(f"{archive.address}/archive?lang=ru")
    settled(page)
    branch = page.locator('[class*="st-key-branch-"]').get_by_role("button")
    for level in ("fonds", "inventory", "file"):
        branch.first.click(timeout=PATIENCE)
        wait_for_other(page, level, None)
        settled(page)
    expect(hits(page).first).to_be_visible()
    link_of(hits(page).first).click()
    sharp(page)


def test_marked_word_is_in_sight_after_the_window_changed(page: Page, archive: Archive) -> None:
    search(page, archive.address, archive.query)
    open_hit(page, hits(page).first)
    page.set_viewport_size({"width": 1000, "height": 700})
    page.wait_for_timeout(500)
    scan, mark = page.locator(".scan").bounding_box(), page.locator(".mark.current").first.bounding_box()
    assert scan and mark
    assert scan["x"] <= mark["x"] and mark["x"] + mark["width"] <= scan["x"] + scan["width"]
    assert scan["y"] <= mark["y"] <= scan["y"] + scan["height"]
