from hypothesis import given
from hypothesis import strategies as st

from ui.language import speech
from ui.places import plain
from ui.views.search import decades, highlighted, hit_body, reasons
from ui.views.sheet import around

SPEECH = speech("en")
HOSTILE = '<img src=x onerror="alert(1)">'


def mark(text: str, evidence: str, term: str = "Әбдіков") -> dict[str, object]:
    return {"text": text, "evidence": evidence, "term": term}


def hit(text: str = "принять Абдикова", **page: object) -> dict[str, object]:
    known = {"title": HOSTILE, "date": "1978-03-14", "body": HOSTILE, "type": "order", "fonds_title": ""}
    of_page = {"description": known, "source": "ocr", "confidence": 95, "number": 3, "reference": {"sheet": ""}, **page}
    return {
        "page": of_page,
        "snippet": {"text": text, "marks": [[8, 16]]},
        "marks": [mark(HOSTILE, "spelling")],
        "cut": '/v1/"><b>',
    }


def test_marked_words_are_marked_and_everything_else_is_text() -> None:
    assert highlighted("а <b> я", [[2, 5]]) == "а <mark>&lt;b&gt;</mark> я"


@given(text=st.text(max_size=30))
def test_no_record_becomes_html(text: str) -> None:
    assert "<" not in highlighted(text, []).replace("<mark>", "")


def test_nothing_hostile_in_a_hit_comes_through() -> None:
    body = hit_body(hit(), SPEECH)
    assert "<img src=x" not in body and '"><b>' not in body
    assert body.count("<img ") == 1
    assert "14.03.1978" in body and "page 3" in body


def test_page_that_was_hard_to_read_says_so() -> None:
    assert "hard to read" in hit_body(hit(confidence=41), SPEECH)
    assert "hard to read" not in hit_body(hit(confidence=41, source="text"), SPEECH)


def test_every_written_form_is_explained_once_and_what_is_as_written_not_at_all() -> None:
    marks = [mark("Абдикова", "spelling"), mark("АБДИКОВА", "spelling"), mark("Әбдіков", "exact"), mark("Әбдіковтің", "form")]
    assert reasons(marks, SPEECH) == ["Абдикова: another spelling", "Әбдіковтің: another form of the word"]


def test_years_add_up_to_decades() -> None:
    assert decades([("1979", 2), ("1970", 3), ("1981", 1), ("", 9), ("x", 9)]) == [("1970", 5), ("1980", 1)]


def test_sheets_beside_are_those_of_the_list() -> None:
    assert around(["a", "b", "c"], "b") == ("a", "c")
    assert around(["a"], "a") == (None, None)
    assert around(["a"], "z") == (None, None)


def test_labels_of_records_are_no_markdown() -> None:
    assert plain("1 л/с [x](http://x) *a*") == "1 л/с \\[x\\]\\(http\\://x\\) \\*a\\*"
