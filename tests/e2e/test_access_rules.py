"""Rules of access, made and changed in Administration in a browser."""

import httpx
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Archive
from tests.e2e.steps import PATIENCE, choose, settled

RULES = "/v1/access-rules"


def test_a_rule_that_is_changed_keeps_its_kinds_and_words(page: Page, archive: Archive) -> None:
    made = {"access": "closed", "fonds": "77", "types": ["medical_record"], "words": ["усыновл"], "basis": "Приказ 1"}
    assert httpx.put(f"{archive.address}{RULES}/own-rule", json=made).is_success
    try:
        page.goto(f"{archive.address}/administration?lang=ru&part=rules")
        row = page.locator("table.sums tbody tr").filter(has_text="own-rule")
        expect(row).to_contain_text("Медицинский документ, усыновл", timeout=PATIENCE)
        settled(page)
        page.get_by_text("Добавить или изменить правило").click()
        choose(page, "Изменяемое правило", "own-rule")
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


def test_a_rule_in_force_for_a_time_is_typed_as_people_write_it(page: Page, archive: Archive) -> None:
    page.goto(f"{archive.address}/administration?lang=kk&part=rules")
    settled(page)
    page.get_by_text("Ереже қосу немесе өзгерту").click()

    def fill(label: str, value: str) -> None:
        field = page.get_by_role("spinbutton" if "жыл" in label else "textbox", name=label, exact=True)
        field.fill(value)
        field.press("Tab")

    fill("Ереже", "births-27")
    fill("Қор", "77")
    choose(page, "Қолжетімділік", "мерзімге шектелген")
    fill("Мерзімі, жыл", "100")
    choose(page, "Мерзім неден есептеледі", "келесі жылдың 1 қаңтарынан")
    fill("Ереже қай күннен; бос: әрқашан", "06.01.2026")
    fill("Ереже қай күнге дейін; бос: шексіз", "соңына дейін")
    fill("Негіздеме: соны белгілейтін заң немесе бұйрық", "Заң 12")
    try:
        page.get_by_role("button", name="Ережені күшіне енгізу").click()
        wrong = page.get_by_role("alert").filter(has_text="Ереже қай күнге дейін: күнді толық жазыңыз")
        expect(wrong).to_be_visible(timeout=PATIENCE)
        settled(page)
        fill("Ереже қай күнге дейін; бос: шексіз", "2030 жылғы 31 желтоқсан")
        page.get_by_role("button", name="Ережені күшіне енгізу").click()
        row = page.locator("table.sums tbody tr").filter(has_text="births-27")
        expect(page.get_by_text("қолжетімділігі өзгерді")).to_be_visible(timeout=PATIENCE)
        kept = next(one for one in httpx.get(f"{archive.address}{RULES}").json() if one["name"] == "births-27")
        assert (kept["start"], kept["years"], kept["valid_from"], kept["valid_to"]) == (
            "following-year", 100, "2026-01-06", "2030-12-31",
        )  # fmt: skip
        page.reload()
        expect(row).to_contain_text("06.01.2026 – 31.12.2030", timeout=PATIENCE)
    finally:
        httpx.delete(f"{archive.address}{RULES}/births-27")
