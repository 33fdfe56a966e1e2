import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraq.records.spans import find_spans


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("1938–1941 гг.", "1938", "1941"),
        ("1938-41 жж.", "1938", "1941"),
        ("с 1938 по 1941 год", "1938", "1941"),
        ("1938 жылдан 1941 жылға дейін", "1938", "1941"),
        ("1938/39 оқу жылы", "1938", "1939"),
        ("1938–39 оқу жылы", "1938", "1939"),
        ("2021 – 2025-інші жылдарға", "2021", "2025"),
        ("в 1930-х годах", "1930", "1939"),
        ("1930-шы жылдары", "1930", "1939"),
        ("1930 жылдарда", "1930", "1939"),
        ("II квартал 1978 г.", "1978-04", "1978-06"),
        ("1978 жылдың ІІ тоқсаны", "1978-04", "1978-06"),
        ("1978 ж. 2-тоқсанында", "1978-04", "1978-06"),
        ("за первое полугодие 1961 года", "1961-01", "1961-06"),
        ("январь-март 1978 г.", "1978-01", "1978-03"),
        ("1978 ж. қаңтар-наурыз", "1978-01", "1978-03"),
    ],
)
def test_spans_in_text(text: str, first: str, last: str) -> None:
    assert [(span.first, span.last) for span in find_spans(text)] == [(first, last)]


@pytest.mark.parametrize(
    "text",
    ["1917-1991 гг.", "№ 1938-1941 г.", "V квартал 1978 г.", "1938-1941", "март - январь 1978 г.", "1930 жылдың", "1935-х годов"],
)
def test_what_is_no_span(text: str) -> None:
    assert find_spans(text) == []


@given(st.text() | st.text("1938- –/гжIІV.квартолне", max_size=80))
def test_any_text_is_searched(text: str) -> None:
    for span in find_spans(text):
        assert span.first <= span.last
        assert {span.first, span.last} <= set(span.parts)
