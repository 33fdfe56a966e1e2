import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.ocr.letters import with_letters
from indexer.readers.pagetext import Line, Piece
from paraq.records.model import Box


def mended(*words):
    (line,) = with_letters([Line([Piece(word, Box(0, 0, 9, 9), 90.0) for word in words])])
    return line.pieces


@pytest.mark.parametrize(
    ("read", "text"),
    [
        ("помошью,", "помощью,"),
        ("«сообшается»", "«сообщается»"),
        ("ушелье-роша", "ущелье-роща"),
        ("0блыстағы", "Облыстағы"),
        ("«0тан»", "«Отан»"),
    ],
)
def test_a_letter_is_put_right_where_that_makes_a_word(read, text):
    (piece,) = mended(read)
    assert (piece.text, piece.alternatives) == (text, (read,))


@pytest.mark.parametrize(
    "read", ["машина", "шаруашылығы", "мектепшілік", "Карашокы", "общешкольной", "20лет", "0,5", "х0", "плащ"]
)
def test_what_is_a_word_or_none_either_way_stays(read):
    (piece,) = mended(read)
    assert (piece.text, piece.alternatives) == (read, ())


def test_a_name_stays_as_it_was_read_and_is_found_both_ways():
    (piece,) = mended("Шербаков")
    assert (piece.text, piece.alternatives) == ("Шербаков", ("Щербаков",))


@given(st.text(alphabet="шщомаь0ПШәң -.", min_size=1, max_size=20))
def test_nothing_but_these_letters_ever_changes(read):
    (piece,) = mended(read)
    assert len(piece.text) == len(read)
    assert {(one, other) for one, other in zip(read, piece.text, strict=True) if one != other} <= {("ш", "щ"), ("0", "О")}
