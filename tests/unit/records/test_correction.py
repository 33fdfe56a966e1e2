import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraq.errors import Invalid
from paraq.records.correction import LONGEST, corrected
from paraq.records.model import Box, PageText
from tests.fakes.archive import page_text

TEXT = page_text("Приказ № 14\nпринять Абдикова Серика")


def boxes(text: PageText) -> dict[str, Box]:
    return {word.text: word.box for word in text.words}


def test_changed_word_takes_the_place_of_the_old_and_is_sure() -> None:
    found = corrected(TEXT, "Приказ № 14\nпринять Абдыкова Серика", "ru")
    assert found.text == "Приказ № 14\nпринять Абдыкова Серика"
    assert boxes(found)["Абдыкова"] == boxes(TEXT)["Абдикова"]
    word = next(word for word in found.words if word.text == "Абдыкова")
    assert word.confidence == 100 and not word.alternatives
    assert boxes(found)["Серика"] == boxes(TEXT)["Серика"]


def test_word_read_as_two_becomes_one_around_both() -> None:
    split = page_text("Абди кова Серика")
    found = corrected(split, "Абдикова Серика", "ru")
    first, second = split.words[:2]
    assert boxes(found)["Абдикова"] == Box(
        first.box.left, first.box.top, second.box.left + second.box.width - first.box.left, first.box.height
    )


def test_two_words_share_the_place_of_one() -> None:
    found = corrected(page_text("АбдиковаСерика"), "Абдикова Серика", "ru")
    left, right = (word.box for word in found.words)
    assert left.left + left.width == right.left and left.width > right.width


def test_text_of_an_empty_page_may_be_written() -> None:
    blank = PageText("", (), "none", "other", 0.0, 1000, 1400, note="Nothing is written on this page")
    found = corrected(blank, "от руки: принять Серика", "ru")
    assert found.text == "от руки: принять Серика" and found.source == "ocr" and not found.note
    assert all(word.box.left >= 0 and word.box.left + word.box.width <= 1000 for word in found.words)


def test_all_may_be_taken_away() -> None:
    found = corrected(TEXT, "  \n ", "other")
    assert (found.text, found.words, found.source, found.confidence) == ("", (), "none", 0.0)


def test_what_was_pasted_by_mistake_is_refused() -> None:
    with pytest.raises(Invalid):
        corrected(TEXT, "а" * (LONGEST + 1), "ru")


@given(st.text(max_size=200))
def test_every_word_stands_in_the_text_where_it_says(wanted: str) -> None:
    found = corrected(TEXT, wanted, "ru")
    assert [found.text[word.start : word.end] for word in found.words] == [word.text for word in found.words]
    assert [word.text for word in found.words] == wanted.split()
    assert all(word.box.width > 0 and word.box.height > 0 for word in found.words)


@given(st.lists(st.sampled_from(["принять", "Абдикова", "Серика", "уволить", "по"]), max_size=12))
def test_what_is_not_changed_keeps_its_place(words: list[str]) -> None:
    text = page_text(" ".join(words)) if words else TEXT
    assert corrected(text, text.text, "ru").words == text.words
