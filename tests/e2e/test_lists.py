"""Organisations through time and the archive's own lists, kept in Administration and read in the archive, in a browser."""

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import Archive
from tests.e2e.steps import PATIENCE, choose, settled, wait_for
from tests.e2e.test_access import violations

HERE = "/administration?lang=kk&part="


def keep(page: Page) -> None:
    page.get_by_role("button", name="Жазбаны сақтау").click()
    settled(page)


def fill(page: Page, label: str, value: str, row: int = 0) -> None:
    field = page.get_by_label(label, exact=True).nth(row)
    field.fill(value)
    field.press("Tab")


def test_an_organisation_is_entered_and_seen_through_time(page: Page, archive: Archive) -> None:
    page.goto(f"{archive.address}{HERE}authorities&add=1")
    fill(page, "Нөмірі: кіші латын әріптері, цифрлар мен сызықшалар", "tasbulak")
    fill(page, "Атауы", "Тасбұлақ кеңшары")
    fill(page, "Басталуы", "1964")
    fill(page, "Атауы", "колхоз Тасбулак", row=1)
    fill(page, "Басталуы", "1936", row=1)
    fill(page, "Дейін", "1964", row=1)
    keep(page)
    wait_for(page, "entry", "tasbulak")
    expect(page.get_by_text("Сақталды. Іздеу бірден соған сүйенеді.")).to_be_visible(timeout=PATIENCE)
    # The same id is not given twice.
    page.goto(f"{archive.address}{HERE}authorities&add=1")
    fill(page, "Нөмірі: кіші латын әріптері, цифрлар мен сызықшалар", "tasbulak")
    fill(page, "Атауы", "басқа")
    keep(page)
    expect(page.get_by_role("alert").filter(has_text="tasbulak")).to_be_visible(timeout=PATIENCE)
    page.goto(f"{archive.address}/archive?lang=kk&organisations=1")
    settled(page)
    page.get_by_label("Кез келген атауының бөлігі").fill("тасбулак")
    page.get_by_role("button", name="Табу").click()
    wait_for(page, "named", "тасбулак")
    settled(page)
    page.get_by_role("link", name="Тасбұлақ кеңшары").click()
    wait_for(page, "organisation", "tasbulak")
    settled(page)
    rows = page.locator("table.sums tbody tr")
    expect(rows).to_have_count(2, timeout=PATIENCE)
    assert [rows.nth(at).inner_text().split("\t")[:3] for at in range(2)] == [
        ["1936", "1964", "колхоз Тасбулак"],
        ["1964", "", "Тасбұлақ кеңшары"],
    ]
    page.go_back()
    wait_for(page, "named", "тасбулак")
    expect(page.get_by_role("link", name="Тасбұлақ кеңшары")).to_be_visible(timeout=PATIENCE)


def test_a_change_that_somebody_made_meanwhile_is_not_lost(page: Page, archive: Archive) -> None:
    page.goto(f"{archive.address}{HERE}authorities&entry=akimat")
    expect(page.get_by_label("Ескерту")).to_be_visible(timeout=PATIENCE)
    entry = {"kind": "organisation", "names": [{"name": "аудан әкімінің аппараты", "language": "kk"}], "note": "theirs"}
    assert httpx.put(f"{archive.address}/v1/authorities/akimat", json=entry).is_success
    fill(page, "Ескерту", "mine")
    keep(page)
    expect(page.get_by_role("alert").filter(has_text="Тізімді осы арада басқа біреу өзгертті")).to_be_visible(timeout=PATIENCE)
    assert httpx.get(f"{archive.address}/v1/authorities/akimat").json()["note"] == "theirs"
    expect(page.get_by_label("Ескерту")).to_have_value("theirs")
    fill(page, "Ескерту", "mine")
    keep(page)
    expect(page.get_by_label("Ескерту")).to_have_value("mine", timeout=PATIENCE)
    assert httpx.get(f"{archive.address}/v1/authorities/akimat").json()["note"] == "mine"
    changes = httpx.get(f"{archive.address}/v1/audit", params={"action": "change", "limit": 1000}).json()["lines"]
    assert "akimat" in [line["target"] for line in changes]
    settled(page)
    page.get_by_role("button", name="Мұрағаттың өзгерісін қайтарып алу").click()
    expect(page.get_by_text("Қайтарып алынды: akimat")).to_be_visible(timeout=PATIENCE)
    assert not httpx.get(f"{archive.address}/v1/authorities/akimat").json()["own"]


def test_equivalent_names_are_added_and_taken_away(page: Page, archive: Archive) -> None:
    page.goto(f"{archive.address}{HERE}equivalents")
    settled(page)
    page.get_by_text("Тең атауларды қосу").click()
    fill(page, "Атаулар, үтір арқылы, -ов не -ұлы сияқты жалғауларсыз", "Қонысбай, Кунсбой")
    page.get_by_role("button", name="Қосу", exact=True).click()
    row = page.locator("table.sums tbody tr").first
    expect(row).to_contain_text("Қонысбай, Кунсбой", timeout=PATIENCE)
    expect(row).to_contain_text("мұрағаттың өзінікі")
    settled(page)
    page.get_by_text("Мұрағаттың өз жолын алып тастау").click()
    page.get_by_role("button", name="Алып тастау", exact=True).click()
    expect(row).not_to_contain_text("Қонысбай, Кунсбой", timeout=PATIENCE)


