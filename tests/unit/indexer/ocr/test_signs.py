"""Signs of sections are read where numbers count on, those of numbers in headings; and nowhere else."""

import pytest

from indexer.ocr.signs import with_signs
from indexer.readers.pagetext import Line, Piece
from paraq.records.model import Box

ORDER = ("Принять Сейта на работу", "механизатором")


def lines(*texts: str) -> list[Line]:
    return [Line([Piece(word, Box(100, 10, 40, 20), 90.0) for word in text.split()]) for text in texts]


def texts(found: list[Line]) -> list[str]:
    return [" ".join(piece.text for piece in line.pieces) for line in found]


def test_numbers_that_count_sections_get_their_sign() -> None:
    found = with_signs(lines("81", *ORDER, "8 2", *ORDER, "53", *ORDER, "$4", *ORDER))
    assert [text for text in texts(found) if "§" in text] == ["§ 1", "§ 2", "§ 3", "§ 4"]
    sign, number = found[0].pieces
    assert (sign.box, number.box) == (Box(100, 10, 20, 20), Box(120, 10, 20, 20))


def test_rows_of_a_table_and_numbers_alone_stay() -> None:
    for some in (("81", "82", "83"), ("85", *ORDER), ("81", *ORDER, "84", *ORDER), ("81", "да", "82", "нет")):
        assert texts(with_signs(lines(*some))) == list(some)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("ПРИКАЗ Ж 21", "ПРИКАЗ № 21"),
        ("БҰЙРЫҚ Хо 104-к", "БҰЙРЫҚ № 104-к"),
        ("Протокол Ю 3 от 5 мая", "Протокол № 3 от 5 мая"),
        ("Приказ В 5 экземплярах", "Приказ В 5 экземплярах"),
        ("Приказ Ж. Абдикова", "Приказ Ж. Абдикова"),
        ("Согласно Ж 21", "Согласно Ж 21"),
    ],
)
def test_the_number_of_a_heading_gets_its_sign(written: str, read: str) -> None:
    assert texts(with_signs(lines(written))) == [read]


def test_rules_of_tables_are_no_letters() -> None:
    assert texts(with_signs(lines("1 |Джамбулатов С. А.| механизатор | 146-02"))) == ["1 Джамбулатов С. А. механизатор 146-02"]
    assert texts(with_signs(lines("|"))) == ["|"]
