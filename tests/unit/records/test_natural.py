import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraq.records.natural import natural


@pytest.mark.parametrize(
    "labels",
    [
        ["2", "10", "12", "12об", "12а", "12а об", "13"],
        ["12", "12об", "12а", "12аоб", "12б", "13", "13об"],
        ["Д. 2/0009.jpg", "Д. 2/0010.jpg", "Д. 10/0001.jpg"],
        ["0012.png", "0012об.png", "0012а.png", "0013.png"],
        ["парақ 7", "парақ 7 сырты", "парақ 8"],
    ],
)
def test_labels_sort_as_people_count(labels: list[str]) -> None:
    assert sorted(sorted(labels, reverse=True), key=natural) == labels


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_numbers_sort_by_value(one: int, other: int) -> None:
    assert (natural(str(one)) < natural(str(other))) == (one < other)


@given(st.text())
def test_any_text_has_a_key(text: str) -> None:
    assert isinstance(natural(text), str)
