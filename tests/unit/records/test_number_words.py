import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraq.records.dates import find_dates
from paraq.records.number_words import in_figures


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("бір мың тоғыз жүз жетпіс сегізінші жылғы он екінші наурыз", ["1978-03-12"]),
        ("Мың тоғыз жүз отыз бірінші жылы туған", ["1931"]),
        ("екі мың бесінші жылғы бірінші қаңтар", ["2005-01-01"]),
        ("он екинши наурыз 1978 жыл", ["1978-03-12"]),
        ("двенадцатое марта тысяча девятьсот семьдесят восьмого года", ["1978-03-12"]),
        ("тридцать первое декабря две тысячи пятого года", ["2005-12-31"]),
        ("Первого мая 1961 г.", ["1961-05-01"]),
        ("в тысяча девятьсот сорок первом году", ["1941"]),
        ("бес мың теңге", []),
        ("девятьсот рублей, пять тысяч", []),
        ("тридцать первое февраля тысяча девятьсот сорок первого года", ["1941"]),
    ],
)
def test_days_and_years_in_words(written: str, expected: list[str]) -> None:
    assert [found.iso for found in find_dates(written)] == expected


def test_a_date_in_words_is_found_where_it_stands() -> None:
    text = "12.01.1970. Бүгін, бір мың тоғыз жүз жетпіс сегізінші жылғы он екінші наурызда, жиналыс"
    places = [text[found.start : found.end] for found in find_dates(text)]
    assert places == ["12.01.1970", "бір мың тоғыз жүз жетпіс сегізінші жылғы он екінші наурызда"]


@given(
    st.lists(
        st.sampled_from(
            [
                "бір",
                "мың",
                "тоғыз",
                "жүз",
                "сегізінші",
                "он",
                "екінші",
                "наурыз",
                "жылғы",
                "двенадцатое",
                "марта",
                "тысяча",
                "1978",
                ",",
                ".",
            ]
        )
    )
)
def test_places_lie_inside_the_text(words: list[str]) -> None:
    text = " ".join(words)
    for found in find_dates(text):
        assert 0 <= found.start < found.end <= len(text)
    figures = in_figures(text)
    if figures:
        assert figures.source(0, len(figures.text)) == (0, len(text))
