"""Lines leave in pieces that are neither many nor all at once."""

from hypothesis import given
from hypothesis import strategies as st

from api.pieces import PIECE, in_pieces


@given(st.lists(st.text(max_size=50)))
def test_nothing_is_lost_or_changed(lines: list[str]) -> None:
    assert b"".join(in_pieces(lines)).decode() == "".join(lines)
    assert b"".join(in_pieces([line.encode() for line in lines])).decode() == "".join(lines)


def test_a_piece_leaves_as_soon_as_it_is_large_enough() -> None:
    taken = []

    def lines():  # type: ignore[no-untyped-def]
        for number in range(1000):
            taken.append(number)
            yield "x" * 1000

    pieces = in_pieces(lines())
    assert len(next(pieces)) < PIECE + 1000
    assert len(taken) < 40
    assert [len(piece) >= PIECE for piece in [*pieces][:-1]] == [True] * 29
