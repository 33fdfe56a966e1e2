"""Every screen in every language: open to everybody, in one language, whole at any size; with pictures for the documentation."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from functools import cache

import pytest
from babel.messages.pofile import read_po
from PIL import Image
from playwright.sync_api import Browser, Page

from tests.e2e.conftest import SCREENS
from tests.e2e.office import Office, opened, session_of
from tests.e2e.screens import NARROW, OFFICE, PARTED, cut_off, go, parts, screens, texts, there, violations
from ui.language import LANGUAGES, LOCALE
from ui.places import Places

# Reading the sheets and walking through all screens is set up once; on a busy machine of two cores it takes minutes.
pytestmark = pytest.mark.timeout(900)
# The paper of both themes, as they are in ui/theme.py.
PAPER = {"light": "rgb(253, 253, 251)", "dark": "rgb(20, 25, 27)"}
# Latin words that are said so in every language: names of forms of files, keys, the product, the world's clock, commands.
EVERYWHERE = frozenset(
    [
        "Paraq",
        "CSV",
        "XLSX",
        "JSON",
        "JSONL",
        "PDF",
        "DOCX",
        "CMS",
        "EAD",
        "EAD3",
        "EAC",
        "zip",
        "bag",
        "BagIt",
        "SHA",
        "UTC",
        "OCR",
        "MB",
        "Enter",
        "Ctrl",
        "Esc",
        "English",
        "paraq",
        "ingest",
    ]
)
# Data, whatever the language of the screen: rules and lists with their notes, and the audit record as it was kept.
DATA = {f"administration-{part}" for part in ("rules", "deadlines", "holidays", "audit", "authorities", "equivalents", "stems")}
TRANSLATED = ("kk", "ru")
WORD = re.compile(r"[A-Za-z][A-Za-z'-]+")


@dataclass
class Seen:
    """What is on the screens in one language, by their names."""

    language: str
    violations: dict[str, list[str]] = field(default_factory=dict)
    texts: dict[str, list[str]] = field(default_factory=dict)
    cut_off: dict[str, list[str]] = field(default_factory=dict)
    unthemed: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with opened(tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("transfer")) as office:
        yield office


@pytest.fixture(scope="module", params=LANGUAGES)
def seen(request: pytest.FixtureRequest, chromium: Browser, office: Office) -> Iterator[Seen]:
    """Walk through all screens once, since getting there takes longer than looking."""
    seen = Seen(request.param)
    context = chromium.new_context(viewport=OFFICE, locale="kk-KZ", color_scheme="light")  # type: ignore[arg-type]
    context.add_cookies([{"name": "paraq_session", "value": session_of(office.address, "asel"), "url": office.address}])
    page = context.new_page()
    page.goto(f"{office.address}/transfers?lang={seen.language}")
    there(page, ".zone")
    for screen in screens(office):
        go(page, screen, seen.language)
        _look(page, screen.name, seen)
    for name in parts(page, seen.language):
        _look(page, name, seen)
    yield seen
    context.close()


def _look(page: Page, name: str, seen: Seen) -> None:
    seen.texts[name] = texts(page)
    wrong = violations(page)
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
        page.wait_for_timeout(100)
        if page.locator(".stApp").evaluate("app => getComputedStyle(app).backgroundColor") != PAPER[theme]:
            seen.unthemed.append(f"{name} {theme}")
        _picture(page, f"{name}-{seen.language}{'-dark' if theme == 'dark' else ''}")
    # Of what axe-core knows, only the contrast is another in the dark.
    seen.violations[name] = wrong + violations(page, "color-contrast")
    page.emulate_media(color_scheme="light")
    seen.cut_off[name] = []
    for size, viewport in {"office": OFFICE, **NARROW}.items():
        page.set_viewport_size(viewport)  # type: ignore[arg-type]
        page.wait_for_timeout(80)
        seen.cut_off[name] += [f"{size}: {one}" for one in cut_off(page)]
    page.set_viewport_size(OFFICE)  # type: ignore[arg-type]


def _picture(page: Page, name: str) -> None:
    """Take a picture for the documentation, small enough that two hundred of them are no burden."""
    with Image.open(io.BytesIO(page.screenshot())) as picture:
        picture.save(SCREENS / f"{name}.webp", quality=50, method=3)


def test_screens_are_open_to_everybody_in_light_and_dark(seen: Seen) -> None:
    assert not {name: wrong for name, wrong in seen.violations.items() if wrong}
    assert not seen.unthemed


def test_screens_speak_one_language(seen: Seen, office: Office) -> None:
    others = {said for language in TRANSLATED if language != seen.language for said in _said(language)} - _said(seen.language)
    foreign = {}
    for name, found in seen.texts.items():
        english = [] if seen.language == "en" or name in DATA else [text for text in found if _english(text, office)]
        foreign[name] = [*english, *(text for text in found if text in others)]
    assert not {name: wrong for name, wrong in foreign.items() if wrong}


def _english(text: str, office: Office) -> bool:
    """Whether a text says something in English: it has Latin words that are neither said everywhere nor data."""
    for piece in text.split():
        if piece.strip("\"'«»(),;:·") in office.data or re.search(r"[0-9_@/:]|\.\w", piece):
            continue
        if any(word not in EVERYWHERE and len(word) > 1 for word in WORD.findall(piece)):
            return True
    return False


@cache
def _said(language: str) -> frozenset[str]:
    """What the catalogue of a language says; of English there is none, it is in the source."""
    if language not in TRANSLATED:
        return frozenset()
    with (LOCALE / language / "LC_MESSAGES" / "paraq.po").open("rb") as file:
        strings = [message.string for message in read_po(file, locale=language) if message.id]
    return frozenset(string for string in strings if isinstance(string, str))


def test_nothing_is_cut_off_at_200_percent_and_on_a_tablet(seen: Seen) -> None:
    assert not {name: wrong for name, wrong in seen.cut_off.items() if wrong}


def test_every_place_is_looked_at(office: Office) -> None:
    places = {one.name for one in fields(Places) if one.type in ("StreamlitPage", "st.Page")} - {"search"}
    looked = {screen.path.strip("/").partition("?")[0] for screen in screens(office)} | PARTED
    assert places <= looked
