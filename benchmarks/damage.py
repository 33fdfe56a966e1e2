"""Damaged passages: what typists without Kazakh letters, worn pages and a Russian OCR make of Kazakh text.

The error model is that of docs/language.md. Errors are drawn from a seed of the passage's id:
every run reads the same text.
"""

import random
from collections.abc import Callable, Iterator
from typing import Final

Damage = Callable[[str, str], str]
"""Returns a passage with errors, given its text and its id."""

# Eight of a hundred letters are wrong: half of them another letter, a quarter lost, a quarter doubled by a second one.
CHARACTER_ERRORS: Final = 0.08
_LETTERS: Final = "абвгдежзийклмнопрстуфхцчшщъыьэюяәғқңөұүһі"
_TYPED: Final = str.maketrans("әғқңөұүһіӘҒҚҢӨҰҮҺІ", "агкноуухиАГКНОУУХИ")
# What Tesseract's `rus` really makes of Kazakh letters; і becomes one of three.
_READ_AS_RUSSIAN: Final = str.maketrans("әғқңөұүһӘҒҚҢӨҰҮҺ", "эгкнеуунЭГКНЕУУН")
_I_READ_AS: Final = ("!", "1", "")


def undamaged(text: str, _: str = "") -> str:
    """Return a text as it is."""
    return text


def typed(text: str, _: str = "") -> str:
    """Return a text as it is typed on a Russian keyboard."""
    return text.translate(_TYPED)


def misread(text: str, number: str) -> str:
    """Return a text with eight of a hundred characters misread."""
    chance = random.Random(number)
    return "".join(_misread(text, chance))


def read_as_russian(text: str, number: str) -> str:
    """Return a text as an OCR for Russian reads it."""
    chance = random.Random(number)
    return "".join(chance.choice(_I_READ_AS) if sign in "іІ" else sign for sign in text).translate(_READ_AS_RUSSIAN)


def _misread(text: str, chance: random.Random) -> Iterator[str]:
    for sign in text:
        if not sign.isalnum() or chance.random() >= CHARACTER_ERRORS:
            yield sign
            continue
        kind, other = chance.random(), chance.choice(_LETTERS)
        yield other if kind < 0.5 else "" if kind < 0.75 else sign + other


DAMAGES: Final[dict[str, Damage]] = {
    "clean": undamaged,
    "typed": typed,
    "8% CER": misread,
    "rus OCR": read_as_russian,
}
