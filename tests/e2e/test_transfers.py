"""From an empty archive to its first transfer and its first account, in a browser."""

import os
import re
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import SCREENS, free_port, served
from tests.e2e.screens import violations
from tests.e2e.steps import PATIENCE, hits, settled
from tests.integration.paraq_home import write_picture

PASSWORD = "correct horse battery"
LANGUAGES = ("kk", "ru", "en")


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of an archive that holds nothing yet."""
    environment = {**os.environ, "PARAQ_HOME": str(tmp_path_factory.mktemp("home"))}
    with served(environment, free_port()) as address:
        yield address


@pytest.fixture(scope="module")
def visitor(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1366, "height": 768}, locale="kk-KZ")
    yield context.new_page()
    context.close()


def taken_in(address: str, transfers: int) -> None:
    """Wait until so many transfers are taken in; the test's own time limit ends what never is."""
    while sum(bool(one["finished"]) for one in httpx.get(f"{address}/v1/transfers").json()["transfers"]) < transfers:
        time.sleep(0.1)


def test_a_zip_is_sent_and_its_receipt_read(visitor: Page, empty: str, tmp_path: Path) -> None:
    folder = tmp_path / "ауыл"
    write_picture(folder / "Ф.12/Оп.1/Д.45/0001.png", "ХАТТАМА № 7\nҚатысқандар: Омаров Берік")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.4\nnothing more")
    packed = Path(shutil.make_archive(str(tmp_path / "ауыл"), "zip", folder))
    page = visitor
    page.goto(f"{empty}/transfers?lang=kk")
    page.locator('input[type="file"]').first.set_input_files(packed)
    page.get_by_role("button", name="Жіберу және қабылдау").click()
    opened = page.get_by_role("link", name=re.compile("№ 1")).or_(page.get_by_role("button", name=re.compile("№ 1")))
    expect(opened).to_be_visible(timeout=60_000)
    taken_in(empty, 1)
    settled(page)
    opened.click()
    expect(page.locator("table.sums.wide")).to_contain_text("broken.pdf", timeout=PATIENCE)
    settled(page)
    with page.expect_download() as waited:
        page.get_by_role("link", name="қаз.").click()
    assert Path(waited.value.path()).read_bytes().startswith(b"%PDF")
    for language in LANGUAGES:
        page.goto(f"{empty}/transfers?transfer=1&lang={language}")
        expect(page.locator("table.sums.wide")).to_be_visible(timeout=PATIENCE)
        settled(page)
        page.screenshot(path=SCREENS / f"receipt-{language}.png")
        page.goto(f"{empty}/transfers?lang={language}")
        expect(page.locator(".zone")).to_be_visible(timeout=PATIENCE)
        settled(page)
        page.screenshot(path=SCREENS / f"transfers-{language}.png")
    page.goto(f"{empty}/?q=Омаров&lang=kk")
    expect(hits(page)).to_have_count(1, timeout=PATIENCE)


