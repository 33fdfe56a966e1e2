import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraq.records.natural import natural
from paraq.records.sheets import halves, labels_of


@pytest.mark.parametrize(
    ("written", "images", "labels"),
    [
        ("7-9", 3, "7 8 9"),
        ("7-8", 4, "7 7об 8 8об"),
        ("7об-8об", 3, "7об 8 8об"),
        ("7-8об", 4, "7 7об 8 8об"),
        ("12об-13", 2, "12об 13"),
        ("12, 12а, 14", 3, "12 12а 14"),
        ("7", 3, "7 8 9"),
        ("7-8", 3, "7 8 9"),
        ("12а", 1, "12а"),
    ],
)
def test_each_image_has_its_sheet(written: str, images: int, labels: str) -> None:
    assert labels_of(written, images) == tuple(labels.split())


def test_what_is_not_known_stays_empty() -> None:
    assert labels_of("", 2) == ("", "")
    assert labels_of("12об", 3) == ("12об", "", "")
    assert labels_of("обложка", 2) == ("обложка", "")


@pytest.mark.parametrize(
    ("label", "left", "right"),
    [
        ("13", "12об", "13"),
        ("12об", "12об", "13"),
        ("12об-13", "12об", "13"),
        ("1", "", "1"),
        ("12а", "12об", "12а"),
        ("12б", "12аоб", "12б"),
        ("", "", ""),
    ],
)
def test_the_halves_of_a_spread_are_two_sheets(label: str, left: str, right: str) -> None:
    assert halves(label) == (left, right)


@given(st.integers(2, 500))
def test_spreads_of_a_ledger_follow_each_other_in_the_order_of_sheets(first: int) -> None:
    sides = [side for number in range(first, first + 4) for side in halves(str(number))]
    assert sides == sorted(sides, key=natural)
    assert len(set(sides)) == len(sides)


@given(st.text(max_size=30), st.integers(1, 20))
def test_any_text_gives_a_label_an_image(written: str, images: int) -> None:
    assert len(labels_of(written, images)) == images
    assert len(halves(written)) == 2
