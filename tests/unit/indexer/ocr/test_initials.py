"""Figures beside names are also known as the letters that they may be."""

import pytest

from indexer.ocr.initials import with_initials
from indexer.readers.pagetext import Line, Piece
from paraq.records.model import Box


@pytest.mark.parametrize(
    ("written", "known"),
    [
        ("Шарипова 3. 0.", {"3.": ("З.",), "0.": ("О.",)}),
        ("3. Шәріповаға өтемақы", {"3.": ("З.",)}),
        ("0. 3. Шәріпова", {"0.": ("О.",), "3.": ("З.",)}),
        ("Оразбаева-Серікқызы 0.,", {"0.,": ("О.",)}),
        ("срок 3. дня", {}),
        ("Шарипова 1. 2.", {}),
        ("3.", {}),
    ],
)
def test_a_figure_beside_a_name_may_be_an_initial(written: str, known: dict[str, tuple[str, ...]]) -> None:
    (line,) = with_initials([Line([Piece(word, Box(0, 0, 10, 10)) for word in written.split()])])
    assert {piece.text: piece.alternatives for piece in line.pieces if piece.alternatives} == known
