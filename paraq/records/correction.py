"""A page's text as a person corrects it, with the places of the words kept."""

import re
from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import pairwise

from paraq.errors import Invalid
from paraq.records.model import Box, PageText, Word, around

# A densely printed page has some 6,000 characters; what is ten times as long was pasted by mistake.
LONGEST = 60_000


def corrected(text: PageText, wanted: str, language: str) -> PageText:
    """Return a page's text as a person wants it.

    Words that stay keep box and confidence; a changed word takes the place of the words that it replaces and is sure. Other
    readings of replaced words are gone: the person has said which is right.

    Args:
        text: What stands there.
        wanted: The whole text as it should be; lines are lines of the page, empty lines part blocks.
        language: Of the new text.

    Raises:
        Invalid: The text is too long.
    """
    if len(wanted) > LONGEST:
        raise Invalid(f"A page's text has at most {LONGEST} characters", where="text", code="correction-long")
    lines = [line.split() for line in re.sub(r"\n{3,}", "\n\n", wanted.replace("\r\n", "\n").strip()).split("\n")]
    wanted_words = [word for line in lines for word in line]
    placed = iter(_placed(text, wanted_words))
    whole, words = "", []
    for number, line in enumerate(lines):
        whole += "\n" if number else ""
        for index, written in enumerate(line):
            whole += " " if index else ""
            before = next(placed)
            words.append(replace(before, text=written, start=len(whole), end=len(whole) + len(written)))
            whole += written
    weight = sum(len(word.text) for word in words)
    confidence = round(sum(word.confidence * len(word.text) for word in words) / weight, 1) if weight else 0.0
    source = text.source if text.source != "none" else "ocr"
    return replace(
        text,
        text=whole,
        words=tuple(words),
        language=language,
        confidence=confidence,
        source=source if words else "none",
        note="",
    )


def _placed(text: PageText, wanted: Sequence[str]) -> list[Word]:
    """Return a word with a place for each wanted word."""
    old = text.words
    found: list[Word] = []
    matcher = SequenceMatcher(a=[word.text for word in old], b=wanted, autojunk=False)
    for kind, first, last, start, end in matcher.get_opcodes():
        if kind == "equal":
            found.extend(old[first:last])
        elif kind in ("replace", "insert"):
            near = old[first:last] or old[max(0, first - 1) : first] or old[:1]
            found.extend(_shared(near, wanted[start:end], text))
    return found


def _shared(near: Sequence[Word], wanted: Sequence[str], text: PageText) -> list[Word]:
    """Return words in the places of those that they replace: one by one if there are as many, else side by side."""
    if len(near) == len(wanted):
        boxes = [word.box for word in near]
    else:
        boxes = _parts(_place(near, text), [len(word) for word in wanted])
    return [Word(written, 0, 0, box) for written, box in zip(wanted, boxes, strict=True)]


def _place(words: Sequence[Word], text: PageText) -> Box:
    if not words:
        return text.region or Box(0, 0, max(1, text.width), max(1, text.height))
    return around([word.box for word in words])


def _parts(box: Box, lengths: Sequence[int]) -> list[Box]:
    """Return a box in parts side by side, as wide as the words are long."""
    total = sum(lengths) or 1
    edges = [box.left + box.width * sum(lengths[:number]) // total for number in range(len(lengths) + 1)]
    return [Box(start, box.top, max(1, end - start), box.height) for start, end in pairwise(edges)]
