from pathlib import Path

import pytest

from api.acts import Acts
from paraq.errors import Unavailable
from paraq.services.receipt import Receipt


def acts(folder: Path, drawn: list[tuple[int, str]]) -> Acts:
    def draw(receipt: Receipt, language: str) -> bytes:
        drawn.append((receipt["transfer"], language))
        return f"act {len(drawn)}".encode()

    return Acts(folder / "acts", draw)


def test_an_act_is_drawn_once_for_a_receipt_and_language(tmp_path: Path) -> None:
    drawn: list[tuple[int, str]] = []
    kept, receipt = acts(tmp_path, drawn), {"transfer": 1, "files": 3}
    assert [kept.pdf(receipt, "kk") for _ in range(3)] == [b"act 1"] * 3
    assert kept.pdf(receipt, "ru") == b"act 2"
    assert drawn == [(1, "kk"), (1, "ru")]


def test_a_receipt_that_changed_is_drawn_anew_and_the_old_act_is_dropped(tmp_path: Path) -> None:
    kept = acts(tmp_path, [])
    made = [kept.pdf({"transfer": number, "files": files}, "kk") for number, files in ((1, 3), (11, 3), (1, 4))]
    assert made == [b"act 1", b"act 2", b"act 3"]
    assert sorted(file.read_bytes() for file in (tmp_path / "acts").iterdir()) == [b"act 2", b"act 3"]


def test_an_act_that_cannot_be_drawn_is_told_and_nothing_is_kept(tmp_path: Path) -> None:
    def draw(receipt: Receipt, language: str) -> bytes:
        raise Unavailable("No font")

    with pytest.raises(Unavailable, match="font"):
        Acts(tmp_path / "acts", draw).pdf({"transfer": 1}, "kk")
    assert not (tmp_path / "acts").exists()