@pytest.mark.parametrize(("language", "theme"), [("kk", "light"), ("ru", "dark"), ("en", "light")])
def test_the_lists_are_open_to_everybody(chromium: Browser, archive: Archive, language: str, theme: str) -> None:
    context = chromium.new_context(viewport={"width": 1366, "height": 768}, color_scheme=theme)  # type: ignore[arg-type]
    page = context.new_page()
    wrong: list[str] = []
    for place in (
        "administration?part=authorities",
        "administration?part=authorities&entry=raiispolkom",
        "administration?part=equivalents",
        "administration?part=deadlines",
        "administration?part=holidays",
        "administration?part=stems",
        "archive?organisations=1",
        "archive?organisation=raiispolkom",
    ):
        page.goto(f"{archive.address}/{place}&lang={language}")
        settled(page)
        expect(page.locator("table.sums, [data-testid=stMultiSelect]").first).to_be_visible(timeout=PATIENCE)
        wrong += [f"{place}: {one}" for one in violations(page)]
    context.close()
    assert not wrong


def test_the_numbers_of_a_month_are_drawn_and_written(page: Page, archive: Archive) -> None:
    page.goto(f"{archive.address}/administration?part=month&lang=ru")
    charts = page.locator("figure.month")
    expect(charts).to_have_count(4, timeout=PATIENCE)
    settled(page)
    page.get_by_text("Показатели таблицей").click()
    month = httpx.get(f"{archive.address}/v1/audit/month").json()
    expect(page.locator("table.sums tbody tr")).to_have_count(len(month["days"]))
    assert month["transfers"] == 1
    assert month["pages"] > 0
    assert sum(day["looks"] for day in month["days"]) > 0
    assert violations(page) == []
    page.get_by_role("button", name="Предыдущий месяц").click()
    page.wait_for_function("() => new URL(location.href).searchParams.get('month')")
    expect(charts.first.locator(".day")).not_to_have_count(0, timeout=PATIENCE)
    page.go_back()
    expect(page.get_by_text(f"{month['month'][5:]}.{month['month'][:4]}")).to_be_visible(timeout=PATIENCE)


def test_a_rule_of_deadlines_and_a_holiday_are_kept_in_russian(page: Page, archive: Archive) -> None:
    page.goto(f"{archive.address}/administration?lang=ru&part=deadlines")
    today = page.locator("table.sums").first.locator("tbody tr")
    expect(today).to_have_count(1, timeout=PATIENCE)
    assert "любой вид" in today.inner_text()
    settled(page)
    page.get_by_text("Добавить или изменить правило").click()
    page.get_by_role("textbox", name="Правило", exact=True).fill("земля-2026")
    fill(page, "Для запросов, поступивших с (01.01.2027)", "завтра")
    fill(page, "На ответ, дней", "7")
    fill(page, "Основание: закон или приказ, который это устанавливает", "Приказ 7")
    choose(page, "Что запрашивают; пусто: любой вид", "Земля")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Ввести правило в действие").click()
    expect(page.get_by_role("alert").filter(has_text="3.since: напишите день полностью")).to_be_visible(timeout=PATIENCE)
    settled(page)
    fill(page, "Для запросов, поступивших с (01.01.2027)", "1 ноября 2026 г.")
    page.get_by_role("button", name="Ввести правило в действие").click()
    expect(page.get_by_text("Сохранено. По нему пойдут запросы")).to_be_visible(timeout=PATIENCE)
    expect(today).to_have_count(2, timeout=PATIENCE)
    kept = next(one for one in httpx.get(f"{archive.address}/v1/deadlines").json()["rules"] if one["name"] == "земля-2026")
    assert (kept["since"], kept["answer"], kept["days"], kept["kinds"]) == ("2026-11-01", 7, "working", ["land"])
    page.reload()
    settled(page)
    page.get_by_text("Удалить правило").click()
    settled(page)
    choose(page, "Правило", "земля-2026")
    page.get_by_role("button", name="Удалить", exact=True).click()
    expect(today).to_have_count(1, timeout=PATIENCE)
    page.goto(f"{archive.address}/administration?lang=ru&part=holidays")
    settled(page)
    page.get_by_text("Добавить день").click()
    fill(page, "День (16.05.2027)", "08.01.2027")
    fill(page, "Причина", "перенос")
    page.get_by_role("button", name="Добавить", exact=True).click()
    row = page.locator("table.sums").nth(1).locator("tbody tr").filter(has_text="08.01.2027")
    expect(row).to_contain_text("перенос", timeout=PATIENCE)
    assert {"day": "2027-01-08", "name": "перенос"} in httpx.get(f"{archive.address}/v1/holidays").json()["days_off"]
    page.reload()
    settled(page)
    page.get_by_text("Убрать день").click()
    settled(page)
    choose(page, "День", "08.01.2027")
    page.get_by_role("button", name="Убрать", exact=True).click()
    expect(row).to_have_count(0, timeout=PATIENCE)
