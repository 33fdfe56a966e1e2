import base64
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.sealing import Seal
from paraq.errors import Invalid, Unavailable

SEAL = Seal(b"0123456789abcdef" * 2)


@given(st.text(min_size=1, max_size=300))
def test_a_cursor_comes_back_and_is_sealed_the_same_each_time(cursor: str) -> None:
    sealed = SEAL.closed(cursor)
    assert SEAL.opened(sealed) == cursor
    assert SEAL.closed(cursor) == sealed


def test_a_sealed_cursor_tells_nothing() -> None:
    sealed = SEAL.closed('["relevance", "a", 0, 157.25, "page"]')
    assert b"157" not in base64.urlsafe_b64decode(sealed + "=" * (-len(sealed) % 4))


@given(st.text(min_size=1))
def test_what_was_not_sealed_is_refused(text: str) -> None:
    with pytest.raises(Invalid, match="no cursor"):
        SEAL.opened(text)


@pytest.mark.parametrize("place", range(5))
def test_what_was_changed_is_refused(place: int) -> None:
    sealed = SEAL.closed("something")
    with pytest.raises(Invalid):
        SEAL.opened(sealed[:place] + ("A" if sealed[place] != "A" else "B") + sealed[place + 1 :])


def test_no_text_is_no_cursor() -> None:
    assert SEAL.opened("") == ""


def test_processes_of_a_home_have_one_key_that_others_cannot_read(tmp_path: Path) -> None:
    assert Seal.of(tmp_path).opened(Seal.of(tmp_path).closed("x")) == "x"
    assert (tmp_path / "cursor.key").stat().st_mode & 0o077 == 0


def test_a_key_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "cursor.key").mkdir()
    with pytest.raises(Unavailable, match=r"cursor\.key"):
        Seal.of(tmp_path)
