import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraq.text.numbers import find_numbers, is_iin, order_number


@pytest.mark.parametrize(
    "written", ["№ 45-к", "N 45 к", "№45-К", "№ 45 - к", "№45к", "No. 45-k", "№№ 45–к", "45-к", "№ 45-қ", "№ 45 «к»", '45"К"']
)
def test_one_order_number_in_many_ways(written: str) -> None:
    assert order_number(written) == "45-к"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1978 ж. 12 наурыздағы № 45-к бұйрық", ["45-к"]),
        ("приказ № 12/3 от 5 мая", ["12/3"]),
        ("№ 123-л/с", ["123-л/с"]),
        ("№№ 12, 13, 15", ["12", "13", "15"]),
        ("№ 12, 13 және 15 бұйрықтар", ["12", "13", "15"]),
        ("№№ 12-15; №12,13", ["12", "13", "14", "15", "12", "13"]),
        ("приказы № 45-к, 46-к и 47-к от 5 мая", ["45-к", "46-к", "47-к"]),
        ("№ 7, 8 марта 1978 г.; № 9, 5 бет; № 10, 11 г.", ["7", "9", "10"]),
        ('№ 45 «к», № 46"К", № 15-ші', ["45-к", "46-к", "15"]),
        ("№ 5 к-з Ленин", ["5"]),
        ("N 45 л/с", ["45-л/с"]),
        ("45-к", []),
        ("№", []),
        ("№ 45 кеңшар", ["45"]),
    ],
)
def test_order_numbers_in_text(text: str, expected: list[str]) -> None:
    assert [match.value for match in find_numbers(text) if match.kind == "order"] == expected


def test_only_valid_iins() -> None:
    text = "ИИН 850101300015, 850101300016, 8501013000150, 001332500000"
    assert [match.value for match in find_numbers(text) if match.kind == "iin"] == ["850101300015"]
    assert not is_iin("850101900015")
    assert not is_iin("85010130001")
    assert not is_iin("٨٥٠١٠١٣٠٠٠١٥")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 250,50 руб.", "1250.50"),
        ("120 р. 15 коп.", "120.15"),
        ("45 теңге", "45"),
        ("2.500.000 тг", "2500000"),
        ("7 сом 5 тиын", "7.05"),
        ("1 250 руб. 50 коп.", "1250.50"),
    ],
)
def test_sums(text: str, value: str) -> None:
    (match,) = find_numbers(text)
    assert (match.kind, match.value) == ("sum", value)


@given(st.text() | st.text("№N 0123456789-/кқлс.,теңгеруб", max_size=100))
def test_any_text_is_searched(text: str) -> None:
    for match in find_numbers(text):
        assert 0 <= match.start < match.end <= len(text)
        assert match.value
        if match.kind == "order":
            assert order_number(match.value) == match.value


@given(st.integers(0, 10**11 - 1).map(lambda number: f"{number:011}"))
def test_at_most_one_control_digit_is_right(digits: str) -> None:
    assert sum(is_iin(digits + str(control)) for control in range(10)) <= 1
