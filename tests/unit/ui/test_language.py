import ast
import re
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from ui.language import LANGUAGES, LOCALE, preferred, speech

UI = Path(__file__).parents[3] / "ui"
TRANSLATED = [language for language in LANGUAGES if language != "en"]


def said() -> set[str | tuple[str, str]]:
    """Return every text that the screen says, from its source."""
    found: set[str | tuple[str, str]] = set()
    for source in UI.rglob("*.py"):
        for call in (node for node in ast.walk(ast.parse(source.read_text())) if isinstance(node, ast.Call)):
            name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
            texts = [one.value for one in call.args if isinstance(one, ast.Constant) and isinstance(one.value, str)]
            if name in ("say", "_") and texts:
                found.add(texts[0])
            if name == "count" and len(texts) == 2:
                found.add((texts[0], texts[1]))
    return found


def catalogue(language: str) -> Catalog:
    with (LOCALE / language / "LC_MESSAGES" / "paraq.po").open("rb") as file:
        return read_po(file, locale=language)


@pytest.mark.parametrize("language", TRANSLATED)
def test_everything_that_is_said_is_translated_and_nothing_else(language: str) -> None:
    translated = {
        message.id if isinstance(message.id, str) else tuple(message.id) for message in catalogue(language) if message.id
    }
    assert translated == said()


@pytest.mark.parametrize("language", TRANSLATED)
def test_translations_are_whole_and_keep_their_places(language: str) -> None:
    for message in catalogue(language):
        if not message.id:
            continue
        first = message.id if isinstance(message.id, str) else message.id[0]
        strings = [message.string] if isinstance(message.string, str) else list(message.string)
        for string in strings:
            assert string, f"{first} is not translated"
            assert places(string) == places(first)


def places(text: str) -> set[str | None]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_kazakh_has_kazakh_letters_and_no_look_alikes_of_other_scripts() -> None:
    text = " ".join(str(message.string) for message in catalogue("kk") if message.id)
    assert set("әғқңөұүһі") & set(text.casefold())
    mixed = [
        word
        for word in re.findall(r"[^\W\d_]+", text)
        if re.search("[a-z]", word, re.I) and re.search("[а-яәғқңөұүһі]", word, re.I)
    ]
    assert mixed == []


@pytest.mark.parametrize(
    ("language", "number", "expected"),
    [
        ("ru", 1, "Найден {n} лист"),
        ("ru", 3, "Найдено {n} листа"),
        ("ru", 11, "Найдено {n} листов"),
        ("kk", 5, "{n} парақ табылды"),
    ],
)
def test_numbers_decide_the_form(language: str, number: int, expected: str) -> None:
    assert speech(language).count("{n} sheet found", "{n} sheets found", number) == expected


@pytest.mark.parametrize(
    ("header", "language"),
    [("ru-RU,ru;q=0.9,en;q=0.8", "ru"), ("kk-KZ", "kk"), ("de-DE,en;q=0.5", "en"), ("", "kk"), ("*;;,,=", "kk")],
)
def test_browser_is_answered_in_its_language(header: str, language: str) -> None:
    assert preferred(header) == language


@pytest.mark.parametrize(("iso", "written"), [("1978-03-14", "14.03.1978"), ("1978-03", "03.1978"), ("1978", "1978"), ("", "")])
def test_dates_are_written_as_people_write_them(iso: str, written: str) -> None:
    assert speech("kk").date(iso) == written
