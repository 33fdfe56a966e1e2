import pytest

from paraq.text import kazakh
from paraq.text.derivations import relatives


@pytest.mark.parametrize(
    ("word", "expected"),
    [("зейнеткерлікке", "зейнеткер"), ("зейнеткердің", "зейнеткерлік"), ("мұғалімдік", "мұғалім"), ("ауданның", "аудандық")],
)
def test_words_of_one_root(word: str, expected: str) -> None:
    assert expected in relatives(kazakh.stem(word))


@pytest.mark.parametrize("word", ["бас", "басшы", "приказ", "жанболат", ""])
def test_words_without_relatives(word: str) -> None:
    assert relatives(word) == ()


@pytest.mark.parametrize("word", ["зейнеткерлік", "жауынгерлік", "долларлық", "гектарлық"])
def test_a_noun_of_a_noun_is_no_verb(word: str) -> None:
    assert kazakh.stem(word) == word
