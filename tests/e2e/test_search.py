"""What searchers do: complete a name, narrow, group, take, keep and record what they find; and ask a whole list."""

import csv
import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.e2e.conftest import Archive
from tests.e2e.steps import PATIENCE, asked, box, hits, link_of, listed, loaded, search, settled, wait_for, wait_for_other


def family(archive: Archive) -> str:
    return archive.query.split()[0]


def test_name_is_completed_as_it_is_typed_and_found(page: Page, archive: Archive) -> None:
    page.goto(archive.address)
    box(page).press_sequentially(family(archive)[:4], delay=30)
    options = page.get_by_role("option")
    expect(options.first).to_be_visible(timeout=PATIENCE)
    box(page).press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    box(page).press("Enter")
    wait_for_other(page, "q", None)
    listed(page)
    assert asked(page)["q"].startswith(("name:", "org:", "from:"))
    page.go_back()
    expect(hits(page)).to_have_count(0, timeout=PATIENCE)


def test_years_are_dragged_and_typed_and_back_widens(page: Page, archive: Archive) -> None:
    search(page, archive.address, archive.query)
    before = hits(page).count()
    plot = page.locator(".plot")
    frame = plot.bounding_box()
    assert frame
    page.mouse.move(frame["x"] + 2, frame["y"] + 20)
    page.mouse.down()
    page.mouse.move(frame["x"] + frame["width"] / 3, frame["y"] + 20, steps=4)
    page.mouse.up()
    wait_for_other(page, "year_from", None)
    listed(page)
    assert 0 < hits(page).count() < before
    chosen = asked(page)
    page.reload()
    listed(page)
    assert page.locator(".fields input").first.input_value() == chosen["year_from"]
    page.go_back()
    expect(hits(page)).to_have_count(before, timeout=PATIENCE)


def test_facet_and_groups_are_in_the_address_and_keys_lead_through_them(page: Page, archive: Archive) -> None:
    search(page, archive.address, archive.query)
    before = hits(page).count()
    page.locator(".facets label").first.click()
    wait_for_other(page, "fonds", None)
    listed(page)
    assert 0 < hits(page).count() <= before
    fonds = asked(page)["fonds"]
    page.locator("button.everything").click()
    expect(hits(page)).to_have_count(before, timeout=PATIENCE)
    assert "fonds" not in asked(page)
    page.goto(f"{archive.address}/?fonds={fonds}")
    listed(page)
    page.get_by_role("radio", name="іс бойынша").check()
    wait_for(page, "group", "file")
    expect(page.locator(".total")).to_contain_text("істе", timeout=PATIENCE)
    settled(page)
    files = hits(page).count()
    expect(page.locator("a.group").first).to_be_visible(timeout=PATIENCE)
    page.keyboard.press("Escape")
    grouped = page.locator("li.hit:has(> a.group) > .about > a.reference").first
    grouped.focus()
    page.keyboard.press("ArrowRight")
    wait_for_other(page, "open", None)
    expect(page.locator("li.hit li.hit").first).to_be_visible(timeout=PATIENCE)
    page.reload()
    expect(page.locator("li.hit li.hit").first).to_be_visible(timeout=PATIENCE)
    page.go_back()
    expect(hits(page)).to_have_count(files, timeout=PATIENCE)


def test_keys_choose_and_open_a_hit_and_back_returns_to_it(page: Page, archive: Archive) -> None:
    search(page, archive.address, archive.query)
    page.locator(".total").click()
    page.keyboard.press("n")
    page.keyboard.press("ArrowDown")
    second = link_of(hits(page).nth(1))
    expect(second).to_be_focused()
    page.keyboard.press("c")
    expect(hits(page).nth(1).locator("button[data-copy]")).to_have_text("Көшірілді")
    assert page.evaluate("navigator.clipboard.readText()") == second.inner_text()
    page.keyboard.press("Enter")
    expect(page.locator(".mark.current").first).to_be_visible(timeout=PATIENCE)
    page.go_back()
    # The box hears keys once the script has run; until then a key goes to nobody.
    listed(page)
    page.keyboard.press("/")
    expect(box(page)).to_be_focused()


def test_all_results_are_taken_as_a_table(page: Page, archive: Archive) -> None:
    search(page, archive.address, archive.query, lang="ru")
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    with Path(download.value.path()).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))
    assert len(rows) - 1 == hits(page).count()


