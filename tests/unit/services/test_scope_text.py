import copy
from datetime import UTC, datetime
from typing import Any

import pytest

from paraq.catalogue.searches import Written
from paraq.services.scope_text import LANGUAGES, printed

CONTENT: dict[str, Any] = {
    "query": 'name:"Әбдіков"',
    "filters": {"year": ["1978..1986"]},
    "require_all": True,
    "notice": "",
    "understood": [{"word": "Әбдіков", "ways": {"spelling": ["абдиков", "габдиков"], "ocr": ["абдиков~1"]}}],
    "total": 0,
    "time": "2026-11-24T09:30:00+00:00",
    "viewer": {"name": "aigul", "role": "archivist", "fonds": [], "request": "27-1"},
    "scope": {
        "query": "",
        "pages": 7,
        "years_without": [1979, 1981, 1982, 1983],
        "fonds": [{"fonds": "12", "title": "Кеңшар", "files": 2, "pages": 5}, {"fonds": "", "title": "", "files": 0, "pages": 2}],
        "files": [
            {"fonds": "12", "inventory": "1", "file": "45", "pages": 3, "first": "1978-03", "last": "1986"},
            {"fonds": "12", "inventory": "1", "file": "46а", "pages": 2, "first": "1980", "last": "1980-05-01"},
            {"fonds": "", "inventory": "", "file": "", "pages": 2, "first": "", "last": ""},
        ],
    },
    "unread": {
        "failed": [{"path": "12/47.pdf", "page": 3, "reason": "It never ends", "fonds": "12", "inventory": "1", "file": "47"}],
        "not_told": 2,
        "without_text": 1,
        "poorly_read": 4,
    },
    "index": {"engine": "tantivy", "fingerprint": "4-abc", "pages": 7},
    "catalogue": {"pages": 8, "waiting": 1, "last_transfer": {"number": 3, "time": "2026-11-20T08:00:00+00:00"}},
}


def record(**changes: Any) -> Written:
    content = copy.deepcopy(CONTENT) | changes
    return Written("5f0c1a2b3c4d5e6f", "aigul", datetime(2026, 11, 24, tzinfo=UTC), "d" * 64, content)


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        (
            "kk",
            [
                "Нәтиже: ештеңе табылмады.",
                "Қаралды: 1 қор, 2 іс, 7 бет.",
                "Мына жылдардың құжаттары жоқ: 1979, 1981–1983.",
                "  Қор 12 Кеңшар",
                "    Қор 12, тізімдеме 1, іс 45: 3 бет (1978–1986)",
            ],
        ),
        (
            "ru",
            [
                "Результат: ничего не найдено.",
                "    Ф. 12. Оп. 1. Д. 46а – страниц 2 (1980)",
                "  12/47.pdf, страница 3 (Ф. 12. Оп. 1. Д. 47.): It never ends",
            ],
        ),
        (
            "en",
            [
                "Searched: 2026-11-24 09:30 (UTC), by aigul, request No. 27-1.",
                "Only pages with all the words.",
                "Filter year: 1978..1986",
            ],
        ),
    ],
)
def test_a_record_says_in_each_language_what_was_searched(language, lines):
    said = printed(record(), language).splitlines()
    assert [line for line in lines if line not in said] == []
    assert said[0].endswith("5f0c1a2b3c4d5e6f")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_figure_of_a_record_is_told(language):
    text = printed(record(), language)
    for told in ("47.pdf", "It never ends", "абдиков, габдиков", "4-abc", "d" * 64, "2026-11-20 08:00"):
        assert told in text
    assert text.count("{") == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_only_a_negative_answer_has_a_caution(language):
    empty = printed(record(), language).splitlines()[-1]
    assert empty not in printed(record(total=3), language)
