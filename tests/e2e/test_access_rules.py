"""Rules of access, made and changed in Administration in a browser."""

import httpx
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Archive
from tests.e2e.steps import PATIENCE, settled

RULES = "/v1/access-rules"


def test_a_rule_that_is_changed_keeps_its_kinds_and_words(page: Page, archive: Archive) -> None:
    made = {"access": "closed", "fonds": "77", "types": ["medical_record"], "words": ["усыновл"], "basis": "Приказ 1"}
    assert httpx.put(f"{archive.address}{RULES}/own-rule", json=made).is_success
    try:
        page.goto(f"{archive.address}/administration?lang=ru&part=rules")
        row = page.locator("table.sums tbody tr").filter(has_text="own-rule")
        expect(row).to_contain_text("Медицинский документ, усыновл", timeout=PATIENCE)
        page.get_by_text("Добавить или изменить правило").click()
        chosen = page.get_by_role("combobox", name="Изменяемое правило")
        chosen.click()
        page.get_by_role("option", name="own-rule").click()
        settled(page)
        words = page.get_by_label("Начала слов заголовка, по одному в строке")
        expect(words).to_have_value("усыновл", timeout=PATIENCE)
        words.fill("усыновл\nопек")
        page.get_by_label("Один документ, по идентификатору").fill("abc")
        page.get_by_role("button", name="Ввести правило в действие").click()
        settled(page)
        expect(page.get_by_text("Доступ изменился")).to_be_visible(timeout=PATIENCE)
        kept = next(one for one in httpx.get(f"{archive.address}{RULES}").json() if one["name"] == "own-rule")
        assert kept["words"] == ["усыновл", "опек"]
        assert (kept["types"], kept["document"], kept["basis"]) == (["medical_record"], "abc", "Приказ 1")
    finally:
        httpx.delete(f"{archive.address}{RULES}/own-rule")