def test_an_inventory_in_a_zip_is_shown_before_it_is_sent(visitor: Page, empty: str, tmp_path: Path) -> None:
    folder = tmp_path / "село"
    write_picture(folder / "Опись 1/0001.png", "ПРОТОКОЛ № 9\nПрисутствовали: Сатпаев Ерлан")
    write_picture(folder / "Опись 1/0002.png", "Слушали: о севе")
    rows = "Опись 1/0001.png;45;Протоколы схода;12.03.1961;2\nОпись 1/0003.png;46;Списки;прошлый год;2\n"
    (folder / "опись.csv").write_bytes(f"Путь;Дело;Заголовок;Дата;Полка\n{rows}".encode("cp1251"))
    packed = Path(shutil.make_archive(str(tmp_path / "село"), "zip", folder))
    page, panel = visitor, visitor.locator(".inventories")
    for language in LANGUAGES:
        page.goto(f"{empty}/transfers?lang={language}")
        page.locator('input[type="file"]').first.set_input_files(packed)
        expect(panel.locator("tbody tr")).to_have_count(3, timeout=PATIENCE)
        settled(page)
        page.screenshot(path=SCREENS / f"inventory-{language}.png")
        assert not violations(page)
    page.goto(f"{empty}/transfers?lang=ru")
    page.locator('input[type="file"]').last.set_input_files(folder)
    expect(panel.locator("thead")).to_contain_text("Файл на диске", timeout=PATIENCE)
    expect(panel).to_contain_text("Windows-1251 · через точку с запятой · строк: 2")
    expect(panel).to_contain_text("Столбцы не используются, их заголовки не поняты: «Полка»")
    expect(panel).to_contain_text("Строка 2: Дата не понята: прошлый год")
    expect(panel).to_contain_text("0003.png")
    expect(panel).to_contain_text("0002.png")
    page.get_by_role("button", name="Отменить").click()
    expect(panel).not_to_be_visible()
    expect(page.get_by_role("button", name="Отправить и принять")).to_be_disabled()
    page.locator('input[type="file"]').first.set_input_files(packed)
    page.get_by_role("button", name="Продолжить: отправить и принять").click()
    expect(page.locator('[class*="st-key-transfer-"]').filter(has_text="село.zip")).to_be_visible(timeout=60_000)
    taken_in(empty, 2)
    page.goto(f"{empty}/?q=Сатпаев&lang=ru")
    expect(hits(page)).to_have_count(1, timeout=PATIENCE)
    expect(hits(page)).to_contain_text("Д. 45")


def test_the_first_account_a_key_and_a_rule(visitor: Page, empty: str) -> None:
    page = visitor
    page.goto(f"{empty}/administration?part=rules&lang=ru")
    settled(page)
    page.get_by_text("Добавить или изменить правило").click()
    page.get_by_role("textbox", name="Правило", exact=True).fill("fonds-12")
    page.get_by_label("Фонд", exact=True).fill("12")
    page.get_by_label("Основание: закон или приказ, который это устанавливает").fill("Приказ № 1")
    page.get_by_role("button", name="Ввести правило в действие").click()
    expect(page.get_by_text(re.compile("Доступ изменился у"))).to_be_visible(timeout=PATIENCE)
    page.goto(f"{empty}/administration?part=users&lang=ru")
    settled(page)
    page.get_by_label("Имя", exact=True).fill("asel")
    page.get_by_label("Пароль", exact=True).fill(PASSWORD)
    # The audit record tells of all fonds, so whoever reads it may see all.
    page.get_by_label("Фонды с доступом к ограниченным документам, через запятую; * – все").first.fill("*")
    page.locator(".st-key-user_role, [class*='st-key-user-role']").get_by_role("combobox").click()
    page.get_by_role("option", name="Администратор").click()
    page.get_by_role("button", name="Создать учётную запись").click()
    until = time.monotonic() + PATIENCE / 1000
    while httpx.get(f"{empty}/v1/users").status_code != 401:
        assert time.monotonic() < until, "The house stays open"
        time.sleep(0.1)
    page.goto(f"{empty}/administration?lang=ru")
    expect(page).to_have_url(re.compile("/v1/log-in"))
    page.fill("#name", "asel")
    page.fill("#password", PASSWORD)
    page.click("button")
    expect(page.locator("form.leave")).to_contain_text("asel", timeout=PATIENCE)
    for language in LANGUAGES:
        for part in ("users", "keys", "rules", "audit", "state"):
            page.goto(f"{empty}/administration?part={part}&lang={language}")
            expect(page.locator("table.sums.wide")).to_be_visible(timeout=PATIENCE)
            settled(page)
            page.screenshot(path=SCREENS / f"administration-{part}-{language}.png")
    page.goto(f"{empty}/administration?part=audit&lang=ru")
    settled(page)
    page.get_by_role("button", name="Проверить, что ничего не изменено").click()
    expect(page.get_by_text(re.compile(r"\d+ строк"))).to_be_visible(timeout=PATIENCE)
