"""A citizen's request in a browser, from the register over search and evidence to the issued PDF, in Kazakh and in Russian."""

import io
import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2
import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.e2e.conftest import PARAQ, ROOT, SCREENS, free_port, served
from tests.e2e.steps import PATIENCE, RETRIES, box, hits, link_of, listed, settled
from ui.language import Speech, speech

PASSWORD = "correct horse battery"
# LibreOffice makes the paper, and its first start takes half a minute on a busy machine.
OFFICE_STARTS = 3 * PATIENCE
SOVKHOZ = "2020-сарыөткел"
HIRED, DISMISSED = f"{SOVKHOZ}/Ф.27/Оп.1/Д.45/0012об.jpg", f"{SOVKHOZ}/Ф. 27/Оп. 1/Д. 57/57.pdf"
PAY_1978, PAY_1982 = (f"{SOVKHOZ}/Ф. 27/Оп. 2/Д. {file}/ведомость-{year}.pdf" for file, year in ((18, 1978), (22, 1982)))
RUSSIAN, KAZAKH = "Джанбулатов Сейт Абдиевич", "Жанболатов Сейіт Әбдіұлы"


@dataclass(frozen=True)
class Evidence:
    """What is selected: a sheet, the first and last words of the quotation, and the sheet's number where OCR read none."""

    path: str
    page: int
    first: str
    last: str
    sheet: str

    def truth(self) -> str:
        """Return the quotation as the truth of the samples has it."""
        whole = " ".join((ROOT / "samples" / "truth" / self.path / f"{self.page}.txt").read_text().split())
        start = whole.index(self.first)
        return whole[start : whole.index(self.last, start) + len(self.last)]


