"""The unit of search: one word of a text with its term in every layer."""

from typing import Literal, NamedTuple

Layer = Literal["exact", "stem", "key", "grams"]
"""The layers of a word: as written; by its stem; by its spelling skeleton; by letter-folded character 4-grams."""


class Token(NamedTuple):
    """One word of a text.

    Attributes:
        text: The word as written, ``text[start:end]`` of the analysed text (it may hold a hyphen and a line end).
        start, end: Its characters in the analysed text.
        position: Its place in the sequence of words, from 0; words of one place share it (other readings of the same place).
        language: ``kk``, ``ru``, ``en`` or ``other``.
        exact: Lower-cased surface form, NFC, line-end hyphen and soft hyphens removed, Latin look-alikes put right.
        stem: Lemma or stem by the word's language.
        key: Spelling skeleton; equal for the spellings and scripts of one word.
        alternative: True if this is not the reading in the text but another one of the same place.
    """

    text: str
    start: int
    end: int
    position: int
    language: str
    exact: str
    stem: str
    key: str
    alternative: bool = False
