"""What the sheet's script gives its part in the browser."""

import re
from pathlib import Path

import pytest

from ui import components
from ui.language import LANGUAGES, speech
from ui.views.sheet import facts
from ui.views.sheet_labels import labels

SOURCES = Path(components.__file__).with_name("sheet")
# label(sheet, "copy"), this.say("save"), tool("print", ...): each names a text. Sliders are named by a type instead.
NAMED = re.compile(r'(?:label\([\w.]*[sS]heet, |\bsay\(|\btool\()"(\w+)"')
BY_TYPE = {"light", "contrast"}


def test_every_text_that_the_browser_names_is_given_and_no_other() -> None:
    named = {name for source in SOURCES.glob("*.ts") for name in NAMED.findall(source.read_text())}
    assert named | BY_TYPE == set(labels(speech("en")))


@pytest.mark.parametrize("language", LANGUAGES)
def test_places_in_texts_stay(language: str) -> None:
    assert "{n}" in labels(speech(language))["sure"]


def test_facts_name_how_sure_a_reading_is_and_leave_out_what_is_unknown() -> None:
    described = {"title": "Бұйрық № 14", "type": "order", "date": "1978-03-14", "body": ""}
    page = {"description": described, "source": "ocr", "confidence": 61.6, "note": "", "path": "a.pdf"}
    told = dict(facts(page, speech("ru")))
    assert told["Дата"] == "14.03.1978" and "62" in told["Текст"]
    assert "Организация" not in told and all(told.values())
