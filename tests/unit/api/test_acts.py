from pathlib import Path

import pytest

from api.acts import Acts
from paraq.errors import Unavailable


def acts(folder: Path, drawn: list[tuple[int, str]]) -> Acts:
    def draw(number: int, language: str, target: Path) -> bool:
        drawn.append((number, language))
        target.write_bytes(f"act {len(drawn)}".encode())
        return True

    return Acts(folder / "acts", draw)


def test_an_act_is_drawn_once_for_a_receipt_and_language(tmp_path: Path) -> None:
    drawn: list[tuple[int, str]] = []
    kept = acts(tmp_path, drawn)
    assert [kept.pdf(1, "kk", b"a") for _ in range(3)] == [b"act 1"] * 3
    assert kept.pdf(1, "ru", b"a") == b"act 2"
    assert drawn == [(1, "kk"), (1, "ru")]


def test_a_receipt_that_changed_is_drawn_anew_and_the_old_act_is_dropped(tmp_path: Path) -> None:
    kept = acts(tmp_path, [])
    assert [kept.pdf(1, "kk", b"a"), kept.pdf(11, "kk", b"a"), kept.pdf(1, "kk", b"b")] == [b"act 1", b"act 2", b"act 3"]
    assert sorted(file.read_bytes() for file in (tmp_path / "acts").iterdir()) == [b"act 2", b"act 3"]


def test_an_act_that_cannot_be_drawn_is_told_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="receipt"):
        Acts(tmp_path / "acts", lambda number, language, target: False).pdf(1, "kk", b"a")
    assert list((tmp_path / "acts").iterdir()) == []
