"""Patterns with stars fit the words that they say, and no word makes one of them slow."""

import time
from fnmatch import fnmatchcase

from hypothesis import given, settings
from hypothesis import strategies as st

from paraq.query.match import _expression


@settings(max_examples=500)
@given(pattern=st.text("ab*?", max_size=8), word=st.text("abc", max_size=10))
def test_a_pattern_fits_what_the_shell_would_find_by_it(pattern: str, word: str) -> None:
    assert bool(_expression(pattern).fullmatch(word)) == fnmatchcase(word, pattern)


def test_letters_that_mean_something_in_expressions_are_letters() -> None:
    assert _expression("a.b*(c)").fullmatch("a.bxx(c)") and not _expression("a.b").fullmatch("axb")


def test_many_stars_on_a_long_word_take_no_time() -> None:
    started = time.process_time()
    assert not _expression("a*" * 40 + "b").fullmatch("a" * 500)
    # Tried place by place this would outlast the machine.
    assert time.process_time() - started < 1