FOUR = (
    Evidence(HIRED, 1, "Принять Джанбулатова Сейта", "168 рублей.", ""),
    Evidence(DISMISSED, 4, "Освободить Джанбулатова Сейта", "состоянию здоровья.", "4"),
    Evidence(PAY_1978, 1, "1 Джанбулатов С. А.", "786-09", "1"),
    Evidence(PAY_1982, 1, "1 Джамбулатов С. А.", "1032-62", "1"),
)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An archive with two people: Asel writes, Bolat checks and issues."""
    transfer, home = tmp_path_factory.mktemp("transfer"), tmp_path_factory.mktemp("home")
    for path in (HIRED, DISMISSED, PAY_1978, PAY_1982):
        target = transfer / path
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / "samples" / "archive" / path, target)
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    environment = {**os.environ, "PARAQ_HOME": str(home), "PARAQ_ADDRESS": address}
    for name, role in (("asel", "archivist"), ("bolat", "head")):
        add = [PARAQ, "user", "add", name, "--role", role, "--all-fonds"]
        subprocess.run(add, env=environment, input=f"{PASSWORD}\n", text=True, check=True, stdout=subprocess.DEVNULL)
    subprocess.run([PARAQ, "ingest", transfer], env=environment, check=True, stdout=subprocess.DEVNULL)
    with served(environment, port):
        yield address


@pytest.fixture
def people(chromium: Browser, address: str) -> Iterator[tuple[Page, Page]]:
    contexts = [_logged_in(chromium, address, name) for name in ("asel", "bolat")]
    asel, bolat = (context.new_page() for context in contexts)
    yield asel, bolat
    for context in contexts:
        context.close()


def _logged_in(chromium: Browser, address: str, name: str) -> BrowserContext:
    context = chromium.new_context(viewport={"width": 1366, "height": 900}, locale="kk-KZ", accept_downloads=True)
    done = context.request.post(
        f"{address}/v1/log-in", form={"name": name, "password": PASSWORD, "next": "/v1/me"}, max_retries=RETRIES
    )
    assert done.ok
    return context


def button(page: Page, text: str) -> Locator:
    return page.get_by_role("button", name=text, exact=True)


def register(page: Page, address: str, say: Speech, fields: dict[str, str]) -> str:
    """Enter a request by the form and return its address."""
    page.goto(f"{address}/requests?part=new&lang={say.language}")
    settled(page)
    for label, value in fields.items():
        page.get_by_label(say.say(label), exact=True).fill(value, timeout=PATIENCE)
    button(page, say.say("Enter the request")).click()
    opened = page.get_by_role("link", name=say.say("Open the request"))
    expect(opened).to_be_visible(timeout=PATIENCE)
    settled(page)
    opened.click()
    page.wait_for_url("**/request?**")
    settled(page)
    return page.url


def picture(page: Page, name: str, height: int = 900) -> None:
    """Take a picture for the documentation; Streamlit scrolls inside the window, so that has to hold all."""
    page.set_viewport_size({"width": 1366, "height": height})
    settled(page)
    page.screenshot(path=SCREENS / f"{name}.png")
    page.set_viewport_size({"width": 1366, "height": 900})


def api(page: Page, address: str, path: str) -> dict[str, object]:
    answer = page.request.get(f"{address}{path}", max_retries=RETRIES)
    assert answer.ok, answer.text()
    return dict(answer.json())


def take(page: Page, address: str, say: Speech, one: Evidence, pages: dict[tuple[str, int], str]) -> None:
    """Open a sheet with words selected, take them as evidence and keep it."""
    page_id = pages[one.path.partition("/")[2], one.page]
    start, end = quoted(page, address, page_id, one)
    page.goto(f"{address}/sheet?id={page_id}&words={start}-{end}&lang={say.language}")
    page.locator("button.take").click(timeout=PATIENCE)
    keep = button(page, say.say("Keep as evidence"))
    expect(keep).to_be_visible(timeout=PATIENCE)
    settled(page)
    if one.sheet:
        page.get_by_label(say.say("Sheet"), exact=True).fill(one.sheet)
    keep.click()
    expect(page.get_by_text(say.say("Kept as evidence."))).to_be_visible(timeout=PATIENCE)


def quoted(page: Page, address: str, page_id: str, one: Evidence) -> tuple[int, int]:
    """Return the first and last word of a quotation, after what OCR misread in it was set right by the scan."""
    for _ in range(2):
        sheet: dict[str, Any] = api(page, address, f"/v1/pages/{page_id}")
        texts = [word["text"] for word in sheet["words"]]
        start = _place(texts, one.first.split())
        end = start + _place(texts[start:], one.last.split()) + len(one.last.split()) - 1
        if " ".join(texts[start : end + 1]) == one.truth():
            return start, end
        before, behind = sheet["text"][: sheet["words"][start]["start"]], sheet["text"][sheet["words"][end]["end"] :]
        headers = {"If-Match": f'"{sheet["version"]}"', "Origin": address}
        put = page.request.put(
            f"{address}/v1/pages/{page_id}/text",
            data={"text": before + one.truth() + behind},
            headers=headers,
            max_retries=RETRIES,
        )
        assert put.ok, put.text()
    raise AssertionError(f"{one.truth()} does not stand on the sheet, though it was set right")


def _place(texts: list[str], wanted: list[str]) -> int:
    return next(at for at in range(len(texts)) if texts[at : at + len(wanted)] == wanted)


def draft_and_issue(asel: Page, bolat: Page, where: str, say: Speech) -> tuple[str, bytes]:
    """Let Bolat check and issue what Asel drafted; return the code and the bytes of the paper."""
    expect(asel.locator('[class*="st-key-draft-"]')).to_have_count(1, timeout=PATIENCE)
    settled(asel)
    # Whoever wrote it cannot check it.
    button(asel, say.say("Right: it may be issued")).click()
    expect(asel.get_by_role("alert").first).to_be_visible(timeout=PATIENCE)
    bolat.goto(where)
    for step in ("Right: it may be issued", "Make the paper", "Issue the paper"):
        expect(button(bolat, say.say(step))).to_be_visible(timeout=OFFICE_STARTS)
        settled(bolat)
        button(bolat, say.say(step)).click(timeout=PATIENCE)
    expect(bolat.locator(".paper-state")).to_have_text(say.say("issued"), timeout=PATIENCE)
    link = str(bolat.locator("a.pdf").get_attribute("href"))
    answer = bolat.request.get(f"{where.partition('/request?')[0]}{link}", max_retries=RETRIES)
    assert answer.ok
    return link.split("/")[-2], answer.body()


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    text = " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in document)
    document.close()
    return text


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_a_worker_of_the_sovkhoz_gets_a_certificate(people: tuple[Page, Page], address: str, language: str) -> None:
    asel, bolat = people
    say = speech(language)
    person = {"kk": KAZAKH, "ru": RUSSIAN}[language]
    where = register(
        asel,
        address,
        say,
        {
            "Applicant": person,
            "IIN": "380515300017",
            "Names as papers may have them, one a line": f"{person}\n{RUSSIAN if person == KAZAKH else KAZAKH}",
            "Organisation as the applicant says": "Совхоз «Сарыуткель»",
            "From year": "1978",
            "To year": "1986",
        },
    )
    asel.locator(".st-key-suggested-0").get_by_role("link").click()
    listed(asel)
    # The address tells for which request is searched, so that a reload does not forget it.
    asel.reload()
    listed(asel)
    assert hits(asel).count() >= len(FOUR)
    asel.locator(".st-key-answered").get_by_role("link").click()
    expect(asel.locator(".st-key-searches")).to_be_visible(timeout=PATIENCE)
    hits_found = api(asel, address, "/v1/search?q=&limit=100")["hits"]
    assert isinstance(hits_found, list)
    pages = {(hit["page"]["path"].partition("/")[2], hit["page"]["number"]): hit["page"]["page_id"] for hit in hits_found}
    for one in FOUR:
        take(asel, address, say, one, pages)
    asel.goto(where)
    expect(asel.locator('[class*="st-key-evidence-"]')).to_have_count(4, timeout=PATIENCE)
    expect(asel.get_by_text("Джамбулатов С. А. ≠").first).to_be_visible()
    expect(asel.locator("table.matrix tr", has_text="1979").locator(".overdue")).to_be_visible()
    picture(asel, f"request-{language}", 1900)
    button(asel, say.say("Draft it")).click()
    code, pdf = draft_and_issue(asel, bolat, where, say)

    text = text_of(pdf)
    for one in FOUR[:2]:
        assert f"«{one.truth()}»" in text
    pay = FOUR[3].truth().split()
    for amount in pay[5:-1]:
        assert amount in text
    assert pay[-1] not in text and FOUR[2].truth().split()[-1] not in text, "totals are left out"
    assert {"kk": "Джамбулатов С. А. (құжатта солай)", "ru": "Джамбулатов С. А. (так в документе)"}[language] in text
    for reference in {
        "kk": ("Қор 27, тізімдеме 1, іс 45, 12 (артқы беті) парақ", "Қор 27, тізімдеме 1, іс 57, 4-парақ"),
        "ru": (
            "Ф. 27. Оп. 1. Д. 45. Л. 12 об.",
            "Ф. 27. Оп. 1. Д. 57. Л. 4.",
            "Ф. 27. Оп. 2. Д. 18. Л. 1.",
            "Ф. 27. Оп. 2. Д. 22. Л. 1.",
        ),
    }[language]:
        assert reference in text
    assert text.index("Принять") < text.index("Освободить")
    assert f"/v1/verify/{code}" in text and re.search(r"1 / \d", text)


# What the issue of finding proof may cost: keys and clicks, a pasted name being one.
MOST_STEPS = 12


class Steps:
    """Counts what a person does: a click, a key, a paste and a drag are one each."""

    def __init__(self, page: Page) -> None:
        self.page, self.count = page, 0

    def click(self, target: Locator) -> None:
        settled(self.page)
        target.click(timeout=PATIENCE)
        self.count += 1

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.count += 1

    def paste(self, text: str) -> None:
        self.page.keyboard.insert_text(text)
        self.count += 1

    def drag(self, first: Locator, last: Locator) -> None:
        first.scroll_into_view_if_needed()
        for target, press in ((first, self.page.mouse.down), (last, self.page.mouse.up)):
            box = target.bounding_box()
            assert box
            self.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
            press()
        self.count += 1


@pytest.mark.parametrize("way", ["suggested", "pasted"])
def test_an_order_of_hiring_is_found_and_taken_as_evidence_in_twelve_steps(
    people: tuple[Page, Page], address: str, way: str
) -> None:
    asel, _ = people
    say = speech("ru")
    where = register(asel, address, say, {"Applicant": RUSSIAN, "From year": "1978", "To year": "1986"})
    identity = where.partition("id=")[2].partition("&")[0]
    asked = api(asel, address, f"/v1/requests/{identity}")["asked"]
    assert isinstance(asked, dict)
    named_so = f"№ {asked['number']} · {RUSSIAN}"
    steps = Steps(asel)
    if way == "suggested":
        asel.goto(f"{address}/requests?lang=ru")
        steps.click(asel.get_by_role("link", name=named_so))
        # The second suggestion is the person in any year.
        steps.click(asel.locator(".st-key-suggested-1").get_by_role("link"))
    else:
        asel.goto(f"{address}/?lang=ru")
        steps.click(box(asel))
        steps.paste(f'name:"{RUSSIAN}" принять')
        steps.press("Enter")
    listed(asel)
    steps.click(link_of(hits(asel).filter(has_text="Принять").first))
    steps.click(asel.locator("button.select"))
    words = asel.locator(".text span")
    texts = words.all_inner_texts()
    first = next(at for at, word in enumerate(texts) if word.strip() == "Принять" and "Джанбулатова" in texts[at + 1])
    last = next(at for at in range(first, len(texts)) if texts[at].strip() == "рублей.")
    steps.drag(words.nth(first), words.nth(last))
    steps.press("t")
    if way == "pasted":
        # Nothing says yet which request is being answered.
        steps.click(asel.get_by_label(say.say("For the request")))
        steps.click(asel.get_by_role("option", name=named_so))
    steps.click(button(asel, say.say("Keep as evidence")))
    expect(asel.get_by_text(say.say("Kept as evidence."))).to_be_visible(timeout=PATIENCE)
    assert steps.count <= MOST_STEPS
    kept = api(asel, address, f"/v1/requests/{identity}/evidence")["evidence"]
    assert isinstance(kept, list)
    assert (kept[0]["text"], kept[0]["fact"]) == (FOUR[0].truth(), "hired")


# What the negative answer and the page that tells a genuine paper say, by language.
NOTHING = {
    "kk": (
        "АРХИВТІК АНЫҚТАМА",
        ("Неизвестных Иван", "Қаралған істер:", "Қор 27, тізімдеме 2, іс 18", "Оқылмай қалған файл жоқ", "жоққа шығармайды"),
    ),
    "ru": (
        "АРХИВНАЯ СПРАВКА",
        ("Неизвестных Иван", "Просмотренные дела:", "Ф. 27. Оп. 2. Д. 18", "Непрочитанных файлов нет", "не опровергает"),
    ),
}
GENUINE = {
    "kk": ("kk-KZ", "Мұндай қағазды архив берген", "Файл архив берген файлмен бірдей", "Файл архив берген файл емес"),
    "ru": ("ru-RU", "Такой документ выдан архивом", "Файл тот же", "Файл не тот"),
}


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_nothing_found_is_answered_with_what_was_searched(people: tuple[Page, Page], address: str, language: str) -> None:
    asel, bolat = people
    say = speech(language)
    where = register(asel, address, say, {"Applicant": "Неизвестных Иван", "From year": "1978", "To year": "1980"})
    # The second suggestion is the person in any year: ledgers without a date are not found by years.
    button(asel, say.say("Note as searched")).nth(1).click()
    expect(asel.locator(".st-key-searches")).to_be_visible(timeout=PATIENCE)
    settled(asel)
    asel.get_by_label(say.say("Paper"), exact=True).click()
    asel.get_by_role("option", name=say.say("Negative answer")).click()
    button(asel, say.say("Draft it")).click()
    code, pdf = draft_and_issue(asel, bolat, where, say)
    text = text_of(pdf)
    heading, said = NOTHING[language]
    assert heading not in text
    for told in said:
        assert told in text

    stranger = bolat.context.browser
    assert stranger is not None
    locale, issued, same, other = GENUINE[language]
    context = stranger.new_context(locale=locale)
    page = context.new_page()
    page.goto(f"{address}/v1/verify/{code}")
    expect(page.get_by_role("status")).to_contain_text(issued)
    assert "Неизвестных" not in page.content()
    page.screenshot(path=SCREENS / f"verify-{language}.png")
    for content, told in ((pdf, same), (pdf + b" ", other)):
        page.set_input_files("#file", {"name": "a.pdf", "mimeType": "application/pdf", "buffer": content})
        page.click("button")
        expect(page.get_by_role("status")).to_contain_text(told)
    context.close()


def test_the_queue_and_the_report_show_what_there_is(people: tuple[Page, Page], address: str) -> None:
    asel, _ = people
    for language in ("kk", "ru", "en"):
        say = speech(language)
        asel.goto(f"{address}/requests?part=report&lang={language}")
        expect(asel.get_by_role("img", name=re.compile(say.say("Came")))).to_be_visible(timeout=PATIENCE)
        picture(asel, f"report-{language}")
    everything = api(asel, address, "/v1/requests")["requests"]
    assert isinstance(everything, list)
    shown = max(everything, key=lambda one: one["state"] == "issued", default=None)
    if shown:
        asel.goto(f"{address}/request?id={shown['request_id']}&lang=en")
        expect(asel.locator("table.matrix").first).to_be_visible(timeout=PATIENCE)
        picture(asel, "request-en", 1900)
    register(asel, address, speech("en"), {"Applicant": "Somebody Else", "Received (24.11.2026; empty: today)": "12 января 2026"})
    asel.goto(f"{address}/requests?lang=en")
    expect(asel.locator(".left.overdue").first).to_be_visible(timeout=PATIENCE)
    picture(asel, "requests-en")
    assert json.loads(asel.request.get(f"{address}/v1/requests/queue", max_retries=RETRIES).text())["overdue"] >= 1
    asel.emulate_media(color_scheme="dark")
    asel.goto(f"{address}/requests?lang=ru")
    expect(asel.locator(".left.overdue").first).to_be_visible(timeout=PATIENCE)
    picture(asel, "requests-dark", 768)
    if shown:
        asel.goto(f"{address}/request?id={shown['request_id']}&lang=kk")
        expect(asel.locator("table.matrix").first).to_be_visible(timeout=PATIENCE)
        picture(asel, "request-dark", 1900)