def test_misspelt_word_is_answered_with_what_may_be_meant(page: Page, archive: Archive) -> None:
    page.goto(f"{archive.address}/?q=%22&lang=ru")
    expect(box(page)).to_be_visible(timeout=PATIENCE)
    page.goto(f"{archive.address}/?q=(приказ&lang=ru")
    meant = page.locator(".meant a")
    expect(meant).to_be_visible(timeout=PATIENCE)
    settled(page)
    written = meant.inner_text()
    meant.click()
    wait_for(page, "q", written)


def test_search_is_saved_recorded_and_found_on_the_first_screen(page: Page, archive: Archive) -> None:
    search(page, archive.address, archive.query, lang="ru")
    page.get_by_role("button", name="Сохранить поиск").click()
    page.get_by_role("textbox", name="Название поиска").fill("Мой поиск")
    page.get_by_role("button", name="Сохранить", exact=True).click()
    expect(page.get_by_text("Сохранено.")).to_be_visible(timeout=PATIENCE)
    settled(page)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Записать поиск").click()
    wait_for_other(page, "record", None)
    expect(page.locator("pre.record")).to_contain_text(archive.query, timeout=PATIENCE)
    page.reload()
    expect(page.locator("pre.record")).to_be_visible(timeout=PATIENCE)
    page.goto(f"{archive.address}/?lang=ru")
    saved = page.get_by_role("link", name="Мой поиск")
    expect(saved).to_be_visible(timeout=PATIENCE)
    settled(page)
    page.get_by_role("link", name="ничего нового").click()
    expect(page.get_by_text("Ничего нового")).to_be_visible(timeout=PATIENCE)
    page.go_back()
    expect(saved).to_be_visible(timeout=PATIENCE)
    settled(page)
    saved.click(timeout=PATIENCE)
    listed(page)
    assert asked(page)["q"] == archive.query


def test_similar_sheets(page: Page, archive: Archive) -> None:
    search(page, archive.address, archive.query)
    hits(page).first.hover()
    hits(page).first.get_by_role("link", name="Ұқсас парақтар").click()
    wait_for_other(page, "like", None)
    expect(page.locator(".total")).to_contain_text("Ұқсас", timeout=PATIENCE)


def test_list_is_asked_and_read_from_its_matrix_to_the_sheet(page: Page, archive: Archive) -> None:
    page.goto(f"{archive.address}/batch?lang=ru")
    written = f"ФИО;Годы\n{archive.query};1900-2020\nЖоқов Жоқ;1980-1981\nx;19x\n"
    expect(page.locator(".paraq-list .zone")).to_be_visible(timeout=PATIENCE)
    page.locator(".paraq-list input[type=file]").set_input_files(
        {"name": "список.csv", "mimeType": "text/csv", "buffer": written.encode()}
    )
    wait_for_other(page, "batch", None)
    expect(page.locator(".total")).to_contain_text("отвечено строк: 3 из 3", timeout=PATIENCE)
    expect(page.locator(".total")).to_contain_text("с ошибкой: 1")
    settled(page)
    page.locator("a.kind").first.click(timeout=PATIENCE)
    wait_for_other(page, "kind", None)
    expect(page.locator(".st-key-cell li.hit").first).to_be_visible(timeout=PATIENCE)
    page.reload()
    cell = page.locator(".st-key-cell li.hit").first
    expect(cell).to_be_visible(timeout=PATIENCE)
    assert loaded(cell.locator("img"))
    settled(page)
    cell.locator("a.reference").click()
    expect(page.locator(".mark.current").first).to_be_visible(timeout=PATIENCE)
    page.go_back()
    expect(page.locator("a.kind.open")).to_be_visible(timeout=PATIENCE)
    settled(page)
    page.get_by_role("link", name="По строкам").click()
    expect(page.locator("td.overdue")).not_to_be_empty(timeout=PATIENCE)
    with page.expect_download() as download:
        page.get_by_role("link", name="XLSX").click()
    assert re.fullmatch(r".*\.xlsx", download.value.suggested_filename)


def test_pasted_lines_are_offered_as_a_list(page: Page, archive: Archive) -> None:
    page.goto(f"{archive.address}/?lang=ru")
    expect(box(page)).to_be_visible(timeout=PATIENCE)
    page.evaluate("text => navigator.clipboard.writeText(text)", f"{archive.query}\nЖоқов Жоқ\n")
    box(page).focus()
    page.keyboard.press("Control+v")
    page.get_by_role("button", name="Искать списком").click(timeout=PATIENCE)
    wait_for_other(page, "batch", None)
    expect(page.locator(".total")).to_contain_text("2 из 2", timeout=PATIENCE)
