"""Kazakh words made of others by -лық and -шы, and those that they are made of: аудандық and аудан, мұғалімдік and мұғалім.

Dictionaries have them as words of their own, and so do the stems; who asks for one is served by the other too, but later.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from paraq.text import kazakh

_MAKERS: Final = ("лық", "лік", "дық", "дік", "тық", "тік", "шы", "ші")
# Of shorter roots too many such words mean something else: бас, басшы, бастық.
_ROOT_LETTERS: Final = 4


@lru_cache(maxsize=4096)
def relatives(stem: str) -> tuple[str, ...]:
    """Return the listed stems one step away from a Kazakh stem: what it is made of, and what is made of it."""
    return tuple(word for word in (*_roots(stem), *_made(stem)) if kazakh.knows(word) and kazakh.stem(word) == word)


def _roots(stem: str) -> Iterator[str]:
    for maker in _MAKERS:
        root = stem.removesuffix(maker)
        if root != stem and len(root) >= _ROOT_LETTERS:
            yield root


def _made(stem: str) -> Iterator[str]:
    if len(stem) >= _ROOT_LETTERS and not stem.endswith(_MAKERS):
        yield from (stem + maker for maker in _MAKERS)
