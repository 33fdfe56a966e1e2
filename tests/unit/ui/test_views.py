from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.language import speech
from ui.places import Places, plain
from ui.state import Asked
from ui.views import hits
from ui.views.batch_cell import chosen_pages
from ui.views.batch_table import matrix
from ui.views.hits import highlighted, hit_list, reasons
from ui.views.narrowing import narrowing, offered
from ui.views.search import total
from ui.views.sheet import around

SPEECH = speech("en")
PAGES = ("search", "sheet", "archive", "requests", "request", "batch", "transfers", "administration")
PLACES = Places(**{name: SimpleNamespace(url_path=name) for name in PAGES}, speech=SPEECH)  # type: ignore[arg-type]
HOSTILE = '<img src=x onerror="alert(1)">'


def mark(text: str, evidence: str, term: str = "Әбдіков") -> dict[str, object]:
    return {"text": text, "evidence": evidence, "term": term}


def hit(text: str = "принять Абдикова", group: str = "", count: int = 1, **page: object) -> dict[str, object]:
    known = {"title": HOSTILE, "date": "1978-03-14", "body": HOSTILE, "type": "order", "fonds_title": ""}
    of_page = {
        "description": known,
        "source": "ocr",
        "confidence": 95,
        "number": 3,
        "reference": {"sheet": "", "text": {"en": ""}},
    }
    of_page |= {"page_id": "a", "path": "x.pdf", **page}
    return {
        "group": group,
        "count": count,
        "page": of_page,
        "snippet": {"text": text, "marks": [[8, 16]]},
        "marks": [mark(HOSTILE, "spelling")],
        "cut": '/v1/"><b>',
    }


def body_of(one: dict[str, object]) -> str:
    return hits.hit_body(one, Asked(q="x"), PLACES)


@pytest.fixture(autouse=True)
def _language_of_the_address(monkeypatch: pytest.MonkeyPatch) -> None:
    """Addresses are made without Streamlit's own, which has none outside a session."""
    monkeypatch.setattr(Places, "parameters", lambda self, parameters: dict(parameters))


def test_marked_words_are_marked_and_everything_else_is_text() -> None:
    assert highlighted("а <b> я", [[2, 5]]) == "а <mark>&lt;b&gt;</mark> я"


@given(text=st.text(max_size=30))
def test_no_record_becomes_html(text: str) -> None:
    assert "<" not in highlighted(text, []).replace("<mark>", "")


def test_nothing_hostile_in_a_hit_comes_through() -> None:
    body = body_of(hit())
    assert "<img src=x" not in body and '"><b>' not in body
    assert body.count("<img ") == 1
    assert "14.03.1978" in body and "page 3" in body


def test_page_that_was_hard_to_read_says_so() -> None:
    assert "hard to read" in body_of(hit(confidence=41))
    assert "hard to read" not in body_of(hit(confidence=41, source="text"))


def test_every_written_form_is_explained_once_and_what_is_as_written_not_at_all() -> None:
    marks = [mark("Абдикова", "spelling"), mark("АБДИКОВА", "spelling"), mark("Әбдіков", "exact"), mark("Әбдіковтің", "form")]
    assert reasons(marks, SPEECH) == ["Абдикова: another spelling", "Әбдіковтің: another form of the word"]


def test_facets_keep_what_is_chosen_and_finds_nothing() -> None:
    assert offered([("order", 3), ("", 2)], ("letter",)) == [("order", 3), ("letter", 0)]


def test_years_are_in_order_and_without_what_is_none() -> None:
    facets = {"year": [{"value": "1979", "pages": 2}, {"value": "1970", "pages": 3}, {"value": "x", "pages": 9}]}
    assert narrowing(Asked(), facets, {}, SPEECH)["years"] == [(1970, 3), (1979, 2)]


def test_groups_are_counted_beside_sheets() -> None:
    found = {"total": 40, "groups": 3, "hits": [{}] * 3}
    assert total(found, Asked(group="file"), 3, SPEECH) == "40 sheets found in 3 files"
    assert total({"total": 40, "groups": 0, "hits": [{}] * 20}, Asked(start=20), 40, SPEECH) == "40 sheets found, 21–40"


def test_open_group_shows_its_other_sheets_below_its_first() -> None:
    first, other = hit(group="12", count=2), hit(group="12", count=1, page_id="b")
    shown = hit_list([first], Asked(q="x", group="file", open=("12",)), PLACES, {"12": [first, other]})
    assert shown.count("<li") == 2
    assert 'aria-expanded="true"' in shown and "1 more sheet of this file" in shown
    closed = hit_list([first], Asked(q="x", group="file"), PLACES)
    assert 'aria-expanded="false"' in closed and "open=12" in closed


def found(year: int | None, kind: str) -> dict[str, object]:
    return {"year": year, "page": {"description": {"type": kind}}}


def test_cell_has_the_sheets_of_its_year_and_kind() -> None:
    pages = [found(1980, "order"), found(1978, "order"), found(1978, ""), found(None, "order")]
    assert chosen_pages(pages, "1978", "order") == [pages[1]]
    assert chosen_pages(pages, "1978", "other") == [pages[2]]
    assert chosen_pages(pages, "none", "") == [pages[3]]
    assert [one["year"] for one in chosen_pages(pages, "", "order")] == [None, 1978, 1980]


def test_matrix_links_every_cell_and_says_where_nothing_is() -> None:
    cells = [
        {"year": 1978, "kind": "order", "pages": 2, "evidence": {"ocr": 2}},
        {"year": 1979, "kind": "nothing", "pages": 0, "evidence": {}},
    ]
    answer = {"years": [1978, 1979], "rows": [{"row": 7, "label": HOSTILE, "cells": cells}]}
    shown = matrix(answer, {"batch": "b", "view": "matrix", "after": "", "row": "", "year": "", "kind": ""}, PLACES)
    assert "<img" not in shown
    assert 'class="kind unsure"' in shown and "row=7&amp;year=1978&amp;kind=order" in shown
    assert "nothing found of this year" in shown


def test_sheets_beside_are_those_of_the_list() -> None:
    assert around(["a", "b", "c"], "b") == ("a", "c")
    assert around(["a"], "a") == (None, None)
    assert around(["a"], "z") == (None, None)


def test_labels_of_records_are_no_markdown() -> None:
    assert plain("1 л/с [x](http://x) *a*") == "1 л/с \\[x\\]\\(http\\://x\\) \\*a\\*"
